/* Events of a person: what was made and moved of the rows about them, as the transitions of the journal tell it. */
#ifndef MAILLON_API_EVENT_H
#define MAILLON_API_EVENT_H

#include "api/resource.h"

/* What a timeline selects from, for one role: the transitions of the rows that the role may read, of every resource that
 * has a subject. Columns: structure_id, participant_id, id, at, occurred_on, resource (its path), resource_id, event,
 * from_state, to_state, actor_kind, actor_id. */
void events_from(struct buffer *sql, enum role role);

/* Writes {"fr": …, "en": …} for "contracts sign": the sentences of the move, or of the creation. Null when the descriptors
 * know no such event any more. */
void event_write(struct buffer *out, const char *event, size_t length);

#endif

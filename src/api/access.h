/* The access log: an entry for each read, by the staff, of an item of a person that shows RESTRICTED fields, and of a list
 * that says so (.logged). The entry is one more statement of the read's own round trip: it selects the row under the
 * policies of who reads, so that a foreign or unknown id leaves nothing and nothing is answered without its entry. */
#ifndef MAILLON_API_ACCESS_H
#define MAILLON_API_ACCESS_H

#include "api/output.h"

/* The statements of a role's view, once at start. */
void access_prepare(struct view *view, struct arena *arena);

/* Queue the entry of an item's read, if it is one; and the look for the row that a list stands under, with its entry. They
 * return what access_found() takes. */
unsigned access_ask_item(struct call *call, struct tx *tx, const struct view *view, const struct shape *shape, const char *id);
unsigned access_ask_list(struct call *call, struct tx *tx, const struct view *view, const char *parent_id);

/* After the flush. False, NOT_FOUND set: the row was not there, or is no more. */
bool access_found(struct call *call, const struct tx *tx, unsigned asked);

#endif

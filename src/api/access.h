/* The access log: an entry for each row about a person whose RESTRICTED fields an answer shows to the staff, in an item, a
 * list, an export or after a write; and for each read of a list that says so (.logged). An entry is made by the statement that
 * reads the row, under its snapshot or in its transaction: under the policies of who asks, so that a foreign or unknown id
 * leaves nothing and nothing is answered without its entry. */
#ifndef MAILLON_API_ACCESS_H
#define MAILLON_API_ACCESS_H

#include "api/list.h"

/* The statements of a role's view, once at start. */
void access_prepare(struct view *view, struct arena *arena);

/* Whether the rows that a query shows are entered: they show a RESTRICTED field, inside or of their own, or were chosen or
 * put in order by one, which tells as much. Of an item the shape only is asked. */
bool access_entered(const struct view *view, const struct list_query *query);

/* Appends `insert into access_entry … select …`, for `from …` to follow: an entry of the operation `{name}_{action}`, action in
 * SQL, for each row t of the resource; and the condition that such a row is about somebody. */
void access_insert(struct buffer *sql, const struct resource *of, const char *name, const char *action);
void access_of_somebody(struct buffer *sql, const struct resource *of);

/* Appends the statement that reads rows in the view's columns and makes an entry for the first `limit` of them: `page` is
 * ` from … t where …` of the rows read, `order` the order that they are shown in, empty when there is one. */
void access_read(struct buffer *sql, const struct view *view, const char *action, const char *page, const char *order,
                 const char *limit);

#endif

/* Reads, of one row or of a page: what is asked of the database, then what its answers say.
 *
 * A read is made from the request, alone; then it is served, alone or in one round trip with others that wait on the same
 * connection. Either way the same two functions ask and answer. */
#ifndef MAILLON_API_READ_H
#define MAILLON_API_READ_H

#include "api/list.h"

/* Lives in its call's arena. */
struct read {
    struct call *call;
    const struct view *view;
    const char *id;          /* of an item; NULL: a list */
    struct list_query query; /* of an item its shape only */
    struct children children;
    unsigned rows, total, parent; /* answers: the row or the page, the count of all, the row that a list stands under */
    struct tx tx;
};

/* GET of an item: 200, 304, or NOT_FOUND. NULL: the call's error is set. */
struct read *read_item(struct call *call, const struct resource *resource, const char *id);

/* GET of a collection; of one that stands under a row, whose id is given. NULL: the call's error is set. */
struct read *read_list(struct call *call, const struct resource *resource, const char *parent_id);

void read_serve(struct read *read);

/* Serves the first of these reads, whose calls share a connection: as many as one round trip takes, one at least. Returns how
 * many. Each answer is as read_serve() would have given it: when one fails in the database, or all are late, each is served
 * again alone, in an order that keeps few waiting. */
unsigned read_serve_together(struct read *const *reads, unsigned count);

/* The two halves for a list, in list.c. */
void list_ask(struct read *read);
void list_answer(struct read *read);

#endif

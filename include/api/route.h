/* From method and path to what serves it. The path is canonical already. */
#ifndef MAILLON_API_ROUTE_H
#define MAILLON_API_ROUTE_H

#include "api/read.h"

enum route_kind { ROUTE_COLLECTION, ROUTE_ITEM, ROUTE_MOVE, ROUTE_BATCH, ROUTE_EXPORT, ROUTE_ENDPOINT };

struct route {
    enum route_kind kind;
    const struct resource *resource;
    const struct move *move; /* of moves and of their batches */
    const struct endpoint *endpoint;
    const char *id;    /* of items and moves, and of what stands under an item: a valid uuid text in the arena; of
                          endpoints: the {…} segment or NULL */
    bool slow;         /* served by the slow lane only */
    const char *allow; /* value of Allow: methods that the path has, whatever the role */
};

/* False: NOT_FOUND or METHOD_NOT_ALLOWED (with Allow) is set. An id that is not a uuid is not found. */
bool route_find(struct call *call, struct route *ret_route);

/* What is asked of the caller before anything is done: its role and scope, then a request without defect. False: the error is
 * set. */
bool route_admit(struct call *call, const struct route *route);

/* Whether an admitted call reads one row or a page; then what it reads (api/read.h), NULL when the error is set. */
bool route_reads(const struct call *call, const struct route *route);
struct read *route_read(struct call *call, const struct route *route);

/* Serves any other admitted call: content type, body, database. On return either response.status is set or error is. */
void route_serve(struct call *call, const struct route *route);

/* operationId of a route for the request log and metrics ("candidacy_accept"). */
const char *route_name(struct call *call, const struct route *route);

#endif

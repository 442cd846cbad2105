/* GET of one row: one round trip, with its children when asked. */
#include "api/read.h"

#include <string.h>

#include "access.h"
#include "api/list.h"

enum { ITEM_USUAL = 1000 }; /* bytes of JSON */

/* If-None-Match lists validators, weak comparison (RFC 9110 §13.1.2). */
static bool none_match_has(const char *given, const char *etag)
{
    return given && (strcmp(given, "*") == 0 || strstr(given, etag) != NULL);
}

static void respond(struct call *call, const struct view *view, const struct shape *shape, const struct tx *tx, unsigned row,
                    const struct children *children)
{
    struct buffer *out = &call->response.body;
    call->response.status = 200;
    if (shape->n_children == 0) {
        const char *etag = etag_of(call->arena, tx_text(tx, row, 0, view->version_column));
        call_header(call, "ETag", etag);
        if (none_match_has(call->request->if_none_match, etag)) {
            call->response.status = 304;
            return;
        }
    }
    buffer_reserve(out, ITEM_USUAL);
    output_row(out, view, shape, tx, row, 0);
    if (view->resource->flow)
        output_allowed_moves(out, view, tx_text(tx, row, 0, view->state_column));
    children_write(out, tx, children, tx_text(tx, row, 0, 0));
    json_close(out, '}');
}

/* False: to be run again. */
static bool read_once(struct call *call, const struct view *view, const struct shape *shape, const char *id, unsigned tried)
{
    struct context context = call_context(call);
    struct children children = {0};
    AUTO_TX struct tx tx;
    tx_begin_read(&tx, call->conn, &context);
    unsigned row = tx_ask(&tx, &view->read, (const char *[]){id, owner_id(call)});
    children_ask_item(call, &tx, shape, id, &children);
    unsigned entry = access_ask_item(call, &tx, view, shape, id);
    if (!tx_flush(&tx))
        return !call_again(call, &tx, tried);
    if (tx_rows(&tx, row) == 0)
        call_fail(call, NOT_FOUND);
    else if (access_found(call, &tx, entry) && children_bounded(call, &tx, &children))
        respond(call, view, shape, &tx, row, &children);
    return true;
}

void read_serve(struct call *call, const struct resource *resource, const char *id)
{
    const struct view *view = view_of(resource, call->who.role);
    struct shape shape;
    if (!shape_read(call, view, false, &shape))
        return;
    for (unsigned tried = 0; !read_once(call, view, &shape, id, tried); tried++)
        continue;
}

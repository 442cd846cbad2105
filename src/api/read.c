/* Reads: one round trip each, children included, or one for several. */
#include "api/read.h"

#include <string.h>

#include "access.h"
#include "db/group.h"

enum { ITEM_USUAL = 1000 }; /* bytes of JSON */

/* What the answers of a group may hold in memory at once, in rows of about half a kilobyte. */
enum { GROUP_ROWS = 1000 };

/* If-None-Match lists validators, weak comparison (RFC 9110 §13.1.2). */
static bool none_match_has(const char *given, const char *etag)
{
    return given && (strcmp(given, "*") == 0 || strstr(given, etag) != NULL);
}

static void item_ask(struct read *read)
{
    const struct view *view = read->view;
    const struct statement *statement = access_entered(view, &read->query) ? &view->read_entered : &view->read;
    read->rows = tx_ask(&read->tx, statement, (const char *[]){read->id, owner_id(read->call)});
    children_ask_item(read->call, &read->tx, &read->query.shape, read->id, &read->children);
}

static void item_answer(struct read *read)
{
    struct call *call = read->call;
    const struct view *view = read->view;
    const struct tx *tx = &read->tx;
    struct buffer *out = &call->response.body;
    if (tx_rows(tx, read->rows) == 0) {
        call_fail(call, NOT_FOUND);
        return;
    }
    if (!children_bounded(call, tx, &read->children))
        return;
    call->response.status = 200;
    if (read->query.shape.n_children == 0) {
        const char *etag = etag_of(call->arena, output_text(call->arena, view, tx, read->rows, 0, view->version_column));
        call_header(call, "ETag", etag);
        if (!(read->query.shape.columns & view->unversioned) && none_match_has(call->request->if_none_match, etag)) {
            call->response.status = 304;
            return;
        }
    }
    buffer_reserve(out, ITEM_USUAL);
    output_row(out, view, &read->query.shape, tx, read->rows, 0);
    output_allowed_moves(out, call, view, tx, read->rows, 0);
    children_write(out, tx, &read->children, read->rows, 0);
    json_close(out, '}');
}

static struct read *read_new(struct call *call, const struct resource *resource, const char *id)
{
    struct read *read = arena_zalloc(call->arena, 1, sizeof *read);
    read->call = call;
    read->view = view_of(resource, call->who.role);
    read->id = id;
    return read;
}

struct read *read_item(struct call *call, const struct resource *resource, const char *id)
{
    struct read *read = read_new(call, resource, id);
    return shape_read(call, read->view, false, &read->query.shape) ? read : NULL;
}

struct read *read_list(struct call *call, const struct resource *resource, const char *parent_id)
{
    struct read *read = read_new(call, resource, NULL);
    if (!list_query_read(call, read->view, &read->query))
        return NULL;
    read->query.parent_id = parent_id;
    return read;
}

static void ask(struct read *read)
{
    if (read->id)
        item_ask(read);
    else
        list_ask(read);
}

static void answer(struct read *read)
{
    if (read->id)
        item_answer(read);
    else
        list_answer(read);
}

/* False: to be run again. */
static bool serve_once(struct read *read, unsigned tried)
{
    struct context context = call_context(read->call);
    tx_begin_read(&read->tx, read->call->conn, &context);
    ask(read);
    bool done = tx_flush(&read->tx);
    if (done)
        answer(read);
    else
        done = !call_again(read->call, &read->tx, tried);
    tx_finish(&read->tx);
    return done;
}

void read_serve(struct read *read)
{
    for (unsigned tried = 0; !serve_once(read, tried); tried++)
        continue;
}

/* Rows that the answers may have, roughly: children are few for most parents. */
static unsigned weight(const struct read *read)
{
    enum { CHILDREN_USUAL = 4 };
    return (read->id ? 1 : read->query.limit) * (1 + CHILDREN_USUAL * read->query.shape.n_children);
}

/* How late a read comes after a group that failed: what may keep the others waiting is after them. */
enum { RANK_ITEM, RANK_LIST, RANK_FAILED, N_RANKS };

static unsigned rank(const struct read *read)
{
    if (read->tx.failure.sqlstate[0])
        return RANK_FAILED;
    return read->id ? RANK_ITEM : RANK_LIST;
}

static void serve_each(struct read *const *reads, unsigned count)
{
    unsigned ranks[GROUP_READS];
    for (unsigned i = 0; i < count; i++)
        ranks[i] = rank(reads[i]);
    for (unsigned turn = 0; turn < N_RANKS; turn++)
        for (unsigned i = 0; i < count; i++)
            if (ranks[i] == turn)
                read_serve(reads[i]);
}

/* How many of the reads, the first ones, one transaction may take. */
static unsigned count_fitting(struct read *const *reads, unsigned count)
{
    unsigned taken = 1, rows = weight(reads[0]);
    while (taken < count && taken < GROUP_READS && (rows += weight(reads[taken])) <= GROUP_ROWS)
        taken++;
    return taken;
}

unsigned read_serve_together(struct read *const *reads, unsigned count)
{
    unsigned fitting = count_fitting(reads, count), taken = 0;
    if (fitting == 1) {
        read_serve(reads[0]);
        return 1;
    }
    struct group group;
    group_begin(&group, reads[0]->call->conn);
    while (taken < fitting && group_has_room(&group)) {
        struct read *read = reads[taken++];
        struct context context = call_context(read->call);
        group_join(&group, &read->tx, &context);
        ask(read);
    }
    bool done = group_flush(&group);
    for (unsigned i = 0; i < taken && done; i++) {
        answer(reads[i]);
        tx_finish(&reads[i]->tx);
    }
    group_end(&group);
    if (!done)
        serve_each(reads, taken);
    return taken;
}

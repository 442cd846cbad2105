#include "db/group.h"

#include "pg.h"

/* Of a request's time, what a group may take. */
enum { TIME_SHARE = 3 };

void group_begin(struct group *group, struct conn *conn)
{
    *group = (struct group){.conn = conn};
}

bool group_has_room(const struct group *group)
{
    return group->count < GROUP_READS && group->conn->n_awaited + TX_AWAITED_MAX <= AWAITED_MAX;
}

void group_join(struct group *group, struct tx *tx, const struct context *context)
{
    struct conn *conn = group->conn;
    bool right = true;
    *tx = (struct tx){.conn = conn, .today = DAY_NONE, .role = context->role, .grouped = true};
    if (group->count == 0) {
        right = tx_open(tx, conn);
        group->open = tx->open;
        if (group->open) /* of what the reads need only: a connection may take its time to open */
            conn->deadline_ns = clock_ns() + (uint64_t)conn->deadline_ms * NS_PER_MS / TIME_SHARE;
    }
    group->reads[group->count++] = tx;
    tx->open = true;
    if (right && group->open && conn->pg)
        tx_ask_context(tx, context);
    else if (tx->failure.problem == PROBLEM_NONE)
        tx->failure.problem = UNAVAILABLE; /* the connection was lost by one that joined before */
}

static bool all_right(const struct group *group)
{
    for (unsigned i = 0; i < group->count; i++)
        if (group->reads[i]->failure.problem != PROBLEM_NONE)
            return false;
    return true;
}

bool group_flush(struct group *group)
{
    if (group->count == 0)
        return true;
    bool right = group->open && group->conn->pg && pipeline_run(group->reads[0]) && all_right(group);
    for (unsigned i = 0; i < group->count; i++) {
        struct tx *tx = group->reads[i];
        if (!right) {
            tx_finish(tx); /* what was answered before the failure is of a transaction that was undone */
            continue;
        }
        tx->n_answered = tx->n_asked;
        tx_take_context(tx);
        count(&counters.grouped);
    }
    return right;
}

void group_end(struct group *group)
{
    for (unsigned i = 0; i < group->count; i++)
        tx_finish(group->reads[i]);
    if (group->open && group->conn->is_direct)
        direct_end(group->conn);
    else if (group->open && group->conn->n_awaited) /* never flushed: what was queued cannot be taken back from libpq */
        conn_close(group->conn);
    if (group->open)
        group->conn->busy = false;
    *group = (struct group){.conn = group->conn};
}

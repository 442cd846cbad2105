#include "db/tx.h"

#include "core/log.h"
#include "pg.h"

enum { ROLLBACK_GRACE_MS = 250 };

static void fail(struct tx *tx, enum problem problem, const char *event)
{
    if (tx->failure.problem == PROBLEM_NONE)
        tx->failure = (struct tx_failure){.problem = problem};
    if (event)
        log_plain(LOG_ERROR, event);
}

/* From number `first` on. */
static void clear_answers(struct tx *tx, unsigned first)
{
    for (unsigned i = first; i < tx->n_asked; i++) {
        PQclear(tx->answers[i].result);
        tx->answers[i] = (struct answer){0};
    }
}

bool tx_open(struct tx *tx, struct conn *conn)
{
    if (conn->busy) {
        fail(tx, INTERNAL, "transaction_within_transaction");
        return false;
    }
    tx->open = true;
    tx->started_ns = clock_ns();
    conn->busy = true;
    conn->marked = false;
    conn->deadline_ns = tx->started_ns + (uint64_t)conn->deadline_ms * NS_PER_MS;
    count(&counters.transactions);
    if (!conn_open(conn)) {
        fail(tx, UNAVAILABLE, NULL);
        return false;
    }
    conn->is_direct = !tx->writes && direct_can(conn);
    return !conn->cache.wanted || pipeline_forget(tx);
}

void tx_ask_context(struct tx *tx, const struct context *context)
{
    const char *values[CONTEXT_PARAMS];
    context_values(context, values);
    if (pipeline_send(tx, STEP_CONTEXT, SCOPE_LOGIN, &tx->conn->context, values))
        tx->n_asked = 1;
}

/* The context is the transaction's first statement; BEGIN, where there is one, comes before and under no role. */
__attribute__((nonnull(1, 2))) static void begin(struct tx *tx, struct conn *conn, const struct context *context,
                                                 const struct statement *opening)
{
    *tx = (struct tx){.conn = conn, .today = DAY_NONE, .role = context ? context->role : N_DB_ROLES, .writes = opening != NULL};
    if (!tx_open(tx, conn))
        return;
    if (opening && !pipeline_send(tx, STEP_CONTROL, SCOPE_LOGIN, opening, NULL))
        return;
    if (context)
        tx_ask_context(tx, context);
}

void tx_begin_read(struct tx *tx, struct conn *conn, const struct context *context)
{
    begin(tx, conn, context, NULL);
}

void tx_begin_write(struct tx *tx, struct conn *conn, const struct context *context)
{
    begin(tx, conn, context, &conn->begin);
}

void tx_allow(struct tx *tx, unsigned deadlines)
{
    tx->conn->deadline_ns = tx->started_ns + (uint64_t)tx->conn->deadline_ms * deadlines * NS_PER_MS;
}

void tx_begin_snapshot(struct tx *tx, struct conn *conn, const struct context *context, bool writes)
{
    begin(tx, conn, context, &conn->begin_snapshot[writes]);
}

void tx_begin_bare(struct tx *tx, struct conn *conn)
{
    begin(tx, conn, NULL, NULL);
}

unsigned tx_ask(struct tx *tx, const struct statement *statement, const char *const *values)
{
    if (tx->failure.problem != PROBLEM_NONE)
        return TX_STATEMENTS;
    if (tx->n_asked == TX_STATEMENTS || statement->n_params > TX_PARAMS) {
        fail(tx, INTERNAL, "transaction_too_large");
        return TX_STATEMENTS;
    }
    if (!tx->writes && tx->flushed_context) { /* the context ended with the Sync: another transaction is needed */
        fail(tx, INTERNAL, "read_after_flush");
        return TX_STATEMENTS;
    }
    if (!pipeline_send(tx, STEP_ANSWER, (enum scope)tx->role, statement, values))
        return TX_STATEMENTS;
    return tx->n_asked++;
}

bool tx_flush(struct tx *tx)
{
    if (tx->failure.problem != PROBLEM_NONE)
        return false;
    if (tx->conn->n_awaited == 0)
        return true;
    if (!pipeline_run(tx)) {
        if (!tx->writes)
            clear_answers(tx, 0);
        return false;
    }
    tx->n_answered = tx->n_asked;
    if (!tx->flushed_context)
        tx_take_context(tx);
    return true;
}

void tx_take_context(struct tx *tx)
{
    tx->flushed_context = true;
    if (tx->role == N_DB_ROLES)
        return;
    tx->today_text = tx_text(tx, 0, 0, CONTEXT_TODAY);
    tx->today = day_from_sql(tx->today_text);
    tx->now_text = tx_text(tx, 0, 0, CONTEXT_NOW);
}

/* All answers but the context's. */
static void forget_answers(struct tx *tx)
{
    clear_answers(tx, 1);
    tx->n_asked = tx->n_answered = 1;
}

bool tx_mark(struct tx *tx)
{
    struct conn *conn = tx->conn;
    if (tx->failure.problem != PROBLEM_NONE || !tx_flush(tx))
        return false;
    forget_answers(tx);
    if (conn->marked && !pipeline_send(tx, STEP_CONTROL, SCOPE_LOGIN, &conn->release, NULL))
        return false;
    conn->marked = true;
    return pipeline_send(tx, STEP_CONTROL, SCOPE_LOGIN, &conn->mark, NULL);
}

bool tx_back(struct tx *tx)
{
    struct conn *conn = tx->conn;
    /* What was queued and not sent is run first, and undone; when it fails there, the way back was not run: once more. */
    for (unsigned i = 0; i < 2 && conn->pg && conn->marked; i++) {
        tx->failure = (struct tx_failure){0};
        if (pipeline_send(tx, STEP_CONTROL, SCOPE_LOGIN, &conn->back, NULL) && pipeline_run(tx)) {
            forget_answers(tx);
            return true;
        }
    }
    return false;
}

void tx_forget(struct tx *tx, unsigned answer)
{
    if (answer + 1 != tx->n_asked || tx->n_asked != tx->n_answered)
        return;
    clear_answers(tx, answer);
    tx->n_asked = tx->n_answered = answer;
}

bool tx_commit(struct tx *tx)
{
    if (tx->failure.problem != PROBLEM_NONE)
        return false;
    tx->conn->commit_out = true; /* before it is queued: libpq may send on its own */
    return pipeline_send(tx, STEP_COMMIT, SCOPE_LOGIN, &tx->conn->commit, NULL) && tx_flush(tx);
}

/* What was queued and never sent cannot be taken back from libpq: it is run, and undone where it writes. A statement that fails
 * there keeps ROLLBACK from being run before Sync, hence the second try. */
static void end_transaction(struct tx *tx)
{
    struct conn *conn = tx->conn;
    struct tx_failure kept = tx->failure;
    uint64_t grace = clock_ns() + (uint64_t)ROLLBACK_GRACE_MS * NS_PER_MS;
    if (conn->deadline_ns < grace)
        conn->deadline_ns = grace;
    for (unsigned i = 0; i < 2 && conn->pg && (conn->n_awaited || PQtransactionStatus(conn->pg) != PQTRANS_IDLE); i++)
        if (!tx->writes || pipeline_send(tx, STEP_CONTROL, SCOPE_LOGIN, &conn->rollback, NULL))
            pipeline_run(tx);
    if (conn->pg && PQtransactionStatus(conn->pg) != PQTRANS_IDLE)
        conn_close(conn);
    tx->failure = kept;
}

/* Leaves the connection as the next transaction wants it. */
static void leave(struct tx *tx)
{
    struct conn *conn = tx->conn;
    if (conn->is_direct)
        direct_end(conn);
    else if (conn->pg && (conn->n_awaited || (tx->writes && PQtransactionStatus(conn->pg) != PQTRANS_IDLE)))
        end_transaction(tx);
    conn->busy = false;
}

void tx_finish(struct tx *tx)
{
    if (!tx->open)
        return;
    tx->open = false;
    if (!tx->grouped) /* a group ends for all of its reads at once */
        leave(tx);
    clear_answers(tx, 0);
    tx->today_text = tx->now_text = NULL;
}

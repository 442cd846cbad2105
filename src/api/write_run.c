/* A write in its transaction: ask, decide, write, answer. */
#include "write_run.h"

#include <string.h>

#include "api/output.h"

void run_enter(const struct run *run)
{
    const struct write *write = run->write;
    if (!run->view->restricted)
        return;
    const char *done = write->move ? write->move->verb : write->action == ACTION_CREATE ? "create" : "patch";
    tx_ask(write->tx, &run->view->enter_write, (const char *[]){write->id, done});
}

void run_write(struct run *run)
{
    struct write *write = run->write;
    for (unsigned i = 0; i < write->n_first; i++)
        query_ask(write->tx, write->first[i].query, write->first[i].values);
    run->written = write_row_ask(run->call, write, run->view);
    for (unsigned i = 0; i < write->n_after; i++)
        query_ask(write->tx, write->after[i].query, write->after[i].values);
    journal_ask(run->call, write);
    run_enter(run);
}

static void respond(const struct run *run, int status)
{
    struct call *call = run->call;
    const struct view *view = run->view;
    run_answer(&call->response.body, run);
    call->response.status = status;
    const char *version = output_text(call->arena, view, run->write->tx, run->written, 0, view->version_column);
    call_header(call, "ETag", etag_of(call->arena, version));
    if (status == 201)
        call_header(call, "Location", arena_printf(call->arena, "/v1/%s/%s", view->resource->path, run->write->id));
}

/* The row is locked: only a policy that hides it now leaves nothing written. */
bool run_wrote(const struct run *run)
{
    return tx_rows(run->write->tx, run->written) == 1 || call_fail(run->call, STALE);
}

/* The second round trip commits; with an Idempotency-Key a third does, with the answer that it keeps. */
static bool attempt(struct run *run, int status)
{
    struct tx *tx = run->write->tx;
    if (!run_admit(run))
        return false;
    run_write(run);
    if (!run->idempotency->used) {
        if (!tx_commit(tx) || !run_wrote(run))
            return false;
        respond(run, status);
        return true;
    }
    if (!tx_flush(tx) || !run_wrote(run))
        return false;
    respond(run, status);
    idempotency_store(run->call, tx, run->idempotency);
    return tx_commit(tx);
}

static bool run_once(struct call *call, struct write *write, int status, unsigned tried)
{
    struct context context = call_context(call);
    AUTO_TX struct tx tx;
    struct idempotency idempotency;
    unsigned n_headers = call->response.n_headers;
    struct run run = {
        .call = call, .write = write, .view = view_of(write->resource, call->who.role), .idempotency = &idempotency};
    tx_begin_write(&tx, call->conn, &context);
    write->tx = &tx;
    bool done = attempt(&run, status) || tx.failure.problem == PROBLEM_NONE;
    write->tx = NULL;
    if (done)
        return true; /* written, replayed, or refused: the response or the error is set */
    /* Nothing that was prepared as an answer holds. */
    call->response.body.length = 0;
    call->response.n_headers = n_headers;
    call->response.status = 0;
    return !call_again(call, &tx, tried);
}

void write_run(struct call *call, struct write *write, int answer_status)
{
    size_t size = write->resource->n_fields * sizeof *write->set;
    struct value *body = arena_alloc(call->arena, size);
    memcpy(body, write->set, size); /* rules and effects set more: each attempt begins from the body alone */
    for (unsigned tried = 0; !run_once(call, write, answer_status, tried); tried++) {
        memcpy(write->set, body, size);
        write->n_first = write->n_after = 0;
    }
}

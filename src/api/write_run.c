/* A write in its transaction: ask, decide, write. The order of what is checked is part of the API. */
#include "write_run.h"

#include <string.h>

#include "api/output.h"
#include "core/text.h"

struct run {
    struct call *call;
    struct write *write;
    const struct view *view;
    struct idempotency idempotency;
    unsigned lock, row;
    bool locks, reads_row, decides;
};

static const char *argument(const struct run *run, int arg)
{
    const struct write *write = run->write;
    const struct call *call = run->call;
    switch (arg) {
    case ARG_ID:
        return write->source_id ? write->source_id : write->id;
    case ARG_PARENT:
        return write->set[write->resource->parent].text;
    case ARG_STRUCTURE:
        return *call->who.structure_id ? call->who.structure_id : NULL;
    case ARG_PRESCRIBER:
        return *call->who.prescriber_id ? call->who.prescriber_id : NULL;
    case ARG_ACTOR:
        return call->who.actor_id;
    case ARG_TODAY:
        return call->request->today;
    default:
        return write->set[arg].text;
    }
}

static unsigned fact_ask(const struct run *run, const struct fact *fact)
{
    const char *values[FACT_ARGS] = {NULL};
    for (unsigned i = 0; i < query(fact->query)->n_params; i++)
        values[i] = argument(run, fact->args[i]);
    return query_ask(run->write->tx, fact->query, values);
}

static void ask_facts(struct run *run, const struct fact *facts)
{
    for (unsigned i = 0; facts && facts[i].query != QUERY_NONE; i++)
        run->write->facts[i] = fact_ask(run, &facts[i]);
}

/* Trip 1: locks first, the row under its lock, then the facts that the rule decides on. */
static bool ask_first(struct run *run)
{
    struct write *write = run->write;
    const struct resource *resource = write->resource;
    idempotency_ask(run->call, write->tx, &run->idempotency);
    const struct fact *lock = write->move && write->move->lock ? write->move->lock : resource->lock;
    if (lock && lock->query != QUERY_NONE) {
        run->lock = fact_ask(run, lock);
        run->locks = true;
    }
    if (run->reads_row)
        run->row = tx_ask(write->tx, &run->view->read_all,
                          (const char *[]){write->source_id ? write->source_id : write->id, owner_id(run->call)});
    ask_facts(run, write->move ? write->move->facts : resource->facts);
    bool asks = run->idempotency.used || run->locks || run->reads_row || run->decides;
    return !asks || tx_flush(write->tx);
}

static bool load_row(struct run *run)
{
    struct write *write = run->write;
    unsigned n = write->resource->n_fields;
    if (tx_rows(write->tx, run->row) == 0)
        return call_fail(run->call, NOT_FOUND);
    write->before = arena_zalloc(run->call->arena, n, sizeof *write->before);
    for (unsigned i = 0; i < n; i++)
        write->before[i] = tx_text(write->tx, run->row, 0, i);
    if (write->resource->flow)
        write->state = flow_state(write->resource->flow, write->before[write->resource->state]);
    return true;
}

/* If-Match: "7", W/ never matches (RFC 9110 §13.1.1: strong comparison), * matches any version. */
static bool version_matches(struct run *run)
{
    const char *given = run->call->request->if_match;
    if (!given)
        return !run->write->move ? call_fail(run->call, IF_MATCH_REQUIRED) : true;
    const char *etag = etag_of(run->call->arena, run->write->before[1]);
    for (const char *at = given; *at;) {
        size_t length = strcspn(at, ",");
        while (length && (at[0] == ' ' || at[0] == '\t'))
            at++, length--;
        size_t trimmed = length;
        while (trimmed && (at[trimmed - 1] == ' ' || at[trimmed - 1] == '\t'))
            trimmed--;
        if ((trimmed == 1 && *at == '*') || (trimmed == strlen(etag) && memcmp(at, etag, trimmed) == 0))
            return true;
        at += length + (at[length] == ',');
    }
    return call_fail(run->call, STALE);
}

static bool state_conflict(struct run *run)
{
    struct write *write = run->write;
    const char *state = write->resource->flow->states[write->state];
    run->call->error.current_state = state;
    run->call->error.flow = write->resource->flow;
    return call_fail_text(run->call, STATE_CONFLICT, state);
}

static int only_state(uint32_t set)
{
    return set && (set & (set - 1)) == 0 ? __builtin_ctz(set) : -1;
}

static bool state_allows(struct run *run)
{
    struct write *write = run->write;
    const struct move *move = write->move;
    if (!move) {
        write->to =
            write->action == ACTION_CREATE && write->resource->flow ? only_state(write->resource->flow->initial) : write->state;
        return true;
    }
    if (!(move->from & BIT(write->state)))
        return state_conflict(run);
    if (move->makes)
        write->to = only_state(write->resource->flow->initial);
    else
        write->to = move->to == 0 ? write->state : only_state(move->to);
    return true;
}

static bool refuse_findings(struct run *run, const struct findings *findings)
{
    struct call *call = run->call;
    for (unsigned i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->severity != SEVERITY_ERROR)
            continue;
        if (call->error.problem == PROBLEM_NONE && finding->problem == STATE_CONFLICT)
            state_conflict(run);
        if (call->error.problem == PROBLEM_NONE) {
            call->error.problem = finding->problem;
            memcpy(call->error.values, finding->values, sizeof call->error.values);
        }
        struct error_item *item =
            call_field_error(call, finding->problem, finding->field ? arena_printf(call->arena, "/%s", finding->field) : NULL);
        memcpy(item->values, finding->values, sizeof item->values);
    }
    return false;
}

/* Rules may quote the locked row, which ends with the transaction; problems and warnings are written after it. */
static void keep_texts(struct call *call, struct findings *findings)
{
    for (unsigned i = 0; i < findings->count; i++)
        for (unsigned v = 0; v < PROBLEM_VALUES; v++) {
            struct problem_value *value = &findings->items[i].values[v];
            if (value->kind == VALUE_TEXT && value->text)
                value->text = arena_strdup(call->arena, value->text);
        }
}

static bool decide(struct run *run)
{
    struct write *write = run->write;
    void (*rule)(struct call *, struct write *, struct findings *) = write->move ? write->move->rule : write->resource->rule;
    bool (*effect)(struct call *, struct write *) = write->move ? write->move->effect : write->resource->effect;
    run->call->warnings = (struct findings){0};
    if (rule)
        rule(run->call, write, &run->call->warnings);
    keep_texts(run->call, &run->call->warnings);
    if (run->call->error.problem != PROBLEM_NONE)
        return false;
    if (run->call->warnings.errors)
        return refuse_findings(run, &run->call->warnings);
    return !effect || effect(run->call, write);
}

static void write_warnings(struct buffer *out, struct call *call)
{
    json_key(out, "warnings");
    json_open(out, '[');
    for (unsigned i = 0; i < call->warnings.count; i++) {
        const struct finding *finding = &call->warnings.items[i];
        struct buffer detail = {0};
        problem_write_detail(&detail, finding->problem, call->request->language, finding->values);
        json_open(out, '{');
        json_key(out, "code");
        json_text(out, problem_text(finding->problem)->slug);
        json_key(out, "pointer");
        json_text(out, finding->field ? arena_printf(call->arena, "/%s", finding->field) : NULL);
        json_key(out, "detail");
        json_chars(out, detail.data, detail.length);
        json_close(out, '}');
        buffer_done(&detail);
    }
    json_close(out, ']');
}

static void write_secret(struct buffer *out, const struct write *write)
{
    for (unsigned i = 0; i < write->resource->n_fields; i++)
        if (write->resource->fields[i].flags & SIGHTED) {
            json_key(out, write->resource->fields[i].name);
            json_text(out, write->secret);
        }
}

static void respond(struct run *run, unsigned row, int status)
{
    static const struct shape whole = {.columns = UINT64_MAX};
    struct call *call = run->call;
    const struct view *view = run->view;
    const struct tx *tx = run->write->tx;
    struct buffer *out = &call->response.body;
    output_row(out, view, &whole, tx, row, 0);
    if (run->write->secret)
        write_secret(out, run->write);
    if (view->resource->flow)
        output_allowed_moves(out, view, tx_text(tx, row, 0, view->state_column));
    write_warnings(out, call);
    json_close(out, '}');
    call->response.status = status;
    call_header(call, "ETag", etag_of(call->arena, tx_text(tx, row, 0, view->version_column)));
    if (status == 201)
        call_header(call, "Location", arena_printf(call->arena, "/v1/%s/%s", view->resource->path, run->write->id));
}

/* Trip 2: the row, what goes with it, the journal; and with an Idempotency-Key a third for the answer that it keeps. */
static bool write_all(struct run *run, int status)
{
    struct write *write = run->write;
    struct call *call = run->call;
    for (unsigned i = 0; i < write->n_first; i++)
        query_ask(write->tx, write->first[i].query, write->first[i].values);
    unsigned row = write_row_ask(call, write, run->view);
    for (unsigned i = 0; i < write->n_after; i++)
        query_ask(write->tx, write->after[i].query, write->after[i].values);
    journal_ask(call, write);
    if (run->idempotency.used) {
        if (!tx_flush(write->tx))
            return false;
        if (tx_rows(write->tx, row) != 1)
            return call_fail(call, STALE);
        respond(run, row, status);
        idempotency_store(call, write->tx, &run->idempotency);
        return tx_commit(write->tx);
    }
    if (!tx_commit(write->tx))
        return false;
    if (tx_rows(write->tx, row) != 1)
        return call_fail(call, STALE); /* the row is locked: only a policy that hides it now can bring us here */
    respond(run, row, status);
    return true;
}

static bool attempt(struct run *run, int status)
{
    struct write *write = run->write;
    if (!ask_first(run))
        return false;
    if (!idempotency_admit(run->call, write->tx, &run->idempotency))
        return false;
    if (run->reads_row && (!load_row(run) || !version_matches(run) || !state_allows(run)))
        return false;
    if (!run->reads_row && !state_allows(run))
        return false;
    if (run->locks && write->action == ACTION_CREATE && !write->source_id && tx_rows(write->tx, run->lock) == 0) {
        const char *parent = write->resource->fields[write->resource->parent].name;
        call_field_error(run->call, FIELD_REFERENCE, arena_printf(run->call->arena, "/%s", parent));
        return false;
    }
    return decide(run) && write_all(run, status);
}

static bool run_once(struct call *call, struct write *write, int status, unsigned tried)
{
    struct context context = call_context(call);
    AUTO_TX struct tx tx;
    struct run run = {
        .call = call,
        .write = write,
        .view = view_of(write->resource, call->who.role),
        .reads_row = write->action != ACTION_CREATE || write->source_id,
        .decides = write->move ? write->move->rule != NULL : write->resource->rule != NULL,
    };
    tx_begin_write(&tx, call->conn, &context);
    write->tx = &tx;
    bool done = attempt(&run, status) || tx.failure.problem == PROBLEM_NONE;
    write->tx = NULL;
    if (done)
        return true; /* written, replayed, or refused: the response or the error is set */
    /* Nothing that was prepared as an answer holds. */
    call->response.body.length = 0;
    call->response.n_headers = 0;
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

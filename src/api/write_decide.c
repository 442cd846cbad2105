/* The first round trip of a write and what is decided on it. The order of what is checked is part of the API. */
#include <string.h>

#include "api/output.h"
#include "core/text.h"
#include "write_run.h"

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
    if (run->idempotency)
        idempotency_ask(run->call, write->tx, run->idempotency);
    const struct fact *lock = write->move && write->move->lock ? write->move->lock : resource->lock;
    if (lock && lock->query != QUERY_NONE) {
        run->lock = fact_ask(run, lock);
        run->locks = true;
    }
    if (run->imports) {
        const char *values[] = {write->set[resource->imported_by].text, owner_id(run->call)};
        run->row = tx_ask(write->tx, &run->view->read_imported, values);
        run->written = tx_ask(write->tx, &run->view->show_imported, values);
    } else if (run->reads_row)
        run->row = tx_ask(write->tx, &run->view->read_all,
                          (const char *[]){write->source_id ? write->source_id : write->id, owner_id(run->call)});
    ask_facts(run, write->move ? write->move->facts : resource->facts);
    bool asks = (run->idempotency && run->idempotency->used) || run->locks || run->reads_row || run->imports || run->decides;
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
    const char *given = run->write->if_match;
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

/* The creation becomes a patch of the row that is there, by the fields in which the two differ. */
static bool meet_imported(struct run *run)
{
    struct write *write = run->write;
    if (tx_rows(write->tx, run->row) == 0)
        return true;
    if (!load_row(run))
        return false;
    write->action = ACTION_PATCH;
    write->id = arena_strdup(run->call->arena, write->before[0]);
    write->if_match = "*"; /* what is imported rules, whatever the version */
    run->reads_row = run->unchanged = true;
    for (unsigned i = 0; i < write->resource->n_fields; i++) {
        write->set[i].given = write_changes(write, (int)i);
        if (write->set[i].given && write->resource->fields[i].flags & ONCE)
            call_field_error(run->call, FIELD_READ_ONLY, arena_printf(run->call->arena, "/%s", write->resource->fields[i].name));
        run->unchanged = run->unchanged && !write->set[i].given;
    }
    return run->call->error.problem == PROBLEM_NONE;
}

static bool state_conflict(struct run *run)
{
    struct write *write = run->write;
    struct call *call = run->call;
    const char *state = write->resource->flow->states[write->state];
    struct buffer allowed = {0};
    flow_write_allowed(&allowed, write->resource->flow, write->state, call->who.role, call, write->before);
    call->error.current_state = state;
    call->error.allowed_moves = arena_strndup(call->arena, allowed.data, allowed.length);
    buffer_done(&allowed);
    return call_fail_text(call, STATE_CONFLICT, state);
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
    enum problem refusal = move->may ? move->may(run->call, write->before) : PROBLEM_NONE;
    if (refusal != PROBLEM_NONE)
        return call_fail(run->call, refusal);
    if (move->makes)
        write->to = only_state(write->resource->flow->initial);
    else
        write->to = move->to == 0 ? write->state : only_state(move->to);
    return true;
}

/* What a rule says of one field as the check of the body would have. */
static bool is_of_field(const struct finding *finding)
{
    return finding->field && finding->problem >= FIELD_UNKNOWN && finding->problem < EMPTY_PATCH;
}

/* The first that is no wrong field names the refusal; wrong fields alone are one, as those that the body's check finds. */
static bool refuse_findings(struct run *run, const struct findings *findings)
{
    struct call *call = run->call;
    for (unsigned i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->severity != SEVERITY_ERROR)
            continue;
        bool names = !is_of_field(finding) && (call->error.problem == PROBLEM_NONE || call->error.problem == INVALID_FIELDS);
        if (names) {
            call->error.problem = PROBLEM_NONE;
            memcpy(call->error.values, finding->values, sizeof call->error.values);
            if (finding->problem == STATE_CONFLICT)
                state_conflict(run);
            call_fail(call, finding->problem);
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
    return (!effect || effect(run->call, write)) && run->call->error.problem == PROBLEM_NONE;
}

bool run_admit(struct run *run)
{
    struct write *write = run->write;
    run->reads_row = write->action != ACTION_CREATE || write->source_id;
    run->decides = write->move ? write->move->rule != NULL : write->resource->rule != NULL;
    if (!ask_first(run))
        return false;
    if (run->idempotency && !idempotency_admit(run->call, write->tx, run->idempotency))
        return false;
    if (run->imports && !meet_imported(run))
        return false;
    if (run->unchanged) {
        run->call->warnings = (struct findings){0};
        return true;
    }
    if (run->reads_row && ((!run->imports && !load_row(run)) || !version_matches(run) || !state_allows(run)))
        return false;
    if (!run->reads_row && !state_allows(run))
        return false;
    if (run->locks && write->action == ACTION_CREATE && !write->source_id && tx_rows(write->tx, run->lock) == 0) {
        const char *parent = write->resource->fields[write->resource->parent].name;
        call_field_error(run->call, FIELD_REFERENCE, arena_printf(run->call->arena, "/%s", parent));
        return false;
    }
    return decide(run);
}

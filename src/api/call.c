#include "api/call.h"

#include <string.h>

void call_start(struct call *call, struct arena *arena, struct conn *conn, const struct request *request)
{
    call->arena = arena;
    call->conn = conn;
    call->request = request;
    call->who = (struct principal){0};
    call->credential = (struct credential){0};
    call->refusal = PROBLEM_NONE;
    call->response = (struct response){0};
    call->is_cut = NULL;
    /* Lists are emptied by their counts: clearing their 12 KB of places costs more than writing a small answer. */
    struct call_error *error = &call->error;
    error->problem = PROBLEM_NONE;
    memset(error->values, 0, sizeof error->values);
    error->n_items = 0;
    error->current_state = NULL;
    error->allowed_moves = NULL;
    call->warnings.count = call->warnings.errors = 0;
    call->warnings.truncated = false;
}

bool call_fail(struct call *call, enum problem problem)
{
    if (call->error.problem == PROBLEM_NONE)
        call->error.problem = problem;
    return false;
}

bool call_fail_text(struct call *call, enum problem problem, const char *value)
{
    if (call->error.problem == PROBLEM_NONE) {
        call->error.problem = problem;
        call->error.values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = value};
    }
    return false;
}

bool call_fail_int(struct call *call, enum problem problem, int64_t value)
{
    if (call->error.problem == PROBLEM_NONE) {
        call->error.problem = problem;
        call->error.values[0] = (struct problem_value){.kind = VALUE_INT, .number = value};
    }
    return false;
}

static struct error_item *add_item(struct call *call, enum problem whole, enum problem problem)
{
    struct call_error *error = &call->error;
    if (error->problem == PROBLEM_NONE)
        error->problem = whole;
    /* Past the limit the last place is written again: the client has plenty to mend already. */
    struct error_item *item = &error->items[error->n_items < ERRORS_MAX ? error->n_items++ : ERRORS_MAX - 1];
    *item = (struct error_item){.problem = problem};
    return item;
}

struct error_item *call_field_error(struct call *call, enum problem problem, const char *pointer)
{
    struct error_item *item = add_item(call, INVALID_FIELDS, problem);
    item->pointer = pointer;
    return item;
}

struct error_item *call_parameter_error(struct call *call, enum problem problem, const char *parameter)
{
    struct error_item *item = add_item(call, BAD_PARAMETER, problem);
    item->parameter = parameter;
    return item;
}

bool call_fail_tx(struct call *call, const struct tx *tx)
{
    const struct tx_failure *failure = &tx->failure;
    if (failure->field && call->error.problem == PROBLEM_NONE) {
        const char *pointer = arena_printf(call->arena, "/%s", failure->field);
        /* A reference that names nothing is a wrong field like any other; a duplicate is a conflict with a place. */
        if (problem_text(failure->problem)->status == 422) {
            call_field_error(call, failure->problem, pointer);
            return false;
        }
        call_fail(call, failure->problem);
        call_field_error(call, failure->problem, pointer);
        return false;
    }
    return call_fail(call, failure->problem == PROBLEM_NONE ? INTERNAL : failure->problem);
}

bool call_again(struct call *call, const struct tx *tx, unsigned tried)
{
    if (tx->failure.problem == PROBLEM_NONE)
        return false; /* refused by a rule, not by the database */
    if (!tx->failure.retry || tried + 1 == CALL_ATTEMPTS)
        return call_fail_tx(call, tx);
    call->error = (struct call_error){0};
    return true;
}

void call_header(struct call *call, const char *name, const char *value)
{
    struct response *response = &call->response;
    /* A CR or LF would end the header and begin another (RFC 9110 §5.5): such a value is a fault of ours, not sent. */
    if (response->n_headers == HEADERS_MAX || value[strcspn(value, "\r\n")] != '\0')
        return;
    response->headers[response->n_headers++] = (struct header){.name = name, .value = value};
}

static const char *text_or_null(const char *text)
{
    return *text ? text : NULL;
}

struct context call_context(const struct call *call)
{
    static const enum db_role roles[N_KINDS] = {[KIND_STAFF] = DB_STAFF,
                                                [KIND_PRESCRIBER] = DB_PRESCRIBER,
                                                [KIND_PARTNER] = DB_PARTNER,
                                                [KIND_OPERATOR] = DB_OPERATOR,
                                                [KIND_SIGNATORY] = DB_SIGNATORY};
    const struct principal *who = &call->who;
    return (struct context){
        .role = roles[who->kind],
        .structure_id = text_or_null(who->structure_id),
        .prescriber_id = text_or_null(who->prescriber_id),
        .partner_id = text_or_null(who->partner_id),
        .actor_id = text_or_null(who->actor_id),
        .staff_role = who->kind == KIND_STAFF ? role_word(who->role) : NULL,
        .request_id = call->request->id,
        .today = call->request->today,
    };
}

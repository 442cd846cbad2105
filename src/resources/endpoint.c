#include "endpoint.h"

#include <string.h>

#include "api/body.h"

static void read_one(struct call *call, const struct parameter *given, const struct field *field, const char **value)
{
    struct problem_value shown[PROBLEM_VALUES] = {{0}};
    if (*value) {
        call_parameter_error(call, DUPLICATE, given->name);
        return;
    }
    enum problem problem = value_from_text(call->arena, field, given->value, strlen(given->value), value, shown);
    if (problem != PROBLEM_NONE)
        memcpy(call_parameter_error(call, problem, given->name)->values, shown, sizeof shown);
}

static bool is_given(const struct call *call, const char *name)
{
    for (unsigned i = 0; i < call->request->n_parameters; i++)
        if (strcmp(call->request->parameters[i].name, name) == 0)
            return true;
    return false;
}

bool endpoint_params(struct call *call, const struct field *fields, unsigned n_fields, const char **values)
{
    for (unsigned i = 0; i < call->request->n_parameters; i++) {
        const struct parameter *given = &call->request->parameters[i];
        int index = field_index(fields, n_fields, given->name, strlen(given->name));
        if (index < 0)
            call_parameter_error(call, FIELD_UNKNOWN, given->name);
        else
            read_one(call, given, &fields[index], &values[index]);
    }
    for (unsigned i = 0; i < n_fields; i++)
        if ((fields[i].flags & REQUIRED) && !is_given(call, fields[i].name))
            call_parameter_error(call, FIELD_REQUIRED, fields[i].name);
    return call->error.problem == PROBLEM_NONE;
}

bool endpoint_answered(struct call *call, struct tx *tx, endpoint_ask *ask, void *data)
{
    for (unsigned tried = 0;; tried++) {
        ask(call, tx, data);
        if (tx_flush(tx))
            return true;
        bool again = call_again(call, tx, tried);
        tx_finish(tx);
        if (!again)
            return false;
    }
}

#include "sqlstate.h"

#include <stdio.h>
#include <string.h>

struct constraint {
    const char *name;
    enum problem problem;
    const char *field;
};

static const struct constraint constraints[] = {
#define CONSTRAINT(name, problem, field) {name, problem, field},
#include "constraint.def"
#undef CONSTRAINT
    {NULL, PROBLEM_NONE, NULL},
};

bool constraint_row(unsigned number, const char **ret_name, enum problem *ret_problem, const char **ret_field)
{
    if (number + 1 >= sizeof(constraints) / sizeof(constraints[0]))
        return false;
    *ret_name = constraints[number].name;
    *ret_problem = constraints[number].problem;
    *ret_field = constraints[number].field;
    return true;
}

static const struct constraint *find_constraint(const char *name)
{
    for (const struct constraint *row = constraints; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

/* Rows in order: the first whose prefix the SQLSTATE begins with. What is not here is our mistake: INTERNAL. */
struct sqlstate {
    const char *prefix;
    enum problem problem;
    bool constraint; /* a known constraint says better */
    bool retry;
};

static const struct sqlstate sqlstates[] = {
    {"23505", DUPLICATE, true, false},           /* unique_violation */
    {"23503", FIELD_REFERENCE, true, false},     /* foreign_key_violation */
    {"23001", IN_USE, true, false},              /* restrict_violation */
    {"23514", CONSTRAINT_VIOLATED, true, false}, /* check_violation */
    {"23P01", CONSTRAINT_VIOLATED, true, false}, /* exclusion_violation */
    {"40001", UNAVAILABLE, false, true},         /* serialization_failure */
    {"40P01", UNAVAILABLE, false, true},         /* deadlock_detected */
    {"55P03", UNAVAILABLE, false, false},        /* lock_not_available: lock_timeout */
    {"57014", UNAVAILABLE, false, false},        /* query_canceled: statement_timeout, or our own cancel */
    {"57P", UNAVAILABLE, false, false},          /* operator intervention: shutdown, starting up */
    {"25P03", UNAVAILABLE, false, false},        /* idle_in_transaction_session_timeout */
    {"25006", UNAVAILABLE, false, false},        /* read_only_sql_transaction: a standby, during a failover */
    {"53", UNAVAILABLE, false, false},           /* insufficient resources */
    {"08", UNAVAILABLE, false, false},           /* connection */
};

void failure_from_sqlstate(struct tx_failure *ret_failure, const char *sqlstate, const char *constraint)
{
    *ret_failure = (struct tx_failure){.problem = INTERNAL};
    snprintf(ret_failure->sqlstate, sizeof(ret_failure->sqlstate), "%s", sqlstate ? sqlstate : "");
    snprintf(ret_failure->constraint, sizeof(ret_failure->constraint), "%s", constraint ? constraint : "");
    for (size_t i = 0; i < sizeof(sqlstates) / sizeof(sqlstates[0]); i++) {
        const struct sqlstate *row = &sqlstates[i];
        if (strncmp(ret_failure->sqlstate, row->prefix, strlen(row->prefix)) != 0)
            continue;
        ret_failure->problem = row->problem;
        ret_failure->retry = row->retry;
        const struct constraint *known = row->constraint && constraint ? find_constraint(constraint) : NULL;
        if (known) {
            ret_failure->problem = known->problem;
            ret_failure->field = known->field;
        }
        return;
    }
}

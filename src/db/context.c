#include "db/context.h"

#include "pg.h"

static const char *const role_names[N_DB_ROLES] = {
    [DB_STAFF] = "maillon_staff",       [DB_PRESCRIBER] = "maillon_prescriber", [DB_PARTNER] = "maillon_partner",
    [DB_OPERATOR] = "maillon_operator", [DB_SIGNATORY] = "maillon_signatory",   [DB_JOB] = "maillon_job",
};

const char *db_role_name(enum db_role role)
{
    return role_names[role];
}

/* Every setting, every time. All but one are set in the WHERE clause, which is true whatever they hold: an answer of two
 * columns costs less to describe, send and read than one of nine. set_config, not SET LOCAL ROLE: in a pipeline the
 * latter raises a warning for each request. */
static const char context_text[] =
    "select set_config('app.today', coalesce(nullif($8, ''), to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD')), true), "
    "to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') "
    "where set_config('role', $1, true) is not null and set_config('app.structure_id', $2, true) is not null "
    "and set_config('app.prescriber_id', $3, true) is not null and set_config('app.partner_id', $4, true) is not null "
    "and set_config('app.actor_id', $5, true) is not null and set_config('app.staff_role', $6, true) is not null "
    "and set_config('app.request_id', $7, true) is not null";

struct statement context_statement(void)
{
    return statement_of(context_text, CONTEXT_PARAMS);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

void context_values(const struct context *context, const char *values[static CONTEXT_PARAMS])
{
    values[0] = role_names[context->role];
    values[1] = or_empty(context->structure_id);
    values[2] = or_empty(context->prescriber_id);
    values[3] = or_empty(context->partner_id);
    values[4] = or_empty(context->actor_id);
    values[5] = or_empty(context->staff_role);
    values[6] = or_empty(context->request_id);
    values[7] = or_empty(context->today);
}

/* Rules of the CDDI (Code du travail L5132-15-1). Pure functions of facts. */
#ifndef MAILLON_DOMAIN_CONTRACT_H
#define MAILLON_DOMAIN_CONTRACT_H

#include "core/findings.h"
#include "domain/parameters.h"

/* A signed contract of the path, as it stands: `last_on` is its effective last day. Sorted by starts_on. */
struct contract_period {
    day_t starts_on, last_on;
};

struct contract_facts {
    day_t starts_on, ends_on;
    int64_t weekly_minutes;
    day_t birth_on;
    const struct contract_period *others; /* signed contracts of the path but this one, sorted by first day */
    unsigned n_others;
    bool renewal;           /* it names a former contract */
    day_t former_last_on;   /* effective last day of the former; DAY_NONE when it is no renewal */
    day_t path_ended_on;    /* DAY_NONE while open */
    int posts, posts_taken; /* of the worksite on the first day, this one not counted; posts 0: not known */
};

/* Fields named in findings: starts_on, ends_on, weekly_minutes; none when the path has ended. */
void contract_check(const struct contract_facts *facts, const struct parameters *parameters, struct findings *findings);

/* The last day that the CDDI rules allow on this path: last_day(first day of the path, 24) plus the calendar days
 * without contract between two chains, among `periods` (sorted, this contract included as one of them).
 * DAY_NONE when there is no period or no such parameter in force. */
day_t contract_limit_on(const struct contract_period *periods, unsigned n_periods, const struct parameters *parameters);

/* Whether a contract that starts on `starts_on` begins a chain: no period of the path ends the day before. */
bool contract_begins_chain(const struct contract_period *periods, unsigned n_periods, day_t starts_on);

/* First and last day of the unbroken chain that holds `on`; false when no period holds it. */
bool contract_chain_at(const struct contract_period *periods, unsigned n_periods, day_t on, struct contract_period *ret_chain);

struct termination_facts {
    day_t starts_on, ends_on, last_on;
    day_t today;       /* of the request, beside the facts for the caller's own checks; no rule of the dates needs it */
    bool code_allowed; /* the DSN code holds for the kind of contract */
    const char *kind;
};

/* Fields: last_on, termination_code. A termination is before the term: starts_on ≤ last_on < ends_on. The last day may lie
 * ahead of today: notice is given first. */
void contract_check_termination(const struct termination_facts *facts, struct findings *findings);

/* Cancelling is for a contract that never started: today < starts_on, else CONTRACT_STARTED. */
void contract_check_cancel(day_t starts_on, day_t today, struct findings *findings);

/* A past fact: `on` ≤ today, else DAY_IN_FUTURE on `field`. DAY_NONE is not checked. */
void day_check_past(day_t on, day_t today, const char *field, struct findings *findings);

#endif

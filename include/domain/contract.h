/* Rules of the CDDI (Code du travail L5132-15-1). Pure functions of facts. */
#ifndef MAILLON_DOMAIN_CONTRACT_H
#define MAILLON_DOMAIN_CONTRACT_H

#include "core/findings.h"
#include "domain/parameters.h"

/* A signed contract, as it stands: `last_on` is its effective last day. Sorted by starts_on. Other periods of days have this
 * form too, and renew nothing. */
struct contract_period {
    day_t starts_on, last_on;
    bool renewal; /* it renews the contract that ends the day before */
};

struct contract_facts {
    day_t starts_on, ends_on;
    int64_t weekly_minutes;
    day_t birth_on;
    const struct contract_period *others; /* signed contracts of the path but this one, sorted by first day */
    unsigned n_others;
    const struct contract_period *elsewhere; /* signed contracts of the person's other paths */
    unsigned n_elsewhere;
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

/* First and last day of the unbroken chain that holds `on`: a first contract and the renewals that each start the day after the
 * former. A contract that is no renewal begins a chain of its own, also the day after another. False when no period holds it. */
bool contract_chain_at(const struct contract_period *periods, unsigned n_periods, day_t on, struct contract_period *ret_chain);

/* Field: signed_on. A signature does not lie ahead; one long before the first day is a warning. */
void contract_check_signature(day_t signed_on, day_t starts_on, day_t today, const struct parameters *parameters,
                              struct findings *findings);

struct termination_facts {
    day_t starts_on, ends_on, last_on;
    day_t signed_on, occurred_on, today; /* occurred_on: legal day of the termination; DAY_NONE when not given */
    bool code_allowed;                   /* the DSN code holds for the kind of contract */
    const char *kind;
};

/* Fields: last_on, termination_code, occurred_on. A termination is before the term: starts_on ≤ last_on < ends_on. The last day
 * may lie ahead of today: notice is given first. What is terminated was signed before. */
void contract_check_termination(const struct termination_facts *facts, struct findings *findings);

/* Cancelling is for a contract that never started: today < starts_on, else CONTRACT_STARTED. */
void contract_check_cancel(day_t starts_on, day_t today, struct findings *findings);

/* What stands on the days of a contract. */
struct contract_rests {
    bool renewed;            /* it has a renewal, drafted or signed */
    day_t immersion_last_on; /* last day of the live immersions on its days; DAY_NONE: none */
};

/* A contract that is to end on `last_on` (DAY_NONE: it is taken back whole) before what rests on it: CONTRACT_RENEWED,
 * IMMERSION_OUTLIVES_CONTRACT on `field`. */
void contract_check_rests(const struct contract_rests *rests, day_t last_on, const char *field, struct findings *findings);

/* AGE_AT_HIRE on `field` when the person's age on `on`, the first day of a contract or the day of a file, is outside the limits
 * of a working life. */
void person_check_age(day_t birth_on, day_t on, const char *field, const struct parameters *parameters,
                      struct findings *findings);

/* AGE_AT_HIRE on birth_on of somebody whose file is kept, and who may be hired later: an error when they are not born or too
 * old today, a warning when they are too young today. */
void person_check_birth(day_t birth_on, day_t today, const struct parameters *parameters, struct findings *findings);

/* A past fact: `on` ≤ today, else DAY_IN_FUTURE on `field`. DAY_NONE is not checked. */
void day_check_past(day_t on, day_t today, const char *field, struct findings *findings);

#endif

/* The PASS IAE: two years of right to contracts of insertion, how long they last in fact, and what moves their end.
 *
 * The State's platform delivers it and decides; the rules here are those of that platform (Les emplois de l'inclusion), so
 * that a structure knows before it asks. Pure functions of facts. */
#ifndef MAILLON_DOMAIN_PASS_H
#define MAILLON_DOMAIN_PASS_H

#include "core/findings.h"
#include "domain/contract.h"
#include "domain/parameters.h"

/* Structures of insertion by activity: ateliers et chantiers, entreprises, entreprises de travail indépendant,
 * associations intermédiaires, entreprises de travail temporaire. */
enum structure_kind { STRUCTURE_ACI, STRUCTURE_EI, STRUCTURE_EITI, STRUCTURE_AI, STRUCTURE_ETTI, N_STRUCTURE_KINDS };
extern const char *const structure_kind_words[]; /* "aci", "ei", "eiti", "ai", "etti", NULL */

enum extension_reason {
    EXTENSION_RQTH,
    EXTENSION_SENIOR,
    EXTENSION_DIFFICULTIES,
    EXTENSION_TRAINING,
    EXTENSION_SENIOR_CDI,
    N_EXTENSION_REASONS
};
extern const char *const extension_reason_words[]; /* "rqth", "senior", … NULL */

/* Whether an authorised prescriber must give its opinion before the extension counts. */
bool extension_needs_opinion(enum extension_reason reason);

/* A PASS with what has happened to it. */
struct pass {
    day_t start_on;
    day_t official_end_on;                     /* last day as the State's platform shows it; DAY_NONE: not given */
    const struct contract_period *suspensions; /* sorted by first day; both ends counted; none overlaps another */
    unsigned n_suspensions;
    int64_t extension_days; /* of all extensions granted */
};

/* Our own count of the last day: start + 729 days, plus end − start of each suspension, plus every extension. DAY_NONE when
 * no number of the PASS is in force (`parameters` are those of its first day). */
day_t pass_end_on(const struct pass *pass, const struct parameters *parameters);

/* The last day that rules use: the official one when it is given, else ours. */
day_t pass_last_on(const struct pass *pass, const struct parameters *parameters);

/* Days from the later of `today` and the first day to `last_on`, both counted, less the suspended ones among them. */
int pass_remaining_days(const struct pass *pass, day_t last_on, day_t today);

/* The suspension of the PASS that holds `on`, or NULL. */
const struct contract_period *pass_suspension_at(const struct pass *pass, day_t on);

/* Last day of the waiting period that begins the day after `last_on`; DAY_NONE when no number is in force. */
day_t pass_waiting_until(day_t last_on, const struct parameters *parameters);

/* A warning PASS_END_DIFFERS on `field` when the official end is not what we count, of the PASS as a write leaves it: the State's
 * platform decides, and must hear of what moved our count. */
void pass_check_end(const struct pass *pass, const struct parameters *parameters, const char *field, struct findings *findings);

struct pass_facts {
    struct pass pass;
    day_t former_last_on; /* last day of the person's latest PASS that ended before this one starts; DAY_NONE: none */
    bool lifted;          /* an authorised prescriber's diagnosis is in force on the first day */
    day_t next_start_on;  /* first day of the person's next PASS; DAY_NONE: none */
    bool next_lifted;     /* one is in force on that day */
};

/* Fields: start_on, official_end_on. PASS_WAITING, DAYS_OUT_OF_ORDER; FIELD_REQUIRED on official_end_on when no number is in
 * force on the first day; warnings PASS_END_DIFFERS, PASS_WAITING of the next PASS, SUSPENSION_OUTSIDE_PASS of one that begins
 * after the end. `parameters` are those of the first day. */
void pass_check(const struct pass_facts *facts, const struct parameters *parameters, struct findings *findings);

struct suspension_facts {
    struct pass pass; /* as it is without this suspension */
    struct contract_period suspension;
    day_t today;
    const day_t *contract_starts; /* first days of the person's signed contracts */
    unsigned n_contract_starts;
    bool starts_as_before; /* a correction that leaves the first day: how far back it lies was judged when it was recorded */
};

/* Fields: starts_on, ends_on. `pass_parameters` are those of the first day of the PASS, `parameters` those of the
 * suspension's. */
void suspension_check(const struct suspension_facts *facts, const struct parameters *pass_parameters,
                      const struct parameters *parameters, struct findings *findings);

/* SUSPENSION_OUTSIDE_PASS on `field` when the days that this suspension gives back leave another one after the end. */
void suspension_check_others(const struct suspension_facts *facts, const struct parameters *pass_parameters, const char *field,
                             struct findings *findings);

struct extension_facts {
    struct pass pass; /* as it is without this extension */
    enum structure_kind kind;
    enum extension_reason reason;
    int64_t days;
    day_t today;
};

/* The whole extension on the day it is asked or recorded. Fields: pass_id, reason, days. `parameters` are those of today. */
void extension_check(const struct extension_facts *facts, const struct parameters *pass_parameters,
                     const struct parameters *parameters, struct findings *findings);

/* The answer to a request, on the day it is given. Field: days. `parameters` are those of that day. */
void extension_check_grant(const struct extension_facts *facts, const struct parameters *pass_parameters,
                           const struct parameters *parameters, struct findings *findings);

#endif

/* Rules of immersions in companies (PMSMP, Code du travail L5135-1 and following, D5135-1 to D5135-8). */
#ifndef MAILLON_DOMAIN_IMMERSION_H
#define MAILLON_DOMAIN_IMMERSION_H

#include "core/findings.h"
#include "domain/contract.h"
#include "domain/parameters.h"

enum { SCHEDULE_DAYS_MAX = 31, SCHEDULE_PERIODS_MAX = 4 };

struct schedule_period {
    int from, to; /* minutes since midnight */
};

struct schedule_day {
    day_t on;
    unsigned n_periods;
    struct schedule_period periods[SCHEDULE_PERIODS_MAX];
};

struct schedule {
    unsigned n_days;
    struct schedule_day days[SCHEDULE_DAYS_MAX];
};

/* Total minutes, and days of presence, of a schedule. */
int64_t schedule_minutes(const struct schedule *schedule);
unsigned schedule_days(const struct schedule *schedule);

/* Minutes of presence in the week of a Monday. */
struct immersion_week {
    day_t monday;
    int64_t minutes;
};

struct immersion_facts {
    day_t starts_on, ends_on;
    day_t birth_on;
    struct contract_period chain; /* the unbroken chain that holds the first day; DAY_NONE twice when there is none */
    int64_t contract_weekly_minutes;
    const char *structure_siret, *host_siret;
    const struct schedule *schedule;      /* NULL: not given yet */
    const struct contract_period *others; /* live immersions of the person but this one */
    unsigned n_others;
    const struct immersion_week *other_weeks; /* of these */
    unsigned n_other_weeks;
};

/* Every rule of the convention but its signatures: days in order, too_long, outside_contract, overlap, own_structure,
 * schedule (inside the dates, no day twice, periods in order), hours a day and a week (ISO weeks, Monday to Sunday, of all
 * live immersions of the person), minors. Fields: ends_on, starts_on, host_id, "schedule/N/on", "schedule/N/periods". */
void immersion_check(const struct immersion_facts *facts, const struct parameters *parameters, struct findings *findings);

/* Who signs (D5135-1): the beneficiary, the employer, the host; the legal representative for a person under 18 on the
 * first day. The tutor does not. */
enum signatory { SIGNATORY_BENEFICIARY, SIGNATORY_EMPLOYER, SIGNATORY_HOST, SIGNATORY_LEGAL_REPRESENTATIVE, N_SIGNATORIES };
extern const char *const signatory_words[]; /* "beneficiary", "employer", "host", "legal_representative", NULL */

/* Set of signatories asked (bits of enum signatory). */
unsigned immersion_signatories(day_t birth_on, day_t starts_on, const struct parameters *parameters);

/* A signature about to be recorded when `signed_by` have signed. SIGNATURE_TWICE, SIGNATURE_NOT_ASKED, DAY_IN_FUTURE on
 * "role" and "signed_on". Returns whether it is the last one asked. */
bool immersion_check_signature(unsigned asked, unsigned signed_by, enum signatory signatory, day_t signed_on, day_t today,
                               struct findings *findings);

/* What of a convention decides whether a party may be sent a link. */
struct awaited_facts {
    bool to_sign;              /* it is on its way to its signatories */
    bool lived;                /* it was validated: its assessment is made, or will be */
    bool assessed;             /* it has been */
    unsigned asked, signed_by; /* sets of signatories */
};

/* Whether a convention awaits anything of a party: its signature, or of the host the assessment. LINK_WITHOUT_USE on "role". */
void immersion_check_awaited(const struct awaited_facts *facts, enum signatory party, struct findings *findings);

/* Late validation: a warning when `today` is after the first day. */
void immersion_check_validation(day_t starts_on, day_t today, struct findings *findings);

/* One renewal of a convention, of at most one month, some day after its last one: same object, objectives and host are copied
 * by the caller (D5135-3). `is_renewal`: the source is one itself; `renewed`: it has a live renewal already. */
struct renewal_facts {
    bool is_renewal, renewed;
    day_t source_ends_on, starts_on, ends_on;
};
void immersion_check_renewal(const struct renewal_facts *facts, const struct parameters *parameters, struct findings *findings);

struct assessment_facts {
    const char *result; /* completed, partially_completed, did_not_show */
    day_t starts_on, ends_on, last_on, today;
    int64_t missed_minutes; /* -1 when not given */
    int64_t planned_minutes;
    bool says_job, says_project, says_beneficiary, says_host; /* what it tells: of whoever came, it is asked once */
};
/* From the last day on; a partial one names its last day (inside the dates) and the missed minutes (≤ planned). Of a person who
 * came it says whether a job was obtained and the project confirmed, and what the person thinks of it; that the host says
 * nothing is a warning. Fields: last_on, missed_minutes, job_obtained, project_confirmed, beneficiary_agrees, host_feedback. */
void immersion_check_assessment(const struct assessment_facts *facts, struct findings *findings);

/* Stopping early: starts_on ≤ last_on < ends_on and last_on ≤ today. Field: last_on. */
void immersion_check_stop(day_t starts_on, day_t ends_on, day_t last_on, day_t today, struct findings *findings);

#endif

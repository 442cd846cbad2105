/* Exits, their category, whether they count, and the rates that funders contract on. */
#ifndef MAILLON_DOMAIN_EXIT_H
#define MAILLON_DOMAIN_EXIT_H

#include "core/findings.h"
#include "domain/parameters.h"

enum exit_category { EXIT_DURABLE, EXIT_TRANSITION, EXIT_POSITIVE, EXIT_OTHER, EXIT_NEUTRAL, N_EXIT_CATEGORIES };
extern const char *const exit_category_words[]; /* "durable" … NULL */

/* What a reason says of the job's length: nothing, at least the limit of 6 months, or less. */
enum job_length { JOB_ANY, JOB_LONG, JOB_SHORT };

/* From the code of the reason: its words "_6m_plus" and "_under_6m" name the length. */
enum job_length exit_reason_job_length(const char *reason);

struct exit_facts {
    day_t exit_on, today;
    day_t first_contract_on, last_contract_on; /* DAY_NONE without signed contract */
    day_t job_starts_on, job_ends_on;          /* DAY_NONE when not given */
    const char *reason;
    bool reason_offered;
    bool path_ended;
};

/* Fields: path_id, exit_on, reason, job_starts_on, job_ends_on. */
void exit_check(const struct exit_facts *facts, const struct parameters *parameters, struct findings *findings);

/* Why an exit does not count, or UNCOUNTED_NO: counted iff exit_on > last_day(first contract's start, 3) and the
 * category is not neutral. */
enum uncounted { UNCOUNTED_NO, UNCOUNTED_NEUTRAL, UNCOUNTED_SHORT_STAY, N_UNCOUNTED };
extern const char *const uncounted_words[]; /* "", "neutral", "short_stay" */
enum uncounted exit_uncounted(enum exit_category category, day_t exit_on, day_t first_contract_on,
                              const struct parameters *parameters);

/* {"count": 6, "of": 9, "rate": "0.6667"}: four decimals, half up; rate null when `of` is 0. */
struct rate {
    int64_t count, of;
};
void rate_write(struct buffer *out, struct rate rate);

/* Exits of a structure, worksite and period, by category and by reason. */
struct outcome_reason {
    const char *reason;
    enum exit_category category;
    int64_t counted;
};

struct outcome {
    int64_t total; /* all exits, counted or not */
    int64_t counted;
    int64_t by_category[N_EXIT_CATEGORIES]; /* counted ones; neutral is always 0 */
};

void outcome_add(struct outcome *outcome, enum exit_category category, int64_t counted, int64_t uncounted);
struct rate outcome_dynamic(const struct outcome *outcome); /* durable + transition + positive, of counted */
struct rate outcome_durable(const struct outcome *outcome);

/* A negotiated target: categories or reasons that count (an exit that matches either is counted once), and the rate. */
struct target {
    unsigned categories; /* bits of enum exit_category */
    const char *const *reasons;
    unsigned n_reasons;
    int64_t numerator, denominator;
};
struct rate target_rate(const struct target *target, const struct outcome_reason *reasons, unsigned n_reasons);

/* rate ≥ numerator/denominator in whole numbers: 6 of 9 meets two thirds exactly. False when nothing was counted. */
bool target_met(const struct target *target, struct rate rate);

/* TARGET_COUNTS_NOTHING, TARGET_RATE on "rate_numerator". */
void target_check(const struct target *target, struct findings *findings);

#endif

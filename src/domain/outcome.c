/* Outcomes of exits: counts by category, rates, and negotiated targets. */
#include <string.h>

#include "domain/exit.h"

/* Products of two counts: wide enough that no recorded number can wrap. */
__extension__ typedef __int128 wide_t;

enum { UNIT = 10000 }; /* rates show four decimals */

/* Whole numbers only: a rate that decides money is not left to binary fractions. */
void rate_write(struct buffer *out, struct rate rate)
{
    json_open(out, '{');
    json_key(out, "count");
    json_int(out, rate.count);
    json_key(out, "of");
    json_int(out, rate.of);
    json_key(out, "rate");
    if (rate.of > 0) {
        long long rounded = (long long)(((wide_t)rate.count * 2 * UNIT + rate.of) / ((wide_t)rate.of * 2));

        buffer_printf(out, "\"%lld.%04lld\"", rounded / UNIT, rounded % UNIT);
    } else {
        json_nothing(out);
    }
    json_close(out, '}');
}

void outcome_add(struct outcome *outcome, enum exit_category category, int64_t counted, int64_t uncounted)
{
    outcome->total += counted + uncounted;
    if (category == EXIT_NEUTRAL) /* never counted, whatever the caller says */
        return;
    outcome->counted += counted;
    outcome->by_category[category] += counted;
}

struct rate outcome_dynamic(const struct outcome *outcome)
{
    const int64_t *by = outcome->by_category;

    return (struct rate){by[EXIT_DURABLE] + by[EXIT_TRANSITION] + by[EXIT_POSITIVE], outcome->counted};
}

struct rate outcome_durable(const struct outcome *outcome)
{
    return (struct rate){outcome->by_category[EXIT_DURABLE], outcome->counted};
}

static bool target_counts(const struct target *target, const struct outcome_reason *reason)
{
    if (target->categories & 1u << reason->category)
        return true;
    for (unsigned i = 0; i < target->n_reasons; i++)
        if (strcmp(target->reasons[i], reason->reason) == 0)
            return true;
    return false;
}

struct rate target_rate(const struct target *target, const struct outcome_reason *reasons, unsigned n_reasons)
{
    struct rate rate = {0, 0};

    for (unsigned i = 0; i < n_reasons; i++) {
        if (reasons[i].category == EXIT_NEUTRAL)
            continue;
        rate.of += reasons[i].counted;
        if (target_counts(target, &reasons[i]))
            rate.count += reasons[i].counted;
    }
    return rate;
}

bool target_met(const struct target *target, struct rate rate)
{
    return rate.of > 0 && target->denominator > 0 &&
           (wide_t)rate.count * target->denominator >= (wide_t)target->numerator * rate.of;
}

void target_check(const struct target *target, struct findings *findings)
{
    if (target->categories == 0 && target->n_reasons == 0)
        findings_error(findings, TARGET_COUNTS_NOTHING, "categories");
    if (target->denominator <= 0 || target->numerator < 0 || target->numerator > target->denominator)
        findings_error(findings, TARGET_RATE, "rate_numerator");
}

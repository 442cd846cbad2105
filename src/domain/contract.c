/* Rules of the CDDI: Code du travail L5132-15-1 (duration, renewal, weekly time) and L1243-1 (termination). */
#include "domain/contract.h"

#include "rules.h"

/* The signed contracts of a path in order, with one more put in its place: the rules judge a contract together with the
 * others, and nothing is allocated here. */
struct sequence {
    const struct contract_period *periods;
    unsigned n_periods;
    const struct contract_period *extra; /* NULL: none */
    unsigned extra_at;                   /* its index */
};

static struct sequence sequence_with(const struct contract_period *periods, unsigned n_periods,
                                     const struct contract_period *extra)
{
    struct sequence sequence = {periods, n_periods, extra, 0};

    while (sequence.extra_at < n_periods && periods[sequence.extra_at].starts_on <= extra->starts_on)
        sequence.extra_at++;
    return sequence;
}

static unsigned sequence_count(const struct sequence *sequence)
{
    return sequence->n_periods + (sequence->extra ? 1 : 0);
}

static struct contract_period sequence_at(const struct sequence *sequence, unsigned index)
{
    if (!sequence->extra || index < sequence->extra_at)
        return sequence->periods[index];
    return index == sequence->extra_at ? *sequence->extra : sequence->periods[index - 1];
}

/* L5132-15-1: 24 months in all, renewals included. Months are counted date to date from the first day of the path; the days
 * between two chains are given back, and no other day is: a suspended contract is still a contract.
 * Also answers the last day of the sequence. */
static day_t sequence_limit(const struct sequence *sequence, const struct parameters *parameters, day_t *ret_last_on)
{
    unsigned count = sequence_count(sequence);
    day_t limit, last_on;

    *ret_last_on = DAY_NONE;
    if (count == 0 || !parameters->known[PARAM_CONTRACT_LIMIT_MONTHS])
        return DAY_NONE;
    limit = day_last_of_months(sequence_at(sequence, 0).starts_on, parameter_int(parameters, PARAM_CONTRACT_LIMIT_MONTHS));
    last_on = sequence_at(sequence, 0).last_on;
    for (unsigned i = 1; i < count; i++) {
        struct contract_period period = sequence_at(sequence, i);

        if (period.starts_on > last_on + 1)
            limit += period.starts_on - last_on - 1;
        if (period.last_on > last_on)
            last_on = period.last_on;
    }
    *ret_last_on = last_on;
    return limit;
}

day_t contract_limit_on(const struct contract_period *periods, unsigned n_periods, const struct parameters *parameters)
{
    struct sequence sequence = {periods, n_periods, NULL, 0};
    day_t last_on;

    return sequence_limit(&sequence, parameters, &last_on);
}

/* Only a renewal goes on with a chain: were a new contract the day after to do so, the end of the former one would leave it, as
 * short as renewals may be, as the first of its chain. */
bool contract_chain_at(const struct contract_period *periods, unsigned n_periods, day_t on, struct contract_period *ret_chain)
{
    struct contract_period chain = {.starts_on = DAY_NONE, .last_on = DAY_NONE};

    for (unsigned i = 0; i < n_periods; i++) {
        if (i == 0 || !periods[i].renewal || periods[i].starts_on > chain.last_on + 1) {
            if (i > 0 && on >= chain.starts_on && on <= chain.last_on)
                break;
            chain = periods[i];
        } else if (periods[i].last_on > chain.last_on) {
            chain.last_on = periods[i].last_on;
        }
    }
    if (n_periods == 0 || on < chain.starts_on || on > chain.last_on)
        return false;
    *ret_chain = chain;
    return true;
}

/* L5132-15-1: at least 4 months, for the first contract of a chain only: a renewal may be shorter, and nothing but a renewal. */
static void check_minimum(const struct contract_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    struct finding *finding;
    int months;
    day_t until;

    if (!parameters->known[PARAM_CONTRACT_FIRST_MIN_MONTHS] || facts->renewal)
        return;
    months = parameter_int(parameters, PARAM_CONTRACT_FIRST_MIN_MONTHS);
    until = day_last_of_months(facts->starts_on, months);
    if (facts->ends_on >= until)
        return;
    finding = findings_error(findings, CONTRACT_TOO_SHORT, "ends_on");
    finding_int(finding, 0, months);
    finding_day(finding, 1, until);
}

/* L5132-15-1: the whole path stays within its limit. A contract put before or between others takes back days of the limit,
 * so the path's last day is compared, not only this contract's. */
static void check_limit(const struct contract_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    struct contract_period own = {.starts_on = facts->starts_on, .last_on = facts->ends_on};
    struct sequence sequence = sequence_with(facts->others, facts->n_others, &own);
    day_t last_on, limit = sequence_limit(&sequence, parameters, &last_on);

    if (limit == DAY_NONE || last_on <= limit)
        return;
    finding_day(findings_error(findings, CONTRACT_BEYOND_LIMIT, facts->ends_on > limit ? "ends_on" : "starts_on"), 0, limit);
}

/* L5132-15-1: 20 hours at least; L3121-27: 35 hours is the legal week. */
static void check_weekly_time(int64_t minutes, const struct parameters *parameters, struct findings *findings)
{
    int64_t min = parameters->value[PARAM_CONTRACT_WEEKLY_MIN], max = parameters->value[PARAM_CONTRACT_WEEKLY_MAX];

    if (parameters->known[PARAM_CONTRACT_WEEKLY_MIN] && minutes < min)
        finding_minutes(findings_error(findings, CONTRACT_HOURS_LOW, "weekly_minutes"), 0, min);
    if (parameters->known[PARAM_CONTRACT_WEEKLY_MAX] && minutes > max)
        finding_minutes(findings_error(findings, CONTRACT_HOURS_HIGH, "weekly_minutes"), 0, max);
}

static bool meets_one(struct contract_period own, const struct contract_period *periods, unsigned n_periods)
{
    for (unsigned i = 0; i < n_periods; i++)
        if (periods_meet(own, periods[i]))
            return true;
    return false;
}

/* No two live contracts of a person, whatever their paths. */
static void check_overlap(const struct contract_facts *facts, struct findings *findings)
{
    struct contract_period own = {.starts_on = facts->starts_on, .last_on = facts->ends_on};

    if (meets_one(own, facts->others, facts->n_others) || meets_one(own, facts->elsewhere, facts->n_elsewhere))
        findings_error(findings, CONTRACT_OVERLAP, "starts_on");
}

void contract_check(const struct contract_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    if (facts->path_ended_on != DAY_NONE)
        finding_day(findings_error(findings, PATH_ENDED, NULL), 0, facts->path_ended_on);
    person_check_age(facts->birth_on, facts->starts_on, "starts_on", parameters, findings);
    if (facts->renewal && facts->former_last_on != DAY_NONE && facts->starts_on != facts->former_last_on + 1)
        finding_day(findings_error(findings, CONTRACT_NOT_NEXT, "starts_on"), 0, facts->former_last_on + 1);
    if (days_check_order(facts->starts_on, facts->ends_on, "ends_on", findings)) {
        check_minimum(facts, parameters, findings);
        check_limit(facts, parameters, findings);
        check_overlap(facts, findings);
    }
    check_weekly_time(facts->weekly_minutes, parameters, findings);
    /* Posts are what the funding pays; a worksite may run over them for a while, so this only warns. */
    if (facts->posts > 0 && facts->posts_taken >= facts->posts)
        finding_int(findings_warn(findings, WORKSITE_FULL, "starts_on"), 0, facts->posts);
}

/* A contract may be signed months before; more than a year is most often a year typed wrong (a bound of ours). */
void contract_check_signature(day_t signed_on, day_t starts_on, day_t today, const struct parameters *parameters,
                              struct findings *findings)
{
    int months = parameter_int(parameters, PARAM_CONTRACT_SIGNED_BEFORE);

    day_check_past(signed_on, today, "signed_on", findings);
    if (signed_on != DAY_NONE && parameters->known[PARAM_CONTRACT_SIGNED_BEFORE] &&
        signed_on < day_add_months(starts_on, -months))
        finding_int(findings_warn(findings, CONTRACT_SIGNED_EARLY, "signed_on"), 0, months);
}

/* L1243-1: a termination comes before the term; on the term the contract simply ends. The last day may lie ahead: notice is
 * given before it runs out. */
void contract_check_termination(const struct termination_facts *facts, struct findings *findings)
{
    if (facts->last_on < facts->starts_on || facts->last_on >= facts->ends_on) {
        struct finding *finding = findings_error(findings, TERMINATION_DAY, "last_on");

        finding_day(finding, 0, facts->starts_on);
        finding_day(finding, 1, facts->ends_on - 1);
    }
    if (!facts->code_allowed)
        finding_text(findings_error(findings, TERMINATION_CODE, "termination_code"), 0, facts->kind);
    day_check_past(facts->occurred_on, facts->today, "occurred_on", findings);
    if (facts->occurred_on != DAY_NONE && facts->signed_on != DAY_NONE)
        days_check_order(facts->signed_on, facts->occurred_on, "occurred_on", findings);
}

void contract_check_cancel(day_t starts_on, day_t today, struct findings *findings)
{
    if (today >= starts_on)
        finding_day(findings_error(findings, CONTRACT_STARTED, NULL), 0, starts_on);
}

/* A renewal starts the day after this contract, and an immersion lies in it (D5135-1): neither is left without it. Whose company
 * and what for is not said, for who ends contracts need not read immersions. */
void contract_check_rests(const struct contract_rests *rests, day_t last_on, const char *field, struct findings *findings)
{
    if (rests->renewed)
        findings_error(findings, CONTRACT_RENEWED, NULL);
    if (rests->immersion_last_on != DAY_NONE && (last_on == DAY_NONE || rests->immersion_last_on > last_on))
        finding_day(findings_error(findings, IMMERSION_OUTLIVES_CONTRACT, field), 0, rests->immersion_last_on);
}

/* The PASS IAE: its last day, suspensions that push it, extensions and their caps. Source of every rule here: the State's
 * platform, Les emplois de l'inclusion. */
#include "domain/pass.h"

#include "rules.h"

const char *const structure_kind_words[] = {"aci", "ei", "eiti", "ai", "etti", NULL};
const char *const extension_reason_words[] = {"rqth",       "senior", "particular_difficulties", "complete_training",
                                              "senior_cdi", NULL};

/* What each reason may give: days at once, days in all of every extension of the PASS, whose opinion. */
static const struct extension_rule {
    enum parameter_key days_key;
    enum parameter_key total_key; /* of a capped reason */
    bool capped, needs_opinion;
} extension_rules[N_EXTENSION_REASONS] = {
    [EXTENSION_RQTH] = {PARAM_PASS_EXTENSION_RQTH, PARAM_PASS_EXTENSION_RQTH_TOTAL, true, true},
    [EXTENSION_SENIOR] = {PARAM_PASS_EXTENSION_SENIOR, PARAM_PASS_EXTENSION_SENIOR_TOTAL, true, true},
    [EXTENSION_DIFFICULTIES] = {PARAM_PASS_EXTENSION_DIFFICULTIES, PARAM_PASS_EXTENSION_DIFFICULTIES_TOTAL, true, true},
    [EXTENSION_TRAINING] = {.days_key = PARAM_PASS_EXTENSION_TRAINING},
    [EXTENSION_SENIOR_CDI] = {.days_key = PARAM_PASS_EXTENSION_SENIOR_CDI},
};

bool extension_needs_opinion(enum extension_reason reason)
{
    return extension_rules[reason].needs_opinion;
}

/* The first suspension that begins after a day, among those of the PASS and `more` (or NULL). */
static const struct contract_period *next_suspension(const struct pass *pass, const struct contract_period *more, day_t after)
{
    const struct contract_period *next = more && more->starts_on > after ? more : NULL;

    for (unsigned i = 0; i < pass->n_suspensions; i++)
        if (pass->suspensions[i].starts_on > after && (!next || pass->suspensions[i].starts_on < next->starts_on))
            next = &pass->suspensions[i];
    return next;
}

/* The end as the PASS is lived: each suspension in its turn pushes it, if it begins before it comes. One that does not is no
 * suspension of this PASS, and holds up none that begins earlier: it goes to ret_outside (or NULL). */
static day_t lived_end(const struct pass *pass, const struct contract_period *more, const struct parameters *parameters,
                       const struct contract_period **ret_outside)
{
    int64_t end = pass->start_on + parameters->value[PARAM_PASS_DAYS] - 1 + pass->extension_days;
    const struct contract_period *next = next_suspension(pass, more, INT32_MIN);

    while (next && next->starts_on <= end) {
        end += next->last_on - next->starts_on;
        next = next_suspension(pass, more, next->starts_on);
    }
    if (ret_outside)
        *ret_outside = next;
    return (day_t)end;
}

day_t pass_end_on(const struct pass *pass, const struct parameters *parameters)
{
    return parameters->known[PARAM_PASS_DAYS] ? lived_end(pass, NULL, parameters, NULL) : DAY_NONE;
}

day_t pass_last_on(const struct pass *pass, const struct parameters *parameters)
{
    return pass->official_end_on != DAY_NONE ? pass->official_end_on : pass_end_on(pass, parameters);
}

static day_t later(day_t a, day_t b)
{
    return a > b ? a : b;
}

static day_t earlier(day_t a, day_t b)
{
    return a < b ? a : b;
}

int pass_remaining_days(const struct pass *pass, day_t last_on, day_t today)
{
    day_t first = later(today, pass->start_on);
    int days = day_span(first, last_on);

    for (unsigned i = 0; i < pass->n_suspensions; i++)
        days -= day_span(later(first, pass->suspensions[i].starts_on), earlier(last_on, pass->suspensions[i].last_on));
    return days;
}

const struct contract_period *pass_suspension_at(const struct pass *pass, day_t on)
{
    for (unsigned i = 0; i < pass->n_suspensions; i++)
        if (pass->suspensions[i].starts_on <= on && on <= pass->suspensions[i].last_on)
            return &pass->suspensions[i];
    return NULL;
}

day_t pass_waiting_until(day_t last_on, const struct parameters *parameters)
{
    if (!parameters->known[PARAM_PASS_WAITING_MONTHS])
        return DAY_NONE;
    return day_add_months(last_on, parameter_int(parameters, PARAM_PASS_WAITING_MONTHS));
}

void pass_check_end(const struct pass *pass, const struct parameters *parameters, const char *field, struct findings *findings)
{
    day_t ours = pass_end_on(pass, parameters);

    if (pass->official_end_on != DAY_NONE && ours != DAY_NONE && pass->official_end_on != ours)
        finding_day(findings_warn(findings, PASS_END_DIFFERS, field), 0, ours);
}

/* A day that the State's platform gives is recorded, whatever it leaves: the structure is told. */
static void warn_left_suspensions(const struct pass *pass, const struct parameters *parameters, struct findings *findings)
{
    day_t last = pass_last_on(pass, parameters);
    struct finding *finding;

    for (unsigned i = 0; i < pass->n_suspensions; i++) {
        if (last == DAY_NONE || pass->suspensions[i].starts_on <= last)
            continue;
        finding = findings_warn(findings, SUSPENSION_OUTSIDE_PASS, "official_end_on");
        finding_day(finding, 0, pass->start_on);
        finding_day(finding, 1, last);
        return;
    }
}

/* The waiting period is asked of the PASS that comes later, in whichever order they are recorded; that one is there. */
static void warn_next(const struct pass_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    day_t last = pass_last_on(&facts->pass, parameters), waiting;

    if (facts->next_start_on == DAY_NONE || facts->next_lifted || last == DAY_NONE)
        return;
    waiting = pass_waiting_until(last, parameters);
    if (waiting != DAY_NONE && facts->next_start_on > last && facts->next_start_on <= waiting)
        finding_day(findings_warn(findings, PASS_WAITING, "start_on"), 0, waiting);
}

void pass_check(const struct pass_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    const struct pass *pass = &facts->pass;
    day_t ours = pass_end_on(pass, parameters), official = pass->official_end_on, waiting;

    if (official != DAY_NONE)
        days_check_order(pass->start_on, official, "official_end_on", findings);
    else if (ours == DAY_NONE)
        findings_error(findings, FIELD_REQUIRED, "official_end_on");
    pass_check_end(pass, parameters, "official_end_on", findings);
    warn_left_suspensions(pass, parameters, findings);
    warn_next(facts, parameters, findings);
    if (facts->former_last_on == DAY_NONE || facts->lifted)
        return;
    waiting = pass_waiting_until(facts->former_last_on, parameters);
    if (waiting != DAY_NONE && pass->start_on > facts->former_last_on && pass->start_on <= waiting)
        finding_day(findings_error(findings, PASS_WAITING, "start_on"), 0, waiting);
}

/* A suspension is inside the PASS when its first day is, at the latest on the last day that the PASS has without it. */
static void check_inside(const struct suspension_facts *facts, const struct parameters *pass_parameters,
                         struct findings *findings)
{
    day_t first = facts->pass.start_on, last = pass_last_on(&facts->pass, pass_parameters);
    struct finding *finding;

    if (facts->suspension.starts_on >= first && (last == DAY_NONE || facts->suspension.starts_on <= last))
        return;
    finding = findings_error(findings, SUSPENSION_OUTSIDE_PASS, "starts_on");
    finding_day(finding, 0, first);
    finding_day(finding, 1, last);
}

/* A suspension made shorter, or moved, gives days back: a later one may then begin after the end. */
void suspension_check_others(const struct suspension_facts *facts, const struct parameters *pass_parameters, const char *field,
                             struct findings *findings)
{
    const struct contract_period *outside;
    struct finding *finding;
    day_t end;

    if (facts->pass.official_end_on != DAY_NONE || !pass_parameters->known[PARAM_PASS_DAYS])
        return;
    end = lived_end(&facts->pass, &facts->suspension, pass_parameters, &outside);
    if (!outside || outside == &facts->suspension)
        return; /* of itself check_inside() tells */
    finding = findings_error(findings, SUSPENSION_OUTSIDE_PASS, field);
    finding_day(finding, 0, facts->pass.start_on);
    finding_day(finding, 1, end);
}

static void check_length(const struct suspension_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    int months = parameter_int(parameters, PARAM_PASS_SUSPENSION_MONTHS);
    day_t until = day_last_of_months(facts->suspension.starts_on, months);
    struct finding *finding;

    if (!parameters->known[PARAM_PASS_SUSPENSION_MONTHS] || facts->suspension.last_on <= until)
        return;
    finding = findings_error(findings, SUSPENSION_TOO_LONG, "ends_on");
    finding_int(finding, 0, months);
    finding_day(finding, 1, until);
}

/* Whether it meets another suspension, which is told. */
static bool check_meetings(const struct suspension_facts *facts, struct findings *findings)
{
    bool meets = false;

    for (unsigned i = 0; i < facts->pass.n_suspensions; i++)
        if (periods_meet(facts->suspension, facts->pass.suspensions[i])) {
            findings_error(findings, SUSPENSION_OVERLAP, "starts_on");
            meets = true;
            break;
        }
    for (unsigned i = 0; i < facts->n_contract_starts; i++)
        if (facts->suspension.starts_on <= facts->contract_starts[i] && facts->contract_starts[i] <= facts->suspension.last_on) {
            finding_day(findings_error(findings, SUSPENSION_OVER_CONTRACT, "starts_on"), 0, facts->contract_starts[i]);
            break;
        }
    return meets;
}

void suspension_check(const struct suspension_facts *facts, const struct parameters *pass_parameters,
                      const struct parameters *parameters, struct findings *findings)
{
    day_t starts_on = facts->suspension.starts_on;

    if (!days_check_order(starts_on, facts->suspension.last_on, "ends_on", findings))
        return;
    day_check_past(starts_on, facts->today, "starts_on", findings);
    if (parameters->known[PARAM_PASS_SUSPENSION_BACK] && !facts->starts_as_before) {
        day_t earliest = facts->today - parameter_int(parameters, PARAM_PASS_SUSPENSION_BACK);

        if (starts_on < earliest)
            finding_day(findings_error(findings, DAY_IN_PAST, "starts_on"), 0, earliest);
    }
    check_inside(facts, pass_parameters, findings);
    check_length(facts, parameters, findings);
    if (!check_meetings(facts, findings)) /* days suspended twice would push the end twice */
        suspension_check_others(facts, pass_parameters, "ends_on", findings);
}

/* `answered`: the request was in time when it was made, and is not put out of it by an end that moved away since. */
static void check_window(const struct extension_facts *facts, bool answered, const struct parameters *pass_parameters,
                         const struct parameters *parameters, struct findings *findings)
{
    day_t last_on = pass_last_on(&facts->pass, pass_parameters), first, last;
    struct finding *finding;

    if (last_on == DAY_NONE || !parameters->known[PARAM_PASS_EXTENSION_BEFORE] || !parameters->known[PARAM_PASS_EXTENSION_AFTER])
        return;
    first = day_add_months(last_on, -parameter_int(parameters, PARAM_PASS_EXTENSION_BEFORE));
    last = day_add_months(last_on, parameter_int(parameters, PARAM_PASS_EXTENSION_AFTER));
    if ((answered || facts->today >= first) && facts->today <= last)
        return;
    finding = findings_error(findings, EXTENSION_WINDOW, NULL);
    finding_day(finding, 0, first);
    finding_day(finding, 1, last);
}

static void check_not_suspended(const struct extension_facts *facts, struct findings *findings)
{
    const struct contract_period *suspended = pass_suspension_at(&facts->pass, facts->today);

    if (suspended)
        finding_day(findings_error(findings, EXTENSION_WHILE_SUSPENDED, NULL), 0, suspended->last_on);
}

static void check_caps(const struct extension_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    const struct extension_rule *rule = &extension_rules[facts->reason];
    int64_t total;

    if (parameters->known[rule->days_key] && facts->days > parameters->value[rule->days_key])
        finding_int(findings_error(findings, EXTENSION_TOO_LONG, "days"), 0, parameters->value[rule->days_key]);
    if (!rule->capped || !parameters->known[rule->total_key])
        return;
    total = parameters->value[rule->total_key];
    if (facts->pass.extension_days + facts->days > total) {
        int64_t left = total - facts->pass.extension_days;
        struct finding *finding = findings_error(findings, EXTENSION_CAP, "days");

        finding_int(finding, 0, total);
        finding_int(finding, 1, left > 0 ? left : 0);
    }
}

/* Particular difficulties are a reason of the ateliers et chantiers and of the associations intermédiaires only. */
static void check_reason(const struct extension_facts *facts, struct findings *findings)
{
    if (facts->reason == EXTENSION_DIFFICULTIES && facts->kind != STRUCTURE_ACI && facts->kind != STRUCTURE_AI)
        finding_text(findings_error(findings, FIELD_WORD, "reason"), 0, "rqth, senior, complete_training, senior_cdi");
}

void extension_check(const struct extension_facts *facts, const struct parameters *pass_parameters,
                     const struct parameters *parameters, struct findings *findings)
{
    check_reason(facts, findings);
    check_window(facts, false, pass_parameters, parameters, findings);
    check_not_suspended(facts, findings);
    check_caps(facts, parameters, findings);
}

/* An extension takes effect when it is granted, so the rule of the platform (until 6 months after the end, not while suspended)
 * holds of the answer as of the request: one that comes too late extends nothing, and the prescriber can only deny. While the
 * PASS is suspended the answer waits. Others may have been granted since: the caps are asked again. */
void extension_check_grant(const struct extension_facts *facts, const struct parameters *pass_parameters,
                           const struct parameters *parameters, struct findings *findings)
{
    check_window(facts, true, pass_parameters, parameters, findings);
    check_not_suspended(facts, findings);
    check_caps(facts, parameters, findings);
}

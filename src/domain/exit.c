/* Exits: the day, the reason and the job it names, and whether the exit counts. */
#include "domain/exit.h"

#include <string.h>

#include "domain/contract.h"
#include "rules.h"

const char *const exit_category_words[] = {"durable", "transition", "positive", "other", "neutral", NULL};
const char *const uncounted_words[] = {"", "neutral", "short_stay"};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);

    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

enum job_length exit_reason_job_length(const char *reason)
{
    if (ends_with(reason, "_6m_plus"))
        return JOB_LONG;
    return ends_with(reason, "_under_6m") ? JOB_SHORT : JOB_ANY;
}

/* The national list cuts at 6 months, counted date to date: long enough iff the job lasts until last_day(start, 6). */
static void check_job_length(const struct exit_facts *facts, enum job_length length, int months, struct findings *findings)
{
    day_t until = day_last_of_months(facts->job_starts_on, months);
    bool is_long = facts->job_ends_on >= until;
    struct finding *finding;

    if (is_long == (length == JOB_LONG))
        return;
    finding = findings_error(findings, is_long ? EXIT_JOB_TOO_LONG : EXIT_JOB_TOO_SHORT, "job_ends_on");
    finding_int(finding, 0, months);
    finding_day(finding, 1, until);
}

/* The job that a person leaves for may begin before they left, in a trial period; long before, the day is most often wrong (a
 * bound of ours). */
static void check_job_start(const struct exit_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    int days = parameter_int(parameters, PARAM_EXIT_JOB_BEFORE);

    if (facts->job_starts_on != DAY_NONE && parameters->known[PARAM_EXIT_JOB_BEFORE] &&
        facts->job_starts_on < facts->exit_on - days)
        finding_int(findings_warn(findings, EXIT_JOB_EARLY, "job_starts_on"), 0, days);
}

static void check_job(const struct exit_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    enum job_length length = facts->reason ? exit_reason_job_length(facts->reason) : JOB_ANY;
    bool starts = facts->job_starts_on != DAY_NONE, ends = facts->job_ends_on != DAY_NONE;
    bool asked = length != JOB_ANY && parameters->known[PARAM_EXIT_LONG_JOB_MONTHS];

    if (asked && !starts)
        findings_error(findings, EXIT_JOB_DATES, "job_starts_on");
    if (asked && !ends)
        findings_error(findings, EXIT_JOB_DATES, "job_ends_on");
    if (!asked && ends && !starts)
        findings_error(findings, FIELD_REQUIRED, "job_starts_on");
    check_job_start(facts, parameters, findings);
    if (!starts || !ends || !days_check_order(facts->job_starts_on, facts->job_ends_on, "job_ends_on", findings))
        return;
    if (asked)
        check_job_length(facts, length, parameter_int(parameters, PARAM_EXIT_LONG_JOB_MONTHS), findings);
}

void exit_check(const struct exit_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    if (facts->path_ended)
        findings_error(findings, EXIT_TWICE, "path_id");
    if (facts->last_contract_on == DAY_NONE)
        findings_error(findings, EXIT_NO_CONTRACT, "path_id");
    else if (facts->exit_on != facts->last_contract_on)
        finding_day(findings_error(findings, EXIT_DAY, "exit_on"), 0, facts->last_contract_on);
    day_check_past(facts->exit_on, facts->today, "exit_on", findings);
    if (!facts->reason_offered)
        findings_error(findings, EXIT_REASON_NOT_OFFERED, "reason");
    check_job(facts, parameters, findings);
}

/* Instructions of the State for insertion structures: the count leaves out neutral exits and stays of three months or less. */
enum uncounted exit_uncounted(enum exit_category category, day_t exit_on, day_t first_contract_on,
                              const struct parameters *parameters)
{
    int months = parameter_int(parameters, PARAM_EXIT_COUNTED_AFTER_MONTHS);

    if (category == EXIT_NEUTRAL)
        return UNCOUNTED_NEUTRAL;
    if (!parameters->known[PARAM_EXIT_COUNTED_AFTER_MONTHS])
        return UNCOUNTED_NO;
    if (first_contract_on == DAY_NONE || exit_on <= day_last_of_months(first_contract_on, months))
        return UNCOUNTED_SHORT_STAY;
    return UNCOUNTED_NO;
}

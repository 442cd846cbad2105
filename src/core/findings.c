#include "core/findings.h"

#include <stddef.h>

/* The place that a finding takes when all are taken: the last warning's, so that the errors that refuse a write stay; the
 * last one's when all are errors. */
static struct finding *reused_place(struct findings *findings)
{
    for (unsigned i = FINDINGS_MAX; i-- > 0;)
        if (findings->items[i].severity == SEVERITY_WARNING)
            return &findings->items[i];
    return &findings->items[FINDINGS_MAX - 1];
}

struct finding *findings_add(struct findings *findings, enum problem problem, enum severity severity, const char *field)
{
    struct finding *finding;
    if (findings->count < FINDINGS_MAX) {
        finding = &findings->items[findings->count++];
    } else {
        finding = reused_place(findings);
        findings->truncated = true;
    }
    findings->errors += severity == SEVERITY_ERROR;
    *finding = (struct finding){.problem = problem, .severity = severity, .field = field};
    return finding;
}

struct finding *findings_error(struct findings *findings, enum problem problem, const char *field)
{
    return findings_add(findings, problem, SEVERITY_ERROR, field);
}

struct finding *findings_warn(struct findings *findings, enum problem problem, const char *field)
{
    return findings_add(findings, problem, SEVERITY_WARNING, field);
}

static struct finding *finding_number(struct finding *finding, unsigned place, enum value_kind kind, int64_t number)
{
    finding->values[place] = (struct problem_value){.kind = kind, .number = number};
    return finding;
}

struct finding *finding_day(struct finding *finding, unsigned place, day_t day)
{
    return finding_number(finding, place, VALUE_DAY, day);
}

struct finding *finding_int(struct finding *finding, unsigned place, int64_t number)
{
    return finding_number(finding, place, VALUE_INT, number);
}

struct finding *finding_minutes(struct finding *finding, unsigned place, int64_t minutes)
{
    return finding_number(finding, place, VALUE_MINUTES, minutes);
}

struct finding *finding_text(struct finding *finding, unsigned place, const char *text)
{
    finding->values[place] = (struct problem_value){.kind = VALUE_TEXT, .text = text};
    return finding;
}

const struct finding *findings_of(const struct findings *findings, enum problem problem)
{
    for (unsigned i = 0; i < findings->count; i++)
        if (findings->items[i].problem == problem)
            return &findings->items[i];
    return NULL;
}

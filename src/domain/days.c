/* Checks of days and ages that candidacies, contracts, immersions and exits share. */
#include "rules.h"

/* A legal day that records something done cannot lie ahead (domain rules of moves). */
void day_check_past(day_t on, day_t today, const char *field, struct findings *findings)
{
    if (on != DAY_NONE && on > today)
        finding_day(findings_error(findings, DAY_IN_FUTURE, field), 0, today);
}

bool days_check_order(day_t first, day_t last, const char *field, struct findings *findings)
{
    if (last >= first)
        return true;
    finding_day(findings_error(findings, DAYS_OUT_OF_ORDER, field), 0, first);
    return false;
}

/* Code du travail L4153-1: no work before 16. The upper limit is ours: it catches a century typed wrong. */
static void check_age(day_t birth_on, day_t on, enum severity too_young, const char *field, const struct parameters *parameters,
                      struct findings *findings)
{
    int min, max, age;
    struct finding *finding;

    if (birth_on == DAY_NONE || !parameters->known[PARAM_PERSON_AGE_MIN] || !parameters->known[PARAM_PERSON_AGE_MAX])
        return;
    min = parameter_int(parameters, PARAM_PERSON_AGE_MIN);
    max = parameter_int(parameters, PARAM_PERSON_AGE_MAX);
    age = day_age(birth_on, on);
    if (birth_on <= on && age >= min && age <= max)
        return;
    finding = findings_add(findings, AGE_AT_HIRE, birth_on <= on && age < min ? too_young : SEVERITY_ERROR, field);
    finding_int(finding, 0, min);
    finding_int(finding, 1, max);
}

void person_check_age(day_t birth_on, day_t on, const char *field, const struct parameters *parameters, struct findings *findings)
{
    check_age(birth_on, on, SEVERITY_ERROR, field, parameters, findings);
}

/* The age is that at hire, which the contract judges: an acceptance makes files of people who turn 16 before they begin. Of a
 * year typed wrong the author is told all the same. */
void person_check_birth(day_t birth_on, day_t today, const struct parameters *parameters, struct findings *findings)
{
    check_age(birth_on, today, SEVERITY_WARNING, "birth_on", parameters, findings);
}

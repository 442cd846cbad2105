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
void person_check_age(day_t birth_on, day_t on, const char *field, const struct parameters *parameters, struct findings *findings)
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
    finding = findings_error(findings, AGE_AT_HIRE, field);
    finding_int(finding, 0, min);
    finding_int(finding, 1, max);
}

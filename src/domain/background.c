/* Rules of backgrounds: years, since nobody remembers the days. */
#include "domain/background.h"

static void check_year(int year, int from, int to, const char *field, struct findings *findings)
{
    if (year == YEAR_NONE || (year >= from && year <= to))
        return;
    finding_int(finding_int(findings_error(findings, FIELD_RANGE, field), 0, from), 1, to);
}

void years_check(int first, int last, int this_year, const char *first_field, const char *last_field, struct findings *findings)
{
    check_year(first, YEAR_MIN, this_year, first_field, findings);
    check_year(last, first > YEAR_MIN && first <= this_year ? first : YEAR_MIN, this_year, last_field, findings);
}

/* Backgrounds: the years of former jobs and trainings. */
#include "domain/background.h"

#include "facts.h"

static const struct {
    const char *label;
    int first, last;
    const char *expected;
} rows[] = {
    {"in order", 2012, 2015, ""},
    {"the same year", 2012, 2012, ""},
    {"the wrong way round", 2012, 2011, "out_of_range@last 2012 2026"},
    {"still there", 2012, YEAR_NONE, ""},
    {"only the end is known", YEAR_NONE, 2015, ""},
    {"nothing is known", YEAR_NONE, YEAR_NONE, ""},
    {"this year", 2026, 2026, ""},
    {"begins next year", 2027, YEAR_NONE, "out_of_range@first 1940 2026"},
    {"ends next year", 2012, 2027, "out_of_range@last 2012 2026"},
    {"the first year that is taken", YEAR_MIN, YEAR_MIN, ""},
    {"before it", YEAR_MIN - 1, YEAR_MIN - 1, "out_of_range@first 1940 2026, out_of_range@last 1940 2026"},
    {"both ahead", 2028, 2027, "out_of_range@first 1940 2026, out_of_range@last 1940 2026"},
};

int main(void)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct findings findings = {0};
        test_row(rows[i].label);
        years_check(rows[i].first, rows[i].last, 2026, "first", "last", &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
    return test_done();
}

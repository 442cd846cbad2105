/* The numbers of law: every key has its dated numbers, and a day picks one version of each. */
#include "facts.h"

static void test_keys(void)
{
    struct parameter_version versions[VERSIONS_MAX];
    unsigned count = versions_read(versions);
    bool seen[N_PARAMETERS] = {false};
    for (unsigned i = 0; i < count; i++) {
        seen[versions[i].key] = true;
        test_row(parameter_key_name(versions[i].key));
        CHECK(versions[i].value > 0);
        CHECK(versions[i].valid_from != DAY_NONE);
    }
    for (unsigned key = 0; key < N_PARAMETERS; key++) {
        enum parameter_key back;
        test_row(parameter_key_name((enum parameter_key)key));
        CHECK(seen[key]);
        CHECK(parameter_from_key(parameter_key_name((enum parameter_key)key), &back));
        CHECK_INT(back, key);
    }
    enum parameter_key none;
    test_row("unknown key");
    CHECK(!parameter_from_key("contract.limit", &none));
    CHECK(!parameter_from_key("", &none));
}

static void test_first_days(void)
{
    static const struct {
        enum parameter_key key;
        const char *first_day;
    } first_days[] = {
        {PARAM_CONTRACT_FIRST_MIN_MONTHS, "2014-07-01"}, {PARAM_CONTRACT_LIMIT_MONTHS, "2014-07-01"},
        {PARAM_CONTRACT_WEEKLY_MIN, "2014-07-01"},       {PARAM_CONTRACT_WEEKLY_MAX, "2014-07-01"},
        {PARAM_IMMERSION_MAX_MONTHS, "2015-01-01"},      {PARAM_IMMERSION_AGE_MIN, "2015-01-01"},
    };
    for (size_t i = 0; i < COUNT_OF(first_days); i++) {
        day_t first = day(first_days[i].first_day);
        struct parameters on = numbers_on(first), before = numbers_on(first - 1);
        test_row(parameter_key_name(first_days[i].key));
        CHECK(on.known[first_days[i].key]);
        CHECK(!before.known[first_days[i].key]);
    }
}

/* The sums that the texts of law give in hours. */
static void test_units(void)
{
    struct parameters today = numbers_on(day("2026-11-22"));
    test_row("in force since before 1970");
    CHECK(today.known[PARAM_PERSON_AGE_MIN]);
    CHECK(today.known[PARAM_EXIT_LONG_JOB_MONTHS]);
    test_row("hours in minutes");
    CHECK_INT(today.value[PARAM_CONTRACT_WEEKLY_MIN], 20 * 60);
    CHECK_INT(today.value[PARAM_CONTRACT_WEEKLY_MAX], 35 * 60);
    CHECK_INT(today.value[PARAM_IMMERSION_WEEK_MAX], 48 * 60);
    CHECK_INT(today.value[PARAM_IMMERSION_DAY_MAX], 10 * 60);
    CHECK_INT(today.value[PARAM_IMMERSION_WEEK_WARNING], 35 * 60);
    CHECK_INT(today.value[PARAM_IMMERSION_MINOR_WEEK_MAX], 35 * 60);
    CHECK_INT(today.value[PARAM_IMMERSION_MINOR_DAY_MAX], 8 * 60);
}

static void test_versions(void)
{
    const struct parameter_version versions[] = {
        {PARAM_CONTRACT_LIMIT_MONTHS, 24, day("2014-07-01"), day("2029-12-31")},
        {PARAM_CONTRACT_LIMIT_MONTHS, 36, day("2030-01-01"), DAY_NONE},
        {PARAM_CONTRACT_WEEKLY_MIN, 1300, day("2031-01-01"), DAY_NONE}, /* the younger one first, the older left open */
        {PARAM_CONTRACT_WEEKLY_MIN, 1200, day("2014-07-01"), DAY_NONE},
        {PARAM_IMMERSION_MAX_MONTHS, 1, day("2015-01-01"), day("2015-01-01")},
    };
    static const struct {
        const char *on;
        int64_t limit, weekly, immersion; /* 0: not known */
    } rows[] = {
        {"2014-06-30", 0, 0, 0},     {"2014-07-01", 24, 1200, 0}, {"2014-12-31", 24, 1200, 0},
        {"2015-01-01", 24, 1200, 1}, {"2015-01-02", 24, 1200, 0}, {"2029-12-31", 24, 1200, 0},
        {"2030-01-01", 36, 1200, 0}, {"2030-12-31", 36, 1200, 0}, {"2031-01-01", 36, 1300, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct parameters parameters;
        memset(&parameters, 0xAA, sizeof parameters); /* nothing of what was there before may stay */
        parameters_on(versions, COUNT_OF(versions), day(rows[i].on), &parameters);
        test_row(rows[i].on);
        CHECK_INT(parameters.known[PARAM_CONTRACT_LIMIT_MONTHS], rows[i].limit != 0);
        CHECK_INT(parameters.value[PARAM_CONTRACT_LIMIT_MONTHS], rows[i].limit);
        CHECK_INT(parameters.value[PARAM_CONTRACT_WEEKLY_MIN], rows[i].weekly);
        CHECK_INT(parameters.value[PARAM_IMMERSION_MAX_MONTHS], rows[i].immersion);
        CHECK(!parameters.known[PARAM_PERSON_AGE_MIN]);
    }
}

int main(void)
{
    test_keys();
    test_first_days();
    test_units();
    test_versions();
    return test_done();
}

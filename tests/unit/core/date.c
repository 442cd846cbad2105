#include "core/date.h"

#include "test.h"

static day_t day(const char *text)
{
    return day_from_sql(text);
}

static const char *shown(day_t value)
{
    static char text[DAY_TEXT];
    return day_format(value, text);
}

static void test_parse(void)
{
    static const struct {
        const char *text;
        bool right;
    } rows[] = {
        {"2026-03-10", true},  {"1900-01-01", true},   {"2199-12-31", true},  {"2024-02-29", true},  {"2000-02-29", true},
        {"1970-01-01", true},  {"1899-12-31", false},  {"2200-01-01", false}, {"2023-02-29", false}, {"1900-02-29", false},
        {"2100-02-29", false}, {"2026-04-31", false},  {"2026-13-01", false}, {"2026-00-10", false}, {"2026-01-00", false},
        {"2026-01-32", false}, {"2026-1-01", false},   {"20260310", false},   {"2026/03/10", false}, {"2026-03-10 ", false},
        {" 026-03-10", false}, {"2026-03-1O", false},  {"+026-03-10", false}, {"", false},           {"2026-03-1", false},
        {"2026-0a-10", false}, {"2026-03-10T", false}, {"10/03/2026", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].text);
        day_t read = 12345;
        CHECK_INT(day_parse(rows[i].text, strlen(rows[i].text), &read), rows[i].right);
        CHECK_TEXT(shown(day(rows[i].text)), rows[i].right ? rows[i].text : "");
    }
    test_row("none");
    CHECK_INT(day_from_sql(NULL), DAY_NONE);
    CHECK_INT(day_from_sql(""), DAY_NONE);
}

/* Every day of three centuries: numbers follow each other, and go to texts and back. */
static void test_calendar(void)
{
    test_row("1900 to 2199");
    CHECK_INT(day_from_ymd(1970, 1, 1), 0);
    CHECK_INT(day_from_ymd(2000, 3, 1), 11017);
    CHECK_INT(day_from_ymd(1969, 12, 31), -1);
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    day_t expected = day_from_ymd(1900, 1, 1);
    unsigned wrong = 0;
    for (int year = 1900; year <= 2199; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            int last = lengths[month - 1] + (month == 2 && leap);
            for (int of_month = 1; of_month <= last; of_month++, expected++) {
                int y, m, d;
                day_t read;
                day_to_ymd(expected, &y, &m, &d);
                wrong += day_from_ymd(year, month, of_month) != expected || y != year || m != month || d != of_month;
                const char *text = shown(expected);
                wrong += !day_parse(text, 10, &read) || read != expected;
            }
        }
    CHECK_INT(wrong, 0);
    CHECK_INT(expected, day_from_ymd(2200, 1, 1));
}

static void test_months(void)
{
    /* The first five are the table of the domain; the next ones are the ends of months and leap years. */
    static const struct {
        const char *start;
        int months;
        const char *last, *later;
    } rows[] = {
        {"2026-03-10", 1, "2026-04-09", "2026-04-10"},  {"2026-01-31", 1, "2026-02-28", "2026-02-28"},
        {"2026-03-01", 1, "2026-03-31", "2026-04-01"},  {"2027-10-30", 4, "2028-02-29", "2028-02-29"},
        {"2026-01-15", 24, "2028-01-14", "2028-01-15"}, {"2026-01-28", 1, "2026-02-27", "2026-02-28"},
        {"2026-01-29", 1, "2026-02-28", "2026-02-28"},  {"2028-01-29", 1, "2028-02-28", "2028-02-29"},
        {"2028-01-30", 1, "2028-02-29", "2028-02-29"},  {"2028-02-29", 12, "2029-02-28", "2029-02-28"},
        {"2028-02-29", 48, "2032-02-28", "2032-02-29"}, {"2026-08-31", 6, "2027-02-28", "2027-02-28"},
        {"2026-08-31", 1, "2026-09-30", "2026-09-30"},  {"2026-12-01", 1, "2026-12-31", "2027-01-01"},
        {"2026-12-31", 2, "2027-02-28", "2027-02-28"},  {"2026-11-30", 3, "2027-02-28", "2027-02-28"},
        {"2026-09-01", 4, "2026-12-31", "2027-01-01"},  {"2026-01-01", 12, "2026-12-31", "2027-01-01"},
        {"2026-05-31", 0, "2026-05-30", "2026-05-31"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].start);
        CHECK_TEXT(shown(day_last_of_months(day(rows[i].start), rows[i].months)), rows[i].last);
        CHECK_TEXT(shown(day_add_months(day(rows[i].start), rows[i].months)), rows[i].later);
    }
    test_row("backwards");
    CHECK_TEXT(shown(day_add_months(day("2026-03-31"), -1)), "2026-02-28");
    CHECK_TEXT(shown(day_add_months(day("2026-01-15"), -1)), "2025-12-15");
    CHECK_TEXT(shown(day_add_months(day("2026-01-15"), -13)), "2024-12-15");
}

static void test_age(void)
{
    static const struct {
        const char *birth, *on;
        int age;
    } rows[] = {
        {"2008-06-15", "2026-06-14", 17},  {"2008-06-15", "2026-06-15", 18}, {"2008-06-15", "2026-06-16", 18},
        {"2008-02-29", "2026-02-28", 17},  {"2008-02-29", "2026-03-01", 18}, {"2008-02-29", "2028-02-28", 19},
        {"2008-02-29", "2028-02-29", 20},  {"1960-12-31", "2026-01-01", 65}, {"1960-01-01", "2026-12-31", 66},
        {"2010-03-01", "2026-02-28", 15},  {"2010-03-01", "2026-03-01", 16}, {"2026-05-05", "2026-05-05", 0},
        {"1926-07-01", "2026-07-01", 100}, {"1926-07-02", "2026-07-01", 99},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].on);
        CHECK_INT(day_age(day(rows[i].birth), day(rows[i].on)), rows[i].age);
    }
}

static void test_weeks(void)
{
    static const struct {
        const char *on;
        int weekday;
        const char *monday;
    } rows[] = {
        {"1970-01-01", 3, "1969-12-29"}, {"2026-11-22", 6, "2026-11-16"}, {"2026-11-23", 0, "2026-11-23"},
        {"2026-01-01", 3, "2025-12-29"}, {"2024-02-29", 3, "2024-02-26"}, {"1900-01-01", 0, "1900-01-01"},
        {"1969-12-28", 6, "1969-12-22"}, {"1950-06-10", 5, "1950-06-05"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].on);
        CHECK_INT(day_weekday(day(rows[i].on)), rows[i].weekday);
        CHECK_TEXT(shown(day_week_start(day(rows[i].on))), rows[i].monday);
    }
    test_row("span");
    CHECK_INT(day_span(day("2026-03-01"), day("2026-03-01")), 1);
    CHECK_INT(day_span(day("2026-02-27"), day("2026-03-01")), 3);
    CHECK_INT(day_span(day("2028-02-27"), day("2028-03-01")), 4);
    CHECK_INT(day_span(day("2026-03-02"), day("2026-03-01")), 0);
}

static void test_minutes(void)
{
    static const struct {
        const char *text;
        int minutes; /* -1: refused */
    } rows[] = {
        {"00:00", 0},  {"08:30", 510}, {"23:59", 1439}, {"24:00", 1440}, {"24:01", -1}, {"25:00", -1},
        {"12:60", -1}, {"8:30", -1},   {"08:3", -1},    {"0830", -1},    {"08h30", -1}, {"08:30 ", -1},
        {"", -1},      {"-1:00", -1},  {"0a:00", -1},   {"08:3x", -1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].text);
        int minutes = -1;
        CHECK_INT(minutes_parse(rows[i].text, strlen(rows[i].text), &minutes), rows[i].minutes >= 0);
        CHECK_INT(minutes, rows[i].minutes);
    }
}

/* Midnight in Paris, and both changes of the clock, from both sides. */
static void test_instants(void)
{
    static const struct {
        const char *instant, *day; /* "": refused */
    } rows[] = {
        {"2026-01-15T22:59:59Z", "2026-01-15"},
        {"2026-01-15T23:00:00Z", "2026-01-16"},
        {"2026-07-15T21:59:59.999Z", "2026-07-15"},
        {"2026-07-15T22:00:00Z", "2026-07-16"},
        {"2026-11-22T00:30:00+01:00", "2026-11-22"},
        {"2026-11-22T00:30:00+02:00", "2026-11-21"},
        {"2026-11-21T19:30:00-05:00", "2026-11-22"},
        {"2026-11-21T17:59:00-05:00", "2026-11-21"},
        {"2026-03-28T23:00:00Z", "2026-03-29"},
        {"2026-03-29T21:59:00Z", "2026-03-29"},
        {"2026-03-29T22:00:00Z", "2026-03-30"},
        {"2026-10-24T22:00:00Z", "2026-10-25"},
        {"2026-10-25T22:59:00Z", "2026-10-25"},
        {"2026-10-25T23:00:00Z", "2026-10-26"},
        {"2024-03-31T22:00:00Z", "2024-04-01"},
        {"2024-03-30T22:59:00Z", "2024-03-30"},
        {"1969-12-31T23:00:00Z", "1970-01-01"},
        {"1969-12-31T22:59:00Z", "1969-12-31"},
        {"2026-12-31T23:00:00Z", "2027-01-01"},
        {"1950-06-10T12:00:00Z", "1950-06-10"},
        {"2026-01-15", ""},
        {"2026-01-15T22:59:59", ""},
        {"2026-02-30T10:00:00Z", ""},
        {"2026-01-15 10:00:00Z", ""},
        {"2026-01-15T10:00:00*01:00", ""},
        {"2026-01-15T10:00:00+1:00", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].instant);
        day_t found = DAY_NONE;
        CHECK_INT(day_of_instant(rows[i].instant, strlen(rows[i].instant), &found), rows[i].day[0] != '\0');
        CHECK_TEXT(shown(found), rows[i].day);
    }
}

static void test_instant_format(void)
{
    static const struct {
        int64_t us;
        const char *text;
    } rows[] = {
        {0, "1970-01-01T00:00:00Z"},
        {1, "1970-01-01T00:00:00.000001Z"},
        {-1, "1969-12-31T23:59:59.999999Z"},
        {-US_PER_DAY, "1969-12-31T00:00:00Z"},
        {500000, "1970-01-01T00:00:00.5Z"},
        {999999, "1970-01-01T00:00:00.999999Z"},
        {1000000, "1970-01-01T00:00:01Z"},
        {US_PER_DAY - 1, "1970-01-01T23:59:59.999999Z"},
        {INT64_C(1795823936123450), "2026-11-27T23:58:56.12345Z"},
        {INT64_C(1709164800010000), "2024-02-29T00:00:00.01Z"},
        {INT64_C(7258118399000000), "2199-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[INSTANT_TEXT];
        test_row(rows[i].text);
        CHECK_INT(instant_format(rows[i].us, text), strlen(rows[i].text));
        CHECK_TEXT(text, rows[i].text);
    }
}

int main(void)
{
    test_instant_format();
    test_parse();
    test_calendar();
    test_months();
    test_age();
    test_weeks();
    test_minutes();
    test_instants();
    return test_done();
}

/* Schedules of immersions: faults of shape, then hours a day and a week, adults and minors. */
#include "domain/immersion.h"

#include "facts.h"

/* "2026-03-10 08:00-12:00 13:00-17:00; 2026-03-11 …"; "2026-03-10*5" repeats over the following days; a day may have no
 * period. */
static struct schedule schedule(const char *text)
{
    struct schedule schedule = {.n_days = 0};
    while (*text) {
        struct schedule_day given = {.n_periods = 0};
        char on[DAY_TEXT], from[6], to[6];
        int used, times = 1;
        if (sscanf(text, " %10[0-9-]%n", on, &used) != 1)
            exit(2);
        given.on = day(on);
        text += used;
        if (sscanf(text, "*%d%n", &times, &used) == 1)
            text += used;
        while (sscanf(text, " %5[0-9:]-%5[0-9:]%n", from, to, &used) == 2) {
            struct schedule_period *period = &given.periods[given.n_periods++];
            if (!minutes_parse(from, strlen(from), &period->from) || !minutes_parse(to, strlen(to), &period->to))
                exit(2);
            text += used;
        }
        for (; times > 0 && schedule.n_days < SCHEDULE_DAYS_MAX; times--, given.on++)
            schedule.days[schedule.n_days++] = given;
        text += strspn(text, "; ");
    }
    return schedule;
}

struct schedule_row {
    const char *label, *starts_on, *ends_on, *schedule, *expected;
    int64_t contract_minutes; /* 0: 35 hours */
    const char *birth_on;     /* NULL: an adult */
    int64_t elsewhere;        /* minutes of the week of 2026-03-09 in other immersions */
};

/* 2026-03-09 is a Monday. */
static const struct schedule_row rows[] = {
    {"an ordinary week", "2026-03-09", "2026-03-20", "2026-03-09*5 09:00-12:00 13:00-17:00", ""},
    {"the first and the last day", "2026-03-10", "2026-03-20", "2026-03-10 09:00-12:00; 2026-03-20 09:00-12:00", ""},
    {"the day before the first", "2026-03-10", "2026-03-20", "2026-03-11 09:00-12:00; 2026-03-09 09:00-12:00",
     "schedule_day_outside@schedule/1/on 2026-03-10 2026-03-20"},
    {"the day after the last", "2026-03-10", "2026-03-20", "2026-03-21 09:00-12:00",
     "schedule_day_outside@schedule/0/on 2026-03-10 2026-03-20"},
    {"a day twice", "2026-03-10", "2026-03-20", "2026-03-10 09:00-12:00; 2026-03-11 09:00-12:00; 2026-03-10 13:00-17:00",
     "schedule_day_twice@schedule/2/on"},
    {"days not in order are fine", "2026-03-10", "2026-03-20", "2026-03-12 09:00-12:00; 2026-03-10 09:00-12:00", ""},
    {"a day without periods", "2026-03-10", "2026-03-20", "2026-03-10", "schedule_periods@schedule/0/periods"},
    {"periods that touch", "2026-03-10", "2026-03-20", "2026-03-10 09:00-12:00 12:00-16:00", ""},
    {"periods that overlap by a minute", "2026-03-10", "2026-03-20", "2026-03-10 09:00-12:01 12:00-16:00",
     "schedule_periods@schedule/0/periods"},
    {"periods the wrong way round", "2026-03-10", "2026-03-20", "2026-03-10 13:00-17:00 09:00-12:00",
     "schedule_periods@schedule/0/periods"},
    {"an empty period", "2026-03-10", "2026-03-20", "2026-03-10 09:00-09:00", "schedule_periods@schedule/0/periods"},
    {"a period that goes back", "2026-03-10", "2026-03-20", "2026-03-10 17:00-09:00", "schedule_periods@schedule/0/periods"},
    {"until midnight", "2026-03-10", "2026-03-20", "2026-03-10 18:00-24:00", ""},
    {"hours are not judged beside a fault", "2026-03-10", "2026-03-20", "2026-03-10 00:00-24:00; 2026-03-21 09:00-12:00",
     "schedule_day_outside@schedule/1/on 2026-03-10 2026-03-20"},
    {"the last place of the list", "2026-03-10", "2026-04-09", "2026-03-10*30 09:00-10:00; 2026-04-10 09:00-10:00",
     "schedule_day_outside@schedule/30/on 2026-03-10 2026-04-09"},

    {"10 hours a day", "2026-03-09", "2026-03-20", "2026-03-09 07:00-12:00 13:00-18:00", ""},
    {"a minute over 10 hours", "2026-03-09", "2026-03-20", "2026-03-09 09:00-10:00; 2026-03-10 07:00-12:00 13:00-18:01",
     "immersion_day_too_long@schedule/1/periods 2026-03-10 601min 600min"},
    {"35 hours a week", "2026-03-09", "2026-03-20", "2026-03-09*5 09:00-12:00 13:00-17:00", ""},
    {"a minute over 35 hours", "2026-03-09", "2026-03-20", "2026-03-09*5 09:00-12:00 13:00-17:00; 2026-03-14 09:00-09:01",
     "~immersion_hours_above_contract@schedule/0/on 2026-03-09 2101min 2100min"},
    {"the contract's hours", "2026-03-09", "2026-03-20", "2026-03-09*4 08:30-12:00 13:00-16:00", "", 26 * 60},
    {"35 hours rule where the contract has more", "2026-03-09", "2026-03-20", "2026-03-09*4 08:00-12:00 13:00-18:00",
     "~immersion_hours_above_contract@schedule/0/on 2026-03-09 2160min 2100min", 36 * 60},
    {"a minute over the contract's hours", "2026-03-09", "2026-03-20",
     "2026-03-09*4 08:30-12:00 13:00-16:00; 2026-03-13 09:00-09:01",
     "~immersion_hours_above_contract@schedule/0/on 2026-03-09 1561min 1560min", 26 * 60},
    {"48 hours a week", "2026-03-09", "2026-03-20", "2026-03-09*6 08:00-12:00 13:00-17:00",
     "~immersion_hours_above_contract@schedule/0/on 2026-03-09 2880min 2100min"},
    {"a minute over 48 hours", "2026-03-09", "2026-03-20", "2026-03-09*6 08:00-12:00 13:00-17:00; 2026-03-15 09:00-09:01",
     "immersion_week_too_long@schedule/0/on 2026-03-09 2881min 2880min"},
    {"48 hours with another immersion", "2026-03-12", "2026-03-20", "2026-03-12*3 09:00-12:00 13:00-18:00",
     "~immersion_hours_above_contract@schedule/0/on 2026-03-09 2880min 2100min", .elsewhere = 24 * 60},
    {"a minute over them", "2026-03-12", "2026-03-20", "2026-03-12*3 09:00-12:00 13:00-18:00",
     "immersion_week_too_long@schedule/0/on 2026-03-09 2881min 2880min", .elsewhere = 24 * 60 + 1},
    {"Sunday and Monday are two weeks", "2026-03-10", "2026-03-20", "2026-03-11*8 09:00-12:00 13:00-17:00", ""},
    {"a week split across two months", "2026-03-30", "2026-04-17", "2026-03-30*6 08:00-12:00 13:00-17:00; 2026-04-05 09:00-10:00",
     "immersion_week_too_long@schedule/0/on 2026-03-30 2940min 2880min"},
    {"a week split across two years", "2026-12-28", "2027-01-15", "2026-12-28*6 08:00-12:00 13:00-17:00; 2027-01-03 09:00-10:00",
     "immersion_week_too_long@schedule/0/on 2026-12-28 2940min 2880min"},
    {"a week given out of order", "2026-03-09", "2026-03-20",
     "2026-03-14 08:00-18:00; 2026-03-16 09:00-12:00; 2026-03-09*4 08:00-18:00",
     "immersion_week_too_long@schedule/0/on 2026-03-09 3000min 2880min"},
    {"the second of two weeks", "2026-03-09", "2026-03-27", "2026-03-09 09:00-12:00; 2026-03-16*6 08:00-12:00 13:00-18:00",
     "immersion_week_too_long@schedule/1/on 2026-03-16 3240min 2880min"},
    {"the night when clocks go forward has its hours", "2026-03-23", "2026-03-29", "2026-03-29 00:00-10:00", ""},
    {"the night when clocks go back too", "2026-10-19", "2026-10-25", "2026-10-25 00:00-10:01",
     "immersion_day_too_long@schedule/0/periods 2026-10-25 601min 600min"},

    {"a minor's 8 hours", "2026-03-09", "2026-03-20", "2026-03-09 08:00-12:00 13:00-17:00", "", .birth_on = "2009-01-01"},
    {"a minor's minute over 8 hours", "2026-03-09", "2026-03-20", "2026-03-09 08:00-12:00 13:00-17:01",
     "immersion_day_too_long@schedule/0/periods 2026-03-09 481min 480min", .birth_on = "2009-01-01"},
    {"a minor's 35 hours", "2026-03-09", "2026-03-20", "2026-03-09*5 09:00-12:00 13:00-17:00", "", .birth_on = "2009-01-01"},
    {"a minor's minute over 35 hours", "2026-03-09", "2026-03-20", "2026-03-09*5 09:00-12:00 13:00-17:00; 2026-03-14 09:00-09:01",
     "immersion_week_too_long@schedule/0/on 2026-03-09 2101min 2100min", .birth_on = "2009-01-01"},
    {"18 on the very day: an adult's day", "2026-03-09", "2026-03-20", "2026-03-11 08:00-18:00", "", .birth_on = "2008-03-11"},
    {"18 the day after: a minor's day", "2026-03-09", "2026-03-20", "2026-03-11 08:00-18:00",
     "immersion_day_too_long@schedule/0/periods 2026-03-11 600min 480min", .birth_on = "2008-03-12"},
    {"18 on Wednesday: a minor's week", "2026-03-09", "2026-03-20",
     "2026-03-09*5 09:00-12:00 13:00-17:00; 2026-03-14 09:00-10:00",
     "immersion_week_too_long@schedule/0/on 2026-03-09 2160min 2100min", .birth_on = "2008-03-11"},
    {"18 on Monday: an adult's week", "2026-03-09", "2026-03-20", "2026-03-09*5 09:00-12:00 13:00-17:00; 2026-03-14 09:00-10:00",
     "~immersion_hours_above_contract@schedule/0/on 2026-03-09 2160min 2100min", .birth_on = "2008-03-09"},
};

static void test_rows(void)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct schedule_row *row = &rows[i];
        struct schedule given = schedule(row->schedule);
        const struct immersion_week weeks[] = {{day("2026-03-02"), 100 * 60}, {day("2026-03-09"), row->elsewhere}};
        struct immersion_facts facts = {
            .starts_on = day(row->starts_on),
            .ends_on = day(row->ends_on),
            .birth_on = day(row->birth_on ? row->birth_on : "1990-05-04"),
            .chain = {day("2025-01-01"), day("2027-12-31")},
            .contract_weekly_minutes = row->contract_minutes ? row->contract_minutes : 35 * 60,
            .schedule = &given,
            .other_weeks = weeks,
            .n_other_weeks = COUNT_OF(weeks),
        };
        struct parameters parameters = numbers_on(facts.starts_on);
        struct findings findings = {0};
        test_row(row->label);
        immersion_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), row->expected);
    }
}

static void test_totals(void)
{
    struct schedule none = {.n_days = 0}, week = schedule("2026-03-09*4 08:30-12:00 13:00-16:00; 2026-03-13 09:00-09:01");
    test_row("totals");
    CHECK_INT(schedule_minutes(&none), 0);
    CHECK_INT(schedule_days(&none), 0);
    CHECK_INT(schedule_minutes(&week), 26 * 60 + 1);
    CHECK_INT(schedule_days(&week), 5);
    struct schedule whole = schedule("2026-03-29 00:00-24:00; 2026-10-25 00:00-24:00");
    test_row("a day has 24 hours, whatever the clocks do");
    CHECK_INT(schedule_minutes(&whole), 2 * 24 * 60);
}

static void test_unknown_numbers(void)
{
    struct schedule given = schedule("2026-03-09*6 00:00-24:00");
    struct immersion_facts facts = {
        .starts_on = day("2026-03-09"),
        .ends_on = day("2026-03-20"),
        .birth_on = day("2012-01-01"),
        .chain = {day("2025-01-01"), day("2027-12-31")},
        .schedule = &given,
    };
    struct parameters parameters = {.known = {false}};
    struct findings findings = {0};
    test_row("no number in force, no rule");
    immersion_check(&facts, &parameters, &findings);
    CHECK_TEXT(found(&findings), "");

    test_row("the contract's hours alone");
    given = schedule("2026-03-09*4 08:00-12:00");
    facts.contract_weekly_minutes = 15 * 60;
    immersion_check(&facts, &parameters, &findings);
    CHECK_TEXT(found(&findings), "~immersion_hours_above_contract@schedule/0/on 2026-03-09 960min 900min");

    test_row("the legal week alone");
    facts.contract_weekly_minutes = 0;
    parameters.known[PARAM_IMMERSION_WEEK_WARNING] = true;
    parameters.value[PARAM_IMMERSION_WEEK_WARNING] = 959;
    findings = (struct findings){0};
    immersion_check(&facts, &parameters, &findings);
    CHECK_TEXT(found(&findings), "~immersion_hours_above_contract@schedule/0/on 2026-03-09 960min 959min");
}

int main(void)
{
    test_rows();
    test_totals();
    test_unknown_numbers();
    return test_done();
}

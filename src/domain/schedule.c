/* Schedules: days of presence, periods of a day, and the limits of working time (Code du travail L3121, L3162-1).
 *
 * Times are wall-clock times of a legal day, so a change of hour adds or removes nothing. */
#include "schedule.h"

#include "rules.h"

/* Findings name fields by constant text and nothing is allocated here: one pair of names per place of the list. */
#define PLACE(n)                                                                                                                 \
    {                                                                                                                            \
        "schedule/" #n "/on", "schedule/" #n "/periods"                                                                          \
    }
static const struct {
    const char *on, *periods;
} places[SCHEDULE_DAYS_MAX] = {
    PLACE(0),  PLACE(1),  PLACE(2),  PLACE(3),  PLACE(4),  PLACE(5),  PLACE(6),  PLACE(7),  PLACE(8),  PLACE(9),  PLACE(10),
    PLACE(11), PLACE(12), PLACE(13), PLACE(14), PLACE(15), PLACE(16), PLACE(17), PLACE(18), PLACE(19), PLACE(20), PLACE(21),
    PLACE(22), PLACE(23), PLACE(24), PLACE(25), PLACE(26), PLACE(27), PLACE(28), PLACE(29), PLACE(30),
};
#undef PLACE

static int64_t minutes_of(const struct schedule_day *day)
{
    int64_t minutes = 0;

    for (unsigned i = 0; i < day->n_periods; i++)
        minutes += day->periods[i].to - day->periods[i].from;
    return minutes;
}

int64_t schedule_minutes(const struct schedule *schedule)
{
    int64_t minutes = 0;

    for (unsigned i = 0; i < schedule->n_days; i++)
        minutes += minutes_of(&schedule->days[i]);
    return minutes;
}

unsigned schedule_days(const struct schedule *schedule)
{
    unsigned days = 0;

    for (unsigned i = 0; i < schedule->n_days; i++)
        days += minutes_of(&schedule->days[i]) > 0;
    return days;
}

static bool periods_in_order(const struct schedule_day *day)
{
    for (unsigned i = 0; i < day->n_periods; i++)
        if (day->periods[i].to <= day->periods[i].from || (i > 0 && day->periods[i].from < day->periods[i - 1].to))
            return false;
    return day->n_periods > 0;
}

static bool day_given_before(const struct schedule *schedule, unsigned index)
{
    for (unsigned i = 0; i < index; i++)
        if (schedule->days[i].on == schedule->days[index].on)
            return true;
    return false;
}

/* D5135-2: the convention states the dates and the daily hours. Returns whether the schedule holds together. */
static bool check_shape(const struct immersion_facts *facts, struct findings *findings)
{
    const struct schedule *schedule = facts->schedule;
    unsigned before = findings->errors;

    for (unsigned i = 0; i < schedule->n_days; i++) {
        const struct schedule_day *day = &schedule->days[i];

        if (day->on < facts->starts_on || day->on > facts->ends_on) {
            struct finding *finding = findings_error(findings, SCHEDULE_DAY_OUTSIDE, places[i].on);

            finding_day(finding, 0, facts->starts_on);
            finding_day(finding, 1, facts->ends_on);
        }
        if (day_given_before(schedule, i))
            findings_error(findings, SCHEDULE_DAY_TWICE, places[i].on);
        if (!periods_in_order(day))
            findings_error(findings, SCHEDULE_PERIODS, places[i].periods);
    }
    return findings->errors == before;
}

/* Under 18 on that very day: the limits of young workers end on the birthday, even in the middle of an immersion. */
static bool minor_on(const struct immersion_facts *facts, day_t on, const struct parameters *parameters)
{
    return parameters->known[PARAM_IMMERSION_ADULT_AGE] && facts->birth_on != DAY_NONE &&
           day_age(facts->birth_on, on) < parameter_int(parameters, PARAM_IMMERSION_ADULT_AGE);
}

static void add_hours(struct findings *findings, enum problem problem, enum severity severity, const char *field, day_t on,
                      int64_t minutes, int64_t max)
{
    struct finding *finding = findings_add(findings, problem, severity, field);

    finding_day(finding, 0, on);
    finding_minutes(finding, 1, minutes);
    finding_minutes(finding, 2, max);
}

/* L3121-18: 10 hours a day; L3162-1: 8 under 18. */
static void check_day(const struct immersion_facts *facts, unsigned index, const struct parameters *parameters,
                      struct findings *findings)
{
    const struct schedule_day *day = &facts->schedule->days[index];
    enum parameter_key key = minor_on(facts, day->on, parameters) ? PARAM_IMMERSION_MINOR_DAY_MAX : PARAM_IMMERSION_DAY_MAX;
    int64_t minutes = minutes_of(day);

    if (parameters->known[key] && minutes > parameters->value[key])
        add_hours(findings, IMMERSION_DAY, SEVERITY_ERROR, places[index].periods, day->on, minutes, parameters->value[key]);
}

/* The smaller of the legal week and the contract's: above it presence stays allowed, but makes no overtime. */
static bool week_to_warn(const struct immersion_facts *facts, const struct parameters *parameters, int64_t *ret_minutes)
{
    bool legal = parameters->known[PARAM_IMMERSION_WEEK_WARNING], contract = facts->contract_weekly_minutes > 0;

    if (legal)
        *ret_minutes = parameters->value[PARAM_IMMERSION_WEEK_WARNING];
    if (contract && (!legal || facts->contract_weekly_minutes < *ret_minutes))
        *ret_minutes = facts->contract_weekly_minutes;
    return legal || contract;
}

/* The week is the person's: what other immersions take of it counts. */
static int64_t minutes_elsewhere(const struct immersion_facts *facts, day_t monday)
{
    for (unsigned i = 0; i < facts->n_other_weeks; i++)
        if (facts->other_weeks[i].monday == monday)
            return facts->other_weeks[i].minutes;
    return 0;
}

/* L3121-20: 48 hours from Monday to Sunday (L3121-35); L3162-1: 35 hours for who is under 18 on a day of presence of the
 * week. Judged once per week, at the week's first place in the list. */
static void check_week(const struct immersion_facts *facts, unsigned index, const struct parameters *parameters,
                       struct findings *findings)
{
    const struct schedule *schedule = facts->schedule;
    day_t monday = day_week_start(schedule->days[index].on);
    int64_t minutes = minutes_elsewhere(facts, monday), warning = 0;
    enum parameter_key key = PARAM_IMMERSION_WEEK_MAX;

    for (unsigned i = 0; i < schedule->n_days; i++) {
        if (day_week_start(schedule->days[i].on) != monday)
            continue;
        if (i < index)
            return;
        minutes += minutes_of(&schedule->days[i]);
        if (minor_on(facts, schedule->days[i].on, parameters))
            key = PARAM_IMMERSION_MINOR_WEEK_MAX;
    }
    if (parameters->known[key] && minutes > parameters->value[key])
        add_hours(findings, IMMERSION_WEEK, SEVERITY_ERROR, places[index].on, monday, minutes, parameters->value[key]);
    else if (week_to_warn(facts, parameters, &warning) && minutes > warning)
        add_hours(findings, IMMERSION_HOURS_WARNING, SEVERITY_WARNING, places[index].on, monday, minutes, warning);
}

void schedule_check(const struct immersion_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    /* Hours of a schedule that contradicts itself would only be noise beside the fault. */
    if (!check_shape(facts, findings))
        return;
    for (unsigned i = 0; i < facts->schedule->n_days; i++) {
        check_day(facts, i, parameters, findings);
        check_week(facts, i, parameters, findings);
    }
}

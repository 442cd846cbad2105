#include "schedule.h"

#include <jansson.h>
#include <string.h>

static const struct field period_fields[] = {
    {"from", T_TIME, REQUIRED, .about = "Begin, HH:mm.", .about_fr = "Début, HH:mm.", .example = "\"08:30\""},
    {"to", T_TIME, REQUIRED, .about = "End, HH:mm.", .about_fr = "Fin, HH:mm.", .example = "\"12:00\""},
};

const struct field schedule_day_fields[SCHEDULE_DAY_FIELDS] = {
    {"on", T_DATE, REQUIRED, .about = "Day of presence.", .about_fr = "Jour de présence.", .example = "\"2026-05-11\""},
    {"periods", T_LIST, REQUIRED, .min = 1, .max = SCHEDULE_PERIODS_MAX, .of = period_fields,
     .n_of = sizeof period_fields / sizeof *period_fields, .about = "Hours of presence, in order.",
     .about_fr = "Heures de présence, dans l'ordre.",
     .example = "[{\"from\": \"08:30\", \"to\": \"12:00\"}, {\"from\": \"13:30\", \"to\": \"17:00\"}]"},
};

static int minutes_of(const json_t *period, const char *key)
{
    const json_t *text = json_object_get(period, key);
    int minutes = 0;
    minutes_parse(json_string_value(text), json_string_length(text), &minutes);
    return minutes;
}

static void read_day(const json_t *json, struct schedule_day *day)
{
    const json_t *periods = json_object_get(json, "periods");
    *day = (struct schedule_day){.on = day_from_sql(json_string_value(json_object_get(json, "on")))};
    for (size_t i = 0; i < json_array_size(periods) && day->n_periods < SCHEDULE_PERIODS_MAX; i++) {
        const json_t *period = json_array_get(periods, i);
        day->periods[day->n_periods++] = (struct schedule_period){minutes_of(period, "from"), minutes_of(period, "to")};
    }
}

bool schedule_read(const char *json, struct schedule *ret_schedule)
{
    *ret_schedule = (struct schedule){0};
    if (!json)
        return false;
    json_auto_t *days = json_loads(json, 0, NULL);
    for (size_t i = 0; i < json_array_size(days) && ret_schedule->n_days < SCHEDULE_DAYS_MAX; i++)
        read_day(json_array_get(days, i), &ret_schedule->days[ret_schedule->n_days++]);
    return days != NULL;
}

/* Legal days: days in Europe/Paris without hour, both ends of a period counted.
 *
 * A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar. Pure functions, no clock. */
#ifndef MAILLON_CORE_DATE_H
#define MAILLON_CORE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t day_t;

#define DAY_NONE INT32_MIN
#define DAY_TEXT 11     /* bytes of "YYYY-MM-DD" and its NUL */
#define INSTANT_TEXT 28 /* bytes of "YYYY-MM-DDTHH:MM:SS.ffffffZ" and its NUL */
#define US_PER_DAY INT64_C(86400000000)

/* Exactly "YYYY-MM-DD", years 1900 to 2199, a day that exists. */
bool day_parse(const char *text, size_t length, day_t *ret_day);

/* Reads a date printed by PostgreSQL; NULL or "" gives DAY_NONE. */
day_t day_from_sql(const char *text);

/* Writes "YYYY-MM-DD" and returns `text`; DAY_NONE writes "". */
const char *day_format(day_t day, char text[static DAY_TEXT]);

/* Writes an instant, in microseconds since 1970-01-01 00:00 UTC, as RFC 3339 in UTC, its fraction of a second without final
 * zeros; returns the length. The year has four digits, as that of a day. */
size_t instant_format(int64_t us, char text[static INSTANT_TEXT]);

day_t day_from_ymd(int year, int month, int day);
void day_to_ymd(day_t day, int *ret_year, int *ret_month, int *ret_day);

/* The same day of the month `months` later, or the month's last day when it has no such day. */
day_t day_add_months(day_t start, int months);

/* Last day of a period of `months` counted date to date: the day before day_add_months(start, months); when that month
 * has no such day, that month's last day (2026-01-31 + 1 month ends on 2026-02-28). */
day_t day_last_of_months(day_t start, int months);

/* Completed years on a day; a person born on 29 February is a year older on 1 March of common years
 * (Code civil: the age is reached once the anniversary day has come). */
int day_age(day_t birth, day_t on);

/* 0 = Monday … 6 = Sunday; and the Monday of the day's week. */
int day_weekday(day_t day);
day_t day_week_start(day_t day);

/* Days from first to last, both counted; 0 when last is before first. */
int day_span(day_t first, day_t last);

/* "HH:mm" from 00:00 to 23:59 (24:00 also, as an end) in minutes since midnight. */
bool minutes_parse(const char *text, size_t length, int *ret_minutes);

/* The legal day on which an instant falls: RFC 3339, "Z" or an offset, years as of day_parse(). Central European Time with
 * its summer time from the last Sunday of March to that of October, both at 01:00 UTC (Directive 2000/84/EC, articles 2
 * and 3). False when it is not an instant. */
bool day_of_instant(const char *text, size_t length, day_t *ret_day);

#endif

#include "core/date.h"

#include <string.h>

enum { YEAR_MIN = 1900, YEAR_MAX = 2199, MONTHS = 12, DAYS_OF_WEEK = 7, MINUTES_OF_DAY = 24 * 60 };

/* Days counted from 1 March, so that the leap day ends the year, in eras of 400 years
 * (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
day_t day_from_ymd(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* A page prints a hundred days: here without a branch, and half the multiplications of the usual way (Cassio Neri and Lorenz
 * Schneider, "Euclidean affine functions and their application to calendar algorithms", 2022). Counted from far enough back
 * that nothing is negative. */
void day_to_ymd(day_t day, int *ret_year, int *ret_month, int *ret_day)
{
    enum { ERAS_BEFORE = 3600, DAYS_OF_ERA = 146097, MARCH_TO_DECEMBER = 306 };
    uint32_t quarters = 4 * ((uint32_t)day + 719468 + ERAS_BEFORE * (uint32_t)DAYS_OF_ERA) + 3; /* of a day, from 1 March */
    uint32_t century = quarters / DAYS_OF_ERA, of_century = quarters % DAYS_OF_ERA | 3;
    uint64_t years = UINT64_C(2939745) * of_century; /* 2^32 / 1461, rounded up: years in the upper half */
    uint32_t of_year = (uint32_t)years / 2939745 / 4;
    uint32_t month = 2141 * of_year + 197913; /* 2^16 / 30.6, about: months in the upper half */
    bool next = of_year >= MARCH_TO_DECEMBER; /* January and February are of the year that follows */
    *ret_year = (int)(100 * century + (uint32_t)(years >> 32) + next) - ERAS_BEFORE * 400;
    *ret_month = (int)(month >> 16) - (next ? MONTHS : 0);
    *ret_day = (int)((month & 0xffff) / 2141 + 1);
}

static int month_length(int year, int month)
{
    static const signed char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

/* Reads `count` digits; -1 when one is not. */
static int digits(const char *text, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool day_parse(const char *text, size_t length, day_t *ret_day)
{
    if (length != DAY_TEXT - 1 || text[4] != '-' || text[7] != '-')
        return false;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > MONTHS || day < 1 || day > month_length(year, month))
        return false;
    *ret_day = day_from_ymd(year, month, day);
    return true;
}

day_t day_from_sql(const char *text)
{
    day_t day;
    return text && day_parse(text, strlen(text), &day) ? day : DAY_NONE;
}

/* The last two digits, and what comes after them. */
static char *put_two(char *text, unsigned number)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    memcpy(text, pairs + (size_t)(number % 100) * 2, 2);
    return text + 2;
}

static char *put_day(char *text, day_t day)
{
    int year, month, of_month;
    day_to_ymd(day, &year, &month, &of_month);
    text = put_two(put_two(text, (unsigned)year / 100), (unsigned)year % 100);
    *text++ = '-';
    text = put_two(text, (unsigned)month);
    *text++ = '-';
    return put_two(text, (unsigned)of_month);
}

const char *day_format(day_t day, char text[static DAY_TEXT])
{
    *(day == DAY_NONE ? text : put_day(text, day)) = '\0';
    return text;
}

size_t instant_format(int64_t us, char text[static INSTANT_TEXT])
{
    enum { US_PER_SECOND = 1000000, MINUTE = 60, HOUR = 3600 };
    int64_t day = us / US_PER_DAY - (us % US_PER_DAY < 0), of_day = us - day * US_PER_DAY;
    unsigned second = (unsigned)(of_day / US_PER_SECOND), fraction = (unsigned)(of_day % US_PER_SECOND);
    char *at = put_day(text, (day_t)day);
    *at++ = 'T';
    at = put_two(at, second / HOUR);
    *at++ = ':';
    at = put_two(at, second / MINUTE % MINUTE);
    *at++ = ':';
    at = put_two(at, second % MINUTE);
    if (fraction) {
        *at++ = '.';
        at = put_two(put_two(put_two(at, fraction / 10000), fraction / 100), fraction);
        while (at[-1] == '0')
            at--;
    }
    *at++ = 'Z';
    *at = '\0';
    return (size_t)(at - text);
}

/* The month `months` after the one of `start`, and the number of the day in it that `start` has. */
static void month_later(day_t start, int months, int *ret_year, int *ret_month, int *ret_day)
{
    day_to_ymd(start, ret_year, ret_month, ret_day);
    int index = *ret_year * MONTHS + *ret_month - 1 + months;
    *ret_year = index / MONTHS;
    *ret_month = index % MONTHS + 1;
}

day_t day_add_months(day_t start, int months)
{
    int year, month, day;
    month_later(start, months, &year, &month, &day);
    int last = month_length(year, month);
    return day_from_ymd(year, month, day < last ? day : last);
}

day_t day_last_of_months(day_t start, int months)
{
    int year, month, day;
    month_later(start, months, &year, &month, &day);
    int last = month_length(year, month);
    return day > last ? day_from_ymd(year, month, last) : day_from_ymd(year, month, day) - 1;
}

int day_age(day_t birth, day_t on)
{
    int birth_year, birth_month, birth_day, year, month, day;
    day_to_ymd(birth, &birth_year, &birth_month, &birth_day);
    day_to_ymd(on, &year, &month, &day);
    bool before = month < birth_month || (month == birth_month && day < birth_day);
    return year - birth_year - before;
}

int day_weekday(day_t day)
{
    /* 1970-01-01 was a Thursday. */
    int64_t shifted = ((int64_t)day + 3) % DAYS_OF_WEEK;
    return (int)(shifted < 0 ? shifted + DAYS_OF_WEEK : shifted);
}

day_t day_week_start(day_t day)
{
    return day - day_weekday(day);
}

int day_span(day_t first, day_t last)
{
    return last < first ? 0 : last - first + 1;
}

bool minutes_parse(const char *text, size_t length, int *ret_minutes)
{
    if (length != 5 || text[2] != ':')
        return false;
    int hours = digits(text, 2), minutes = digits(text + 3, 2);
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MINUTES_OF_DAY)
        return false;
    *ret_minutes = hours * 60 + minutes;
    return true;
}

/* 01:00 UTC of the month's last Sunday; March and October have 31 days. */
static int64_t clock_change(int year, int month)
{
    enum { SUNDAY = 6, CHANGE_MINUTE = 60 };
    day_t last = day_from_ymd(year, month, 31);
    int after_sunday = (day_weekday(last) - SUNDAY + DAYS_OF_WEEK) % DAYS_OF_WEEK;
    return (int64_t)(last - after_sunday) * MINUTES_OF_DAY + CHANGE_MINUTE;
}

static day_t day_of_minutes(int64_t since_1970)
{
    return (day_t)((since_1970 - (since_1970 < 0 ? MINUTES_OF_DAY - 1 : 0)) / MINUTES_OF_DAY);
}

bool day_of_instant(const char *text, size_t length, day_t *ret_day)
{
    enum { WINTER_MINUTES = 60, SUMMER_MINUTES = 120, MARCH = 3, OCTOBER = 10, SECONDS_END = 19, OFFSET = 6 };
    day_t day;
    int minutes, offset = 0, year, month, of_month;
    if (length <= SECONDS_END || text[10] != 'T' || !day_parse(text, 10, &day) || !minutes_parse(text + 11, 5, &minutes))
        return false;
    if (text[length - 1] != 'Z') {
        const char *sign = text + length - OFFSET;
        if (length < SECONDS_END + OFFSET || (*sign != '+' && *sign != '-') || !minutes_parse(sign + 1, OFFSET - 1, &offset))
            return false;
        offset = *sign == '-' ? -offset : offset;
    }
    int64_t utc = (int64_t)day * MINUTES_OF_DAY + minutes - offset;
    day_to_ymd(day_of_minutes(utc), &year, &month, &of_month);
    bool summer = utc >= clock_change(year, MARCH) && utc < clock_change(year, OCTOBER);
    *ret_day = day_of_minutes(utc + (summer ? SUMMER_MINUTES : WINTER_MINUTES));
    return true;
}

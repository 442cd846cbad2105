/* The smallest helper that unit tests need: checks that count and name what failed, made for tables.
 *
 *     for (size_t i = 0; i < COUNT_OF(rows); i++) {
 *         test_row(rows[i].label);
 *         CHECK_INT(day_age(rows[i].birth, rows[i].on), rows[i].expected);
 *     }
 *     return test_done();
 *
 * Each program ends with the line `N passed, N failed`, which ./dev test sums. */
#ifndef MAILLON_TEST_H
#define MAILLON_TEST_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static unsigned test_passed, test_failed;
static const char *test_label = "";

/* Names the row that the next checks are about. */
static inline void test_row(const char *label)
{
    test_label = label;
}

__attribute__((format(printf, 4, 5))) static inline bool test_check(bool right, const char *file, int line, const char *format,
                                                                    ...)
{
    if (right) {
        test_passed++;
        return true;
    }
    test_failed++;
    fprintf(stderr, "%s:%d: [%s] ", file, line, test_label);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return false;
}

static inline bool test_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

#define CHECK(condition) test_check((condition), __FILE__, __LINE__, "%s", #condition)

#define CHECK_INT(actual, expected)                                                                                              \
    do {                                                                                                                         \
        long long actual_ = (long long)(actual), expected_ = (long long)(expected);                                              \
        test_check(actual_ == expected_, __FILE__, __LINE__, "%s is %lld, expected %lld", #actual, actual_, expected_);          \
    } while (0)

#define CHECK_TEXT(actual, expected)                                                                                             \
    do {                                                                                                                         \
        const char *actual_ = (actual), *expected_ = (expected);                                                                 \
        test_check(test_same_text(actual_, expected_), __FILE__, __LINE__, "%s is \"%s\", expected \"%s\"", #actual,             \
                   actual_ ? actual_ : "(null)", expected_ ? expected_ : "(null)");                                              \
    } while (0)

/* Prints the counts; the exit status of the program. A program that checked nothing fails. */
static inline int test_done(void)
{
    printf("%u passed, %u failed\n", test_passed, test_failed);
    return test_failed || !test_passed ? 1 : 0;
}

#endif

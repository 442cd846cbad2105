/* Rates and negotiated targets; the worked example of the seventh of nine. */
#include "domain/exit.h"

#include "facts.h"

static void check_rate(struct rate rate, const char *expected)
{
    struct buffer out = {0};
    rate_write(&out, rate);
    CHECK_TEXT(buffer_text(&out), expected);
    buffer_done(&out);
}

static void test_rates(void)
{
    test_row("rates");
    check_rate((struct rate){0, 0}, "{\"count\":0,\"of\":0,\"rate\":null}");
    check_rate((struct rate){0, 9}, "{\"count\":0,\"of\":9,\"rate\":\"0.0000\"}");
    check_rate((struct rate){6, 9}, "{\"count\":6,\"of\":9,\"rate\":\"0.6667\"}");
    check_rate((struct rate){1, 3}, "{\"count\":1,\"of\":3,\"rate\":\"0.3333\"}");
    check_rate((struct rate){9, 9}, "{\"count\":9,\"of\":9,\"rate\":\"1.0000\"}");
    test_row("a half goes up");
    check_rate((struct rate){1, 20000}, "{\"count\":1,\"of\":20000,\"rate\":\"0.0001\"}");
    check_rate((struct rate){4999, 100000000}, "{\"count\":4999,\"of\":100000000,\"rate\":\"0.0000\"}");
    check_rate((struct rate){5000, 100000000}, "{\"count\":5000,\"of\":100000000,\"rate\":\"0.0001\"}");
    check_rate((struct rate){1, 32}, "{\"count\":1,\"of\":32,\"rate\":\"0.0313\"}");
    check_rate((struct rate){19999, 20000}, "{\"count\":19999,\"of\":20000,\"rate\":\"1.0000\"}");
    test_row("counts too large for a product of 64 bits");
    check_rate((struct rate){INT64_MAX / 2, INT64_MAX},
               "{\"count\":4611686018427387903,\"of\":9223372036854775807,\"rate\":\"0.5000\"}");
}

/* Nine exits of 2014: permanent and long fixed terms, a training, apprenticeships, aided fixed terms. */
static const struct outcome_reason nine[] = {
    {"permanent_unaided", EXIT_DURABLE, 2}, {"fixed_term_6m_plus", EXIT_DURABLE, 2},  {"training", EXIT_POSITIVE, 1},
    {"apprenticeship", EXIT_POSITIVE, 2},   {"aided_fixed_term", EXIT_TRANSITION, 2},
};

static void test_worked_example(void)
{
    struct outcome outcome = {.total = 0};
    for (size_t i = 0; i < COUNT_OF(nine); i++)
        outcome_add(&outcome, nine[i].category, nine[i].counted, 0);
    test_row("worked example");
    CHECK_INT(outcome.total, 9);
    CHECK_INT(outcome.counted, 9);
    CHECK_INT(outcome.by_category[EXIT_DURABLE], 4);
    CHECK_INT(outcome.by_category[EXIT_TRANSITION], 2);
    CHECK_INT(outcome.by_category[EXIT_POSITIVE], 3);
    CHECK_INT(outcome.by_category[EXIT_OTHER], 0);
    check_rate(outcome_dynamic(&outcome), "{\"count\":9,\"of\":9,\"rate\":\"1.0000\"}");
    check_rate(outcome_durable(&outcome), "{\"count\":4,\"of\":9,\"rate\":\"0.4444\"}");

    static const char *const reasons[] = {"training", "apprenticeship"};
    struct target target = {1u << EXIT_DURABLE, reasons, COUNT_OF(reasons), 2, 3};
    struct rate rate = target_rate(&target, nine, COUNT_OF(nine));
    check_rate(rate, "{\"count\":7,\"of\":9,\"rate\":\"0.7778\"}");
    CHECK(target_met(&target, rate));
}

static void test_uncounted(void)
{
    struct outcome outcome = {.total = 0};
    outcome_add(&outcome, EXIT_OTHER, 3, 2);
    outcome_add(&outcome, EXIT_TRANSITION, 1, 1);
    outcome_add(&outcome, EXIT_NEUTRAL, 0, 4);
    test_row("what does not count stays in the total only");
    CHECK_INT(outcome.total, 11);
    CHECK_INT(outcome.counted, 4);
    CHECK_INT(outcome.by_category[EXIT_NEUTRAL], 0);
    check_rate(outcome_dynamic(&outcome), "{\"count\":1,\"of\":4,\"rate\":\"0.2500\"}");
    check_rate(outcome_durable(&outcome), "{\"count\":0,\"of\":4,\"rate\":\"0.0000\"}");
    test_row("a neutral exit given as counted");
    outcome_add(&outcome, EXIT_NEUTRAL, 1, 0);
    CHECK_INT(outcome.total, 12);
    CHECK_INT(outcome.counted, 4);
}

static void test_targets(void)
{
    static const char *const training[] = {"training", "permanent_unaided"};
    struct target both = {1u << EXIT_DURABLE, training, COUNT_OF(training), 1, 2};
    test_row("an exit that matches twice counts once");
    check_rate(target_rate(&both, nine, COUNT_OF(nine)), "{\"count\":5,\"of\":9,\"rate\":\"0.5556\"}");
    struct target reasons_only = {0, training, COUNT_OF(training), 1, 2};
    check_rate(target_rate(&reasons_only, nine, COUNT_OF(nine)), "{\"count\":3,\"of\":9,\"rate\":\"0.3333\"}");
    test_row("no exit");
    check_rate(target_rate(&both, NULL, 0), "{\"count\":0,\"of\":0,\"rate\":null}");
    test_row("a neutral reason is in neither number");
    static const struct outcome_reason with_neutral[] = {{"training", EXIT_POSITIVE, 1}, {"death", EXIT_NEUTRAL, 5}};
    check_rate(target_rate(&both, with_neutral, 2), "{\"count\":1,\"of\":1,\"rate\":\"1.0000\"}");

    static const struct {
        const char *label;
        int64_t count, of, numerator, denominator;
        bool met;
    } rows[] = {
        {"6 of 9 is two thirds exactly", 6, 9, 2, 3, true},
        {"5 of 9 is not", 5, 9, 2, 3, false},
        {"7 of 9 is more", 7, 9, 2, 3, true},
        {"6 of 10 is 60 %", 6, 10, 6000, 10000, true},
        {"59 of 100 is not", 59, 100, 6000, 10000, false},
        {"nothing counted meets nothing", 0, 0, 0, 1, false},
        {"nothing counted against two thirds", 0, 0, 2, 3, false},
        {"0 of 9 meets 0", 0, 9, 0, 1, true},
        {"a target without a rate", 9, 9, 0, 0, false},
        {"all of all", 9, 9, 1, 1, true},
        {"8 of 9 is not all", 8, 9, 1, 1, false},
        {"a third rounds down and is still a third", 1, 3, 1, 3, true},
        {"0.3333 is not a third", 3333, 10000, 1, 3, false},
        {"products over 64 bits", INT64_MAX - 1, INT64_MAX, INT64_MAX - 1, INT64_MAX, true},
        {"products over 64 bits, one less", INT64_MAX - 2, INT64_MAX, INT64_MAX - 1, INT64_MAX, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct target target = {1, NULL, 0, rows[i].numerator, rows[i].denominator};
        test_row(rows[i].label);
        CHECK_INT(target_met(&target, (struct rate){rows[i].count, rows[i].of}), rows[i].met);
    }
}

static void test_target_checks(void)
{
    static const char *const reasons[] = {"training"};
    static const struct {
        const char *label;
        unsigned categories, n_reasons;
        int64_t numerator, denominator;
        const char *expected;
    } rows[] = {
        {"a category", 1, 0, 2, 3, ""},
        {"a reason", 0, 1, 2, 3, ""},
        {"nothing", 0, 0, 2, 3, "target_counts_nothing@categories"},
        {"all", 1, 0, 3, 3, ""},
        {"more than all", 1, 0, 4, 3, "target_rate@rate_numerator"},
        {"zero", 1, 0, 0, 3, ""},
        {"less than zero", 1, 0, -1, 3, "target_rate@rate_numerator"},
        {"of nothing", 1, 0, 0, 0, "target_rate@rate_numerator"},
        {"nothing of nothing", 0, 0, 1, 0, "target_counts_nothing@categories, target_rate@rate_numerator"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct target target = {rows[i].categories, reasons, rows[i].n_reasons, rows[i].numerator, rows[i].denominator};
        struct findings findings = {0};
        test_row(rows[i].label);
        target_check(&target, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

int main(void)
{
    test_rates();
    test_worked_example();
    test_uncounted();
    test_targets();
    test_target_checks();
    return test_done();
}

/* The PASS IAE on both sides of each limit: its end, suspensions, extensions and their caps, the waiting period, days left. */
#include "domain/pass.h"

#include "facts.h"

static struct pass pass_of(const char *start_on, const char *official_end_on, const struct periods *suspensions, int64_t extended)
{
    return (struct pass){day(start_on), day(official_end_on), suspensions->items, suspensions->count, extended};
}

static void test_end(void)
{
    static const struct {
        const char *label, *start_on, *suspensions;
        int64_t extended;
        const char *expected;
    } rows[] = {
        {"730 days", "2022-03-01", "", 0, "2024-02-28"},
        {"730 days that end on a leap day", "2022-03-02", "", 0, "2024-02-29"},
        {"from a leap day", "2024-02-29", "", 0, "2026-02-27"},
        {"around a leap day", "2024-01-01", "", 0, "2025-12-30"},
        {"the first day of the rules", "2021-12-01", "", 0, "2023-11-30"},
        {"the day before them: no count of ours", "2021-11-30", "", 0, ""},
        {"a suspension pushes by its end less its start", "2022-03-01", "2022-05-01/2022-05-31", 0, "2024-03-29"},
        {"a suspension of one day pushes nothing", "2022-03-01", "2022-05-01/2022-05-01", 0, "2024-02-28"},
        {"over a leap day", "2022-03-01", "2024-02-28/2024-03-01", 0, "2024-03-01"},
        {"two suspensions add up", "2022-03-01", "2022-05-01/2022-05-11 2022-05-12/2022-05-22", 0, "2024-03-19"},
        {"extensions add up", "2022-03-01", "", 365 + 200, "2025-09-15"},
        {"both", "2022-03-01", "2022-05-01/2022-05-31", 365, "2025-03-29"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct periods suspensions = periods(rows[i].suspensions);
        struct pass pass = pass_of(rows[i].start_on, NULL, &suspensions, rows[i].extended);
        struct parameters parameters = numbers_on(pass.start_on);
        char text[DAY_TEXT];
        test_row(rows[i].label);
        CHECK_TEXT(day_format(pass_end_on(&pass, &parameters), text), rows[i].expected);
        CHECK_INT(pass_last_on(&pass, &parameters), day(rows[i].expected));
        pass.official_end_on = day("2030-01-15");
        CHECK_INT(pass_last_on(&pass, &parameters), day("2030-01-15"));
    }
}

static void test_remaining(void)
{
    static const struct {
        const char *label, *today, *last_on, *suspensions;
        int expected;
    } rows[] = {
        {"before it starts: all of it", "2024-01-01", "2026-02-28", "", 730},
        {"on the first day", "2024-03-01", "2026-02-28", "", 730},
        {"on the second", "2024-03-02", "2026-02-28", "", 729},
        {"on the last", "2026-02-28", "2026-02-28", "", 1},
        {"the day after", "2026-03-01", "2026-02-28", "", 0},
        {"years after", "2031-03-01", "2026-02-28", "", 0},
        {"a suspension behind takes nothing", "2025-06-01", "2026-03-01", "2024-05-01/2024-05-02", 274},
        {"a suspension that ends today takes today", "2024-05-02", "2026-03-01", "2024-05-01/2024-05-02", 668},
        {"the day after it", "2024-05-03", "2026-03-01", "2024-05-01/2024-05-02", 668},
        {"a suspension under way takes what is left of it", "2026-02-21", "2026-03-05", "2026-02-20/2026-02-25", 8},
        {"a suspension ahead, of a future PASS", "2024-01-01", "2026-03-09", "2024-04-01/2024-04-10", 729},
        {"suspended to the end and beyond", "2026-02-21", "2026-02-28", "2026-02-20/2026-04-30", 0},
        {"two", "2026-02-01", "2026-02-28", "2026-02-03/2026-02-04 2026-02-10/2026-02-12", 23},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct periods suspensions = periods(rows[i].suspensions);
        struct pass pass = pass_of("2024-03-01", NULL, &suspensions, 0);
        test_row(rows[i].label);
        CHECK_INT(pass_remaining_days(&pass, day(rows[i].last_on), day(rows[i].today)), rows[i].expected);
    }
}

static void test_passes(void)
{
    static const struct {
        const char *label, *start_on, *official_end_on, *former_last_on;
        bool lifted;
        const char *expected;
    } rows[] = {
        {"the first", "2024-03-01", NULL, NULL, false, ""},
        {"the official end is ours", "2024-03-01", "2026-02-28", NULL, false, ""},
        {"the official end is another", "2024-03-01", "2026-03-15", NULL, false, "~pass_end_differs@official_end_on 2026-02-28"},
        {"the official end is before the start", "2024-03-01", "2024-02-29", NULL, false,
         "days_out_of_order@official_end_on 2024-03-01, ~pass_end_differs@official_end_on 2026-02-28"},
        {"before the rules, with an official end", "2020-06-01", "2022-05-31", NULL, false, ""},
        {"before the rules, without", "2020-06-01", NULL, NULL, false, "required@official_end_on"},
        {"the first day of the waiting period", "2024-03-01", NULL, "2024-02-29", false,
         "pass_waiting_period@start_on 2026-02-28"},
        {"lifted", "2024-03-01", NULL, "2024-02-29", true, ""},
        {"its last day", "2026-02-28", NULL, "2024-02-28", false, "pass_waiting_period@start_on 2026-02-28"},
        {"the day after it", "2026-03-01", NULL, "2024-02-28", false, ""},
        {"its last day, after a leap day", "2026-02-28", NULL, "2024-02-29", false, "pass_waiting_period@start_on 2026-02-28"},
        {"the day after that", "2026-03-01", NULL, "2024-02-29", false, ""},
        {"two years to a leap day", "2024-02-29", NULL, "2022-02-28", false, ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        static const struct periods none;
        const struct pass_facts facts = {.pass = pass_of(rows[i].start_on, rows[i].official_end_on, &none, 0),
                                         .former_last_on = day(rows[i].former_last_on),
                                         .lifted = rows[i].lifted};
        struct parameters parameters = numbers_on(facts.pass.start_on);
        struct findings findings = {0};
        test_row(rows[i].label);
        pass_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

/* Of a PASS from 2024-03-01 to 2026-02-28. */
static void test_suspensions(void)
{
    static const struct {
        const char *label, *suspension, *today, *others, *contract, *expected, *official_end_on;
    } rows[] = {
        {"today", "2025-05-01/2025-06-30", "2025-05-01", "", NULL, ""},
        {"tomorrow", "2025-05-02/2025-06-30", "2025-05-01", "", NULL, "day_in_future@starts_on 2025-05-01"},
        {"365 days back", "2024-05-01/2024-06-30", "2025-05-01", "", NULL, ""},
        {"366 days back", "2024-04-30/2024-06-30", "2025-05-01", "", NULL, "day_in_past@starts_on 2024-05-01"},
        {"365 days back over a leap day", "2024-02-29/2024-03-31", "2025-02-28", "", NULL,
         "suspension_outside_pass@starts_on 2024-03-01 2026-02-28"},
        {"the first day of the PASS", "2024-03-01/2024-03-31", "2024-05-01", "", NULL, ""},
        {"the last day of the PASS", "2026-02-28/2026-03-31", "2026-03-01", "", NULL, ""},
        {"the day after it", "2026-03-01/2026-03-31", "2026-03-01", "", NULL,
         "suspension_outside_pass@starts_on 2024-03-01 2026-02-28"},
        {"a day that a suspension has given", "2026-03-01/2026-03-31", "2026-03-01", "2025-06-01/2025-06-02", NULL, ""},
        {"inside the official PASS only", "2026-03-15/2026-03-31", "2026-03-15", "", NULL, "", "2026-03-15"},
        {"outside the official PASS", "2025-12-01/2026-03-31", "2026-03-15", "", NULL,
         "suspension_outside_pass@starts_on 2024-03-01 2025-11-30", "2025-11-30"},
        {"one day", "2025-05-01/2025-05-01", "2025-05-01", "", NULL, ""},
        {"ends before it starts", "2025-05-01/2025-04-30", "2025-05-01", "", NULL, "days_out_of_order@ends_on 2025-05-01"},
        {"36 months", "2025-05-01/2028-04-30", "2025-05-01", "", NULL, ""},
        {"36 months and a day", "2025-05-01/2028-05-01", "2025-05-01", "", NULL, "suspension_too_long@ends_on 36 2028-04-30"},
        {"36 months to a leap day", "2025-02-28/2028-02-27", "2025-05-01", "", NULL, ""},
        {"the day after another", "2025-05-01/2025-06-30", "2025-05-01", "2025-04-01/2025-04-30", NULL, ""},
        {"the last day of another", "2025-05-01/2025-06-30", "2025-05-01", "2025-04-01/2025-05-01", NULL,
         "suspension_overlap@starts_on"},
        {"over the first day of another", "2025-05-01/2025-06-30", "2025-07-01", "2025-06-30/2025-07-31", NULL,
         "suspension_overlap@starts_on"},
        {"over the first day of a contract", "2025-05-01/2025-06-30", "2025-05-01", "", "2025-06-30",
         "suspension_over_contract@starts_on 2025-06-30"},
        {"with a contract", "2025-05-01/2025-06-30", "2025-05-01", "", "2025-05-01",
         "suspension_over_contract@starts_on 2025-05-01"},
        {"in a contract", "2025-05-01/2025-06-30", "2025-05-01", "", "2025-04-30", ""},
        {"before a contract", "2025-05-01/2025-06-30", "2025-05-01", "", "2025-07-01", ""},
        {"held up by a later one that it would hold up", "2026-03-03/2026-03-20", "2026-03-20", "2026-03-25/2026-04-20", NULL,
         "suspension_outside_pass@starts_on 2024-03-01 2026-02-28"},
        {"shortened under a later one", "2025-06-01/2025-06-10", "2026-03-20", "2026-03-09/2026-03-15", NULL, ""},
        {"shortened a day too much", "2025-06-01/2025-06-09", "2026-03-20", "2026-03-09/2026-03-15", NULL,
         "suspension_outside_pass@ends_on 2024-03-01 2026-03-08"},
        {"shortened under an official end", "2025-06-01/2025-06-09", "2026-03-20", "2026-03-09/2026-03-15", NULL, "",
         "2026-03-31"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct periods own = periods(rows[i].suspension), others = periods(rows[i].others);
        day_t contract = day(rows[i].contract);
        const struct suspension_facts facts = {.pass = pass_of("2024-03-01", rows[i].official_end_on, &others, 0),
                                               .suspension = own.items[0],
                                               .today = day(rows[i].today),
                                               .contract_starts = &contract,
                                               .n_contract_starts = rows[i].contract ? 1 : 0};
        struct parameters of_pass = numbers_on(facts.pass.start_on), parameters = numbers_on(facts.suspension.starts_on);
        struct findings findings = {0};
        test_row(rows[i].label);
        suspension_check(&facts, &of_pass, &parameters, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

/* Of a PASS from 2022-03-01 to 2024-02-28 and the days that extensions have added. */
static void test_extensions(void)
{
    static const struct {
        const char *label;
        enum extension_reason reason;
        int64_t days, extended;
        const char *today, *suspensions, *expected;
        enum structure_kind kind;
    } rows[] = {
        {"a year for training", EXTENSION_TRAINING, 365, 0, "2023-06-01", "", ""},
        {"a day more", EXTENSION_TRAINING, 366, 0, "2023-06-01", "", "extension_too_long@days 365"},
        {"training has no cap", EXTENSION_TRAINING, 365, 4 * 365, "2027-06-01", "", ""},
        {"RQTH, the third", EXTENSION_RQTH, 365, 2 * 365, "2025-06-01", "", ""},
        {"RQTH, a day past the cap", EXTENSION_RQTH, 365, 2 * 365 + 1, "2025-06-01", "", "extension_cap@days 1095 364"},
        {"RQTH, the last day under the cap", EXTENSION_RQTH, 1, 1094, "2026-06-01", "", ""},
        {"RQTH, at the cap", EXTENSION_RQTH, 1, 1095, "2026-06-01", "", "extension_cap@days 1095 0"},
        {"the cap counts other reasons: past it", EXTENSION_RQTH, 1, 1460, "2027-06-01", "", "extension_cap@days 1095 0"},
        {"senior, the fifth", EXTENSION_SENIOR, 365, 4 * 365, "2027-06-01", "", ""},
        {"senior, the sixth", EXTENSION_SENIOR, 365, 5 * 365, "2028-06-01", "", "extension_cap@days 1825 0"},
        {"senior, a year and a day", EXTENSION_SENIOR, 366, 0, "2023-06-01", "", "extension_too_long@days 365"},
        {"difficulties in an ACI", EXTENSION_DIFFICULTIES, 365, 730, "2025-06-01", "", "", STRUCTURE_ACI},
        {"difficulties past their cap", EXTENSION_DIFFICULTIES, 365, 731, "2025-06-01", "", "extension_cap@days 1095 364"},
        {"difficulties in an AI", EXTENSION_DIFFICULTIES, 30, 0, "2023-06-01", "", "", STRUCTURE_AI},
        {"difficulties in an EI", EXTENSION_DIFFICULTIES, 30, 0, "2023-06-01", "",
         "unknown_word@reason rqth, senior, complete_training, senior_cdi", STRUCTURE_EI},
        {"difficulties in an ETTI", EXTENSION_DIFFICULTIES, 30, 0, "2023-06-01", "",
         "unknown_word@reason rqth, senior, complete_training, senior_cdi", STRUCTURE_ETTI},
        {"difficulties in an EITI", EXTENSION_DIFFICULTIES, 30, 0, "2023-06-01", "",
         "unknown_word@reason rqth, senior, complete_training, senior_cdi", STRUCTURE_EITI},
        {"RQTH in an EI", EXTENSION_RQTH, 30, 0, "2023-06-01", "", "", STRUCTURE_EI},
        {"ten years of a CDI", EXTENSION_SENIOR_CDI, 3650, 1825, "2028-06-01", "", ""},
        {"ten years and a day", EXTENSION_SENIOR_CDI, 3651, 0, "2023-06-01", "", "extension_too_long@days 3650"},
        {"12 months before the end", EXTENSION_TRAINING, 30, 0, "2023-02-28", "", ""},
        {"a day earlier", EXTENSION_TRAINING, 30, 0, "2023-02-27", "", "extension_window@- 2023-02-28 2024-08-28"},
        {"6 months after the end", EXTENSION_TRAINING, 30, 0, "2024-08-28", "", ""},
        {"a day later", EXTENSION_TRAINING, 30, 0, "2024-08-29", "", "extension_window@- 2023-02-28 2024-08-28"},
        {"the last suspended day", EXTENSION_TRAINING, 30, 0, "2023-06-30", "2023-06-01/2023-06-30",
         "extension_while_suspended@- 2023-06-30"},
        {"the day after", EXTENSION_TRAINING, 30, 0, "2023-07-01", "2023-06-01/2023-06-30", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct periods suspensions = periods(rows[i].suspensions);
        const struct extension_facts facts = {.pass = pass_of("2022-03-01", NULL, &suspensions, rows[i].extended),
                                              .kind = rows[i].kind,
                                              .reason = rows[i].reason,
                                              .days = rows[i].days,
                                              .today = day(rows[i].today)};
        struct parameters of_pass = numbers_on(facts.pass.start_on), parameters = numbers_on(facts.today);
        struct findings findings = {0};
        test_row(rows[i].label);
        extension_check(&facts, &of_pass, &parameters, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

/* The answer to a request on the same PASS: the day it is given. */
static void test_grants(void)
{
    static const struct {
        const char *label, *today, *suspensions, *expected;
        int64_t extended;
    } rows[] = {
        {"in time", "2024-02-01", "", ""},
        {"6 months after the end", "2024-08-28", "", ""},
        {"a day later", "2024-08-29", "", "extension_window@- 2023-02-28 2024-08-28"},
        {"over 12 months before an end that has moved away", "2023-02-27", "", ""},
        {"the last suspended day", "2023-06-30", "2023-06-01/2023-06-30", "extension_while_suspended@- 2023-06-30"},
        {"the day after", "2023-07-01", "2023-06-01/2023-06-30", ""},
        {"others were granted since", "2025-06-01", "", "extension_cap@days 1095 0", 1095},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct periods suspensions = periods(rows[i].suspensions);
        const struct extension_facts facts = {.pass = pass_of("2022-03-01", NULL, &suspensions, rows[i].extended),
                                              .reason = EXTENSION_RQTH,
                                              .days = 180,
                                              .today = day(rows[i].today)};
        struct parameters of_pass = numbers_on(facts.pass.start_on), parameters = numbers_on(facts.today);
        struct findings findings = {0};
        test_row(rows[i].label);
        extension_check_grant(&facts, &of_pass, &parameters, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

static void test_moved_ends(void)
{
    static const struct {
        const char *label, *official_end_on, *suspensions, *expected;
        int64_t extended;
    } rows[] = {
        {"no official end", NULL, "2022-05-01/2022-05-31", "", 30},
        {"an extension goes by it", "2024-02-28", "", "~pass_end_differs@days 2024-03-29", 30},
        {"a suspension goes by it", "2024-02-28", "2022-05-01/2022-05-31", "~pass_end_differs@days 2024-03-29"},
        {"one of a day moves nothing", "2024-02-28", "2022-05-01/2022-05-01", ""},
        {"the platform has heard of it", "2024-03-29", "", "", 30},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct periods suspensions = periods(rows[i].suspensions);
        struct pass pass = pass_of("2022-03-01", rows[i].official_end_on, &suspensions, rows[i].extended);
        struct parameters parameters = numbers_on(pass.start_on);
        struct findings findings = {0};
        test_row(rows[i].label);
        pass_check_end(&pass, &parameters, "days", &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

static void test_opinions(void)
{
    static const bool needed[N_EXTENSION_REASONS] = {
        [EXTENSION_RQTH] = true, [EXTENSION_SENIOR] = true, [EXTENSION_DIFFICULTIES] = true};
    for (int reason = 0; reason < N_EXTENSION_REASONS; reason++) {
        test_row(extension_reason_words[reason]);
        CHECK_INT(extension_needs_opinion((enum extension_reason)reason), needed[reason]);
    }
}

int main(void)
{
    test_end();
    test_remaining();
    test_passes();
    test_suspensions();
    test_extensions();
    test_grants();
    test_moved_ends();
    test_opinions();
    return test_done();
}

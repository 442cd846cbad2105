/* Exits: the day, the job a reason names, and whether the exit counts. */
#include "domain/exit.h"

#include "facts.h"

static const struct {
    const char *label, *reason, *exit_on, *job_starts_on, *job_ends_on, *expected;
    bool not_offered, path_ended, no_contract;
} rows[] = {
    {"the last day of the last contract", "training", "2026-09-09", "", "", ""},
    {"a day before", "training", "2026-09-08", "", "", "exit_day@exit_on 2026-09-09"},
    {"a day after", "training", "2026-09-10", "", "", "exit_day@exit_on 2026-09-09, day_in_future@exit_on 2026-09-09"},
    {"no contract", "training", "2026-09-09", "", "", "exit_without_contract@path_id", .no_contract = true},
    {"a second exit", "training", "2026-09-09", "", "", "exit_twice@path_id", .path_ended = true},
    {"a reason not offered", "two_barriers_lifted", "2026-09-09", "", "", "exit_reason_not_offered@reason", .not_offered = true},

    {"a long job of 6 months", "fixed_term_6m_plus", "2026-09-09", "2026-09-10", "2027-03-09", ""},
    {"a long job a day short", "fixed_term_6m_plus", "2026-09-09", "2026-09-10", "2027-03-08",
     "exit_job_too_short@job_ends_on 6 2027-03-09"},
    {"a long job of 8 months", "fixed_term_6m_plus", "2026-09-09", "2026-10-01", "2027-05-31", ""},
    {"a short job a day under 6 months", "fixed_term_under_6m", "2026-09-09", "2026-09-10", "2027-03-08", ""},
    {"a short job of 6 months", "fixed_term_under_6m", "2026-09-09", "2026-09-10", "2027-03-09",
     "exit_job_too_long@job_ends_on 6 2027-03-09"},
    {"six months to the end of a common February", "temporary_work_6m_plus", "2026-09-09", "2026-08-31", "2027-02-28", ""},
    {"six months to the end of a leap February, a day short", "temporary_work_6m_plus", "2026-09-09", "2027-08-31", "2028-02-28",
     "exit_job_too_short@job_ends_on 6 2028-02-29"},
    {"temporary work under 6 months", "temporary_work_under_6m", "2026-09-09", "2026-09-10", "2026-09-30", ""},
    {"no dates", "fixed_term_6m_plus", "2026-09-09", "", "",
     "exit_job_dates_required@job_starts_on, exit_job_dates_required@job_ends_on"},
    {"no end", "temporary_work_under_6m", "2026-09-09", "2026-09-10", "", "exit_job_dates_required@job_ends_on"},
    {"no start", "temporary_work_under_6m", "2026-09-09", "", "2026-09-10", "exit_job_dates_required@job_starts_on"},
    {"a job that ends before it starts", "fixed_term_6m_plus", "2026-09-09", "2026-09-10", "2026-09-09",
     "days_out_of_order@job_ends_on 2026-09-10"},
    {"an end without a start", "permanent_unaided", "2026-09-09", "", "2027-09-10", "required@job_starts_on"},
    {"a job begun 31 days before the exit", "permanent_unaided", "2026-09-09", "2026-08-09", "", ""},
    {"a day earlier", "permanent_unaided", "2026-09-09", "2026-08-08", "", "~exit_job_early@job_starts_on 31"},
    {"a permanent job needs no end", "permanent_unaided", "2026-09-09", "2026-09-10", "", ""},
    {"an aided job of any length", "aided_fixed_term", "2026-09-09", "2026-09-10", "2026-09-30", ""},
    {"an aided job that ends before it starts", "aided_fixed_term", "2026-09-09", "2026-09-10", "2026-09-09",
     "days_out_of_order@job_ends_on 2026-09-10"},
};

static void test_exits(void)
{
    struct parameters parameters = numbers_on(day("2026-09-09"));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct exit_facts facts = {
            .exit_on = day(rows[i].exit_on),
            .today = day("2026-09-09"),
            .first_contract_on = rows[i].no_contract ? DAY_NONE : day("2026-03-10"),
            .last_contract_on = rows[i].no_contract ? DAY_NONE : day("2026-09-09"),
            .job_starts_on = day(rows[i].job_starts_on),
            .job_ends_on = day(rows[i].job_ends_on),
            .reason = rows[i].reason,
            .reason_offered = !rows[i].not_offered,
            .path_ended = rows[i].path_ended,
        };
        struct findings findings = {0};
        test_row(rows[i].label);
        exit_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
}

static void test_unknown_number(void)
{
    struct parameters none = {.known = {false}};
    struct exit_facts facts = {
        .job_starts_on = DAY_NONE,
        .job_ends_on = DAY_NONE,
        .reason = "fixed_term_6m_plus",
        .reason_offered = true,
    };
    struct findings findings = {0};
    test_row("no length in force: no dates asked");
    exit_check(&facts, &none, &findings);
    CHECK_TEXT(found(&findings), "");
    CHECK_INT(exit_uncounted(EXIT_OTHER, day("2026-03-11"), day("2026-03-10"), &none), UNCOUNTED_NO);
}

static void test_counted(void)
{
    static const struct {
        const char *label;
        enum exit_category category;
        const char *first, *exit_on;
        enum uncounted expected;
    } stays[] = {
        {"three months to the day", EXIT_DURABLE, "2026-03-10", "2026-06-09", UNCOUNTED_SHORT_STAY},
        {"three months and a day", EXIT_DURABLE, "2026-03-10", "2026-06-10", UNCOUNTED_NO},
        {"a day under three months", EXIT_OTHER, "2026-03-10", "2026-06-08", UNCOUNTED_SHORT_STAY},
        {"three months to a common February", EXIT_OTHER, "2026-11-30", "2027-02-28", UNCOUNTED_SHORT_STAY},
        {"a day more than a common February", EXIT_OTHER, "2026-11-30", "2027-03-01", UNCOUNTED_NO},
        {"the leap day is the third month's last", EXIT_OTHER, "2027-11-30", "2028-02-29", UNCOUNTED_SHORT_STAY},
        {"neutral after two years", EXIT_NEUTRAL, "2026-03-10", "2028-03-09", UNCOUNTED_NEUTRAL},
        {"neutral and short", EXIT_NEUTRAL, "2026-03-10", "2026-03-11", UNCOUNTED_NEUTRAL},
        {"no contract", EXIT_OTHER, "", "2026-03-11", UNCOUNTED_SHORT_STAY},
    };
    struct parameters parameters = numbers_on(day("2026-09-09"));
    for (size_t i = 0; i < COUNT_OF(stays); i++) {
        test_row(stays[i].label);
        CHECK_INT(exit_uncounted(stays[i].category, day(stays[i].exit_on), day(stays[i].first), &parameters), stays[i].expected);
    }
}

static void test_words(void)
{
    test_row("words");
    CHECK_TEXT(exit_category_words[EXIT_DURABLE], "durable");
    CHECK_TEXT(exit_category_words[EXIT_NEUTRAL], "neutral");
    CHECK_TEXT(exit_category_words[N_EXIT_CATEGORIES], NULL);
    CHECK_TEXT(uncounted_words[UNCOUNTED_SHORT_STAY], "short_stay");
    CHECK_INT(exit_reason_job_length("fixed_term_6m_plus"), JOB_LONG);
    CHECK_INT(exit_reason_job_length("temporary_work_under_6m"), JOB_SHORT);
    CHECK_INT(exit_reason_job_length("permanent_unaided"), JOB_ANY);
    CHECK_INT(exit_reason_job_length("6m_plus"), JOB_ANY);
    CHECK_INT(exit_reason_job_length(""), JOB_ANY);
}

int main(void)
{
    test_exits();
    test_unknown_number();
    test_counted();
    test_words();
    return test_done();
}

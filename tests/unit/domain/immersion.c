/* Conventions of immersions: dates, chain, age, signatures, renewal, assessment, on both sides of each limit. */
#include "domain/immersion.h"

#include "facts.h"

#define OURS "12345678200010"

struct immersion_row {
    const char *label, *starts_on, *ends_on, *expected;
    const char *chain, *others, *birth_on, *host_siret; /* NULL: a chain around the dates, none, an adult, another company */
};

static const struct immersion_row rows[] = {
    {"one day", "2026-03-10", "2026-03-10", ""},
    {"one month", "2026-03-10", "2026-04-09", ""},
    {"one month and a day", "2026-03-10", "2026-04-10", "immersion_too_long@ends_on 1 2026-04-09"},
    {"a whole March", "2026-03-01", "2026-03-31", ""},
    {"from 31 January", "2026-01-31", "2026-02-28", ""},
    {"from 31 January, a day more", "2026-01-31", "2026-03-01", "immersion_too_long@ends_on 1 2026-02-28"},
    {"from 31 January to the leap day", "2028-01-31", "2028-02-29", ""},
    {"from the leap day", "2028-02-29", "2028-03-28", ""},
    {"from the leap day, a day more", "2028-02-29", "2028-03-29", "immersion_too_long@ends_on 1 2028-03-28"},
    {"ends before it starts", "2026-03-10", "2026-03-09", "days_out_of_order@ends_on 2026-03-10"},
    {"the last day without a limit in force", "2014-12-31", "2015-12-31", ""},
    {"the first day with one", "2015-01-01", "2015-02-01", "immersion_too_long@ends_on 1 2015-01-31"},

    {"the whole of the chain", "2026-03-10", "2026-03-20", "", .chain = "2026-03-10/2026-03-20"},
    {"a day past the chain", "2026-03-10", "2026-03-21", "immersion_outside_contract@ends_on 2026-03-10 2026-03-20",
     .chain = "2026-03-10/2026-03-20"},
    {"a day before the chain", "2026-03-09", "2026-03-20", "immersion_outside_contract@starts_on 2026-03-10 2026-03-20",
     .chain = "2026-03-10/2026-03-20"},
    {"no contract", "2026-03-10", "2026-03-20", "immersion_without_contract@starts_on 2026-03-10", .chain = ""},

    {"shares its first day", "2026-03-10", "2026-03-20", "immersion_overlap@starts_on", .others = "2026-03-01/2026-03-10"},
    {"shares its last day", "2026-03-10", "2026-03-20", "immersion_overlap@starts_on", .others = "2026-03-20/2026-03-25"},
    {"between two others", "2026-03-10", "2026-03-20", "", .others = "2026-03-01/2026-03-09 2026-03-21/2026-03-25"},

    {"the structure itself", "2026-03-10", "2026-03-20", "immersion_own_structure@host_id", .host_siret = OURS},
    {"another establishment", "2026-03-10", "2026-03-20", "", .host_siret = "12345678200028"},

    {"16 on the first day", "2026-03-10", "2026-03-20", "", .birth_on = "2010-03-10"},
    {"16 on the second day", "2026-03-10", "2026-03-20", "immersion_under_16@starts_on 16", .birth_on = "2010-03-11"},
    {"birth not known", "2026-03-10", "2026-03-20", "", .birth_on = ""},
    {"every fault is told at once", "2026-03-10", "2026-04-10",
     "immersion_under_16@starts_on 16, immersion_own_structure@host_id, immersion_too_long@ends_on 1 2026-04-09, "
     "immersion_outside_contract@ends_on 2026-03-01 2026-03-31, immersion_overlap@starts_on",
     .chain = "2026-03-01/2026-03-31", .others = "2026-04-10/2026-04-20", .birth_on = "2015-01-01", .host_siret = OURS},
};

static void test_conventions(void)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct immersion_row *row = &rows[i];
        struct periods chain = periods(row->chain ? row->chain : "2014-01-01/2030-12-31"), others = periods(row->others);
        struct immersion_facts facts = {
            .starts_on = day(row->starts_on),
            .ends_on = day(row->ends_on),
            .birth_on = day(row->birth_on ? row->birth_on : "1990-05-04"),
            .chain = chain.count ? chain.items[0] : (struct contract_period){DAY_NONE, DAY_NONE},
            .contract_weekly_minutes = 26 * 60,
            .structure_siret = OURS,
            .host_siret = row->host_siret ? row->host_siret : "98765432100011",
            .others = others.items,
            .n_others = others.count,
        };
        struct parameters parameters = numbers_on(facts.starts_on);
        struct findings findings = {0};
        test_row(row->label);
        immersion_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), row->expected);
    }
}

enum {
    B = 1u << SIGNATORY_BENEFICIARY,
    E = 1u << SIGNATORY_EMPLOYER,
    H = 1u << SIGNATORY_HOST,
    L = 1u << SIGNATORY_LEGAL_REPRESENTATIVE,
};

static void test_signatories(void)
{
    struct parameters parameters = numbers_on(day("2026-03-10")), none = {.known = {false}};
    test_row("18 on the first day");
    CHECK_INT(immersion_signatories(day("2008-03-10"), day("2026-03-10"), &parameters), B | E | H);
    test_row("18 on the second day");
    CHECK_INT(immersion_signatories(day("2008-03-11"), day("2026-03-10"), &parameters), B | E | H | L);
    test_row("born on a leap day: a minor on 28 February, of age on 1 March");
    CHECK_INT(immersion_signatories(day("2008-02-29"), day("2026-02-28"), &parameters), B | E | H | L);
    CHECK_INT(immersion_signatories(day("2008-02-29"), day("2026-03-01"), &parameters), B | E | H);
    test_row("no age in force");
    CHECK_INT(immersion_signatories(day("2015-03-11"), day("2026-03-10"), &none), B | E | H);
    test_row("words");
    CHECK_TEXT(signatory_words[SIGNATORY_HOST], "host");
    CHECK_TEXT(signatory_words[N_SIGNATORIES], NULL);

    static const struct {
        const char *label;
        unsigned asked, signed_by;
        enum signatory signatory;
        const char *signed_on, *expected;
        bool last;
    } signatures[] = {
        {"the first of three", B | E | H, 0, SIGNATORY_HOST, "2026-03-01", "", false},
        {"the second of three", B | E | H, H, SIGNATORY_EMPLOYER, "2026-03-01", "", false},
        {"the last of three, today", B | E | H, H | E, SIGNATORY_BENEFICIARY, "2026-03-10", "", true},
        {"three of a minor's four", B | E | H | L, H | E, SIGNATORY_BENEFICIARY, "2026-03-10", "", false},
        {"the minor's legal representative", B | E | H | L, B | H | E, SIGNATORY_LEGAL_REPRESENTATIVE, "2026-03-10", "", true},
        {"an adult's legal representative", B | E | H, H | E, SIGNATORY_LEGAL_REPRESENTATIVE, "2026-03-10",
         "signature_not_asked@role", false},
        {"twice", B | E | H, H | E, SIGNATORY_HOST, "2026-03-10", "signature_twice@role", false},
        {"tomorrow", B | E | H, H | E, SIGNATORY_BENEFICIARY, "2026-03-11", "day_in_future@signed_on 2026-03-10", false},
    };
    for (size_t i = 0; i < COUNT_OF(signatures); i++) {
        struct findings findings = {0};
        test_row(signatures[i].label);
        CHECK_INT(immersion_check_signature(signatures[i].asked, signatures[i].signed_by, signatures[i].signatory,
                                            day(signatures[i].signed_on), day("2026-03-10"), &findings),
                  signatures[i].last);
        CHECK_TEXT(found(&findings), signatures[i].expected);
    }
}

static void test_awaited(void)
{
    static const struct {
        const char *label;
        struct awaited_facts facts;
        enum signatory party;
        const char *expected;
    } links[] = {
        {"to sign", {.to_sign = true, .asked = B | E | H, .signed_by = E}, SIGNATORY_BENEFICIARY, ""},
        {"signed already", {.to_sign = true, .asked = B | E | H, .signed_by = E}, SIGNATORY_EMPLOYER, "link_without_use@role"},
        {"not asked", {.to_sign = true, .asked = B | E | H}, SIGNATORY_LEGAL_REPRESENTATIVE, "link_without_use@role"},
        {"draft", {.asked = B | E | H}, SIGNATORY_HOST, "link_without_use@role"},
        {"assessment by the host", {.lived = true, .asked = B | E | H, .signed_by = B | E | H}, SIGNATORY_HOST, ""},
        {"assessment by another",
         {.lived = true, .asked = B | E | H, .signed_by = B | E | H},
         SIGNATORY_EMPLOYER,
         "link_without_use@role"},
        {"assessed", {.lived = true, .assessed = true, .asked = B | E | H}, SIGNATORY_HOST, "link_without_use@role"},
    };

    for (size_t i = 0; i < COUNT_OF(links); i++) {
        struct findings findings = {0};
        test_row(links[i].label);
        immersion_check_awaited(&links[i].facts, links[i].party, &findings);
        CHECK_TEXT(found(&findings), links[i].expected);
    }
}

static void test_validation(void)
{
    struct findings findings = {0};
    test_row("validated on the first day");
    immersion_check_validation(day("2026-03-10"), day("2026-03-10"), &findings);
    CHECK_TEXT(found(&findings), "");
    test_row("validated the day after");
    immersion_check_validation(day("2026-03-10"), day("2026-03-11"), &findings);
    CHECK_TEXT(found(&findings), "~immersion_late_validation@- 2026-03-10");
    CHECK_INT(findings.errors, 0);
}

static void test_renewals(void)
{
    static const struct {
        const char *label, *starts_on, *ends_on, *expected;
        bool is_renewal, renewed;
    } renewals[] = {
        {"the day after, one month", "2026-04-10", "2026-05-09", ""},
        {"one month and a day", "2026-04-10", "2026-05-10", "immersion_too_long@ends_on 1 2026-05-09"},
        {"some days after", "2026-04-20", "2026-05-19", ""},
        {"on the last day of the former", "2026-04-09", "2026-05-08", "days_out_of_order@starts_on 2026-04-10"},
        {"ends before it starts", "2026-04-10", "2026-04-09", "days_out_of_order@ends_on 2026-04-10"},
        {"of a renewal", "2026-04-10", "2026-05-09", "immersion_renewed_twice@-", true, false},
        {"a second one", "2026-04-10", "2026-05-09", "immersion_renewed_twice@-", false, true},
    };
    struct parameters parameters = numbers_on(day("2026-04-10"));
    for (size_t i = 0; i < COUNT_OF(renewals); i++) {
        struct renewal_facts facts = {renewals[i].is_renewal, renewals[i].renewed, day("2026-04-09"), day(renewals[i].starts_on),
                                      day(renewals[i].ends_on)};
        struct findings findings = {0};
        test_row(renewals[i].label);
        immersion_check_renewal(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), renewals[i].expected);
    }
}

static void test_assessments(void)
{
    static const struct {
        const char *label, *result, *today, *last_on;
        int64_t missed;
        const char *expected;
    } assessments[] = {
        {"on the last day", "completed", "2026-03-20", "", -1, ""},
        {"the day before", "completed", "2026-03-19", "", -1, "immersion_not_over@- 2026-03-20"},
        {"did not show", "did_not_show", "2026-03-25", "", -1, ""},
        {"did not show, told too early", "did_not_show", "2026-03-12", "", -1, "immersion_not_over@- 2026-03-20"},
        {"in part, nothing said", "partially_completed", "2026-03-20", "", -1, "required@last_on, required@missed_minutes"},
        {"in part, first day, all missed", "partially_completed", "2026-03-20", "2026-03-10", 3000, ""},
        {"in part, a minute more than planned", "partially_completed", "2026-03-20", "2026-03-10", 3001,
         "out_of_range@missed_minutes 0 3000"},
        {"in part, nothing missed", "partially_completed", "2026-03-20", "2026-03-20", 0, ""},
        {"in part, a day before the first", "partially_completed", "2026-03-20", "2026-03-09", 60,
         "immersion_last_day@last_on 2026-03-10 2026-03-20"},
        {"in part, a day after the last", "partially_completed", "2026-03-25", "2026-03-21", 60,
         "immersion_last_day@last_on 2026-03-10 2026-03-20"},
        {"in part, a last day ahead", "partially_completed", "2026-03-18", "2026-03-19", 60,
         "immersion_not_over@- 2026-03-20, day_in_future@last_on 2026-03-18"},
    };
    for (size_t i = 0; i < COUNT_OF(assessments); i++) {
        struct assessment_facts facts = {
            .result = assessments[i].result,
            .starts_on = day("2026-03-10"),
            .ends_on = day("2026-03-20"),
            .last_on = day(assessments[i].last_on),
            .today = day(assessments[i].today),
            .missed_minutes = assessments[i].missed,
            .planned_minutes = 3000,
            .says_job = true,
            .says_project = true,
            .says_beneficiary = true,
            .says_host = true,
        };
        struct findings findings = {0};
        test_row(assessments[i].label);
        immersion_check_assessment(&facts, &findings);
        CHECK_TEXT(found(&findings), assessments[i].expected);
    }
}

/* What an assessment tells of a person who came, each left out in turn; of one who did not, nothing is asked. */
static void test_told(void)
{
    static const struct {
        const char *label, *result;
        bool job, project, beneficiary, host;
        const char *expected;
        unsigned warnings;
    } told[] = {
        {"all", "completed", true, true, true, true, "", 0},
        {"no job", "completed", false, true, true, true, "required@job_obtained", 0},
        {"no project", "completed", true, false, true, true, "required@project_confirmed", 0},
        {"no word of the person", "completed", true, true, false, true, "required@beneficiary_agrees", 0},
        {"no word of the host", "completed", true, true, true, false, "~immersion_no_feedback@host_feedback", 1},
        {"did not show", "did_not_show", false, false, false, false, "", 0},
    };
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        struct assessment_facts facts = {
            .result = told[i].result,
            .starts_on = day("2026-03-10"),
            .ends_on = day("2026-03-20"),
            .last_on = DAY_NONE,
            .today = day("2026-03-20"),
            .missed_minutes = -1,
            .says_job = told[i].job,
            .says_project = told[i].project,
            .says_beneficiary = told[i].beneficiary,
            .says_host = told[i].host,
        };
        struct findings findings = {0};
        test_row(told[i].label);
        immersion_check_assessment(&facts, &findings);
        CHECK_TEXT(found(&findings), told[i].expected);
        CHECK_INT(findings.count - findings.errors, told[i].warnings);
    }
}

static void test_stops(void)
{
    static const struct {
        const char *label, *last_on, *today, *expected;
    } stops[] = {
        {"on the first day", "2026-03-10", "2026-03-10", ""},
        {"the day before the first", "2026-03-09", "2026-03-15", "immersion_last_day@last_on 2026-03-10 2026-03-19"},
        {"the day before the last", "2026-03-19", "2026-03-19", ""},
        {"on the last day", "2026-03-20", "2026-03-20", "immersion_last_day@last_on 2026-03-10 2026-03-19"},
        {"tomorrow", "2026-03-16", "2026-03-15", "day_in_future@last_on 2026-03-15"},
    };
    for (size_t i = 0; i < COUNT_OF(stops); i++) {
        struct findings findings = {0};
        test_row(stops[i].label);
        immersion_check_stop(day("2026-03-10"), day("2026-03-20"), day(stops[i].last_on), day(stops[i].today), &findings);
        CHECK_TEXT(found(&findings), stops[i].expected);
    }
}

int main(void)
{
    test_conventions();
    test_signatories();
    test_awaited();
    test_validation();
    test_renewals();
    test_assessments();
    test_told();
    test_stops();
    return test_done();
}

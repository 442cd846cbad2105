/* The CDDI rules on both sides of each limit: durations, the 24 months and their gaps, weekly time, chains. */
#include "facts.h"

struct contract_row {
    const char *label, *starts_on, *ends_on, *others, *expected;
    int64_t weekly_minutes; /* 0: 26 hours */
    const char *former_last_on, *path_ended_on, *birth_on;
    int posts, taken;
    const char *elsewhere;
};

static const struct contract_row rows[] = {
    {"four months", "2026-03-10", "2026-07-09", "", ""},
    {"a day more", "2026-03-10", "2026-07-10", "", ""},
    {"a day less", "2026-03-10", "2026-07-08", "", "contract_too_short@ends_on 4 2026-07-09"},
    {"four months to the end of a common February", "2026-10-31", "2027-02-28", "", ""},
    {"a day less than a common February", "2026-10-31", "2027-02-27", "", "contract_too_short@ends_on 4 2027-02-28"},
    {"four months to the leap day", "2027-10-30", "2028-02-29", "", ""},
    {"a day before the leap day", "2027-10-30", "2028-02-28", "", "contract_too_short@ends_on 4 2028-02-29"},
    {"from the leap day", "2028-02-29", "2028-06-28", "", ""},
    {"across the change of hour", "2026-10-25", "2027-02-24", "", ""},
    {"ends before it starts", "2026-03-10", "2026-03-09", "", "days_out_of_order@ends_on 2026-03-10"},
    {"a short renewal", "2026-07-10", "2026-07-31", "2026-03-10/2026-07-09", "", .former_last_on = "2026-07-09"},
    {"a renewal of one day", "2026-07-10", "2026-07-10", "2026-03-10/2026-07-09", "", .former_last_on = "2026-07-09"},
    {"a short new contract the day after another begins a chain", "2026-07-10", "2026-07-31", "2026-03-10/2026-07-09",
     "contract_too_short@ends_on 4 2026-11-09"},
    {"one of four months the day after another", "2026-07-10", "2026-11-09", "2026-03-10/2026-07-09", ""},
    {"a short contract after a gap begins a chain", "2026-07-11", "2026-07-31", "2026-03-10/2026-07-09",
     "contract_too_short@ends_on 4 2026-11-10"},
    {"a renewal a day late", "2026-07-11", "2026-12-31", "2026-03-10/2026-07-09", "contract_not_next@starts_on 2026-07-10",
     .former_last_on = "2026-07-09"},
    {"a renewal a day early", "2026-07-09", "2026-12-31", "2026-03-10/2026-07-09",
     "contract_not_next@starts_on 2026-07-10, contract_overlap@starts_on", .former_last_on = "2026-07-09"},
    {"a renewal at new year", "2027-01-01", "2027-03-31", "2026-09-01/2026-12-31", "", .former_last_on = "2026-12-31"},

    {"24 months", "2026-01-15", "2028-01-14", "", ""},
    {"24 months and a day", "2026-01-15", "2028-01-15", "", "contract_beyond_limit@ends_on 2028-01-14"},
    {"24 months from the leap day", "2028-02-29", "2030-02-28", "", ""},
    {"24 months from the leap day and a day", "2028-02-29", "2030-03-01", "", "contract_beyond_limit@ends_on 2030-02-28"},
    {"renewed to the limit", "2027-01-15", "2028-01-14", "2026-01-15/2027-01-14", "", .former_last_on = "2027-01-14"},
    {"renewed past the limit", "2027-01-15", "2028-01-15", "2026-01-15/2027-01-14", "contract_beyond_limit@ends_on 2028-01-14",
     .former_last_on = "2027-01-14"},
    {"a chain of three", "2027-01-15", "2028-01-14", "2026-01-15/2026-07-14 2026-07-15/2027-01-14", "",
     .former_last_on = "2027-01-14"},
    {"ten days without contract are given back", "2027-01-25", "2028-01-24", "2026-01-15/2027-01-14", ""},
    {"ten days, a day past", "2027-01-25", "2028-01-25", "2026-01-15/2027-01-14", "contract_beyond_limit@ends_on 2028-01-24"},
    {"two gaps add up", "2027-01-26", "2028-01-20", "2026-01-15/2026-07-14 2026-07-20/2027-01-24", ""},
    {"two gaps, a day past", "2027-01-26", "2028-01-21", "2026-01-15/2026-07-14 2026-07-20/2027-01-24",
     "contract_beyond_limit@ends_on 2028-01-20"},
    {"put before the others", "2025-01-01", "2025-12-31", "2026-01-01/2026-12-31", ""},
    {"put before the others it moves the limit back", "2025-01-01", "2025-12-31", "2026-01-01/2027-06-30",
     "contract_beyond_limit@starts_on 2026-12-31"},
    {"a gap filled takes its days back", "2026-07-01", "2026-12-31", "2026-01-01/2026-06-30 2027-01-01/2028-03-31",
     "contract_beyond_limit@starts_on 2027-12-31"},
    {"filled up to the new limit, with a contract beyond it", "2026-07-01", "2027-12-31",
     "2026-01-01/2026-06-30 2028-01-01/2028-03-31", "contract_beyond_limit@starts_on 2027-12-31"},
    {"a gap half filled, the path still fits", "2026-07-01", "2026-12-31", "2026-01-01/2026-06-30 2027-01-01/2027-12-31", ""},

    {"shares its first day", "2026-07-09", "2026-12-31", "2026-03-10/2026-07-09", "contract_overlap@starts_on"},
    {"shares its last day", "2026-01-01", "2026-04-30", "2026-04-30/2026-09-30", "contract_overlap@starts_on"},
    {"inside another", "2026-04-01", "2026-08-31", "2026-03-10/2026-12-31", "contract_overlap@starts_on"},
    {"around another", "2026-03-01", "2026-12-31", "2026-04-10/2026-09-09", "contract_overlap@starts_on"},
    {"the day before another", "2026-01-01", "2026-04-30", "2026-05-01/2026-09-30", ""},
    {"shares a day with one of another path", "2026-07-09", "2026-12-31", "", "contract_overlap@starts_on",
     .elsewhere = "2026-03-10/2026-07-09"},
    {"the day after one of another path", "2026-07-10", "2026-12-31", "", "", .elsewhere = "2026-03-10/2026-07-09"},
    {"the limit is that of the path", "2026-07-10", "2028-07-09", "", "", .elsewhere = "2025-03-10/2026-07-09"},
    {"one overlap is told once", "2026-07-09", "2026-12-31", "2026-03-10/2026-07-09", "contract_overlap@starts_on",
     .elsewhere = "2026-12-31/2027-04-30"},

    {"20 hours", "2026-03-10", "2026-09-09", "", "", 20 * 60},
    {"a minute under 20 hours", "2026-03-10", "2026-09-09", "", "contract_hours_low@weekly_minutes 1200min", 20 * 60 - 1},
    {"35 hours", "2026-03-10", "2026-09-09", "", "", 35 * 60},
    {"a minute over 35 hours", "2026-03-10", "2026-09-09", "", "contract_hours_high@weekly_minutes 2100min", 35 * 60 + 1},

    {"16 on the first day", "2026-03-10", "2026-09-09", "", "", .birth_on = "2010-03-10"},
    {"16 the day after", "2026-03-10", "2026-09-09", "", "age_at_hire@starts_on 16 100", .birth_on = "2010-03-11"},
    {"100 on the last day of that age", "2026-03-10", "2026-09-09", "", "", .birth_on = "1925-03-11"},
    {"101 on the first day", "2026-03-10", "2026-09-09", "", "age_at_hire@starts_on 16 100", .birth_on = "1925-03-10"},
    {"birth not known", "2026-03-10", "2026-09-09", "", "", .birth_on = ""},
    {"born on a leap day, 16 on 29 February", "2024-02-29", "2024-09-09", "", "", .birth_on = "2008-02-29"},
    {"born on a leap day, 15 the day before", "2024-02-28", "2024-09-09", "", "age_at_hire@starts_on 16 100",
     .birth_on = "2008-02-29"},

    {"a path that has ended", "2026-03-10", "2026-09-09", "", "path_ended@- 2026-02-28", .path_ended_on = "2026-02-28"},
    {"one post left", "2026-03-10", "2026-09-09", "", "", .posts = 12, .taken = 11},
    {"no post left", "2026-03-10", "2026-09-09", "", "~worksite_full@starts_on 12", .posts = 12, .taken = 12},
    {"posts not known", "2026-03-10", "2026-09-09", "", "", .posts = 0, .taken = 30},

    {"the day before the CDDI: no limit", "2014-06-30", "2014-07-01", "", "", 60},
    {"the first day of the CDDI", "2014-07-01", "2014-10-30", "",
     "contract_too_short@ends_on 4 2014-10-31, contract_hours_low@weekly_minutes 1200min", 60},
    {"every fault is told at once", "2026-03-10", "2026-03-31", "2026-03-31/2026-09-30",
     "path_ended@- 2026-02-28, age_at_hire@starts_on 16 100, contract_too_short@ends_on 4 2026-07-09, "
     "contract_overlap@starts_on, contract_hours_low@weekly_minutes 1200min",
     60, .path_ended_on = "2026-02-28", .birth_on = "2015-01-01"},
};

static void test_contracts(void)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct contract_row *row = &rows[i];
        struct periods others = periods(row->others), elsewhere = periods(row->elsewhere);
        struct contract_facts facts = {
            .starts_on = day(row->starts_on),
            .ends_on = day(row->ends_on),
            .weekly_minutes = row->weekly_minutes ? row->weekly_minutes : 26 * 60,
            .birth_on = day(row->birth_on ? row->birth_on : "1990-05-04"),
            .others = others.items,
            .n_others = others.count,
            .elsewhere = elsewhere.items,
            .n_elsewhere = elsewhere.count,
            .renewal = row->former_last_on != NULL,
            .former_last_on = day(row->former_last_on),
            .path_ended_on = day(row->path_ended_on),
            .posts = row->posts,
            .posts_taken = row->taken,
        };
        struct parameters parameters = numbers_on(facts.starts_on);
        struct findings findings = {0};
        test_row(row->label);
        contract_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), row->expected);
    }
}

/* The table of domain rules: n months, date to date. */
static void test_months(void)
{
    static const struct {
        const char *start;
        int months;
        const char *last;
    } months[] = {
        {"2026-03-10", 1, "2026-04-09"}, {"2026-01-31", 1, "2026-02-28"},  {"2026-03-01", 1, "2026-03-31"},
        {"2027-10-30", 4, "2028-02-29"}, {"2026-01-15", 24, "2028-01-14"},
    };
    for (size_t i = 0; i < COUNT_OF(months); i++) {
        char text[DAY_TEXT];
        test_row(months[i].start);
        CHECK_TEXT(day_format(day_last_of_months(day(months[i].start), months[i].months), text), months[i].last);
    }
}

static void test_limit(void)
{
    static const struct {
        const char *label, *contracts, *limit;
    } limits[] = {
        {"no contract", "", ""},
        {"one", "2026-01-15/2026-07-14", "2028-01-14"},
        {"a chain gives no day back", "2026-01-15/2026-07-14 2026-07-15/2027-01-14", "2028-01-14"},
        {"a suspended contract is one contract: no day back", "2026-01-15/2027-12-31", "2028-01-14"},
        {"one day without contract", "2026-01-15/2026-07-14 2026-07-16/2027-01-14", "2028-01-15"},
        {"a leap day without contract", "2026-01-15/2028-02-28 2028-03-01/2028-05-01", "2028-01-15"},
        {"two gaps", "2026-01-15/2026-07-14 2026-07-16/2027-01-14 2027-01-25/2027-05-31", "2028-01-25"},
        {"terminated early, taken up later", "2026-01-15/2026-01-31 2026-03-01/2026-08-31", "2028-02-11"},
        {"an overlap gives nothing", "2026-01-15/2026-07-14 2026-07-01/2027-01-14 2027-01-15/2027-06-30", "2028-01-14"},
        {"one inside another gives nothing", "2026-01-15/2026-12-31 2026-03-01/2026-05-31 2027-01-01/2027-06-30", "2028-01-14"},
    };
    struct parameters parameters = numbers_on(day("2026-01-15")), before = numbers_on(day("2014-06-30"));
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        struct periods contracts = periods(limits[i].contracts);
        char text[DAY_TEXT];
        test_row(limits[i].label);
        CHECK_TEXT(day_format(contract_limit_on(contracts.items, contracts.count, &parameters), text), limits[i].limit);
        CHECK_INT(contract_limit_on(contracts.items, contracts.count, &before), DAY_NONE);
    }
}

static void test_chains(void)
{
    static const struct {
        const char *label, *on, *first, *last;
    } chains[] = {
        {"before all", "2025-12-31", "", ""},
        {"first day", "2026-01-01", "2026-01-01", "2026-08-31"},
        {"in a renewal", "2026-06-15", "2026-01-01", "2026-08-31"},
        {"last day", "2026-08-31", "2026-01-01", "2026-08-31"},
        {"first day of the gap", "2026-09-01", "", ""},
        {"last day of the gap", "2026-09-09", "", ""},
        {"second chain", "2026-09-10", "2026-09-10", "2027-02-28"},
        {"its end", "2027-02-28", "2026-09-10", "2027-02-28"},
        {"a contract the day after that renews nothing", "2027-03-01", "2027-03-01", "2027-12-31"},
        {"in its own renewal", "2027-12-31", "2027-03-01", "2027-12-31"},
        {"after all", "2028-01-01", "", ""},
    };
    struct periods contracts = periods("2026-01-01/2026-04-30 +2026-05-01/2026-08-31 2026-09-10/2027-02-28 2027-03-01/2027-08-31 "
                                       "+2027-09-01/2027-12-31");
    for (size_t i = 0; i < COUNT_OF(chains); i++) {
        struct contract_period chain = {DAY_NONE, DAY_NONE};
        test_row(chains[i].label);
        CHECK_INT(contract_chain_at(contracts.items, contracts.count, day(chains[i].on), &chain), *chains[i].first != '\0');
        CHECK_INT(chain.starts_on, day(chains[i].first));
        CHECK_INT(chain.last_on, day(chains[i].last));
    }
    struct contract_period chain;
    test_row("no contract");
    CHECK(!contract_chain_at(NULL, 0, day("2026-01-01"), &chain));
    struct periods apart = periods("2026-01-01/2026-04-30 +2026-05-02/2026-08-31");
    test_row("a renewal that is not the day after goes on with nothing");
    CHECK(contract_chain_at(apart.items, apart.count, day("2026-06-01"), &chain));
    CHECK_INT(chain.starts_on, day("2026-05-02"));
}

static void test_terminations(void)
{
    static const struct {
        const char *label, *last_on, *expected;
        bool code_refused;
        const char *occurred_on;
    } terminations[] = {
        {"on the first day", "2026-03-10", ""},
        {"the day before the first", "2026-03-09", "termination_day@last_on 2026-03-10 2026-09-08"},
        {"the day before the term", "2026-09-08", ""},
        {"on the term", "2026-09-09", "termination_day@last_on 2026-03-10 2026-09-08"},
        {"a code of another kind", "2026-05-01", "termination_code@termination_code cddi", true},
        {"terminated on the day of the signature", "2026-05-01", "", .occurred_on = "2026-02-27"},
        {"terminated before it", "2026-05-01", "days_out_of_order@occurred_on 2026-02-27", .occurred_on = "2026-02-26"},
        {"terminated today", "2026-05-01", "", .occurred_on = "2026-04-20"},
        {"terminated tomorrow", "2026-05-01", "day_in_future@occurred_on 2026-04-20", .occurred_on = "2026-04-21"},
    };
    for (size_t i = 0; i < COUNT_OF(terminations); i++) {
        struct termination_facts facts = {
            .starts_on = day("2026-03-10"),
            .ends_on = day("2026-09-09"),
            .last_on = day(terminations[i].last_on),
            .signed_on = day("2026-02-27"),
            .occurred_on = day(terminations[i].occurred_on),
            .today = day("2026-04-20"),
            .code_allowed = !terminations[i].code_refused,
            .kind = "cddi",
        };
        struct findings findings = {0};
        test_row(terminations[i].label);
        contract_check_termination(&facts, &findings);
        CHECK_TEXT(found(&findings), terminations[i].expected);
    }
}

static void test_days(void)
{
    struct findings findings = {0};
    test_row("cancel the day before the first");
    contract_check_cancel(day("2026-03-10"), day("2026-03-09"), &findings);
    CHECK_TEXT(found(&findings), "");
    test_row("cancel on the first day");
    contract_check_cancel(day("2026-03-10"), day("2026-03-10"), &findings);
    CHECK_TEXT(found(&findings), "contract_started@- 2026-03-10");

    findings = (struct findings){0};
    test_row("a past fact");
    day_check_past(day("2026-03-10"), day("2026-03-10"), "signed_on", &findings);
    day_check_past(DAY_NONE, day("2026-03-10"), "signed_on", &findings);
    CHECK_TEXT(found(&findings), "");
    day_check_past(day("2026-03-11"), day("2026-03-10"), "signed_on", &findings);
    CHECK_TEXT(found(&findings), "day_in_future@signed_on 2026-03-10");
}

static void test_signatures(void)
{
    static const struct {
        const char *label, *signed_on, *expected;
    } signatures[] = {
        {"on the first day", "2026-03-10", ""},
        {"today", "2026-03-20", ""},
        {"tomorrow", "2026-03-21", "day_in_future@signed_on 2026-03-20"},
        {"a year before the first day", "2025-03-10", ""},
        {"a day more", "2025-03-09", "~contract_signed_early@signed_on 12"},
        {"a century typed wrong", "1926-03-10", "~contract_signed_early@signed_on 12"},
        {"not given", "", ""},
    };
    struct parameters parameters = numbers_on(day("2026-03-10"));
    for (size_t i = 0; i < COUNT_OF(signatures); i++) {
        struct findings findings = {0};
        test_row(signatures[i].label);
        contract_check_signature(day(signatures[i].signed_on), day("2026-03-10"), day("2026-03-20"), &parameters, &findings);
        CHECK_TEXT(found(&findings), signatures[i].expected);
    }
}

static void test_rests(void)
{
    static const struct {
        const char *label, *immersion_last_on, *last_on, *expected;
        bool renewed;
    } rests[] = {
        {"nothing", "", "2026-05-01", ""},
        {"an immersion that ends on the new last day", "2026-05-01", "2026-05-01", ""},
        {"one that ends the day after", "2026-05-02", "2026-05-01", "immersion_outlives_contract@last_on 2026-05-02"},
        {"one in a contract taken back", "2026-05-02", "", "immersion_outlives_contract@last_on 2026-05-02"},
        {"nothing in a contract taken back", "", "", ""},
        {"a renewal", "", "2026-05-01", "contract_renewed_already@-", true},
        {"both", "2026-05-02", "2026-05-01", "contract_renewed_already@-, immersion_outlives_contract@last_on 2026-05-02", true},
    };
    for (size_t i = 0; i < COUNT_OF(rests); i++) {
        const struct contract_rests on_it = {rests[i].renewed, day(rests[i].immersion_last_on)};
        struct findings findings = {0};
        test_row(rests[i].label);
        contract_check_rests(&on_it, day(rests[i].last_on), "last_on", &findings);
        CHECK_TEXT(found(&findings), rests[i].expected);
    }
}

int main(void)
{
    test_contracts();
    test_months();
    test_limit();
    test_chains();
    test_signatures();
    test_terminations();
    test_rests();
    test_days();
    return test_done();
}

/* Diagnoses by kind of structure, criteria, exclusions and ages on the very birthday; what a person's right rests on; and the
 * contract that needs it. */
#include "domain/eligibility.h"

#include "facts.h"

enum { LEVEL_1_CRITERIA = 4 };
static const char *const level1_codes[LEVEL_1_CRITERIA] = {"RSA", "ASS", "AAH", "DETLD"};

static bool of_level1(const char *code)
{
    for (int i = 0; i < LEVEL_1_CRITERIA; i++)
        if (strcmp(level1_codes[i], code) == 0)
            return true;
    return false;
}

struct diagnosis_row {
    const char *label;
    enum structure_kind kind;
    const char *criteria, *expected; /* codes with spaces between */
    const char *birth_on, *diagnosed_on, *today;
    bool by_prescriber, authorised;
    const char *candidacy_state;
};

static const struct diagnosis_row rows[] = {
    {"ACI, one of level 1", STRUCTURE_ACI, "RSA", ""},
    {"ACI, three of level 2", STRUCTURE_ACI, "CAP_BEP PI QPV", ""},
    {"ACI, two of level 2", STRUCTURE_ACI, "CAP_BEP PI", "diagnosis_criteria@criteria 1 3"},
    {"ACI, none", STRUCTURE_ACI, "", "diagnosis_criteria@criteria 1 3"},
    {"EI, three of level 2", STRUCTURE_EI, "CAP_BEP PI QPV", ""},
    {"EI, two of level 2", STRUCTURE_EI, "CAP_BEP PI", "diagnosis_criteria@criteria 1 3"},
    {"EITI, three of level 2", STRUCTURE_EITI, "CAP_BEP PI QPV", ""},
    {"EITI, two of level 2", STRUCTURE_EITI, "CAP_BEP PI", "diagnosis_criteria@criteria 1 3"},
    {"AI, two of level 2", STRUCTURE_AI, "CAP_BEP PI", ""},
    {"AI, one of level 2", STRUCTURE_AI, "PI", "diagnosis_criteria@criteria 1 2"},
    {"ETTI, two of level 2", STRUCTURE_ETTI, "CAP_BEP PI", ""},
    {"ETTI, one of level 2", STRUCTURE_ETTI, "PI", "diagnosis_criteria@criteria 1 2"},
    {"one of level 1 beside one of level 2", STRUCTURE_ACI, "AAH TH", ""},

    {"senior on the 50th birthday", STRUCTURE_ACI, "RSA SENIOR", "", "1976-03-02"},
    {"senior the day before", STRUCTURE_ACI, "RSA SENIOR", "diagnosis_age@criteria SENIOR 49", "1976-03-03"},
    {"young the day before the 26th birthday", STRUCTURE_ACI, "RSA JEUNE", "", "2000-03-03"},
    {"young on the 26th birthday", STRUCTURE_ACI, "RSA JEUNE", "diagnosis_age@criteria JEUNE 26", "2000-03-02"},
    {"born on a leap day, 26 on 1 March", STRUCTURE_ACI, "RSA JEUNE", "diagnosis_age@criteria JEUNE 26", "2000-02-29",
     "2026-03-01"},
    {"born on a leap day, 25 on 28 February", STRUCTURE_ACI, "RSA JEUNE", "", "2000-02-29", "2026-02-28"},
    {"senior born on a leap day, on 28 February", STRUCTURE_ACI, "RSA SENIOR", "diagnosis_age@criteria SENIOR 49", "1976-02-29",
     "2026-02-28"},
    {"the age is that of the diagnosis, not of today", STRUCTURE_ACI, "RSA JEUNE", "", "2000-03-03", "2026-03-02", "2026-06-01"},
    {"birth not known", STRUCTURE_ACI, "RSA JEUNE", "", ""},

    {"senior and young", STRUCTURE_ACI, "RSA SENIOR JEUNE",
     "diagnosis_exclusive_criteria@criteria SENIOR JEUNE, diagnosis_age@criteria SENIOR 31, diagnosis_age@criteria JEUNE 31"},
    {"long and very long unemployment", STRUCTURE_ACI, "DELD DETLD", "diagnosis_exclusive_criteria@criteria DETLD DELD"},
    {"very long unemployment alone", STRUCTURE_ACI, "DETLD", ""},

    {"tomorrow's", STRUCTURE_ACI, "RSA", "day_in_future@diagnosed_on 2026-03-01", .today = "2026-03-01"},
    {"the first day of the rules", STRUCTURE_ACI, "RSA", "", .diagnosed_on = "2021-12-01"},
    {"the day before", STRUCTURE_ACI, "RSA", "diagnosis_no_rule@diagnosed_on", .diagnosed_on = "2021-11-30"},

    {"an authorised prescriber needs no criterion", STRUCTURE_ACI, "", "", .by_prescriber = true, .authorised = true},
    {"another body makes none", STRUCTURE_ACI, "", "prescriber_not_authorised@-", .by_prescriber = true},
    {"for an open candidacy", STRUCTURE_ACI, "RSA", "", .candidacy_state = "waitlisted"},
    {"for an accepted one", STRUCTURE_ACI, "RSA", "", .candidacy_state = "accepted"},
    {"for one that was withdrawn", STRUCTURE_ACI, "RSA", "diagnosis_candidacy_closed@candidacy_id withdrawn",
     .candidacy_state = "withdrawn"},
    {"by a prescriber too", STRUCTURE_ACI, "", "diagnosis_candidacy_closed@candidacy_id refused", .by_prescriber = true,
     .authorised = true, .candidacy_state = "refused"},
    {"not even with criteria", STRUCTURE_ACI, "RSA", "prescriber_not_authorised@-", .by_prescriber = true},
};

static void test_diagnoses(void)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct diagnosis_row *row = &rows[i];
        const char *criteria[8];
        char text[128], *rest = text, *code;
        struct diagnosis_facts facts = {
            .by_prescriber = row->by_prescriber,
            .authorised = row->authorised,
            .kind = row->kind,
            .criteria = criteria,
            .birth_on = day(row->birth_on ? row->birth_on : "1994-06-17"),
            .diagnosed_on = day(row->diagnosed_on ? row->diagnosed_on : "2026-03-02"),
            .today = day(row->today ? row->today : "2026-06-30"),
            .candidacy_state = row->candidacy_state,
        };
        snprintf(text, sizeof text, "%s", row->criteria);
        while ((code = strsep(&rest, " ")))
            if (*code) {
                criteria[facts.n_criteria++] = code;
                *(of_level1(code) ? &facts.level1 : &facts.level2) += 1;
            }
        struct parameters parameters = numbers_on(facts.diagnosed_on);
        struct findings findings = {0};
        test_row(row->label);
        diagnosis_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), row->expected);
    }
}

static void test_lasting(void)
{
    static const struct {
        const char *diagnosed_on, *by_prescriber, *by_structure;
    } days[] = {
        {"2026-03-02", "2026-09-01", "2026-06-01"},
        {"2025-08-29", "2026-02-27", "2025-11-28"},
        {"2025-08-31", "2026-02-27", "2025-11-30"},
        {"2023-08-31", "2024-02-28", "2023-11-30"},
        {"2023-08-29", "2024-02-28", "2023-11-28"},
        {"2023-11-30", "2024-05-29", "2024-02-29"},
        {"2021-11-30", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        day_t on = day(days[i].diagnosed_on);
        struct parameters parameters = numbers_on(on);
        char text[DAY_TEXT];
        test_row(days[i].diagnosed_on);
        CHECK_TEXT(day_format(diagnosis_last_on(true, on, &parameters), text), days[i].by_prescriber);
        CHECK_TEXT(day_format(diagnosis_last_on(false, on, &parameters), text), days[i].by_structure);
    }
}

/* "P 2025-01-01/2025-06-30 S 2025-02-01/2025-03-31": diagnoses of prescribers and of the structure. */
static unsigned diagnoses(const char *text, struct diagnosis items[static PERIODS_MAX])
{
    char who, first[DAY_TEXT], last[DAY_TEXT];
    unsigned count = 0;
    int used;
    for (; text && sscanf(text, " %c %10[0-9-]/%10[0-9-]%n", &who, first, last, &used) == 3; text += used)
        items[count++] = (struct diagnosis){day(first), day(last), who == 'P'};
    return count;
}

/* "pass 2026-02-28", "- waiting 2028-02-28" … */
static const char *said(const struct eligibility *eligibility)
{
    static char text[80];
    char last[DAY_TEXT], waiting[DAY_TEXT];
    const char *ground = eligibility_ground_words[eligibility->ground];
    day_format(eligibility->last_on, last);
    day_format(eligibility->waiting_until, waiting);
    snprintf(text, sizeof text, "%s%s%s%s%s", ground ? ground : "-", *last ? " " : "", last, *waiting ? " waiting " : "",
             waiting);
    return text;
}

static void test_eligibility(void)
{
    static const struct {
        const char *label, *on, *passes, *diagnoses, *expected;
    } cases[] = {
        {"nothing", "2026-03-02", "", "", "-"},
        {"the first day of a PASS", "2024-03-01", "2024-03-01/2026-02-28", "", "pass 2026-02-28"},
        {"the day before", "2024-02-29", "2024-03-01/2026-02-28", "", "-"},
        {"its last day", "2026-02-28", "2024-03-01/2026-02-28", "", "pass 2026-02-28"},
        {"the day after: waiting", "2026-03-01", "2024-03-01/2026-02-28", "", "- waiting 2028-02-28"},
        {"the last day of waiting", "2028-02-28", "2024-03-01/2026-02-28", "", "- waiting 2028-02-28"},
        {"the day after that", "2028-02-29", "2024-03-01/2026-02-28", "", "-"},
        {"a structure's diagnosis does not lift it", "2026-03-01", "2024-03-01/2026-02-28", "S 2026-02-01/2026-05-03",
         "- waiting 2028-02-28"},
        {"a prescriber's does", "2026-03-01", "2024-03-01/2026-02-28", "P 2026-02-01/2026-07-31",
         "prescriber_diagnosis 2026-07-31 waiting 2028-02-28"},
        {"waiting over, a structure's is enough", "2028-02-29", "2024-03-01/2026-02-28", "S 2028-02-01/2028-05-02",
         "structure_diagnosis 2028-05-02"},
        {"the latest PASS counts for waiting", "2027-01-01", "2020-01-01/2021-12-31 2024-03-01/2026-02-28", "",
         "- waiting 2028-02-28"},
        {"a new PASS ends the waiting", "2026-04-01", "2024-03-01/2026-02-28 2026-04-01/2028-03-30", "", "pass 2028-03-30"},
        {"a PASS comes before a diagnosis", "2026-02-01", "2024-03-01/2026-02-28", "P 2026-02-01/2026-07-31", "pass 2026-02-28"},
        {"the prescriber's prevails, though shorter", "2026-03-02", "", "S 2026-03-01/2026-05-31 P 2025-12-01/2026-05-30",
         "prescriber_diagnosis 2026-05-30"},
        {"of two of a structure, the longer", "2026-03-02", "", "S 2026-03-01/2026-05-31 S 2026-01-01/2026-04-02",
         "structure_diagnosis 2026-05-31"},
        {"the day of the diagnosis", "2026-03-02", "", "S 2026-03-02/2026-06-01", "structure_diagnosis 2026-06-01"},
        {"its last day", "2026-06-01", "", "S 2026-03-02/2026-06-01", "structure_diagnosis 2026-06-01"},
        {"the day after", "2026-06-02", "", "S 2026-03-02/2026-06-01", "-"},
        {"the day before", "2026-03-01", "", "S 2026-03-02/2026-06-01", "-"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct periods passes = periods(cases[i].passes);
        struct diagnosis items[PERIODS_MAX];
        const struct eligibility_facts facts = {passes.items, passes.count, items, diagnoses(cases[i].diagnoses, items),
                                                day(cases[i].on)};
        struct parameters parameters = numbers_on(facts.on);
        struct eligibility eligibility = eligibility_on(&facts, &parameters);
        test_row(cases[i].label);
        CHECK_TEXT(said(&eligibility), cases[i].expected);
    }
}

static void test_known(void)
{
    static const struct {
        const char *label;
        enum eligibility_ground ground;
        bool own_only, known;
    } cases[] = {
        {"the structure knows that there is none", GROUND_NONE, false, true},
        {"who knows its own diagnoses only does not", GROUND_NONE, true, false},
        {"one of its own is a right", GROUND_PRESCRIBER, true, true},
        {"a PASS, to the structure", GROUND_PASS, false, true},
        {"a diagnosis of the structure, to itself", GROUND_STRUCTURE, false, true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        test_row(cases[i].label);
        CHECK_INT(eligibility_is_known(cases[i].ground, cases[i].own_only), cases[i].known);
    }
}

static void test_contracts(void)
{
    static const struct {
        const char *label, *contract, *others, *passes, *diagnoses, *suspensions, *expected;
        bool ends_suspension;
    } cases[] = {
        {"a PASS on the first day", "2024-03-01/2024-08-31", "", "2024-03-01/2026-02-28", "", "", ""},
        {"no PASS, no diagnosis", "2024-03-01/2024-08-31", "", "", "", "", "contract_without_pass@starts_on 2024-03-01"},
        {"a diagnosis on the first day", "2024-03-01/2024-08-31", "", "", "S 2024-02-01/2024-03-01", "", ""},
        {"a diagnosis that ended the day before", "2024-03-02/2024-08-31", "", "", "S 2024-02-01/2024-03-01", "",
         "contract_without_pass@starts_on 2024-03-02"},
        {"a PASS from the second day on", "2024-02-29/2024-08-31", "", "2024-03-01/2026-02-28", "", "",
         "contract_without_pass@starts_on 2024-02-29"},
        {"the day before the rules", "2021-11-30/2022-08-31", "", "", "", "", ""},
        {"the first day of the rules", "2021-12-01/2022-08-31", "", "", "", "", "contract_without_pass@starts_on 2021-12-01"},
        {"a chain begun before the rules", "+2021-12-01/2022-08-31", "2021-06-01/2021-11-30", "", "", "", ""},
        {"a chain whose first day is covered", "+2026-03-01/2026-06-30", "2025-09-01/2026-02-28", "2024-03-01/2026-02-27", "", "",
         "~contract_outlives_pass@ends_on 2026-02-27"},
        {"a chain whose first day is not", "+2026-03-01/2026-06-30", "2025-09-01/2026-02-28", "2026-01-01/2027-12-31", "", "",
         "contract_without_pass@starts_on 2025-09-01"},
        {"no renewal, it begins a chain the day after another", "2026-03-01/2026-06-30", "2025-09-01/2026-02-28",
         "2026-01-01/2027-12-31", "", "", ""},
        {"and needs a right of its own", "2026-03-01/2026-06-30", "2025-09-01/2026-02-28", "2024-03-01/2026-02-27", "", "",
         "contract_without_pass@starts_on 2026-03-01"},
        {"a day without contract begins a chain", "2026-03-02/2026-06-30", "2025-09-01/2026-02-28", "2026-03-02/2028-02-29", "",
         "", ""},
        {"the term is the last day of the PASS", "2025-09-01/2026-02-28", "", "2024-03-01/2026-02-28", "", "", ""},
        {"the term is a day later", "2025-09-01/2026-03-01", "", "2024-03-01/2026-02-28", "", "",
         "~contract_outlives_pass@ends_on 2026-02-28"},
        {"an old PASS does not matter", "2026-03-01/2026-08-31", "", "2020-03-01/2022-02-28", "P 2026-02-01/2026-07-31", "", ""},
        {"in the waiting period", "2026-03-01/2026-08-31", "", "2024-03-01/2026-02-28", "S 2026-02-01/2026-05-03", "",
         "contract_without_pass@starts_on 2026-03-01"},
        {"waiting period lifted", "2026-03-01/2026-08-31", "", "2024-03-01/2026-02-28", "P 2026-02-01/2026-07-31", "", ""},
        {"the last day of a suspension", "2025-03-01/2025-08-31", "", "2024-03-01/2026-02-28", "", "2025-01-01/2025-03-01",
         "contract_in_suspension@starts_on 2025-01-01 2025-03-01"},
        {"the day after it", "2025-03-02/2025-08-31", "", "2024-03-01/2026-02-28", "", "2025-01-01/2025-03-01", ""},
        {"its first day", "2025-01-01/2025-08-31", "", "2024-03-01/2026-02-28", "", "2025-01-01/2025-03-01",
         "contract_in_suspension@starts_on 2025-01-01 2025-03-01"},
        {"the day before", "2024-12-31/2025-08-31", "", "2024-03-01/2026-02-28", "", "2025-01-01/2025-03-01", ""},
        {"the same call ends it", "2025-03-01/2025-08-31", "", "2024-03-01/2026-02-28", "", "2025-01-01/2025-03-01", "",
         .ends_suspension = true},
        {"but keeps a day of it", "2025-01-01/2025-08-31", "", "2024-03-01/2026-02-28", "", "2025-01-01/2025-03-01",
         "contract_in_suspension@starts_on 2025-01-01 2025-03-01", .ends_suspension = true},
        {"a renewal in a suspension", "+2025-03-01/2025-08-31", "2024-09-01/2025-02-28", "2024-03-01/2026-02-28", "",
         "2025-01-01/2025-03-01", "contract_in_suspension@starts_on 2025-01-01 2025-03-01"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct periods own = periods(cases[i].contract), others = periods(cases[i].others), passes = periods(cases[i].passes),
                       suspensions = periods(cases[i].suspensions);
        struct diagnosis items[PERIODS_MAX];
        const struct contract_right_facts facts = {
            .starts_on = own.items[0].starts_on,
            .ends_on = own.items[0].last_on,
            .others = others.items,
            .n_others = others.count,
            .renewal = own.items[0].renewal,
            .rights = {passes.items, passes.count, items, diagnoses(cases[i].diagnoses, items), DAY_NONE},
            .suspensions = suspensions.items,
            .n_suspensions = suspensions.count,
            .ends_suspension = cases[i].ends_suspension,
        };
        struct parameters parameters =
            numbers_on(contract_chain_start(others.items, others.count, facts.starts_on, facts.renewal));
        struct findings findings = {0};
        test_row(cases[i].label);
        contract_check_right(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), cases[i].expected);
    }
}

/* What is signed, once a PASS was changed: the same days, told and never refused. */
static void test_changed_rights(void)
{
    static const struct {
        const char *label, *contract, *others, *passes, *diagnoses, *expected;
    } cases[] = {
        {"carried to its last day", "2024-03-01/2024-08-31", "", "2024-03-01/2024-08-31", "", ""},
        {"a day short", "2024-03-01/2024-08-31", "", "2024-03-01/2024-08-30", "",
         "~contract_outlives_pass@official_end_on 2024-08-30"},
        {"a second PASS carries it on", "2024-03-01/2024-08-31", "", "2024-03-01/2024-06-30 2024-07-01/2026-06-30", "", ""},
        {"no PASS left", "2024-03-01/2024-08-31", "", "", "", "~contract_without_pass@official_end_on 2024-03-01"},
        {"a diagnosis was there", "2024-03-01/2024-08-31", "", "", "S 2024-02-01/2024-05-02", ""},
        {"a renewal rests on the first day of its chain", "+2024-09-01/2024-12-31", "2024-03-01/2024-08-31", "", "",
         "~contract_without_pass@official_end_on 2024-03-01"},
        {"before the rules", "2021-11-30/2022-08-31", "", "", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct periods own = periods(cases[i].contract), others = periods(cases[i].others), passes = periods(cases[i].passes);
        struct diagnosis items[PERIODS_MAX];
        const struct contract_right_facts facts = {
            .starts_on = own.items[0].starts_on,
            .ends_on = own.items[0].last_on,
            .others = others.items,
            .n_others = others.count,
            .renewal = own.items[0].renewal,
            .rights = {passes.items, passes.count, items, diagnoses(cases[i].diagnoses, items), DAY_NONE},
        };
        struct parameters parameters =
            numbers_on(contract_chain_start(others.items, others.count, facts.starts_on, facts.renewal));
        struct findings findings = {0};
        test_row(cases[i].label);
        contract_warn_right(&facts, &parameters, "official_end_on", &findings);
        CHECK_TEXT(found(&findings), cases[i].expected);
    }
}

int main(void)
{
    test_diagnoses();
    test_lasting();
    test_eligibility();
    test_known();
    test_contracts();
    test_changed_rights();
    return test_done();
}

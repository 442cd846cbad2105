/* Candidacies: what a file needs, and the normal form of names. */
#include "domain/candidacy.h"

#include "facts.h"

static const struct {
    const char *label, *birth_on, *informed_on, *expected;
    bool unreachable, referent_unreachable, closed;
    const char *expected_start_on;
} rows[] = {
    {"complete", "1990-05-04", "2026-03-10", ""},
    {"told tomorrow", "1990-05-04", "2026-03-11", "day_in_future@candidate_informed_on 2026-03-10"},
    {"told long ago", "1990-05-04", "2025-01-01", ""},
    {"16 today", "2010-03-10", "2026-03-10", ""},
    {"16 tomorrow", "2010-03-11", "2026-03-10", "age_at_hire@birth_on 16 100"},
    {"16 on the day they could begin", "2010-06-01", "2026-03-10", "", .expected_start_on = "2026-06-01"},
    {"16 the day after it", "2010-06-02", "2026-03-10", "age_at_hire@birth_on 16 100", .expected_start_on = "2026-06-01"},
    {"a day to begin that has gone by", "2010-03-10", "2026-03-10", "", .expected_start_on = "2026-03-01"},
    {"100, 101 tomorrow", "1925-03-11", "2026-03-10", ""},
    {"101 today", "1925-03-10", "2026-03-10", "age_at_hire@birth_on 16 100"},
    {"not born yet", "2030-01-01", "2026-03-10", "age_at_hire@birth_on 16 100"},
    {"no way to reach the person", "1990-05-04", "2026-03-10", "contact_required@phone", .unreachable = true},
    {"no way to reach the referent", "1990-05-04", "2026-03-10", "referent_required@referent_email",
     .referent_unreachable = true},
    {"a closed structure", "1990-05-04", "2026-03-10", "structure_closed_to_candidacies@structure_id", .closed = true},
    {"every fault is told at once", "2020-05-04", "2026-04-10",
     "structure_closed_to_candidacies@structure_id, age_at_hire@birth_on 16 100, "
     "day_in_future@candidate_informed_on 2026-03-10, contact_required@phone, referent_required@referent_email",
     true, true, true},
};

static void test_candidacies(void)
{
    struct parameters parameters = numbers_on(day("2026-03-10")), none = {.known = {false}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct candidacy_facts facts = {
            .birth_on = day(rows[i].birth_on),
            .candidate_informed_on = day(rows[i].informed_on),
            .today = day("2026-03-10"),
            .expected_start_on = day(rows[i].expected_start_on),
            .reachable = !rows[i].unreachable,
            .referent_reachable = !rows[i].referent_unreachable,
            .structure_open = !rows[i].closed,
        };
        struct findings findings = {0};
        test_row(rows[i].label);
        candidacy_check(&facts, &parameters, &findings);
        CHECK_TEXT(found(&findings), rows[i].expected);
    }
    struct candidacy_facts child = {day("2020-01-01"), day("2026-03-10"), day("2026-03-10"), DAY_NONE, true, true, true};
    struct findings findings = {0};
    test_row("no age in force, no rule");
    candidacy_check(&child, &none, &findings);
    CHECK_TEXT(found(&findings), "");
    test_row("one of the two ages only, no rule");
    none.known[PARAM_PERSON_AGE_MAX] = true;
    none.value[PARAM_PERSON_AGE_MAX] = 1;
    candidacy_check(&child, &none, &findings);
    CHECK_TEXT(found(&findings), "");
}

static void test_followed(void)
{
    static const struct {
        const char *state;
        bool followed;
    } states[] = {
        {"submitted", true}, {"under_review", true}, {"interview_planned", true}, {"waitlisted", true}, {"accepted", true},
        {"refused", false},  {"withdrawn", false},   {"cancelled", false},        {"obsolete", false},  {"accept", false},
        {"", false},         {NULL, false}};
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        test_row(states[i].state ? states[i].state : "no file");
        CHECK_INT(candidacy_is_followed(states[i].state), states[i].followed);
    }
}

static void test_other_births(void)
{
    static const struct {
        const char *label, *one, *other, *expected;
    } births[] = {
        {"the same day", "1990-05-04", "1990-05-04", ""},
        {"day and month exchanged", "1990-05-04", "1990-04-05", "~candidacy_other_birth@participant_id"},
        {"the day before", "1990-05-04", "1990-05-03", "~candidacy_other_birth@participant_id"},
        {"one that gives none", "1990-05-04", "", ""},
        {"none of either", "", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(births); i++) {
        struct findings findings = {0};
        test_row(births[i].label);
        candidacy_check_birth(day(births[i].one), day(births[i].other), "participant_id", &findings);
        CHECK_TEXT(found(&findings), births[i].expected);
        test_row("the other way round");
        findings = (struct findings){0};
        candidacy_check_birth(day(births[i].other), day(births[i].one), "participant_id", &findings);
        CHECK_TEXT(found(&findings), births[i].expected);
    }
}

static void test_births(void)
{
    static const struct {
        const char *label, *birth_on, *expected;
    } births[] = {
        {"16 today", "2010-03-10", ""},
        {"16 tomorrow: hired later, maybe", "2010-03-11", "~age_at_hire@birth_on 16 100"},
        {"born today", "2026-03-10", "~age_at_hire@birth_on 16 100"},
        {"not born yet", "2026-03-11", "age_at_hire@birth_on 16 100"},
        {"100, 101 tomorrow", "1925-03-11", ""},
        {"101 today", "1925-03-10", "age_at_hire@birth_on 16 100"},
    };
    struct parameters parameters = numbers_on(day("2026-03-10"));
    for (size_t i = 0; i < COUNT_OF(births); i++) {
        struct findings findings = {0};
        test_row(births[i].label);
        person_check_birth(day(births[i].birth_on), day("2026-03-10"), &parameters, &findings);
        CHECK_TEXT(found(&findings), births[i].expected);
    }
}

static void test_names(void)
{
    static const struct {
        const char *name, *normal;
    } names[] = {
        {"Dupont", "dupont"},
        {"DUPONT", "dupont"},
        {"AZIZ", "aziz"},
        {"Élodie", "elodie"},
        {"E\xCC\x81lodie", "elodie"}, /* the accent as a mark of its own */
        {"François-Xavier", "francois xavier"},
        {"  Jean   -  Paul ", "jean paul"},
        {"d'Arc", "d arc"},
        {"D\xE2\x80\x99"
         "ARC",
         "d arc"},
        {"N'Guyen", "n guyen"},
        {"Nguyễn Thị Ánh", "nguyen thi anh"},
        {"ŒUVRARD", "oeuvrard"},
        {"Lætitia", "laetitia"},
        {"Weiß", "weiss"},
        {"Søren Łukasz Đặng", "soren lukasz dang"},
        {"Ştefan Țepeș", "stefan tepes"},
        {"Ÿ ÿ", "y y"},
        {"de\xC2\xA0La\xE2\x80\xAF"
         "Tour",
         "de la tour"},
        {"Le\xE2\x80\x91"
         "Goff",
         "le goff"},
        {"Àlix Bȳ", "alix by"},
        {"ỹ Ḁ", "y a"},
        {"\u0250 \u1F00 \u0800 \U00010000", "\u0250 \u1F00 \u0800 \U00010000"}, /* just outside what is folded */
        {"a\u0300b\u036F", "ab"},
        {"Иван", "Иван"},
        {"李", "李"},
        {"O'", "o"},
        {"---", ""},
        {"", ""},
        {"4711 Ab", "4711 ab"},
    };
    char out[64];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        test_row(names[i].name);
        name_normal(names[i].name, out, sizeof out);
        CHECK_TEXT(out, names[i].normal);
    }
    test_row("what does not fit is left out, never a part of a letter");
    name_normal("Иван", out, 4);
    CHECK_TEXT(out, "И");
    name_normal("Jean Paul", out, 6);
    CHECK_TEXT(out, "jean");
    name_normal("Jean Paul", out, 7);
    CHECK_TEXT(out, "jean p");
    name_normal("Jean", out, 1);
    CHECK_TEXT(out, "");
    out[0] = 'x';
    name_normal("Jean", out, 0);
    CHECK_INT(out[0], 'x');
}

int main(void)
{
    test_candidacies();
    test_followed();
    test_other_births();
    test_births();
    test_names();
    return test_done();
}

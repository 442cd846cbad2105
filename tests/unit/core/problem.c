#include "core/problem.h"

#include <ctype.h>

#include "core/text.h"
#include "test.h"

/* The places of a detail, as a set of bits; a brace that is no place `{0}` … `{3}` gives UINT32_MAX. */
static uint32_t places(const char *detail)
{
    uint32_t set = 0;
    for (const char *at = detail; *at; at++) {
        if (*at == '}')
            return UINT32_MAX;
        if (*at != '{')
            continue;
        if (at[1] < '0' || at[1] >= '0' + PROBLEM_VALUES || at[2] != '}')
            return UINT32_MAX;
        set |= 1u << (at[1] - '0');
        at += 2;
    }
    return set;
}

static bool is_slug(const char *slug)
{
    for (const char *at = slug; *at; at++)
        if (!islower((unsigned char)*at) && !isdigit((unsigned char)*at) && *at != '_')
            return false;
    return slug[0] != '\0';
}

static bool is_known_status(int status)
{
    static const int known[] = {400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 421, 422, 428, 429, 431, 500, 503};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (status == known[i])
            return true;
    return false;
}

static void test_texts(void)
{
    for (int i = 1; i < N_PROBLEMS; i++) {
        const struct problem_text *text = problem_text((enum problem)i);
        test_row(text->slug);
        CHECK(is_slug(text->slug));
        CHECK(is_known_status(text->status));
        CHECK(text->source != NULL);
        CHECK(text->reached[0] != '\0');
        for (int language = 0; language < N_LANGUAGES; language++) {
            const char *title = text->title[language], *detail = text->detail[language];
            CHECK(title[0] != '\0' && detail[0] != '\0');
            CHECK(text_is_utf8(title, strlen(title)) && text_is_utf8(detail, strlen(detail)));
            CHECK(!text_has_control(title, strlen(title), false) && !text_has_control(detail, strlen(detail), false));
            CHECK(detail[strlen(detail) - 1] == '.');
            CHECK(title[strlen(title) - 1] != '.');
        }
        uint32_t french = places(text->detail[FRENCH]);
        CHECK_INT(french, places(text->detail[ENGLISH]));
        CHECK((french & (french + 1)) == 0); /* numbered from 0 without gap */
    }
}

static void test_slugs_unique(void)
{
    for (int i = 1; i < N_PROBLEMS; i++) {
        const char *slug = problem_text((enum problem)i)->slug;
        unsigned uses = 0;
        for (int j = 1; j < N_PROBLEMS; j++)
            uses += text_equal(slug, problem_text((enum problem)j)->slug);
        test_row(slug);
        CHECK_INT(uses, 1);
    }
}

static void check_detail(enum problem problem, const struct problem_value *values, const char *french, const char *english)
{
    const char *expected[N_LANGUAGES] = {french, english};
    for (int language = 0; language < N_LANGUAGES; language++) {
        struct buffer out = {0};
        problem_write_detail(&out, problem, (enum language)language, values);
        CHECK_TEXT(buffer_text(&out), expected[language]);
        buffer_done(&out);
    }
}

static void test_details(void)
{
    day_t day = day_from_ymd(2026, 4, 9);
    test_row("a number and a day");
    check_detail(CONTRACT_TOO_SHORT, (struct problem_value[PROBLEM_VALUES]){{VALUE_INT, 4, NULL}, {VALUE_DAY, day, NULL}},
                 "Le premier contrat dure au moins 4 mois : jusqu'au 09/04/2026 au moins. "
                 "Seul un renouvellement (renew) peut être plus court.",
                 "The first contract lasts at least 4 months: until 2026-04-09 at least. Only a renewal (renew) may be shorter.");
    test_row("whole hours, and minutes");
    check_detail(
        IMMERSION_WEEK,
        (struct problem_value[PROBLEM_VALUES]){{VALUE_DAY, day, NULL}, {VALUE_MINUTES, 2885, NULL}, {VALUE_MINUTES, 2880, NULL}},
        "La semaine du 09/04/2026 compte 48 h 05, au plus 48 h.", "The week of 2026-04-09 has 48 h 05 min, at most 48 h.");
    test_row("a text");
    check_detail(SCOPE_MISSING, (struct problem_value[PROBLEM_VALUES]){{VALUE_TEXT, 0, "write"}},
                 "Cette clé n'a pas la portée « write ».", "This key does not have the scope \"write\".");
    test_row("no place");
    check_detail(NOT_FOUND, (struct problem_value[PROBLEM_VALUES]){{0}}, "Cette ressource n'existe pas.",
                 "This resource does not exist.");
    test_row("a text with braces is not read again");
    check_detail(SCOPE_MISSING, (struct problem_value[PROBLEM_VALUES]){{VALUE_TEXT, 0, "{1}"}},
                 "Cette clé n'a pas la portée « {1} ».", "This key does not have the scope \"{1}\".");
    test_row("a sentence in both languages ends the detail once");
    check_detail(FIELD_FORMAT,
                 (struct problem_value[PROBLEM_VALUES]){
                     {.kind = VALUE_TEXT, .text = "Postcode, 5 digits.", .text_fr = "Code postal, 5 chiffres."}},
                 "Ce champ attend : Code postal, 5 chiffres.", "This field expects: Postcode, 5 digits.");
    test_row("counts");
    check_detail(FIELD_TOO_SHORT, (struct problem_value[PROBLEM_VALUES]){{VALUE_CHARACTERS, 1, NULL}}, "Au moins 1 caractère.",
                 "At least 1 character.");
    check_detail(FIELD_TOO_LONG, (struct problem_value[PROBLEM_VALUES]){{VALUE_CHARACTERS, 200, NULL}}, "Au plus 200 caractères.",
                 "At most 200 characters.");
    check_detail(FIELD_TOO_SHORT, (struct problem_value[PROBLEM_VALUES]){{VALUE_ITEMS, 1, NULL}}, "Au moins 1 élément.",
                 "At least 1 item.");
    check_detail(FIELD_TOO_LONG, (struct problem_value[PROBLEM_VALUES]){{VALUE_ITEMS, 0, NULL}}, "Au plus 0 élément.",
                 "At most 0 items.");
    test_row("nothing given");
    check_detail(TERMINATION_DAY, (struct problem_value[PROBLEM_VALUES]){{VALUE_DAY, DAY_NONE, NULL}, {VALUE_TEXT, 0, NULL}},
                 "Le dernier jour se trouve entre le  et le .", "The last day lies between  and .");
}

int main(void)
{
    test_texts();
    test_slugs_unique();
    test_details();
    return test_done();
}

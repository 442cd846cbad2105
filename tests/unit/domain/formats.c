/* Formats of the field: what is accepted, its normal form, and what is refused. */
#include "domain/formats.h"

#include "facts.h"

typedef enum problem format_fn(const char *in, size_t length, char *out, size_t capacity);

struct format_row {
    const char *in, *out; /* out NULL: refused */
};

static void check_format(format_fn *format, enum problem refusal, const struct format_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char out[300] = "unwritten", copy[300];
        size_t length = strlen(rows[i].in);
        memset(copy, '7', sizeof copy); /* the text is not NUL-terminated: reading past it would find digits */
        memcpy(copy, rows[i].in, length);
        test_row(rows[i].in);
        enum problem problem = format(copy, length, out, sizeof out);
        CHECK_INT(problem, rows[i].out ? PROBLEM_NONE : refusal);
        if (rows[i].out) {
            CHECK_TEXT(out, rows[i].out);
            size_t needed = strlen(rows[i].out) + 1;
            CHECK_INT(format(copy, length, out, needed), PROBLEM_NONE);
            CHECK_INT(format(copy, length, out, needed - 1), refusal);
        }
    }
}
#define CHECK_FORMAT(format, refusal, rows) check_format(format, refusal, rows, COUNT_OF(rows))

static void test_siret(void)
{
    static const struct format_row rows[] = {
        {"73282932000074", "73282932000074"}, /* the example of INSEE's documentation */
        {"732 829 320 00074", "73282932000074"},
        {"732.829.320.00074", "73282932000074"},
        {"732\xC2\xA0"
         "829\xE2\x80\xAF"
         "320 00074",
         "73282932000074"},
        {"35600000000048", "35600000000048"}, /* La Poste's head office: Luhn holds */
        {"35600000049837", "35600000049837"}, /* La Poste: a digit sum of 45 */
        {"35600000049838", NULL},
        {"7328293200007", NULL},
        {"732829320000740", NULL},
        {"732829320", NULL},
        {"73282932000075", NULL},
        {"73282932O00074", NULL},
        {"732-829-320-00074", NULL},
        {"00000000000000", NULL},
        {"00000000010009", NULL}, /* both keys hold, but a SIREN of zeros is nobody */
        {"", NULL},
        {" ", NULL},
        {"\xEF\xBC\x97"
         "3282932000074",
         NULL}, /* a full-width digit */
    };
    CHECK_FORMAT(format_siret, FIELD_SIRET, rows);
}

/* Luhn finds every single wrong digit, at each of the 14 places. */
static void test_siret_digits(void)
{
    static const char right[] = "73282932000074", la_poste[] = "35600000000048";
    char siret[15], out[15];
    for (size_t place = 0; place < 14; place++) {
        for (char digit = '0'; digit <= '9'; digit++) {
            memcpy(siret, right, sizeof siret);
            siret[place] = digit;
            test_row(siret);
            CHECK_INT(format_siret(siret, 14, out, sizeof out), right[place] == digit ? PROBLEM_NONE : FIELD_SIRET);
        }
        /* Off by one, La Poste's second key does not let it through either. */
        memcpy(siret, la_poste, sizeof siret);
        siret[place]++;
        test_row(siret);
        CHECK_INT(format_siret(siret, 14, out, sizeof out), FIELD_SIRET);
    }
}

/* A SIRET whose 14 digits pass but not the 9 of its SIREN: two faults that cancel out. */
static void test_siren(void)
{
    char out[15];
    test_row("right as a whole, wrong SIREN");
    CHECK_INT(format_siret("73282933000073", 14, out, sizeof out), FIELD_SIRET);
}

static void test_phone(void)
{
    static const struct format_row rows[] = {
        {"0311452204", "+33311452204"},
        {"0311452459", "+33311452459"},
        {"03 11 45 22 04", "+33311452204"},
        {"03.11.45.22.04", "+33311452204"},
        {"03-11-45-22-04", "+33311452204"},
        {"03\xC2\xA0"
         "11\xC2\xA0"
         "45\xC2\xA0"
         "22\xC2\xA0"
         "04",
         "+33311452204"},
        {"+33 5 03 37 05 68", "+33503370568"},
        {"+33 (0)5 03 37 05 68", "+33503370568"},
        {"0033503370568", "+33503370568"},
        {"00 33 5 03 37 05 68", "+33503370568"},
        {"0033 (0)5 03 37 05 68", "+33503370568"},
        {"(05) 03 37 05 68", "+33503370568"},
        {"(0)5 03 37 05 68", "+33503370568"},
        {"06 12 34 56 78", "+33612345678"},
        {"06 (0)1 23 45 67", "+33601234567"}, /* only a number with its country code has a 0 to leave out */
        {"+32 2 555 12 12", "+3225551212"},
        {"+32 (0)475 12 34 56", "+32475123456"},
        {"0032475123456", "+32475123456"},
        {"+352 27 12 34", "+352271234"},
        {"0590 12 34 56", "+590590123456"},
        {"0692 12 34 56", "+262692123456"},
        {"+262 692 12 34 56", "+262692123456"},
        {"+290 1234", "+2901234"},
        {"+123456789012345", "+123456789012345"},
        {"+1234567890123456", NULL},
        {"+123456", NULL},
        {"+33 05 03 37 05 68", NULL},
        {"+33 0 03 37 05 68", NULL},
        {"+33 5 03 37 05 6", NULL},
        {"+33 5 03 37 05 689", NULL},
        {"+0 33 5 03 37 05 68", NULL},
        {"031145220", NULL},
        {"03114522041", NULL},
        {"3114522045", NULL},
        {"33311452204", NULL},
        {"3949", NULL},
        {"00", NULL},
        {"+", NULL},
        {"++33503370568", NULL},
        {"0311+452204", NULL},
        {"0311452204 poste 12", NULL},
        {"03 11 45 22 0O", NULL},
        {"garbage", NULL},
        {"", NULL},
        {"()", NULL},
        {"00000000000000000000000000000000000000000000", NULL},
    };
    CHECK_FORMAT(format_phone, FIELD_PHONE, rows);
}

#define TEN "abcdefghij"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void test_email(void)
{
    static const struct format_row rows[] = {
        {"accueil@exemple.fr", "accueil@exemple.fr"},
        {"Accueil@Exemple.FR", "Accueil@exemple.fr"},
        {"prenom.nom+aci@sous-domaine.exemple.org", "prenom.nom+aci@sous-domaine.exemple.org"},
        {"o'neil_1@exemple.co.uk", "o'neil_1@exemple.co.uk"},
        {"a@b.fr", "a@b.fr"},
        {"a@AZ-JAZZ.FR", "a@az-jazz.fr"},
        {SIXTY "1234@exemple.fr", SIXTY "1234@exemple.fr"},
        {SIXTY "12345@exemple.fr", NULL},
        {"a@" SIXTY "123.fr", "a@" SIXTY "123.fr"},
        {"a@" SIXTY "1234.fr", NULL},
        {"a@xn--bcher-kva.example", "a@xn--bcher-kva.example"},
        {"a@exemple", NULL},
        {"a@exemple.f", NULL},
        {"a@127.0.0.1", NULL},
        {"a@.exemple.fr", NULL},
        {"a@exemple..fr", NULL},
        {"a@exemple.fr.", NULL},
        {"a@-exemple.fr", NULL},
        {"a@exemple-.fr", NULL},
        {"a@exem_ple.fr", NULL},
        {".a@exemple.fr", NULL},
        {"a.@exemple.fr", NULL},
        {"a..b@exemple.fr", NULL},
        {"a b@exemple.fr", NULL},
        {"a@b@exemple.fr", NULL},
        {"@exemple.fr", NULL},
        {"a@", NULL},
        {"@", NULL},
        {"exemple.fr", NULL},
        {"bénédicte@exemple.fr", NULL},
        {"a@exemplé.fr", NULL},
        {"a@exemple.fr\nBcc: b@exemple.fr", NULL},
        {"Nom <a@exemple.fr>", NULL},
        {"", NULL},
    };
    CHECK_FORMAT(format_email, FIELD_EMAIL, rows);

    /* The longest address, and one character more. */
    char out[300];
    static const char longest[] = "ab@" SIXTY "." SIXTY "." SIXTY "." SIXTY ".abcd.fr";
    char address[300];
    test_row("254 characters");
    int length = snprintf(address, sizeof address, "%s", longest);
    CHECK_INT(length, 254);
    CHECK_INT(format_email(address, 254, out, sizeof out), PROBLEM_NONE);
    test_row("255 characters");
    snprintf(address, sizeof address, "x%s", longest);
    CHECK_INT(format_email(address, 255, out, sizeof out), FIELD_EMAIL);
}

static void test_nul(void)
{
    char out[64];
    test_row("a NUL inside");
    CHECK_INT(format_email("a\0b@exemple.fr", 14, out, sizeof out), FIELD_EMAIL);
    CHECK_INT(format_email("a@exemple\0.fr", 13, out, sizeof out), FIELD_EMAIL);
    CHECK_INT(format_phone("03114522\0004", 11, out, sizeof out), FIELD_PHONE);
    CHECK_INT(format_siret("7328293200007\0"
                           "4",
                           15, out, sizeof out),
              FIELD_SIRET);
    CHECK_INT(format_token("a\0b", 3, out, sizeof out), FIELD_FORMAT);
    CHECK_INT(format_postcode("7500\0", 5, out, sizeof out), FIELD_FORMAT);
}

static void test_codes(void)
{
    static const struct format_row safir[] = {
        {"75123", "75123"}, {"2a345", "2A345"}, {"z123Z", "Z123Z"}, {"7512", NULL},
        {"751234", NULL},   {"75 12", NULL},    {"7512\xC3", NULL}, {"", NULL},
    };
    static const struct format_row postcodes[] = {
        {"60200", "60200"}, {"01000", "01000"}, {"97400", "97400"}, {"6020", NULL},
        {"602000", NULL},   {"2A004", NULL},    {"60 20", NULL},    {"", NULL},
    };
    static const struct format_row naf[] = {
        {"88.99B", "88.99B"}, {"8899B", "88.99B"}, {"88.99b", "88.99B"}, {"8899z", "88.99Z"}, {"88.99", NULL}, {"88.99BB", NULL},
        {"8899", NULL},       {"88.9B", NULL},     {"88-99B", NULL},     {"889.9B", NULL},    {"A899B", NULL}, {"", NULL},
    };
    static const struct format_row rome[] = {
        {"A1203", "A1203"}, {"n4105", "N4105"}, {"O1203", NULL}, {"A120", NULL},
        {"A12033", NULL},   {"11203", NULL},    {"AA203", NULL}, {"", NULL},
    };
    static const struct format_row tokens[] = {
        {"dossier-2026/42", "dossier-2026/42"},
        {"!", "!"},
        {"~", "~"},
        {"a b", NULL},
        {"\x7F", NULL},
        {"\xC3\xA9", NULL},
        {"a\tb", NULL},
        {" ", NULL},
        {"", NULL},
    };
    static const struct format_row pass_numbers[] = {
        {"999992139048", "999992139048"},
        {"99999 21 39048", "999992139048"},
        {"xxxxx2139a48", "XXXXX2139A48"},
        {"99999213904", NULL},
        {"9999921390481", NULL},
        {"99999-139048", NULL},
        {"99999213904\xC3", NULL},
        {"            ", NULL},
        {"", NULL},
    };
    CHECK_FORMAT(format_safir, FIELD_FORMAT, safir);
    CHECK_FORMAT(format_pass_number, FIELD_FORMAT, pass_numbers);
    CHECK_FORMAT(format_postcode, FIELD_FORMAT, postcodes);
    CHECK_FORMAT(format_naf, FIELD_FORMAT, naf);
    CHECK_FORMAT(format_rome, FIELD_FORMAT, rome);
    CHECK_FORMAT(format_token, FIELD_FORMAT, tokens);
}

int main(void)
{
    test_siret();
    test_siret_digits();
    test_siren();
    test_phone();
    test_email();
    test_nul();
    test_codes();
    return test_done();
}

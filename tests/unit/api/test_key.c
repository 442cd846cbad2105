#include <ctype.h>

#include "api/key.h"
#include "test.h"

/* A key whose checksum was computed by another program (Python's binascii.crc32), so that the two agree on the format. */
static const char known[] = "mln_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg3fkvog";

static void test_known(void)
{
    test_row("known key");
    char hex[API_KEY_HASH_HEX], prefix[API_KEY_PREFIX];
    CHECK(api_key_well_formed(known, strlen(known)));
    api_key_hash(known, hex);
    CHECK_TEXT(hex, "8e7262d217e32835a224e1f7af98874cf071d7be7ab9127cc7b418586eef43fb");
    api_key_prefix(known, prefix);
    CHECK_TEXT(prefix, "mln_01234567");
}

static void test_generated(void)
{
    test_row("generated keys");
    char first[API_KEY_TEXT], second[API_KEY_TEXT];
    api_key_generate(first);
    api_key_generate(second);
    CHECK_INT(strlen(first), API_KEY_TEXT - 1);
    CHECK(api_key_well_formed(first, strlen(first)));
    CHECK(api_key_well_formed(second, strlen(second)));
    CHECK(strcmp(first, second) != 0);
    CHECK(strncmp(first, "mln_", 4) == 0);
    for (const char *c = first + 4; *c; c++)
        CHECK(isalnum((unsigned char)*c));
}

/* Every change of one character is seen: that is what the checksum is for. */
static void test_altered(void)
{
    test_row("altered keys");
    for (size_t i = 0; i < strlen(known); i++) {
        char altered[sizeof known];
        memcpy(altered, known, sizeof known);
        altered[i] = altered[i] == 'x' ? 'y' : 'x';
        test_check(!api_key_well_formed(altered, strlen(altered)), __FILE__, __LINE__, "character %zu changed unseen", i);
    }
}

static void test_shapes(void)
{
    char longer[sizeof known + 1];
    snprintf(longer, sizeof longer, "%s0", known);
    struct {
        const char *label, *text;
        size_t length;
    } rows[] = {
        {"empty", "", 0},
        {"prefix alone", "mln_", 4},
        {"one character short", known, sizeof known - 2},
        {"one character long", longer, sizeof known},
        {"upper-case prefix", "MLN_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg000000", sizeof known - 1},
        {"other bytes", "mln_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcde-_000000", sizeof known - 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        CHECK(!api_key_well_formed(rows[i].text, rows[i].length));
    }
    test_row("a NUL inside");
    char with_nul[sizeof known];
    memcpy(with_nul, known, sizeof known);
    with_nul[20] = '\0';
    CHECK(!api_key_well_formed(with_nul, sizeof known - 1));
}

static void test_codes(void)
{
    char code[CODE_TEXT], other[CODE_TEXT], hash[API_KEY_HASH_HEX], same[API_KEY_HASH_HEX];
    test_row("codes");
    code_generate(code);
    code_generate(other);
    CHECK(strcmp(code, other) != 0);
    CHECK_INT(strlen(code), CODE_TEXT - 1);
    CHECK(code_hash(code, hash));
    CHECK(code_hash(other, same) && strcmp(hash, same) != 0);
    test_row("however it is written");
    size_t n = 0;
    for (const char *c = code; *c; c++)
        if (*c != '-')
            other[n++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    other[n] = '\0';
    CHECK(code_hash(other, same));
    CHECK_TEXT(same, hash);
    static const char *const wrong[] = {"",
                                        "-",
                                        "7Q2MD",
                                        "7Q2MD-X4K9V-0T3HB-NR8YC-W5JG",
                                        "7Q2MD-X4K9V-0T3HB-NR8YC-W5JGAA",
                                        "7Q2MD-X4K9V-0T3HB-NR8YC-W5JGU",
                                        "7Q2MD-X4K9V-0T3HB-NR8YC-W5JG\xc3"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        test_row(wrong[i]);
        CHECK(!code_hash(wrong[i], hash));
    }
}

int main(void)
{
    test_known();
    test_generated();
    test_altered();
    test_shapes();
    test_codes();
    return test_done();
}

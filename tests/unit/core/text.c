#include "core/text.h"

#include "test.h"

static void test_utf8(void)
{
    static const struct {
        const char *label, *text;
        bool right;
    } rows[] = {
        {"empty", "", true},
        {"ascii", "plain text of more than eight bytes", true},
        {"two bytes", "\xc3\xa9", true},
        {"first of two", "\xc2\x80", true},
        {"last of two", "\xdf\xbf", true},
        {"first of three", "\xe0\xa0\x80", true},
        {"last before surrogates", "\xed\x9f\xbf", true},
        {"first after surrogates", "\xee\x80\x80", true},
        {"last of three", "\xef\xbf\xbf", true},
        {"first of four", "\xf0\x90\x80\x80", true},
        {"U+10FFFF", "\xf4\x8f\xbf\xbf", true},
        {"after eight ascii", "12345678\xc3\xa9", true},
        {"overlong slash, two bytes", "\xc0\xaf", false},
        {"overlong c1", "\xc1\xbf", false},
        {"overlong three", "\xe0\x9f\xbf", false},
        {"overlong slash, three bytes", "\xe0\x80\xaf", false},
        {"overlong four", "\xf0\x8f\xbf\xbf", false},
        {"first surrogate", "\xed\xa0\x80", false},
        {"last surrogate", "\xed\xbf\xbf", false},
        {"above U+10FFFF", "\xf4\x90\x80\x80", false},
        {"f5", "\xf5\x80\x80\x80", false},
        {"ff", "\xff", false},
        {"lone continuation", "\x80", false},
        {"cut two", "a\xc3", false},
        {"cut three", "\xe2\x82", false},
        {"cut four", "\xf0\x9f\x8c", false},
        {"bad second byte", "\xc3(", false},
        {"bad third byte", "\xe2\x82(", false},
        {"bad fourth byte", "\xf0\x9f\x8c(", false},
        {"bad after eight ascii", "12345678\xff", false},
        {"bad in the eighth place", "1234567\xff", false},
        {"latin-1", "caf\xe9 noir", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        CHECK_INT(text_is_utf8(rows[i].text, strlen(rows[i].text)), rows[i].right);
    }
    test_row("the length rules, not the NUL");
    CHECK(text_is_utf8("a\0b", 3));
    CHECK(!text_is_utf8("\xc3\xa9", 1));
}

static void test_control(void)
{
    static const struct {
        const char *label, *text;
        bool one_line, lines;
    } rows[] = {
        {"plain", "Jean-Noël d'Été", false, false},
        {"newline", "a\nb", true, false},
        {"tab", "a\tb", true, false},
        {"carriage return", "a\rb", true, true},
        {"escape", "\x1b[31m", true, true},
        {"delete", "a\x7f", true, true},
        {"first C1", "\xc2\x80", true, true},
        {"next line U+0085", "\xc2\x85", true, true},
        {"last C1", "\xc2\x9f", true, true},
        {"no-break space", "\xc2\xa0", false, false},
        {"U+2029 is no override", "\xe2\x80\xa9", false, false},
        {"U+202A", "\xe2\x80\xaa", true, true},
        {"U+202E", "a\xe2\x80\xae", true, true},
        {"U+202F narrow space", "\xe2\x80\xaf", false, false},
        {"U+2065", "\xe2\x81\xa5", false, false},
        {"U+2066", "\xe2\x81\xa6", true, true},
        {"U+2069", "\xe2\x81\xa9", true, true},
        {"U+206A", "\xe2\x81\xaa", false, false},
        {"typographic apostrophe",
         "l\xe2\x80\x99"
         "atelier",
         false, false},
        {"euro", "\xe2\x82\xac", false, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        CHECK_INT(text_has_control(rows[i].text, strlen(rows[i].text), false), rows[i].one_line);
        CHECK_INT(text_has_control(rows[i].text, strlen(rows[i].text), true), rows[i].lines);
    }
    test_row("NUL");
    CHECK(text_has_control("a\0b", 3, true));
}

static void test_trim(void)
{
    static const struct {
        const char *text, *trimmed;
    } rows[] = {
        {"", ""},
        {"   ", ""},
        {"a", "a"},
        {"  a b  ", "a b"},
        {"\t\r\n a\n", "a"},
        {"\xc2\xa0Zo\xc3\xa9\xc2\xa0 ", "Zo\xc3\xa9"},
        {"\xc2\xa0", ""},
        {" \xc3\xa0 ", "\xc3\xa0"}, /* à ends with the byte A0 too */
        {"a\xc2\xa0z", "a\xc2\xa0z"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[64];
        test_row(rows[i].text);
        strcpy(text, rows[i].text);
        size_t length = text_trim(text, strlen(text));
        text[length] = '\0';
        CHECK_TEXT(text, rows[i].trimmed);
    }
}

static void test_words(void)
{
    static const char *const words[] = {"one", "two", NULL};
    test_row("words");
    CHECK_INT(text_index(words, "one"), 0);
    CHECK_INT(text_index(words, "two"), 1);
    CHECK_INT(text_index(words, "Two"), -1);
    CHECK_INT(text_index(words, ""), -1);
    CHECK_INT(text_index(words, NULL), -1);
    CHECK(text_equal("a", "a"));
    CHECK(!text_equal("a", "b"));
    CHECK(!text_equal(NULL, "a"));
    CHECK(!text_equal("a", NULL));
    CHECK(!text_equal(NULL, NULL));
    CHECK_INT(text_characters("d\xc3\xa9j\xc3\xa0", 6), 4);
    CHECK_INT(text_characters("\xf0\x9f\x8c\xb1", 4), 1);
    CHECK_INT(text_characters("", 0), 0);
}

/* Every length about a word's, every bit of it changed: no two alike, and each changes about half of the hash. */
static void test_hash(void)
{
    enum { LONGEST = 20 };
    char text[LONGEST] = "select t.id from t s";
    unsigned alike = 0, changed = 0, of = 0;
    test_row("hash");
    for (size_t length = 0; length <= LONGEST; length++) {
        uint64_t hash = text_hash(0, text, length);
        CHECK(hash == text_hash(0, text, length));
        CHECK(hash != text_hash(1, text, length));
        CHECK(length == LONGEST || hash != text_hash(0, text, length + 1));
        for (size_t bit = 0; bit < 8 * length; bit++, of++) {
            text[bit / 8] ^= (char)(1 << bit % 8);
            uint64_t other = text_hash(0, text, length);
            text[bit / 8] ^= (char)(1 << bit % 8);
            alike += other == hash;
            changed += (unsigned)__builtin_popcountll(other ^ hash);
        }
    }
    CHECK_INT(alike, 0);
    CHECK(changed / of >= 28 && changed / of <= 36);
    CHECK(text_hash(0, "a", 1) != text_hash(0, "a\0", 2)); /* what fills a last word counts for nothing */
    CHECK(text_hash(0, "", 0) == text_hash(0, NULL, 0));
}

/* As tables use it: names that differ in their last figures fall as evenly as drawn ones. */
static void test_hash_spread(void)
{
    enum { SLOTS = 512, NAMES = 51200 };
    static unsigned slots[SLOTS];
    unsigned fullest = 0;
    test_row("hash, spread");
    for (unsigned i = 0; i < NAMES; i++) {
        char name[32];
        int length = snprintf(name, sizeof name, "statement number %u", i);
        unsigned *slot = &slots[text_hash(0, name, (size_t)length) % SLOTS];
        fullest = ++*slot > fullest ? *slot : fullest;
    }
    CHECK(fullest < 150); /* 100 each, and five standard deviations */
}

static void test_of_int(void)
{
    static const struct {
        int64_t number;
        const char *text;
    } rows[] = {
        {0, "0"}, {7, "7"}, {-1, "-1"}, {10, "10"}, {INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[INT_TEXT];
        test_row(rows[i].text);
        CHECK_INT(text_of_int(rows[i].number, text), strlen(rows[i].text));
        CHECK_TEXT(text, rows[i].text);
    }
}

int main(void)
{
    test_of_int();
    test_utf8();
    test_control();
    test_trim();
    test_words();
    test_hash();
    test_hash_spread();
    return test_done();
}

#include "api/csv.h"

#include "test.h"

static void test_texts(void)
{
    const struct {
        const char *text, *cell;
    } rows[] = {
        {"", "\"\""},
        {"Zoé", "\"Zoé\""},
        {"a;b", "\"a;b\""},
        {"a,b", "\"a,b\""},
        {"dit \"le Grand\"", "\"dit \"\"le Grand\"\"\""},
        {"\"", "\"\"\"\""},
        {"a\nb", "\"a\nb\""},
        {"a\rb", "\"a\rb\""},
        {"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""},
        {"=1;2", "\"'=1;2\""},
        {"+33311452204", "\"+33311452204\""},
        {"+33 311452204", "\"'+33 311452204\""},
        {"+", "\"'+\""},
        {"+1+1", "\"'+1+1\""},
        {"-12", "\"'-12\""},
        {"=12", "\"'=12\""},
        {"01000", "\"01000\""},
        {"-1+1", "\"'-1+1\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"a=1", "\"a=1\""},
        {"'quoted'", "\"'quoted'\""},
        {" =1", "\" =1\""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer out = {0};
        test_row(rows[i].text);
        csv_text(&out, rows[i].text, strlen(rows[i].text));
        CHECK_TEXT(buffer_text(&out), rows[i].cell);
        buffer_done(&out);
    }
}

/* A value as an answer in binary form holds it. */
#define BYTES(text) text, sizeof(text) - 1

static void test_values(void)
{
    const struct {
        enum field_type type;
        const char *bytes;
        size_t length;
        const char *cell;
    } rows[] = {
        {T_TEXT, NULL, 0, ""},
        {T_INT, BYTES("\xff\xfb"), "-5"},
        {T_INT, BYTES("\0\0\1\0"), "256"},
        {T_BOOL, BYTES("\1"), "true"},
        {T_BOOL, BYTES("\0"), "false"},
        {T_DATE, BYTES("\0\0\x25\x50"), "2026-02-25"},
        {T_INSTANT, BYTES("\0\2\xfa\xb5\xc2\x8a\x10\x40"), "2026-07-29T02:48:33.27392Z"},
        {T_WORDS, BYTES("\1[]"), "\"\""},
        {T_WORDS, BYTES("\1[\"read\", \"write\"]"), "\"read,write\""},
        {T_STRINGS, BYTES("\1[\"a;b\", \"\\u00e9\"]"), "\"a;b,é\""},
        {T_STRINGS, BYTES("\1[\"=1\"]"), "\"'=1\""},
        {T_LIST, BYTES("\1[{\"on\": \"2026-03-10\"}]"), "\"[{\"\"on\"\": \"\"2026-03-10\"\"}]\""},
        {T_STATE, BYTES("draft"), "draft"},
        {T_WORD, BYTES("female"), "female"},
        {T_UUID, BYTES("\x01\x9b\x3f\x6e\x0d\x2c\x7a\x41\x9c\x55\x3f\x2a\x6e\x0d\x7b\x18"),
         "019b3f6e-0d2c-7a41-9c55-3f2a6e0d7b18"},
        {T_CODE, BYTES("01"), "\"01\""},
        {T_TEXT, BYTES(""), "\"\""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer out = {0};
        test_row(rows[i].cell);
        csv_value(&out, rows[i].type, rows[i].bytes, rows[i].length);
        CHECK_TEXT(buffer_text(&out), rows[i].cell);
        buffer_done(&out);
    }
}

int main(void)
{
    test_texts();
    test_values();
    return test_done();
}

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

static void test_values(void)
{
    const struct {
        enum field_type type;
        const char *text, *cell;
    } rows[] = {
        {T_TEXT, NULL, ""},
        {T_INT, "-5", "-5"},
        {T_BOOL, "t", "true"},
        {T_BOOL, "f", "false"},
        {T_DATE, "2026-02-28", "2026-02-28"},
        {T_INSTANT, "2026-11-21 23:38:56.123456+00", "2026-11-21T23:38:56.123456Z"},
        {T_WORDS, "[]", "\"\""},
        {T_WORDS, "[\"read\", \"write\"]", "\"read,write\""},
        {T_STRINGS, "[\"a;b\", \"\\u00e9\"]", "\"a;b,é\""},
        {T_STRINGS, "[\"=1\"]", "\"'=1\""},
        {T_LIST, "[{\"on\": \"2026-03-10\"}]", "\"[{\"\"on\"\": \"\"2026-03-10\"\"}]\""},
        {T_STATE, "draft", "draft"},
        {T_WORD, "female", "female"},
        {T_UUID, "019b3f6e-0d2c-7a41-9c55-3f2a6e0d7b18", "019b3f6e-0d2c-7a41-9c55-3f2a6e0d7b18"},
        {T_CODE, "01", "\"01\""},
        {T_TEXT, "", "\"\""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer out = {0};
        test_row(rows[i].text ? rows[i].text : "null");
        csv_value(&out, rows[i].type, rows[i].text, rows[i].text ? strlen(rows[i].text) : 0);
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

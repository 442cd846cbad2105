#include <stdlib.h>

#include "core/buffer.h"
#include "test.h"

enum { LONGEST = 19 };

static void test_strings(void)
{
    static const struct {
        const char *text;
        size_t length;
        const char *json;
    } rows[] = {
        {"", 0, "\"\""},
        {"plain", 5, "\"plain\""},
        {"a\"b", 3, "\"a\\\"b\""},
        {"\\", 1, "\"\\\\\""},
        {"\n\r\t\b\f", 5, "\"\\n\\r\\t\\b\\f\""},
        {"\0", 1, "\"\\u0000\""},
        {"\x1f\x0b\x01", 3, "\"\\u001f\\u000b\\u0001\""},
        {"\x7f", 1, "\"\\u007f\""},
        {"/", 1, "\"/\""},
        {"Éloïse d’Œuvre", sizeof "Éloïse d’Œuvre" - 1, "\"Éloïse d’Œuvre\""},
        {"\xf0\x9f\x8c\xb1", 4, "\"\xf0\x9f\x8c\xb1\""},
        {"cut here", 3, "\"cut\""},
        {"\"\"\"", 3, "\"\\\"\\\"\\\"\""},
        {"ends\\", 5, "\"ends\\\\\""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer out = {0};
        test_row(rows[i].json);
        json_chars(&out, rows[i].text, rows[i].length);
        CHECK_TEXT(buffer_text(&out), rows[i].json);
        buffer_done(&out);
    }
}

/* Each of the 256 bytes alone: copied, or escaped into something that is not the byte itself. */
static void test_every_byte(void)
{
    for (int byte = 0; byte < 256; byte++) {
        struct buffer out = {0};
        char text[1] = {(char)byte};
        json_chars(&out, text, 1);
        bool escaped = byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f;
        bool right = escaped ? out.length > 3 && out.data[1] == '\\' : out.length == 3 && out.data[1] == (char)byte;
        if (!right)
            CHECK_INT(byte, -1);
        buffer_done(&out);
    }
}

/* The same bytes within texts of every length, at every place: eight, or four to seven, are looked at together. */
static void test_every_place(size_t length)
{
    for (int byte = 0; byte < 256; byte++) {
        struct buffer alone = {0};
        char text[LONGEST];
        text[0] = (char)byte;
        json_chars(&alone, text, 1);
        for (size_t place = 0; place < length; place++) {
            struct buffer out = {0}, expected = {0};
            memset(text, 'a', length);
            text[place] = (char)byte;
            json_chars(&out, text, length);
            buffer_add_char(&expected, '"');
            buffer_add(&expected, "aaaaaaaaaaaaaaaaaaa", place);
            buffer_add(&expected, alone.data + 1, alone.length - 2);
            buffer_add(&expected, "aaaaaaaaaaaaaaaaaaa", length - place - 1);
            buffer_add_char(&expected, '"');
            if (out.length != expected.length || memcmp(out.data, expected.data, out.length) != 0)
                CHECK_INT(byte, -1);
            buffer_done(&out);
            buffer_done(&expected);
        }
        buffer_done(&alone);
    }
}

static void test_commas(void)
{
    struct buffer out = {0};
    json_open(&out, '{');
    json_key(&out, "empty");
    json_open(&out, '[');
    json_close(&out, ']');
    json_key(&out, "list");
    json_open(&out, '[');
    json_int(&out, -5);
    json_bool(&out, true);
    json_bool(&out, false);
    json_nothing(&out);
    json_text(&out, NULL);
    json_text(&out, "[");
    json_text(&out, "x");
    json_open(&out, '{');
    json_close(&out, '}');
    json_raw(&out, "1.50", 4);
    json_close(&out, ']');
    json_key(&out, "last");
    json_text(&out, "ends with :");
    json_key(&out, "after");
    json_int(&out, 1);
    json_close(&out, '}');
    CHECK_TEXT(buffer_text(&out),
               "{\"empty\":[],\"list\":[-5,true,false,null,null,\"[\",\"x\",{},1.50],\"last\":\"ends with :\",\"after\":1}");
    buffer_done(&out);
}

static void test_long_string(void)
{
    enum { LENGTH = 100000 };
    char *text = malloc(LENGTH);
    memset(text, '"', LENGTH);
    struct buffer out = {0};
    json_chars(&out, text, LENGTH);
    CHECK_INT(out.length, 2 * LENGTH + 2);
    buffer_done(&out);
    free(text);
}

int main(void)
{
    test_strings();
    test_every_byte();
    for (size_t length = 1; length <= LONGEST; length++)
        test_every_place(length);
    test_commas();
    test_long_string();
    return test_done();
}

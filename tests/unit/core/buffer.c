#include "core/buffer.h"

#include <stdlib.h>

#include "test.h"

static void test_bytes(void)
{
    struct buffer buffer = {0};
    CHECK_TEXT(buffer_text(&buffer), "");
    buffer_add(&buffer, "abc", 3);
    buffer_add(&buffer, NULL, 0);
    buffer_add_char(&buffer, '-');
    buffer_add_text(&buffer, "def");
    buffer_printf(&buffer, " %d/%s", 12, "x");
    CHECK_TEXT(buffer_text(&buffer), "abc-def 12/x");
    CHECK_INT(buffer.length, 12);
    for (int i = 0; i < 100000; i++)
        buffer_add_char(&buffer, (char)('a' + i % 26));
    CHECK_INT(buffer.length, 100012);
    CHECK_INT(buffer.data[100011], 'a' + 99999 % 26);
    CHECK(buffer.capacity < 400000);
    size_t length = 0;
    char *taken = buffer_take(&buffer, &length);
    CHECK_INT(length, 100012);
    CHECK(buffer.data == NULL && buffer.length == 0 && buffer.capacity == 0);
    free(taken);
    buffer_done(&buffer);
}

static void test_integers(void)
{
    static const struct {
        int64_t number;
        const char *text;
    } rows[] = {
        {0, "0"}, {-1, "-1"}, {1000000, "1000000"}, {INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer buffer = {0};
        buffer_add_int(&buffer, rows[i].number);
        CHECK_TEXT(buffer_text(&buffer), rows[i].text);
        buffer_done(&buffer);
    }
}

int main(void)
{
    test_bytes();
    test_integers();
    return test_done();
}

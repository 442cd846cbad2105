/* What is written for others to read, JSON and CSV, reads as the text it was; and the reader of reference lists. The first
 * byte chooses. */
#include <jansson.h>

#include "../../src/db/reference_parse.h"
#include "api/csv.h"
#include "core/text.h"
#include "fuzz.h"

static void try_json(char *text, size_t length)
{
    struct buffer out = {0};
    json_error_t error;
    if (!text_is_utf8(text, length))
        return;
    json_chars(&out, text, length);
    json_t *again = json_loadb(out.data, out.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    PROMISE(json_string_length(again) == length && memcmp(json_string_value(again), text, length) == 0);
    json_decref(again);
    buffer_done(&out);
}

/* A cell, read as RFC 4180 says, is the text; what a spreadsheet would run has an apostrophe before it. */
static void try_csv(char *text, size_t length)
{
    struct buffer out = {0};
    csv_text(&out, text, length);
    PROMISE(out.length >= 2 && out.data[0] == '"' && out.data[out.length - 1] == '"');
    size_t at = 1, end = out.length - 1;
    if (at < end && out.data[at] == '\'' && (length == 0 || text[0] != '\''))
        at++;
    for (size_t i = 0; i < length; i++, at++) {
        PROMISE(at < end && out.data[at] == text[i]);
        if (text[i] == '"')
            PROMISE(++at < end && out.data[at] == '"');
    }
    PROMISE(at == end && (end == 1 || !memchr("=@\t\r", out.data[1], 4)));
    buffer_done(&out);
}

static void try_reference(char *text, size_t length)
{
    struct reference_list list;
    (void)length;
    if (reference_parse("fuzz", text, &list))
        return;
    for (size_t i = 0; i < (size_t)list.n_rows * list.n_columns; i++)
        PROMISE(list.cells[i] && !strpbrk(list.cells[i], ";\n"));
    reference_discard(&list);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const tries[])(char *text, size_t length) = {try_json, try_csv, try_reference};
    if (size == 0)
        return 0;
    char *text = fuzz_text(data + 1, size - 1);
    tries[data[0] % (sizeof tries / sizeof *tries)](text, size - 1);
    free(text);
    return 0;
}

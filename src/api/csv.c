#include "api/csv.h"

#include <jansson.h>
#include <string.h>

#include "api/output.h"

/* What a spreadsheet would run. A number in E.164 begins with + and has digits alone: nothing there runs. */
static bool is_formula(const char *text, size_t length)
{
    if (length == 0 || !memchr("=+-@\t\r", text[0], 6))
        return false;
    for (size_t i = 1; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return true;
    return text[0] != '+' || length == 1;
}

void csv_text(struct buffer *out, const char *text, size_t length)
{
    buffer_add_text(out, is_formula(text, length) ? "\"'" : "\"");
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            buffer_add_char(out, '"');
        buffer_add_char(out, text[i]);
    }
    buffer_add_char(out, '"');
}

/* The array is our own JSON, made by the database: what does not parse is a fault of ours, shown as it is. */
static void joined(struct buffer *out, const char *text, size_t length)
{
    struct buffer cell = {0};
    json_t *array = json_loadb(text, length, JSON_ALLOW_NUL, NULL), *item;
    size_t i;
    json_array_foreach(array, i, item)
    {
        if (i)
            buffer_add_char(&cell, ',');
        buffer_add(&cell, json_string_value(item), json_string_length(item));
    }
    if (array)
        csv_text(out, cell.data, cell.length);
    else
        csv_text(out, text, length);
    json_decref(array);
    buffer_done(&cell);
}

void csv_value(struct buffer *out, enum field_type type, const char *text, size_t length)
{
    if (!text)
        return;
    switch (type) {
    case T_INT: /* a negative number is no formula */
    case T_UUID:
    case T_DATE:
    case T_TIME:
    case T_WORD:
    case T_STATE:
        buffer_add(out, text, length);
        break;
    case T_BOOL:
        buffer_add_text(out, text[0] == 't' ? "true" : "false");
        break;
    case T_INSTANT: {
        char instant[36];
        size_t written = output_instant(instant, text, length);
        buffer_add(out, instant, written);
        break;
    }
    case T_WORDS:
    case T_CODES:
    case T_STRINGS:
        joined(out, text, length);
        break;
    default:
        csv_text(out, text, length);
    }
}

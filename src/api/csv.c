#include "api/csv.h"

#include <jansson.h>
#include <string.h>

#include "api/output.h"

static bool needs_quotes(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == CSV_SEPARATOR || text[i] == '"' || text[i] == '\r' || text[i] == '\n')
            return true;
    return false;
}

void csv_text(struct buffer *out, const char *text, size_t length)
{
    bool quotes = needs_quotes(text, length);
    if (quotes)
        buffer_add_char(out, '"');
    if (length > 0 && memchr("=+-@\t\r", text[0], 6))
        buffer_add_char(out, '\'');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            buffer_add_char(out, '"');
        buffer_add_char(out, text[i]);
    }
    if (quotes)
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

#include "api/csv.h"

#include <jansson.h>
#include <string.h>

#include "api/cell.h"
#include "db/wire.h"

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

void csv_value(struct buffer *out, enum field_type type, const char *bytes, size_t length)
{
    if (!bytes)
        return;
    switch (cell_forms[type]) {
    case CELL_PRINTED: /* a negative number is no formula */
        buffer_reserve(out, CELL_BYTES);
        out->length += cell_print(out->data + out->length, type, bytes, length);
        break;
    case CELL_WORD:
        buffer_add(out, bytes, length);
        break;
    case CELL_JSON:
        bytes = wire_json(bytes, length, &length);
        if (type == T_LIST || type == T_OBJECT)
            csv_text(out, bytes, length);
        else
            joined(out, bytes, length);
        break;
    case CELL_FREE:
    case CELL_SENTENCE:
        csv_text(out, bytes, length);
        break;
    }
}

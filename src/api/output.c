#include "api/output.h"

#include <string.h>

#include "api/event.h"

size_t output_instant(char *out, const char *text, size_t length)
{
    /* "2026-11-21 23:38:56.123456+00" → "2026-11-21T23:38:56.123456Z": sessions are in UTC with DateStyle ISO. */
    if (length < 22 || length > 32) {
        out[0] = '\0';
        return 0;
    }
    size_t kept = length - 3;
    memcpy(out, text, kept);
    out[10] = 'T';
    out[kept] = 'Z';
    out[kept + 1] = '\0';
    return kept + 1;
}

static void quoted(struct buffer *out, const char *text, size_t length)
{
    buffer_reserve(out, length + 2);
    char *at = out->data + out->length;
    at[0] = '"';
    memcpy(at + 1, text, length);
    at[length + 1] = '"';
    out->length += length + 2;
}

void output_value(struct buffer *out, enum field_type type, const char *text, size_t length)
{
    if (!text) {
        bool array = type == T_LIST || type == T_WORDS || type == T_CODES || type == T_STRINGS;
        buffer_add_text(out, array ? "[]" : "null");
        return;
    }
    switch (type) {
    case T_INT:
    case T_LIST:
    case T_OBJECT:
    case T_WORDS:
    case T_CODES:
    case T_STRINGS:
        buffer_add(out, text, length); /* JSON already */
        break;
    case T_BOOL:
        buffer_add_text(out, text[0] == 't' ? "true" : "false");
        break;
    case T_INSTANT: {
        char instant[36];
        size_t written = output_instant(instant, text, length);
        quoted(out, instant, written);
        break;
    }
    case T_UUID:
    case T_DATE:
    case T_TIME:
    case T_STATE:
    case T_WORD:
        quoted(out, text, length); /* nothing in them needs an escape */
        break;
    case T_TEXT:
    case T_CODE:
        json_chars(out, text, length);
        break;
    case T_SENTENCE:
        event_write(out, text, length);
        break;
    }
}

void output_row(struct buffer *out, const struct view *view, const struct shape *shape, const struct tx *tx, unsigned answer,
                unsigned row)
{
    size_t start = out->length;
    for (unsigned c = 0; c < view->n_columns; c++) {
        const struct column *column = &view->columns[c];
        if (!(shape->columns & (UINT64_C(1) << c)))
            continue;
        buffer_add(out, column->key, column->key_length);
        size_t length;
        const char *text = tx_cell(tx, answer, row, c, &length);
        output_value(out, column->type, text, length);
    }
    if (out->length == start)
        buffer_add_char(out, '{');
    else
        out->data[start] = '{'; /* where the first key's comma was written */
}

void output_allowed_moves(struct buffer *out, const struct call *call, const struct view *view, const struct tx *tx,
                          unsigned answer, unsigned row)
{
    const struct flow *flow = view->resource->flow;
    if (!flow)
        return;
    int state = flow_state(flow, tx_text(tx, answer, row, view->state_column));
    json_key(out, "allowed_moves");
    if (!view->asks_may) {
        buffer_add(out, view->allowed[state].json, view->allowed[state].length);
        return;
    }
    const char *values[RESOURCE_FIELDS] = {NULL};
    for (unsigned c = 0; c < view->n_columns; c++)
        values[view->columns[c].field] = tx_text(tx, answer, row, c);
    flow_write_allowed(out, flow, state, view->role, call, values);
}

const char *etag_of(struct arena *arena, const char *version)
{
    size_t length = strlen(version);
    char *etag = arena_alloc(arena, length + 3);
    etag[0] = '"';
    memcpy(etag + 1, version, length);
    memcpy(etag + 1 + length, "\"", 2);
    return etag;
}

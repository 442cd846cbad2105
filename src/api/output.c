#include "api/output.h"

#include <string.h>

#include "api/cell.h"
#include "api/event.h"
#include "db/wire.h"

static void printed(struct buffer *out, enum field_type type, const char *bytes, size_t length)
{
    bool quoted = type != T_INT && type != T_BOOL;
    buffer_reserve(out, CELL_BYTES + 2);
    char *at = out->data + out->length;
    *at = '"'; /* written over where it is not wanted */
    size_t end = quoted + cell_print(at + quoted, type, bytes, length);
    if (quoted)
        at[end++] = '"';
    out->length += end;
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

static void nothing(struct buffer *out, enum field_type type)
{
    bool array = cell_forms[type] == CELL_JSON && type != T_OBJECT;
    if (array)
        buffer_add(out, "[]", 2);
    else
        buffer_add(out, "null", 4);
}

/* One value in JSON. */
static void value(struct buffer *out, enum field_type type, const char *bytes, size_t length)
{
    switch (cell_forms[type]) {
    case CELL_PRINTED:
        printed(out, type, bytes, length);
        break;
    case CELL_JSON:
        bytes = wire_json(bytes, length, &length);
        buffer_add(out, bytes, length);
        break;
    case CELL_WORD:
        quoted(out, bytes, length);
        break;
    case CELL_FREE:
        json_chars(out, bytes, length);
        break;
    case CELL_SENTENCE:
        event_write(out, bytes, length);
        break;
    }
}

/* A copy of a size known here is two instructions, any other a call: of hundreds in a page. What is over is written over. */
static void add_key(struct buffer *out, const struct column *column)
{
    if (column->key_length > KEY_USUAL) {
        buffer_add(out, column->key, column->key_length);
        return;
    }
    buffer_reserve(out, KEY_USUAL);
    memcpy(out->data + out->length, column->key, KEY_USUAL);
    out->length += column->key_length;
}

void output_row(struct buffer *out, const struct view *view, const struct shape *shape, const struct tx *tx, unsigned answer,
                unsigned row)
{
    size_t start = out->length;
    for (unsigned c = 0; c < view->n_columns; c++) {
        const struct column *column = &view->columns[c];
        if (!(shape->columns & (UINT64_C(1) << c)))
            continue;
        add_key(out, column);
        size_t length;
        const char *bytes = tx_cell(tx, answer, row, c, &length);
        if (bytes)
            value(out, column->type, bytes, length);
        else
            nothing(out, column->type);
    }
    if (out->length == start)
        buffer_add_char(out, '{');
    else
        out->data[start] = '{'; /* where the first key's comma was written */
}

const char *output_text(struct arena *arena, const struct view *view, const struct tx *tx, unsigned answer, unsigned row,
                        unsigned column)
{
    size_t length;
    const char *bytes = tx_cell(tx, answer, row, column, &length);
    return cell_text(arena, view->columns[column].type, bytes, length);
}

void output_allowed_moves(struct buffer *out, const struct call *call, const struct view *view, const struct tx *tx,
                          unsigned answer, unsigned row)
{
    const struct flow *flow = view->resource->flow;
    if (!flow)
        return;
    int state = flow_state(flow, tx_text(tx, answer, row, view->state_column)); /* a word is a text in both forms */
    json_key(out, "allowed_moves");
    if (!view->asks_may) {
        buffer_add(out, view->allowed[state].json, view->allowed[state].length);
        return;
    }
    const char *values[RESOURCE_FIELDS] = {NULL};
    for (unsigned c = 0; c < view->n_columns; c++)
        values[view->columns[c].field] = output_text(call->arena, view, tx, answer, row, c);
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

#include "message.h"

#include <stdlib.h>
#include <string.h>

/* A message is its kind, one byte, then its length, four bytes that count themselves. */
enum { KIND = 1, LENGTH = 4 };

enum { COLUMNS_MAX = 1664 /* of PostgreSQL */ };

static void add_number(struct buffer *out, uint32_t number, unsigned bytes)
{
    for (unsigned i = bytes; i-- > 0;)
        buffer_add_char(out, (char)(number >> (8 * i)));
}

static void add_name(struct buffer *out, const char *name)
{
    buffer_add(out, name, strlen(name) + 1);
}

static size_t begin(struct buffer *out, char kind)
{
    buffer_add_char(out, kind);
    add_number(out, 0, LENGTH);
    return out->length - LENGTH;
}

static void end(struct buffer *out, size_t start)
{
    struct buffer length = {.data = out->data + start, .capacity = LENGTH};
    add_number(&length, (uint32_t)(out->length - start), LENGTH);
}

void message_parse(struct buffer *out, const char *name, const char *text)
{
    size_t start = begin(out, 'P');
    add_name(out, name);
    add_name(out, text);
    add_number(out, 0, 2); /* types are the statement's to say */
    end(out, start);
}

static void add_value(struct buffer *out, const char *value)
{
    size_t length = value ? strlen(value) : 0;
    add_number(out, value ? (uint32_t)length : UINT32_MAX, 4);
    buffer_add(out, value, length);
}

void message_ask(struct buffer *out, const char *name, const struct statement *statement, const char *const *values)
{
    size_t start = begin(out, 'B');
    add_name(out, ""); /* portal */
    add_name(out, name);
    add_number(out, 0, 2); /* every value is a text */
    add_number(out, statement->n_params, 2);
    for (unsigned i = 0; i < statement->n_params; i++)
        add_value(out, values[i]);
    add_number(out, 1, 2); /* one form for all columns */
    add_number(out, statement->binary, 2);
    end(out, start);
    start = begin(out, 'E');
    add_name(out, "");
    add_number(out, 0, 4); /* all rows */
    end(out, start);
}

void message_close(struct buffer *out, const char *name)
{
    size_t start = begin(out, 'C');
    buffer_add_char(out, 'S');
    add_name(out, name);
    end(out, start);
}

void message_sync(struct buffer *out)
{
    end(out, begin(out, 'S'));
}

static uint32_t number_at(const char *bytes)
{
    const uint8_t *of = (const uint8_t *)bytes;
    return (uint32_t)of[0] << 24 | (uint32_t)of[1] << 16 | (uint32_t)of[2] << 8 | of[3];
}

struct message {
    char kind;
    char *body;
    size_t length;
};

/* The next whole message. Its first byte becomes the NUL of the value before it. */
static enum reply_state next_message(struct reply *reply, struct message *message)
{
    struct buffer *bytes = &reply->bytes;
    if (bytes->length - reply->at < KIND + LENGTH)
        return REPLY_PART;
    char *start = bytes->data + reply->at;
    size_t length = number_at(start + KIND);
    if (length < LENGTH || length >= REPLY_MAX - reply->at)
        return REPLY_LARGE;
    if (bytes->length - reply->at < KIND + length)
        return REPLY_PART;
    *message = (struct message){.kind = start[0], .body = start + KIND + LENGTH, .length = length - LENGTH};
    start[0] = '\0';
    reply->at += KIND + length;
    return REPLY_DONE;
}

static struct cell *cells_reserve(struct reply *reply, size_t more)
{
    if (more > reply->cells_room - reply->n_cells) {
        reply->cells_room = 2 * reply->cells_room + more;
        reply->cells = realloc(reply->cells, reply->cells_room * sizeof *reply->cells);
        if (!reply->cells)
            abort();
    }
    return reply->cells + reply->n_cells;
}

/* DataRow: how many columns, then for each its length, or -1 for a null, and its bytes. */
static bool take_row(struct reply *reply, const struct message *message)
{
    if (message->length < 2)
        return false;
    char *at = message->body, *const stop = at + message->length;
    unsigned columns = (unsigned)(uint8_t)at[0] << 8 | (uint8_t)at[1];
    if (reply->rows == 0)
        reply->columns = columns;
    if (columns != reply->columns || columns > COLUMNS_MAX)
        return false;
    at += 2;
    struct cell *cells = cells_reserve(reply, columns + 1); /* a row of no column has a place too */
    for (unsigned i = 0; i < columns; i++) {
        if (stop - at < 4)
            return false;
        int32_t length = (int32_t)number_at(at);
        *at = '\0'; /* ends the value before */
        at += 4;
        if (length < -1 || length > stop - at)
            return false;
        cells[i] = (struct cell){.at = (uint32_t)(at - reply->bytes.data), .length = length};
        at += length > 0 ? length : 0;
    }
    if (at != stop)
        return false;
    reply->n_cells += columns;
    reply->rows++;
    return true;
}

/* ErrorResponse: fields of a letter and a text each, ended by a NUL. */
static bool take_refusal(struct reply *reply, const struct message *message)
{
    struct refusal *refusal = &reply->refusal;
    *refusal = (struct refusal){.severity = "", .sqlstate = "", .constraint = "", .message = ""};
    const char *at = message->body, *const stop = at + message->length;
    while (at < stop && *at) {
        char field = *at++;
        const char *text = at;
        at = memchr(at, '\0', (size_t)(stop - at));
        if (!at)
            return false;
        at++;
        if (field == 'V')
            refusal->severity = text;
        else if (field == 'C')
            refusal->sqlstate = text;
        else if (field == 'n')
            refusal->constraint = text;
        else if (field == 'M')
            refusal->message = text;
    }
    return at + 1 == stop;
}

/* BindComplete, rows, CommandComplete. */
static enum reply_state take_of_rows(struct reply *reply, const struct message *message)
{
    if (!reply->bound) {
        reply->bound = message->kind == '2' && message->length == 0;
        reply->first_cell = reply->n_cells;
        reply->rows = reply->columns = 0;
        return reply->bound ? REPLY_PART : REPLY_WRONG;
    }
    if (message->kind == 'D')
        return take_row(reply, message) ? REPLY_PART : REPLY_WRONG;
    reply->bound = false;
    return message->kind == 'C' ? REPLY_DONE : REPLY_WRONG;
}

static enum reply_state take(struct reply *reply, enum expected expected, const struct message *message)
{
    bool right = false;
    if (message->kind == 'E') {
        reply->bound = false;
        return take_refusal(reply, message) ? REPLY_REFUSED : REPLY_WRONG;
    }
    switch (expected) {
    case EXPECT_ROWS:
        return take_of_rows(reply, message);
    case EXPECT_PARSED:
        right = message->kind == '1' && message->length == 0;
        break;
    case EXPECT_CLOSED:
        right = message->kind == '3' && message->length == 0;
        break;
    case EXPECT_READY:
        right = message->kind == 'Z' && message->length == 1 && message->body[0] == 'I';
        break;
    }
    return right ? REPLY_DONE : REPLY_WRONG;
}

/* What the server may say at any time: notices, changed parameters, notifications. */
static bool is_aside(char kind)
{
    return kind == 'N' || kind == 'S' || kind == 'A';
}

enum reply_state reply_read(struct reply *reply, enum expected expected)
{
    struct message message;
    enum reply_state state = REPLY_PART;
    while (state == REPLY_PART) {
        enum reply_state came = next_message(reply, &message);
        if (came != REPLY_DONE)
            return came;
        if (!is_aside(message.kind))
            state = take(reply, expected, &message);
    }
    return state;
}

void reply_reset(struct reply *reply)
{
    if (reply->bytes.capacity > REPLY_KEPT)
        buffer_done(&reply->bytes);
    if (reply->cells_room > CELLS_KEPT) {
        free(reply->cells);
        reply->cells = NULL;
        reply->cells_room = 0;
    }
    *reply = (struct reply){.bytes = reply->bytes, .cells = reply->cells, .cells_room = reply->cells_room};
    reply->bytes.length = 0;
}

void reply_done(struct reply *reply)
{
    buffer_done(&reply->bytes);
    free(reply->cells);
    *reply = (struct reply){0};
}

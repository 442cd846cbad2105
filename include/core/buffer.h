/* A growing byte buffer, and the writer of JSON text on top of it.
 *
 * The buffer owns `data` until buffer_take() gives it away. Running out of memory aborts the process. */
#ifndef MAILLON_CORE_BUFFER_H
#define MAILLON_CORE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buffer {
    char *data; /* malloc'ed, not NUL-terminated unless buffer_text() was called */
    size_t length;
    size_t capacity;
};

void buffer_done(struct buffer *buffer);
void buffer_grow(struct buffer *buffer, size_t more); /* the rare half of buffer_reserve() */
void buffer_add_text(struct buffer *buffer, const char *text);

/* Texts, one after the other. */
#define buffer_add_texts(buffer, ...) buffer_add_list(buffer, (const char *const[]){__VA_ARGS__, NULL})
void buffer_add_list(struct buffer *buffer, const char *const *texts); /* NULL-terminated */

/* These three are called for every value of an answer: inline, they are a comparison and a copy. */
static inline void buffer_reserve(struct buffer *buffer, size_t more)
{
    if (more > buffer->capacity - buffer->length)
        buffer_grow(buffer, more);
}

static inline void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
    if (length == 0) /* `bytes` may be NULL */
        return;
    buffer_reserve(buffer, length);
    memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
}

static inline void buffer_add_char(struct buffer *buffer, char byte)
{
    buffer_reserve(buffer, 1);
    buffer->data[buffer->length++] = byte;
}

void buffer_add_int(struct buffer *buffer, int64_t number);
__attribute__((format(printf, 2, 3))) void buffer_printf(struct buffer *buffer, const char *format, ...);

/* The content as a NUL-terminated string, still owned by the buffer. */
const char *buffer_text(struct buffer *buffer);

/* Gives `data` (malloc'ed) to the caller and empties the buffer. */
char *buffer_take(struct buffer *buffer, size_t *ret_length);

/* JSON. Commas are placed by looking at the last byte written, so callers only say what they write.
 * None of these names is one of jansson's: the linker would give ours to that library.
 * Strings must be valid UTF-8 (everything stored is); quotes, backslashes and control characters are escaped. */
void json_open(struct buffer *out, char bracket);   /* '{' or '[' */
void json_close(struct buffer *out, char bracket);  /* '}' or ']' */
void json_key(struct buffer *out, const char *key); /* a constant ASCII name that needs no escape */
void json_chars(struct buffer *out, const char *text, size_t length);
void json_text(struct buffer *out, const char *text); /* NULL writes null */
void json_int(struct buffer *out, int64_t number);
void json_bool(struct buffer *out, bool value);
void json_nothing(struct buffer *out);
/* Text that is JSON already (a number from PostgreSQL, a jsonb column). */
void json_raw(struct buffer *out, const char *json, size_t length);

#endif

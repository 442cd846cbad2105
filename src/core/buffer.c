#include "core/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

enum { SMALLEST = 256, PRINTED_USUAL = 64 };

void buffer_done(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_grow(struct buffer *buffer, size_t more)
{
    if (more > SIZE_MAX / 2 - buffer->length)
        abort();
    size_t needed = buffer->length + more;
    size_t capacity = buffer->capacity ? buffer->capacity : SMALLEST;
    while (capacity < needed)
        capacity *= 2;
    char *data = realloc(buffer->data, capacity);
    if (!data)
        abort();
    buffer->data = data;
    buffer->capacity = capacity;
}

void buffer_add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_add_list(struct buffer *buffer, const char *const *texts)
{
    for (; *texts; texts++)
        buffer_add_text(buffer, *texts);
}

void buffer_add_int(struct buffer *buffer, int64_t number)
{
    buffer_reserve(buffer, INT_TEXT);
    buffer->length += text_of_int(number, buffer->data + buffer->length);
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    buffer_reserve(buffer, PRINTED_USUAL); /* most texts then fit at the first try */
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->data + buffer->length, room, format, arguments);
    va_end(arguments);
    if (length < 0)
        abort();
    if ((size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length + 1);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    buffer->length += (size_t)length;
}

const char *buffer_text(struct buffer *buffer)
{
    buffer_reserve(buffer, 1);
    buffer->data[buffer->length] = '\0';
    return buffer->data;
}

char *buffer_take(struct buffer *buffer, size_t *ret_length)
{
    char *data = buffer->data;
    if (ret_length)
        *ret_length = buffer->length;
    *buffer = (struct buffer){0};
    return data;
}

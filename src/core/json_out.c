/* The JSON writer of buffer.h. It is on the path of every answer. */
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"

/* What follows the backslash of a byte that must be escaped; 'u' stands for \u00XX, 0 for a byte that needs nothing.
 * RFC 8259 allows DEL, but it is invisible in every log and terminal. */
static const char escapes[256] = {
    [0x00 ... 0x07] = 'u', ['\b'] = 'b',          ['\t'] = 't', ['\n'] = 'n',  ['\v'] = 'u', ['\f'] = 'f',
    ['\r'] = 'r',          [0x0e ... 0x1f] = 'u', ['"'] = '"',  ['\\'] = '\\', [0x7f] = 'u',
};

/* A value or key follows an open bracket or a colon directly, anything else after a comma. */
static void json_separate(struct buffer *out)
{
    if (out->length == 0)
        return;
    char last = out->data[out->length - 1];
    if (last != '{' && last != '[' && last != ':')
        buffer_add_char(out, ',');
}

void json_open(struct buffer *out, char bracket)
{
    json_separate(out);
    buffer_add_char(out, bracket);
}

void json_close(struct buffer *out, char bracket)
{
    buffer_add_char(out, bracket);
}

void json_key(struct buffer *out, const char *key)
{
    size_t length = strlen(key);
    json_separate(out);
    buffer_reserve(out, length + 3);
    char *at = out->data + out->length;
    *at++ = '"';
    memcpy(at, key, length);
    at += length;
    *at++ = '"';
    *at = ':';
    out->length += length + 3;
}

enum { ESCAPED_MAX = 6 }; /* \u00XX */

static char *json_escape(char *at, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    char escape = escapes[byte];
    *at++ = '\\';
    *at++ = escape;
    if (escape == 'u') {
        *at++ = '0';
        *at++ = '0';
        *at++ = digits[byte >> 4];
        *at++ = digits[byte & 15];
    }
    return at;
}

/* Whether none of eight bytes needs an escape; it may say no in doubt. Each term sets the upper bit of a byte: below '!', the
 * quote having changed places with the space; a backslash; DEL ("Determine if a word has a byte less than n", Bit Twiddling
 * Hacks). */
static bool is_plain(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), uppers = ones << 7;
    uint64_t found = ((word ^ ones * ('"' ^ ' ')) - ones * '!') | ((word ^ ones * '\\') - ones) | (word + ones);
    return !(found & ~word & uppers);
}

/* Copies the beginning of a text, or all of it, if it needs no escape: most do not. How many bytes; 0: the first is to be
 * looked at alone. */
static size_t copy_plain(char *at, const char *text, size_t length)
{
    uint64_t word;
    uint32_t first, last;
    if (length >= sizeof word) {
        memcpy(&word, text, sizeof word);
        memcpy(at, &word, sizeof word); /* written over if it was too much */
        return is_plain(word) ? sizeof word : 0;
    }
    if (length < sizeof first)
        return 0;
    memcpy(&first, text, sizeof first);
    memcpy(&last, text + length - sizeof last, sizeof last); /* they may overlap */
    memcpy(at, &first, sizeof first);
    memcpy(at + length - sizeof last, &last, sizeof last);
    return is_plain(first | (uint64_t)last << 32) ? length : 0;
}

void json_chars(struct buffer *out, const char *text, size_t length)
{
    json_separate(out);
    if (length > SIZE_MAX / ESCAPED_MAX - 2)
        abort();
    buffer_reserve(out, length * ESCAPED_MAX + 2); /* once, for the worst: no byte below asks again */
    char *at = out->data + out->length;
    *at++ = '"';
    while (length) {
        size_t copied = copy_plain(at, text, length);
        at += copied;
        if (!copied) {
            unsigned char byte = (unsigned char)*text;
            if (escapes[byte])
                at = json_escape(at, byte);
            else
                *at++ = (char)byte;
            copied = 1;
        }
        text += copied;
        length -= copied;
    }
    *at++ = '"';
    out->length = (size_t)(at - out->data);
}

void json_text(struct buffer *out, const char *text)
{
    if (text)
        json_chars(out, text, strlen(text));
    else
        json_nothing(out);
}

void json_int(struct buffer *out, int64_t number)
{
    json_separate(out);
    buffer_add_int(out, number);
}

void json_bool(struct buffer *out, bool value)
{
    if (value)
        json_raw(out, "true", 4);
    else
        json_raw(out, "false", 5);
}

void json_nothing(struct buffer *out)
{
    json_raw(out, "null", 4);
}

void json_raw(struct buffer *out, const char *json, size_t length)
{
    json_separate(out);
    buffer_add(out, json, length);
}

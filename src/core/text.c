#include "core/text.h"

#include <string.h>

/* Length of the well-formed sequence at `at`, 0 when there is none (Unicode, table 3-7). */
static size_t utf8_sequence(const unsigned char *at, const unsigned char *end)
{
    unsigned char lead = *at;
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if ((size_t)(end - at) < length)
        return 0;
    /* The second byte is where overlong forms, surrogates and values above U+10FFFF show. */
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (at[i] < 0x80 || at[i] > 0xbf)
            return 0;
    return length;
}

/* The first byte at or after `at` that is not ASCII. Eight at a time: most of what comes is ASCII. */
static const unsigned char *skip_ascii(const unsigned char *at, const unsigned char *end)
{
    while (end - at >= 8) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        if (word & 0x8080808080808080)
            break;
        at += 8;
    }
    while (at < end && *at < 0x80)
        at++;
    return at;
}

bool text_is_utf8(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + length;
    while ((at = skip_ascii(at, end)) < end) {
        size_t step = utf8_sequence(at, end);
        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

size_t text_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

/* C1 controls are U+0080…9F (C2 80…9F); the overrides U+202A…202E (E2 80 AA…AE) and U+2066…2069 (E2 81 A6…A9). */
static bool is_hidden_sequence(const unsigned char *at, const unsigned char *end)
{
    if (at[0] == 0xc2)
        return end - at >= 2 && at[1] <= 0x9f;
    if (at[0] != 0xe2 || end - at < 3)
        return false;
    return (at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) || (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9);
}

bool text_has_control(const char *text, size_t length, bool lines)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + length;
    for (; at < end; at++) {
        if (*at >= 0x20 && *at < 0x7f)
            continue;
        if (*at < 0x20 && lines && (*at == '\n' || *at == '\t'))
            continue;
        if (*at < 0x20 || *at == 0x7f || is_hidden_sequence(at, end))
            return true;
    }
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* U+00A0 is C2 A0: typed by word processors around names. */
static bool is_hard_space(const char *at)
{
    return (unsigned char)at[0] == 0xc2 && (unsigned char)at[1] == 0xa0;
}

size_t text_trim(char *text, size_t length)
{
    size_t from = 0;
    while (from < length) {
        if (is_space(text[from]))
            from += 1;
        else if (length - from >= 2 && is_hard_space(text + from))
            from += 2;
        else
            break;
    }
    while (length > from) {
        if (is_space(text[length - 1]))
            length -= 1;
        else if (length - from >= 2 && is_hard_space(text + length - 2))
            length -= 2;
        else
            break;
    }
    memmove(text, text + from, length - from);
    return length - from;
}

bool text_equal(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

int text_index(const char *const *words, const char *word)
{
    for (int i = 0; word && words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

size_t text_of_int(int64_t number, char text[static INT_TEXT])
{
    char digits[INT_TEXT];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        digits[--at] = '-';
    memcpy(text, digits + at, sizeof digits - at);
    return sizeof digits - 1 - at;
}

/* Both halves of a product, one upon the other: what a changed bit does depends on all that came before it, and on the seed,
 * which who chooses a text does not know (as Wang Yi's wyhash does). */
static uint64_t hash_step(uint64_t hash, uint64_t word)
{
    unsigned __int128 product = (unsigned __int128)(hash ^ word) * 0xa0761d6478bd642f;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t text_hash(uint64_t seed, const char *bytes, size_t length)
{
    uint64_t hash = hash_step(seed ^ 0xe7037ed1a0b428db, length), word;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = hash_step(hash, word);
    }
    word = 0;
    if (length) /* `bytes` may be NULL */
        memcpy(&word, bytes, length);
    return hash_step(hash_step(hash, word), 0);
}

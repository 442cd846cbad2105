/* Classes of characters in the texts that formats read. Private to src/domain. */
#ifndef MAILLON_DOMAIN_CHARACTERS_H
#define MAILLON_DOMAIN_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static inline bool is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/* Bytes of the separator at `text`: one of the ASCII ones, or a no-break space (U+00A0, U+202F), which office software puts
 * between groups of digits. 0 when there is none. */
static inline size_t separator_length(const char *text, size_t length, const char *ascii)
{
    if (length >= 1 && text[0] != '\0' && strchr(ascii, text[0]))
        return 1;
    if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    return length >= 3 && memcmp(text, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

#endif

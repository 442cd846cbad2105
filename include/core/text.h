/* Text that comes from outside: checks and normal forms. Pure functions, no locale. */
#ifndef MAILLON_CORE_TEXT_H
#define MAILLON_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF). */
bool text_is_utf8(const char *text, size_t length);

/* Number of code points of valid UTF-8. */
size_t text_characters(const char *text, size_t length);

/* True when the text holds a control character (C0 but for newline and tab when `lines` is true, DEL, C1)
 * or a bidirectional override (U+202A…202E, U+2066…2069), which can make a name read as another. */
bool text_has_control(const char *text, size_t length, bool lines);

/* Removes leading and trailing white space (ASCII space, tab, newline, U+00A0) in place; returns the new length. */
size_t text_trim(char *text, size_t length);

/* Case-sensitive equality of NUL-terminated strings, false when either is NULL. */
bool text_equal(const char *a, const char *b);

/* Index of `word` in a NULL-terminated list, or -1. */
int text_index(const char *const *words, const char *word);

#define INT_TEXT 21 /* bytes of the longest 64-bit integer and its NUL */

/* Writes a number in decimal; returns the length. */
size_t text_of_int(int64_t number, char text[static INT_TEXT]);

/* 64 bits, eight bytes at a time: for hash tables of this process and for telling one text of ours from another, never for
 * secrets. A statement of a list is half a kilobyte, hashed at each request. */
uint64_t text_hash(uint64_t seed, const char *bytes, size_t length);

#endif

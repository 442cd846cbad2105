/* Formats of the field: codes and identifiers. Phones and e-mails stand in contact.c. */
#include "domain/formats.h"

#include <stdbool.h>
#include <string.h>

#include "characters.h"

enum { SIRET_DIGITS = 14, SIREN_DIGITS = 9, NAF_LENGTH = 6 };

static const char la_poste[] = "356000000";

static char upper(char character)
{
    return character >= 'a' && character <= 'z' ? (char)(character - 'a' + 'A') : character;
}

/* Luhn's sum, every second digit from the right doubled: a multiple of 10 (INSEE, SIREN and SIRET). */
static bool luhn(const char *digits, size_t length)
{
    int sum = 0;

    for (size_t i = 0; i < length; i++) {
        int digit = digits[length - 1 - i] - '0';

        if (i % 2 == 1)
            digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
        sum += digit;
    }
    return sum % 10 == 0;
}

static int digit_sum(const char *digits, size_t length)
{
    int sum = 0;

    for (size_t i = 0; i < length; i++)
        sum += digits[i] - '0';
    return sum;
}

/* INSEE: La Poste has more establishments than Luhn's keys can number, so theirs may have a digit sum multiple of 5. */
static bool siret_keys_right(const char *digits)
{
    if (strspn(digits, "0") >= SIREN_DIGITS || !luhn(digits, SIREN_DIGITS))
        return false;
    return luhn(digits, SIRET_DIGITS) ||
           (memcmp(digits, la_poste, SIREN_DIGITS) == 0 && digit_sum(digits, SIRET_DIGITS) % 5 == 0);
}

enum problem format_siret(const char *in, size_t length, char *out, size_t capacity)
{
    char digits[SIRET_DIGITS + 1] = "";
    size_t n_digits = 0;

    for (size_t at = 0; at < length;) {
        size_t skipped = separator_length(in + at, length - at, " .");

        if (skipped == 0) {
            if (!is_digit(in[at]) || n_digits == SIRET_DIGITS)
                return FIELD_SIRET;
            digits[n_digits++] = in[at];
            skipped = 1;
        }
        at += skipped;
    }
    if (n_digits != SIRET_DIGITS || !siret_keys_right(digits) || capacity <= SIRET_DIGITS)
        return FIELD_SIRET;
    memcpy(out, digits, SIRET_DIGITS + 1);
    return PROBLEM_NONE;
}

/* Reads `in` against a pattern and writes it in upper case: '9' a digit, 'A' a letter, 'X' either, 'N' a letter from A to N. */
static enum problem match(const char *in, size_t length, const char *pattern, char *out, size_t capacity)
{
    if (length != strlen(pattern) || length >= capacity)
        return FIELD_FORMAT;
    for (size_t i = 0; i < length; i++) {
        char character = upper(in[i]);
        bool digit = is_digit(character), letter = character >= 'A' && character <= 'Z', right = false;

        switch (pattern[i]) {
        case '9':
            right = digit;
            break;
        case 'A':
            right = letter;
            break;
        case 'X':
            right = digit || letter;
            break;
        case 'N':
            right = letter && character <= 'N';
            break;
        default:
            right = character == pattern[i];
        }
        if (!right)
            return FIELD_FORMAT;
        out[i] = character;
    }
    out[length] = '\0';
    return PROBLEM_NONE;
}

enum problem format_safir(const char *in, size_t length, char *out, size_t capacity)
{
    return match(in, length, "XXXXX", out, capacity);
}

enum problem format_postcode(const char *in, size_t length, char *out, size_t capacity)
{
    return match(in, length, "99999", out, capacity);
}

/* INSEE writes NAF codes with a dot, most files without: stored with it. */
enum problem format_naf(const char *in, size_t length, char *out, size_t capacity)
{
    char dotted[NAF_LENGTH];

    if (length != NAF_LENGTH - 1)
        return match(in, length, "99.99A", out, capacity);
    memcpy(dotted, in, 2);
    dotted[2] = '.';
    memcpy(dotted + 3, in + 2, 3);
    return match(dotted, sizeof dotted, "99.99A", out, capacity);
}

enum problem format_rome(const char *in, size_t length, char *out, size_t capacity)
{
    return match(in, length, "N9999", out, capacity);
}

enum problem format_token(const char *in, size_t length, char *out, size_t capacity)
{
    if (length == 0 || length >= capacity)
        return FIELD_FORMAT;
    for (size_t i = 0; i < length; i++)
        if (in[i] <= ' ' || in[i] >= 0x7F)
            return FIELD_FORMAT;
    memcpy(out, in, length);
    out[length] = '\0';
    return PROBLEM_NONE;
}

/* Printed in groups (99999 21 39048): spaces go. */
enum problem format_pass_number(const char *in, size_t length, char *out, size_t capacity)
{
    static const char pattern[] = "XXXXXXXXXXXX";
    char bare[sizeof pattern];
    size_t count = 0;

    for (size_t i = 0; i < length; i++) {
        if (in[i] == ' ')
            continue;
        if (count == sizeof pattern - 1)
            return FIELD_FORMAT;
        bare[count++] = in[i];
    }
    return match(bare, count, pattern, out, capacity);
}

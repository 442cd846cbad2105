/* Formats of the ways to reach a person: phone numbers (E.164) and e-mail addresses (RFC 5321). */
#include "characters.h"
#include "domain/formats.h"

enum {
    NATIONAL_DIGITS = 10, /* with its leading 0 */
    E164_MIN = 7,         /* country code included; the shortest national numbers have 4 digits */
    E164_MAX = 15,
    EMAIL_MAX = 254,
    LOCAL_MAX = 64,
    LABEL_MAX = 63,
};

/* French numbers overseas have a country code of their own, which the national form does not show (ARCEP numbering plan). */
static const struct {
    char prefix[5], country[4];
} overseas[] = {
    {"0262", "262"}, {"0263", "262"}, {"0692", "262"}, {"0693", "262"}, {"0269", "262"}, {"0639", "262"}, {"0590", "590"},
    {"0690", "590"}, {"0691", "590"}, {"0594", "594"}, {"0694", "594"}, {"0596", "596"}, {"0696", "596"}, {"0697", "596"},
};

/* The digits of a number without what people put between them; `international` when it starts with + or 00.
 * "(0)" after a country code is the national prefix and is left out. */
static bool phone_digits(const char *in, size_t length, char digits[static E164_MAX + 3], bool *ret_international)
{
    size_t count = 0, at = 0;
    bool plus = length > 0 && in[0] == '+';

    if (plus)
        at++;
    while (at < length) {
        bool international = plus || (count >= 2 && digits[0] == '0' && digits[1] == '0');
        size_t skipped = international && length - at >= 3 && memcmp(in + at, "(0)", 3) == 0
                             ? 3
                             : separator_length(in + at, length - at, " .-/()");

        if (skipped == 0) {
            if (!is_digit(in[at]) || count == E164_MAX + 2)
                return false;
            digits[count++] = in[at];
            skipped = 1;
        }
        at += skipped;
    }
    digits[count] = '\0';
    *ret_international = plus || strncmp(digits, "00", 2) == 0;
    if (*ret_international && !plus)
        memmove(digits, digits + 2, count - 1);
    return true;
}

/* `digits` with country code: right length, and for +33 nine digits of which the first is not 0. */
static bool international_right(const char *digits)
{
    size_t count = strlen(digits);

    if (count < E164_MIN || count > E164_MAX || digits[0] == '0')
        return false;
    return strncmp(digits, "33", 2) != 0 || (count == 11 && digits[2] != '0');
}

static const char *country_of(const char *national)
{
    for (size_t i = 0; i < sizeof overseas / sizeof overseas[0]; i++)
        if (strncmp(national, overseas[i].prefix, 4) == 0)
            return overseas[i].country;
    return "33";
}

enum problem format_phone(const char *in, size_t length, char *out, size_t capacity)
{
    char digits[E164_MAX + 3] = "";
    const char *country = "", *rest = digits;
    size_t country_length, rest_length;
    bool international;

    if (!phone_digits(in, length, digits, &international))
        return FIELD_PHONE;
    if (international) {
        if (!international_right(digits))
            return FIELD_PHONE;
    } else {
        if (strlen(digits) != NATIONAL_DIGITS || digits[0] != '0')
            return FIELD_PHONE;
        country = country_of(digits);
        rest = digits + 1;
    }
    country_length = strlen(country);
    rest_length = strlen(rest);
    if (1 + country_length + rest_length >= capacity)
        return FIELD_PHONE;
    out[0] = '+';
    memcpy(out + 1, country, country_length);
    memcpy(out + 1 + country_length, rest, rest_length + 1);
    return PROBLEM_NONE;
}

/* RFC 5321 "Dot-string": what mail servers deliver; the quoted form is legal but nobody's address. */
static bool local_right(const char *local, size_t length)
{
    if (length == 0 || length > LOCAL_MAX || local[0] == '.' || local[length - 1] == '.')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (local[i] == '.' && local[i - 1] == '.')
            return false;
        if (local[i] == '\0' || (!is_letter(local[i]) && !is_digit(local[i]) && !strchr(".!#$%&'*+/=?^_`{|}~-", local[i])))
            return false;
    }
    return true;
}

static bool label_right(const char *label, size_t length)
{
    if (length == 0 || length > LABEL_MAX || label[0] == '-' || label[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!is_letter(label[i]) && !is_digit(label[i]) && label[i] != '-')
            return false;
    return true;
}

/* Two labels at least, the last of two characters or more that starts with a letter (an address is not an IP number). */
static bool domain_right(const char *domain, size_t length)
{
    size_t from = 0, labels = 0;

    for (size_t i = 0; i <= length; i++)
        if (i == length || domain[i] == '.') {
            if (!label_right(domain + from, i - from))
                return false;
            labels++;
            if (i < length)
                from = i + 1;
        }
    return labels >= 2 && length - from >= 2 && is_letter(domain[from]);
}

enum problem format_email(const char *in, size_t length, char *out, size_t capacity)
{
    const char *at = length > 0 ? memchr(in, '@', length) : NULL;
    size_t local;

    if (!at || length > EMAIL_MAX || length >= capacity)
        return FIELD_EMAIL;
    local = (size_t)(at - in);
    if (!local_right(in, local) || !domain_right(at + 1, length - local - 1))
        return FIELD_EMAIL;
    memcpy(out, in, length);
    out[length] = '\0';
    for (size_t i = local + 1; i < length; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] - 'A' + 'a');
    return PROBLEM_NONE;
}

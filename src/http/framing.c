#include "framing.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { HOST, LENGTH, CODING, TYPE, KEY, SINGLES };

/* Those that a request has once or not at all. */
static const char *const singles[SINGLES] = {
    [HOST] = "Host",         [LENGTH] = "Content-Length", [CODING] = "Transfer-Encoding",
    [TYPE] = "Content-Type", [KEY] = "Authorization",
};

/* Letters of a name (RFC 9110, 5.6.2). */
static const bool in_token[256] = {
    ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true, ['!'] = true, ['#'] = true, ['$'] = true,
    ['%'] = true,         ['&'] = true,         ['\''] = true,        ['*'] = true, ['+'] = true, ['-'] = true,
    ['.'] = true,         ['^'] = true,         ['_'] = true,         ['`'] = true, ['|'] = true, ['~'] = true,
};

static bool is_token(const char *name)
{
    const unsigned char *c = (const unsigned char *)name;
    while (in_token[*c])
        c++;
    return *c == '\0' && *name;
}

/* Control characters have no place in a value, but for the tab (RFC 9110, 5.5). */
static bool is_value(const char *value)
{
    for (const unsigned char *c = (const unsigned char *)value; *c; c++) {
        if ((*c < 0x20 && *c != '\t') || *c == 0x7f)
            return false;
    }
    return true;
}

static bool is_number(const char *value)
{
    size_t length = strspn(value, "0123456789");
    return length > 0 && value[length] == '\0';
}

/* What is malformed or given twice, or NULL. Fills the values of the singles. */
static const char *read_headers(char *const *names, char *const *values, unsigned count, const char *single[static SINGLES])
{
    for (unsigned i = 0; i < count; i++) {
        const char *value = values[i] ? values[i] : "";
        if (!is_token(names[i]) || !is_value(value))
            return "header";
        for (unsigned s = 0; s < SINGLES; s++) {
            if ((names[i][0] | 32) != (singles[s][0] | 32) || strcasecmp(names[i], singles[s]) != 0)
                continue;
            if (single[s])
                return singles[s];
            single[s] = value;
        }
    }
    return NULL;
}

const char *framing_fault(const char *protocol, char *const *names, char *const *values, unsigned count)
{
    const char *single[SINGLES] = {NULL};
    bool current = protocol && strcmp(protocol, "HTTP/1.1") == 0;
    if (!current && (!protocol || strcmp(protocol, "HTTP/1.0") != 0))
        return "version";
    const char *fault = read_headers(names, values, count, single);
    if (fault)
        return fault;
    if (single[HOST] && strchr(single[HOST], ','))
        return singles[HOST];
    if (single[LENGTH] && !is_number(single[LENGTH]))
        return singles[LENGTH];
    if (single[CODING] && (single[LENGTH] || !current || strcasecmp(single[CODING], "chunked") != 0))
        return singles[CODING];
    return NULL;
}

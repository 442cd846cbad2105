#include "url.h"

#include <string.h>

#include "core/text.h"

/* What may stand for itself (RFC 3986). */
enum { UNRESERVED = BIT(0), IN_PATH = BIT(1), IN_QUERY = BIT(2), ANYWHERE = UNRESERVED | IN_PATH | IN_QUERY };

static const unsigned char classes[256] = {
    ['a' ... 'z'] = ANYWHERE,
    ['A' ... 'Z'] = ANYWHERE,
    ['0' ... '9'] = ANYWHERE,
    ['-'] = ANYWHERE,
    ['.'] = ANYWHERE,
    ['_'] = ANYWHERE,
    ['~'] = ANYWHERE,
    ['!'] = IN_PATH | IN_QUERY,
    ['$'] = IN_PATH | IN_QUERY,
    ['&'] = IN_PATH | IN_QUERY,
    ['\''] = IN_PATH | IN_QUERY,
    ['('] = IN_PATH | IN_QUERY,
    [')'] = IN_PATH | IN_QUERY,
    ['*'] = IN_PATH | IN_QUERY,
    ['+'] = IN_PATH | IN_QUERY,
    [','] = IN_PATH | IN_QUERY,
    [';'] = IN_PATH | IN_QUERY,
    ['='] = IN_PATH | IN_QUERY,
    [':'] = IN_PATH | IN_QUERY,
    ['@'] = IN_PATH | IN_QUERY,
    ['/'] = IN_PATH | IN_QUERY,
    ['?'] = IN_QUERY,
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes `length` bytes into the arena. NULL: a byte that may not stand there, a bad %XX, a NUL or text that is not UTF-8.
 * In a path a %XX of a character that may stand for itself, or of a slash, is another spelling: refused. */
static const char *decode(struct arena *arena, const char *in, size_t length, unsigned class)
{
    char *out = arena_alloc(arena, length + 1);
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        char c = in[i];
        if (c == '%') {
            int high = i + 2 < length ? hex_digit(in[i + 1]) : -1, low = high >= 0 ? hex_digit(in[i + 2]) : -1;
            if (low < 0 || (high == 0 && low == 0))
                return NULL;
            c = (char)(high << 4 | low);
            if (class == IN_PATH && (classes[(unsigned char)c] & UNRESERVED || c == '/'))
                return NULL;
            i += 2;
        } else if (!(classes[(unsigned char)c] & class)) {
            return NULL;
        } else if (c == '+' && class == IN_QUERY) {
            c = ' '; /* as forms write it */
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return text_is_utf8(out, n) ? out : NULL;
}

/* A path is `/` or segments that are not empty, `.` or `..`. A last slash is left to routing, which knows no such path. */
static bool segments_are_canonical(const char *path, size_t length)
{
    for (size_t start = 1; start < length;) {
        const char *slash = memchr(path + start, '/', length - start);
        size_t end = slash ? (size_t)(slash - path) : length;
        size_t size = end - start;
        if (size == 0 || (path[start] == '.' && (size == 1 || (size == 2 && path[start + 1] == '.'))))
            return false;
        start = end + 1;
    }
    return true;
}

bool url_read_path(struct call *call, struct request *request, const char *raw)
{
    request->path = "/";
    size_t total = strnlen(raw, URL_MAX + 1);
    if (total > URL_MAX)
        return call_fail_int(call, URI_TOO_LONG, URL_MAX);
    const char *query = memchr(raw, '?', total);
    size_t length = query ? (size_t)(query - raw) : total;
    if (length == 0 || raw[0] != '/' || !segments_are_canonical(raw, length))
        return call_fail_text(call, BAD_REQUEST, "path");
    const char *path = decode(call->arena, raw, length, IN_PATH);
    if (!path || text_has_control(path, strlen(path), false))
        return call_fail_text(call, BAD_REQUEST, "path");
    request->path = path;
    return true;
}

static bool add_parameter(struct call *call, struct request *request, const char *part, size_t length)
{
    const char *equal = memchr(part, '=', length);
    size_t name_length = equal ? (size_t)(equal - part) : length;
    if (name_length == 0)
        return call_fail_text(call, BAD_REQUEST, "query");
    const char *name = decode(call->arena, part, name_length, IN_QUERY);
    const char *value = equal ? decode(call->arena, equal + 1, length - name_length - 1, IN_QUERY) : "";
    if (!name || !value)
        return call_fail_text(call, BAD_REQUEST, "query");
    bool twice = false;
    for (unsigned i = 0; i < request->n_parameters; i++)
        twice = twice || strcmp(request->parameters[i].name, name) == 0;
    if (twice || request->n_parameters == PARAMETERS_MAX) {
        call_parameter_error(call, BAD_PARAMETER, name);
        return false;
    }
    request->parameters[request->n_parameters++] = (struct parameter){name, value};
    return true;
}

bool url_read_query(struct call *call, struct request *request, const char *raw)
{
    request->n_parameters = 0;
    const char *part = strchr(raw, '?');
    if (!part || part[1] == '\0')
        return true;
    for (part++;; part++) {
        const char *end = strchrnul(part, '&');
        if (!add_parameter(call, request, part, (size_t)(end - part)))
            return false;
        if (*end == '\0')
            return true;
        part = end;
    }
}

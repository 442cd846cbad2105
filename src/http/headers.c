#include "headers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void headers_pick(struct headers *headers, struct arena *arena, char *const *names, char *const *values, unsigned count)
{
    const struct {
        const char *name;
        const char **place;
    } wanted[] = {
        {"accept", &headers->accept},
        {"accept-encoding", &headers->accept_encoding},
        {"accept-language", &headers->accept_language},
        {"authorization", &headers->authorization},
        {"content-encoding", &headers->content_encoding},
        {"content-length", &headers->content_length},
        {"content-type", &headers->content_type},
        {"idempotency-key", &headers->idempotency_key},
        {"if-match", &headers->if_match},
        {"if-none-match", &headers->if_none_match},
        {"transfer-encoding", &headers->transfer_encoding},
        {"x-request-id", &headers->request_id},
        {"maillon-today", &headers->today},
        {"origin", &headers->origin},
        {"x-forwarded-for", &headers->forwarded_for},
        {"traceparent", &headers->traceparent},
        {"access-control-request-method", &headers->request_method},
        {"maillon-context", &headers->context},
    };
    *headers = (struct headers){0};
    for (unsigned i = 0; i < count; i++) {
        const char *value = values[i] ? values[i] : "";
        headers->total += strlen(names[i]) + strlen(value) + 4; /* ": " and CRLF */
        for (unsigned w = 0; w < sizeof wanted / sizeof *wanted; w++) {
            if ((names[i][0] | 32) == wanted[w].name[0] && strcasecmp(names[i], wanted[w].name) == 0)
                *wanted[w].place = *wanted[w].place ? arena_printf(arena, "%s,%s", *wanted[w].place, value) : value;
        }
    }
}

static bool is_safe_request_id(const char *id)
{
    size_t length = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    return id[length] == '\0' && length >= 1 && length <= REQUEST_ID_MAX;
}

void headers_read_first(const struct headers *headers, struct request *request, const char *fresh)
{
    request->id = headers->request_id && is_safe_request_id(headers->request_id) ? headers->request_id : fresh;
    request->language = headers->accept_language ? preferred_language(headers->accept_language) : FRENCH;
}

/* The next element of a comma-separated list, without white space around; NULL at the end. */
static const char *next_element(const char **list, size_t *ret_length)
{
    while (**list) {
        const char *start = *list + strspn(*list, ", \t");
        const char *end = strchrnul(start, ',');
        *list = end;
        size_t length = (size_t)(end - start);
        while (length > 0 && (start[length - 1] == ' ' || start[length - 1] == '\t'))
            length--;
        *ret_length = length;
        if (length > 0)
            return start;
    }
    return NULL;
}

/* "0.5" is 500; what does not parse is 0: not wanted. */
static int thousandths(const char *text, size_t length)
{
    if (length > 0 && text[0] == '1')
        return 1000;
    int sum = 0, unit = 100;
    for (size_t i = 2; i < length && i < 5 && text[0] == '0' && text[1] == '.' && text[i] >= '0' && text[i] <= '9'; i++) {
        sum += unit * (text[i] - '0');
        unit /= 10;
    }
    return sum;
}

/* The weight of an element, 1000 when it has none. Cuts `*length` before the first parameter. */
static int weight(const char *element, size_t *length)
{
    const char *end = element + *length, *semicolon = memchr(element, ';', *length);
    if (!semicolon)
        return 1000;
    *length = (size_t)(semicolon - element);
    while (*length > 0 && (element[*length - 1] == ' ' || element[*length - 1] == '\t'))
        (*length)--;
    while (semicolon && semicolon < end) {
        const char *parameter = semicolon + 1 + strspn(semicolon + 1, " \t");
        if (end - parameter >= 2 && (parameter[0] | 32) == 'q' && parameter[1] == '=')
            return thousandths(parameter + 2, (size_t)(end - parameter - 2));
        semicolon = parameter < end ? memchr(parameter, ';', (size_t)(end - parameter)) : NULL;
    }
    return 1000;
}

static bool is_range(const char *element, size_t length, const char *text, size_t text_length, const char *rest)
{
    return length == text_length + strlen(rest) && strncasecmp(element, text, text_length) == 0 &&
           strncmp(element + text_length, rest, strlen(rest)) == 0;
}

bool accepts_type(const char *accept, const char *media_type)
{
    /* From the widest range to the most precise, by the length that a type has in common with them. */
    const struct {
        const char *text;
        size_t length;
        const char *rest;
    } ranges[] = {{"*/*", 3, ""}, {media_type, strcspn(media_type, "/") + 1, "*"}, {media_type, strlen(media_type), ""}};
    int best = -1, best_weight = 0;
    size_t length;
    bool any = false;
    for (const char *element = next_element(&accept, &length); element; element = next_element(&accept, &length)) {
        any = true;
        int q = weight(element, &length);
        /* The most precise range decides, whatever the order. */
        for (int i = 0; i < 3; i++) {
            if (i >= best && is_range(element, length, ranges[i].text, ranges[i].length, ranges[i].rest)) {
                best = i;
                best_weight = q;
            }
        }
    }
    return !any || best_weight > 0;
}

bool accepts_gzip(const char *accept_encoding)
{
    int gzip = -1, rest = 0;
    size_t length;
    for (const char *e = next_element(&accept_encoding, &length); e; e = next_element(&accept_encoding, &length)) {
        int q = weight(e, &length);
        if (length == 4 && strncasecmp(e, "gzip", 4) == 0)
            gzip = q;
        else if (length == 1 && e[0] == '*')
            rest = q;
    }
    return (gzip >= 0 ? gzip : rest) > 0;
}

enum language preferred_language(const char *accept_language)
{
    int french = -1, english = -1, rest = -1;
    size_t length;
    for (const char *e = next_element(&accept_language, &length); e; e = next_element(&accept_language, &length)) {
        int q = weight(e, &length);
        bool primary = length == 2 || (length > 2 && e[2] == '-');
        if (primary && strncasecmp(e, "fr", 2) == 0 && q > french)
            french = q;
        else if (primary && strncasecmp(e, "en", 2) == 0 && q > english)
            english = q;
        else if (length == 1 && e[0] == '*')
            rest = q;
    }
    if (french < 0)
        french = rest;
    return english > 0 && english > french ? ENGLISH : FRENCH;
}

/* `*`, or entity tags separated by commas (RFC 9110, 8.8.3). */
static bool is_tag_list(const char *list)
{
    if (strcmp(list, "*") == 0)
        return true;
    size_t length;
    unsigned count = 0;
    for (const char *tag = next_element(&list, &length); tag; tag = next_element(&list, &length)) {
        if (length > 2 && tag[0] == 'W' && tag[1] == '/') {
            tag += 2;
            length -= 2;
        }
        if (length < 3 || length > 80 || tag[0] != '"' || tag[length - 1] != '"')
            return false;
        for (size_t i = 1; i < length - 1; i++) {
            if (tag[i] < 0x21 || tag[i] > 0x7e || tag[i] == '"')
                return false;
        }
        count++;
    }
    return count > 0;
}

/* The tags as the engine writes them: the compressed form of a version is the same version. */
static const char *without_gzip(struct arena *arena, const char *list)
{
    static const char suffix[] = "-gzip\"";
    const char *found = list ? strstr(list, suffix) : NULL;
    if (!found)
        return list;
    char *copy = arena_strdup(arena, list);
    for (char *at = copy; (at = strstr(at, suffix)); at++)
        memmove(at, at + 5, strlen(at + 5) + 1);
    return copy;
}

static bool is_visible_ascii(const char *text, size_t max)
{
    size_t length = 0;
    for (; text[length]; length++) {
        if (length == max || text[length] < 0x21 || text[length] > 0x7e)
            return false;
    }
    return length > 0;
}

bool headers_read(struct call *call, const struct headers *headers, struct request *request, const char *media_type,
                  bool development)
{
    if (headers->accept && !accepts_type(headers->accept, media_type))
        return call_fail_text(call, NOT_ACCEPTABLE, media_type);
    if (headers->if_match && !is_tag_list(headers->if_match))
        return call_fail_text(call, BAD_HEADER, "If-Match");
    if (headers->idempotency_key && !is_visible_ascii(headers->idempotency_key, IDEMPOTENCY_KEY_MAX))
        return call_fail_text(call, BAD_HEADER, "Idempotency-Key");
    day_t day;
    if (headers->today && (!development || !day_parse(headers->today, strlen(headers->today), &day)))
        return call_fail_text(call, BAD_HEADER, "Maillon-Today");
    request->if_match = without_gzip(call->arena, headers->if_match);
    /* A malformed If-None-Match names no version: the full answer is always right. */
    if (headers->if_none_match && is_tag_list(headers->if_none_match))
        request->if_none_match = without_gzip(call->arena, headers->if_none_match);
    request->idempotency_key = headers->idempotency_key;
    request->content_type = headers->content_type;
    request->today = headers->today;
    return true;
}

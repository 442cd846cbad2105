#include "cors.h"

#include <stdlib.h>
#include <string.h>

#include "http/server.h"

static const char exposed[] = "ETag, Link, Location, X-Request-Id, Idempotent-Replayed, RateLimit, RateLimit-Policy, "
                              "Retry-After, Allow, Content-Disposition";
#define ALLOWED                                                                                                                  \
    "Authorization, Content-Type, Accept-Language, Idempotency-Key, If-Match, If-None-Match, Maillon-Context, X-Request-Id, "    \
    "traceparent"

/* Browsers keep a preflight for this long: ten minutes is the least of their own upper bounds. */
static const char max_age[] = "600";

static char *allow_list; /* its commas are NULs; ended by an empty one */
static const char *allowed_headers = ALLOWED;

/* scheme "://" host [":" port], as browsers write it: lower case, no path, no last slash. */
static bool is_origin(const char *origin, size_t length)
{
    static const char host[] = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
    size_t scheme = strncmp(origin, "https://", 8) == 0 ? 8 : strncmp(origin, "http://", 7) == 0 ? 7 : 0;
    return scheme && length > scheme && length <= 255 && scheme + strspn(origin + scheme, host) >= length;
}

bool http_origins_are_right(const char *origins)
{
    for (const char *at = origins; *at;) {
        size_t length = strcspn(at, ",");
        if (!is_origin(at, length))
            return false;
        at += length;
        if (*at == ',' && *++at == '\0')
            return false;
    }
    return true;
}

void cors_init(const char *origins, bool development)
{
    size_t length = strlen(origins);
    allow_list = calloc(length + 2, 1);
    if (!allow_list)
        abort();
    memcpy(allow_list, origins, length);
    for (char *comma = allow_list; (comma = strchr(comma, ',')); comma++)
        *comma = '\0';
    allowed_headers = development ? ALLOWED ", Maillon-Today" : ALLOWED;
}

void cors_done(void)
{
    free(allow_list);
    allow_list = NULL;
}

bool cors_is_configured(void)
{
    return allow_list && *allow_list;
}

static bool is_allowed(const char *origin)
{
    if (!origin || !*origin)
        return false;
    for (const char *one = allow_list; one && *one; one += strlen(one) + 1)
        if (strcmp(one, origin) == 0)
            return true;
    return false;
}

void cors_preflight(struct call *call, const struct headers *headers, const char *allow)
{
    if (!headers->request_method || !is_allowed(headers->origin))
        return;
    call_header(call, "Access-Control-Allow-Methods", allow);
    call_header(call, "Access-Control-Allow-Headers", allowed_headers);
    call_header(call, "Access-Control-Max-Age", max_age);
}

void cors_mark(const struct headers *headers, struct outgoing *out)
{
    if (!is_allowed(headers->origin))
        return;
    answer_add_header(out, "Access-Control-Allow-Origin", headers->origin);
    answer_add_header(out, "Access-Control-Expose-Headers", exposed);
}

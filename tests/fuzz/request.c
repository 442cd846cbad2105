/* The head of a request: URL, query and headers, as far as the SQL of a page.
 *
 * An input: a line with the role, the method and the URL, divided by spaces, then `Name:value` for each header. */
#include "../../src/http/framing.h"
#include "../../src/http/headers.h"
#include "../../src/http/peer.h"
#include "../../src/http/trace.h"
#include "../../src/http/url.h"
#include "api/list.h"
#include "api/route.h"
#include "api/seal.h"
#include "call.h"

enum { HEADERS = 32 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    fuzz_api();
    return 0;
}

static void read_headers(struct arena *arena, struct request *request, struct headers *headers, char *lines)
{
    char *names[HEADERS], *values[HEADERS], *rest = NULL, peer[PEER_TEXT];
    unsigned count = 0;
    for (char *line = strtok_r(lines, "\n", &rest); line && count < HEADERS; line = strtok_r(NULL, "\n", &rest)) {
        char *colon = strchrnul(line, ':');
        values[count] = *colon ? colon + 1 : NULL; /* as the layer below gives a header without value */
        *colon = '\0';
        names[count++] = line;
    }
    framing_fault("HTTP/1.1", names, values, count);
    headers_pick(headers, arena, names, values, count);
    headers_read_first(headers, request, "fresh");
    PROMISE(strlen(request->id) <= REQUEST_ID_MAX && !strpbrk(request->id, "\r\n\" "));
    if (headers->accept_encoding)
        accepts_gzip(headers->accept_encoding);
    peer_name(NULL, headers->forwarded_for, peer);
    PROMISE(strlen(peer) < PEER_TEXT && strspn(peer, "0123456789abcdef.:/") == strlen(peer));
    struct trace trace = trace_read(headers->traceparent);
    PROMISE(strlen(trace.trace_id) == 0 || (strlen(trace.trace_id) == 32 && strlen(trace.span_id) == 16));
}

/* A page asked by a role that may list: its SQL, with a place for every value. */
static void read_page(struct call *call, const struct resource *resource)
{
    const struct view *view = view_of(resource, call->who.role);
    const char *values[LIST_PARAMS];
    struct list_query query;
    struct buffer sql = {0};
    unsigned n_values = 0;
    if (!(resource->actions[ACTION_LIST] & BIT(call->who.role)) || !list_query_read(call, view, &query))
        return;
    PROMISE(query.limit >= 1 && query.limit <= PAGE_MAX && query.n_filters <= FILTERS_MAX);
    list_statement(call, view, &query, &sql, values, &n_values);
    PROMISE(n_values <= LIST_PARAMS);
    for (unsigned i = 0; i < n_values; i++) {
        char place[16];
        snprintf(place, sizeof place, "$%u", i + 1);
        PROMISE(strstr(buffer_text(&sql), place) && (!values[i] || text_is_utf8(values[i], strlen(values[i]))));
    }
    buffer_done(&sql);
}

/* As far as the layers go that need no database. */
static void read_request(struct call *call, struct request *request, const char *url, char *lines)
{
    struct headers headers;
    struct route route;
    read_headers(call->arena, request, &headers, lines);
    bool right = url_read_path(call, request, url);
    PROMISE(request->path[0] == '/' && text_is_utf8(request->path, strlen(request->path)));
    right = right && url_read_query(call, request, url);
    for (unsigned i = 0; right && i < request->n_parameters; i++)
        PROMISE(request->parameters[i].name[0] &&
                text_is_utf8(request->parameters[i].value, strlen(request->parameters[i].value)));
    right = right && headers_read(call, &headers, request, "application/json", true);
    PROMISE(right == (call->error.problem == PROBLEM_NONE));
    if (right && route_find(call, &route) && route.kind == ROUTE_COLLECTION)
        read_page(call, route.resource);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct request request = {0};
    struct call call;
    char none[] = "", *text = fuzz_text(data, size), *url = text, *lines = strchrnul(text, '\n');
    if (*lines)
        *lines++ = '\0';
    const char *role = strsep(&url, " "), *method = url ? strsep(&url, " ") : none;
    fuzz_call(&call, &arena, &request, role);
    request.method = strcmp(method, "POST") == 0 ? METHOD_POST : strcmp(method, "PATCH") == 0 ? METHOD_PATCH : METHOD_GET;
    read_request(&call, &request, url ? url : none, lines);
    fuzz_answer(&call);
    free(text);
    return 0;
}

#include "serve.h"

#include <stdatomic.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "admission.h"
#include "answer.h"
#include "api/export.h"
#include "api/route.h"
#include "api/view.h"
#include "core/log.h"
#include "core/uuid.h"
#include "cors.h"
#include "docs.h"
#include "metrics.h"
#include "trace.h"
#include "url.h"

static bool development;
static atomic_bool stopping, cut;

void serve_init(bool in_development)
{
    development = in_development;
}

void serve_set_stopping(void)
{
    atomic_store(&stopping, true);
}

bool serve_is_stopping(void)
{
    return atomic_load(&stopping);
}

void serve_cut(void)
{
    atomic_store(&cut, true);
}

static bool is_cut(void)
{
    return atomic_load(&cut);
}

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static const char *const method_words[] = {
    [METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST", [METHOD_PATCH] = "PATCH", [METHOD_OPTIONS] = "OPTIONS",
};

/* Methods are case-sensitive (RFC 9110, 9.1). */
static enum method method_of(const char *verb)
{
    for (unsigned i = 0; i < sizeof method_words / sizeof *method_words; i++) {
        if (strcmp(verb, method_words[i]) == 0)
            return (enum method)i;
    }
    return METHOD_OTHER;
}

/* A path is served by one lane only: long work must not come where it would delay the rest. */
static bool is_right_lane(struct call *call, const struct incoming *incoming, bool slow)
{
    return slow == (incoming->lane->name == LANE_SLOW) || call_fail_int(call, MISDIRECTED_REQUEST, incoming->lane->other_port);
}

/* The methods of a path, for anyone: what exists is no secret, what it holds is. */
static void serve_options(struct call *call, struct route *route, const struct incoming *incoming)
{
    if (route_find(call, route)) {
        if (!is_right_lane(call, incoming, route->slow))
            return;
        call_header(call, "Allow", route->allow);
        if (strstr(route->allow, "PATCH"))
            call_header(call, "Accept-Patch", "application/merge-patch+json");
    } else if (call->error.problem == METHOD_NOT_ALLOWED) {
        call->error = (struct call_error){0}; /* routing has set Allow */
    } else {
        return;
    }
    cors_preflight(call, &incoming->headers, route->allow);
    call->response.status = 204;
}

static bool read_rest(struct call *call, struct request *request, const struct incoming *incoming, const struct route *route)
{
    size_t most = route->kind == ROUTE_BATCH ? BATCH_BODY_MAX : BODY_MAX;
    if (incoming->body_length > most)
        return call_fail_int(call, BODY_TOO_LARGE, (int64_t)most);
    const char *coding = incoming->headers.content_encoding;
    if (incoming->body_length > 0 && coding && strcasecmp(coding, "identity") != 0)
        return call_fail_text(call, UNSUPPORTED_MEDIA_TYPE, "application/json, Content-Encoding: identity");
    if (!url_read_query(call, request, incoming->url))
        return false;
    const char *media_type = route->kind == ROUTE_EXPORT ? export_media_type(request) : "application/json";
    return headers_read(call, &incoming->headers, request, media_type, development);
}

/* Whoever asks is refused before being told what exists; but which route it is says what the credential must be good for. */
static bool admit(struct call *call, const struct headers *headers, const char *peer, struct route *route)
{
    unsigned n_headers = call->response.n_headers;
    enum problem missing = route_find(call, route) ? PROBLEM_NONE : call->error.problem;
    bool unbound = missing == PROBLEM_NONE && route->kind == ROUTE_ENDPOINT && route->endpoint->unbound;
    call->error.problem = PROBLEM_NONE;
    call->response.n_headers = n_headers; /* what routing says of it is said below */
    if (!admission_check(call, headers, peer, unbound)) {
        *route = (struct route){0}; /* of nobody: counted with no operation */
        return false;
    }
    if (call->refusal != PROBLEM_NONE && !unbound)
        return call_fail(call, call->refusal);
    if (missing == METHOD_NOT_ALLOWED)
        call_header(call, "Allow", route->allow);
    return missing == PROBLEM_NONE || call_fail(call, missing);
}

/* The order is the API's contract: 401, then 404 and 405, then what the operation itself refuses. False: answered. */
static bool admit_call(struct call *call, struct request *request, const struct incoming *incoming, struct route *route)
{
    if (incoming->framing) {
        call_header(call, "Connection", "close"); /* where the next request starts is anybody's guess */
        return call_fail_text(call, BAD_REQUEST, incoming->framing);
    }
    /* Without a length a body is the next request to this reader, and perhaps a body to the one before. */
    bool has_body = request->method == METHOD_POST || request->method == METHOD_PATCH;
    if (has_body && !incoming->headers.content_length && !incoming->headers.transfer_encoding)
        call_header(call, "Connection", "close");
    if (incoming->headers.total > HEADERS_BYTES_MAX)
        return call_fail_int(call, HEADERS_TOO_LARGE, HEADERS_BYTES_MAX);
    if (!url_read_path(call, request, incoming->url))
        return false;
    if (docs_owns(request->path)) {
        if (is_right_lane(call, incoming, false))
            docs_serve(call, &incoming->headers);
        return false;
    }
    if (request->method == METHOD_OPTIONS) {
        serve_options(call, route, incoming);
        return false;
    }
    char peer[PEER_TEXT];
    peer_name(incoming->address, incoming->headers.forwarded_for, peer);
    if (!admit(call, &incoming->headers, peer, route) || !is_right_lane(call, incoming, route->slow))
        return false;
    if (!read_rest(call, request, incoming, route)) {
        /* A role that may not do this at all is told so first. */
        struct call_error *defect = arena_alloc(call->arena, sizeof *defect);
        *defect = call->error;
        call->error = (struct call_error){0};
        request->defect = defect;
    }
    return route_admit(call, route);
}

/* Identifiers, counts and codes only: a query or a body may name a person. */
static void log_request(const struct call *call, const struct outgoing *out, const char *operation, uint64_t duration_us,
                        const struct trace *trace)
{
    const struct request *request = call->request;
    bool known = call->who.key_id[0] != '\0';
    const struct log_field fields[] = {
        {"request_id", request->id, 0},
        {"method", request->method == METHOD_OTHER ? "OTHER" : method_words[request->method], 0},
        {"operation", operation, 0},
        {"status", NULL, out->status},
        {"code", call->error.problem ? problem_text(call->error.problem)->slug : "", 0},
        {"duration_us", NULL, (int64_t)duration_us},
        {"bytes", NULL, (int64_t)(out->has_file ? out->file_size : out->body.length)},
        {"principal", known ? kind_word(call->who.kind) : "none", 0},
        {"key_id", call->who.key_id, 0},
    };
    /* Of some requests only: a part of a trace, an export. */
    struct log_field all[sizeof fields / sizeof *fields + 3];
    unsigned n_fields = sizeof fields / sizeof *fields;
    memcpy(all, fields, sizeof fields);
    if (trace->trace_id[0]) {
        all[n_fields++] = (struct log_field){"trace_id", trace->trace_id, 0};
        all[n_fields++] = (struct log_field){"span_id", trace->span_id, 0};
    }
    if (out->has_file)
        all[n_fields++] = (struct log_field){"rows", NULL, (int64_t)out->rows};
    log_event(out->status >= 500 ? LOG_ERROR : LOG_INFO, "request", all, n_fields);
}

static const char *operation_name(struct call *call, const struct route *route)
{
    if (route->resource || route->endpoint)
        return route_name(call, route);
    return docs_owns(call->request->path) ? "docs" : "none";
}

void serve_begin(struct job *job, struct arena *arena, struct conn *conn)
{
    const struct incoming *incoming = &job->incoming;
    struct call *call = &job->call;
    char fresh_id[UUID_TEXT] = "";
    job->started_us = now_us();
    job->request = (struct request){
        .method = method_of(incoming->verb),
        .path = "/",
        .body = incoming->body ? incoming->body : "",
        .body_length = incoming->body_length,
    };
    /* A request is the client's to name; most do not, and only then is an id made. */
    headers_read_first(&incoming->headers, &job->request, NULL);
    if (!job->request.id) {
        uuid_new(fresh_id);
        job->request.id = arena_strdup(arena, fresh_id);
    }
    call_start(call, arena, conn, &job->request);
    call->is_cut = is_cut;
    job->route = (struct route){0};
    job->read = NULL;
    job->admitted = conn ? admit_call(call, &job->request, incoming, &job->route) : call_fail(call, UNAVAILABLE);
    if (job->admitted && route_reads(call, &job->route)) {
        job->read = route_read(call, &job->route);
        job->admitted = job->read != NULL;
    }
}

void serve_operation(struct job *job)
{
    if (!job->admitted)
        return;
    if (job->read)
        read_serve(job->read);
    else
        route_serve(&job->call, &job->route);
}

void serve_end(struct job *job, struct outgoing *ret_outgoing)
{
    struct call *call = &job->call;
    const struct headers *headers = &job->incoming.headers;
    answer_write(call, headers, ret_outgoing);
    const char *operation = operation_name(call, &job->route);
    uint64_t duration = now_us() - job->started_us;
    metrics_count(operation, ret_outgoing->status, duration);
    if (ret_outgoing->has_file)
        metrics_count_export(ret_outgoing->rows, ret_outgoing->file_size);
    struct trace trace = trace_read(headers->traceparent);
    log_request(call, ret_outgoing, operation, duration, &trace);
}

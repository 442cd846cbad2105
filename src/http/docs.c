#include "docs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "api/seal.h"
#include "cors.h"
#include "spec/documents.h"

/* The page runs no script and asks no host but those of this service. Swagger-ui draws with images that its style sheet
 * carries as data:. */
#define POLICY                                                                                                                   \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "       \
    "frame-ancestors 'none'; connect-src 'self'"

static char policy[sizeof POLICY + 80] = POLICY; /* with what docs_init() adds */

static const char root[] = "/docs";
enum { ROOT_LENGTH = sizeof root - 1, GZIP = 15 + 16 };

/* Written at start: what the tables say, in the form of the files of the page. */
static struct made {
    struct buffer plain, packed;
    char digest[DIGEST_HEX];
    struct docs_file file;
} openapi = {.file = {.path = "/openapi.json", .type = "application/json"}},
  problems = {.file = {.path = "/problems", .type = "text/html; charset=utf-8"}};

/* Once for all: it is large, asked by anyone, and would take a thread ten milliseconds each time. */
static void pack(const struct buffer *plain, struct buffer *out)
{
    z_stream stream = {.next_in = (Bytef *)plain->data, .avail_in = (uInt)plain->length};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    buffer_reserve(out, deflateBound(&stream, plain->length));
    stream.next_out = (Bytef *)out->data;
    stream.avail_out = (uInt)out->capacity;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort();
    out->length = stream.total_out;
    deflateEnd(&stream);
}

static void made_finish(struct made *made)
{
    pack(&made->plain, &made->packed);
    digest_parts((const char *const[]){made->plain.data}, &made->plain.length, 1, made->digest);
    made->file.digest = made->digest;
    made->file.length = made->plain.length;
    made->file.plain = made->plain.data;
    made->file.packed_length = made->packed.length;
    made->file.packed = made->packed.data;
}

static void made_done(struct made *made)
{
    buffer_done(&made->plain);
    buffer_done(&made->packed);
}

void docs_init(const char *development_exports)
{
    if (development_exports)
        snprintf(policy, sizeof policy, POLICY " %s", development_exports);
    openapi_write(&openapi.plain, development_exports);
    made_finish(&openapi);
    problems_write_html(&problems.plain);
    made_finish(&problems);
}

void docs_done(void)
{
    made_done(&openapi);
    made_done(&problems);
}

static const struct docs_file *find_made(const char *path)
{
    return strcmp(path, openapi.file.path) == 0 ? &openapi.file : strcmp(path, problems.file.path) == 0 ? &problems.file : NULL;
}

bool docs_owns(const char *path)
{
    bool page = strncmp(path, root, ROOT_LENGTH) == 0 && (path[ROOT_LENGTH] == '\0' || path[ROOT_LENGTH] == '/');
    return page || find_made(path);
}

static const struct docs_file *find_file(const char *path)
{
    for (const struct docs_file *file = docs_files; file->path; file++) {
        if (strcmp(file->path, path) == 0)
            return file;
    }
    return find_made(path);
}

/* For the few that do not take gzip. */
static bool add_plain(const struct docs_file *file, struct buffer *out)
{
    if (file->plain) {
        buffer_add(out, file->plain, file->length);
        return true;
    }
    buffer_reserve(out, file->length);
    z_stream stream = {.next_in = (Bytef *)file->packed,
                       .avail_in = (uInt)file->packed_length,
                       .next_out = (Bytef *)out->data,
                       .avail_out = (uInt)file->length};
    if (inflateInit2(&stream, GZIP) != Z_OK)
        return false;
    bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == file->length;
    inflateEnd(&stream);
    out->length = whole ? file->length : 0;
    return whole;
}

/* The headers that keep a browser to what is served here. */
static void confine(struct call *call)
{
    call_header(call, "Content-Security-Policy", policy);
    call_header(call, "Referrer-Policy", "no-referrer");
}

static void send_file(struct call *call, const struct headers *headers, const struct docs_file *file)
{
    struct response *response = &call->response;
    call_header(call, "ETag", arena_printf(call->arena, "\"%s\"", file->digest));
    call_header(call, "Cache-Control", "public, max-age=300");
    confine(call);
    /* Whatever its form, weak or strong: a tag that holds the digest names this content. */
    if (headers->if_none_match && strstr(headers->if_none_match, file->digest)) {
        response->status = 304;
        return;
    }
    response->status = 200;
    response->content_type = file->type;
    if (headers->accept_encoding && accepts_gzip(headers->accept_encoding)) {
        call_header(call, "Content-Encoding", "gzip");
        buffer_add(&response->body, file->packed, file->packed_length);
    } else if (!add_plain(file, &response->body)) {
        call_fail(call, INTERNAL);
    }
}

void docs_serve(struct call *call, const struct headers *headers)
{
    const char *path = call->request->path;
    bool slash = docs_files->path && strcmp(path, "/docs/") == 0; /* another spelling that people type */
    const struct docs_file *file = find_file(path);
    if (!file && !slash) {
        call_fail(call, NOT_FOUND);
        return;
    }
    static const char allow[] = "GET, HEAD, OPTIONS";
    switch (call->request->method) {
    case METHOD_GET:
    case METHOD_HEAD:
        if (file) {
            send_file(call, headers, file);
            return;
        }
        call_header(call, "Location", root);
        call->response.status = 308;
        return;
    case METHOD_OPTIONS:
        call_header(call, "Allow", allow);
        cors_preflight(call, headers, allow);
        call->response.status = 204;
        return;
    default:
        call_header(call, "Allow", allow);
        call_fail(call, METHOD_NOT_ALLOWED);
    }
}

#include "docs.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

/* The page runs no script and asks no host but those of this service. Swagger-ui draws with images that its style sheet
 * carries as data:. */
#define POLICY                                                                                                                   \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "       \
    "frame-ancestors 'none'; connect-src 'self'"

static char policy[sizeof POLICY + 80] = POLICY; /* with what docs_init() adds */

static const char root[] = "/docs";
enum { ROOT_LENGTH = sizeof root - 1, ANY_GZIP = 15 + 16 };

void docs_init(const char *also_asked)
{
    snprintf(policy, sizeof policy, POLICY "%s%s", also_asked ? " " : "", also_asked ? also_asked : "");
}

bool docs_owns(const char *path)
{
    return strncmp(path, root, ROOT_LENGTH) == 0 && (path[ROOT_LENGTH] == '\0' || path[ROOT_LENGTH] == '/');
}

static const struct docs_file *find_file(const char *path)
{
    for (const struct docs_file *file = docs_files; file->path; file++) {
        if (strcmp(file->path, path) == 0)
            return file;
    }
    return NULL;
}

/* For the few that do not take gzip. */
static bool unpack(const struct docs_file *file, struct buffer *out)
{
    buffer_reserve(out, file->length);
    z_stream stream = {.next_in = (Bytef *)file->packed,
                       .avail_in = (uInt)file->packed_length,
                       .next_out = (Bytef *)out->data,
                       .avail_out = (uInt)file->length};
    if (inflateInit2(&stream, ANY_GZIP) != Z_OK)
        return false;
    bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == file->length;
    inflateEnd(&stream);
    out->length = whole ? file->length : 0;
    return whole;
}

void docs_confine(struct call *call)
{
    call_header(call, "Content-Security-Policy", policy);
    call_header(call, "Referrer-Policy", "no-referrer");
}

static void send_file(struct call *call, const struct headers *headers, const struct docs_file *file)
{
    struct response *response = &call->response;
    call_header(call, "ETag", arena_printf(call->arena, "\"%s\"", file->digest));
    call_header(call, "Cache-Control", "public, max-age=300");
    docs_confine(call);
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
    } else if (!unpack(file, &response->body)) {
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
        call_header(call, "Allow", "GET, HEAD, OPTIONS");
        call->response.status = 204;
        return;
    default:
        call_header(call, "Allow", "GET, HEAD, OPTIONS");
        call_fail(call, METHOD_NOT_ALLOWED);
    }
}

/* From what the engine answered to what is sent: the headers that every response has, and compression. */
#ifndef MAILLON_HTTP_ANSWER_H
#define MAILLON_HTTP_ANSWER_H

#include "api/call.h"
#include "headers.h"

/* Names and values live in the worker's arena or are constant; the body is the caller's to free. */
enum { OUT_HEADERS_MAX = HEADERS_MAX + 13, GZIP_MIN = 1024 };

struct outgoing {
    int status;
    struct header headers[OUT_HEADERS_MAX];
    unsigned n_headers;
    struct buffer body;
    bool has_file; /* instead of the body; the caller's to close */
    int file;
    size_t file_size;
    uint64_t rows;
};

/* What was set before stays. */
void answer_add_header(struct outgoing *out, const char *name, const char *value);

/* Takes the response's body, or writes the error's. */
void answer_write(struct call *call, const struct headers *headers, struct outgoing *ret_outgoing);

#endif

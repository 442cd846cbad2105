/* The request's headers: one pass over the list picks those that matter, then each is checked when its turn comes. */
#ifndef MAILLON_HTTP_HEADERS_H
#define MAILLON_HTTP_HEADERS_H

#include "api/call.h"

enum { HEADERS_BYTES_MAX = 16384, REQUEST_ID_MAX = 128, IDEMPOTENCY_KEY_MAX = 255 };

/* Borrowed; NULL when absent. */
struct headers {
    const char *accept, *accept_encoding, *accept_language, *authorization;
    const char *content_encoding, *content_length, *content_type, *transfer_encoding;
    const char *idempotency_key, *if_match, *if_none_match, *request_id, *today, *context;
    const char *origin, *request_method; /* Access-Control-Request-Method */
    const char *forwarded_for, *traceparent;
    size_t total; /* bytes of all names and values */
};

/* A header sent several times is joined with ',' in the arena (RFC 9110, 5.3). */
void headers_pick(struct headers *headers, struct arena *arena, char *const *names, char *const *values, unsigned count);

/* Those without which nothing can be answered: language and request id (`fresh` when the client's is absent or unsafe). */
void headers_read_first(const struct headers *headers, struct request *request, const char *fresh);

/* Accept (which must admit `media_type`), If-Match, If-None-Match, Idempotency-Key, Maillon-Today. False: NOT_ACCEPTABLE or
 * BAD_HEADER is set. */
bool headers_read(struct call *call, const struct headers *headers, struct request *request, const char *media_type,
                  bool development);

bool accepts_type(const char *accept, const char *media_type);
bool accepts_gzip(const char *accept_encoding);
enum language preferred_language(const char *accept_language);

#endif

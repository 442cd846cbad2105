/* One request, from raw URL and headers to an answer ready to be sent. Knows nothing of the library that carries it. */
#ifndef MAILLON_HTTP_SERVE_H
#define MAILLON_HTTP_SERVE_H

#include "answer.h"
#include "api/call.h"
#include "headers.h"
#include "lane.h"
#include "peer.h"

enum { BODY_MAX = 65536, BATCH_BODY_MAX = 1048576 };

/* What came, borrowed. */
struct incoming {
    const char *verb;
    const char *url; /* raw: path and query */
    const struct lane *lane;
    const struct sockaddr *address; /* of the peer; see peer.h */
    struct headers headers;
    const char *framing; /* what is at fault in it (framing.h), or NULL */
    const char *body;
    size_t body_length; /* above BATCH_BODY_MAX: cut, too large */
};

/* `development_exports`: in development the base URL of exports, for the page that tries them; else NULL. */
void serve_init(const char *development_exports);
void serve_done(void);

/* Serves with the calling thread's worker; writes the request's line of the log. */
void serve(const struct incoming *incoming, struct outgoing *ret_outgoing);

/* While stopping, answers ask clients to close their connection. */
void serve_set_stopping(void);
bool serve_is_stopping(void);

/* From here on long operations give up instead of being waited for. */
void serve_cut(void);

#endif

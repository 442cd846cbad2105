/* One request, from raw URL and headers to an answer ready to be sent. Knows nothing of the library that carries it. */
#ifndef MAILLON_HTTP_SERVE_H
#define MAILLON_HTTP_SERVE_H

#include "answer.h"
#include "api/route.h"
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

void serve_init(bool development);

/* A request while it is served. It does not move: its call points into it. */
struct job {
    struct incoming incoming;
    struct request request;
    struct call call;
    struct route route;
    bool admitted;     /* the operation is still to be served */
    struct read *read; /* what it reads, when it does: to be served alone, or with others of the same connection */
    uint64_t started_us;
};

/* All that comes before the operation itself; of the database, at most who the caller is. job->incoming is given; the
 * connection may be NULL (none was free), which is the answer. */
void serve_begin(struct job *job, struct arena *arena, struct conn *conn);

/* The operation. Harmless when nothing is left to serve. */
void serve_operation(struct job *job);

/* What is sent; writes the request's line of the log. */
void serve_end(struct job *job, struct outgoing *ret_outgoing);

/* While stopping, answers ask clients to close their connection. */
void serve_set_stopping(void);
bool serve_is_stopping(void);

/* From here on long operations give up instead of being waited for. */
void serve_cut(void);

#endif

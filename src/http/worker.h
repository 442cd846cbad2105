/* What a thread that serves requests owns: a database connection, an arena, a compressor. Made at its first request, kept in a
 * register so that the stop frees them after the threads have ended. */
#ifndef MAILLON_HTTP_WORKER_H
#define MAILLON_HTTP_WORKER_H

#include <zlib.h>

#include "core/arena.h"
#include "db/tx.h"

struct worker {
    struct conn *conn;
    struct arena arena;
    z_stream gzip; /* a quarter of a megabyte, so used again and again */
    bool gzip_ready;
    struct worker *next;
};

/* Before any thread; the options are borrowed until workers_free(). */
void workers_init(const struct conn_options *options);

/* The calling thread's own. */
struct worker *worker_mine(void);

/* After the threads have ended. */
void workers_free(void);

#endif

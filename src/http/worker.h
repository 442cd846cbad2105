/* What a thread that serves requests owns: an arena, a compressor and, unless its lane shares them, a connection to the
 * database. Made at its first request, freed when the thread ends. */
#ifndef MAILLON_HTTP_WORKER_H
#define MAILLON_HTTP_WORKER_H

#include <zlib.h>

#include "core/arena.h"
#include "db/tx.h"
#include "lane.h"

struct worker {
    struct conn *conn; /* NULL in a lane that shares its connections */
    struct arena arena;
    z_stream gzip; /* a quarter of a megabyte, so used again and again */
    bool gzip_ready;
};

/* The calling thread's own; it never changes lane. */
struct worker *worker_of(const struct lane *lane);

/* The same once worker_of() was called in the thread. */
struct worker *worker_mine(void);

/* After the threads of every lane have ended. */
void workers_free(void);

#endif

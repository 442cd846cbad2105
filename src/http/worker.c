#include "worker.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t at_end; /* its destructor is what tells that a thread ends */
static _Thread_local struct worker *mine;

static void worker_free(void *data)
{
    struct worker *worker = data;
    conn_free(worker->conn);
    arena_done(&worker->arena);
    if (worker->gzip_ready)
        deflateEnd(&worker->gzip);
    free(worker);
    mine = NULL;
}

static void make_key(void)
{
    if (pthread_key_create(&at_end, worker_free) != 0)
        abort();
}

struct worker *worker_of(const struct lane *lane)
{
    if (mine)
        return mine;
    pthread_once(&once, make_key);
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker || pthread_setspecific(at_end, worker) != 0)
        abort();
    if (lane->workers)
        worker->conn = conn_new(&lane->conn);
    arena_init(&worker->arena);
    mine = worker;
    return worker;
}

struct worker *worker_mine(void)
{
    return mine;
}

void workers_free(void)
{
    if (mine) /* the calling thread does not end here */
        pthread_setspecific(at_end, NULL);
    if (mine)
        worker_free(mine);
}

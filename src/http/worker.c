#include "worker.h"

#include <pthread.h>
#include <stdlib.h>

static const struct conn_options *conn_options;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct worker *all;
static _Thread_local struct worker *mine;

void workers_init(const struct conn_options *options)
{
    conn_options = options;
}

struct worker *worker_mine(void)
{
    if (mine)
        return mine;
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker)
        abort();
    worker->conn = conn_new(conn_options);
    arena_init(&worker->arena);
    pthread_mutex_lock(&lock);
    worker->next = all;
    all = worker;
    pthread_mutex_unlock(&lock);
    mine = worker;
    return worker;
}

void workers_free(void)
{
    while (all) {
        struct worker *worker = all;
        all = worker->next;
        conn_free(worker->conn);
        arena_done(&worker->arena);
        if (worker->gzip_ready)
            deflateEnd(&worker->gzip);
        free(worker);
    }
}

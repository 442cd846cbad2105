#include "lane.h"

#include <pthread.h>
#include <time.h>

enum { SHARED_MAX = 8, WAIT_SECONDS = 10 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    struct conn *free[SHARED_MAX];
    unsigned count;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

void lane_open(const struct lane *lane)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&pool.freed, &attributes);
    pthread_condattr_destroy(&attributes);
    while (pool.count < lane->shared && pool.count < SHARED_MAX)
        pool.free[pool.count++] = conn_new(&lane->conn); /* opened when it first serves */
}

void lane_close(void)
{
    while (pool.count)
        conn_free(pool.free[--pool.count]);
}

struct conn *lane_take(void)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_SECONDS;
    struct conn *taken = NULL;
    pthread_mutex_lock(&pool.lock);
    while (pool.count == 0 && pthread_cond_timedwait(&pool.freed, &pool.lock, &until) == 0)
        continue;
    if (pool.count)
        taken = pool.free[--pool.count]; /* the one that served last: its statements are the freshest */
    pthread_mutex_unlock(&pool.lock);
    return taken;
}

void lane_give(struct conn *conn)
{
    pthread_mutex_lock(&pool.lock);
    pool.free[pool.count++] = conn;
    pthread_cond_signal(&pool.freed);
    pthread_mutex_unlock(&pool.lock);
}

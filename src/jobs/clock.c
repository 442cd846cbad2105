#include "jobs/clock.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "core/log.h"
#include "db/query.h"

/* As many batches of a step as one pass makes: a clock that was stopped for a year still lets the others work. */
enum { BATCHES_MAX = 1000, TRIES = 3, USED_BATCH = 128 };

static const struct step {
    const char *name;
    enum query query;
} steps[] = {
    {"contract_end", QUERY_CLOCK_CONTRACT_END},
    {"immersion_begin", QUERY_CLOCK_IMMERSION_BEGIN}, /* before the end: one pass may make both moves */
    {"immersion_complete", QUERY_CLOCK_IMMERSION_COMPLETE},
    {"keys_forget", QUERY_CLOCK_KEYS_FORGET},
};

static struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct conn *conn;
    clock_used_keys used_keys;
    unsigned seconds;
    bool running;
    atomic_bool stopping, give_up;
} clock_state = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* One batch, one transaction. The number of rows it moved, or -1. A connection lost since the last pass, or a deadlock,
 * is no failure yet: it is tried again. */
static int64_t run_batch(struct conn *conn, const struct step *step, const char *today)
{
    const struct context context = {.role = DB_JOB, .today = today};
    for (int tried = 1;; tried++) {
        AUTO_TX struct tx tx;
        tx_begin_write(&tx, conn, &context);
        unsigned answer = tx_ask(&tx, query(step->query), NULL);
        int64_t moved = tx_flush(&tx) ? tx_int(&tx, answer, 0, 0) : -1;
        if (moved >= 0 && tx_commit(&tx))
            return moved;
        if (tx.failure.retry && tried < TRIES)
            continue;
        log_with(LOG_ERROR, "clock_failed", {"step", step->name, 0}, {"sqlstate", tx.failure.sqlstate, 0});
        return -1;
    }
}

bool clock_pass(struct conn *conn, const char *today)
{
    bool right = true;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int64_t total = 0, moved = 1;
        for (int batch = 0; moved > 0 && batch < BATCHES_MAX && !atomic_load(&clock_state.stopping); batch++) {
            moved = run_batch(conn, &steps[i], today);
            total += moved > 0 ? moved : 0;
        }
        if (total > 0)
            log_with(LOG_INFO, "clock", {"step", steps[i].name, 0}, {"rows", NULL, total});
        right = right && moved >= 0;
    }
    return right;
}

/* A failure loses an indication, nothing more: it is logged and not tried again. */
static void write_used_keys(struct conn *conn, clock_used_keys used_keys)
{
    const struct context context = {.role = DB_JOB};
    char ids[USED_BATCH][37], list[USED_BATCH * 37 + 2];
    unsigned count;
    while ((count = used_keys(ids, USED_BATCH)) > 0) {
        size_t length = 0;
        for (unsigned i = 0; i < count; i++)
            length += (size_t)snprintf(list + length, sizeof list - length, "%c%s", i ? ',' : '{', ids[i]);
        snprintf(list + length, sizeof list - length, "}");
        AUTO_TX struct tx tx;
        tx_begin_write(&tx, conn, &context);
        tx_ask(&tx, query(QUERY_CLOCK_KEY_USED), (const char *const[]){list});
        if (!tx_flush(&tx) || !tx_commit(&tx)) {
            log_with(LOG_WARNING, "clock_failed", {"step", "key_used", 0}, {"sqlstate", tx.failure.sqlstate, 0});
            return;
        }
    }
}

static void *run(void *data)
{
    (void)data;
    pthread_mutex_lock(&clock_state.lock);
    while (!atomic_load(&clock_state.stopping)) {
        pthread_mutex_unlock(&clock_state.lock);
        clock_pass(clock_state.conn, NULL);
        write_used_keys(clock_state.conn, clock_state.used_keys);
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += (time_t)clock_state.seconds;
        pthread_mutex_lock(&clock_state.lock);
        int waited = 0;
        while (!atomic_load(&clock_state.stopping) && waited == 0)
            waited = pthread_cond_timedwait(&clock_state.wake, &clock_state.lock, &until);
    }
    pthread_mutex_unlock(&clock_state.lock);
    return NULL;
}

bool clock_start(const struct conn_options *options, unsigned seconds, clock_used_keys used_keys)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC); /* an adjusted wall clock must not stop ours */
    pthread_cond_init(&clock_state.wake, &attributes);
    pthread_condattr_destroy(&attributes);
    struct conn_options own = *options;
    own.give_up = &clock_state.give_up;
    clock_state.conn = conn_new(&own);
    clock_state.used_keys = used_keys;
    clock_state.seconds = seconds;
    atomic_store(&clock_state.stopping, false);
    atomic_store(&clock_state.give_up, false);
    clock_state.running = pthread_create(&clock_state.thread, NULL, run, NULL) == 0;
    if (!clock_state.running)
        log_plain(LOG_ERROR, "clock_not_started");
    return clock_state.running;
}

void clock_end(void)
{
    if (!clock_state.conn)
        return;
    pthread_mutex_lock(&clock_state.lock);
    atomic_store(&clock_state.stopping, true);
    pthread_cond_signal(&clock_state.wake);
    pthread_mutex_unlock(&clock_state.lock);
}

void clock_stop(void)
{
    if (!clock_state.conn)
        return;
    clock_end();
    atomic_store(&clock_state.give_up, true); /* what was not committed is undone, and made by the next pass of anybody */
    if (clock_state.running)
        pthread_join(clock_state.thread, NULL);
    clock_state.running = false;
    conn_free(clock_state.conn);
    clock_state.conn = NULL;
    pthread_cond_destroy(&clock_state.wake);
}

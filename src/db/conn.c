#include "pg.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/log.h"

enum {
    BACKOFF_MIN_MS = 50,
    BACKOFF_MAX_MS = 1000,
    IDLE_CHECK_MS = 50,
    GIVE_UP_CHECK_MS = 200,
    CANCELS_MAX = 16,
    OPTIONS_TEXT = 512
};

struct counters counters;

static atomic_uint cancels_under_way;

uint64_t clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

struct conn_counts conn_counts_read(void)
{
    return (struct conn_counts){
        .transactions = atomic_load(&counters.transactions),
        .round_trips = atomic_load(&counters.round_trips),
        .grouped = atomic_load(&counters.grouped),
        .prepared = atomic_load(&counters.prepared),
        .reconnects = atomic_load(&counters.reconnects),
        .retries = atomic_load(&counters.retries),
        .cancelled = atomic_load(&counters.cancelled),
    };
}

static char *copy_text(const char *text)
{
    char *copy = strdup(text ? text : "");
    if (!copy)
        abort();
    return copy;
}

struct conn *conn_new(const struct conn_options *options)
{
    struct conn *conn = calloc(1, sizeof(*conn));
    if (!conn)
        abort();
    conn->conninfo = copy_text(options->conninfo);
    conn->application_name = copy_text(options->application_name ? options->application_name : "maillon");
    conn->deadline_ms = options->deadline_ms;
    conn->lock_timeout_ms = options->lock_timeout_ms;
    conn->give_up = options->give_up;
    conn->begin = statement_of("begin", 0);
    conn->begin_snapshot[false] = statement_of("begin isolation level repeatable read read only", 0);
    conn->begin_snapshot[true] = statement_of("begin isolation level repeatable read", 0);
    conn->commit = statement_of("commit", 0);
    conn->rollback = statement_of("rollback", 0);
    conn->mark = statement_of("savepoint item", 0);
    conn->release = statement_of("release savepoint item", 0);
    conn->back = statement_of("rollback to savepoint item", 0);
    conn->context = context_statement();
    return conn;
}

void conn_free(struct conn *conn)
{
    if (!conn)
        return;
    conn_close(conn);
    direct_done(&conn->direct);
    free(conn->conninfo);
    free(conn->application_name);
    free(conn);
}

void conn_close(struct conn *conn)
{
    PQfinish(conn->pg);
    conn->pg = NULL;
    cache_clear(&conn->cache);
    conn->n_awaited = 0;
    conn->commit_out = false;
}

/* Notices are counted, never printed: they quote values. */
static void on_notice(void *argument, const PGresult *result)
{
    (void)result;
    ((struct conn *)argument)->notices++;
}

/* A statement is given nine tenths of a request's time: when one alone is too slow the server says so, and the connection
 * with its prepared statements survives. The socket's own deadline remains for everything else. */
static void session_options(const struct conn *conn, char text[static OPTIONS_TEXT])
{
    snprintf(text, OPTIONS_TEXT,
             "-c TimeZone=UTC -c DateStyle=ISO -c plan_cache_mode=force_generic_plan -c jit=off -c search_path=public "
             "-c client_min_messages=warning -c idle_in_transaction_session_timeout=10000 -c lock_timeout=%d "
             "-c statement_timeout=%d",
             conn->lock_timeout_ms, conn->deadline_ms - conn->deadline_ms / 10);
}

static PGconn *start_connection(const struct conn *conn)
{
    char options[OPTIONS_TEXT], user_timeout[16];
    session_options(conn, options);
    snprintf(user_timeout, sizeof(user_timeout), "%d", 2 * conn->deadline_ms);
    const char *const keywords[] = {"dbname",
                                    "options",
                                    "application_name",
                                    "client_encoding",
                                    "keepalives",
                                    "keepalives_idle",
                                    "keepalives_interval",
                                    "keepalives_count",
                                    "tcp_user_timeout",
                                    NULL};
    const char *const values[] = {conn->conninfo, options, conn->application_name, "UTF8", "1", "30",
                                  "10",           "3",     user_timeout,           NULL};
    return PQconnectStartParams(keywords, values, 1);
}

/* Milliseconds until an instant, rounded up so that a wait does not end just before it. */
static int ms_until(uint64_t instant_ns)
{
    uint64_t now = clock_ns();
    return now >= instant_ns ? 0 : (int)((instant_ns - now + NS_PER_MS - 1) / NS_PER_MS);
}

/* How long one wait may last, in milliseconds; 0: the time is over, or it is given up. */
static int wait_ms(const struct conn *conn)
{
    int left = ms_until(conn->deadline_ns);
    if (!conn->give_up)
        return left;
    return atomic_load(conn->give_up) ? 0 : left < GIVE_UP_CHECK_MS ? left : GIVE_UP_CHECK_MS;
}

/* Drives the connection's start until it is up, refused or too late. */
static bool wait_connected(const struct conn *conn, PGconn *pg)
{
    PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
    while (PQstatus(pg) != CONNECTION_BAD && wanted != PGRES_POLLING_OK && wanted != PGRES_POLLING_FAILED) {
        struct pollfd socket = {.fd = PQsocket(pg), .events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        int ms = wait_ms(conn), ready = poll(&socket, 1, ms);
        if (ready > 0)
            wanted = PQconnectPoll(pg);
        else if (ms == 0 || (ready < 0 && errno != EINTR))
            return false;
    }
    return wanted == PGRES_POLLING_OK;
}

/* Why the server could not be reached: names hosts and roles, never data. */
static void log_refused(PGconn *pg)
{
    char reason[200];
    snprintf(reason, sizeof(reason), "%s",
             !pg                              ? "out of memory"
             : PQstatus(pg) == CONNECTION_BAD ? PQerrorMessage(pg)
                                              : "no answer in time");
    for (char *c = reason; *c; c++)
        if (*c == '\n')
            *c = ' ';
    log_with(LOG_ERROR, "database_unreachable", {"reason", reason, 0});
}

static bool connect_now(struct conn *conn)
{
    PGconn *pg = start_connection(conn);
    if (!pg || !wait_connected(conn, pg) || PQsetnonblocking(pg, 1) != 0 || !PQenterPipelineMode(pg)) {
        log_refused(pg);
        PQfinish(pg);
        return false;
    }
    conn->pg = pg;
    PQsetNoticeReceiver(pg, on_notice, conn);
    return true;
}

/* Nothing is expected on an idle connection: what can be read is the news of its end, or a parameter's change. */
static bool still_alive(const struct conn *conn)
{
    struct pollfd socket = {.fd = PQsocket(conn->pg), .events = POLLIN};
    while (poll(&socket, 1, 0) > 0)
        if (!PQconsumeInput(conn->pg) || PQstatus(conn->pg) != CONNECTION_OK)
            return false;
    return true;
}

bool conn_open(struct conn *conn)
{
    uint64_t now = clock_ns();
    if (conn->pg && now - conn->last_begin_ns > (uint64_t)IDLE_CHECK_MS * NS_PER_MS && !still_alive(conn))
        conn_close(conn);
    conn->last_begin_ns = now;
    if (conn->pg) {
        conn->reused = true;
        return true;
    }
    if (now < conn->next_try_ns)
        return false;
    if (!connect_now(conn)) {
        conn->backoff_ms = conn->backoff_ms ? 2 * conn->backoff_ms : BACKOFF_MIN_MS;
        if (conn->backoff_ms > BACKOFF_MAX_MS)
            conn->backoff_ms = BACKOFF_MAX_MS;
        conn->next_try_ns = clock_ns() + (uint64_t)conn->backoff_ms * NS_PER_MS;
        return false;
    }
    conn->backoff_ms = 0;
    conn->reused = false;
    if (conn->ever_open)
        count(&counters.reconnects);
    conn->ever_open = true;
    return true;
}

enum wait conn_wait(const struct conn *conn, short events, short *ret_events)
{
    struct pollfd socket = {.fd = PQsocket(conn->pg), .events = events};
    int ms = wait_ms(conn);
    if (ms == 0)
        return WAIT_LATE;
    int ready = poll(&socket, 1, ms);
    *ret_events = ready > 0 ? socket.revents : 0;
    return ready < 0 && errno != EINTR ? WAIT_LOST : WAIT_READY;
}

static void *cancel_main(void *argument)
{
    char reason[128];
    PQcancel(argument, reason, sizeof(reason));
    PQfreeCancel(argument);
    atomic_fetch_sub(&cancels_under_way, 1);
    return NULL;
}

void conn_cancel(struct conn *conn)
{
    PGcancel *cancel = PQgetCancel(conn->pg);
    if (!cancel)
        return;
    pthread_attr_t attributes;
    sigset_t all, before;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are for the threads that expect them */
    bool started = false;
    if (atomic_fetch_add(&cancels_under_way, 1) < CANCELS_MAX)
        started = pthread_create(&thread, &attributes, cancel_main, cancel) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (!started) {
        atomic_fetch_sub(&cancels_under_way, 1);
        PQfreeCancel(cancel);
    }
}

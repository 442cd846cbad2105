#include "carrier.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/log.h"
#include "exchange.h"

/* A thread looks now and then what phase it is: nothing wakes one that has as many connections as it may. */
enum { TICK_MS = 1000, STOPPING_TICK_MS = 10 };

/* Turns in which the library has work and gets nowhere, before it is given time; then how long until it may try again. */
enum { IDLE_TURNS_MAX = 2, STALLED_TICK_MS = 10 };

static bool fail(const struct carrier *carrier, const char *step)
{
    log_with(LOG_ERROR, "carrier_failed", {"step", step, 0}, {"port", NULL, carrier->lane->port}, {"reason", strerror(errno), 0});
    return false;
}

static struct MHD_Daemon *start_daemon(int fd, struct table *table)
{
    const struct MHD_OptionItem items[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)listener_log, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)exchange_begin, table},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)exchange_end, table},
        {MHD_OPTION_LISTEN_SOCKET, fd, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, CARRIER_CONNECTIONS, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, NULL, NULL, exchange_continue, table, MHD_OPTION_ARRAY, items,
                            MHD_OPTION_END);
}

/* Every daemon has a descriptor of its own: it closes it when it ends, and its thread when it is quiet. */
static void quiesce(struct carrier_thread *thread)
{
    MHD_socket fd = MHD_quiesce_daemon(thread->daemon);
    if (fd != MHD_INVALID_SOCKET)
        close(fd);
}

static void wait_for_clients(struct carrier_thread *thread, int wait_ms)
{
    struct pollfd events = {.fd = MHD_get_daemon_info(thread->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, .events = POLLIN};
    poll(&events, 1, wait_ms);
}

/* How long the library has nothing to do by itself: 0 while it has something to read or to hand over. */
static int idle_ms(struct carrier_thread *thread, int most_ms)
{
    unsigned long long until_ms;
    bool limited = MHD_get_timeout(thread->daemon, &until_ms) == MHD_YES && until_ms < (unsigned)most_ms;
    return limited ? (int)until_ms : most_ms;
}

/* With a loop of its own the library would end a connection whose memory is full with nothing it can use; with ours it asks
 * at every turn, at once. Whatever else comes ends the pause. How long to wait: as long as it is idle, or the pause. */
static int pause_if_stalled(struct carrier_thread *thread, int idle)
{
    thread->idle_turns = idle == 0 && !thread->table->moved ? thread->idle_turns + 1 : 0;
    if (thread->idle_turns <= IDLE_TURNS_MAX)
        return idle;
    table_end_stalled(thread->table); /* before the pause: what comes in it is not unread yet */
    return STALLED_TICK_MS;
}

/* The library is never let wait: given time, it asks the kernel again after 128 events, and sleeps if those were all
 * (90,000 requests a second become 1,000). Answers are handed over in one turn of it and sent in the next. */
static void turn(struct carrier_thread *thread, int wait_ms)
{
    struct table *table = thread->table;
    int idle = pause_if_stalled(thread, idle_ms(thread, wait_ms));
    table->moved = false;
    if (idle > 0)
        wait_for_clients(thread, idle);
    MHD_run_wait(thread->daemon, 0);
    if (table->answered) {
        table->answered = false;
        MHD_run_wait(thread->daemon, 0);
    }
    table_serve(table);
}

static void *thread_main(void *data)
{
    struct carrier_thread *thread = data;
    struct carrier *carrier = thread->carrier;
    thread->table->lane = carrier->lane;
    thread->table->conn = worker_of(carrier->lane)->conn;
    bool quiet = false;
    for (enum phase phase; (phase = atomic_load(&carrier->phase)) != PHASE_ENDING;) {
        if (phase == PHASE_QUIET && !quiet) {
            quiesce(thread);
            quiet = true;
        }
        turn(thread, quiet ? STOPPING_TICK_MS : TICK_MS);
    }
    MHD_stop_daemon(thread->daemon);
    table_done(thread->table);
    free(thread->table);
    return NULL;
}

static bool start_thread(struct carrier *carrier)
{
    struct carrier_thread *thread = &carrier->threads[carrier->count];
    pthread_attr_t attributes;
    int fd = fcntl(carrier->fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        return fail(carrier, "socket");
    *thread = (struct carrier_thread){.carrier = carrier, .table = calloc(1, sizeof *thread->table)};
    if (!thread->table)
        abort();
    thread->daemon = start_daemon(fd, thread->table);
    if (!thread->daemon) {
        free(thread->table);
        close(fd);
        return fail(carrier, "libmicrohttpd");
    }
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES);
    errno = pthread_create(&thread->thread, &attributes, thread_main, thread);
    pthread_attr_destroy(&attributes);
    if (errno == 0) {
        carrier->count++;
        return true;
    }
    fail(carrier, "thread");
    MHD_stop_daemon(thread->daemon);
    free(thread->table);
    return false;
}

bool carrier_start(struct carrier *carrier, const struct lane *lane, const char *address)
{
    *carrier = (struct carrier){.lane = lane, .fd = listener_open(address, lane->port)};
    if (carrier->fd < 0)
        return false;
    while (carrier->count < lane->workers)
        if (!start_thread(carrier))
            return false; /* carrier_stop() ends those that run */
    return true;
}

void carrier_quiesce(struct carrier *carrier)
{
    enum phase serving = PHASE_SERVING;
    /* Shut down, the socket refuses at once instead of keeping newcomers waiting for nobody, and every thread is woken. */
    if (carrier->count && atomic_compare_exchange_strong(&carrier->phase, &serving, PHASE_QUIET))
        shutdown(carrier->fd, SHUT_RDWR);
}

void carrier_stop(struct carrier *carrier)
{
    carrier_quiesce(carrier);
    atomic_store(&carrier->phase, PHASE_ENDING);
    while (carrier->count)
        pthread_join(carrier->threads[--carrier->count].thread, NULL);
    if (carrier->lane && carrier->fd >= 0)
        close(carrier->fd);
    *carrier = (struct carrier){.fd = -1};
}

#include "http/server.h"

#include <errno.h>
#include <jansson.h>
#include <malloc.h>
#include <orcania.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "admission.h"
#include "carrier.h"
#include "core/log.h"
#include "cors.h"
#include "docs.h"
#include "framing.h"
#include "health.h"
#include "issuers.h"
#include "listener.h"
#include "metrics.h"
#include "serve.h"
#include "worker.h"

enum { STOP_SECONDS = 10, BLOCK_BYTES = 65536 };

/* Of the memory that a thread has freed, what it keeps. */
enum { KEPT_BYTES = 4 * 1024 * 1024 };

enum { SLOW_CONNECTIONS = 32, SLOW_SHARED = 4, SLOW_DEADLINE_MS = 120000 };

static struct lane lanes[N_LANES], admin_lane;
static struct carrier fast = {.fd = -1};
static struct listener slow_listener = {.fd = -1}, admin_listener = {.fd = -1};

/* Without memory these libraries corrupt their own: the process stops instead, and is started again. */
static void *sure_malloc(size_t size)
{
    void *memory = malloc(size);
    if (!memory && size)
        abort();
    return memory;
}

static void *sure_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size);
    if (!memory && size)
        abort();
    return memory;
}

void http_set_memory(void)
{
    /* Every block of a kilobyte or more, as libpq's and answers' are, would first tidy up the small ones freed since the last. */
    mallopt(M_MXFAST, 0);
    /* A page's answer is freed once it is sent: given back to the system at once, its memory would be cleared for the next. */
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_TOP_PAD, KEPT_BYTES / 4);
    mallopt(M_MMAP_THRESHOLD, KEPT_BYTES / 4);
    o_set_alloc_funcs(sure_malloc, sure_realloc, free);
    json_set_alloc_funcs(sure_malloc, free);
}

static ssize_t read_file(void *data, uint64_t offset, char *out, size_t max)
{
    ssize_t length = pread(*(int *)data, out, max, (off_t)offset);
    return length > 0 ? length : length == 0 ? U_STREAM_END : U_STREAM_ERROR;
}

static void close_file(void *data)
{
    close(*(int *)data);
    free(data);
}

/* Sent as fast as the client reads, by the thread of its own connection. */
static void send_file(struct _u_response *response, const struct outgoing *outgoing)
{
    int *file = malloc(sizeof *file);
    if (!file)
        abort();
    *file = outgoing->file;
    response->stream_callback = read_file;
    response->stream_callback_free = close_file;
    response->stream_size = outgoing->file_size;
    response->stream_block_size = BLOCK_BYTES;
    response->stream_user_data = file;
}

/* The connection to the database goes back before the answer is sent. Always COMPLETE: with its other answers ulfius drops
 * the headers. */
static int slow_callback(const struct _u_request *request, struct _u_response *response, void *data)
{
    struct worker *worker = worker_of(data);
    const struct _u_map *map = request->map_header;
    struct conn *conn = lane_take();
    struct outgoing outgoing;
    struct job job;
    job.incoming = (struct incoming){
        .lane = data,
        .verb = request->http_verb,
        .url = request->http_url,
        .address = request->client_address,
        .body = request->binary_body,
        .body_length = request->binary_body_length,
    };
    headers_pick(&job.incoming.headers, &worker->arena, map->keys, map->values, (unsigned)map->nb_values);
    job.incoming.framing = framing_fault(request->http_protocol, map->keys, map->values, (unsigned)map->nb_values);
    serve_begin(&job, &worker->arena, conn);
    serve_operation(&job);
    if (conn)
        lane_give(conn);
    serve_end(&job, &outgoing);
    response->status = outgoing.status;
    for (unsigned i = 0; i < outgoing.n_headers; i++)
        u_map_put(response->map_header, outgoing.headers[i].name, outgoing.headers[i].value);
    if (outgoing.has_file)
        send_file(response, &outgoing);
    else
        response->binary_body = buffer_take(&outgoing.body, &response->binary_body_length);
    arena_reset(&worker->arena);
    return U_CALLBACK_COMPLETE;
}

/* A thread of this policy is not woken in the place of who runs: a worker would otherwise push PostgreSQL aside at each part
 * of an answer, in order to wait again. One request in ten more on a busy machine. */
static void let_others_finish(void)
{
    const struct sched_param none = {0};
    if (sched_setscheduler(0, SCHED_BATCH, &none) != 0)
        log_with(LOG_DEBUG, "scheduling_unchanged", {"reason", strerror(errno), 0});
}

static void set_lanes(const struct http_options *options)
{
    struct conn_options patient = options->conn;
    patient.deadline_ms = SLOW_DEADLINE_MS;
    const struct lane rows[N_LANES] = {
        {LANE_FAST, options->port, options->workers, 0, options->conn, options->slow_port},
        {LANE_SLOW, options->slow_port, 0, SLOW_SHARED, patient, options->port},
    };
    memcpy(lanes, rows, sizeof rows);
    admin_lane = (struct lane){.port = options->admin_port, .workers = 1, .conn = options->conn};
}

static bool start_listeners(const struct http_options *options)
{
    const struct listener_options admin = {
        .address = options->address,
        .port = options->admin_port,
        .workers = 1,
        .connections = CONNECTIONS_PER_THREAD,
        .callback = health_callback,
        .data = &admin_lane,
    };
    const struct listener_options slow = {
        .address = options->address,
        .port = options->slow_port,
        .connections = SLOW_CONNECTIONS,
        .counted = true,
        .callback = slow_callback,
        .data = &lanes[LANE_SLOW],
    };
    /* The one that says ready is the last: who is told so finds the others listening. */
    return carrier_start(&fast, &lanes[LANE_FAST], options->address) && listener_start(&slow_listener, &slow) &&
           listener_start(&admin_listener, &admin);
}

/* What describes the API. In development no proxy brings exports under one address with the rest: the page is told theirs. */
static void describe(const struct http_options *options)
{
    char exports[96];
    bool v6 = strchr(options->address, ':') != NULL;
    snprintf(exports, sizeof exports, "http://%s%s%s:%u", v6 ? "[" : "", options->address, v6 ? "]" : "", options->slow_port);
    serve_init(options->development);
    docs_init(options->development ? exports : NULL);
}

bool http_start(const struct http_options *options)
{
    let_others_finish();
    const char *fault = issuers_load(options->issuers_file, options->development);
    if (fault) {
        log_with(LOG_ERROR, "issuers_file_refused", {"fault", fault, 0});
        return false;
    }
    issuers_start();
    set_lanes(options);
    lane_open(&lanes[LANE_SLOW]);
    describe(options);
    admission_init(options->rate_per_minute);
    cors_init(options->cors_origins, options->development);
    if (start_listeners(options))
        return true;
    http_stop();
    return false;
}

static void wait_until_idle(void)
{
    const struct timespec tick = {.tv_nsec = 10000000};
    for (int ticks = 0; metrics_in_flight() > 0 && ticks < STOP_SECONDS * 100; ticks++)
        nanosleep(&tick, NULL);
    if (metrics_in_flight() > 0)
        log_with(LOG_WARNING, "stop_cuts_requests", {"in_flight", NULL, metrics_in_flight()});
}

void http_reload(void)
{
    key_sources_refresh();
}

void http_stop(void)
{
    serve_set_stopping();
    carrier_quiesce(&fast);
    listener_quiesce(&slow_listener);
    wait_until_idle();
    serve_cut();
    carrier_stop(&fast);
    listener_stop(&slow_listener);
    listener_stop(&admin_listener);
    issuers_stop();
    issuers_unload();
    workers_free();
    lane_close();
    docs_done();
    cors_done();
}

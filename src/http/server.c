#include "http/server.h"

#include <errno.h>
#include <jansson.h>
#include <malloc.h>
#include <orcania.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "admission.h"
#include "core/log.h"
#include "cors.h"
#include "framing.h"
#include "health.h"
#include "listener.h"
#include "metrics.h"
#include "serve.h"
#include "worker.h"

enum { STOP_SECONDS = 10 };

static struct listener main_listener = {.fd = -1}, admin_listener = {.fd = -1};
static struct conn_options conn_options;

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
    /* libpq asks a block of 2 KB for each answer, and every such block would tidy up the small ones freed since the last. */
    mallopt(M_MXFAST, 0);
    o_set_alloc_funcs(sure_malloc, sure_realloc, free);
    json_set_alloc_funcs(sure_malloc, free);
}

/* Always COMPLETE: with its other answers ulfius drops the headers. */
static int main_callback(const struct _u_request *request, struct _u_response *response, void *data)
{
    (void)data;
    struct incoming incoming = {
        .verb = request->http_verb,
        .url = request->http_url,
        .address = request->client_address,
        .body = request->binary_body,
        .body_length = request->binary_body_length,
    };
    const struct _u_map *map = request->map_header;
    headers_pick(&incoming.headers, map->keys, map->values, (unsigned)map->nb_values);
    incoming.framing = framing_fault(request->http_protocol, map->keys, map->values, (unsigned)map->nb_values);
    struct outgoing outgoing;
    serve(&incoming, &outgoing);
    response->status = outgoing.status;
    for (unsigned i = 0; i < outgoing.n_headers; i++)
        u_map_put(response->map_header, outgoing.headers[i].name, outgoing.headers[i].value);
    response->binary_body = buffer_take(&outgoing.body, &response->binary_body_length);
    arena_reset(&worker_mine()->arena);
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

bool http_start(const struct http_options *options)
{
    let_others_finish();
    conn_options = options->conn;
    workers_init(&conn_options);
    serve_init(options->development);
    admission_init(options->rate_per_minute);
    cors_init(options->cors_origins, options->development);
    const struct listener_options admin = {options->address, options->admin_port, 1, false, health_callback};
    const struct listener_options api = {options->address, options->port, options->workers, true, main_callback};
    if (listener_start(&admin_listener, &admin) && listener_start(&main_listener, &api))
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

void http_stop(void)
{
    serve_set_stopping();
    listener_quiesce(&main_listener);
    wait_until_idle();
    listener_stop(&main_listener);
    listener_stop(&admin_listener);
    workers_free();
    serve_done();
    cors_done();
}

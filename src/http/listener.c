#include "listener.h"

#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/log.h"
#include "metrics.h"
#include "serve.h"

enum { BACKLOG = 1024 };

static bool fail(const char *what, const char *address, unsigned port, const char *why)
{
    log_with(LOG_ERROR, "listener_failed", {"step", what, 0}, {"address", address, 0}, {"port", NULL, port}, {"reason", why, 0});
    return false;
}

int listener_open(const char *address, unsigned port)
{
    char service[8];
    snprintf(service, sizeof service, "%u", port);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE}, *found;
    int failure = getaddrinfo(address, service, &hints, &found);
    if (failure) {
        fail("address", address, port, gai_strerror(failure));
        return -1;
    }
    int one = 1;
    const char *step = NULL;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        step = "socket";
    else if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0)
        step = "option";
    else if (bind(fd, found->ai_addr, found->ai_addrlen) != 0)
        step = "bind";
    else if (listen(fd, BACKLOG) != 0)
        step = "listen";
    freeaddrinfo(found);
    if (!step)
        return fd;
    fail(step, address, port, strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Of interest only when something is being looked for. */
void listener_log(void *data, const char *format, va_list arguments)
{
    (void)data;
    char line[256];
    int length = vsnprintf(line, sizeof line, format, arguments);
    if (length > 0 && (size_t)length < sizeof line && line[length - 1] == '\n')
        line[length - 1] = '\0';
    log_with(LOG_DEBUG, "http_library", {"message", line, 0});
}

/* A request is in flight from its first line to the last byte of its answer: what a graceful stop waits for. */
static void *begin_counted(void *data, const char *uri)
{
    metrics_begin();
    return ulfius_uri_logger(data, uri);
}

static void end_counted(void *data, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
    mhd_request_completed(data, connection, context, code);
    metrics_end();
}

static bool start_framework(struct listener *listener, const struct listener_options *options)
{
    struct MHD_OptionItem items[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)listener_log, NULL},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)(options->counted ? end_counted : mhd_request_completed), NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)(options->counted ? begin_counted : ulfius_uri_logger), NULL},
        {MHD_OPTION_LISTEN_SOCKET, listener->fd, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)options->connections, NULL},
        {MHD_OPTION_THREAD_STACK_SIZE, THREAD_STACK_BYTES, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, NULL},
        /* The library takes a pool of two threads or more; last but one, so that a single thread ends the list here. */
        {options->workers > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)options->workers, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned flags = MHD_USE_ITC | MHD_USE_ERROR_LOG;
    flags |= options->workers ? MHD_USE_EPOLL_INTERNAL_THREAD
                              : MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;
    return ulfius_start_framework_with_mhd_options(&listener->instance, flags, items) == U_OK;
}

bool listener_start(struct listener *listener, const struct listener_options *options)
{
    *listener = (struct listener){.fd = listener_open(options->address, options->port)};
    if (listener->fd < 0)
        return false;
    struct _u_instance *instance = &listener->instance;
    if (ulfius_init_instance(instance, options->port, NULL, NULL) != U_OK) {
        listener_stop(listener);
        return fail("instance", options->address, options->port, "ulfius");
    }
    listener->initialised = true;
    instance->max_post_body_size = BATCH_BODY_MAX + 1; /* it cuts what is longer: one byte more tells that it was */
    instance->allowed_post_processor = U_POST_PROCESS_NONE;
    instance->check_utf8 = 0; /* it would drop a bad header silently: each is checked when it is read */
    if (ulfius_add_endpoint_by_val(instance, "*", NULL, "*", 0, options->callback, options->data) != U_OK ||
        !start_framework(listener, options)) {
        listener_stop(listener);
        return fail("start", options->address, options->port, "libmicrohttpd");
    }
    listener->running = true;
    return true;
}

void listener_quiesce(struct listener *listener)
{
    if (!listener->running || listener->quiet)
        return;
    listener->quiet = MHD_quiesce_daemon(listener->instance.mhd_daemon) != MHD_INVALID_SOCKET;
    /* Its threads may still look at the socket, so it is closed later; shut down, it refuses at once instead of keeping
     * newcomers waiting for nobody. */
    if (listener->quiet)
        shutdown(listener->fd, SHUT_RDWR);
}

void listener_stop(struct listener *listener)
{
    if (listener->running)
        ulfius_stop_framework(&listener->instance);
    /* The library closes the socket it still listens to; a quiet one was given back to us. */
    if (listener->fd >= 0 && (!listener->running || listener->quiet))
        close(listener->fd);
    if (listener->initialised)
        ulfius_clean_instance(&listener->instance);
    *listener = (struct listener){.fd = -1};
}

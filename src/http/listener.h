/* A listener: one ulfius instance with ONE endpoint for everything, over a socket that we opened ourselves. It serves the slow
 * lane and administration; the fast lane is carried by libmicrohttpd alone (carrier.h).
 *
 * ulfius is used below its router: with one endpoint per operation it would match every pattern at every request, and
 * would answer a wrong method as an unknown path. */
#ifndef MAILLON_HTTP_LISTENER_H
#define MAILLON_HTTP_LISTENER_H

#include <stdarg.h>
#include <stdbool.h>
#include <ulfius.h>

/* At 128 ready events at once an epoll loop of libmicrohttpd sleeps with requests pending: where it turns the loop itself, no
 * thread has more connections. The fast lane has more: CARRIER_CONNECTIONS. */
enum { CONNECTIONS_PER_THREAD = 125 };

/* What both kinds of listener keep to. A connection's memory holds its request's head. The library clears all of it after
 * each request, so it is no larger than the longest head that is answered by us: URL_MAX and HEADERS_BYTES_MAX, and the list
 * of the headers. */
enum { IDLE_SECONDS = 30, CONNECTION_BYTES = 24 * 1024, THREAD_STACK_BYTES = 2 * 1024 * 1024 };

/* A socket that listens. -1 after logging why. */
int listener_open(const char *address, unsigned port);

/* MHD_OPTION_EXTERNAL_LOGGER: what the library says of its clients' connections. */
void listener_log(void *data, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

struct listener_options {
    const char *address; /* numeric IPv4 or IPv6 */
    unsigned port;
    unsigned workers;     /* 0: a thread per connection */
    unsigned connections; /* at most */
    bool counted;         /* its requests count as in flight */
    int (*callback)(const struct _u_request *request, struct _u_response *response, void *data);
    void *data; /* of the callback */
};

struct listener {
    struct _u_instance instance;
    int fd;
    bool initialised, running, quiet;
};

/* False after logging why. */
bool listener_start(struct listener *listener, const struct listener_options *options);

/* Takes no more connections; those it has are still served. */
void listener_quiesce(struct listener *listener);

/* Ends its threads and closes its socket. Accepts one that never started. */
void listener_stop(struct listener *listener);

#endif

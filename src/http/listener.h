/* A listener: one ulfius instance with ONE endpoint for everything, over a socket that we opened ourselves.
 *
 * ulfius is used below its router: with one endpoint per operation it would match every pattern at every request, and
 * would answer a wrong method as an unknown path. */
#ifndef MAILLON_HTTP_LISTENER_H
#define MAILLON_HTTP_LISTENER_H

#include <stdbool.h>
#include <ulfius.h>

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

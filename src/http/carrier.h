/* What carries the fast lane: threads of our own, each with an epoll loop of libmicrohttpd that it turns itself, all on one
 * socket. ulfius has no place in it: its callback must answer before it returns, so that each request would pay a round trip
 * to the database of its own (docs/decisions/0016-reads-in-one-round-trip.md).
 *
 * A turn: the library reads what came and hands over what was answered (exchange.h); then what was set aside is served. At its
 * limit of connections a thread accepts no more, and the others go on. */
#ifndef MAILLON_HTTP_CARRIER_H
#define MAILLON_HTTP_CARRIER_H

#include <pthread.h>
#include <stdatomic.h>

#include "lane.h"

enum { CARRIER_THREADS_MAX = 64 };

struct carrier {
    const struct lane *lane;
    int fd;         /* each thread listens to a descriptor of its own of the same socket */
    unsigned count; /* threads that run */
    _Atomic enum phase { PHASE_SERVING, PHASE_QUIET, PHASE_ENDING } phase;
    struct carrier_thread {
        struct carrier *carrier;
        struct MHD_Daemon *daemon;
        struct table *table;
        pthread_t thread;
        unsigned idle_turns;
    } threads[CARRIER_THREADS_MAX];
};

/* lane->workers threads. False after logging why. */
bool carrier_start(struct carrier *carrier, const struct lane *lane, const char *address);

/* Takes no more connections; those it has are still served. */
void carrier_quiesce(struct carrier *carrier);

/* Ends its threads. Accepts one that never started. */
void carrier_stop(struct carrier *carrier);

#endif

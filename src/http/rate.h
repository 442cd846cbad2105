/* How many requests a client may send: a bucket per credential, and one per address for requests without a good one.
 *
 * Generic cell rate algorithm on a monotonic clock: a bucket is one instant, when it will be full again. Memory is bounded:
 * where too many clients meet, the one whose bucket is fullest is forgotten first, which forgives it least. */
#ifndef MAILLON_HTTP_RATE_H
#define MAILLON_HTTP_RATE_H

#include <stdbool.h>
#include <stdint.h>

enum { RATE_WINDOW_SECONDS = 60, RATE_FAILURES_SHARE = 10 };

/* Clients and addresses are kept apart, so that whoever changes its address often makes no client forgotten. */
enum rate_kind { RATE_CLIENT, RATE_ADDRESS, N_RATE_KINDS };

struct rate {
    bool allowed;
    unsigned quota;     /* of a window; 0: there is no limit */
    unsigned remaining; /* requests that would be answered now */
    unsigned seconds;   /* until the bucket is full, or, when nothing remains, until one request is answered */
};

/* Before any thread. `per_minute` 0: no limit. An address is allowed a tenth as many failures. */
void rate_init(unsigned per_minute);

/* Takes one from the bucket, if it holds one. `now_ns` is a monotonic clock, given by the caller. */
struct rate rate_take(enum rate_kind kind, const char *name, uint64_t now_ns);

/* The same without taking. */
struct rate rate_look(enum rate_kind kind, const char *name, uint64_t now_ns);

#endif

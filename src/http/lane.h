/* The lanes: a thread serves one thing at a time, so that long work would delay whatever shares it. What is long has a
 * listener, threads and connections of its own. One row a lane. */
#ifndef MAILLON_HTTP_LANE_H
#define MAILLON_HTTP_LANE_H

#include <stdbool.h>

#include "db/tx.h"

enum lane_name { LANE_FAST, LANE_SLOW, N_LANES };

struct lane {
    enum lane_name name;
    unsigned port;
    unsigned workers;         /* threads, each with a connection of its own; 0: a thread per connection of a client */
    unsigned shared;          /* connections to the database that such threads share */
    struct conn_options conn; /* borrowed */
    unsigned other_port;      /* of the lane that serves what this one does not */
};

/* Connections to the database that are shared: one is taken for a request and given back before its answer is sent. */
void lane_open(const struct lane *lane);
void lane_close(void);

/* NULL when none was free in time. */
struct conn *lane_take(void);
void lane_give(struct conn *conn);

#endif

/* What time does by itself: contracts end, immersions begin and end, kept answers are forgotten.
 *
 * Every step is idempotent and takes only rows that nobody holds, so that several nodes may run the clock at once and a
 * missed pass costs nothing: rules read dates, never these states. */
#ifndef MAILLON_JOBS_CLOCK_H
#define MAILLON_JOBS_CLOCK_H

#include <stdbool.h>

#include "db/tx.h"

/* Runs every step until nothing is left to do. `today` NULL: the legal day of the database. False after logging why. */
bool clock_pass(struct conn *conn, const char *today);

/* Gives the ids of at most `max` keys that served since it was last called; how many. */
typedef unsigned (*clock_used_keys)(char (*ids)[37], unsigned max);

/* A thread that makes a pass now and then every `seconds`, and writes when keys last served. The options are borrowed until
 * clock_stop(). */
bool clock_start(const struct conn_options *options, unsigned seconds, clock_used_keys used_keys);
/* No batch begins from here on. */
void clock_end(void);
/* Gives up the batch that runs, if one does, and waits for the thread: a fraction of a second. */
void clock_stop(void);

#endif

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

/* A thread that makes a pass now and then every `seconds`. The options are borrowed until clock_stop(). */
bool clock_start(const struct conn_options *options, unsigned seconds);
void clock_stop(void);

#endif

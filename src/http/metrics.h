/* Counts of what was served, in the text format of Prometheus. No label ever holds an identifier or a name of a person. */
#ifndef MAILLON_HTTP_METRICS_H
#define MAILLON_HTTP_METRICS_H

#include <stdint.h>

#include "core/buffer.h"

/* `operation` is a constant set of names: those of the routes, "docs" and "none". */
void metrics_count(const char *operation, int status, uint64_t duration_us);

/* An export that was made: rows and bytes of its file. */
void metrics_count_export(uint64_t rows, uint64_t bytes);

/* Requests whose head was read and whose answer is not sent yet. */
void metrics_begin(void);
void metrics_end(void);
unsigned metrics_in_flight(void);

void metrics_write(struct buffer *out);

#endif

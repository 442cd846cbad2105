/* `traceparent` (W3C Trace Context): where the caller's own trace stands, for the log. None is made here. */
#ifndef MAILLON_HTTP_TRACE_H
#define MAILLON_HTTP_TRACE_H

#include <stdbool.h>

struct trace {
    char trace_id[33]; /* "": none, or one that is not right, which the standard says to ignore */
    char span_id[17];
};

/* `traceparent` may be NULL. */
struct trace trace_read(const char *traceparent);

#endif

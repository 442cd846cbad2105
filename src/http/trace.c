#include "trace.h"

#include <string.h>

/* version "-" trace-id "-" parent-id "-" flags, in lower-case hexadecimal. */
enum { TRACE_AT = 3, TRACE_LENGTH = 32, SPAN_AT = 36, SPAN_LENGTH = 16, FLAGS_AT = 53, LENGTH = 55 };

static bool is_hexadecimal(const char *text, size_t length)
{
    return strspn(text, "0123456789abcdef") >= length;
}

static bool is_zero(const char *text, size_t length)
{
    return strspn(text, "0") >= length;
}

static bool is_right(const char *text)
{
    if (strnlen(text, LENGTH) < LENGTH || text[2] != '-' || text[SPAN_AT - 1] != '-' || text[FLAGS_AT - 1] != '-')
        return false;
    if (!is_hexadecimal(text, 2) || !is_hexadecimal(text + TRACE_AT, TRACE_LENGTH) ||
        !is_hexadecimal(text + SPAN_AT, SPAN_LENGTH) || !is_hexadecimal(text + FLAGS_AT, 2))
        return false;
    if (is_zero(text + TRACE_AT, TRACE_LENGTH) || is_zero(text + SPAN_AT, SPAN_LENGTH) || strncmp(text, "ff", 2) == 0)
        return false;
    /* Version 00 ends here; a later one may go on after another dash. */
    return text[LENGTH] == '\0' || (text[LENGTH] == '-' && strncmp(text, "00", 2) != 0);
}

struct trace trace_read(const char *traceparent)
{
    struct trace trace = {0};
    if (traceparent && is_right(traceparent)) {
        memcpy(trace.trace_id, traceparent + TRACE_AT, TRACE_LENGTH);
        memcpy(trace.span_id, traceparent + SPAN_AT, SPAN_LENGTH);
    }
    return trace;
}

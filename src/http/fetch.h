/* One GET over HTTPS, for the keys of issuers. */
#ifndef MAILLON_HTTP_FETCH_H
#define MAILLON_HTTP_FETCH_H

#include <stdbool.h>

#include "core/buffer.h"

/* NULL when the answer was 200 and at most `max` bytes, which are added to `out`; else why not (constant text). No redirect is
 * followed. `loopback`: plain HTTP to this machine, without any proxy; development only. */
const char *fetch_text(const char *url, bool loopback, size_t max, struct buffer *out);

#endif

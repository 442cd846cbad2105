/* Cross-origin requests (the Fetch standard's CORS protocol): the origins that the configuration names, exactly, and no
 * credentials: callers of this API carry their key in a header that a page must set itself. */
#ifndef MAILLON_HTTP_CORS_H
#define MAILLON_HTTP_CORS_H

#include <stdbool.h>

#include "answer.h"
#include "headers.h"

/* Before any thread. `origins`: comma separated, already checked by http_origins_are_right(); "" allows none. */
void cors_init(const char *origins, bool development);
void cors_done(void);

/* Whether answers depend on the request's Origin at all. */
bool cors_is_configured(void);

/* What an OPTIONS sent ahead by a browser (a preflight) asks for; `allow` is the value of Allow. */
void cors_preflight(struct call *call, const struct headers *headers, const char *allow);

/* The headers by which a page of an allowed origin may read the answer, whatever it is. */
void cors_mark(const struct headers *headers, struct outgoing *out);

#endif

/* The HTTP service: the listeners of the API, fast and slow, and the one of administration.
 *
 * Started once by the application, after the tables of the API were set; stopped once, gracefully: what is being served
 * is finished first. */
#ifndef MAILLON_HTTP_SERVER_H
#define MAILLON_HTTP_SERVER_H

#include <stdbool.h>

#include "db/tx.h"

struct http_options {
    const char *address; /* numeric, of both listeners */
    unsigned port;
    unsigned admin_port;
    unsigned slow_port; /* of exports */
    unsigned workers;
    bool development;         /* Maillon-Today is accepted, and keys of issuers from this machine */
    const char *issuers_file; /* "": no token is taken */
    const char *cors_origins; /* comma separated; "": no page of another origin may read answers */
    unsigned rate_per_minute; /* requests of one client; 0: no limit */
    struct conn_options conn; /* borrowed until http_stop() */
};

/* Memory functions of the libraries below that abort instead of going on without memory. Before any of their calls. */
void http_set_memory(void);

/* Whether each of a comma separated list is an origin as browsers write it. */
bool http_origins_are_right(const char *origins);

/* False after saying why: an address in use, a bad address. */
bool http_start(const struct http_options *options);

/* Takes no more connections, waits until nothing is in flight (10 s at most), frees everything. */
void http_stop(void);

/* NULL when the service that runs on this address and port of administration answers 200 at /readyz, within a few seconds; else
 * why not (constant text). Needs nothing of what http_start() makes. */
const char *http_not_ready(const char *address, unsigned admin_port);

/* Reads the keys of issuers again. */
void http_reload(void);

/* Forgets a revoked key at once: the hook of api/hooks.h. */
void auth_forget(const char *key_id);

/* Takes the ids of at most `max` keys that served since they were last taken: for the job that writes last_used_at. */
unsigned auth_used_keys(char (*ids)[37], unsigned max);

#endif

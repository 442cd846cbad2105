#include "health.h"

#include <string.h>

#include "core/buffer.h"
#include "db/query.h"
#include "db/tx.h"
#include "metrics.h"
#include "serve.h"
#include "worker.h"

/* The database answers the first query that every caller needs: it is reachable, and its schema is there. */
static bool database_answers(void)
{
    static const char nobody[] = "0000000000000000000000000000000000000000000000000000000000000000";
    bool right = false, again = true;
    for (int tries = 0; again && tries < 2; tries++) {
        AUTO_TX struct tx tx;
        tx_begin_bare(&tx, worker_mine()->conn);
        tx_ask(&tx, query(QUERY_AUTH_MEMBERSHIPS), (const char *const[]){nobody, NULL, NULL});
        right = tx_flush(&tx);
        again = !right && tx.failure.retry; /* the connection was lost since the last probe: the database may be back */
    }
    return right;
}

static int livez(struct buffer *out)
{
    buffer_add_text(out, "alive\n");
    return 200;
}

static int readyz(struct buffer *out)
{
    if (serve_is_stopping()) {
        buffer_add_text(out, "stopping\n");
        return 503;
    }
    bool ready = database_answers();
    buffer_add_text(out, ready ? "ready\n" : "database\n");
    return ready ? 200 : 503;
}

static int metrics(struct buffer *out)
{
    metrics_write(out);
    return 200;
}

int health_callback(const struct _u_request *request, struct _u_response *response, void *data)
{
    static const struct {
        const char *path;
        int (*serve)(struct buffer *out);
        const char *type;
    } pages[] = {
        {"/livez", livez, "text/plain; charset=utf-8"},
        {"/readyz", readyz, "text/plain; charset=utf-8"},
        {"/metrics", metrics, "text/plain; version=0.0.4; charset=utf-8"},
    };
    worker_of(data);
    struct buffer out = {0};
    const char *type = "text/plain; charset=utf-8";
    bool reads = strcmp(request->http_verb, "GET") == 0 || strcmp(request->http_verb, "HEAD") == 0;
    response->status = 404;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(request->url_path, pages[i].path) != 0)
            continue;
        type = pages[i].type;
        response->status = reads ? pages[i].serve(&out) : 405;
    }
    if (response->status == 405)
        u_map_put(response->map_header, "Allow", "GET, HEAD");
    if (out.length == 0)
        buffer_add_text(&out, response->status == 405 ? "method not allowed\n" : "not found\n");
    u_map_put(response->map_header, "Content-Type", type);
    u_map_put(response->map_header, "Cache-Control", "no-store");
    response->binary_body = buffer_take(&out, &response->binary_body_length);
    return U_CALLBACK_COMPLETE;
}

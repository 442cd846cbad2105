#include <string.h>

#include "fetch.h"
#include "http/server.h"

enum { ANSWER_MAX = 4096 };

const char *http_not_ready(const char *address, unsigned admin_port)
{
    /* A service on every address is asked on loopback. */
    if (strcmp(address, "0.0.0.0") == 0)
        address = "127.0.0.1";
    else if (strcmp(address, "::") == 0)
        address = "::1";
    struct buffer url = {0}, answer = {0};
    buffer_printf(&url, strchr(address, ':') ? "http://[%s]:%u/readyz" : "http://%s:%u/readyz", address, admin_port);
    const char *fault = fetch_text(buffer_text(&url), true, ANSWER_MAX, &answer);
    buffer_done(&url);
    buffer_done(&answer);
    return fault;
}

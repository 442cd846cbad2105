/* The listener of administration: /livez, /readyz, /metrics. Never exposed to clients. */
#ifndef MAILLON_HTTP_HEALTH_H
#define MAILLON_HTTP_HEALTH_H

#include <ulfius.h>

/* `data` is the lane whose connection it uses. */
int health_callback(const struct _u_request *request, struct _u_response *response, void *data);

#endif

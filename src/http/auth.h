/* Who asks: `Authorization: Bearer mln_…`, nothing else, never in a URL. */
#ifndef MAILLON_HTTP_AUTH_H
#define MAILLON_HTTP_AUTH_H

#include "api/call.h"

/* Fills call->who. False: UNAUTHENTICATED (the header is absent, not a key, or the key is of nobody) or the database's
 * failure is set. */
bool auth_read(struct call *call, const char *authorization);

#endif

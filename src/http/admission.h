/* Who goes on: an address that fails too often is not even looked up, then the credential is read, then its share is taken. */
#ifndef MAILLON_HTTP_ADMISSION_H
#define MAILLON_HTTP_ADMISSION_H

#include "api/call.h"
#include "headers.h"

/* Before any thread. */
void admission_init(unsigned per_minute);

/* Fills call->who, adds RateLimit and RateLimit-Policy. False: TOO_MANY_REQUESTS or what auth_read() has set. `peer` as
 * peer_name() gives it, `unbound` as auth_read() takes it. */
bool admission_check(struct call *call, const struct headers *headers, const char *peer, bool unbound);

#endif

/* The address that a request comes from, as a name for counting: never logged, never shown. */
#ifndef MAILLON_HTTP_PEER_H
#define MAILLON_HTTP_PEER_H

#include <sys/socket.h>

enum { PEER_TEXT = 48 };

/* The last address of X-Forwarded-For, which the proxy in front has written, else the peer's own; an IPv6 address by its
 * first 64 bits, which is what one subscriber has. "": a peer on this host that names nobody. `address` may be cut after
 * sizeof(struct sockaddr), as the library gives it. */
void peer_name(const struct sockaddr *address, const char *forwarded_for, char name[static PEER_TEXT]);

#endif

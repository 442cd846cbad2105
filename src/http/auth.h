/* Who asks: `Authorization: Bearer` with an API key or a token of an issuer, nothing else, never in a URL; and, when it has
 * several memberships, the one that `Maillon-Context` names. */
#ifndef MAILLON_HTTP_AUTH_H
#define MAILLON_HTTP_AUTH_H

#include "api/call.h"
#include "headers.h"

/* Fills call->who, or call->refusal when the credential is right and acts as nobody here; with `unbound` call->credential
 * too. False: UNAUTHENTICATED (the header is absent, neither key nor token, or the key is of nobody) or the database's
 * failure is set. */
bool auth_read(struct call *call, const struct headers *headers, bool unbound);

#endif

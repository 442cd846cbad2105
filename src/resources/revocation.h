/* What API keys and identities have in common: active until revoked, for good, and forgotten by this node at once. */
#ifndef MAILLON_RESOURCES_REVOCATION_H
#define MAILLON_RESOURCES_REVOCATION_H

#include "api/write.h"

enum { ACTIVE, REVOKED };
extern const char *const revocation_states[]; /* "active", "revoked", NULL */

/* Rule and effect of `revoke`, of a resource with a field `revoked_at`. */
void revoke_rule(struct call *call, struct write *write, struct findings *findings);
bool revoke_effect(struct call *call, struct write *write);

#endif

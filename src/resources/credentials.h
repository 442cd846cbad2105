/* What API keys, identities, invitations and links have in common: a secret shown once and kept as its hash; revoked for good,
 * and forgotten by this node at once. */
#ifndef MAILLON_RESOURCES_CREDENTIALS_H
#define MAILLON_RESOURCES_CREDENTIALS_H

#include "api/write.h"

/* Of keys and identities. */
enum { ACTIVE, REVOKED };
extern const char *const revocation_states[]; /* "active", "revoked", NULL */

/* Of invitations and links, which serve once. */
enum { ONCE_PENDING, ONCE_USED, ONCE_REVOKED };
extern const char *const once_states[]; /* "pending", "used", "revoked", NULL */

/* The secret goes into this one answer; its SHA-256 (lower-case hexadecimal) into the field `hash`. */
void credential_give(struct call *call, struct write *write, int hash, const char *secret, const char *hash_hex);

/* Rule and effect of `revoke`; the rule is of a resource with a field `revoked_at`. */
void revoke_rule(struct call *call, struct write *write, struct findings *findings);
bool revoke_effect(struct call *call, struct write *write);

#endif

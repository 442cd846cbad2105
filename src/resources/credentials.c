#include "credentials.h"

#include <string.h>

#include "api/hooks.h"

const char *const revocation_states[] = {"active", "revoked", NULL};
const char *const once_states[] = {"pending", "used", "revoked", NULL};

void credential_give(struct call *call, struct write *write, int hash, const char *secret, const char *hash_hex)
{
    write_set(write, hash, arena_printf(call->arena, "\\x%s", hash_hex));
    write->secret = arena_strdup(call->arena, secret);
}

void revoke_rule(struct call *call, struct write *write, struct findings *findings)
{
    static const char revoked_at[] = "revoked_at";
    (void)findings;
    write_set(write, field_index(write->resource->fields, write->resource->n_fields, revoked_at, strlen(revoked_at)),
              arena_strdup(call->arena, write->tx->now_text));
}

/* This node forgets the credential at once; others within the seconds that they keep a principal. */
bool revoke_effect(struct call *call, struct write *write)
{
    (void)call;
    hook_principal_changed_call(write->id);
    return true;
}

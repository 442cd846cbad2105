#include "revocation.h"

#include <string.h>

#include "api/hooks.h"

const char *const revocation_states[] = {"active", "revoked", NULL};

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

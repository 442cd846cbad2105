/* Hooks: set once at start, before threads; then read only. */
#include "api/hooks.h"

#include <stddef.h>

static hook_principal_changed principal_changed;

void hook_set_principal_changed(hook_principal_changed hook)
{
    principal_changed = hook;
}

void hook_principal_changed_call(const char *key_id)
{
    if (principal_changed)
        principal_changed(key_id);
}

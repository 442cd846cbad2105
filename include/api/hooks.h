/* What the engine tells the layers above, registered once at start. */
#ifndef MAILLON_API_HOOKS_H
#define MAILLON_API_HOOKS_H

/* Called in the transaction that revokes a key or changes its holder, so that the cache of principals forgets it at once. */
typedef void (*hook_principal_changed)(const char *key_id);
void hook_set_principal_changed(hook_principal_changed hook);
void hook_principal_changed_call(const char *key_id);

#endif

/* What an administrator's subcommands do: roles, migrations, the checks of a start. Own connections, plain libpq.
 * Every function says what it does on standard error through the log, and returns false after saying why it failed. */
#ifndef MAILLON_DB_ADMIN_H
#define MAILLON_DB_ADMIN_H

#include <stdbool.h>

#include "core/buffer.h"

/* Appends the idempotent SQL that creates the maillon_* roles and their memberships, for a member of CREATEROLE. */
void admin_roles_sql(struct buffer *out, const char *login_password_or_null);

/* Creates missing roles when allowed, then applies pending migrations and the reference lists, under an advisory lock. */
bool admin_migrate(const char *conninfo);

/* The checks before serving: not a superuser, no BYPASSRLS, owns no table, every role granted, schema version equal. */
bool admin_check(const char *conninfo);

/* Opens a new era of the change feed when the cluster's transaction ids went back (a restore, another cluster). */
bool admin_open_era(const char *conninfo);

/* Inserts an API key for a holder. `hash_hex` is the SHA-256 of the key. Exactly one of the holders is set; all NULL
 * means the operator. For "director", `structure_id` is given and a staff member with that role is created. */
struct key_request {
    const char *hash_hex;
    const char *prefix; /* the first characters, shown in lists */
    const char *label;
    const char *structure_id; /* with first_name, last_name, email: a new director of this structure */
    const char *first_name, *last_name, *email;
    const char *prescriber_id;
    const char *partner_id;
};
bool admin_api_key(const char *conninfo, const struct key_request *request);

#endif

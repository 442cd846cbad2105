/* What the administrator's subcommands share: a plain connection, and SQL that says why it failed. */
#ifndef MAILLON_DB_ADMIN_PG_H
#define MAILLON_DB_ADMIN_PG_H

#include <libpq-fe.h>
#include <stdbool.h>

/* A connection for administration, or NULL after saying why. Blocking, without statement_timeout. */
PGconn *admin_connect(const char *conninfo);

static inline void pgconn_done(PGconn **pg)
{
    PQfinish(*pg);
}
static inline void pgresult_done(PGresult **result)
{
    PQclear(*result);
}
#define AUTO_PG __attribute__((cleanup(pgconn_done))) PGconn *
#define AUTO_RESULT __attribute__((cleanup(pgresult_done))) PGresult *

/* Whether a result is no failure; a failure is said in the log, naming `what`. */
bool admin_succeeded(PGconn *pg, const char *what, const PGresult *result);

/* Runs one statement with its values in text form; NULL when it failed. */
PGresult *admin_ask(PGconn *pg, const char *what, const char *sql, int n_values, const char *const *values);

/* Runs any number of statements without values. */
bool admin_run(PGconn *pg, const char *what, const char *sql);

/* Each PostgreSQL role of Maillon, ended by NULL. */
extern const char *const admin_owner_roles[];     /* own the schema; the migrating account is a member */
extern const char *const admin_principal_roles[]; /* maillon_login may become them */

/* Brings the reference lists and the parameters of the database to those that are built in, as the owner. */
bool admin_load_references(PGconn *pg);

/* Runs the SQL of the roles when something of it is missing. */
bool admin_ensure_roles(PGconn *pg);

/* Whether the schema is exactly what is built in, as seen by any account that may read schema_migration. */
bool admin_schema_is_current(PGconn *pg);

/* Opens an era if it is time, within a transaction of its own. */
bool admin_open_era_on(PGconn *pg);

#endif

#include <stdio.h>
#include <string.h>

#include "admin_pg.h"
#include "core/log.h"
#include "db/admin.h"
#include "db/embedded.h"

/* Any number, the same for every version of the service: two migrations at once wait for one another. */
#define MIGRATION_LOCK "set lock_timeout = 0; select pg_advisory_lock(7714238802516642); reset lock_timeout"

static const char table_sql[] = "create table if not exists public.schema_migration ("
                                "name text not null, sha256 text not null, applied_at timestamptz not null default now(), "
                                "constraint schema_migration_pkey primary key (name))";

static const char applied_sql[] = "select name, sha256 from public.schema_migration order by name";

static bool refuse(const char *fault, const char *migration)
{
    log_with(LOG_ERROR, "migration_refused", {"fault", fault, 0}, {"migration", migration, 0});
    return false;
}

/* The place of a migration in what is built in, or -1. */
static int place_of(const char *name)
{
    for (int i = 0; embedded_migrations[i].name; i++)
        if (strcmp(embedded_migrations[i].name, name) == 0)
            return i;
    return -1;
}

/* The rows must be the first of what is built in, with the same content. Returns how many there are. */
static bool compare_applied(const PGresult *applied, int *ret_count)
{
    int count = PQntuples(applied);
    for (int i = 0; i < count; i++) {
        const char *name = PQgetvalue(applied, i, 0), *sha256 = PQgetvalue(applied, i, 1);
        int place = place_of(name);
        if (place < 0)
            return refuse("the database has a migration that this version does not know", name);
        /* Every row before this one matched, and this one is built in: there is a migration number i. */
        if (place != i)
            return refuse("a migration comes before one that was applied", embedded_migrations[i].name);
        if (strcmp(embedded_migrations[i].sha256, sha256) != 0)
            return refuse("a migration was edited after it was applied", name);
    }
    *ret_count = count;
    return true;
}

static bool apply(PGconn *pg, const struct embedded_migration *migration)
{
    const char *const values[] = {migration->name, migration->sha256};
    if (!admin_run(pg, "begin", "begin"))
        return false;
    /* `set local role none`: a migration may have left one of the owners. */
    bool applied = admin_run(pg, migration->name, migration->text) && admin_run(pg, "role", "set local role none");
    if (applied) {
        AUTO_RESULT row =
            admin_ask(pg, "schema_migration", "insert into public.schema_migration (name, sha256) values ($1, $2)", 2, values);
        applied = row != NULL;
    }
    if (!applied) {
        admin_run(pg, "rollback", "rollback");
        return refuse("it failed and left no trace", migration->name);
    }
    if (!admin_run(pg, "commit", "commit"))
        return refuse("it could not be committed", migration->name);
    log_with(LOG_INFO, "migration_applied", {"migration", migration->name, 0});
    return true;
}

static bool apply_pending(PGconn *pg)
{
    int done = 0;
    if (!admin_run(pg, "schema_migration", table_sql))
        return false;
    AUTO_RESULT applied = admin_ask(pg, "schema_migration", applied_sql, 0, NULL);
    if (!applied || !compare_applied(applied, &done))
        return false;
    for (const struct embedded_migration *one = embedded_migrations + done; one->name; one++)
        if (!apply(pg, one))
            return false;
    return true;
}

bool admin_migrate(const char *conninfo)
{
    AUTO_PG pg = admin_connect(conninfo);
    if (!pg || !admin_run(pg, "advisory lock", MIGRATION_LOCK)) /* released with the connection */
        return false;
    return admin_ensure_roles(pg) && apply_pending(pg) && admin_load_references(pg) && admin_open_era_on(pg);
}

/* Schema version of a start: exactly what is built in, no less and no more. */
bool admin_schema_is_current(PGconn *pg)
{
    int done = 0;
    AUTO_RESULT applied = admin_ask(pg, "schema_migration", applied_sql, 0, NULL);
    if (!applied || !compare_applied(applied, &done))
        return false;
    if (embedded_migrations[done].name)
        return refuse("it is not applied: run `maillon migrate`", embedded_migrations[done].name);
    return true;
}

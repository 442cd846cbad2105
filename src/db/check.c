#include <stdlib.h>
#include <string.h>

#include "admin_pg.h"
#include "core/log.h"
#include "db/admin.h"

enum { SERVER_VERSION_MIN = 150000 };

static bool fault(const char *what, const char *detail)
{
    log_with(LOG_ERROR, "database_account_refused", {"fault", what, 0}, {"detail", detail, 0});
    return false;
}

/* An account that row-level security does not bind, or that may do more than the principals, must not serve. */
static const char account_sql[] = "select current_user, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolinherit, "
                                  "(select count(*) from pg_class c where c.relowner = r.oid) "
                                  "from pg_roles r where r.rolname = current_user";

static bool check_account(PGconn *pg)
{
    AUTO_RESULT account = admin_ask(pg, "account", account_sql, 0, NULL);
    if (!account || PQntuples(account) != 1)
        return false;
    const char *name = PQgetvalue(account, 0, 0);
    bool right = true;
    if (PQgetvalue(account, 0, 1)[0] == 't')
        right = fault("it is a superuser", name);
    if (PQgetvalue(account, 0, 2)[0] == 't')
        right = fault("it has BYPASSRLS", name);
    if (PQgetvalue(account, 0, 3)[0] == 't')
        right = fault("it has CREATEROLE", name);
    if (PQgetvalue(account, 0, 4)[0] == 't')
        right = fault("it inherits the rights of the roles it may become: alter role … noinherit", name);
    if (strcmp(PQgetvalue(account, 0, 5), "0") != 0)
        right = fault("it owns tables", name);
    return right;
}

/* 't' when the role exists and the account may become it. */
static const char member_sql[] =
    "select case when to_regrole($1) is null then false else pg_has_role(current_user, to_regrole($1), 'member') end";

static bool check_memberships(PGconn *pg, const char *const *roles, const char *wanted, const char *what)
{
    bool right = true;
    for (const char *const *role = roles; *role; role++) {
        AUTO_RESULT member = admin_ask(pg, "membership", member_sql, 1, role);
        if (!member)
            return false;
        if (PQgetvalue(member, 0, 0)[0] != wanted[0])
            right = fault(what, *role);
    }
    return right;
}

bool admin_check(const char *conninfo)
{
    AUTO_PG pg = admin_connect(conninfo);
    if (!pg)
        return false;
    if (PQserverVersion(pg) < SERVER_VERSION_MIN)
        return fault("the server is older than PostgreSQL 15", PQparameterStatus(pg, "server_version"));
    bool account = check_account(pg);
    bool members = check_memberships(pg, admin_principal_roles, "t", "it may not become this role");
    bool owners = check_memberships(pg, admin_owner_roles, "f", "it may become an owner");
    return account && members && owners && admin_schema_is_current(pg);
}

#include "admin_pg.h"
#include "core/log.h"
#include "db/admin.h"

/* Transaction ids only grow within a cluster. When the next one is not above the highest that was stored, rows written
 * from now on would sort before rows that readers have passed: a new era sorts after all of them. The first disjunct is
 * for an era without any change yet. */
static const char open_sql[] =
    "insert into era (id) select last.id + 1 from (select id, first_xid from era order by id desc limit 1) last "
    "where last.first_xid >= pg_current_xact_id() or coalesce((select c.xid from change c where c.era = last.id "
    "order by c.xid desc limit 1) >= pg_current_xact_id(), false) returning id";

bool admin_open_era_on(PGconn *pg)
{
    if (!admin_run(pg, "begin", "begin"))
        return false;
    bool done = admin_run(pg, "role", "set local role maillon_owner");
    if (done) {
        AUTO_RESULT opened = admin_ask(pg, "era", open_sql, 0, NULL);
        done = opened != NULL;
        if (done && PQntuples(opened) == 1)
            log_with(LOG_WARNING, "era_opened", {"era", PQgetvalue(opened, 0, 0), 0});
    }
    return admin_run(pg, "commit", done ? "commit" : "rollback") && done;
}

bool admin_open_era(const char *conninfo)
{
    AUTO_PG pg = admin_connect(conninfo);
    return pg && admin_open_era_on(pg);
}

#include "admin_pg.h"

#include <stdio.h>
#include <string.h>

#include "core/log.h"

/* Notices would quote names and values on standard error, past the log. */
static void ignore_notice(void *argument, const PGresult *result)
{
    (void)argument;
    (void)result;
}

static const char session_options[] = "-c TimeZone=UTC -c DateStyle=ISO -c search_path=public -c client_min_messages=warning "
                                      "-c lock_timeout=10000";

PGconn *admin_connect(const char *conninfo)
{
    const char *const keywords[] = {"dbname", "options", "application_name", "client_encoding", "connect_timeout", NULL};
    const char *const values[] = {conninfo, session_options, "maillon admin", "UTF8", "10", NULL};
    PGconn *pg = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(pg) == CONNECTION_OK) {
        PQsetNoticeReceiver(pg, ignore_notice, NULL);
        return pg;
    }
    log_with(LOG_ERROR, "database_unreachable", {"reason", pg ? PQerrorMessage(pg) : "out of memory", 0});
    PQfinish(pg);
    return NULL;
}

/* The message of classes 22 and 23 quotes values, which may be personal data: the names are enough to find the place. */
static void log_failed(PGconn *pg, const char *what, const PGresult *result)
{
    const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *place = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    const char *table = PQresultErrorField(result, PG_DIAG_TABLE_NAME);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    if (!sqlstate)
        message = PQerrorMessage(pg);
    else if (strncmp(sqlstate, "22", 2) == 0 || strncmp(sqlstate, "23", 2) == 0)
        message = "";
    log_with(LOG_ERROR, "database_refused", {"what", what, 0}, {"sqlstate", sqlstate ? sqlstate : "", 0},
             {"reason", message ? message : "", 0}, {"position", place ? place : "", 0}, {"table", table ? table : "", 0},
             {"constraint", constraint ? constraint : "", 0});
}

bool admin_succeeded(PGconn *pg, const char *what, const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return true;
    log_failed(pg, what, result);
    return false;
}

PGresult *admin_ask(PGconn *pg, const char *what, const char *sql, int n_values, const char *const *values)
{
    PGresult *result = PQexecParams(pg, sql, n_values, NULL, values, NULL, NULL, 0);
    if (admin_succeeded(pg, what, result))
        return result;
    PQclear(result);
    return NULL;
}

bool admin_run(PGconn *pg, const char *what, const char *sql)
{
    AUTO_RESULT result = PQexec(pg, sql);
    return admin_succeeded(pg, what, result);
}

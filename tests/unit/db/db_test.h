/* What the tests with a database share: connections by environment, and statements without ceremony. */
#ifndef MAILLON_DB_TEST_H
#define MAILLON_DB_TEST_H

#include <libpq-fe.h>
#include <stdlib.h>
#include <time.h>

#include "db/admin.h"
#include "db/tx.h"
#include "test.h"

static inline const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fprintf(stderr, "%s is not set: run me through with_cluster.py\n", name);
        exit(2);
    }
    return value;
}

static inline struct conn *connect_as(const char *name, int deadline_ms)
{
    struct conn_options options = {.conninfo = from_environment(name), .deadline_ms = deadline_ms, .lock_timeout_ms = 300};
    return conn_new(&options);
}

static inline struct conn *connect_with(int deadline_ms)
{
    return connect_as("MAILLON_TEST_LOGIN", deadline_ms);
}

static inline unsigned ask(struct tx *tx, const char *sql, unsigned n_params, const char *const *values)
{
    struct statement statement = statement_of(sql, n_params);
    return tx_ask(tx, &statement, values);
}

/* As the superuser, past everything under test. Returns the first cell of the last answer, or "". */
static inline const char *as_superuser(const char *sql)
{
    static char text[256];
    PGconn *pg = PQconnectdb(from_environment("MAILLON_TEST_SUPERUSER"));
    PGresult *result = PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        fprintf(stderr, "as_superuser: %s", PQerrorMessage(pg));
    snprintf(text, sizeof(text), "%s", PQntuples(result) ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    PQfinish(pg);
    return text;
}

static inline int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

#endif

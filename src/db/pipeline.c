#include "pg.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "core/log.h"
#include "query_name.h"
#include "sqlstate.h"

static bool await(struct conn *conn, struct awaited awaited)
{
    if (conn->n_awaited == AWAITED_MAX)
        return false;
    conn->awaited[conn->n_awaited++] = awaited;
    return true;
}

/* How it ended is known: the first failure, or COMMIT's answer. */
static bool is_over(const struct tx *tx)
{
    return tx->failure.problem != PROBLEM_NONE || tx->committed;
}

void pipeline_lost(struct tx *tx, const char *why)
{
    struct conn *conn = tx->conn;
    if (!is_over(tx)) {
        /* Before COMMIT a lost transaction was rolled back. An old connection may be all that was wrong; a new one that
         * breaks at once means trouble that another try would add to. */
        tx->failure = (struct tx_failure){.problem = conn->commit_out ? OUTCOME_UNKNOWN : UNAVAILABLE,
                                          .retry = conn->reused && !conn->commit_out};
        if (tx->failure.retry)
            count(&counters.retries);
    }
    log_with(LOG_WARNING, "database_connection_lost", {"why", why, 0}, {"commit_out", NULL, conn->commit_out});
    conn_close(conn);
}

static bool send_parse(struct conn *conn, const char *name, const struct statement *statement)
{
    if (!conn->is_direct)
        return PQsendPrepare(conn->pg, name, statement->text, 0, NULL);
    message_parse(&conn->direct.out, name, statement->text);
    return true;
}

static bool send_ask(struct conn *conn, const char *name, const struct statement *statement, const char *const *values)
{
    if (!conn->is_direct)
        return PQsendQueryPrepared(conn->pg, name, (int)statement->n_params, values, NULL, NULL, statement->binary);
    message_ask(&conn->direct.out, name, statement, values);
    return true;
}

static bool send_forget(struct conn *conn, const char *name)
{
    char text[32];
    if (conn->is_direct) {
        message_close(&conn->direct.out, name);
        return true;
    }
    snprintf(text, sizeof(text), "deallocate %s", name);
    return PQsendQueryParams(conn->pg, text, 0, NULL, NULL, NULL, NULL, 0);
}

static bool send_sync(struct conn *conn)
{
    if (!conn->is_direct)
        return PQpipelineSync(conn->pg);
    message_sync(&conn->direct.out);
    return true;
}

/* A statement that finds the cache full goes this once under no name; the next transaction makes room. */
bool pipeline_send(struct tx *tx, enum step step, enum scope scope, const struct statement *statement, const char *const *values)
{
    struct conn *conn = tx->conn;
    uint64_t key = cache_key(scope, statement);
    struct awaited awaited = {
        .step = step, .tx = tx, .answer = tx->n_asked, .key = key, .text = statement->text, .hash = statement->hash};
    const struct prepared *known = cache_find(&conn->cache, key);
    bool sent = true;
    if (!known) {
        known = cache_add(&conn->cache, scope, statement);
        struct awaited parse = awaited;
        parse.step = known ? STEP_PREPARE : STEP_PARSE;
        sent = send_parse(conn, known ? known->name : "", statement) && await(conn, parse);
    }
    if (sent && send_ask(conn, known ? known->name : "", statement, values) && await(conn, awaited))
        return true;
    pipeline_lost(tx, "send");
    return false;
}

/* First in the pipeline, so that nothing can keep it from being run: the cache forgets at once. */
bool pipeline_forget(struct tx *tx)
{
    struct conn *conn = tx->conn;
    unsigned wanted = conn->cache.wanted < TX_STATEMENTS ? conn->cache.wanted : TX_STATEMENTS;
    conn->cache.wanted = 0;
    for (unsigned i = 0; i < wanted; i++) {
        const struct prepared *oldest = cache_oldest(&conn->cache);
        struct awaited awaited = {.step = STEP_FORGET, .tx = tx, .text = "deallocate"};
        if (!send_forget(conn, oldest->name) || !await(conn, awaited)) {
            pipeline_lost(tx, "send");
            return false;
        }
        cache_remove(&conn->cache, oldest->key);
    }
    return true;
}

/* Waits until the next answer can be taken without blocking, sending meanwhile what is still to be sent. */
static enum wait wait_answer(struct conn *conn)
{
    while (PQisBusy(conn->pg)) {
        /* a failure to send shows when reading, with the server's reason if it gave one */
        short events = PQflush(conn->pg) > 0 ? POLLIN | POLLOUT : POLLIN;
        enum wait waited = conn_wait(conn, events, &events);
        if (waited != WAIT_READY)
            return waited;
        if (events & ~POLLOUT && !PQconsumeInput(conn->pg))
            return WAIT_LOST;
    }
    return WAIT_READY;
}

static bool is_fatal(const struct refusal *refusal)
{
    return strcmp(refusal->severity, "FATAL") == 0 || strcmp(refusal->severity, "PANIC") == 0;
}

/* The message itself may quote values, so it is not logged; but for class 42, which only speaks of the statement's own
 * text: our mistake, to be found by whoever made it. */
static void log_failure(const struct tx *tx, const struct awaited *awaited, const struct refusal *refusal)
{
    char hash[17];
    const char *name = query_name_of(awaited->hash);
    if (!name) {
        snprintf(hash, sizeof(hash), "%016llx", (unsigned long long)awaited->hash);
        name = hash;
    }
    if (strncmp(tx->failure.sqlstate, "42", 2) == 0)
        log_with(LOG_ERROR, "statement_wrong", {"sqlstate", tx->failure.sqlstate, 0}, {"statement", name, 0},
                 {"reason", refusal->message, 0}, {"text", awaited->text, 0});
    else
        log_with(tx->failure.problem == INTERNAL      ? LOG_ERROR
                 : tx->failure.problem == UNAVAILABLE ? LOG_WARNING
                                                      : LOG_DEBUG,
                 "statement_failed", {"sqlstate", tx->failure.sqlstate, 0}, {"constraint", tx->failure.constraint, 0},
                 {"statement", name, 0});
}

void pipeline_refused(struct tx *tx, const struct awaited *awaited, const struct refusal *refusal)
{
    if (is_over(tx))
        return;
    failure_from_sqlstate(&tx->failure, refusal->sqlstate, refusal->constraint);
    if (is_fatal(refusal))
        tx->failure.retry = awaited->step != STEP_COMMIT && tx->conn->reused;
    if (is_fatal(refusal) && awaited->step == STEP_COMMIT)
        tx->failure.problem = OUTCOME_UNKNOWN; /* the server may have stopped just after, or just before */
    if (tx->failure.retry)
        count(&counters.retries);
    log_failure(tx, awaited, refusal);
    tx->conn->commit_out = false; /* COMMIT comes after, so it will not be run; or it is what failed */
}

static const char *error_field(const PGresult *result, int field)
{
    const char *text = PQresultErrorField(result, field);
    return text ? text : "";
}

static void keep_failure(struct tx *tx, const struct awaited *awaited, const PGresult *result)
{
    pipeline_refused(tx, awaited,
                     &(struct refusal){.severity = error_field(result, PG_DIAG_SEVERITY_NONLOCALIZED),
                                       .sqlstate = error_field(result, PG_DIAG_SQLSTATE),
                                       .constraint = error_field(result, PG_DIAG_CONSTRAINT_NAME),
                                       .message = error_field(result, PG_DIAG_MESSAGE_PRIMARY)});
}

/* COMMIT of a failed transaction answers "ROLLBACK". A warning here is the cancelled wait for a standby: committed on this
 * server, perhaps nowhere else. */
static void check_commit(struct tx *tx, PGresult *result, uint64_t notices_before)
{
    tx->conn->commit_out = false;
    if (strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        tx->failure.problem = INTERNAL;
        log_plain(LOG_ERROR, "commit_answered_rollback");
    } else if (tx->conn->notices != notices_before) {
        tx->failure.problem = OUTCOME_UNKNOWN;
        log_plain(LOG_ERROR, "commit_not_replicated");
    } else {
        tx->committed = true;
    }
}

static void take_result(struct tx *tx, const struct awaited *awaited, PGresult *result, uint64_t notices_before)
{
    ExecStatusType status = PQresultStatus(result);
    bool right = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
    if (right && (awaited->step == STEP_ANSWER || awaited->step == STEP_CONTEXT)) {
        tx->answers[awaited->answer] =
            (struct answer){.rows = (unsigned)PQntuples(result), .columns = (unsigned)PQnfields(result), .result = result};
        return;
    }
    if (right && awaited->step == STEP_COMMIT)
        check_commit(tx, result, notices_before);
    if (right && awaited->step == STEP_PREPARE)
        count(&counters.prepared);
    if (!right && awaited->step == STEP_PREPARE)
        cache_remove(&tx->conn->cache, awaited->key);
    if (!right && status != PGRES_PIPELINE_ABORTED)
        keep_failure(tx, awaited, result);
    PQclear(result);
}

/* The server may have said why before it went. */
static void last_words(struct tx *tx, const struct awaited *awaited)
{
    for (unsigned i = 0; i < 4; i++) {
        PGresult *result = PQgetResult(tx->conn->pg);
        if (PQresultErrorField(result, PG_DIAG_SQLSTATE))
            keep_failure(tx, awaited, result);
        PQclear(result);
    }
    pipeline_lost(tx, "closed");
}

void pipeline_late(struct tx *tx)
{
    struct conn *conn = tx->conn;
    if (!conn->commit_out && !tx->committed) {
        count(&counters.cancelled);
        conn_cancel(conn);
    }
    if (!is_over(tx)) /* no retry: the time is spent */
        tx->failure.problem = conn->commit_out ? OUTCOME_UNKNOWN : UNAVAILABLE;
    pipeline_lost(tx, "deadline");
}

/* False when the connection is gone. */
static bool receive(const struct awaited *awaited)
{
    struct tx *tx = awaited->tx;
    struct conn *conn = tx->conn;
    uint64_t notices_before = conn->notices;
    bool was_right = tx->failure.problem == PROBLEM_NONE, committed = tx->committed;
    switch (wait_answer(conn)) {
    case WAIT_READY:
        break;
    case WAIT_LATE:
        pipeline_late(tx);
        return false;
    case WAIT_LOST:
        last_words(tx, awaited);
        return false;
    }
    PGresult *result = PQgetResult(conn->pg);
    bool is_sync = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
    if (!result || PQstatus(conn->pg) != CONNECTION_OK || (committed && !is_sync)) {
        if (PQresultErrorField(result, PG_DIAG_SQLSTATE))
            keep_failure(tx, awaited, result);
        PQclear(result);
        pipeline_lost(tx, "closed");
        return false;
    }
    if (is_sync) {
        PQclear(result);
    } else {
        take_result(tx, awaited, result, notices_before);
        PGresult *end = PQgetResult(conn->pg); /* each answer but Sync's is followed by a NULL */
        is_sync = end != NULL;
        PQclear(end);
    }
    if (!is_sync && awaited->step == STEP_SYNC && was_right && tx->failure.problem != PROBLEM_NONE)
        return receive(awaited); /* the transaction was refused when it ended: Sync is answered after that */
    if (is_sync != (awaited->step == STEP_SYNC)) {
        pipeline_lost(tx, "out of step");
        return false;
    }
    return true;
}

static bool receive_all(const struct conn *conn)
{
    for (unsigned i = 0; i < conn->n_awaited; i++) {
        struct awaited awaited = conn->awaited[i];
        if (!receive(&awaited))
            return false;
    }
    return true;
}

bool pipeline_run(struct tx *tx)
{
    struct conn *conn = tx->conn;
    if (!send_sync(conn) || !await(conn, (struct awaited){.step = STEP_SYNC, .tx = tx})) {
        pipeline_lost(tx, "send");
        return false;
    }
    count(&counters.round_trips);
    if (!(conn->is_direct ? direct_run(conn) : receive_all(conn)) && !tx->committed)
        return false;
    conn->n_awaited = 0;
    return tx->failure.problem == PROBLEM_NONE;
}

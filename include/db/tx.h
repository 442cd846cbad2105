/* Connections and transactions: PostgreSQL's pipeline behind a small face.
 *
 * A connection belongs to one thread. A transaction queues statements with tx_ask() and sends them all in one round trip
 * with tx_flush(); their rows are then read by the number tx_ask() gave. Two kinds:
 *   tx_begin_read()   an implicit transaction: context, statements, Sync. One round trip: asking after the flush fails,
 *                     for the context has ended. tx_finish() ends it.
 *   tx_begin_write()  BEGIN, context, statements …; as many flushes as needed; tx_commit(), or tx_finish() rolls back.
 * The first failure of a transaction is kept in `failure`; later asks are ignored and flushes return false.
 * AUTO(tx) finishes on leaving the scope, so that an early return rolls back. */
#ifndef MAILLON_DB_TX_H
#define MAILLON_DB_TX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/problem.h"
#include "db/context.h"
#include "db/statement.h"

struct conn;

struct conn_options {
    const char *conninfo;
    int deadline_ms;     /* a request's time on this connection, all round trips together */
    int lock_timeout_ms; /* 300 */
    const char *application_name;
    const atomic_bool *give_up; /* NULL, or: once true, what is waited for is given up as if its time were over */
};

/* A connection, not opened yet: the first transaction opens it, and reopens it after a loss. The caller owns it. */
struct conn *conn_new(const struct conn_options *options);
void conn_free(struct conn *conn);

/* Process-wide counts for /metrics, summed over all connections. */
struct conn_counts {
    uint64_t transactions, round_trips, grouped, prepared, reconnects, retries, cancelled;
};
struct conn_counts conn_counts_read(void);

/* What went wrong, for the caller to answer. */
struct tx_failure {
    enum problem problem; /* PROBLEM_NONE: nothing */
    const char *field;    /* of a constraint: the field it concerns, or NULL (constant text) */
    bool retry;           /* serialization failure, deadlock, or an old connection lost before COMMIT: the whole transaction
                              may be run again */
    char sqlstate[6];     /* for the log */
    char constraint[64];  /* for the log */
};

/* Private: one value among the bytes of an answer. */
struct cell {
    uint32_t at;
    int32_t length; /* -1: SQL null */
};

/* Private: what a statement answered: as libpq holds it, or as it came to a read (docs/decisions/0022). */
struct answer {
    unsigned rows, columns;
    void *result;             /* libpq's, or NULL and */
    const struct cell *cells; /* row by row, */
    const char *bytes;        /* which belong to the connection */
};

enum { TX_STATEMENTS = 24 }; /* statements of one transaction, the context included */
enum { TX_PARAMS = 64 };

struct tx {
    struct conn *conn;
    struct tx_failure failure;
    const char *today_text; /* "YYYY-MM-DD" after the first flush */
    day_t today;
    const char *now_text; /* transaction's instant, RFC 3339 UTC, after the first flush */
    enum db_role role;    /* private from here on */
    bool writes, open, grouped, flushed_context, committed;
    unsigned n_asked, n_answered;
    uint64_t started_ns;
    struct answer answers[TX_STATEMENTS];
};

void tx_begin_read(struct tx *tx, struct conn *conn, const struct context *context);
void tx_begin_write(struct tx *tx, struct conn *conn, const struct context *context);
/* Gives the transaction several times the connection's deadline, from its start: for a batch, whose many writes are short. */
void tx_allow(struct tx *tx, unsigned deadlines);

/* As a write transaction, but every statement sees the same instant and, unless it `writes`, none may write: for reading long,
 * page by page. */
void tx_begin_snapshot(struct tx *tx, struct conn *conn, const struct context *context, bool writes);

/* A read outside any context, as the login role: only for the SECURITY DEFINER functions of authentication. */
void tx_begin_bare(struct tx *tx, struct conn *conn);

/* Queues a statement with its values in text form (NULL is SQL null); values are copied before it returns.
 * Returns the number of its answer. */
unsigned tx_ask(struct tx *tx, const struct statement *statement, const char *const *values);

/* Sends what is queued, waits for every answer. False: see tx->failure; a read has no answer then. */
bool tx_flush(struct tx *tx);

/* Frees the answer of the statement asked last, whose number the next one takes again: pages do not add up. */
void tx_forget(struct tx *tx, unsigned answer);

/* Answers of a flushed statement. Texts belong to the transaction and end with tx_finish(). */
unsigned tx_rows(const struct tx *tx, unsigned answer);
unsigned tx_columns(const struct tx *tx, unsigned answer); /* of no row: 0, or how many there would be */
const char *tx_text(const struct tx *tx, unsigned answer, unsigned row, unsigned column); /* NULL is SQL null */
size_t tx_length(const struct tx *tx, unsigned answer, unsigned row, unsigned column);
/* Private. */
const char *tx_cell_of_libpq(const struct answer *answer, unsigned row, unsigned column, size_t *ret_length);
/* Both at once, of an answer that tx_ask() gave the number of, in the form that the statement asked for: what the writers of
 * answers ask for every value, hence inline. */
static inline const char *tx_cell(const struct tx *tx, unsigned answer, unsigned row, unsigned column, size_t *ret_length)
{
    const struct answer *given = &tx->answers[answer];
    *ret_length = 0;
    if (row >= given->rows || column >= given->columns) /* what lies beyond is another asker's */
        return NULL;
    if (given->result)
        return tx_cell_of_libpq(given, row, column, ret_length);
    const struct cell *cell = &given->cells[row * given->columns + column];
    if (cell->length < 0)
        return NULL;
    *ret_length = (size_t)cell->length;
    return given->bytes + cell->at;
}

/* Typed readings of the same. A null gives 0, false, DAY_NONE. */
int64_t tx_int(const struct tx *tx, unsigned answer, unsigned row, unsigned column);
bool tx_bool(const struct tx *tx, unsigned answer, unsigned row, unsigned column);
day_t tx_day(const struct tx *tx, unsigned answer, unsigned row, unsigned column);

/* A write of several items, each undone alone: tx_mark() before an item (sends what is queued, forgets the answers read so
 * far, queues a savepoint), tx_back() when the item failed or is refused: as if it had not been, and the transaction goes on.
 * tx_back() is false when the connection is gone: then the whole transaction is. */
bool tx_mark(struct tx *tx);
bool tx_back(struct tx *tx);

/* Queues COMMIT and flushes. True: it was answered, whatever becomes of the connection then. A loss of the connection before that
 * is PROBLEM OUTCOME_UNKNOWN. */
bool tx_commit(struct tx *tx);

/* Ends the transaction (rolls back what was not committed) and frees its answers. Harmless when called twice. */
void tx_finish(struct tx *tx);

#define AUTO_TX __attribute__((cleanup(tx_finish)))

#endif

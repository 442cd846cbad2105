/* The connection from inside: what conn.c, pipeline.c, direct.c, statements.c and tx.c share. libpq does not leave this
 * folder. */
#ifndef MAILLON_DB_PG_H
#define MAILLON_DB_PG_H

#include <libpq-fe.h>
#include <stdatomic.h>

#include "db/tx.h"
#include "message.h"
#include "statements.h"

/* Something sent to the server whose answer is awaited, in order. */
enum step {
    STEP_PREPARE, /* Parse of a statement: known from its own answer on */
    STEP_PARSE,   /* the same without a name, for once */
    STEP_FORGET,  /* DEALLOCATE, or Close, of a statement */
    STEP_CONTROL, /* BEGIN, ROLLBACK: no rows */
    STEP_CONTEXT,
    STEP_ANSWER,
    STEP_COMMIT,
    STEP_SYNC,
};

struct awaited {
    enum step step;
    struct tx *tx;    /* whose it is */
    unsigned answer;  /* STEP_CONTEXT, STEP_ANSWER: its number */
    uint64_t key;     /* STEP_PREPARE: the statement in the cache */
    const char *text; /* of the statement, for the log */
    uint64_t hash;
    size_t first_cell; /* direct.c: of its rows, until all have come; as the next two */
    unsigned rows, columns;
};

/* Every statement of a transaction may need a Parse; as many may be forgotten before it; and its control statements. The rest
 * is for the other reads of a group. */
enum { TX_AWAITED_MAX = 3 * TX_STATEMENTS + 8, AWAITED_MAX = 4 * TX_AWAITED_MAX };

/* What a read's round trip past libpq sends and hears. */
struct direct {
    struct buffer out;
    size_t sent; /* bytes of it */
    struct reply reply;
    bool refused; /* a statement was: nothing of the reply is used */
};

struct conn {
    PGconn *pg; /* NULL: not open */
    char *conninfo;
    char *application_name;
    int deadline_ms, lock_timeout_ms;
    const atomic_bool *give_up;

    struct cache cache;
    struct awaited awaited[AWAITED_MAX];
    unsigned n_awaited;
    struct statement begin, commit, rollback, context, mark, release, back;
    struct statement begin_snapshot[2]; /* by whether it writes */

    struct direct direct;
    bool is_direct;  /* what is queued now goes that way */
    bool marked;     /* a savepoint stands in the transaction */
    bool busy;       /* a transaction is under way */
    bool commit_out; /* COMMIT was sent and not answered */
    bool reused;     /* the open connection served a transaction before this one */
    bool ever_open;
    uint64_t notices;     /* warnings received */
    uint64_t deadline_ns; /* of the transaction under way */
    uint64_t last_begin_ns;
    uint64_t next_try_ns; /* after a failed connection: not before this instant */
    unsigned backoff_ms;
};

struct counters {
    atomic_uint_fast64_t transactions, round_trips, grouped, prepared, reconnects, retries, cancelled;
};
extern struct counters counters;

static inline void count(atomic_uint_fast64_t *counter)
{
    atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

uint64_t clock_ns(void); /* monotonic */

#define NS_PER_MS 1000000u

/* conn.c: opens the connection if need be, within the transaction's deadline. */
bool conn_open(struct conn *conn);
/* Drops the connection and everything known about it; the next transaction opens another. */
void conn_close(struct conn *conn);
/* Asks the server to stop what this connection runs, from a thread of its own: the question may hang, we may not. */
void conn_cancel(struct conn *conn);
/* Waits for events of the socket (POLLIN, POLLOUT), until the deadline. */
enum wait { WAIT_READY, WAIT_LOST, WAIT_LATE };
enum wait conn_wait(const struct conn *conn, short events, short *ret_events);

/* pipeline.c: queues one statement, preparing it when needed; false when the connection is lost. */
bool pipeline_send(struct tx *tx, enum step step, enum scope scope, const struct statement *statement, const char *const *values);
/* Has the server forget the statements that the cache wants to lose. */
bool pipeline_forget(struct tx *tx);
/* Sync, then reads every answer. False when anything failed: see tx->failure. A connection lost after COMMIT was answered fails
 * nothing any more, in these four: what was done must be neither denied nor done again. */
bool pipeline_run(struct tx *tx);
/* The connection is gone or useless: closes it and says so in the failure. */
void pipeline_lost(struct tx *tx, const char *why);
/* The deadline has passed: asks the server to stop, and closes. */
void pipeline_late(struct tx *tx);
/* Keeps the first failure of the transaction; what follows it in the pipeline was not run. */
void pipeline_refused(struct tx *tx, const struct awaited *awaited, const struct refusal *refusal);

/* direct.c: the round trip of a read or a group of them, past libpq on its connection's socket. libpq does not notice: it is
 * idle before, and idle after. Not where the connection is encrypted, which only libpq can read. */
bool direct_can(const struct conn *conn);
/* Sends what is queued, Sync last, and reads every answer. False when the connection is gone; refusals are in the failures, and
 * none is answered then. */
bool direct_run(struct conn *conn);
/* Ends it: its answers end here, and what is queued and not sent is taken back. */
void direct_end(struct conn *conn);
void direct_done(struct direct *direct);

/* tx.c: what every transaction begins with. False: its failure is set. */
bool tx_open(struct tx *tx, struct conn *conn);
/* The context as the transaction's first statement. */
void tx_ask_context(struct tx *tx, const struct context *context);
/* After the first run: reads what the context answered. */
void tx_take_context(struct tx *tx);

/* context.c */
enum { CONTEXT_PARAMS = 8 };
enum { CONTEXT_TODAY, CONTEXT_NOW }; /* columns */
struct statement context_statement(void);
void context_values(const struct context *context, const char *values[static CONTEXT_PARAMS]);

#endif

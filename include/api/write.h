/* A write being decided: the row under lock, what the body gives, what will be stored.
 *
 * Two round trips: the first locks, reads the row and asks the facts; then C decides (rule); the second writes row,
 * effect, transition, change and idempotency key, and commits. */
#ifndef MAILLON_API_WRITE_H
#define MAILLON_API_WRITE_H

#include <jansson.h>

#include "api/call.h"
#include "db/query.h"
#include "db/tx.h"

/* A question to the database, declared beside the rule that needs it. `args` are field indexes of the resource (as given
 * by the body, else null) or one of ARG_*; a zero query ends a list of facts. */
enum {
    ARG_ID = -1 /* the row of the URL; a new one's when created */,
    ARG_PARENT = -2,
    ARG_STRUCTURE = -3,
    ARG_TODAY = -4,
    ARG_PRESCRIBER = -5,
    ARG_ACTOR = -6,
    ARG_END = -100
};
enum { FACT_ARGS = 6, FACTS_MAX = 8, WRITE_MORE = 6 };

struct fact {
    enum query query;
    int args[FACT_ARGS];
};

/* A value by field index: text in SQL form. */
struct value {
    const char *text; /* NULL: SQL null */
    bool given;
};

struct write {
    const struct resource *resource;
    const struct move *move; /* NULL: create or patch */
    enum action action;      /* ACTION_CREATE or ACTION_PATCH, also of moves (a move that makes creates) */
    const char *id;          /* of the row written */
    const char *if_match;    /* validators the row's version is compared with, or NULL */
    const char *source_id;   /* of the row a making move starts from, else NULL */
    struct tx *tx;
    struct value *set;         /* by field index of the resource: columns to write */
    struct value *given;       /* by field index of move->fields: the body of a move */
    const char **before;       /* by field index of the resource: the row as locked; NULL for a creation */
    int state;                 /* state before, -1 for a creation */
    int to;                    /* state after; preset when the flow leaves no choice, else the effect or rule must choose */
    unsigned facts[FACTS_MAX]; /* answers of the move's or resource's facts, in their order */
    const char *occurred_on;   /* legal day for the transition row, or NULL */
    const char *comment;       /* for the transition row, or NULL */
    const char *secret;        /* value of the SIGHTED field, shown once, or NULL */
    struct call *call;
    struct more {
        enum query query;
        const char *const *values;
    } first[WRITE_MORE], after[WRITE_MORE];
    unsigned n_first, n_after;
};

/* The value a field will have after this write: what is set, else what was. NULL is null. */
const char *write_value(const struct write *write, int field);
day_t write_day(const struct write *write, int field);
int64_t write_int(const struct write *write, int field); /* 0 when null */

/* Whether this write changes the field from what it was. */
bool write_changes(const struct write *write, int field);

/* Sets a column (text in SQL form, living in the arena or constant). */
void write_set(struct write *write, int field, const char *text);

/* A field of the move's body by name; NULL when not given or null. */
const char *move_value(const struct write *write, const char *name);

/* Answers of the n-th fact. */
static inline unsigned fact_rows(const struct write *write, unsigned fact)
{
    return tx_rows(write->tx, write->facts[fact]);
}

static inline const char *fact_text(const struct write *write, unsigned fact, unsigned row, unsigned column)
{
    return tx_text(write->tx, write->facts[fact], row, column);
}

static inline day_t fact_day(const struct write *write, unsigned fact, unsigned row, unsigned column)
{
    return tx_day(write->tx, write->facts[fact], row, column);
}

static inline int64_t fact_int(const struct write *write, unsigned fact, unsigned row, unsigned column)
{
    return tx_int(write->tx, write->facts[fact], row, column);
}

static inline bool fact_bool(const struct write *write, unsigned fact, unsigned row, unsigned column)
{
    return tx_bool(write->tx, write->facts[fact], row, column);
}

/* Today, the legal day of the transaction. */
day_t write_today(const struct write *write);

/* One more statement in the second round trip: write_before() ahead of the row itself (what the row will refer to),
 * write_also() after it (what follows from the row). At most WRITE_MORE of each: one more fails the write, INTERNAL. The array is
 * copied, its texts live as long as the call. */
void write_before(struct write *write, enum query query, const char *const *values);
void write_also(struct write *write, enum query query, const char *const *values);

/* Fills a write from a body (an object): false when fields are wrong. `id` of patches and moves is the row's. The members
 * of a move that the resource has too are set on the row. */
bool write_prepare_create(struct call *call, struct write *write, const struct resource *resource, const json_t *body);
bool write_prepare_move(struct call *call, struct write *write, const struct resource *resource, const struct move *move,
                        const char *id, const json_t *body);

/* The three writes. On return the response or the error is set. */
void write_create(struct call *call, const struct resource *resource);
void write_patch(struct call *call, const struct resource *resource, const char *id);
void write_move(struct call *call, const struct resource *resource, const struct move *move, const char *id);

/* {"items": […]} of creations or of one move, each with a result of its own; a savepoint each. */
void batch_serve(struct call *call, const struct resource *resource, const struct move *move);

#endif

/* The parts of a write, private to the engine. */
#ifndef MAILLON_API_WRITE_RUN_H
#define MAILLON_API_WRITE_RUN_H

#include "api/view.h"
#include "api/write.h"

/* Idempotency-Key: one effect for one key, and the same answer again. */
struct idempotency {
    bool used;
    unsigned lock, found;  /* answers of the first round trip */
    char request_hash[68]; /* "\x" and SHA-256 of method, path, query and body */
};
void idempotency_ask(struct call *call, struct tx *tx, struct idempotency *idempotency);
/* True: the write goes on. False: the response (a replay) or the error is set. */
bool idempotency_admit(struct call *call, struct tx *tx, const struct idempotency *idempotency);
/* Queues the answer, sealed, as the key's row. */
void idempotency_store(struct call *call, struct tx *tx, const struct idempotency *idempotency);

/* One write under way: what it was asked, what it wrote. */
struct run {
    struct call *call;
    struct write *write;
    const struct view *view;
    struct idempotency *idempotency; /* NULL for an item of a batch: the batch has one for all */
    unsigned lock, row;              /* answers of the first round trip */
    unsigned written;                /* answer of the row's own statement */
    bool locks, reads_row, decides;
    bool imports;   /* a creation that may find its row there already (resource->imported_by) */
    bool unchanged; /* it did, and the row says the same: nothing to write, `written` is the row as it is */
};

/* Round trip 1 and the decision. False: the error or a replayed response is set, or the transaction failed. */
bool run_admit(struct run *run);
/* Queues the row, what goes with it, the journal, and the entry of the access log. */
void run_write(struct run *run);
/* The entry alone: the answer shows the row even where nothing was written. */
void run_enter(const struct run *run);
/* After they were flushed: false and the error when nothing was written. */
bool run_wrote(const struct run *run);
/* The row written, as its author sees it, with warnings: one JSON object. */
void run_answer(struct buffer *out, const struct run *run);

/* The row's own statement (insert or update … returning what the role sees). Returns the number of its answer. */
unsigned write_row_ask(struct call *call, struct write *write, const struct view *view);

/* The transition and change rows. */
void journal_ask(struct call *call, struct write *write);

/* Asks the statement of a query. */
unsigned query_ask(struct tx *tx, enum query query, const char *const *values);

/* Runs the write in a transaction, again on a serialization failure. `answer_status` of success. */
void write_run(struct call *call, struct write *write, int answer_status);

#endif

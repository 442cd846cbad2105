/* The messages of PostgreSQL's extended query protocol that reads need: written for the server, read as they come. Pure: bytes
 * in, bytes out. Who sends and receives them is direct.c.
 *
 * Anything that is not exactly what must come next is refused: a row shown to another asker would harm someone, a
 * connection lost costs a millisecond. Source: PostgreSQL 15, "Frontend/Backend Protocol", §55.2.3 and §55.7. */
#ifndef MAILLON_DB_MESSAGE_H
#define MAILLON_DB_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buffer.h"
#include "db/statement.h"
#include "db/tx.h"

/* AddressSanitizer: nothing is kept then, so that it sees who reads an answer that has ended. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESSES_WATCHED 1
#elif defined(__has_feature)
#define ADDRESSES_WATCHED __has_feature(address_sanitizer)
#else
#define ADDRESSES_WATCHED 0
#endif

/* Prepares a text under a name; "" prepares for the next message_ask() only. */
void message_parse(struct buffer *out, const char *name, const char *text);
/* Runs what was prepared under a name, with its values in text form (NULL: SQL null), whole and undescribed. */
void message_ask(struct buffer *out, const char *name, const struct statement *statement, const char *const *values);
/* Forgets a name, as DEALLOCATE does. */
void message_close(struct buffer *out, const char *name);
void message_sync(struct buffer *out);

/* What a message sent is answered with. */
enum expected {
    EXPECT_PARSED, /* to message_parse() */
    EXPECT_ROWS,   /* to message_ask() */
    EXPECT_CLOSED, /* to message_close() */
    EXPECT_READY,  /* to message_sync(), when the transaction has ended */
};

/* What the server said of a statement that it refused; texts are the reply's, "" when not said. */
struct refusal {
    const char *severity; /* "ERROR", "FATAL" …, in English whatever the server speaks */
    const char *sqlstate, *constraint, *message;
};

/* What came, as far as it was read. Zeroed to begin with. Bytes and cells move while more comes. */
struct reply {
    struct buffer bytes;
    size_t at; /* the first byte that was not read */
    struct cell *cells;
    size_t n_cells, cells_room;
    bool bound;             /* the rows that are being read have begun */
    size_t first_cell;      /* of the rows read last, as the next two */
    unsigned rows, columns; /* columns are not known without a row */
    struct refusal refusal; /* after REPLY_REFUSED */
};

enum reply_state {
    REPLY_PART,    /* more bytes must come */
    REPLY_DONE,    /* what was expected is there, whole */
    REPLY_REFUSED, /* the server refused; nothing more comes but the answer to message_sync() */
    REPLY_LARGE,   /* more than REPLY_MAX, or a length that is none: nothing of this reply may be used */
    REPLY_WRONG,   /* not what must come here: nothing of this reply may be used */
};

/* What one reply may hold, far above a group's thousand rows; and what is kept of its memory for the next. */
enum { REPLY_MAX = 256 << 20, REPLY_KEPT = ADDRESSES_WATCHED ? 0 : 1 << 20, CELLS_KEPT = ADDRESSES_WATCHED ? 0 : 1 << 16 };

/* Reads on, up to the end of what is expected. Every text and value read ends with a NUL, which takes the place of bytes
 * that were read. */
enum reply_state reply_read(struct reply *reply, enum expected expected);

/* Forgets what was read, and gives back memory beyond what is kept. */
void reply_reset(struct reply *reply);
void reply_done(struct reply *reply);

#endif

/* Several reads in one round trip: one implicit transaction on one connection, each read under a context of its own, which
 * sets every setting and so leaves nothing of the read before.
 *
 * group_begin(); for each read group_join(), then tx_ask() as ever, while group_has_room(); group_flush(). Then the reads'
 * answers are there, and tx_finish() frees each one's; or one of them failed and none has an answer: all are finished, and
 * each is asked again alone. Where a statement failed `failure` has its SQLSTATE; who was too slow is not known, for the server
 * sends its answers together. group_end() comes last. */
#ifndef MAILLON_DB_GROUP_H
#define MAILLON_DB_GROUP_H

#include "db/tx.h"

enum { GROUP_READS = 32 };

/* Private. */
struct group {
    struct conn *conn;
    struct tx *reads[GROUP_READS];
    unsigned count;
    bool open;
};

/* Nothing may be under way on the connection. Reads are borrowed until group_end(). */
void group_begin(struct group *group, struct conn *conn);

/* Whether another read, however large, can join. */
bool group_has_room(const struct group *group);

/* As tx_begin_read(), within the group. */
void group_join(struct group *group, struct tx *tx, const struct context *context);

/* Sends all, waits for every answer: for a third of a request's time, once the connection is open, so that after a read that is
 * too slow the others have theirs still. False: see above. */
bool group_flush(struct group *group);

void group_end(struct group *group);

#endif

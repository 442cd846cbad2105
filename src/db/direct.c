/* A read's round trip, past libpq: why, see docs/decisions/0022. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "pg.h"

enum { RECEIVE = 64 << 10 /* bytes of room to receive into */ };

bool direct_can(const struct conn *conn)
{
    return !PQsslInUse(conn->pg) && !PQgssEncInUse(conn->pg);
}

void direct_begin(struct conn *conn)
{
    conn->direct.out.length = conn->direct.sent = 0;
    reply_reset(&conn->direct.reply);
}

void direct_done(struct direct *direct)
{
    buffer_done(&direct->out);
    reply_done(&direct->reply);
}

/* What cannot be sent now is sent when the socket takes more. A failure shows when reading. */
static void send_more(struct conn *conn)
{
    struct direct *direct = &conn->direct;
    ssize_t sent = send(PQsocket(conn->pg), direct->out.data + direct->sent, direct->out.length - direct->sent, MSG_NOSIGNAL);
    if (sent > 0)
        direct->sent += (size_t)sent;
    else if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        direct->sent = direct->out.length;
}

/* False when the server is gone. */
static bool receive_more(struct conn *conn)
{
    struct buffer *bytes = &conn->direct.reply.bytes;
    buffer_reserve(bytes, RECEIVE);
    ssize_t received = recv(PQsocket(conn->pg), bytes->data + bytes->length, bytes->capacity - bytes->length, 0);
    if (received > 0)
        bytes->length += (size_t)received;
    return received > 0 || (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}

/* Waits until more came, sending meanwhile what is still to be sent. */
static enum wait wait_more(struct conn *conn)
{
    short events = 0;
    while (!(events & ~POLLOUT)) {
        bool unsent = conn->direct.sent < conn->direct.out.length;
        enum wait waited = conn_wait(conn, unsent ? POLLIN | POLLOUT : POLLIN, &events);
        if (waited != WAIT_READY)
            return waited;
        if (unsent && events & POLLOUT)
            send_more(conn);
    }
    return receive_more(conn) ? WAIT_READY : WAIT_LOST;
}

static enum expected expected_of(enum step step)
{
    switch (step) {
    case STEP_PREPARE:
    case STEP_PARSE:
        return EXPECT_PARSED;
    case STEP_FORGET:
        return EXPECT_CLOSED;
    case STEP_SYNC:
        return EXPECT_READY;
    default:
        return EXPECT_ROWS;
    }
}

/* The answer is there. Where its cells are is said when nothing moves any more. */
static void take_answer(struct conn *conn, struct awaited *awaited)
{
    const struct reply *reply = &conn->direct.reply;
    if (awaited->step == STEP_PREPARE)
        count(&counters.prepared);
    if (awaited->step != STEP_CONTEXT && awaited->step != STEP_ANSWER)
        return;
    awaited->first_cell = reply->first_cell;
    awaited->tx->answers[awaited->answer] = (struct answer){.rows = reply->rows, .columns = reply->columns};
}

/* Nothing after the refused one was run, so that nothing is answered before Sync. Returns the number of Sync. */
static unsigned skip_refused(struct conn *conn, unsigned refused)
{
    unsigned i = refused;
    for (; conn->awaited[i].step != STEP_SYNC; i++)
        if (conn->awaited[i].step == STEP_PREPARE)
            cache_remove(&conn->cache, conn->awaited[i].key);
    return i;
}

static void give_answers(struct conn *conn)
{
    const struct reply *reply = &conn->direct.reply;
    for (unsigned i = 0; i < conn->n_awaited; i++) {
        const struct awaited *awaited = &conn->awaited[i];
        if (awaited->step != STEP_CONTEXT && awaited->step != STEP_ANSWER)
            continue;
        struct answer *answer = &awaited->tx->answers[awaited->answer];
        answer->cells = reply->cells + awaited->first_cell;
        answer->bytes = reply->bytes.data;
    }
}

/* Reads every answer. False when the connection is gone. */
static bool receive_all(struct conn *conn)
{
    struct reply *reply = &conn->direct.reply;
    for (unsigned i = 0; i < conn->n_awaited;) {
        struct awaited *awaited = &conn->awaited[i];
        enum wait waited = WAIT_READY;
        switch (reply_read(reply, expected_of(awaited->step))) {
        case REPLY_PART:
            waited = wait_more(conn);
            break;
        case REPLY_DONE:
            take_answer(conn, awaited);
            i++;
            break;
        case REPLY_REFUSED:
            pipeline_refused(awaited->tx, awaited, &reply->refusal);
            i = skip_refused(conn, i);
            break;
        case REPLY_WRONG:
            pipeline_lost(awaited->tx, "out of step");
            return false;
        }
        if (waited == WAIT_LATE)
            pipeline_late(awaited->tx);
        else if (waited == WAIT_LOST)
            pipeline_lost(awaited->tx, "closed");
        if (waited != WAIT_READY)
            return false;
    }
    return true;
}

bool direct_run(struct conn *conn)
{
    send_more(conn);
    if (!receive_all(conn))
        return false;
    give_answers(conn);
    if (conn->direct.reply.at < conn->direct.reply.bytes.length) /* more than was asked: the server goes, most likely */
        conn_close(conn);
    return true;
}

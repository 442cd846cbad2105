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
    case STEP_CONTEXT:
    case STEP_ANSWER:
        return EXPECT_ROWS;
    case STEP_SYNC:
    case STEP_CONTROL: /* these two are of writes, which do not come this way: whatever is answered is wrong */
    case STEP_COMMIT:
        break;
    }
    return EXPECT_READY;
}

/* Up to the end of what is awaited. REPLY_PART: it cannot come any more, and the failure says why. */
static enum reply_state receive(struct conn *conn, const struct awaited *awaited)
{
    enum reply_state state;
    while ((state = reply_read(&conn->direct.reply, expected_of(awaited->step))) == REPLY_PART) {
        enum wait waited = wait_more(conn);
        if (waited == WAIT_LATE)
            pipeline_late(awaited->tx);
        else if (waited == WAIT_LOST)
            pipeline_lost(awaited->tx, "closed");
        if (waited != WAIT_READY)
            break;
    }
    return state;
}

/* Of what is awaited from number `first` on, nothing was prepared. */
static void forget_unprepared(struct conn *conn, unsigned first)
{
    for (unsigned i = first; i < conn->n_awaited; i++)
        if (conn->awaited[i].step == STEP_PREPARE)
            cache_remove(&conn->cache, conn->awaited[i].key);
}

static void note_answer(struct awaited *awaited, const struct reply *reply)
{
    if (awaited->step == STEP_PREPARE)
        count(&counters.prepared);
    awaited->first_cell = reply->first_cell;
    awaited->rows = reply->rows;
    awaited->columns = reply->columns;
}

/* False when the connection is gone. */
static bool receive_answers(struct conn *conn)
{
    struct direct *direct = &conn->direct;
    for (unsigned i = 0; i < conn->n_awaited; i++) {
        struct awaited *awaited = &conn->awaited[i];
        enum reply_state state = receive(conn, awaited);
        if (state == REPLY_REFUSED && !direct->refused) { /* nothing after it was run: Sync is all that is answered yet */
            direct->refused = true;
            pipeline_refused(awaited->tx, awaited, &direct->reply.refusal);
            forget_unprepared(conn, i);
            i = conn->n_awaited - 2;
        } else if (state == REPLY_DONE) {
            note_answer(awaited, &direct->reply);
        } else {
            if (state != REPLY_PART)
                pipeline_lost(awaited->tx, state == REPLY_LARGE ? "too large" : "out of step");
            return false;
        }
    }
    return true;
}

/* All have come, and nothing moves any more. */
static void give_answers(struct conn *conn)
{
    const struct reply *reply = &conn->direct.reply;
    for (unsigned i = 0; i < conn->n_awaited; i++) {
        const struct awaited *awaited = &conn->awaited[i];
        if (awaited->rows && (awaited->step == STEP_CONTEXT || awaited->step == STEP_ANSWER))
            awaited->tx->answers[awaited->answer] = (struct answer){.cells = reply->cells + awaited->first_cell,
                                                                    .bytes = reply->bytes.data,
                                                                    .rows = awaited->rows,
                                                                    .columns = awaited->columns};
    }
}

bool direct_run(struct conn *conn)
{
    send_more(conn);
    if (!receive_answers(conn))
        return false;
    if (!conn->direct.refused)
        give_answers(conn);
    if (conn->direct.reply.at < conn->direct.reply.bytes.length) /* more than was asked: the server goes, most likely */
        conn_close(conn);
    return true;
}

/* What was queued and is not sent: what the server was to forget it knows still, and we do not. */
void direct_end(struct conn *conn)
{
    bool forgotten = conn->n_awaited && conn->awaited[0].step == STEP_FORGET;
    struct direct *direct = &conn->direct;
    forget_unprepared(conn, 0);
    conn->n_awaited = 0;
    if (direct->out.capacity > REPLY_KEPT)
        buffer_done(&direct->out);
    direct->out.length = direct->sent = 0;
    direct->refused = false;
    reply_reset(&direct->reply);
    if (forgotten)
        conn_close(conn);
}

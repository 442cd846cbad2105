/* The round trip of reads with a server that says what the test wants: right, cut, out of order, or too much. */
#include "core/log.h"
#include "db/group.h"
#include "fake_server.h"
#include "pg.h"
#include "said.h"

#define CONTEXT                                                                                                                  \
    BOUND "D\0\0\0\x1c\0\2\0\0\0\x0a"                                                                                            \
          "2026-03-01\0\0\0\4noon" COMPLETE
#define FIRST PARSED CONTEXT PARSED VALUE("one")
#define SECOND CONTEXT PARSED VALUE("two")
#define DIVIDED "E\0\0\0\x13VERROR\0C22012\0\0"

static const char right[] = FIRST SECOND READY;

/* Beyond an answer's own values lie those of the other reader. */
static void check_beyond(const struct tx *tx)
{
    size_t length;
    for (unsigned row = 0; row < 3; row++)
        for (unsigned column = 0; column < 5; column++)
            CHECK((row == 0 && column == 0) || (tx_cell(tx, 1, row, column, &length) == NULL && length == 0));
    CHECK(tx_cell(tx, 2, 0, 0, &length) == NULL);
    CHECK(tx_text(tx, TX_STATEMENTS, 0, 0) == NULL && tx_length(tx, TX_STATEMENTS, 0, 0) == 0);
}

/* Two reads of two roles. Whether they were answered; then with what they should be. */
static bool run(struct conn *conn, struct tx txs[static 2])
{
    static const enum db_role roles[2] = {DB_STAFF, DB_PRESCRIBER};
    static const char *const expected[2] = {"one", "two"};
    struct group group;
    group_begin(&group, conn);
    for (unsigned i = 0; i < 2; i++) {
        struct context context = {.role = roles[i], .request_id = "request-1"};
        group_join(&group, &txs[i], &context);
        CHECK_INT(ask(&txs[i], "select 'one of two'", 0, NULL), 1);
    }
    bool done = group_flush(&group);
    for (unsigned i = 0; i < 2; i++) {
        CHECK_TEXT(tx_text(&txs[i], 1, 0, 0), done ? expected[i] : NULL);
        CHECK_TEXT(txs[i].now_text, done ? "noon" : NULL);
        CHECK_INT(tx_rows(&txs[i], 1), done ? 1 : 0);
        check_beyond(&txs[i]);
    }
    group_end(&group);
    CHECK(tx_text(&txs[0], 1, 0, 0) == NULL && tx_rows(&txs[1], 1) == 0);
    return done;
}

/* On a connection of its own. */
static bool run_script(struct script said, struct tx txs[static 2])
{
    server_says(said);
    struct conn *conn = server_conn();
    bool done = run(conn, txs);
    conn_free(conn);
    return done;
}

static void test_cut(void)
{
    struct tx txs[2];
    size_t length = sizeof right - 1;
    test_row("cut anywhere, and closed");
    for (size_t cut = 0; cut < length; cut++) {
        CHECK(!run_script((struct script){right, length, cut, true}, txs));
        CHECK(txs[0].failure.problem == UNAVAILABLE || txs[1].failure.problem == UNAVAILABLE);
        CHECK_TEXT(txs[0].failure.sqlstate, "");
        CHECK(!txs[0].failure.retry && !txs[1].failure.retry); /* a new connection that breaks at once means trouble */
    }
    test_row("whole, and closed");
    CHECK(run_script((struct script){right, length, length, true}, txs));
    test_row("cut, and silent");
    uint64_t cancelled = conn_counts_read().cancelled;
    int64_t started = now_ms();
    CHECK(!run_script((struct script){right, length, length - 1, false}, txs));
    CHECK(now_ms() - started >= 200 && now_ms() - started < 600);
    CHECK_INT(conn_counts_read().cancelled - cancelled, 1);
}

/* One read alone, cut anywhere. */
static void test_cut_alone(void)
{
    static const char alone[] = FIRST READY;
    struct context context = {.role = DB_STAFF, .request_id = "request-1"};
    test_row("alone, cut anywhere, and closed");
    for (size_t cut = 0; cut < sizeof alone; cut++) {
        struct tx tx;
        bool whole = cut == sizeof alone - 1;
        server_says((struct script){alone, sizeof alone - 1, cut, true});
        struct conn *conn = server_conn();
        tx_begin_read(&tx, conn, &context);
        unsigned answer = ask(&tx, "select 'one of two'", 0, NULL);
        CHECK_INT(tx_flush(&tx), whole);
        CHECK_INT(tx.failure.problem, whole ? PROBLEM_NONE : UNAVAILABLE);
        CHECK_TEXT(tx_text(&tx, answer, 0, 0), whole ? "one" : NULL);
        CHECK_INT(tx_rows(&tx, 0), whole);
        tx_finish(&tx);
        conn_free(conn);
    }
}

struct said {
    const char *label;
    const char *bytes;
    size_t length;
    bool done, kept; /* whether the reads are answered, and whether the connection may be used again */
    const char *sqlstate[2];
};

static const struct said sayings[] = {
    {"right", TEXT(FIRST SECOND READY), true, true, {"", ""}},
    {"with a notice", TEXT(FIRST "N\0\0\0\5\0" SECOND READY), true, true, {"", ""}},
    {"the first refused", TEXT(PARSED CONTEXT PARSED DIVIDED READY), false, true, {"22012", ""}},
    {"the second refused", TEXT(FIRST CONTEXT PARSED BOUND DIVIDED READY), false, true, {"", "22012"}},
    {"refused at the end", TEXT(FIRST SECOND DIVIDED READY), false, true, {"22012", ""}},
    {"refused, and more answers", TEXT(PARSED CONTEXT PARSED DIVIDED SECOND READY), false, false, {"22012", ""}},
    {"refused twice", TEXT(PARSED CONTEXT PARSED DIVIDED DIVIDED READY), false, false, {"22012", ""}},
    {"refused twice at the end", TEXT(FIRST SECOND DIVIDED DIVIDED READY), false, false, {"22012", ""}},
    {"the first one's rows twice", TEXT(FIRST VALUE("one") CONTEXT PARSED READY), false, false, {"", ""}},
    {"an answer too few", TEXT(FIRST CONTEXT PARSED READY), false, false, {"", ""}},
    {"an answer too many", TEXT(FIRST SECOND VALUE("two") READY), false, false, {"", ""}},
    {"a row after its end", TEXT(FIRST CONTEXT PARSED VALUE("two") "D\0\0\0\x0d\0\1\0\0\0\3one" READY), false, false, {"", ""}},
    {"within a transaction still", TEXT(FIRST SECOND "Z\0\0\0\5T"), false, false, {"", ""}},
    {"too large", TEXT(FIRST "N\x7f\xff\xff\xff"), false, false, {"", ""}},
    {"gone", TEXT(FIRST CONTEXT PARSED FATAL), false, false, {"", "57P01"}},
    {"gone at the end", TEXT(FIRST SECOND FATAL), false, false, {"57P01", ""}},
};

/* A connection that is out of step is not used again: the next reads have another, and their own answers. */
static void check_used(struct conn *conn, bool kept)
{
    struct tx txs[2];
    unsigned before = server.accepted;
    CHECK_INT(conn->pg != NULL, kept);
    if (kept)
        return;
    server_says((struct script){right, sizeof right - 1, sizeof right - 1, false});
    CHECK(run(conn, txs));
    CHECK_INT(server.accepted - before, 1);
}

static void test_said(void)
{
    for (size_t i = 0; i < COUNT_OF(sayings); i++) {
        const struct said *said = &sayings[i];
        struct tx txs[2];
        test_row(said->label);
        server_says((struct script){said->bytes, said->length, said->length, strstr(said->label, "gone") != NULL});
        struct conn *conn = server_conn();
        CHECK_INT(run(conn, txs), said->done);
        for (unsigned read = 0; read < 2; read++)
            CHECK_TEXT(txs[read].failure.sqlstate, said->sqlstate[read]);
        check_used(conn, said->kept);
        conn_free(conn);
    }
}

/* What comes after the answers changes nothing of them; but the connection is not used again. */
static void test_more(void)
{
    static const char more[] = FIRST SECOND READY FATAL;
    struct tx txs[2];
    for (size_t length = sizeof right; length < sizeof more; length++) {
        test_row("more than was asked");
        server_says((struct script){more, length, length, false});
        struct conn *conn = server_conn();
        unsigned before = server.accepted;
        CHECK(run(conn, txs));
        CHECK(run(conn, txs));
        CHECK_INT(server.accepted - before, 2);
        conn_free(conn);
    }
}

int main(void)
{
    log_set_level(LOG_ERROR);
    server_start();
    test_cut();
    test_cut_alone();
    test_said();
    test_more();
    server_stop();
    return test_done();
}

/* A connection lost around COMMIT: what is done is neither denied nor done again, what is not known is said to be so. */
#include "core/log.h"
#include "fake_server.h"
#include "pg.h"
#include "said.h"

#define NO_ROWS "n\0\0\0\4"
#define BEGUN                                                                                                                    \
    PARSED BOUND NO_ROWS "C\0\0\0\x0a"                                                                                           \
                         "BEGIN\0Z\0\0\0\5T"
#define INSERTED PARSED BOUND NO_ROWS "C\0\0\0\x0fINSERT 0 1\0"
#define COMMITTED                                                                                                                \
    PARSED BOUND NO_ROWS "C\0\0\0\x0b"                                                                                           \
                         "COMMIT\0"

static const char read_answer[] = PARSED VALUE("one") READY;
static const char begin_answer[] = BEGUN;
static const char commit_answer[] = INSERTED COMMITTED READY;

enum {
    BEFORE_COMMIT = sizeof INSERTED PARSED - 1, /* bytes: what comes from here on is about COMMIT itself */
    DONE = sizeof INSERTED COMMITTED - 1,
};

/* A read first, so that the connection is not new: a loss may then be tried again. */
static struct tx_failure run(struct script answer_to_commit)
{
    struct tx tx;
    server_says((struct script){read_answer, sizeof read_answer - 1, sizeof read_answer - 1, false});
    server_then_says((struct script){begin_answer, sizeof begin_answer - 1, sizeof begin_answer - 1, false});
    server_then_says(answer_to_commit);
    struct conn *conn = server_conn();
    tx_begin_bare(&tx, conn);
    ask(&tx, "select 'one'", 0, NULL);
    CHECK(tx_flush(&tx));
    tx_finish(&tx);

    unsigned before = server.accepted;
    tx_begin_write(&tx, conn, NULL);
    CHECK(tx_flush(&tx));
    ask(&tx, "insert into test.named values ('once', 1)", 0, NULL);
    bool done = tx_commit(&tx);
    CHECK_INT(done, tx.failure.problem == PROBLEM_NONE);
    tx_finish(&tx);
    CHECK(conn->pg == NULL || !answer_to_commit.closes || answer_to_commit.sent == sizeof commit_answer - 1);
    CHECK_INT(server.accepted, before);
    conn_free(conn);
    return tx.failure;
}

/* Who closes without a word may have committed before. */
static void test_closed(void)
{
    uint64_t retries = conn_counts_read().retries;
    for (size_t cut = 0; cut < sizeof commit_answer; cut++) {
        test_row("cut anywhere, and closed");
        struct tx_failure failure = run((struct script){commit_answer, sizeof commit_answer - 1, cut, true});
        CHECK_INT(failure.problem, cut < DONE ? OUTCOME_UNKNOWN : PROBLEM_NONE);
        CHECK(!failure.retry);
    }
    CHECK_INT(conn_counts_read().retries, retries);
}

static void test_silent(void)
{
    test_row("silent before COMMIT is answered");
    CHECK_INT(run((struct script){commit_answer, sizeof commit_answer - 1, DONE - 1, false}).problem, OUTCOME_UNKNOWN);
    test_row("silent after it");
    CHECK_INT(run((struct script){commit_answer, sizeof commit_answer - 1, DONE, false}).problem, PROBLEM_NONE);
}

/* Who says that it goes says so in its place: what stands after it in the pipeline was not run. */
static void test_farewell(void)
{
    for (size_t at = 0; at < sizeof commit_answer - 1; at += 1 + length_at(commit_answer + at + 1)) {
        char bytes[sizeof commit_answer + sizeof FATAL];
        test_row("a farewell after any message");
        memcpy(bytes, commit_answer, at);
        memcpy(bytes + at, FATAL, sizeof FATAL - 1);
        struct tx_failure failure = run((struct script){bytes, sizeof bytes, at + sizeof FATAL - 1, true});
        CHECK_INT(failure.problem, at < BEFORE_COMMIT ? UNAVAILABLE : at < DONE ? OUTCOME_UNKNOWN : PROBLEM_NONE);
        CHECK_INT(failure.retry, at < BEFORE_COMMIT);
        CHECK_TEXT(failure.sqlstate, at < DONE ? "57P01" : "");
    }
}

int main(void)
{
    log_set_level(LOG_ERROR);
    server_start();
    test_closed();
    test_silent();
    test_farewell();
    server_stop();
    return test_done();
}

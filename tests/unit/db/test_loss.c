/* What goes wrong around a transaction: time, locks, a server that goes, a COMMIT whose answer does not come. */
#include "core/log.h"
#include "db_test.h"

enum { DEADLINE_MS = 400 };

static const struct context staff = {.role = DB_STAFF, .staff_role = "director"};

static const char *one_cell(struct conn *conn, const char *sql, char text[static 64])
{
    struct tx tx AUTO_TX;
    tx_begin_bare(&tx, conn);
    unsigned answer = ask(&tx, sql, 0, NULL);
    CHECK(tx_flush(&tx));
    snprintf(text, 64, "%s", tx_rows(&tx, answer) ? tx_text(&tx, answer, 0, 0) : "");
    return text;
}

static bool nobody_sleeps(void)
{
    for (unsigned i = 0; i < 100; i++) {
        if (strcmp(as_superuser("select count(*) from pg_stat_activity where query like '%pg_sleep(30)%' and state = 'active' "
                                "and pid <> pg_backend_pid()"),
                   "0") == 0)
            return true;
        sleep_ms(20);
    }
    return false;
}

/* With statement_timeout off, only our own cancel can end the statement. */
static void test_deadline(struct conn *conn)
{
    struct conn_counts before = conn_counts_read();
    struct tx tx;
    char pid[64], text[64];
    test_row("deadline");
    one_cell(conn, "select pg_backend_pid()", pid);
    int64_t started = now_ms();
    tx_begin_write(&tx, conn, &staff);
    ask(&tx, "select set_config('statement_timeout', '0', true)", 0, NULL);
    ask(&tx, "select pg_sleep(30)", 0, NULL);
    CHECK(!tx_flush(&tx));
    int64_t took = now_ms() - started;
    CHECK(took >= DEADLINE_MS && took < DEADLINE_MS + 300);
    CHECK_INT(tx.failure.problem, UNAVAILABLE);
    CHECK(!tx.failure.retry);
    tx_finish(&tx);
    CHECK(nobody_sleeps());
    CHECK(strcmp(one_cell(conn, "select pg_backend_pid()", text), pid) != 0);
    CHECK_TEXT(one_cell(conn, "select current_user", text), "maillon_login");
    struct conn_counts after = conn_counts_read();
    CHECK_INT(after.cancelled - before.cancelled, 1);
    CHECK_INT(after.retries - before.retries, 0);
    CHECK_INT(after.reconnects - before.reconnects, 1);
}

/* One slow statement is ended by the server, and the connection stays. */
static void test_statement_timeout(struct conn *conn)
{
    struct tx tx;
    char pid[64], text[64];
    test_row("statement_timeout");
    one_cell(conn, "select pg_backend_pid()", pid);
    tx_begin_read(&tx, conn, &staff);
    ask(&tx, "select pg_sleep(30)", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_INT(tx.failure.problem, UNAVAILABLE);
    CHECK_TEXT(tx.failure.sqlstate, "57014");
    tx_finish(&tx);
    CHECK_TEXT(one_cell(conn, "select pg_backend_pid()", text), pid);
}

static void test_lock_timeout(struct conn *conn)
{
    struct conn *other = connect_with(3000);
    struct tx holder, tx;
    test_row("lock_timeout");
    tx_begin_write(&holder, other, &staff);
    ask(&holder, "update test.row set small = 1 where id = 1", 0, NULL);
    CHECK(tx_flush(&holder));
    tx_begin_write(&tx, conn, &staff);
    ask(&tx, "select id from test.row where id = 1 for update", 0, NULL);
    int64_t started = now_ms();
    CHECK(!tx_flush(&tx));
    CHECK(now_ms() - started >= 290);
    CHECK_INT(tx.failure.problem, UNAVAILABLE);
    CHECK_TEXT(tx.failure.sqlstate, "55P03");
    tx_finish(&tx);
    tx_finish(&holder);
    conn_free(other);
}

static void terminate(const char *pid)
{
    char sql[96];
    snprintf(sql, sizeof(sql), "select pg_terminate_backend(%s, 2000)", pid);
    CHECK_TEXT(as_superuser(sql), "t");
}

static void test_terminated(struct conn *conn)
{
    struct tx tx;
    char pid[64], text[64];
    test_row("terminated while idle: nobody notices");
    terminate(one_cell(conn, "select pg_backend_pid()", pid));
    sleep_ms(60);
    CHECK(strcmp(one_cell(conn, "select pg_backend_pid()", text), pid) != 0);

    test_row("terminated within a transaction: try again");
    terminate(one_cell(conn, "select pg_backend_pid()", pid));
    sleep_ms(60); /* what was used just now is not looked at again */
    one_cell(conn, "select 1", text);
    one_cell(conn, "select pg_backend_pid()", pid);
    tx_begin_write(&tx, conn, &staff);
    ask(&tx, "update test.row set small = 2 where id = 1", 0, NULL);
    CHECK(tx_flush(&tx));
    terminate(pid);
    ask(&tx, "select 1", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_INT(tx.failure.problem, UNAVAILABLE);
    CHECK(tx.failure.retry);
    tx_finish(&tx);
    CHECK_TEXT(one_cell(conn, "select current_user", text), "maillon_login");

    test_row("terminated before COMMIT is sent: known, for the server says so first");
    one_cell(conn, "select pg_backend_pid()", pid);
    tx_begin_write(&tx, conn, &staff);
    ask(&tx, "select test.die()", 0, NULL);
    CHECK(!tx_commit(&tx));
    CHECK_INT(tx.failure.problem, UNAVAILABLE);
    CHECK_TEXT(tx.failure.sqlstate, "57P01");
    CHECK(tx.failure.retry);
    tx_finish(&tx);
}

/* Rows of test.at_commit do what they say when the transaction commits. */
static void commit_with(struct conn *conn, struct tx *tx, const char *what)
{
    test_row(what);
    tx_begin_write(tx, conn, &staff);
    ask(tx, "insert into test.at_commit (what) values ($1)", 1, &what);
    CHECK(tx_flush(tx));
    CHECK_INT(tx_commit(tx), strcmp(what, "nothing") == 0);
}

static void test_commit(struct conn *conn)
{
    static const struct {
        const char *what;
        enum problem problem;
        const char *sqlstate;
        bool stored;
    } rows[] = {
        {"nothing", PROBLEM_NONE, "", true}, {"refuse", DUPLICATE, "23505", false},    {"serialize", UNAVAILABLE, "40001", false},
        {"warn", OUTCOME_UNKNOWN, "", true}, {"die", OUTCOME_UNKNOWN, "57P01", false}, {"sleep", OUTCOME_UNKNOWN, "", true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct tx tx;
        char text[64];
        commit_with(conn, &tx, rows[i].what);
        CHECK_INT(tx.failure.problem, rows[i].problem);
        CHECK_TEXT(tx.failure.sqlstate, rows[i].sqlstate);
        CHECK_INT(tx.failure.retry, strcmp(rows[i].what, "serialize") == 0);
        tx_finish(&tx);
        CHECK_TEXT(one_cell(conn, "select current_user", text), "maillon_login");
        sleep_ms(strcmp(rows[i].what, "sleep") == 0 ? 800 : 0); /* COMMIT was not cancelled: it ends by itself */
        char sql[96];
        snprintf(sql, sizeof(sql), "select count(*) from test.at_commit where what = '%s'", rows[i].what);
        CHECK_TEXT(as_superuser(sql), rows[i].stored ? "1" : "0");
    }
}

static void test_unreachable(void)
{
    struct conn_options options = {
        .conninfo = "host=/nonexistent dbname=none user=none", .deadline_ms = 1000, .lock_timeout_ms = 300};
    struct conn *conn = conn_new(&options);
    test_row("no server");
    for (unsigned i = 0; i < 3; i++) {
        struct tx tx AUTO_TX;
        tx_begin_read(&tx, conn, &staff);
        CHECK_INT(ask(&tx, "select 1", 0, NULL), TX_STATEMENTS);
        CHECK(!tx_flush(&tx));
        CHECK_INT(tx.failure.problem, UNAVAILABLE);
        CHECK(!tx.failure.retry);
    }
    conn_free(conn);
}

static void prepare_database(void)
{
    CHECK(admin_migrate(from_environment("MAILLON_TEST_MIGRATOR")));
    as_superuser("create schema test; grant usage on schema test to maillon_staff;"
                 "create table test.row (id int primary key, small int); insert into test.row values (1, 0);"
                 "create function test.die() returns void language sql security definer"
                 "    as $$ select pg_terminate_backend(pg_backend_pid()); select pg_sleep(30) $$;"
                 "create table test.at_commit (what text);"
                 "create function test.at_commit() returns trigger language plpgsql as $$ begin"
                 "    if new.what = 'refuse' then raise exception using errcode = '23505'; end if;"
                 "    if new.what = 'serialize' then raise exception using errcode = '40001'; end if;"
                 "    if new.what = 'warn' then raise warning 'not replicated'; end if;"
                 "    if new.what = 'die' then perform test.die(); end if;"
                 "    if new.what = 'sleep' then perform pg_sleep(1); end if;"
                 "    return null; end $$;"
                 "create constraint trigger at_commit after insert on test.at_commit deferrable initially deferred"
                 "    for each row execute function test.at_commit();"
                 "grant all on all tables in schema test to maillon_staff");
}

int main(void)
{
    log_set_level(LOG_ERROR);
    prepare_database();
    struct conn *conn = connect_with(DEADLINE_MS);
    test_deadline(conn);
    test_statement_timeout(conn);
    test_lock_timeout(conn);
    test_terminated(conn);
    test_commit(conn);
    test_unreachable();
    conn_free(conn);
    return test_done();
}

#include "db_test.h"

#include "core/log.h"
#include "pg.h"

static const char structure[] = "01890000-0000-7000-8000-000000000001";

static struct context staff(void)
{
    return (struct context){.role = DB_STAFF, .structure_id = structure, .staff_role = "director", .request_id = "request-1"};
}

static const char who_sql[] =
    "select current_user, coalesce(current_setting('app.structure_id', true), ''), "
    "coalesce(current_setting('app.staff_role', true), ''), coalesce(current_setting('app.today', true), '')";

/* Outside any context the connection is the login role again, and every setting is empty. */
static void check_nobody(struct conn *conn, const char *label)
{
    struct tx tx AUTO_TX;
    test_row(label);
    tx_begin_bare(&tx, conn);
    unsigned who = ask(&tx, who_sql, 0, NULL);
    CHECK(tx_flush(&tx));
    CHECK_TEXT(tx_text(&tx, who, 0, 0), "maillon_login");
    for (unsigned column = 1; column < 4; column++)
        CHECK_TEXT(tx_text(&tx, who, 0, column), "");
}

static void test_context(struct conn *conn)
{
    struct context context = staff();
    struct tx tx;
    test_row("context of a read");
    tx_begin_read(&tx, conn, &context);
    unsigned who = ask(&tx, who_sql, 0, NULL);
    unsigned answer = ask(&tx, "select 1 + $1::int, null, true, date '2026-01-31'", 1, (const char *[]){"41"});
    CHECK(tx_flush(&tx));
    CHECK_TEXT(tx_text(&tx, who, 0, 0), "maillon_staff");
    CHECK_TEXT(tx_text(&tx, who, 0, 1), structure);
    CHECK_TEXT(tx_text(&tx, who, 0, 2), "director");
    CHECK_TEXT(tx_text(&tx, who, 0, 3), tx.today_text);
    CHECK_INT(tx.today, day_from_sql(tx.today_text));
    CHECK_INT(strlen(tx.now_text), strlen("2026-01-31T12:00:00.000000Z"));
    CHECK_INT(tx_int(&tx, answer, 0, 0), 42);
    CHECK(tx_text(&tx, answer, 0, 1) == NULL);
    CHECK(tx_bool(&tx, answer, 0, 2));
    CHECK_INT(tx_day(&tx, answer, 0, 3), day_from_ymd(2026, 1, 31));
    CHECK_INT(tx_length(&tx, answer, 0, 3), 10);
    CHECK_INT(tx_rows(&tx, answer), 1);
    CHECK_INT(tx_columns(&tx, answer), 4);
    CHECK(tx_text(&tx, answer, 1, 0) == NULL && tx_text(&tx, answer, 0, 9) == NULL && tx_text(&tx, 23, 0, 0) == NULL);
    tx_finish(&tx);
    tx_finish(&tx);
    check_nobody(conn, "nobody after a read");

    test_row("another day");
    context.today = "2031-12-31";
    context.role = DB_PRESCRIBER;
    context.staff_role = NULL;
    tx_begin_read(&tx, conn, &context);
    who = ask(&tx, who_sql, 0, NULL);
    CHECK(tx_flush(&tx));
    CHECK_TEXT(tx.today_text, "2031-12-31");
    CHECK_TEXT(tx_text(&tx, who, 0, 0), "maillon_prescriber");
    CHECK_TEXT(tx_text(&tx, who, 0, 2), "");
    tx_finish(&tx);
}

static void test_failed_read(struct conn *conn)
{
    struct context context = staff();
    struct tx tx;
    test_row("a read that fails");
    tx_begin_read(&tx, conn, &context);
    unsigned before = ask(&tx, "select 1", 0, NULL);
    ask(&tx, "select 1 / $1::int", 1, (const char *[]){"0"});
    unsigned after = ask(&tx, "select 3", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_INT(tx.failure.problem, INTERNAL);
    CHECK_TEXT(tx.failure.sqlstate, "22012");
    CHECK_INT(tx_rows(&tx, before), 0); /* of a transaction that was undone */
    CHECK_INT(tx_rows(&tx, after), 0);
    CHECK(!tx_flush(&tx));
    CHECK_TEXT(tx.failure.sqlstate, "22012");
    tx_finish(&tx);
    check_nobody(conn, "nobody after an error");

    test_row("a statement that does not parse");
    tx_begin_read(&tx, conn, &context);
    ask(&tx, "selec 1", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_TEXT(tx.failure.sqlstate, "42601");
    tx_finish(&tx);
    tx_begin_read(&tx, conn, &context);
    ask(&tx, "selec 1", 0, NULL); /* were it thought prepared, this would be 26000 */
    CHECK(!tx_flush(&tx));
    CHECK_TEXT(tx.failure.sqlstate, "42601");
    tx_finish(&tx);
    check_nobody(conn, "nobody after a parse error");

    test_row("a read that writes, refused when it ends");
    tx_begin_read(&tx, conn, &context);
    unsigned late = ask(&tx, "insert into test.late values (404) returning parent", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_INT(tx.failure.problem, FIELD_REFERENCE);
    CHECK_TEXT(tx.failure.sqlstate, "23503");
    CHECK_TEXT(tx.failure.constraint, "late_parent_fkey");
    CHECK_INT(tx_rows(&tx, late), 0);
    tx_finish(&tx);
    check_nobody(conn, "nobody after a refused end");

    test_row("a read that is not sent");
    tx_begin_read(&tx, conn, &context);
    ask(&tx, "insert into test.named values ('never', 1)", 0, NULL);
    tx_finish(&tx);
    if (direct_can(conn)) /* from libpq it cannot be taken back */
        CHECK_TEXT(as_superuser("select count(*) from test.named where siret = 'never'"), "0");
    check_nobody(conn, "nobody after nothing was sent");
}

static void test_write(struct conn *conn)
{
    struct context context = staff();
    struct tx tx;
    test_row("committed");
    tx_begin_write(&tx, conn, &context);
    ask(&tx, "insert into test.row (id) values ($1), ($2)", 2, (const char *[]){"1", "2"});
    CHECK(tx_flush(&tx));
    unsigned count = ask(&tx, "select count(*), current_user from test.row", 0, NULL);
    CHECK(tx_commit(&tx));
    CHECK_INT(tx_int(&tx, count, 0, 0), 2);
    CHECK_TEXT(tx_text(&tx, count, 0, 1), "maillon_staff");
    tx_finish(&tx);
    check_nobody(conn, "nobody after a commit");

    test_row("left without commit");
    tx_begin_write(&tx, conn, &context);
    ask(&tx, "insert into test.row (id) values (3)", 0, NULL);
    CHECK(tx_flush(&tx));
    tx_finish(&tx);
    check_nobody(conn, "nobody after a rollback");
    tx_begin_write(&tx, conn, &context);
    ask(&tx, "insert into test.row (id) values (4)", 0, NULL);
    tx_finish(&tx); /* never flushed */
    CHECK_TEXT(as_superuser("select count(*) from test.row"), "2");

    test_row("a constraint in the last round trip");
    tx_begin_write(&tx, conn, &context);
    ask(&tx, "insert into test.row (id) values (5)", 0, NULL);
    ask(&tx, "insert into test.row (id) values (1)", 0, NULL);
    CHECK(!tx_commit(&tx));
    CHECK_INT(tx.failure.problem, DUPLICATE);
    CHECK_TEXT(tx.failure.constraint, "row_pkey");
    CHECK_INT(ask(&tx, "insert into test.row (id) values (6)", 0, NULL), TX_STATEMENTS);
    CHECK(!tx_commit(&tx));
    tx_finish(&tx);
    CHECK_INT(tx.failure.problem, DUPLICATE);
    check_nobody(conn, "nobody after a failed commit");
    CHECK_TEXT(as_superuser("select count(*) from test.row"), "2");
}

/* The name of a constraint decides, wherever the table. */
static void test_mapping(struct conn *conn)
{
    static const struct {
        const char *sql;
        enum problem problem;
        const char *field, *sqlstate;
        bool retry;
    } rows[] = {
        {"insert into test.named (siret) values ('1')", DUPLICATE, "siret", "23505", false},
        {"insert into test.named (siret, capacity) values ('2', 0)", FIELD_RANGE, "capacity", "23514", false},
        {"insert into test.row (id, parent) values (9, 99)", FIELD_REFERENCE, NULL, "23503", false},
        {"insert into test.row (id, small) values (9, 99)", CONSTRAINT_VIOLATED, NULL, "23514", false},
        {"do $$ begin raise exception using errcode = '40001'; end $$", UNAVAILABLE, NULL, "40001", true},
        {"do $$ begin raise exception using errcode = '40P01'; end $$", UNAVAILABLE, NULL, "40P01", true},
        {"do $$ begin raise exception using errcode = '53100'; end $$", UNAVAILABLE, NULL, "53100", false},
        {"insert into test.row (id) values (null)", INTERNAL, NULL, "23502", false},
        {"select nothing from test.row", INTERNAL, NULL, "42703", false},
    };
    struct context context = staff();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct tx tx AUTO_TX;
        test_row(rows[i].sql);
        tx_begin_write(&tx, conn, &context);
        ask(&tx, rows[i].sql, 0, NULL);
        CHECK(!tx_flush(&tx));
        CHECK_INT(tx.failure.problem, rows[i].problem);
        CHECK_TEXT(tx.failure.field, rows[i].field);
        CHECK_TEXT(tx.failure.sqlstate, rows[i].sqlstate);
        CHECK_INT(tx.failure.retry, rows[i].retry);
    }
}

static void test_limits(struct conn *conn)
{
    struct context context = staff();
    struct tx tx, inner;
    test_row("a read flushed twice has lost its context");
    tx_begin_read(&tx, conn, &context);
    CHECK(tx_flush(&tx));
    ask(&tx, "select 1", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_INT(tx.failure.problem, INTERNAL);
    tx_finish(&tx);

    test_row("a transaction within another");
    tx_begin_read(&tx, conn, &context);
    tx_begin_read(&inner, conn, &context);
    CHECK(!tx_flush(&inner));
    tx_finish(&inner);
    CHECK(tx_flush(&tx));
    tx_finish(&tx);

    test_row("too many statements");
    tx_begin_write(&tx, conn, &context);
    for (unsigned i = 0; i <= TX_STATEMENTS; i++)
        ask(&tx, "select 1", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_INT(tx.failure.problem, INTERNAL);
    tx_finish(&tx);
    check_nobody(conn, "nobody after too many statements");

    test_row("more than the sockets hold, both ways");
    static char large[200001];
    memset(large, 'x', sizeof(large) - 1);
    tx_begin_read(&tx, conn, &context);
    for (unsigned i = 0; i < 16; i++)
        ask(&tx, "select repeat($1::text, 2)", 1, (const char *[]){large});
    CHECK(tx_flush(&tx));
    CHECK_INT(tx_length(&tx, 1, 0, 0), 400000);
    CHECK_INT(tx_length(&tx, 16, 0, 0), 400000);
    tx_finish(&tx);
}

static void test_snapshot(struct conn *conn)
{
    struct context context = staff();
    struct tx tx AUTO_TX;
    test_row("a snapshot read by a cursor, more pages than a transaction has statements");
    tx_begin_snapshot(&tx, conn, &context, false);
    ask(&tx, "declare pages no scroll cursor for select n from generate_series(1, $1::int) n", 1, (const char *[]){"1000"});
    unsigned first = TX_STATEMENTS, count = 0;
    for (unsigned page = 0; page < 50; page++) {
        unsigned answer = ask(&tx, "fetch forward 20 from pages", 0, NULL);
        CHECK(tx_flush(&tx));
        first = page == 0 ? answer : first;
        CHECK_INT(answer, first);
        CHECK_INT(tx_int(&tx, answer, 0, 0), page * 20 + 1);
        count += tx_rows(&tx, answer);
        tx_forget(&tx, answer);
    }
    CHECK_INT(count, 1000);
    CHECK_INT(tx.today, day_from_sql(tx.today_text));

    test_row("it sees one instant");
    unsigned before = ask(&tx, "select count(*) from test.named", 0, NULL);
    CHECK(tx_flush(&tx));
    int64_t rows = tx_int(&tx, before, 0, 0);
    as_superuser("insert into test.named values ('9', 9)");
    unsigned after = ask(&tx, "select count(*) from test.named", 0, NULL);
    CHECK(tx_flush(&tx));
    CHECK_INT(tx_int(&tx, after, 0, 0), rows);

    test_row("only the last answer is forgotten");
    tx_forget(&tx, before);
    CHECK_INT(tx_int(&tx, before, 0, 0), rows);

    test_row("and writes nothing");
    ask(&tx, "insert into test.named values ('8', 8)", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_TEXT(tx.failure.sqlstate, "25006");
    tx_finish(&tx);

    test_row("unless it was begun to write");
    tx_begin_snapshot(&tx, conn, &context, true);
    ask(&tx, "insert into test.named values ('8', 8)", 0, NULL);
    CHECK(tx_commit(&tx));
    tx_finish(&tx);

    test_row("another shape under the same name");
    tx_begin_snapshot(&tx, conn, &context, false);
    ask(&tx, "declare pages no scroll cursor for select 'a', n from generate_series(1, $1::int) n", 1, (const char *[]){"3"});
    unsigned answer = ask(&tx, "fetch forward 20 from pages", 0, NULL);
    CHECK(tx_flush(&tx));
    CHECK_INT(tx_columns(&tx, answer), 2);
    CHECK_TEXT(tx_text(&tx, answer, 2, 0), "a");
    CHECK_INT(tx_int(&tx, answer, 2, 1), 3);
    tx_finish(&tx);
    check_nobody(conn, "nobody after a snapshot");
}

static void prepare_database(void)
{
    CHECK(admin_migrate(from_environment("MAILLON_TEST_MIGRATOR")));
    as_superuser("create schema test; grant usage on schema test to maillon_staff;"
                 "create table test.row (id int primary key, parent int references test.row, small int check (small < 10));"
                 "create table test.named (siret text, capacity int, constraint structure_siret_key unique (siret),"
                 "    constraint worksite_capacity check (capacity between 1 and 500));"
                 "insert into test.named values ('1', 1);"
                 "create table test.late (parent int references test.row deferrable initially deferred);"
                 "grant all on all tables in schema test to maillon_staff");
}

int main(void)
{
    log_set_level(LOG_ERROR);
    prepare_database();
    struct conn *conn = connect_with(3000);
    test_context(conn);
    test_failed_read(conn);
    test_write(conn);
    test_mapping(conn);
    test_limits(conn);
    test_snapshot(conn);
    test_row("nothing above cost a connection");
    CHECK_INT(conn_counts_read().reconnects, 0);
    conn_free(conn);
    return test_done();
}

/* Several reads in one transaction: each is its own asker's, and none learns of another's trouble. */
#include "db/group.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/log.h"
#include "db_test.h"
#include "pg.h"

enum { DEADLINE_MS = 1500, READS = 3 };

static const char structures[READS][37] = {"01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002",
                                           "01890000-0000-7000-8000-000000000003"};

/* Another role, another structure, another setting left empty. */
static struct context asker(unsigned i)
{
    static const enum db_role roles[READS] = {DB_STAFF, DB_PRESCRIBER, DB_PARTNER};
    return (struct context){.role = roles[i],
                            .structure_id = i == 0 ? structures[0] : NULL,
                            .prescriber_id = i == 1 ? structures[1] : NULL,
                            .partner_id = i == 2 ? structures[2] : NULL,
                            .staff_role = i == 0 ? "director" : NULL,
                            .today = i == 2 ? "2031-12-31" : NULL,
                            .request_id = structures[i]};
}

static const char who_sql[] =
    "select current_user, coalesce(current_setting('app.structure_id', true), ''), "
    "coalesce(current_setting('app.prescriber_id', true), ''), coalesce(current_setting('app.partner_id', true), ''), "
    "coalesce(current_setting('app.staff_role', true), ''), coalesce(current_setting('app.request_id', true), '')";

static void join(struct group *group, struct tx *tx, unsigned i)
{
    struct context context = asker(i);
    group_join(group, tx, &context);
}

static void check_who(const struct tx *tx, unsigned answer, unsigned i)
{
    struct context context = asker(i);
    CHECK_TEXT(tx_text(tx, answer, 0, 0), db_role_name(context.role));
    CHECK_TEXT(tx_text(tx, answer, 0, 1), context.structure_id ? context.structure_id : "");
    CHECK_TEXT(tx_text(tx, answer, 0, 2), context.prescriber_id ? context.prescriber_id : "");
    CHECK_TEXT(tx_text(tx, answer, 0, 3), context.partner_id ? context.partner_id : "");
    CHECK_TEXT(tx_text(tx, answer, 0, 4), context.staff_role ? context.staff_role : "");
    CHECK_TEXT(tx_text(tx, answer, 0, 5), context.request_id);
}

static const char *pid_of(struct conn *conn, char text[static 16])
{
    struct tx tx AUTO_TX;
    tx_begin_bare(&tx, conn);
    unsigned answer = ask(&tx, "select pg_backend_pid()", 0, NULL);
    CHECK(tx_flush(&tx));
    snprintf(text, 16, "%s", tx_text(&tx, answer, 0, 0) ? tx_text(&tx, answer, 0, 0) : "");
    return text;
}

/* Outside any context the connection is the login role again, and every setting is empty. */
static void check_nobody(struct conn *conn)
{
    struct tx tx AUTO_TX;
    tx_begin_bare(&tx, conn);
    unsigned who = ask(&tx, who_sql, 0, NULL);
    CHECK(tx_flush(&tx));
    CHECK_TEXT(tx_text(&tx, who, 0, 0), "maillon_login");
    for (unsigned column = 1; column < 6; column++)
        CHECK_TEXT(tx_text(&tx, who, 0, column), "");
}

static void test_each_its_own(struct conn *conn)
{
    struct tx txs[READS];
    struct group group;
    unsigned who[READS], number[READS];
    test_row("each its own");
    check_nobody(conn);
    for (unsigned round = 0; round < 2; round++) { /* statements are prepared in the first and known in the second */
        struct conn_counts before = conn_counts_read();
        group_begin(&group, conn);
        for (unsigned i = 0; i < READS; i++) {
            CHECK(group_has_room(&group));
            join(&group, &txs[i], i);
            who[i] = ask(&txs[i], who_sql, 0, NULL);
            number[i] = ask(&txs[i], "select $1::int * 2", 1, (const char *[]){(const char *[]){"1", "2", "3"}[i]});
        }
        CHECK(group_flush(&group));
        for (unsigned i = 0; i < READS; i++) {
            check_who(&txs[i], who[i], i);
            CHECK_INT(tx_int(&txs[i], number[i], 0, 0), 2 * (i + 1));
            CHECK(txs[i].today != DAY_NONE && txs[i].now_text != NULL);
        }
        CHECK_TEXT(txs[2].today_text, "2031-12-31");
        CHECK(strcmp(txs[0].today_text, "2031-12-31") != 0);
        CHECK_TEXT(txs[0].now_text, txs[1].now_text);
        tx_finish(&txs[1]); /* in any order, twice too */
        check_who(&txs[0], who[0], 0);
        tx_finish(&txs[0]);
        tx_finish(&txs[1]);
        group_end(&group);
        CHECK(txs[2].today_text == NULL);
        struct conn_counts after = conn_counts_read();
        CHECK_INT(after.round_trips - before.round_trips, 1);
        CHECK_INT(after.transactions - before.transactions, 1);
        CHECK_INT(after.grouped - before.grouped, READS);
        check_nobody(conn);
    }
}

/* A group whose second read runs `sql`. False when it failed. */
static bool run_with(struct conn *conn, const char *sql, struct tx txs[static READS])
{
    struct group group;
    group_begin(&group, conn);
    for (unsigned i = 0; i < READS; i++) {
        join(&group, &txs[i], i);
        ask(&txs[i], who_sql, 0, NULL);
        if (i == 1)
            ask(&txs[i], sql, 0, NULL);
        ask(&txs[i], "select 'last'", 0, NULL);
    }
    bool right = group_flush(&group);
    group_end(&group);
    return right;
}

static void test_one_fails(struct conn *conn)
{
    struct tx txs[READS];
    char before[16], after[16];
    test_row("one fails");
    pid_of(conn, before);
    CHECK(!run_with(conn, "select 1 / (case when current_user = 'maillon_prescriber' then 0 else 1 end)", txs));
    CHECK_INT(txs[0].failure.problem, PROBLEM_NONE);
    CHECK_INT(txs[1].failure.problem, INTERNAL);
    CHECK_TEXT(txs[1].failure.sqlstate, "22012");
    CHECK_INT(txs[2].failure.problem, PROBLEM_NONE);
    CHECK(tx_text(&txs[0], 1, 0, 0) == NULL); /* nothing of a transaction that was undone */
    CHECK_TEXT(pid_of(conn, after), before);
    check_nobody(conn);
    CHECK(run_with(conn, "select 1", txs)); /* what the failed group had prepared, or not, is known as it is */
}

static void test_lost(struct conn *conn)
{
    struct tx txs[READS];
    struct group group;
    char pid[16], sql[64], after[16];
    test_row("lost in mid-group");
    pid_of(conn, pid);
    group_begin(&group, conn);
    for (unsigned i = 0; i < READS; i++) {
        join(&group, &txs[i], i);
        ask(&txs[i], who_sql, 0, NULL);
    }
    snprintf(sql, sizeof sql, "select pg_terminate_backend(%s, 5000)", pid);
    CHECK_TEXT(as_superuser(sql), "t");
    CHECK(!group_flush(&group));
    group_end(&group);
    CHECK(run_with(conn, "select 1", txs));
    CHECK(strcmp(pid_of(conn, after), pid) != 0);
}

/* The group gives up after a third of a request's time: its reads have theirs before them. */
static void test_late(struct conn *conn)
{
    struct tx txs[READS];
    test_row("late");
    int64_t started = now_ms();
    CHECK(!run_with(conn, "select pg_sleep(30)", txs));
    int64_t took = now_ms() - started;
    CHECK(took >= DEADLINE_MS / 3 && took < DEADLINE_MS);
    for (unsigned i = 0; i < READS; i++) {
        CHECK_TEXT(txs[i].failure.sqlstate, "");
        CHECK(tx_text(&txs[i], 1, 0, 0) == NULL);
    }
    CHECK(run_with(conn, "select 1", txs));
}

static void test_room(struct conn *conn)
{
    struct tx txs[GROUP_READS];
    struct group group;
    unsigned count = 0;
    test_row("as many as may join");
    group_begin(&group, conn);
    for (; group_has_room(&group); count++) {
        join(&group, &txs[count], count % READS);
        ask(&txs[count], who_sql, 0, NULL);
    }
    CHECK_INT(count, GROUP_READS);
    CHECK(group_flush(&group));
    for (unsigned i = 0; i < count; i++)
        check_who(&txs[i], 1, i % READS);
    group_end(&group);

    test_row("large ones");
    group_begin(&group, conn);
    for (count = 0; group_has_room(&group); count++) {
        join(&group, &txs[count], 0);
        for (unsigned i = 1; i < TX_STATEMENTS; i++) {
            char sql[64];
            snprintf(sql, sizeof sql, "select %u, %u", count, i); /* each to be prepared */
            ask(&txs[count], sql, 0, NULL);
        }
    }
    CHECK(count > 1 && count < GROUP_READS);
    CHECK(group_flush(&group));
    for (unsigned i = 0; i < count; i++)
        CHECK_INT(tx_int(&txs[i], TX_STATEMENTS - 1, 0, 0), i);
    group_end(&group);
    check_nobody(conn);
}

static void test_misuse(struct conn *conn)
{
    struct tx txs[READS], alone;
    struct group group;
    struct context context = asker(0);
    test_row("within a transaction");
    tx_begin_read(&alone, conn, &context);
    unsigned who = ask(&alone, who_sql, 0, NULL);
    CHECK(!run_with(conn, "select 1", txs));
    CHECK_INT(txs[0].failure.problem, INTERNAL);
    CHECK(tx_flush(&alone));
    check_who(&alone, who, 0);
    tx_finish(&alone);

    test_row("a transaction within");
    group_begin(&group, conn);
    join(&group, &txs[0], 0);
    tx_begin_read(&alone, conn, &context);
    CHECK_INT(alone.failure.problem, INTERNAL);
    tx_finish(&alone);
    CHECK(group_flush(&group));
    group_end(&group);

    test_row("never flushed");
    char before[16], after[16];
    pid_of(conn, before);
    group_begin(&group, conn);
    join(&group, &txs[1], 1);
    ask(&txs[1], "select 'to be prepared'", 0, NULL); /* the next one asks it as the same */
    group_end(&group);
    CHECK(run_with(conn, "select 'to be prepared'", txs));
    if (direct_can(conn)) /* from libpq what was queued cannot be taken back */
        CHECK_TEXT(pid_of(conn, after), before);

    test_row("nobody");
    group_begin(&group, conn);
    CHECK(group_flush(&group));
    group_end(&group);
    check_nobody(conn);
}

static void test_unreachable(void)
{
    struct conn_options options = {.conninfo = "host=/nonexistent", .deadline_ms = DEADLINE_MS, .lock_timeout_ms = 300};
    struct conn *conn = conn_new(&options);
    struct tx txs[READS];
    test_row("unreachable");
    CHECK(!run_with(conn, "select 1", txs));
    for (unsigned i = 0; i < READS; i++)
        CHECK_INT(txs[i].failure.problem, UNAVAILABLE);
    conn_free(conn);
}

/* A server that is slow to take a connection has a request's time for it, as it has for a read alone. */
static void test_slow_to_open(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    char conninfo[64];
    struct tx txs[READS];
    test_row("slow to open");
    int silent = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(silent, (struct sockaddr *)&address, length) == 0 && listen(silent, 1) == 0);
    CHECK(getsockname(silent, (struct sockaddr *)&address, &length) == 0);
    snprintf(conninfo, sizeof conninfo, "host=127.0.0.1 port=%d sslmode=disable", ntohs(address.sin_port));
    struct conn_options options = {.conninfo = conninfo, .deadline_ms = DEADLINE_MS, .lock_timeout_ms = 300};
    struct conn *conn = conn_new(&options);
    int64_t started = now_ms();
    CHECK(!run_with(conn, "select 1", txs));
    CHECK(now_ms() - started >= DEADLINE_MS);
    conn_free(conn);
    close(silent);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    CHECK(admin_migrate(from_environment("MAILLON_TEST_MIGRATOR")));
    struct conn *conn = connect_with(DEADLINE_MS);
    test_each_its_own(conn);
    CHECK_INT(direct_can(conn), strcmp(from_environment("MAILLON_TEST_LOGIN"), from_environment("MAILLON_TEST_ENCRYPTED")) != 0);
    test_one_fails(conn);
    test_lost(conn);
    test_late(conn);
    test_room(conn);
    test_misuse(conn);
    conn_free(conn);
    test_unreachable();
    test_slow_to_open();
    return test_done();
}

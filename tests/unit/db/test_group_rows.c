/* What a group answers: the same as libpq reads, however much. */
#include "db/group.h"

#include "core/log.h"
#include "db_test.h"
#include "pg.h"

enum { DEADLINE_MS = 3000, ROLES = 3 };

static void join(struct group *group, struct tx *tx, unsigned i)
{
    static const enum db_role roles[ROLES] = {DB_STAFF, DB_PRESCRIBER, DB_PARTNER};
    struct context context = {.role = roles[i], .request_id = "request-1"};
    group_join(group, tx, &context);
}

struct asked {
    const char *sql;
    unsigned n_params;
    const char *values[2];
};

/* Values of every kind, no row, no column, and what makes the server say something beside its answers. */
static const struct asked asked[] = {
    {.sql =
         "select null::text, '', 'é', 12345, true, date '2026-03-01', timestamptz '2026-03-01 12:00:00Z', '{\"a\": 1}'::jsonb, "
         "gen_random_uuid()::text is null"},
    {.sql = "select n, case when n % 3 > 0 then repeat('é', n) end, case when n % 2 = 0 then null else n end from "
            "generate_series(1, 500) n"},
    {.sql = "select repeat('x', 300000), repeat('y', 300000)"},
    {.sql = "select 1 where false"},
    {.sql = "select from generate_series(1, 3)"},
    {.sql = "select $1::text, $2::text", .n_params = 2, .values = {"", NULL}},
    {.sql = "do $$ begin raise warning 'water'; end $$"},
    {.sql = "select set_config('application_name', 'changed', true), current_setting('application_name')"},
    {.sql = "select $1::text, $2::int + 1", .n_params = 2, .values = {"it's \"so\" \\", "41"}},
};

static void check_same(const struct tx *tx, unsigned answer, const struct tx *alone, unsigned alone_answer)
{
    unsigned rows = tx_rows(alone, alone_answer), columns = tx_columns(alone, alone_answer);
    CHECK_INT(tx_rows(tx, answer), rows);
    if (rows) /* of none, how many columns they would have is not known */
        CHECK_INT(tx_columns(tx, answer), columns);
    for (unsigned cell = 0; cell < rows * columns && tx_rows(tx, answer) == rows; cell++) {
        size_t length, wanted;
        const char *bytes = tx_cell(tx, answer, cell / columns, cell % columns, &length);
        const char *expected = tx_cell(alone, alone_answer, cell / columns, cell % columns, &wanted);
        if (!CHECK((bytes == NULL) == (expected == NULL) && length == wanted) || !bytes)
            continue;
        CHECK(memcmp(bytes, expected, wanted + 1) == 0); /* the NUL too */
    }
}

static void test_same_alone(struct conn *conn)
{
    test_row("the same as alone");
    for (unsigned round = 0; round < 4; round++) { /* in both forms, prepared and known */
        struct tx txs[COUNT_OF(asked)], alone;
        struct context context = {.role = DB_STAFF, .request_id = "request-1"};
        struct group group;
        unsigned answers[COUNT_OF(asked)];
        struct conn *other = connect_as("MAILLON_TEST_ENCRYPTED", DEADLINE_MS); /* through libpq */
        tx_begin_read(&alone, other, &context);
        group_begin(&group, conn);
        for (unsigned i = 0; i < COUNT_OF(asked); i++) {
            struct statement statement = (round % 2 ? statement_binary : statement_of)(asked[i].sql, asked[i].n_params);
            join(&group, &txs[i], 0);
            CHECK_INT(tx_ask(&txs[i], &statement, asked[i].values), 1);
            answers[i] = tx_ask(&alone, &statement, asked[i].values);
        }
        CHECK(group_flush(&group) && tx_flush(&alone));
        for (unsigned i = 0; i < COUNT_OF(asked); i++)
            check_same(&txs[i], 1, &alone, answers[i]);
        group_end(&group);
        tx_finish(&alone);
        conn_free(other);
    }
}

/* More both ways than sockets hold: who only sent would wait for who only sends. */
static void test_large(struct conn *conn)
{
    enum { LARGE = 200000, COUNT = 16 };
    struct tx txs[COUNT];
    struct group group;
    char *text = malloc(LARGE + 1);
    test_row("large both ways");
    memset(text, 'x', LARGE);
    text[LARGE] = '\0';
    group_begin(&group, conn);
    for (unsigned i = 0; i < COUNT; i++) {
        join(&group, &txs[i], i % ROLES);
        text[0] = (char)('a' + i);
        ask(&txs[i], "select $1::text", 1, (const char *[]){text});
    }
    CHECK(group_flush(&group));
    for (unsigned i = 0; i < COUNT; i++) {
        text[0] = (char)('a' + i);
        CHECK_TEXT(tx_text(&txs[i], 1, 0, 0), text);
    }
    group_end(&group);
    free(text);
}

/* More statements than a connection keeps: some go without a name, and the oldest are forgotten. */
static void test_forgotten(struct conn *conn)
{
    test_row("forgotten");
    struct conn_counts before = conn_counts_read();
    for (unsigned round = 0; round < 2 * CACHE_MAX / 20; round++) {
        struct tx txs[ROLES];
        struct group group;
        group_begin(&group, conn);
        for (unsigned i = 0; i < ROLES; i++) {
            join(&group, &txs[i], i);
            for (unsigned n = 0; n < 20; n++) {
                char sql[64];
                snprintf(sql, sizeof sql, "select 'forgotten', %u", round * 20 + n);
                ask(&txs[i], sql, 0, NULL);
            }
        }
        CHECK(group_flush(&group));
        for (unsigned i = 0; i < ROLES; i++)
            CHECK_INT(tx_int(&txs[i], 20, 0, 1), round * 20 + 19);
        group_end(&group);
    }
    struct tx tx AUTO_TX;
    tx_begin_bare(&tx, conn);
    unsigned held = ask(&tx, "select count(*) from pg_prepared_statements where name <> ''", 0, NULL);
    CHECK(tx_flush(&tx));
    CHECK(tx_int(&tx, held, 0, 0) <= CACHE_MAX);
    CHECK_INT(conn_counts_read().reconnects - before.reconnects, 0);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    CHECK(admin_migrate(from_environment("MAILLON_TEST_MIGRATOR")));
    struct conn *conn = connect_with(DEADLINE_MS);
    test_same_alone(conn);
    test_large(conn);
    test_forgotten(conn);
    conn_free(conn);
    return test_done();
}

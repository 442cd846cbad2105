/* The cache of prepared statements, alone and on a connection. */
#include "core/log.h"
#include "db_test.h"
#include "statements.h"

/* Statements with chosen hashes: the cache looks at nothing else. */
static struct statement number(uint64_t n)
{
    return (struct statement){.text = "", .hash = n * 0x9E3779B97F4A7C15u};
}

static void test_names(void)
{
    static struct cache cache;
    struct statement statement = {.text = "", .hash = 0x0123456789abcdef};
    test_row("names");
    CHECK_TEXT(cache_add(&cache, SCOPE_LOGIN, &statement)->name, "g0123456789abcdef");
    CHECK_TEXT(cache_add(&cache, (enum scope)DB_STAFF, &statement)->name, "a0123456789abcdef");
    CHECK(cache_key(SCOPE_LOGIN, &statement) != cache_key((enum scope)DB_STAFF, &statement));
    CHECK_TEXT(cache_find(&cache, cache_key(SCOPE_LOGIN, &statement))->name, "g0123456789abcdef");
}

/* Every entry is found after each of many removals in between, whatever the runs of slots they cut. */
static void test_removal(void)
{
    static struct cache cache;
    unsigned missing = 0, left_over = 0;
    test_row("removal");
    for (uint64_t round = 0; round < 20; round++) {
        for (uint64_t n = 0; n < CACHE_MAX; n++) {
            struct statement statement = number(round * 1000 + n);
            missing += cache_add(&cache, SCOPE_LOGIN, &statement) == NULL;
        }
        CHECK_INT(cache.count, CACHE_MAX);
        for (uint64_t i = 0; i < CACHE_MAX; i++) {
            uint64_t n = round * 1000 + i * 37 % CACHE_MAX;
            struct statement statement = number(n);
            uint64_t key = cache_key(SCOPE_LOGIN, &statement);
            missing += cache_find(&cache, key) == NULL;
            cache_remove(&cache, key);
            left_over += cache_find(&cache, key) != NULL;
        }
        CHECK_INT(cache.count, 0);
    }
    CHECK_INT(missing, 0);
    CHECK_INT(left_over, 0);
    CHECK(cache_oldest(&cache) == NULL);
}

static void test_full(void)
{
    static struct cache cache;
    test_row("full");
    for (uint64_t n = 1; n <= CACHE_MAX; n++) {
        struct statement statement = number(n);
        cache_add(&cache, SCOPE_LOGIN, &statement);
    }
    struct statement first = number(1), second = number(2), more = number(1000);
    CHECK(cache_add(&cache, SCOPE_LOGIN, &more) == NULL);
    CHECK_INT(cache.wanted, 1);
    CHECK(cache_find(&cache, cache_key(SCOPE_LOGIN, &first)) != NULL); /* now the second is the oldest */
    CHECK(cache_oldest(&cache)->key == cache_key(SCOPE_LOGIN, &second));
    cache_remove(&cache, cache_key(SCOPE_LOGIN, &second));
    CHECK(cache_add(&cache, SCOPE_LOGIN, &more) != NULL);
}

/* As many statements as ever: the server holds 256 of them at most, and each answers right. */
static void test_connection(struct conn *conn)
{
    const struct context context = {.role = DB_STAFF};
    unsigned wrong = 0;
    char sql[3 * CACHE_MAX][32];
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < COUNT_OF(sql); i++) {
            struct tx tx AUTO_TX;
            snprintf(sql[i], sizeof(sql[i]), "select %u + $1::int", i);
            tx_begin_read(&tx, conn, &context);
            unsigned answer = ask(&tx, sql[i], 1, (const char *[]){"1"});
            wrong += !tx_flush(&tx) || tx_int(&tx, answer, 0, 0) != i + 1;
        }
    test_row("a connection with more statements than it keeps");
    CHECK_INT(wrong, 0);
    struct tx tx;
    tx_begin_bare(&tx, conn);
    unsigned held =
        ask(&tx, "select count(*), count(*) filter (where statement like '%set_config%') from pg_prepared_statements", 0, NULL);
    CHECK(tx_flush(&tx));
    int64_t count = tx_int(&tx, held, 0, 0);
    CHECK(count > CACHE_MAX - 8 && count <= CACHE_MAX);
    CHECK(tx_int(&tx, held, 0, 1) >= 1); /* the context is used always, so it is never the oldest */
    tx_finish(&tx);
    CHECK_INT(conn_counts_read().reconnects, 0);

    test_row("known statements are not prepared again");
    uint64_t before = conn_counts_read().prepared;
    for (unsigned i = 0; i < 10; i++) {
        struct tx again AUTO_TX;
        tx_begin_read(&again, conn, &context);
        ask(&again, sql[COUNT_OF(sql) - 1], 1, (const char *[]){"1"});
        CHECK(tx_flush(&again));
    }
    CHECK(conn_counts_read().prepared - before <= 1);
    CHECK(before > COUNT_OF(sql)); /* they were, once */
}

int main(void)
{
    log_set_level(LOG_ERROR);
    test_names();
    test_removal();
    test_full();
    CHECK(admin_migrate(from_environment("MAILLON_TEST_MIGRATOR")));
    struct conn *conn = connect_with(3000);
    test_connection(conn);
    conn_free(conn);
    return test_done();
}

/* What PostgreSQL sends in binary form, printed by us, against what PostgreSQL prints. */
#include "db/wire.h"

#include "core/log.h"
#include "core/text.h"
#include "core/uuid.h"
#include "db_test.h"

/* Columns by turns: a value, and its text as clients read it. */
static const char values_sql[] =
    "with n as (select n, random() as r from generate_series(1, 2000) n), v as (select "
    "case n when 1 then '1900-01-01' when 2 then '2199-12-31' when 3 then '2000-01-01' when 4 then '1999-12-31' "
    "else date '1900-01-01' + (r * 109572)::int end as day, "
    "case n when 1 then timestamptz '1900-01-01 00:00:00+00' when 2 then '2199-12-31 23:59:59.999999+00' "
    "when 3 then '1999-12-31 23:59:59.999999+00' when 4 then '2000-01-01 00:00:00+00' when 5 then '1969-12-31 23:59:59.9+00' "
    "else timestamptz '1900-01-01 00:00:00+00' + (r * 109572) * interval '1 day' end as instant, "
    "gen_random_uuid() as id, "
    "case n when 1 then 32767 when 2 then -32768 else (r * 65535 - 32768)::int end::smallint as small, "
    "case n when 1 then 2147483647 when 2 then -2147483648 else (r * 2000000000)::int - 1000000000 end as whole, "
    "case n when 1 then 9223372036854775807 when 2 then -9223372036854775808 else (r * 1e15)::bigint - 500000000000000 end as "
    "big "
    "from n) select day, to_char(day, 'YYYY-MM-DD'), "
    "instant, rtrim(rtrim(to_char(instant at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '0'), '.') || 'Z', "
    "id, id::text, small, small::text, whole, whole::text, big, big::text from v";

enum { DAY, INSTANT = 2, ID = 4, SMALL = 6, WHOLE = 8, BIG = 10 };

static struct tx tx;
static unsigned answer;

static const char *cell(unsigned row, unsigned column, size_t *ret_length)
{
    return tx_cell(&tx, answer, row, column, ret_length);
}

static void check(unsigned row, unsigned column, const char *printed, size_t length)
{
    size_t wanted;
    const char *text = cell(row, column + 1, &wanted);
    CHECK_INT(length, wanted);
    CHECK(length == wanted && memcmp(printed, text, wanted) == 0);
}

static void check_row(unsigned row)
{
    char text[64];
    size_t length;
    check(row, DAY, day_format(wire_day(cell(row, DAY, &length)), text), DAY_TEXT - 1);
    check(row, INSTANT, text, instant_format(wire_instant_us(cell(row, INSTANT, &length)), text));
    uuid_format((const uint8_t *)cell(row, ID, &length), text);
    check(row, ID, text, strlen(text));
    for (unsigned column = SMALL; column <= BIG; column += 2) {
        const char *bytes = cell(row, column, &length);
        check(row, column, text, text_of_int(wire_int(bytes, length), text));
    }
}

static void ask_binary(struct conn *conn, const char *sql)
{
    struct context context = {.role = DB_STAFF, .staff_role = "director", .request_id = "request-1"};
    struct statement statement = statement_binary(sql, 0);
    tx_begin_read(&tx, conn, &context);
    answer = tx_ask(&tx, &statement, NULL);
    CHECK(tx_flush(&tx));
}

static void test_values(struct conn *conn)
{
    test_row("values");
    ask_binary(conn, values_sql);
    CHECK_INT(tx_rows(&tx, answer), 2000);
    for (unsigned row = 0; row < tx_rows(&tx, answer); row++)
        check_row(row);
    tx_finish(&tx);
}

static void test_rest(struct conn *conn)
{
    static const char *const json[] = {"{\"a\": [1, \"\u00e9\"]}", "[ ]", "[]", "\"\""};
    size_t length;
    test_row("booleans, json, null, text");
    ask_binary(conn, "select true, false, '{\"a\": [1, \"\u00e9\"]}'::jsonb, '[ ]'::json, to_jsonb('{}'::text[]), "
                     "'\"\"'::jsonb, null::uuid, ''::text, 'draft'");
    CHECK(wire_bool(cell(0, 0, &length)));
    CHECK(!wire_bool(cell(0, 1, &length)));
    for (unsigned i = 0; i < COUNT_OF(json); i++) {
        const char *bytes = cell(0, 2 + i, &length), *text = wire_json(bytes, length, &length);
        CHECK_INT(length, strlen(json[i]));
        CHECK(memcmp(text, json[i], strlen(json[i])) == 0);
    }
    CHECK(cell(0, 6, &length) == NULL);
    CHECK(cell(0, 7, &length) != NULL && length == 0);
    CHECK(memcmp(cell(0, 8, &length), "draft", 5) == 0);
    tx_finish(&tx);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    CHECK(admin_migrate(from_environment("MAILLON_TEST_MIGRATOR")));
    struct conn *conn = connect_with(5000);
    test_values(conn);
    test_rest(conn);
    conn_free(conn);
    return test_done();
}

/* The administrator's subcommands on an empty database, by an account with CREATEROLE and no more. */
#include "core/log.h"
#include "db/embedded.h"
#include "db_test.h"

static const char *migrator, *login;

static unsigned count_migrations(void)
{
    unsigned count = 0;
    while (embedded_migrations[count].name)
        count++;
    return count;
}

static void test_roles_text(void)
{
    struct buffer sql = {0};
    test_row("a password is quoted");
    admin_roles_sql(&sql, "it's \\ safe");
    CHECK(strstr(buffer_text(&sql), "alter role maillon_login password E'it''s \\\\ safe';\n") != NULL);
    buffer_done(&sql);
    admin_roles_sql(&sql, NULL);
    CHECK(strstr(buffer_text(&sql), "password") == NULL);
    buffer_done(&sql);
}

static void test_migrate(void)
{
    char count[16];
    snprintf(count, sizeof(count), "%u", count_migrations());
    test_row("from an empty database");
    CHECK(admin_migrate(migrator));
    CHECK_TEXT(as_superuser("select count(*) from schema_migration"), count);
    CHECK_TEXT(as_superuser("select count(*) > 500 from reference_rome"), "t");
    CHECK_TEXT(as_superuser("select bool_and(tableowner = 'maillon_owner') from pg_tables where schemaname = 'public'"), "t");
    test_row("again: nothing changes");
    as_superuser("create table test_before as select xmin::text as before, code from reference_rome");
    CHECK(admin_migrate(migrator));
    CHECK_TEXT(as_superuser("select count(*) from schema_migration"), count);
    CHECK_TEXT(as_superuser("select count(*) from reference_rome r join test_before b using (code) "
                            "where r.xmin::text <> b.before"),
               "0");
    CHECK_TEXT(as_superuser("select max(version) from parameter"), "1");
    CHECK_TEXT(as_superuser("select max(id) from era"), "1");

    test_row("what was changed in the lists comes back");
    as_superuser("update reference_rome set label_fr = 'x' where code = 'A1101';"
                 "update parameter set value = 17 where key = 'person.age_min'");
    CHECK(admin_migrate(migrator));
    CHECK_TEXT(as_superuser("select count(*) from reference_rome where label_fr = 'x'"), "0");
    CHECK_TEXT(as_superuser("select value || ' ' || version from parameter where key = 'person.age_min'"), "16 2");
    as_superuser("drop table test_before");
}

static void test_refused(void)
{
    static const struct {
        const char *label, *break_it, *mend_it;
    } rows[] = {
        {"edited", "update schema_migration set sha256 = 'f' || sha256 where name like '0001%'",
         "update schema_migration set sha256 = substr(sha256, 2) where name like '0001%'"},
        {"unknown", "insert into schema_migration (name, sha256) values ('9999_other', '')",
         "delete from schema_migration where name = '9999_other'"},
        {"out of order",
         "create table kept as select * from schema_migration; delete from schema_migration where name like '0002%'",
         "insert into schema_migration select * from kept where name like '0002%'; drop table kept"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        as_superuser(rows[i].break_it);
        CHECK(!admin_migrate(migrator));
        CHECK(!admin_check(login));
        as_superuser(rows[i].mend_it);
        CHECK(admin_migrate(migrator));
        CHECK(admin_check(login));
    }
    test_row("behind");
    as_superuser("create table kept as select * from schema_migration order by name desc limit 1;"
                 "delete from schema_migration where name = (select name from kept)");
    CHECK(!admin_check(login));
    as_superuser("insert into schema_migration select * from kept; drop table kept");
    CHECK(admin_check(login));
}

static void test_account(void)
{
    static const struct {
        const char *label, *break_it, *mend_it;
    } rows[] = {
        {"bypassrls", "alter role maillon_login bypassrls", "alter role maillon_login nobypassrls"},
        {"createrole", "alter role maillon_login createrole", "alter role maillon_login nocreaterole"},
        {"inherits", "alter role maillon_login inherit", "alter role maillon_login noinherit"},
        {"owns a table", "create table test_owned (); alter table test_owned owner to maillon_login", "drop table test_owned"},
        {"lacks a role", "revoke maillon_partner from maillon_login", "grant maillon_partner to maillon_login"},
        {"may become an owner", "grant maillon_relay to maillon_login", "revoke maillon_relay from maillon_login"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        as_superuser(rows[i].break_it);
        CHECK(!admin_check(login));
        as_superuser(rows[i].mend_it);
        CHECK(admin_check(login));
    }
    test_row("other accounts");
    CHECK(!admin_check(from_environment("MAILLON_TEST_SUPERUSER")));
    CHECK(!admin_check(migrator));
    CHECK(!admin_check("host=/nonexistent dbname=none"));
}

/* As after a restore into another cluster: the stored transaction ids are of the future. */
static void test_era(void)
{
    test_row("era");
    CHECK(admin_open_era(migrator));
    CHECK_TEXT(as_superuser("select max(id) from era"), "1");
    as_superuser("insert into change (resource, row_id, version, kind, xid) "
                 "values ('test', gen_random_uuid(), 1, 'created', '900000000')");
    CHECK(admin_open_era(migrator));
    CHECK_TEXT(as_superuser("select max(id) from era"), "2");
    CHECK(admin_open_era(migrator));
    CHECK_TEXT(as_superuser("select max(id) from era"), "2");
    as_superuser("update era set first_xid = '900000000' where id = 2");
    CHECK(admin_open_era(migrator));
    CHECK_TEXT(as_superuser("select max(id) from era"), "3");
    test_row("the service's account opens none");
    CHECK(!admin_open_era(login));
}

static void test_keys(void)
{
    static const char hash[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    static const char other_hash[] = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    static const char structure[] = "01890000-0000-7000-8000-000000000001";
    struct key_request request = {.hash_hex = hash, .prefix = "mln_abcd", .label = "first"};
    test_row("an operator's key");
    CHECK(admin_api_key(migrator, &request));
    CHECK_TEXT(as_superuser("select kind || ' ' || label || ' ' || octet_length(hash) from api_key"), "operator first 32");
    CHECK(!admin_api_key(migrator, &request)); /* the same key twice */
    CHECK(!admin_api_key(login, &request));

    test_row("a first director");
    as_superuser("insert into structure (id, name, siret, kind) "
                 "values ('01890000-0000-7000-8000-000000000001', 'S', '1', 'aci')");
    request = (struct key_request){.hash_hex = other_hash, .prefix = "mln_efgh", .label = "director", .structure_id = structure};
    CHECK(!admin_api_key(migrator, &request));
    request.first_name = "Ada";
    request.last_name = "Martin";
    request.email = "ada@example.org";
    request.partner_id = structure;
    CHECK(!admin_api_key(migrator, &request));
    request.partner_id = NULL;
    CHECK(admin_api_key(migrator, &request));
    CHECK_TEXT(as_superuser("select k.kind || ' ' || s.role from api_key k join staff_member s on s.id = k.staff_id"),
               "staff director");
    CHECK_TEXT(as_superuser("select c.kind || ' ' || c.version from change c join staff_member s on s.id = c.row_id"),
               "created 1");

    test_row("the key is found by the login role alone");
    struct conn *conn = connect_with(3000);
    struct tx tx;
    tx_begin_bare(&tx, conn);
    const char *values[] = {other_hash};
    unsigned answer = ask(&tx, "select kind, staff_role from auth_memberships(decode($1, 'hex'), null, null)", 1, values);
    CHECK(tx_flush(&tx));
    CHECK_TEXT(tx_text(&tx, answer, 0, 0), "staff");
    CHECK_TEXT(tx_text(&tx, answer, 0, 1), "director");
    tx_finish(&tx);
    tx_begin_bare(&tx, conn);
    ask(&tx, "select * from api_key", 0, NULL);
    CHECK(!tx_flush(&tx));
    CHECK_TEXT(tx.failure.sqlstate, "42501");
    tx_finish(&tx);
    conn_free(conn);
}

int main(void)
{
    log_set_level((enum log_level)(LOG_ERROR + 1)); /* refusals are what is tested */
    migrator = from_environment("MAILLON_TEST_MIGRATOR");
    login = from_environment("MAILLON_TEST_LOGIN");
    test_roles_text();
    test_migrate();
    test_refused();
    test_account();
    test_era();
    test_keys();
    return test_done();
}

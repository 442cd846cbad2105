#include "../../../src/http/headers.h"

#include "test.h"

static void test_accept(void)
{
    const struct {
        const char *accept;
        bool right;
    } rows[] = {
        {"", true},
        {"*/*", true},
        {"application/json", true},
        {"Application/JSON", true},
        {"application/*", true},
        {"application/json; charset=utf-8", true},
        {"application/json;charset=utf-8;q=0.2", true},
        {"text/html, */*;q=0.1", true},
        {"text/html,application/json", true},
        {"application/json;q=0.001", true},
        {"*/*;q=0, application/json", true},
        {"application/json, */*;q=0", true},
        {"text/html", false},
        {"application/xml", false},
        {"application/json;q=0", false},
        {"application/json;q=0.000", false},
        {"application/json;q=0, */*", false},
        {"application/*;q=0, */*", false},
        {"application/problem+json", false},
        {"application/jsonp", false},
        {"*/*;q=0", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].accept);
        CHECK(accepts_type(rows[i].accept, "application/json") == rows[i].right);
    }
}

static void test_accept_of_files(void)
{
    const struct {
        const char *accept, *type;
        bool right;
    } rows[] = {
        {"text/csv", "text/csv", true},
        {"text/*", "text/csv", true},
        {"TEXT/CSV;header=present", "text/csv", true},
        {"*/*", "text/csv", true},
        {"text/html", "text/csv", false},
        {"application/json", "text/csv", false},
        {"text/*;q=0, */*", "text/csv", false},
        {"application/x-ndjson", "application/x-ndjson", true},
        {"application/*", "application/x-ndjson", true},
        {"application/json", "application/x-ndjson", false},
        {"text*", "text/csv", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].accept);
        CHECK(accepts_type(rows[i].accept, rows[i].type) == rows[i].right);
    }
}

static void test_encoding(void)
{
    const struct {
        const char *header;
        bool right;
    } rows[] = {
        {"", false},         {"gzip", true},        {"GZIP", true},      {"deflate, gzip;q=0.5, br", true},
        {"*", true},         {"br, *;q=0.1", true}, {"gzip;q=0", false}, {"gzip;q=0, *", false},
        {"identity", false}, {"br", false},         {"*;q=0", false},    {"gzipped", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].header);
        CHECK(accepts_gzip(rows[i].header) == rows[i].right);
    }
}

static void test_language(void)
{
    const struct {
        const char *header;
        enum language language;
    } rows[] = {
        {"", FRENCH},
        {"fr", FRENCH},
        {"en", ENGLISH},
        {"EN-gb", ENGLISH},
        {"fr-FR,fr;q=0.9,en;q=0.8", FRENCH},
        {"en-US,en;q=0.9,fr;q=0.8", ENGLISH},
        {"en;q=0.5, fr;q=0.9", FRENCH},
        {"en;q=0.5, fr;q=0.5", FRENCH},
        {"de, en;q=0.5", ENGLISH},
        {"en;q=0", FRENCH},
        {"en, *;q=0.5", ENGLISH},
        {"en;q=0.3, *;q=0.5", FRENCH},
        {"de", FRENCH},
        {"english", FRENCH},
        {"en-US;q=1.0", ENGLISH},
        {",,", FRENCH},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].header);
        CHECK_INT(preferred_language(rows[i].header), rows[i].language);
    }
}

static void test_pick(void)
{
    test_row("picking");
    char *names[] = {"host", "ACCEPT", "authorization", "X-Request-Id", "If-None-Match"};
    char *values[] = {"h", "*/*", "Bearer x", NULL, "\"1\""};
    struct headers headers;
    headers_pick(&headers, NULL, names, values, COUNT_OF(names));
    CHECK_TEXT(headers.accept, "*/*");
    CHECK_TEXT(headers.authorization, "Bearer x");
    CHECK_TEXT(headers.request_id, "");
    CHECK_TEXT(headers.if_none_match, "\"1\"");
    CHECK_TEXT(headers.if_match, NULL);
    CHECK_INT(headers.total, 9 + 13 + 25 + 16 + 20);
}

static void test_pick_joins(void)
{
    test_row("a header sent several times");
    char *names[] = {"If-Match", "Accept", "if-match", "X-A", "X-A", "IF-MATCH"};
    char *values[] = {"\"1\"", "*/*", "\"2\"", "a", "b", NULL};
    struct headers headers;
    struct arena arena;
    arena_init(&arena);
    headers_pick(&headers, &arena, names, values, COUNT_OF(names));
    CHECK_TEXT(headers.if_match, "\"1\",\"2\",");
    CHECK_TEXT(headers.accept, "*/*");
    arena_done(&arena);
}

static void test_request_id(void)
{
    char longest[REQUEST_ID_MAX + 2];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const struct {
        const char *id;
        bool kept;
    } rows[] = {{"a", true},    {"A9._-", true}, {longest + 1, true},           {longest, false},
                {"", false},    {"a b", false},  {"a\r\nSet-Cookie: x", false}, {"\xc3\xa9", false},
                {"a/b", false}, {NULL, false}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].id ? rows[i].id : "absent");
        struct headers headers = {.request_id = rows[i].id};
        struct request request = {0};
        headers_read_first(&headers, &request, "fresh");
        CHECK_TEXT(request.id, rows[i].kept ? rows[i].id : "fresh");
    }
}

static void test_read(void)
{
    char key[IDEMPOTENCY_KEY_MAX + 2];
    memset(key, 'k', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    const struct {
        const char *label;
        struct headers headers;
        bool development;
        enum problem problem;
    } rows[] = {
        {"nothing", {0}, false, PROBLEM_NONE},
        {"a strong tag", {.if_match = "\"3\""}, false, PROBLEM_NONE},
        {"a weak tag", {.if_match = "W/\"3\""}, false, PROBLEM_NONE},
        {"tags", {.if_match = "\"3\", \"4-gzip\""}, false, PROBLEM_NONE},
        {"any tag", {.if_match = "*"}, false, PROBLEM_NONE},
        {"no quotes", {.if_match = "3"}, false, BAD_HEADER},
        {"an open quote", {.if_match = "\"3"}, false, BAD_HEADER},
        {"an empty tag", {.if_match = "\"\""}, false, BAD_HEADER},
        {"no tag", {.if_match = ""}, false, BAD_HEADER},
        {"a control character", {.if_match = "\"\x01\""}, false, BAD_HEADER},
        {"a wrong If-None-Match", {.if_none_match = "3"}, false, PROBLEM_NONE},
        {"the longest key", {.idempotency_key = key + 1}, false, PROBLEM_NONE},
        {"too long a key", {.idempotency_key = key}, false, BAD_HEADER},
        {"an empty key", {.idempotency_key = ""}, false, BAD_HEADER},
        {"a space in a key", {.idempotency_key = "a b"}, false, BAD_HEADER},
        {"an accent in a key", {.idempotency_key = "\xc3\xa9"}, false, BAD_HEADER},
        {"a day in development", {.today = "2026-02-28"}, true, PROBLEM_NONE},
        {"no day", {.today = "2026-02-30"}, true, BAD_HEADER},
        {"a day in production", {.today = "2026-02-28"}, false, BAD_HEADER},
        {"another format", {.accept = "text/html"}, false, NOT_ACCEPTABLE},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        struct request request = {0};
        struct arena arena;
        arena_init(&arena);
        struct call call = {.arena = &arena, .request = &request};
        CHECK(headers_read(&call, &rows[i].headers, &request, "application/json", rows[i].development) ==
              (rows[i].problem == PROBLEM_NONE));
        CHECK_INT(call.error.problem, rows[i].problem);
        if (rows[i].problem == PROBLEM_NONE) {
            CHECK_TEXT(request.today, rows[i].headers.today);
            CHECK((request.if_match != NULL) == (rows[i].headers.if_match != NULL));
        }
        arena_done(&arena);
    }
    struct arena arena;
    arena_init(&arena);
    test_row("the tag of the compressed form is the tag of the version");
    struct request request = {0};
    struct call call = {.arena = &arena, .request = &request};
    struct headers headers = {.if_match = "\"3-gzip\"", .if_none_match = "\"3\", \"4-gzip\", W/\"5-gzip\""};
    headers_read(&call, &headers, &request, "application/json", false);
    CHECK_TEXT(request.if_match, "\"3\"");
    CHECK_TEXT(request.if_none_match, "\"3\", \"4\", W/\"5\"");
    test_row("a wrong If-None-Match names no version");
    request = (struct request){0};
    headers_read(&call, &(struct headers){.if_none_match = "3"}, &request, "application/json", false);
    CHECK_TEXT(request.if_none_match, NULL);
    arena_done(&arena);
}

int main(void)
{
    test_accept();
    test_accept_of_files();
    test_encoding();
    test_language();
    test_pick();
    test_pick_joins();
    test_request_id();
    test_read();
    return test_done();
}

#include "../../../src/http/url.h"

#include "test.h"

static struct arena arena;

static void test_paths(void)
{
    static char longest[URL_MAX + 2];
    memset(longest, 'a', sizeof longest - 1);
    longest[0] = '/';
    const struct {
        const char *raw, *path; /* path NULL: refused */
        enum problem problem;
    } rows[] = {
        {"/", "/", PROBLEM_NONE},
        {"/v1/me", "/v1/me", PROBLEM_NONE},
        {"/v1/me?x=1", "/v1/me", PROBLEM_NONE},
        {"/v1/me/", "/v1/me/", PROBLEM_NONE},
        {"/v1/%C3%A9", "/v1/\xc3\xa9", PROBLEM_NONE},
        {"/.well-known/x", "/.well-known/x", PROBLEM_NONE},
        {"/...", "/...", PROBLEM_NONE},
        {"", NULL, BAD_REQUEST},
        {"*", NULL, BAD_REQUEST},
        {"v1/me", NULL, BAD_REQUEST},
        {"http://host/v1/me", NULL, BAD_REQUEST},
        {"//v1/me", NULL, BAD_REQUEST},
        {"/v1//me", NULL, BAD_REQUEST},
        {"/v1/me//", NULL, BAD_REQUEST},
        {"/v1/./me", NULL, BAD_REQUEST},
        {"/v1/me/.", NULL, BAD_REQUEST},
        {"/v1/../me", NULL, BAD_REQUEST},
        {"/v1/%2e%2e/me", NULL, BAD_REQUEST},
        {"/v1/%6de", NULL, BAD_REQUEST},
        {"/v1%2fme", NULL, BAD_REQUEST},
        {"/v1/me%00", NULL, BAD_REQUEST},
        {"/v1/me%0a", NULL, BAD_REQUEST},
        {"/v1/me%", NULL, BAD_REQUEST},
        {"/v1/me%4", NULL, BAD_REQUEST},
        {"/v1/me%4g", NULL, BAD_REQUEST},
        {"/v1/%c3%28", NULL, BAD_REQUEST},
        {"/v1/%ed%a0%80", NULL, BAD_REQUEST},
        {"/v1/\xc3\xa9", NULL, BAD_REQUEST},
        {"/v1/me#x", NULL, BAD_REQUEST},
        {"/v1/a b", NULL, BAD_REQUEST},
        {"/v1/a\\b", NULL, BAD_REQUEST},
        {longest, NULL, URI_TOO_LONG},
        {longest + 1, NULL, BAD_REQUEST}, /* as long as may be, but no slash */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].raw);
        struct request request = {0};
        struct call call = {.arena = &arena, .request = &request};
        CHECK(url_read_path(&call, &request, rows[i].raw) == (rows[i].path != NULL));
        CHECK_INT(call.error.problem, rows[i].problem);
        CHECK_TEXT(request.path, rows[i].path ? rows[i].path : "/");
    }
}

static void test_queries(void)
{
    const struct {
        const char *raw;
        int count;                /* -1: refused */
        const char *name, *value; /* the last */
        enum problem problem;
    } rows[] = {
        {"/", 0, NULL, NULL, PROBLEM_NONE},
        {"/?", 0, NULL, NULL, PROBLEM_NONE},
        {"/?a=1", 1, "a", "1", PROBLEM_NONE},
        {"/?a=1&b=2", 2, "b", "2", PROBLEM_NONE},
        {"/?a", 1, "a", "", PROBLEM_NONE},
        {"/?a=", 1, "a", "", PROBLEM_NONE},
        {"/?a=b=c", 1, "a", "b=c", PROBLEM_NONE},
        {"/?q=L%C3%A9a+D%2B", 1, "q",
         "L\xc3\xa9"
         "a D+",
         PROBLEM_NONE},
        {"/?starts_on.gte=2026-01-01", 1, "starts_on.gte", "2026-01-01", PROBLEM_NONE},
        {"/?a=/?:@!$'()*,;", 1, "a", "/?:@!$'()*,;", PROBLEM_NONE},
        {"/?%61=1", 1, "a", "1", PROBLEM_NONE},
        {"/?a=1&a=2", -1, NULL, NULL, BAD_PARAMETER},
        {"/?a=1&%61=2", -1, NULL, NULL, BAD_PARAMETER},
        {"/?=1", -1, NULL, NULL, BAD_REQUEST},
        {"/?&", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=1&", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=1&&b=2", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=%00", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=%ff", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=%", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=\xc3\xa9", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=\"", -1, NULL, NULL, BAD_REQUEST},
        {"/?a=1#b", -1, NULL, NULL, BAD_REQUEST},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].raw);
        struct request request = {0};
        struct call call = {.arena = &arena, .request = &request};
        CHECK(url_read_query(&call, &request, rows[i].raw) == (rows[i].count >= 0));
        CHECK_INT(call.error.problem, rows[i].problem);
        if (rows[i].count < 0)
            continue;
        CHECK_INT(request.n_parameters, rows[i].count);
        if (rows[i].count > 0 && request.n_parameters > 0) {
            CHECK_TEXT(request.parameters[request.n_parameters - 1].name, rows[i].name);
            CHECK_TEXT(request.parameters[request.n_parameters - 1].value, rows[i].value);
        }
    }
}

static void test_too_many(void)
{
    test_row("parameters up to the limit, and one more");
    struct buffer url = {0};
    buffer_add_text(&url, "/");
    for (int i = 0; i <= PARAMETERS_MAX; i++) {
        struct request request = {0};
        struct call call = {.arena = &arena, .request = &request};
        buffer_printf(&url, "%cp%d=1", i == 0 ? '?' : '&', i);
        CHECK(url_read_query(&call, &request, buffer_text(&url)) == (i < PARAMETERS_MAX));
    }
    buffer_done(&url);
}

int main(void)
{
    arena_init(&arena);
    test_paths();
    test_queries();
    test_too_many();
    arena_done(&arena);
    return test_done();
}

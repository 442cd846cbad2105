/* A program built without the page, or with other files: docs_files is given here, in the place of the generated one. */
#include "../../../src/http/docs.h"

#include "test.h"

const struct docs_file docs_files[] = {{0}};

static struct arena arena;

static void test_owned_paths(void)
{
    const struct {
        const char *path;
        bool owned;
    } rows[] = {
        {"/docs", true},         {"/docs/", true}, {"/docs/init.js", true}, {"/docs/a/b", true}, {"/docsx", false},
        {"/doc", false},         {"/", false},     {"/v1/docs", false},     {"/DOCS", false},    {"/docs.json", false},
        {"/v1/me", false},       {"", false},      {"/openapi.json", true}, {"/problems", true}, {"/problems/", false},
        {"/openapi.jso", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].path);
        CHECK_INT(docs_owns(rows[i].path), rows[i].owned);
    }
}

static void test_without_the_page(void)
{
    static const char *const paths[] = {"/docs", "/docs/", "/docs/init.js"};
    static const enum method methods[] = {METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OPTIONS};
    const struct headers headers = {0};
    for (size_t p = 0; p < COUNT_OF(paths); p++) {
        for (size_t m = 0; m < COUNT_OF(methods); m++) {
            test_row(paths[p]);
            struct request request = {.path = paths[p], .method = methods[m]};
            struct call call = {.arena = &arena, .request = &request};
            docs_serve(&call, &headers);
            CHECK_INT(call.error.problem, NOT_FOUND);
            CHECK_INT(call.response.status, 0);
            CHECK_INT(call.response.body.length, 0);
        }
    }
}

int main(void)
{
    arena_init(&arena);
    test_owned_paths();
    test_without_the_page();
    arena_done(&arena);
    return test_done();
}

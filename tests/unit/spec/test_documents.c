/* The documents of an API of one resource and one endpoint: what each tells, and what it keeps to itself. */
#include "spec/documents.h"

#include <jansson.h>

#include "api/resource.h"
#include "test.h"

#define SENTENCES .about = "Things that are kept.", .about_fr = "Choses que l'on garde."

static const char *const states[] = {"open", "shut", "lost", NULL};

static const struct field move_fields[] = {
    {"reason", T_TEXT, REQUIRED, SENTENCES, .example = "\"none\""},
};

static const struct move moves[] = {
    {.verb = "shut", .from = BIT(0), .to = BIT(1), .roles = DIRECTOR, .fields = move_fields, .n_fields = 1, SENTENCES},
    {.verb = "lose", .from = BIT(0), .to = BIT(2), .roles = JOB, SENTENCES},
};

static const struct flow flow = {
    .states = states, .initial = BIT(0), .final = BIT(1) | BIT(2), .moves = moves, .n_moves = COUNT_OF(moves)};

enum { ID, VERSION, STATE, NAME, NOTE, INNER, FIELDS };
static const struct field fields[FIELDS] = {
    [ID] = {"id", T_UUID, SERVER, SENTENCES, .example = "\"01890a5d-ac96-774b-bcce-b302099a8057\""},
    [VERSION] = {"version", T_INT, SERVER, SENTENCES, .example = "1"},
    [STATE] = {"state", T_STATE, SERVER, SENTENCES},
    [NAME] = {"name", T_TEXT, REQUIRED | ONCE, SENTENCES, .example = "\"a\""},
    [NOTE] = {"note", T_TEXT, 0, .see = DIRECTOR, .set = DIRECTOR, SENTENCES, .example = "\"b\""},
    [INNER] = {"inner", T_TEXT, SERVER, .see = JOB, SENTENCES, .example = "\"c\""},
};

static const struct resource things = {
    .path = "things",
    .table = "thing",
    .name = "thing",
    SENTENCES,
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = STAFF, [ACTION_READ] = STAFF, [ACTION_CREATE] = STAFF, [ACTION_PATCH] = DIRECTOR},
    .flow = &flow,
    .state = STATE,
};

static const struct endpoint sum = {
    .path = "sum", .operation_id = "sum", .roles = STAFF, .answer = move_fields, .n_answer = 1, SENTENCES};

/* The document that `write` makes, or NULL when it is no JSON; a key told twice is none either. */
static json_t *parsed(struct buffer *out)
{
    json_error_t error;
    json_t *document = json_loadb(out->data, out->length, JSON_REJECT_DUPLICATES, &error);
    if (!document)
        fprintf(stderr, "position %d: %s\n", error.position, error.text);
    buffer_done(out);
    return document;
}

static json_t *openapi(const char *development)
{
    struct buffer out = {0};
    openapi_write(&out, development);
    return parsed(&out);
}

static bool shows(const json_t *document, const char *schema, const char *field)
{
    const json_t *schemas = json_object_get(json_object_get(document, "components"), "schemas");
    return json_object_get(json_object_get(json_object_get(schemas, schema), "properties"), field) != NULL;
}

static void test_paths(const json_t *document)
{
    static const struct {
        const char *path, *methods[2];
    } rows[] = {
        {"/v1/things", {"get", "post"}},
        {"/v1/things/export", {"get"}},
        {"/v1/things/{id}", {"get", "patch"}},
        {"/v1/things/{id}/shut", {"post"}},
        {"/v1/things/batch", {"post"}},
        {"/v1/things/batch/shut", {"post"}},
        {"/v1/sum", {"get"}},
    };
    const json_t *paths = json_object_get(document, "paths");
    CHECK_INT(json_object_size(paths), COUNT_OF(rows)); /* so none of the move that time makes */
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const json_t *path = json_object_get(paths, rows[i].path);
        test_row(rows[i].path);
        CHECK_INT(json_object_size(path), rows[i].methods[1] ? 2 : 1);
        for (size_t method = 0; method < 2 && rows[i].methods[method]; method++)
            CHECK(json_object_get(path, rows[i].methods[method]));
    }
}

static void test_schemas(const json_t *document)
{
    static const struct {
        const char *field;
        bool answer, create, patch, shut;
    } rows[] = {
        {"id", true, false, false, false},     {"version", true, false, false, false}, {"state", true, false, false, false},
        {"name", true, true, false, false},    {"note", true, true, true, false},      {"inner", false, false, false, false},
        {"reason", false, false, false, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].field);
        CHECK_INT(shows(document, "thing", rows[i].field), rows[i].answer);
        CHECK_INT(shows(document, "thing_create", rows[i].field), rows[i].create);
        CHECK_INT(shows(document, "thing_patch", rows[i].field), rows[i].patch);
        CHECK_INT(shows(document, "thing_shut", rows[i].field), rows[i].shut);
    }
}

/* The day that a request chooses and the port of exports are told in development alone. */
static void test_development(void)
{
    static const char *const bases[] = {NULL, "http://127.0.0.1:8082"};
    for (size_t i = 0; i < COUNT_OF(bases); i++) {
        json_t *document = openapi(bases[i]);
        const json_t *get = json_object_get(json_object_get(json_object_get(document, "paths"), "/v1/things/export"), "get");
        const json_t *server = json_array_get(json_object_get(get, "servers"), 0);
        bool today = false;
        for (size_t at = 0; at < json_array_size(json_object_get(get, "parameters")); at++) {
            const json_t *one = json_array_get(json_object_get(get, "parameters"), at);
            const char *to = json_string_value(json_object_get(one, "$ref"));
            today |= to && strcmp(to, "#/components/parameters/today") == 0;
        }
        test_row(bases[i] ? "in development" : "in production");
        CHECK_TEXT(json_string_value(json_object_get(server, "url")), bases[i] ? bases[i] : "/");
        CHECK_INT(today, bases[i] != NULL);
        json_decref(document);
    }
}

static void test_flows(void)
{
    struct buffer out = {0};
    test_row("flows");
    flows_write(&out, false);
    json_t *document = parsed(&out);
    CHECK_INT(json_array_size(document), 1);
    json_decref(document);
    flows_write(&out, true);
    CHECK(strstr(buffer_text(&out), "open --> shut"));
    buffer_done(&out);
}

/* Each problem once, by its code, what the proxy alone answers among them; no place for a value stays bare. */
static void test_problems(void)
{
    struct buffer page = {0}, list = {0};
    problems_write_html(&page);
    problems_write_markdown(&list);
    for (unsigned problem = PROBLEM_NONE + 1; problem <= N_PROBLEMS; problem++) {
        const char *slug = problem < N_PROBLEMS ? problem_text((enum problem)problem)->slug : "bad_gateway";
        struct buffer section = {0}, row = {0};
        buffer_printf(&section, "<section id=\"%s\">", slug);
        buffer_printf(&row, "`%s` |", slug);
        test_row(slug);
        const char *at = strstr(buffer_text(&page), buffer_text(&section));
        CHECK(at && !strstr(at + 1, buffer_text(&section)));
        CHECK(strstr(buffer_text(&list), buffer_text(&row)));
        buffer_done(&section);
        buffer_done(&row);
    }
    test_row("the page");
    CHECK(!strstr(buffer_text(&page), "{0}"));
    buffer_done(&page);
    buffer_done(&list);
}

int main(void)
{
    static const struct resource *const resources[] = {&things, NULL};
    static const struct api api = {.resources = resources, .endpoints = &sum, .n_endpoints = 1};
    api_set(&api);
    json_t *document = openapi(NULL);
    test_row("JSON");
    CHECK(document != NULL);
    test_paths(document);
    test_schemas(document);
    json_decref(document);
    test_development();
    test_flows();
    test_problems();
    return test_done();
}

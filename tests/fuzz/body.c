/* Bodies: JSON, against the fields of every resource, move and endpoint.
 *
 * An input: a line of words (role, path of a resource or endpoint, create, patch or the verb of a move), then the body. */
#include "api/body.h"
#include "call.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    fuzz_api();
    return 0;
}

struct form {
    const struct field *fields;
    unsigned n_fields;
    struct body_rules rules;
};

static bool form_of(const char *path, const char *part, struct form *ret_form)
{
    const struct resource *resource = resource_by_path(path, strlen(path));
    for (unsigned i = 0; i < maillon_api.n_endpoints && !resource; i++) {
        const struct endpoint *endpoint = &maillon_api.endpoints[i];
        *ret_form = (struct form){endpoint->body, endpoint->n_body, {.action = ACTION_CREATE}};
        if (strcmp(endpoint->path, path) == 0)
            return true;
    }
    for (unsigned i = 0; resource && resource->flow && i < resource->flow->n_moves; i++) {
        const struct move *move = &resource->flow->moves[i];
        *ret_form = (struct form){move->fields, move->n_fields, {.action = ACTION_PATCH}};
        if (strcmp(move->verb, part) == 0)
            return true;
    }
    bool patch = strcmp(part, "patch") == 0;
    if (resource)
        *ret_form = (struct form){resource->fields, resource->n_fields, {resource, patch ? ACTION_PATCH : ACTION_CREATE, patch}};
    return resource != NULL;
}

static void check_value(const struct field *field, const struct value *value)
{
    if (!value->given || !value->text)
        return;
    size_t length = strlen(value->text);
    PROMISE(text_is_utf8(value->text, length));
    if (field->type == T_TEXT)
        PROMISE(length > 0 && !text_has_control(value->text, length, field->flags & LINES));
    if (field->type != T_LIST)
        return;
    json_error_t error;
    json_t *list = json_loadb(value->text, length, 0, &error);
    PROMISE(json_is_array(list));
    json_decref(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct request request = {.content_type = "application/json"};
    struct call call;
    struct form form;
    char line[128], role[32] = "", path[32] = "", part[32] = "";
    const uint8_t *end = memchr(data, '\n', size < sizeof line ? size : sizeof line);
    if (!end)
        return 0;
    snprintf(line, sizeof line, "%.*s", (int)(end - data), (const char *)data);
    if (sscanf(line, "%31s %31s %31s", role, path, part) < 2 || !form_of(path, part, &form))
        return 0;
    fuzz_call(&call, &arena, &request, role);
    request.body = (const char *)end + 1;
    request.body_length = size - (size_t)(end + 1 - data);
    json_t *body = body_parse(&call, "application/merge-patch+json", false);
    PROMISE((body != NULL) == (call.error.problem == PROBLEM_NONE));
    struct value *values = arena_zalloc(&arena, form.n_fields + 1, sizeof *values);
    if (body) {
        bool right = body_read(&call, body, form.fields, form.n_fields, &form.rules, values);
        PROMISE(right == (call.error.problem == PROBLEM_NONE) && call.error.n_items <= ERRORS_MAX);
        for (unsigned i = 0; right && i < form.n_fields; i++)
            check_value(&form.fields[i], &values[i]);
    }
    json_decref(body);
    fuzz_answer(&call);
    return 0;
}

/* The operations of the OpenAPI document: one table of kinds, written for every resource. */
#include <string.h>

#include "openapi_parts.h"

static void problem_list(struct buffer *out, const enum problem *problems)
{
    for (unsigned i = 0; problems && problems[i] != PROBLEM_NONE; i++)
        json_text(out, problem_text(problems[i])->slug);
}

/* What the engine itself may answer to each kind of operation; the resource adds its own. */
static void problems(struct buffer *out, const struct operation *operation)
{
    static const enum problem always[] = {BAD_REQUEST,     BAD_HEADER,  UNAUTHENTICATED, NOT_ENROLLED,      CONTEXT_REQUIRED,
                                          UNKNOWN_CONTEXT, FORBIDDEN,   NOT_ACCEPTABLE,  URI_TOO_LONG,      HEADERS_TOO_LARGE,
                                          INTERNAL,        UNAVAILABLE, BAD_PARAMETER,   TOO_MANY_REQUESTS, MISDIRECTED_REQUEST,
                                          PROBLEM_NONE};
    static const enum problem body[] = {SCOPE_MISSING,          BAD_JSON,       BODY_TOO_LARGE,
                                        UNSUPPORTED_MEDIA_TYPE, INVALID_FIELDS, OUTCOME_UNKNOWN,
                                        CONSTRAINT_VIOLATED,    DUPLICATE,      PROBLEM_NONE};
    static const enum problem post[] = {IN_FLIGHT, KEY_REUSED, PROBLEM_NONE};
    bool posts = strcmp(operation->method, "post") == 0, patches = strcmp(operation->method, "patch") == 0;
    bool under = operation->resource && operation->resource->under;
    bool item =
        !operation->batch && (under || operation->move || operation->action == ACTION_READ || operation->action == ACTION_PATCH);
    json_key(out, "x-problems");
    json_open(out, '[');
    problem_list(out, always);
    if (posts || patches)
        problem_list(out, body);
    if (posts && operation->resource)
        problem_list(out, post);
    if (item)
        json_text(out, "not_found");
    if (operation->batch)
        json_text(out, problem_text(BATCH_REFUSED)->slug);
    if (patches || operation->move)
        json_text(out, "stale");
    if (patches)
        problem_list(out, (const enum problem[]){IF_MATCH_REQUIRED, EMPTY_PATCH, PROBLEM_NONE});
    if (operation->move)
        json_text(out, "state_conflict");
    if (operation->action == ACTION_LIST && !operation->exports)
        json_text(out, "bad_cursor");
    problem_list(out, operation->problems);
    json_close(out, ']');
}

static void body(struct buffer *out, const struct operation *operation)
{
    if (operation->batch)
        batch_body(out, operation);
    if (!operation->body || operation->batch)
        return;
    json_key(out, "requestBody");
    buffer_printf(out, "{\"required\":%s,\"content\":{\"%s\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}}}",
                  operation->move ? "false" : "true",
                  strcmp(operation->method, "patch") == 0 ? "application/merge-patch+json" : "application/json", operation->body);
}

static void success(struct buffer *out, const struct operation *operation)
{
    if (operation->exports)
        buffer_add_text(out, "\"200\":{\"description\":\"A file: CSV (separated by semicolons, marked as UTF-8, formulas made "
                             "harmless), or one object a line, described here.\",\"content\":{\"text/csv\":{\"schema\":{"
                             "\"type\":\"string\"}},\"application/x-ndjson\":{\"schema\":");
    else
        buffer_printf(out, "\"%d\":{\"description\":\"Done.\",\"content\":{\"application/json\":{\"schema\":", operation->status);
    if (!operation->exports && operation->action == ACTION_LIST && !operation->move && operation->resource)
        buffer_printf(out,
                      "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"data\",\"next_cursor\"],"
                      "\"properties\":{\"data\":{"
                      "\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/"
                      "%s\"}},\"next_cursor\":{\"type\":[\"string\",\"null\"]},"
                      "\"total\":{\"$ref\":\"#/components/schemas/total\"}}}",
                      operation->answer);
    else
        buffer_printf(out, "{\"$ref\":\"#/components/schemas/%s\"}", operation->answer);
    buffer_add_text(out, "}}}");
    if (operation->action == ACTION_READ && operation->resource && !operation->move)
        buffer_add_text(out, ",\"304\":{\"description\":\"Not modified since If-None-Match.\"}");
}

static void responses(struct buffer *out, const struct operation *operation)
{
    json_key(out, "responses");
    json_open(out, '{');
    if (operation->batch)
        batch_answer(out, operation);
    else
        success(out, operation);
    buffer_add_text(
        out, ",\"default\":{\"description\":\"Refused: see x-problems.\",\"content\":{\"application/problem+json\":{\"schema\":{"
             "\"$ref\":\"#/components/schemas/problem\"}}}}");
    json_close(out, '}');
}

void operation_write(struct buffer *out, const struct operation *operation)
{
    json_key(out, operation->method);
    json_open(out, '{');
    json_member(out, "operationId", operation->id);
    json_member(out, "summary", operation->summary);
    about_operation(out, operation);
    json_key(out, "tags");
    json_open(out, '[');
    json_text(out, operation->tag);
    json_close(out, ']');
    schema_roles(out, operation->roles);
    if (operation->exports)
        json_member(out, "x-lane", "slow");
    problems(out, operation);
    if (operation->resource)
        operation_parameters(out, operation);
    body(out, operation);
    responses(out, operation);
    json_close(out, '}');
}

static const char *name_of(struct buffer *name, const struct resource *resource, const char *verb)
{
    name->length = 0;
    buffer_printf(name, "%s_%s", resource->name, verb);
    return buffer_text(name);
}

static void resource_operation(struct buffer *out, const struct resource *resource, enum action action)
{
    static const struct {
        const char *method, *verb, *summary;
        int status;
    } kinds[N_ACTIONS] = {
        [ACTION_LIST] = {"get", "list", "List", 200},
        [ACTION_READ] = {"get", "read", "Read one", 200},
        [ACTION_CREATE] = {"post", "create", "Create one", 201},
        [ACTION_PATCH] = {"patch", "patch", "Change one", 200},
    };
    struct buffer name = {0}, summary = {0};
    if (resource->actions[action] == 0)
        return;
    buffer_printf(&summary, "%s %s", kinds[action].summary, action == ACTION_LIST ? resource->path : resource->name);
    for (size_t i = 0; i < summary.length; i++)
        summary.data[i] = summary.data[i] == '_' ? ' ' : summary.data[i];
    bool has_body = action == ACTION_CREATE || action == ACTION_PATCH;
    const char *id = name_of(&name, resource, kinds[action].verb);
    struct operation operation = {.method = kinds[action].method,
                                  .id = id,
                                  .summary = buffer_text(&summary),
                                  .tag = resource->path,
                                  .roles = resource->actions[action],
                                  .resource = resource,
                                  .action = action,
                                  .body = has_body ? id : NULL,
                                  .answer = resource->name,
                                  .status = kinds[action].status,
                                  .problems = has_body ? resource->problems : NULL};
    operation_write(out, &operation);
    buffer_done(&name);
    buffer_done(&summary);
}

void path_open(struct buffer *out, const char *path, const char *suffix)
{
    struct buffer key = {0};
    buffer_printf(&key, "/v1/%s%s", path, suffix);
    json_key(out, buffer_text(&key));
    json_open(out, '{');
    buffer_done(&key);
}

static void export_operation(struct buffer *out, const struct resource *resource)
{
    struct buffer name = {0}, summary = {0};
    if (resource->actions[ACTION_LIST] == 0)
        return;
    buffer_printf(&summary, "Export: %s", resource->about);
    path_open(out, resource->path, "/export");
    struct operation operation = {.method = "get",
                                  .id = name_of(&name, resource, "export"),
                                  .summary = buffer_text(&summary),
                                  .tag = resource->path,
                                  .roles = resource->actions[ACTION_LIST],
                                  .resource = resource,
                                  .action = ACTION_LIST,
                                  .answer = resource->name,
                                  .status = 200,
                                  .exports = true};
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&name);
    buffer_done(&summary);
}

static void move_operation(struct buffer *out, const struct resource *resource, const struct move *move)
{
    struct buffer name = {0};
    const char *id = name_of(&name, resource, move->verb);
    struct buffer tail = {0};
    buffer_printf(&tail, "/{id}/%s", move->verb);
    path_open(out, resource->path, buffer_text(&tail));
    buffer_done(&tail);
    struct operation operation = {.method = "post",
                                  .id = id,
                                  .summary = move->about,
                                  .tag = resource->path,
                                  .roles = move->roles,
                                  .resource = resource,
                                  .move = move,
                                  .action = move->makes ? ACTION_CREATE : ACTION_PATCH,
                                  .body = move->n_fields ? id : NULL,
                                  .answer = resource->name,
                                  .status = move->makes ? 201 : 200,
                                  .problems = move->problems};
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&name);
}

static void endpoint_path(struct buffer *out, const struct endpoint *endpoint)
{
    path_open(out, endpoint->path, "");
    json_key(out, "parameters");
    json_open(out, '[');
    const char *brace = strchr(endpoint->path, '{');
    if (brace)
        buffer_printf(out, "{\"name\":\"%.*s\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}",
                      (int)strcspn(brace + 1, "}"), brace + 1);
    for (unsigned i = 0; i < endpoint->n_params; i++)
        parameter_of_field(out, endpoint->params[i].name, "", &endpoint->params[i], NULL);
    if (!endpoint->body)
        parameter_ref(out, "context");
    json_close(out, ']');
    bool posts = endpoint->body != NULL;
    struct buffer body = {0};
    buffer_printf(&body, "%s_body", endpoint->operation_id);
    struct operation operation = {.method = posts ? "post" : "get",
                                  .id = endpoint->operation_id,
                                  .summary = endpoint->about,
                                  .tag = TAG_AROUND,
                                  .roles = endpoint->roles,
                                  .endpoint = endpoint,
                                  .action = posts ? ACTION_CREATE : ACTION_READ,
                                  .body = posts ? buffer_text(&body) : NULL,
                                  .answer = endpoint->operation_id,
                                  .status = posts ? 201 : 200,
                                  .problems = endpoint->problems};
    operation_write(out, &operation);
    buffer_done(&body);
    json_close(out, '}');
}

static void list_under(struct buffer *out, const struct resource *resource)
{
    struct buffer tail = {0};
    buffer_printf(&tail, "/{id}/%s", resource->path);
    path_open(out, resource->under, buffer_text(&tail));
    resource_operation(out, resource, ACTION_LIST);
    json_close(out, '}');
    buffer_done(&tail);
}

void openapi_paths(struct buffer *out, const struct api *api)
{
    for (const struct resource *const *r = api->resources; *r; r++) {
        if ((*r)->under) {
            list_under(out, *r);
            continue;
        }
        path_open(out, (*r)->path, "");
        resource_operation(out, *r, ACTION_LIST);
        resource_operation(out, *r, ACTION_CREATE);
        json_close(out, '}');
        export_operation(out, *r);
        path_open(out, (*r)->path, "/{id}");
        resource_operation(out, *r, ACTION_READ);
        resource_operation(out, *r, ACTION_PATCH);
        json_close(out, '}');
        for (unsigned i = 0; (*r)->flow && i < (*r)->flow->n_moves; i++)
            if ((*r)->flow->moves[i].roles != JOB)
                move_operation(out, *r, &(*r)->flow->moves[i]);
        batch_operations(out, *r);
    }
    for (unsigned i = 0; i < api->n_endpoints; i++)
        endpoint_path(out, &api->endpoints[i]);
}

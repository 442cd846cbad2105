/* The paths of the OpenAPI document: the operations of every resource, then the endpoints. */
#include <string.h>

#include "parts.h"

static const char *name_of(struct buffer *name, const struct resource *resource, const char *verb)
{
    name->length = 0;
    buffer_printf(name, "%s_%s", resource->name, verb);
    return buffer_text(name);
}

static void resource_operation(struct buffer *out, const struct resource *resource, enum action action, const char *development)
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
                                  .problems = has_body ? resource->problems : NULL,
                                  .development = development};
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

static void export_operation(struct buffer *out, const struct resource *resource, const char *development)
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
                                  .exports = true,
                                  .development = development};
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&name);
    buffer_done(&summary);
}

static void move_operation(struct buffer *out, const struct resource *resource, const struct move *move, const char *development)
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
                                  .problems = move->problems,
                                  .development = development};
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&name);
}

static void endpoint_path(struct buffer *out, const struct endpoint *endpoint, const char *development)
{
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
                                  .problems = endpoint->problems,
                                  .development = development};
    path_open(out, endpoint->path, "");
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&body);
}

static void list_under(struct buffer *out, const struct resource *resource, const char *development)
{
    struct buffer tail = {0};
    buffer_printf(&tail, "/{id}/%s", resource->path);
    path_open(out, resource->under, buffer_text(&tail));
    resource_operation(out, resource, ACTION_LIST, development);
    json_close(out, '}');
    buffer_done(&tail);
}

void openapi_paths(struct buffer *out, const struct api *api, const char *development)
{
    for (const struct resource *const *r = api->resources; *r; r++) {
        if ((*r)->under) {
            list_under(out, *r, development);
            continue;
        }
        path_open(out, (*r)->path, "");
        resource_operation(out, *r, ACTION_LIST, development);
        resource_operation(out, *r, ACTION_CREATE, development);
        json_close(out, '}');
        export_operation(out, *r, development);
        path_open(out, (*r)->path, "/{id}");
        resource_operation(out, *r, ACTION_READ, development);
        resource_operation(out, *r, ACTION_PATCH, development);
        json_close(out, '}');
        for (unsigned i = 0; (*r)->flow && i < (*r)->flow->n_moves; i++)
            if ((*r)->flow->moves[i].roles != JOB)
                move_operation(out, *r, &(*r)->flow->moves[i], development);
        batch_operations(out, *r, development);
    }
    for (unsigned i = 0; i < api->n_endpoints; i++)
        endpoint_path(out, &api->endpoints[i], development);
}

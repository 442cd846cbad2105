#include "api/route.h"

#include <string.h>

#include "api/export.h"
#include "api/read.h"
#include "api/write.h"
#include "core/uuid.h"

static const char prefix[] = "/v1/";

struct segments {
    const char *text[3];
    size_t length[3];
    unsigned count;
};

static bool split(const char *path, struct segments *ret)
{
    if (strncmp(path, prefix, sizeof prefix - 1) != 0)
        return false;
    const char *at = path + sizeof prefix - 1;
    for (ret->count = 0; ret->count < 3; at++) {
        size_t length = strcspn(at, "/");
        if (length == 0)
            return false;
        ret->text[ret->count] = at;
        ret->length[ret->count++] = length;
        at += length;
        if (*at == '\0')
            return true;
    }
    return false;
}

static bool wrong_method(struct call *call, const struct route *route)
{
    call_header(call, "Allow", route->allow);
    return call_fail(call, METHOD_NOT_ALLOWED);
}

static bool reads(enum method method)
{
    return method == METHOD_GET || method == METHOD_HEAD;
}

/* OPTIONS is answered by the HTTP layer from route->allow, for every path that exists. */
static bool admit(struct call *call, const struct route *route, bool get, bool post, bool patch)
{
    enum method method = call->request->method;
    if (method == METHOD_OPTIONS || (reads(method) && get) || (method == METHOD_POST && post) ||
        (method == METHOD_PATCH && patch))
        return true;
    return wrong_method(call, route);
}

/* Whether the segments are those of an endpoint's path, where {…} stands for any; an {id} is a valid one. `ret_item` is what
 * stands there, or -1. */
static bool is_path(const struct segments *segments, const char *path, int *ret_item)
{
    unsigned count = 0;
    *ret_item = -1;
    for (const char *at = path; at; count++) {
        size_t length = strcspn(at, "/");
        if (count == segments->count)
            return false;
        if (*at == '{')
            *ret_item = (int)count;
        else if (segments->length[count] != length || memcmp(at, segments->text[count], length) != 0)
            return false;
        at = at[length] ? at + length + 1 : NULL;
    }
    return count == segments->count &&
           (*ret_item < 0 || !strstr(path, "{id}") || uuid_valid(segments->text[*ret_item], segments->length[*ret_item]));
}

static const struct endpoint *endpoint_at(const struct segments *segments, int *ret_item)
{
    const struct api *api = api_get();
    for (unsigned i = 0; i < api->n_endpoints; i++)
        if (is_path(segments, api->endpoints[i].path, ret_item))
            return &api->endpoints[i];
    return NULL;
}

static bool find_endpoint(struct call *call, const struct segments *segments, struct route *route)
{
    int item;
    route->endpoint = endpoint_at(segments, &item);
    if (!route->endpoint)
        return call_fail(call, NOT_FOUND);
    route->kind = ROUTE_ENDPOINT;
    route->id = item < 0 ? NULL : arena_strndup(call->arena, segments->text[item], segments->length[item]);
    route->allow = route->endpoint->body ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
    return admit(call, route, !route->endpoint->body, route->endpoint->body, false);
}

static bool find_collection(struct call *call, struct route *route)
{
    const struct resource *resource = route->resource;
    bool lists = resource->actions[ACTION_LIST], creates = resource->actions[ACTION_CREATE];
    route->kind = ROUTE_COLLECTION;
    route->allow = lists && creates ? "GET, HEAD, POST, OPTIONS" : lists ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
    return admit(call, route, lists, creates, false);
}

static bool find_item(struct call *call, struct route *route)
{
    bool patches = route->resource->actions[ACTION_PATCH];
    route->kind = ROUTE_ITEM;
    route->allow = patches ? "GET, HEAD, PATCH, OPTIONS" : "GET, HEAD, OPTIONS";
    return admit(call, route, true, false, patches);
}

static bool find_export(struct call *call, struct route *route)
{
    if (!route->resource->actions[ACTION_LIST])
        return call_fail(call, NOT_FOUND);
    route->kind = ROUTE_EXPORT;
    route->slow = true;
    route->allow = "GET, HEAD, OPTIONS";
    return admit(call, route, true, false, false);
}

/* GET /v1/participants/{id}/timeline: a resource that stands under a row of another; else an endpoint that does. */
static bool find_under(struct call *call, const struct segments *segments, struct route *route)
{
    const struct resource *listed = resource_by_path(segments->text[2], segments->length[2]);
    if (!listed || !listed->under || strcmp(listed->under, route->resource->path) != 0)
        return find_endpoint(call, segments, route);
    route->resource = listed;
    return find_collection(call, route);
}

static bool find_move(struct call *call, const struct segments *segments, struct route *route)
{
    if (route->resource->flow)
        route->move = flow_move(route->resource->flow, segments->text[2], segments->length[2]);
    if (!route->move)
        return find_under(call, segments, route);
    route->kind = ROUTE_MOVE;
    route->allow = "POST, OPTIONS";
    return admit(call, route, false, true, false);
}

/* POST /v1/{resource}/batch and /v1/{resource}/batch/{move}. */
static bool find_batch(struct call *call, const struct segments *segments, struct route *route)
{
    const struct resource *resource = route->resource;
    if (segments->count == 3 && resource->flow)
        route->move = flow_move(resource->flow, segments->text[2], segments->length[2]);
    if (segments->count == 3 ? !route->move : !resource->actions[ACTION_CREATE])
        return call_fail(call, NOT_FOUND);
    route->kind = ROUTE_BATCH;
    route->allow = "POST, OPTIONS";
    return admit(call, route, false, true, false);
}

bool route_find(struct call *call, struct route *ret_route)
{
    struct segments segments;
    *ret_route = (struct route){0};
    if (!split(call->request->path, &segments))
        return call_fail(call, NOT_FOUND);
    ret_route->resource = resource_by_path(segments.text[0], segments.length[0]);
    if (!ret_route->resource || ret_route->resource->under)
        return find_endpoint(call, &segments, ret_route);
    if (segments.count == 1)
        return find_collection(call, ret_route);
    if (segments.length[1] == 5 && memcmp(segments.text[1], "batch", 5) == 0)
        return find_batch(call, &segments, ret_route);
    if (segments.count == 2 && segments.length[1] == 6 && strncmp(segments.text[1], "export", 6) == 0)
        return find_export(call, ret_route);
    if (!uuid_valid(segments.text[1], segments.length[1]))
        return call_fail(call, NOT_FOUND);
    ret_route->id = arena_strndup(call->arena, segments.text[1], segments.length[1]);
    return segments.count == 2 ? find_item(call, ret_route) : find_move(call, &segments, ret_route);
}

static enum action action_of(const struct call *call, const struct route *route)
{
    if (route->kind == ROUTE_EXPORT)
        return ACTION_LIST;
    if (route->kind == ROUTE_COLLECTION || route->kind == ROUTE_BATCH)
        return call->request->method == METHOD_POST ? ACTION_CREATE : ACTION_LIST;
    return call->request->method == METHOD_PATCH ? ACTION_PATCH : ACTION_READ;
}

static uint32_t roles_of(const struct call *call, const struct route *route)
{
    if (route->kind == ROUTE_ENDPOINT)
        return route->endpoint->roles;
    if (route->move)
        return route->move->roles;
    return route->resource->actions[action_of(call, route)];
}

static void serve_write(struct call *call, const struct route *route)
{
    if (action_of(call, route) == ACTION_CREATE)
        write_create(call, route->resource);
    else
        write_patch(call, route->resource, route->id);
}

/* Writes take no query parameter: one that is given was meant for something. */
static bool refuse_parameters(struct call *call)
{
    for (unsigned i = 0; i < call->request->n_parameters; i++)
        call_parameter_error(call, FIELD_UNKNOWN, call->request->parameters[i].name);
    return call->request->n_parameters == 0;
}

bool route_admit(struct call *call, const struct route *route)
{
    bool writes = !reads(call->request->method);
    bool bound = call->refusal == PROBLEM_NONE; /* else the endpoint is one for whoever holds a right credential */
    if (bound && !(roles_of(call, route) & BIT(call->who.role)))
        return call_fail(call, FORBIDDEN);
    if (bound && writes && !call->who.may_write)
        return call_fail_text(call, SCOPE_MISSING, "write");
    if (call->request->defect) {
        call->error = *call->request->defect;
        return false;
    }
    return !writes || route->kind == ROUTE_BATCH || refuse_parameters(call);
}

bool route_reads(const struct call *call, const struct route *route)
{
    return (route->kind == ROUTE_ITEM || route->kind == ROUTE_COLLECTION) && reads(call->request->method);
}

struct read *route_read(struct call *call, const struct route *route)
{
    return route->kind == ROUTE_ITEM ? read_item(call, route->resource, route->id) : read_list(call, route->resource, route->id);
}

void route_serve(struct call *call, const struct route *route)
{
    if (route->kind == ROUTE_ENDPOINT)
        route->endpoint->handle(call, route->id);
    else if (route->kind == ROUTE_BATCH)
        batch_serve(call, route->resource, route->move);
    else if (route->kind == ROUTE_MOVE)
        write_move(call, route->resource, route->move, route->id);
    else if (route->kind == ROUTE_EXPORT)
        export_serve(call, route->resource);
    else
        serve_write(call, route);
}

const char *route_name(struct call *call, const struct route *route)
{
    static const char *const actions[N_ACTIONS] = {
        [ACTION_LIST] = "list", [ACTION_READ] = "read", [ACTION_CREATE] = "create", [ACTION_PATCH] = "patch"};
    if (route->kind == ROUTE_ENDPOINT)
        return route->endpoint->operation_id;
    if (!route->resource)
        return "unknown";
    const char *verb = route->move ? route->move->verb : route->kind == ROUTE_EXPORT ? "export" : actions[action_of(call, route)];
    const char *batch = route->kind == ROUTE_BATCH ? "batch_" : "";
    size_t name_length = strlen(route->resource->name), batch_length = strlen(batch), verb_length = strlen(verb);
    char *name = arena_alloc(call->arena, name_length + batch_length + verb_length + 2);
    memcpy(name, route->resource->name, name_length);
    name[name_length] = '_';
    memcpy(name + name_length + 1, batch, batch_length);
    memcpy(name + name_length + 1 + batch_length, verb, verb_length + 1);
    return name;
}

/* Batches in the OpenAPI document: of every creation and of every move. */
#include "openapi_parts.h"

void batch_parameters(struct buffer *out)
{
    json_literal(out, "{\"name\":\"atomic\",\"in\":\"query\",\"required\":false,\"description\":\"true: an item that is refused "
                      "refuses the whole.\",\"schema\":{\"type\":\"boolean\",\"default\":false}}");
    parameter_ref(out, "idempotency_key");
}

/* The body of a move with the row it is for, and the version that the caller read. */
static void move_item(struct buffer *out, const struct move *move)
{
    enum { OWN = 2, FIELDS_MAX = 64 };
    struct field fields[FIELDS_MAX] = {
        {"id", T_UUID, REQUIRED, .about = "Row to move.", .about_fr = "Enregistrement concerné.",
         .example = "\"01890a5d-ac96-774b-bcce-b302099a8057\""},
        {"version", T_INT, 0, .min = 1, .about = "Version that was read: another one refuses the item.",
         .about_fr = "Version lue : une autre fait refuser l'élément.", .example = "1"},
    };
    unsigned n = move->n_fields < FIELDS_MAX - OWN ? move->n_fields : FIELDS_MAX - OWN;
    for (unsigned i = 0; i < n; i++)
        fields[OWN + i] = move->fields[i];
    schema_fields(out, fields, OWN + n);
}

void batch_body(struct buffer *out, const struct operation *operation)
{
    const struct resource *resource = operation->resource;
    json_key(out, "requestBody");
    buffer_printf(out,
                  "{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\","
                  "\"additionalProperties\":false,\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\","
                  "\"minItems\":1,\"maxItems\":%u,\"items\":",
                  resource->batch_max ? resource->batch_max : BATCH_ITEMS);
    if (operation->move)
        move_item(out, operation->move);
    else
        buffer_printf(out, "{\"$ref\":\"#/components/schemas/%s\"}", operation->body);
    buffer_add_text(out, "}}}}}}");
}

void batch_answer(struct buffer *out, const struct operation *operation)
{
    bool imports = !operation->move && operation->resource->imported_by;
    buffer_printf(
        out,
        "\"207\":{\"description\":\"A result for each item, in their order.%s\",\"content\":{\"application/json\":{"
        "\"schema\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"results\"],\"properties\":{"
        "\"results\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":["
        "\"index\",\"status\"],\"properties\":{\"index\":{\"type\":\"integer\"},\"status\":{\"type\":\"integer\"},"
        "\"body\":{\"$ref\":\"#/components/schemas/%s\"},\"problem\":{\"$ref\":\"#/components/schemas/problem\"}}}}}}}}}",
        imports
            ? " 201: created. 200: there is a row of this external_id; what differs was changed, what the item does not carry "
              "stays, and where nothing differs nothing was written."
            : "",
        operation->answer);
}

static void batch_operation(struct buffer *out, const struct resource *resource, const struct move *move)
{
    struct buffer id = {0}, single = {0}, tail = {0}, summary = {0};
    const char *verb = move ? move->verb : "create";
    buffer_printf(&id, "%s_batch_%s", resource->name, verb);
    buffer_printf(&single, "%s_%s", resource->name, verb);
    buffer_printf(&tail, "/batch%s%s", move ? "/" : "", move ? verb : "");
    buffer_printf(&summary, "Many at once, a result for each: %s", move ? move->about : resource->about);
    path_open(out, resource->path, buffer_text(&tail));
    struct operation operation = {
        .method = "post",
        .id = buffer_text(&id),
        .summary = buffer_text(&summary),
        .tag = resource->path,
        .roles = move ? move->roles : resource->actions[ACTION_CREATE],
        .resource = resource,
        .move = move,
        .action = move ? ACTION_PATCH : ACTION_CREATE,
        .body = buffer_text(&single),
        .answer = resource->name,
        .batch = true,
        .problems = move ? move->problems : resource->problems,
    };
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&id);
    buffer_done(&single);
    buffer_done(&tail);
    buffer_done(&summary);
}

void batch_operations(struct buffer *out, const struct resource *resource)
{
    if (resource->actions[ACTION_CREATE])
        batch_operation(out, resource, NULL);
    for (unsigned i = 0; resource->flow && i < resource->flow->n_moves; i++)
        if (resource->flow->moves[i].roles != JOB)
            batch_operation(out, resource, &resource->flow->moves[i]);
}

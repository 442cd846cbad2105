/* Batches in the OpenAPI document: of every creation and of every move. */
#include <string.h>

#include "parts.h"

enum { OWN = 2, FIELDS_MAX = 64 };
static const struct field own[OWN] = {
    {"id", T_UUID, REQUIRED, .about = "Row to move.", .about_fr = "Enregistrement concerné.",
     .example = "\"01890a5d-ac96-774b-bcce-b302099a8057\""},
    {"version", T_INT, 0, .min = 1, .about = "Version that was read: another one refuses the item.",
     .about_fr = "Version lue : une autre fait refuser l'élément.", .example = "1"},
};

/* The body of a move with the row it is for, and the version that the caller read. */
static void move_item(struct buffer *out, const struct move *move)
{
    struct field fields[FIELDS_MAX];
    unsigned n = move->n_fields < FIELDS_MAX - OWN ? move->n_fields : FIELDS_MAX - OWN;
    memcpy(fields, own, sizeof own);
    for (unsigned i = 0; i < n; i++)
        fields[OWN + i] = move->fields[i];
    schema_fields(out, fields, OWN + n);
}

void batch_item_example(struct buffer *out)
{
    for (unsigned i = 0; i < OWN; i++) {
        json_key(out, own[i].name);
        json_literal(out, own[i].example);
    }
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
    buffer_add_text(out, "}}}");
    example_bodies(out, operation);
    buffer_add_text(out, "}}}");
}

void batch_answer(struct buffer *out, const struct operation *operation)
{
    json_key(out, "207");
    json_open(out, '{');
    if (!operation->move && operation->resource->imported_by)
        json_both(
            out,
            "Un résultat par élément, dans leur ordre. 201 : créé. 200 : cet external_id a déjà un enregistrement ; ce qui "
            "diffère a été modifié, ce que l'élément ne porte pas reste, et si rien ne diffère rien n'a été écrit. 422 : un "
            "élément précédent porte cet external_id.",
            "A result for each item, in their order. 201: created. 200: there is a row of this external_id; what differs was "
            "changed, what the item does not carry stays, and where nothing differs nothing was written. 422: an item before has "
            "this external_id.");
    else
        json_both(out, "Un résultat par élément, dans leur ordre.", "A result for each item, in their order.");
    answer_headers(out, operation);
    json_key(out, "content");
    buffer_printf(
        out,
        "{\"application/json\":{\"schema\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"results\"],"
        "\"properties\":{\"results\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"additionalProperties\":false,"
        "\"required\":["
        "\"index\",\"status\"],\"properties\":{\"index\":{\"type\":\"integer\"},\"status\":{\"type\":\"integer\"},"
        "\"body\":{\"$ref\":\"#/components/schemas/%s\"},\"problem\":{\"$ref\":\"#/components/schemas/problem\"}}}}}}}}",
        operation->answer);
    json_close(out, '}');
}

static void batch_operation(struct buffer *out, const struct resource *resource, const struct move *move, const char *development)
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
        .development = development,
        .problems = move ? move->problems : resource->problems,
    };
    operation_write(out, &operation);
    json_close(out, '}');
    buffer_done(&id);
    buffer_done(&single);
    buffer_done(&tail);
    buffer_done(&summary);
}

void batch_operations(struct buffer *out, const struct resource *resource, const char *development)
{
    if (resource->actions[ACTION_CREATE])
        batch_operation(out, resource, NULL, development);
    for (unsigned i = 0; resource->flow && i < resource->flow->n_moves; i++)
        if (resource->flow->moves[i].roles != JOB)
            batch_operation(out, resource, &resource->flow->moves[i], development);
}

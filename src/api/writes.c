/* The three writes that a client asks for: what each takes from its body, then the one way they all go. */
#include <string.h>

#include "api/body.h"
#include "core/uuid.h"
#include "write_run.h"

static void start(struct call *call, struct write *write, const struct resource *resource, enum action action)
{
    *write = (struct write){.resource = resource, .action = action, .state = -1, .call = call};
    write->set = arena_zalloc(call->arena, resource->n_fields, sizeof *write->set);
}

static const char *new_id(struct call *call)
{
    char *id = arena_alloc(call->arena, UUID_TEXT);
    uuid_new(id);
    return id;
}

/* Fields of a move that are fields of the resource are written to it. */
static void adopt_fields(struct write *write)
{
    const struct resource *resource = write->resource;
    for (unsigned i = 0; i < write->move->n_fields; i++) {
        const char *name = write->move->fields[i].name;
        int field = field_index(resource->fields, resource->n_fields, name, strlen(name));
        if (field >= 0 && write->given[i].given)
            write->set[field] = write->given[i];
    }
}

bool write_prepare_create(struct call *call, struct write *write, const struct resource *resource, const json_t *body)
{
    const struct body_rules rules = {.resource = resource, .action = ACTION_CREATE};
    start(call, write, resource, ACTION_CREATE);
    write->id = new_id(call);
    return body_read(call, body, resource->fields, resource->n_fields, &rules, write->set);
}

bool write_prepare_move(struct call *call, struct write *write, const struct resource *resource, const struct move *move,
                        const char *id, const json_t *body)
{
    const struct body_rules rules = {0};
    start(call, write, resource, move->makes ? ACTION_CREATE : ACTION_PATCH);
    write->move = move;
    write->given = arena_zalloc(call->arena, move->n_fields, sizeof *write->given);
    write->id = move->makes ? new_id(call) : id;
    write->source_id = move->makes ? id : NULL;
    if (!body_read(call, body, move->fields, move->n_fields, &rules, write->given))
        return false;
    if (move->edits && json_object_size(body) == 0)
        return call_fail(call, EMPTY_PATCH);
    adopt_fields(write);
    return true;
}

void write_create(struct call *call, const struct resource *resource)
{
    struct write write;
    json_auto_t *body = body_parse(call, "application/json", false);
    if (body && write_prepare_create(call, &write, resource, body))
        write_run(call, &write, 201);
}

void write_patch(struct call *call, const struct resource *resource, const char *id)
{
    struct write write;
    start(call, &write, resource, ACTION_PATCH);
    json_auto_t *body = body_parse(call, "application/merge-patch+json", false);
    const struct body_rules rules = {.resource = resource, .action = ACTION_PATCH, .patch = true};
    if (!body || !body_read(call, body, resource->fields, resource->n_fields, &rules, write.set))
        return;
    if (json_object_size(body) == 0) {
        call_fail(call, EMPTY_PATCH);
        return;
    }
    write.id = id;
    write.if_match = call->request->if_match;
    write_run(call, &write, 200);
}

void write_move(struct call *call, const struct resource *resource, const struct move *move, const char *id)
{
    struct write write;
    json_auto_t *body = body_parse(call, "application/json", true);
    if (!body || !write_prepare_move(call, &write, resource, move, id, body))
        return;
    write.if_match = call->request->if_match;
    write_run(call, &write, move->makes ? 201 : 200);
}

/* Batches: many creations, or one move of many rows, in one transaction with a savepoint for each.
 *
 * An item that is refused is undone alone and says why in its place; with ?atomic=true it refuses the whole. */
#include <string.h>

#include "api/body.h"
#include "core/uuid.h"
#include "write_run.h"

enum { ITEMS_PER_DEADLINE = 250 }; /* 1,000 creations take about a second on an idle machine of two cores */

struct batch {
    struct call *call;
    const struct resource *resource;
    const struct move *move; /* NULL: creations */
    const json_t *items;
    bool atomic;
    const char **imported; /* external_id of each item that was served, where creations are imported by it */
    unsigned refused;
    struct call_error refusals; /* with atomic: an item for each that was refused */
};

static bool prepare_move(struct batch *batch, struct write *write, json_t *item)
{
    struct call *call = batch->call;
    const char *id = json_string_value(json_object_get(item, "id"));
    const json_t *version = json_object_get(item, "version");
    if (!id && json_object_get(item, "id"))
        body_wrong_type(call, "/id", "string");
    else if (!id)
        call_field_error(call, FIELD_REQUIRED, "/id");
    else if (!uuid_valid(id, strlen(id)))
        return call_fail(call, NOT_FOUND);
    if (version && !json_is_integer(version))
        body_wrong_type(call, "/version", "integer");
    if (call->error.problem != PROBLEM_NONE)
        return false;
    const char *kept = arena_strdup(call->arena, id);
    const char *expected =
        version ? arena_printf(call->arena, "\"%" JSON_INTEGER_FORMAT "\"", json_integer_value(version)) : NULL;
    json_object_del(item, "id");
    json_object_del(item, "version");
    if (!write_prepare_move(call, write, batch->resource, batch->move, kept, item))
        return false;
    write->if_match = expected;
    return true;
}

static bool prepare(struct batch *batch, struct write *write, const json_t *item)
{
    if (!json_is_object(item)) {
        body_wrong_type(batch->call, "", "object");
        return false;
    }
    if (!batch->move)
        return write_prepare_create(batch->call, write, batch->resource, item);
    json_auto_t *members = json_copy((json_t *)item); /* a second attempt reads the item again */
    return prepare_move(batch, write, members);
}

/* Two items of one list are two rows: the second would silently overwrite what the first has just said. */
static bool import_once(struct batch *batch, size_t index, const char *external_id)
{
    for (size_t i = 0; i < index; i++) {
        if (!batch->imported[i] || strcmp(batch->imported[i], external_id) != 0)
            continue;
        const char *name = batch->resource->fields[batch->resource->imported_by].name;
        struct error_item *item = call_field_error(batch->call, IMPORTED_TWICE, arena_printf(batch->call->arena, "/%s", name));
        item->values[0] = (struct problem_value){.kind = VALUE_INT, .number = (int64_t)i};
        return false;
    }
    return true;
}

/* One item to its end, within the savepoint; appends its result when it was written. */
static bool serve_item(struct batch *batch, struct tx *tx, size_t index)
{
    struct call *call = batch->call;
    struct buffer *out = &call->response.body;
    struct write write;
    struct run run = {.call = call, .write = &write, .view = view_of(batch->resource, call->who.role)};
    if (!prepare(batch, &write, json_array_get(batch->items, index)))
        return false;
    write.tx = tx;
    run.imports = !batch->move && batch->resource->imported_by && write.set[batch->resource->imported_by].text;
    const char *external_id = run.imports ? write.set[batch->resource->imported_by].text : NULL;
    if ((external_id && !import_once(batch, index, external_id)) || !run_admit(&run))
        return false;
    if (run.unchanged)
        run_enter(&run);
    else
        run_write(&run);
    if (!tx_flush(tx) || !run_wrote(&run))
        return false;
    batch->imported[index] = external_id;
    json_open(out, '{');
    json_key(out, "index");
    json_int(out, (int64_t)index);
    json_key(out, "status");
    json_int(out, write.action == ACTION_CREATE ? 201 : 200);
    json_key(out, "body");
    run_answer(out, &run);
    json_close(out, '}');
    return true;
}

/* What refuses the whole, should one do: the item's own errors, or why it is refused when it has none. */
static void keep_refusal(struct batch *batch, size_t index)
{
    const struct call_error *error = &batch->call->error;
    const struct error_item whole = {.problem = error->problem};
    for (unsigned i = 0; i < (error->n_items ? error->n_items : 1) && batch->refusals.n_items < ERRORS_MAX; i++) {
        struct error_item *item = &batch->refusals.items[batch->refusals.n_items++];
        *item = error->n_items ? error->items[i] : whole;
        if (!error->n_items)
            memcpy(item->values, error->values, sizeof item->values);
        item->pointer = arena_printf(batch->call->arena, "/items/%zu%s", index, item->pointer ? item->pointer : "");
    }
}

static void write_refusal(struct batch *batch, size_t index)
{
    struct call *call = batch->call;
    struct buffer *out = &call->response.body;
    batch->refused++;
    if (batch->atomic)
        keep_refusal(batch, index);
    json_open(out, '{');
    json_key(out, "index");
    json_int(out, (int64_t)index);
    json_key(out, "status");
    json_int(out, problem_text(call->error.problem)->status);
    json_key(out, "problem");
    problem_write(out, call);
    json_close(out, '}');
    call->error = (struct call_error){0};
}

/* Not a refusal of one item: the whole may be run again, or its outcome is not known, or it is to be sent again later. */
static bool ends_batch(const struct batch *batch, const struct tx_failure *failure)
{
    return failure->problem != PROBLEM_NONE &&
           (failure->retry || failure->problem == OUTCOME_UNKNOWN || (batch->atomic && failure->problem == UNAVAILABLE));
}

/* False: the transaction is lost, and tx->failure says how. */
static bool serve_items(struct batch *batch, struct tx *tx)
{
    struct call *call = batch->call;
    for (size_t i = 0; i < json_array_size(batch->items); i++) {
        if (!tx_mark(tx))
            return false;
        if (serve_item(batch, tx, i))
            continue;
        if (ends_batch(batch, &tx->failure))
            return false;
        struct tx_failure failure = tx->failure;
        if (failure.problem != PROBLEM_NONE)
            call_fail_tx(call, tx);
        if (!tx_back(tx)) {
            if (tx->failure.problem == PROBLEM_NONE) /* no way back from here: the connection was lost before */
                tx->failure = failure;
            return false;
        }
        write_refusal(batch, i);
    }
    return true;
}

static void refuse_whole(struct batch *batch)
{
    struct call *call = batch->call;
    call->response.body.length = 0;
    call->error = batch->refusals;
    call->error.problem = BATCH_REFUSED;
}

/* False: to be run again. */
static bool batch_once(struct batch *batch, unsigned tried)
{
    struct call *call = batch->call;
    struct context context = call_context(call);
    struct buffer *out = &call->response.body;
    struct idempotency idempotency;
    AUTO_TX struct tx tx;
    batch->refused = batch->refusals.n_items = 0;
    memset(batch->imported, 0, json_array_size(batch->items) * sizeof *batch->imported);
    out->length = 0;
    tx_begin_write(&tx, call->conn, &context);
    tx_allow(&tx, 1 + (unsigned)(json_array_size(batch->items) - 1) / ITEMS_PER_DEADLINE);
    idempotency_ask(call, &tx, &idempotency);
    if (!tx_flush(&tx))
        return !call_again(call, &tx, tried);
    if (!idempotency_admit(call, &tx, &idempotency))
        return true;
    buffer_add_text(out, "{\"results\":[");
    if (!serve_items(batch, &tx)) {
        call->error = (struct call_error){0};
        return !call_again(call, &tx, tried);
    }
    if (batch->atomic && batch->refused) {
        refuse_whole(batch);
        return true;
    }
    buffer_add_text(out, "]}");
    call->response.status = 207;
    if (idempotency.used)
        idempotency_store(call, &tx, &idempotency);
    return tx_commit(&tx) || !call_again(call, &tx, tried);
}

static bool read_parameters(struct call *call, bool *ret_atomic)
{
    *ret_atomic = false;
    for (unsigned i = 0; i < call->request->n_parameters; i++) {
        const struct parameter *parameter = &call->request->parameters[i];
        if (strcmp(parameter->name, "atomic") != 0)
            call_parameter_error(call, FIELD_UNKNOWN, parameter->name);
        else if (strcmp(parameter->value, "true") == 0)
            *ret_atomic = true;
        else if (strcmp(parameter->value, "false") != 0)
            call_parameter_error(call, FIELD_WORD, "atomic")->values[0] =
                (struct problem_value){.kind = VALUE_TEXT, .text = "true, false"};
    }
    return call->error.problem == PROBLEM_NONE;
}

/* {"items": […]}, and nothing beside. */
static bool read_items(struct call *call, const struct resource *resource, const json_t *body, const json_t **ret_items)
{
    unsigned most = resource->batch_max ? resource->batch_max : BATCH_ITEMS;
    const char *name;
    json_t *value;
    *ret_items = json_object_get(body, "items");
    json_object_foreach((json_t *)body, name, value)
    {
        if (strcmp(name, "items") != 0)
            call_field_error(call, FIELD_UNKNOWN, "");
    }
    size_t count = json_array_size(*ret_items);
    if (!*ret_items)
        call_field_error(call, FIELD_REQUIRED, "/items");
    else if (!json_is_array(*ret_items))
        body_wrong_type(call, "/items", "array");
    else if (count < 1)
        call_field_error(call, FIELD_TOO_SHORT, "/items")->values[0] = (struct problem_value){.kind = VALUE_ITEMS, .number = 1};
    else if (count > most)
        call_field_error(call, FIELD_TOO_LONG, "/items")->values[0] = (struct problem_value){.kind = VALUE_ITEMS, .number = most};
    return call->error.problem == PROBLEM_NONE;
}

void batch_serve(struct call *call, const struct resource *resource, const struct move *move)
{
    struct batch *batch = arena_zalloc(call->arena, 1, sizeof *batch);
    *batch = (struct batch){.call = call, .resource = resource, .move = move};
    if (!read_parameters(call, &batch->atomic))
        return;
    json_auto_t *body = body_parse(call, "application/json", false);
    if (!body || !read_items(call, resource, body, &batch->items))
        return;
    batch->imported = arena_alloc(call->arena, json_array_size(batch->items) * sizeof *batch->imported);
    for (unsigned tried = 0; !batch_once(batch, tried); tried++)
        continue;
}

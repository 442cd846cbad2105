/* What happened, for the timeline and the change feed: rows written with the row itself, or not at all. */
#include <string.h>

#include "write_run.h"

unsigned query_ask(struct tx *tx, enum query query_id, const char *const *values)
{
    return tx_ask(tx, query(query_id), values);
}

static const char *field_value(const struct write *write, const char *name)
{
    int index = field_index(write->resource->fields, write->resource->n_fields, name, strlen(name));
    return index < 0 ? NULL : write_value(write, index);
}

/* The structure whose people the row concerns; NULL for the shared directory. */
static const char *tenant_of(const struct call *call, const struct write *write)
{
    const char *staff_column = write->resource->owned[KIND_STAFF];
    if (staff_column && strcmp(staff_column, "id") == 0)
        return write->id;
    if (write->resource->no_structure)
        return NULL;
    if (call->who.kind == KIND_STAFF)
        return call->who.structure_id;
    return field_value(write, "structure_id");
}

static const char *owner_prescriber(const struct call *call, const struct write *write)
{
    if (call->who.kind == KIND_PRESCRIBER)
        return call->who.prescriber_id;
    return write->resource->owned[KIND_PRESCRIBER] ? field_value(write, "prescriber_id") : NULL;
}

void journal_ask(struct call *call, struct write *write)
{
    const struct resource *resource = write->resource;
    bool created = write->action == ACTION_CREATE;
    const char *tenant = tenant_of(call, write), *prescriber = owner_prescriber(call, write);
    const char *kind = created ? "created" : "updated";
    const char *change[] = {tenant, prescriber, resource->name, write->id, kind, created ? NULL : write->before[1]};
    query_ask(write->tx, QUERY_JOURNAL_CHANGE, change);
    bool moved = write->move || created || write->to != write->state;
    if (resource->flow ? !moved : !created || !resource->subject.made)
        return;
    const char *transition[] = {tenant,
                                resource->name,
                                write->id,
                                write->move ? write->move->verb
                                : created   ? "create"
                                            : "patch",
                                write->state < 0 || created ? NULL : resource->flow->states[write->state],
                                resource->flow ? resource->flow->states[write->to] : NULL,
                                call->who.actor_id,
                                kind_word(call->who.kind),
                                write->occurred_on,
                                write->comment,
                                call->request->id};
    query_ask(write->tx, QUERY_JOURNAL_TRANSITION, transition);
}

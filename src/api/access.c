#include "access.h"

#include <string.h>

enum { NOT_ASKED = TX_STATEMENTS };

/* Whoever waits for a read must not wait for a disk: what a crash loses is the entries of its last moments, of answers that
 * were hardly sent. The setting ends with the transaction, and a transaction that wrote no entry has nothing to flush. A row
 * about no participant yet (a candidacy before its acceptance) is shown without: nobody has a log that it could stand in. */
static struct statement entry_statement(struct arena *arena, const struct resource *of, const char *operation, const char *owner)
{
    const char *owned = owner ? arena_printf(arena, " and t.%s = $2", owner) : "";
    return statement_of(
        arena_printf(
            arena,
            "with shown as (select t.structure_id, t.%s as person, t.id from %s t where t.id = $1%s), entry as (insert into "
            "access_entry (structure_id, participant_id, actor_id, resource, resource_id, operation, purpose, request_id) "
            "select s.structure_id, s.person, nullif(current_setting('app.actor_id', true), '')::uuid, '%s', s.id, '%s', "
            "'%s', nullif(current_setting('app.request_id', true), '') from shown s where s.person is not null "
            "returning set_config('synchronous_commit', 'off', true) as done) select e.done from entry e "
            "union all select null from shown s where s.person is null",
            of->subject.column, of->table, owned, of->path, operation, of->subject.purpose),
        owner ? 2 : 1);
}

static void prepare_list(struct view *view, struct arena *arena)
{
    const struct resource *listed = view->resource;
    const struct resource *parent = resource_by_path(listed->under, strlen(listed->under));
    const char *owner = parent->owned[view->kind];
    if (listed->logged)
        view->parent = entry_statement(arena, parent, arena_printf(arena, "%s_list", listed->name), owner);
    else
        view->parent = statement_of(arena_printf(arena, "select t.id from %s t where t.id = $1%s", parent->table,
                                                 owner ? arena_printf(arena, " and t.%s = $2", owner) : ""),
                                    owner ? 2 : 1);
}

void access_prepare(struct view *view, struct arena *arena)
{
    const struct resource *resource = view->resource;
    if (resource->under)
        prepare_list(view, arena);
    if (!resource->subject.column || view->kind != KIND_STAFF)
        return;
    for (unsigned c = 0; c < view->n_columns; c++)
        if (resource->fields[view->columns[c].field].flags & RESTRICTED)
            view->restricted |= UINT64_C(1) << c;
    view->entry = entry_statement(arena, resource, arena_printf(arena, "%s_read", resource->name), view->owner_column);
}

static bool shows_restricted(const struct view *view, const struct shape *shape)
{
    bool shown = (view->restricted & shape->columns) != 0;
    for (unsigned i = 0; !shown && i < shape->n_children; i++) {
        const char *child = shape->children[i]->resource;
        shown = view_of(resource_by_path(child, strlen(child)), view->role)->restricted != 0;
    }
    return shown;
}

unsigned access_ask_item(struct call *call, struct tx *tx, const struct view *view, const struct shape *shape, const char *id)
{
    if (!view->entry.text || !shows_restricted(view, shape))
        return NOT_ASKED;
    return tx_ask(tx, &view->entry, (const char *[]){id, owner_id(call)});
}

unsigned access_ask_list(struct call *call, struct tx *tx, const struct view *view, const char *parent_id)
{
    if (!parent_id)
        return NOT_ASKED;
    return tx_ask(tx, &view->parent, (const char *[]){parent_id, owner_id(call)});
}

bool access_found(struct call *call, const struct tx *tx, unsigned asked)
{
    return asked == NOT_ASKED || tx_rows(tx, asked) > 0 || call_fail(call, NOT_FOUND);
}

#include "access.h"

#include <string.h>

/* Whoever waits for a read must not wait for a disk: what a crash loses is the entries of its last moments, of answers that
 * were hardly sent. The setting ends with the transaction, and a transaction that wrote no entry has nothing to flush. Like
 * what is read of the context, it is asked once for all rows: hence the sub-selects. */
static const char not_flushed[] = " and (select set_config('synchronous_commit', 'off', true)) = 'off'";

static void add_subject(struct buffer *sql, const struct resource *of)
{
    if (of->subject.sql)
        buffer_printf(sql, "(%s)", of->subject.sql);
    else
        buffer_printf(sql, "t.%s", of->subject.column);
}

void access_insert(struct buffer *sql, const struct resource *of, const char *name, const char *action)
{
    buffer_add_text(sql, "insert into access_entry (structure_id, participant_id, actor_id, resource, resource_id, operation, "
                         "purpose, request_id) select t.structure_id, ");
    add_subject(sql, of);
    buffer_printf(sql,
                  ", (select nullif(current_setting('app.actor_id', true), '')::uuid), '%s', t.id, '%s_' || %s, '%s', "
                  "(select nullif(current_setting('app.request_id', true), ''))",
                  of->path, name, action, of->subject.purpose);
}

void access_of_somebody(struct buffer *sql, const struct resource *of)
{
    add_subject(sql, of);
    buffer_add_text(sql, " is not null");
}

/* One statement, and so one snapshot: rows that it shows and entries that it makes are the same. A row about no participant
 * yet (a candidacy before its acceptance) is shown without: nobody has a log that it could stand in. */
void access_read(struct buffer *sql, const struct view *view, const char *action, const char *page, const char *order,
                 const char *limit)
{
    const struct resource *resource = view->resource;
    buffer_printf(sql, "with page as materialized (select t.*%s), entry as (", page);
    access_insert(sql, resource, resource->name, action);
    buffer_printf(sql, " from (select t.* from page t%s limit %s) t where ", order, limit);
    access_of_somebody(sql, resource);
    buffer_printf(sql, "%s) select %s from page t%s", not_flushed, view->select_list, order);
}

/* What it answers is shown, or only counted. */
static struct statement taken(struct arena *arena, struct buffer *sql, const char *owner)
{
    struct statement statement = statement_binary(arena_strndup(arena, sql->data, sql->length), owner ? 2 : 1);
    buffer_done(sql);
    return statement;
}

static void prepare_parent(struct view *view, struct arena *arena)
{
    const struct resource *listed = view->resource;
    const struct resource *parent = resource_by_path(listed->under, strlen(listed->under));
    const char *owner = parent->owned[view->kind];
    struct buffer sql = {0};
    if (listed->logged)
        access_insert(&sql, parent, listed->name, "'list'");
    else
        buffer_add_text(&sql, "select t.id");
    buffer_printf(&sql, " from %s t where t.id = $1", parent->table);
    if (owner)
        buffer_printf(&sql, " and t.%s = $2", owner);
    if (listed->logged)
        buffer_printf(&sql, "%s returning 1", not_flushed);
    view->parent = taken(arena, &sql, owner);
}

static void prepare_item(struct view *view, struct arena *arena)
{
    struct buffer sql = {0};
    const char *owned = view->owner_column ? arena_printf(arena, " and t.%s = $2", view->owner_column) : "";
    access_read(&sql, view, "'read'", arena_printf(arena, " from %s t where t.id = $1%s", view->resource->table, owned), "",
                "all");
    view->read_entered = taken(arena, &sql, view->owner_column);
}

/* After the row's own statement, which reached it as its owner. A write waits for the disk, and its entry with it. */
static void prepare_write(struct view *view, struct arena *arena)
{
    struct buffer sql = {0};
    access_insert(&sql, view->resource, view->resource->name, "$2::text");
    buffer_printf(&sql, " from %s t where t.id = $1 and ", view->resource->table);
    access_of_somebody(&sql, view->resource);
    view->enter_write = statement_of(arena_strndup(arena, sql.data, sql.length), 2);
    buffer_done(&sql);
}

void access_prepare(struct view *view, struct arena *arena)
{
    if (view->resource->under)
        prepare_parent(view, arena);
    for (unsigned c = 0; view->kind == KIND_STAFF && c < view->n_columns; c++)
        if (view->resource->fields[view->columns[c].field].flags & RESTRICTED)
            view->restricted |= UINT64_C(1) << c;
    if (view->kind == KIND_STAFF && subject_known(&view->resource->subject)) {
        prepare_item(view, arena);
        prepare_write(view, arena);
    }
}

bool access_entered(const struct view *view, const struct list_query *query)
{
    const struct shape *shape = &query->shape;
    if (!view->read_entered.text)
        return false;
    bool told = view->restricted & (shape->columns | UINT64_C(1) << query->sort_column);
    for (unsigned i = 0; !told && i < query->n_filters; i++)
        told = query->filters[i].field->flags & RESTRICTED;
    for (unsigned i = 0; !told && i < shape->n_children; i++)
        told = view_of_child(shape->children[i], view->role)->restricted != 0;
    return told;
}

#include "api/view.h"

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "core/text.h"

/* Built once before threads start, then read only; it lives as long as the process. */
static struct arena view_arena;
static struct view *views; /* resources × roles */
static unsigned n_resources;

enum principal_kind kind_of_role(enum role role)
{
    switch (role) {
    case ROLE_PRESCRIBER:
        return KIND_PRESCRIBER;
    case ROLE_PARTNER:
        return KIND_PARTNER;
    case ROLE_OPERATOR:
        return KIND_OPERATOR;
    case ROLE_SIGNATORY:
        return KIND_SIGNATORY;
    default:
        return KIND_STAFF;
    }
}

const char *kind_word(enum principal_kind kind)
{
    static const char *const words[N_KINDS] = {[KIND_STAFF] = "staff",
                                               [KIND_PRESCRIBER] = "prescriber",
                                               [KIND_PARTNER] = "partner",
                                               [KIND_OPERATOR] = "operator",
                                               [KIND_SIGNATORY] = "signatory"};
    return words[kind];
}

const char *owner_id(const struct call *call)
{
    switch (call->who.kind) {
    case KIND_PRESCRIBER:
        return call->who.prescriber_id;
    case KIND_PARTNER:
        return call->who.partner_id;
    case KIND_SIGNATORY:
        return call->who.immersion_id;
    default:
        return call->who.structure_id;
    }
}

void field_select(struct buffer *sql, const struct field *field)
{
    bool array = field->type == T_WORDS || field->type == T_CODES || field->type == T_STRINGS;
    if (field->sql)
        buffer_printf(sql, "(%s)", field->sql);
    else if (field->flags & SIGHTED)
        buffer_add_text(sql, "null");
    else if (array)
        buffer_printf(sql, "to_jsonb(t.%s)", field->name); /* JSON text rather than PostgreSQL's array notation */
    else
        buffer_printf(sql, "t.%s", field->name);
}

static const char *taken(struct buffer *buffer)
{
    const char *text = arena_strndup(&view_arena, buffer->data, buffer->length);
    buffer_done(buffer);
    return text;
}

static void add_column(struct view *view, struct buffer *list, unsigned index)
{
    const struct field *field = &view->resource->fields[index];
    const char *key = arena_printf(&view_arena, ",\"%s\":%*s", field->name, KEY_USUAL, "");
    if (strcmp(field->name, "version") == 0)
        view->version_column = view->n_columns;
    if (field->type == T_STATE)
        view->state_column = view->n_columns;
    if (field->flags & UNVERSIONED)
        view->unversioned |= UINT64_C(1) << view->n_columns;
    if (list->length)
        buffer_add_char(list, ',');
    field_select(list, field);
    view->columns[view->n_columns++] =
        (struct column){.key = key, .key_length = (unsigned)strcspn(key, " "), .type = field->type, .field = index};
}

static bool is_owner_column(const struct resource *resource, const char *name)
{
    for (unsigned kind = 0; kind < N_KINDS; kind++)
        if (text_equal(resource->owned[kind], name))
            return true;
    return false;
}

/* The rules of a structure's own people weigh all of a row; those of anyone from outside, what they are shown of it and whose it
 * is, which the journal says: PostgreSQL grants senders and signatories no more. */
static bool is_weighed(const struct view *view, const struct field *field)
{
    return view->kind == KIND_STAFF || field_seen(field, view->role) || is_owner_column(view->resource, field->name);
}

/* A place for every field, for rules to read. */
static const char *every_field(const struct view *view)
{
    struct buffer list = {0};
    for (unsigned i = 0; i < view->resource->n_fields; i++) {
        const struct field *field = &view->resource->fields[i];
        if (i)
            buffer_add_char(&list, ',');
        if (is_weighed(view, field))
            field_select(&list, field);
        else
            buffer_add_text(&list, "null");
    }
    return taken(&list);
}

static const char *read_text(const struct view *view, const char *columns, const char *key, const char *tail)
{
    const char *owned = view->owner_column ? arena_printf(&view_arena, " and t.%s = $2", view->owner_column) : "";
    return arena_printf(&view_arena, "select %s from %s t where t.%s = $1%s%s", columns, view->resource->table, key, owned, tail);
}

static struct statement show_statement(const struct view *view, const char *key)
{
    return statement_binary(read_text(view, view->select_list, key, ""), view->owner_column ? 2 : 1);
}

/* What rules read, and the row locked; who refers to it by its id need not wait. */
static struct statement lock_statement(const struct view *view, const char *key)
{
    return statement_of(read_text(view, every_field(view), key, " for no key update"), view->owner_column ? 2 : 1);
}

static const char *from_text(const struct resource *resource, enum role role)
{
    struct buffer from = {0};
    if (!resource->from || !(resource->actions[ACTION_LIST] & BIT(role)))
        return resource->table;
    resource->from(&from, role);
    return taken(&from);
}

static void view_init(struct view *view, const struct resource *resource, enum role role)
{
    struct buffer list = {0};
    view->resource = resource;
    view->role = role;
    view->kind = kind_of_role(role);
    view->owner_column = resource->owned[view->kind];
    for (unsigned i = 0; i < resource->n_fields; i++)
        if (field_seen(&resource->fields[i], role))
            add_column(view, &list, i);
    view->select_list = taken(&list);
    view->from = from_text(resource, role);
    view->read = show_statement(view, "id");
    view->read_all = lock_statement(view, "id");
    if (resource->imported_by) {
        const char *key = resource->fields[resource->imported_by].name;
        view->read_imported = lock_statement(view, key);
        view->show_imported = show_statement(view, key);
    }
    access_prepare(view, &view_arena);
    for (int state = 0; resource->flow && resource->flow->states[state]; state++) {
        struct buffer allowed = {0};
        flow_write_allowed(&allowed, resource->flow, state, role, NULL, NULL);
        view->allowed[state].length = (unsigned)allowed.length;
        view->allowed[state].json = taken(&allowed);
    }
    for (unsigned i = 0; resource->flow && i < resource->flow->n_moves; i++)
        view->asks_may |= resource->flow->moves[i].may && (resource->flow->moves[i].roles & BIT(role));
}

void views_build(const struct api *api)
{
    arena_init(&view_arena);
    n_resources = 0;
    while (api->resources[n_resources])
        n_resources++;
    views = arena_zalloc(&view_arena, (size_t)n_resources * N_ROLES, sizeof *views);
    for (unsigned r = 0; api->resources[r]; r++)
        for (unsigned role = 0; role < N_ROLES; role++)
            view_init(&views[(size_t)r * N_ROLES + role], api->resources[r], (enum role)role);
}

const struct view *view_of(const struct resource *resource, enum role role)
{
    for (unsigned r = 0; r < n_resources; r++)
        if (views[(size_t)r * N_ROLES].resource == resource)
            return &views[(size_t)r * N_ROLES + role];
    abort(); /* a resource that app did not give: a fault of ours */
}

const struct view *view_of_child(const struct child *child, enum role role)
{
    return view_of(resource_by_path(child->resource, strlen(child->resource)), role);
}

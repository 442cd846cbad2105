/* The SQL of a row's own write, from the descriptor and the values set. */
#include <stdlib.h>
#include <string.h>

#include "write_run.h"

struct assignments {
    struct buffer *columns, *places;
    const char *values[TX_PARAMS];
    unsigned count;
};

static unsigned assign(struct assignments *to, const char *column, const char *value)
{
    if (to->count == TX_PARAMS)
        abort();
    to->values[to->count++] = value;
    if (to->columns->length)
        buffer_add_char(to->columns, ',');
    buffer_add_text(to->columns, column);
    if (to->places)
        buffer_printf(to->places, "%s$%u", to->places->length ? "," : "", to->count);
    else
        buffer_printf(to->columns, " = $%u", to->count);
    return to->count;
}

static void assign_set(const struct write *write, struct assignments *to, const char *owner)
{
    const struct resource *resource = write->resource;
    for (unsigned i = 1; i < resource->n_fields; i++) {
        const struct field *field = &resource->fields[i];
        bool is_owner = owner && strcmp(owner, field->name) == 0;
        if (write->set[i].given && !field->sql && !(field->flags & SIGHTED) && field->type != T_STATE && !is_owner)
            assign(to, field->name, write->set[i].text);
    }
}

static const char *state_word(const struct write *write)
{
    return write->resource->flow->states[write->to];
}

static unsigned ask(struct call *call, struct write *write, struct buffer *sql, const struct assignments *values)
{
    struct statement statement = statement_binary(arena_strndup(call->arena, sql->data, sql->length), values->count);
    buffer_done(sql);
    return tx_ask(write->tx, &statement, values->values);
}

static unsigned insert_ask(struct call *call, struct write *write, const struct view *view)
{
    struct buffer columns = {0}, places = {0}, sql = {0};
    struct assignments to = {.columns = &columns, .places = &places};
    const char *owner = view->owner_column;
    assign(&to, "id", write->id);
    if (owner && strcmp(owner, "id") != 0)
        assign(&to, owner, owner_id(call));
    if (write->resource->flow)
        assign(&to, write->resource->fields[write->resource->state].name, state_word(write));
    assign_set(write, &to, owner);
    buffer_printf(&sql, "insert into %s as t (%s) values (%s) returning %s", write->resource->table, buffer_text(&columns),
                  buffer_text(&places), view->select_list);
    buffer_done(&columns);
    buffer_done(&places);
    return ask(call, write, &sql, &to);
}

static unsigned update_ask(struct call *call, struct write *write, const struct view *view)
{
    struct buffer columns = {0}, sql = {0};
    struct assignments to = {.columns = &columns};
    const struct resource *resource = write->resource;
    const char *state = resource->flow ? resource->fields[resource->state].name : NULL;
    assign_set(write, &to, NULL);
    if (state && write->to != write->state)
        assign(&to, state, state_word(write));
    to.values[to.count++] = write->id;
    to.values[to.count++] = write->before[1];
    buffer_printf(&sql, "update %s as t set %s%sversion = t.version + 1, updated_at = now() where t.id = $%u and t.version = $%u",
                  resource->table, buffer_text(&columns), columns.length ? ", " : "", to.count - 1, to.count);
    if (view->owner_column) {
        to.values[to.count++] = owner_id(call);
        buffer_printf(&sql, " and t.%s = $%u", view->owner_column, to.count);
    }
    if (state) {
        to.values[to.count++] = resource->flow->states[write->state];
        buffer_printf(&sql, " and t.%s = $%u", state, to.count);
    }
    buffer_printf(&sql, " returning %s", view->select_list);
    buffer_done(&columns);
    return ask(call, write, &sql, &to);
}

unsigned write_row_ask(struct call *call, struct write *write, const struct view *view)
{
    return write->action == ACTION_CREATE ? insert_ask(call, write, view) : update_ask(call, write, view);
}

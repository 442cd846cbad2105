#include "api/list.h"

#include <string.h>

#include "access.h"
#include "api/read.h"

enum { ROW_USUAL = 512, STATEMENT_USUAL = 1024 }; /* bytes of JSON; of SQL */

struct values {
    const char **texts;
    unsigned count;
};

static unsigned add_value(struct values *values, const char *text)
{
    values->texts[values->count++] = text;
    return values->count;
}

static void add_place(struct buffer *sql, unsigned value)
{
    buffer_add_char(sql, '$');
    buffer_add_int(sql, value);
}

static void add_equal(struct buffer *sql, const char *column, unsigned value)
{
    buffer_add_texts(sql, " and t.", column, " = ");
    add_place(sql, value);
}

/* A constant text of a descriptor, with the value's place in it. */
static void add_placed(struct buffer *sql, const char *text, unsigned value)
{
    for (const char *place; (place = strstr(text, "$?")) != NULL; text = place + 2) {
        buffer_add(sql, text, (size_t)(place - text));
        add_place(sql, value);
    }
    buffer_add_text(sql, text);
}

static void add_filter(struct buffer *sql, const struct filter *filter, struct values *values)
{
    static const char *const array_casts[] = {[T_UUID] = "::uuid[]",           [T_INT] = "::bigint[]",   [T_DATE] = "::date[]",
                                              [T_INSTANT] = "::timestamptz[]", [T_BOOL] = "::boolean[]", [T_STRINGS] = NULL};
    buffer_add_text(sql, " and ");
    if (filter->field->match && filter->kind != FILTER_NULL) {
        add_placed(sql, filter->field->match, add_value(values, filter->value));
        return;
    }
    if (filter->kind == FILTER_EQUAL && filter->field->type == T_BOOL && filter->field->sql) {
        /* The condition itself, and not what it equals: an index may serve it. */
        bool wanted = filter->value[0] == 't';
        buffer_printf(sql, wanted ? "(%s)" : "(%s) is not true", filter->field->sql);
        return;
    }
    field_select(sql, filter->field);
    switch (filter->kind) {
    case FILTER_NULL:
        buffer_add_text(sql, " is null");
        return;
    case FILTER_ANY: {
        const char *cast = array_casts[filter->field->type];
        buffer_printf(sql, " = any($%u%s)", add_value(values, filter->value), cast ? cast : "::text[]");
        return;
    }
    default:
        buffer_printf(sql, " %s $%u",
                      filter->kind == FILTER_GTE  ? ">="
                      : filter->kind == FILTER_LT ? "<"
                                                  : "=",
                      add_value(values, filter->value));
    }
}

/* Pages are asked by one of few sizes, so that few statements serve every limit; what is over is not shown. */
static unsigned rows_asked(unsigned limit)
{
    static const unsigned sizes[] = {10, 20, PAGE_DEFAULT, 100, PAGE_MAX};
    unsigned i = 0;
    while (sizes[i] < limit)
        i++;
    return sizes[i] + 1; /* one more tells whether a next page exists */
}

/* from … where: what the query selects, without page. */
static void add_selection(struct call *call, const struct view *view, const struct list_query *query, struct buffer *sql,
                          struct values *values)
{
    const char *const *search = view->resource->search;
    buffer_add_texts(sql, " from ", view->from, " t where true");
    if (view->owner_column)
        add_equal(sql, view->owner_column, add_value(values, owner_id(call)));
    if (query->parent_id)
        add_equal(sql, view->resource->parent_column, add_value(values, query->parent_id));
    for (unsigned i = 0; i < query->n_filters; i++)
        add_filter(sql, &query->filters[i], values);
    if (!query->q)
        return;
    unsigned q = add_value(values, query->q);
    if (view->resource->find) {
        buffer_add_text(sql, " and t.id = any(array(select ");
        add_placed(sql, view->resource->find, q);
        buffer_add_text(sql, "))");
        return;
    }
    buffer_printf(sql, " and (t.%s ^@ search_form($%u)", search[0], q);
    if (search[1])
        buffer_printf(sql, " or t.%s ^@ search_form($%u)", search[1], q);
    buffer_add_char(sql, ')');
}

static void add_order(struct buffer *sql, const struct view *view, const struct list_query *query)
{
    const char *sort = view->resource->fields[view->columns[query->sort_column].field].name;
    const char *direction = query->descending ? " desc" : "";
    buffer_add_text(sql, " order by ");
    if (strcmp(sort, "id") != 0)
        buffer_add_texts(sql, "t.", sort, direction, ", ");
    buffer_add_texts(sql, "t.id", direction);
}

/* from … where … order by … limit: the same for the page and for the ids that its children belong to. */
static void add_page(struct call *call, const struct view *view, const struct list_query *query, struct buffer *sql,
                     struct values *values)
{
    const char *sort = view->resource->fields[view->columns[query->sort_column].field].name;
    bool by_id = strcmp(sort, "id") == 0;
    add_selection(call, view, query, sql, values);
    if (query->after_id && by_id)
        buffer_printf(sql, " and t.id %c $%u", query->descending ? '<' : '>', add_value(values, query->after_id));
    else if (query->after_id) {
        unsigned value = add_value(values, query->after_value);
        buffer_printf(sql, " and (t.%s, t.id) %c ($%u, $%u)", sort, query->descending ? '<' : '>', value,
                      add_value(values, query->after_id));
    }
    add_order(sql, view, query);
    if (query->limit) {
        buffer_add_text(sql, " limit ");
        buffer_add_int(sql, rows_asked(query->limit));
    }
}

void list_statement(struct call *call, const struct view *view, const struct list_query *query, struct buffer *sql,
                    const char *values[static LIST_PARAMS], unsigned *ret_n_values)
{
    struct values given = {.texts = values};
    if (query->limit && access_entered(view, query)) {
        struct buffer page = {0}, order = {0};
        add_page(call, view, query, &page, &given);
        add_order(&order, view, query);
        const char *shown = arena_printf(call->arena, "$%u", add_value(&given, arena_printf(call->arena, "%u", query->limit)));
        access_read(sql, view, "'list'", buffer_text(&page), buffer_text(&order), shown);
        buffer_done(&page);
        buffer_done(&order);
    } else {
        buffer_reserve(sql, STATEMENT_USUAL);
        buffer_add_texts(sql, "select ", view->select_list);
        add_page(call, view, query, sql, &given);
    }
    *ret_n_values = given.count;
}

static const char *taken(struct call *call, struct buffer *sql)
{
    const char *text = arena_strndup(call->arena, sql->data, sql->length);
    buffer_done(sql);
    return text;
}

static unsigned ask(struct call *call, struct tx *tx, struct buffer *sql, const struct values *values)
{
    struct statement statement = statement_of(taken(call, sql), values->count);
    return tx_ask(tx, &statement, values->texts);
}

/* Rows of a view's columns, to be shown. */
static unsigned ask_shown(struct call *call, struct tx *tx, struct buffer *sql, const struct values *values)
{
    struct statement statement = statement_binary(taken(call, sql), values->count);
    return tx_ask(tx, &statement, values->texts);
}

void list_enter_export(struct call *call, struct tx *tx, const struct view *view, const struct list_query *query)
{
    const char *texts[LIST_PARAMS];
    struct values values = {.texts = texts};
    struct buffer sql = {0};
    access_insert(&sql, view->resource, view->resource->name, "'export'");
    add_selection(call, view, query, &sql, &values);
    buffer_add_text(&sql, " and ");
    access_of_somebody(&sql, view->resource);
    ask(call, tx, &sql, &values);
}

/* select child columns and the parent's id, for the parents that the given subquery names. */
static void child_select(struct buffer *sql, const struct view *view, const struct child *child)
{
    buffer_printf(sql, "select %s,t.%s from %s t where t.%s", view->select_list, child->column, view->resource->table,
                  child->column);
}

static void child_tail(struct call *call, struct buffer *sql, const struct view *view, const struct child *child,
                       struct values *values)
{
    if (view->owner_column)
        add_equal(sql, view->owner_column, add_value(values, owner_id(call)));
    buffer_printf(sql, " order by t.%s, t.id limit %d", child->column, CHILD_ROWS_MAX + 1);
}

void children_ask_item(struct call *call, struct tx *tx, const struct shape *shape, const char *id, struct children *ret_children)
{
    ret_children->shape = shape;
    for (unsigned i = 0; i < shape->n_children; i++) {
        const char *texts[LIST_PARAMS];
        struct values values = {.texts = texts};
        struct buffer sql = {0};
        ret_children->views[i] = view_of_child(shape->children[i], call->who.role);
        child_select(&sql, ret_children->views[i], shape->children[i]);
        buffer_printf(&sql, " = $%u", add_value(&values, id));
        child_tail(call, &sql, ret_children->views[i], shape->children[i], &values);
        ret_children->answers[i] = ask_shown(call, tx, &sql, &values);
    }
}

void children_ask_list(struct call *call, struct tx *tx, const struct view *view, const struct list_query *query,
                       struct children *ret_children)
{
    ret_children->shape = &query->shape;
    for (unsigned i = 0; i < query->shape.n_children; i++) {
        const struct child *child = query->shape.children[i];
        const char *texts[LIST_PARAMS];
        struct values values = {.texts = texts};
        struct buffer sql = {0};
        ret_children->views[i] = view_of_child(child, call->who.role);
        child_select(&sql, ret_children->views[i], child);
        buffer_add_text(&sql, " = any(array(select t.id");
        add_page(call, view, query, &sql, &values);
        buffer_add_text(&sql, "))");
        child_tail(call, &sql, ret_children->views[i], child, &values);
        ret_children->answers[i] = ask_shown(call, tx, &sql, &values);
    }
}

/* Percent-encoded but for what stands for itself in a query. */
static void add_encoded(struct buffer *out, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";
    for (const char *c = text; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if ((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || strchr("-_.,", *c)) {
            buffer_add_char(out, *c);
        } else {
            buffer_add_char(out, '%');
            buffer_add_char(out, hex[byte >> 4]);
            buffer_add_char(out, hex[byte & 15]);
        }
    }
}

static void link_next(struct call *call, const char *cursor)
{
    struct buffer link = {0};
    buffer_add_char(&link, '<');
    buffer_add_text(&link, call->request->path);
    buffer_add_char(&link, '?');
    for (unsigned i = 0; i < call->request->n_parameters; i++) {
        const struct parameter *parameter = &call->request->parameters[i];
        if (strcmp(parameter->name, "cursor") == 0)
            continue;
        buffer_add_text(&link, parameter->name); /* declared names need no escape */
        buffer_add_char(&link, '=');
        add_encoded(&link, parameter->value);
        buffer_add_char(&link, '&');
    }
    buffer_add_text(&link, "cursor=");
    buffer_add_text(&link, cursor);
    buffer_add_text(&link, ">; rel=\"next\"");
    call_header(call, "Link", arena_strndup(call->arena, link.data, link.length));
    buffer_done(&link);
}

/* How many rows in all, counted to TOTAL_MAX at most: beyond, a count would read the whole table. */
static unsigned total_ask(struct call *call, struct tx *tx, const struct view *view, const struct list_query *query)
{
    const char *texts[LIST_PARAMS];
    struct values values = {.texts = texts};
    struct buffer sql = {0};
    buffer_add_text(&sql, "select count(*) from (select 1");
    add_selection(call, view, query, &sql, &values);
    buffer_printf(&sql, " limit %d) counted", TOTAL_MAX + 1);
    return ask(call, tx, &sql, &values);
}

static void write_total(struct buffer *out, int64_t count)
{
    json_key(out, "total");
    json_open(out, '{');
    json_key(out, "count");
    json_int(out, count > TOTAL_MAX ? TOTAL_MAX : count);
    json_key(out, "exact");
    json_bool(out, count <= TOTAL_MAX);
    json_close(out, '}');
}

static void write_page(struct call *call, const struct view *view, const struct list_query *query, const struct tx *tx,
                       unsigned page, const struct children *children)
{
    struct buffer *out = &call->response.body;
    unsigned rows = tx_rows(tx, page);
    bool more = rows > query->limit;
    rows = more ? query->limit : rows;
    buffer_reserve(out, rows * (size_t)ROW_USUAL);
    buffer_add_text(out, "{\"data\":[");
    for (unsigned row = 0; row < rows; row++) {
        if (row)
            buffer_add_char(out, ',');
        output_row(out, view, &query->shape, tx, page, row);
        if (query->shape.n_children)
            children_write(out, tx, children, page, row);
        json_close(out, '}');
    }
    buffer_add_text(out, "],\"next_cursor\":");
    if (more) {
        unsigned last = rows - 1;
        const char *cursor = cursor_seal(call, output_text(call->arena, view, tx, page, last, query->sort_column),
                                         output_text(call->arena, view, tx, page, last, 0));
        json_text(out, cursor);
        link_next(call, cursor);
    } else {
        json_nothing(out);
    }
    call->response.status = 200;
}

void list_ask(struct read *read)
{
    struct call *call = read->call;
    const char *texts[LIST_PARAMS];
    struct values values = {.texts = texts};
    struct buffer sql = {0};
    list_statement(call, read->view, &read->query, &sql, texts, &values.count);
    read->rows = ask_shown(call, &read->tx, &sql, &values);
    children_ask_list(call, &read->tx, read->view, &read->query, &read->children);
    read->total = read->query.total ? total_ask(call, &read->tx, read->view, &read->query) : 0;
    if (read->query.parent_id)
        read->parent = tx_ask(&read->tx, &read->view->parent, (const char *[]){read->query.parent_id, owner_id(call)});
}

void list_answer(struct read *read)
{
    struct call *call = read->call;
    if (read->query.parent_id && tx_rows(&read->tx, read->parent) == 0) {
        call_fail(call, NOT_FOUND);
        return;
    }
    if (!children_bounded(call, &read->tx, &read->children))
        return;
    write_page(call, read->view, &read->query, &read->tx, read->rows, &read->children);
    if (read->query.total)
        write_total(&call->response.body, tx_int(&read->tx, read->total, 0, 0));
    json_close(&call->response.body, '}');
}

/* The query string of reads, against the descriptors: unknown names and bad values are refused, all at once. */
#include <stdlib.h>
#include <string.h>

#include "api/body.h"
#include "api/list.h"
#include "core/text.h"

static bool parameter_wrong(struct call *call, enum problem problem, const char *parameter, const char *shown)
{
    struct error_item *item = call_parameter_error(call, problem, parameter);
    if (shown)
        item->values[0] = (struct problem_value){.kind = VALUE_TEXT, .text = shown};
    return false;
}

static int column_of(const struct view *view, const char *name, size_t length)
{
    int field = field_index(view->resource->fields, view->resource->n_fields, name, length);
    for (unsigned c = 0; field >= 0 && c < view->n_columns; c++)
        if (view->columns[c].field == (unsigned)field)
            return (int)c;
    return -1;
}

static bool read_fields(struct call *call, const struct view *view, const char *value, struct shape *shape)
{
    shape->columns = shape->n_order = 0;
    for (const char *at = value;;) {
        size_t length = strcspn(at, ",");
        int column = column_of(view, at, length);
        if (column < 0)
            return parameter_wrong(call, FIELD_UNKNOWN, "fields", NULL);
        if (!(shape->columns & UINT64_C(1) << column))
            shape->order[shape->n_order++] = (uint8_t)column;
        shape->columns |= UINT64_C(1) << column;
        if (at[length] == '\0')
            return true;
        at += length + 1;
    }
}

static const struct child *child_named(const struct view *view, const char *name, size_t length)
{
    for (unsigned i = 0; i < view->resource->n_children; i++) {
        const struct child *child = &view->resource->children[i];
        const struct resource *resource = resource_by_path(child->resource, strlen(child->resource));
        if (strncmp(child->name, name, length) == 0 && child->name[length] == '\0' &&
            (resource->actions[ACTION_READ] & BIT(view->role)))
            return child;
    }
    return NULL;
}

static bool read_include(struct call *call, const struct view *view, const char *value, struct shape *shape)
{
    enum { INCLUDE_MAX = 5 };
    for (const char *at = value;;) {
        size_t length = strcspn(at, ",");
        const struct child *child = child_named(view, at, length);
        if (!child || shape->n_children == INCLUDE_MAX)
            return parameter_wrong(call, child ? FIELD_TOO_LONG : FIELD_UNKNOWN, "include", "5");
        for (unsigned i = 0; i < shape->n_children; i++)
            if (shape->children[i] == child)
                return parameter_wrong(call, FIELD_WORD, "include", child->name);
        shape->children[shape->n_children++] = child;
        if (at[length] == '\0')
            return true;
        at += length + 1;
    }
}

/* True when the name was one of the shape's, right or wrong. */
static bool shape_parameter(struct call *call, const struct view *view, const struct parameter *parameter, struct shape *shape)
{
    if (strcmp(parameter->name, "fields") == 0) {
        read_fields(call, view, parameter->value, shape);
        return true;
    }
    if (strcmp(parameter->name, "include") == 0 && view->resource->n_children) {
        read_include(call, view, parameter->value, shape);
        return true;
    }
    return false;
}

bool shape_read(struct call *call, const struct view *view, bool list, struct shape *ret_shape)
{
    *ret_shape = (struct shape){.columns = UINT64_MAX};
    for (unsigned i = 0; i < call->request->n_parameters; i++) {
        const struct parameter *parameter = &call->request->parameters[i];
        if (!shape_parameter(call, view, parameter, ret_shape) && !list)
            parameter_wrong(call, FIELD_UNKNOWN, parameter->name, NULL);
    }
    return call->error.problem == PROBLEM_NONE;
}

static bool comparable(enum field_type type)
{
    return type == T_DATE || type == T_INSTANT || type == T_INT;
}

static bool one_filter_value(struct call *call, const struct view *view, const struct field *field, const char *name,
                             const char *text, size_t length, const char **ret_value)
{
    struct problem_value values[PROBLEM_VALUES] = {{0}};
    struct field asked = *field;
    if (field->type == T_STATE) {
        asked.type = T_WORD;
        asked.words = view->resource->flow->states;
    }
    enum problem problem = value_from_text(call->arena, &asked, text, length, ret_value, values);
    if (problem == PROBLEM_NONE)
        return true;
    memcpy(call_parameter_error(call, problem, name)->values, values, sizeof values);
    return false;
}

/* "a,b" of closed types means either; a text may hold a comma of its own. */
static bool filter_values(struct call *call, const struct view *view, struct filter *filter, const char *name, const char *value)
{
    if (filter->kind != FILTER_EQUAL || filter->field->type == T_TEXT || (!strchr(value, ',') && !filter->field->match))
        return one_filter_value(call, view, filter->field, name, value, strlen(value), &filter->value);
    struct buffer literal = {0};
    bool right = true;
    buffer_add_char(&literal, '{');
    for (const char *at = value;;) {
        size_t length = strcspn(at, ",");
        const char *one = NULL;
        right = right && one_filter_value(call, view, filter->field, name, at, length, &one);
        if (!right)
            break;
        json_text(&literal, one);
        if (at[length] == '\0')
            break;
        at += length + 1;
    }
    buffer_add_char(&literal, '}');
    filter->kind = FILTER_ANY;
    filter->value = arena_strndup(call->arena, literal.data, literal.length);
    buffer_done(&literal);
    return right;
}

static bool read_filter(struct call *call, const struct view *view, const struct parameter *parameter, struct list_query *query)
{
    const char *name = parameter->name;
    const char *dot = strchr(name, '.');
    size_t length = dot ? (size_t)(dot - name) : strlen(name);
    int column = column_of(view, name, length);
    const struct field *field = column < 0 ? NULL : &view->resource->fields[view->columns[column].field];
    struct filter filter = {.field = field, .kind = FILTER_EQUAL};
    if (!field || !(field->flags & FILTER) || (dot && !comparable(field->type)))
        return parameter_wrong(call, FIELD_UNKNOWN, name, NULL);
    if (dot && strcmp(dot, ".gte") == 0)
        filter.kind = FILTER_GTE;
    else if (dot && strcmp(dot, ".lt") == 0)
        filter.kind = FILTER_LT;
    else if (dot)
        return parameter_wrong(call, FIELD_UNKNOWN, name, NULL);
    if (query->n_filters == FILTERS_MAX)
        return parameter_wrong(call, FIELD_TOO_LONG, name, "10");
    if (!dot && field->type != T_TEXT && strcmp(parameter->value, "null") == 0)
        filter.kind = FILTER_NULL;
    else if (!filter_values(call, view, &filter, name, parameter->value))
        return false;
    query->filters[query->n_filters++] = filter;
    return true;
}

static bool read_sort(struct call *call, const struct view *view, const char *value, struct list_query *query)
{
    query->descending = value[0] == '-';
    const char *name = value + query->descending;
    int column = column_of(view, name, strlen(name));
    if (column < 0 || !(view->resource->fields[view->columns[column].field].flags & SORT))
        return parameter_wrong(call, FIELD_UNKNOWN, "sort", NULL);
    query->sort_column = (unsigned)column;
    return true;
}

static bool read_limit(struct call *call, const char *value, struct list_query *query)
{
    size_t digits = strspn(value, "0123456789");
    unsigned long limit = digits && digits <= 3 && value[digits] == '\0' ? strtoul(value, NULL, 10) : 0;
    if (limit < 1 || limit > PAGE_MAX) {
        struct error_item *item = call_parameter_error(call, FIELD_RANGE, "limit");
        item->values[0] = (struct problem_value){.kind = VALUE_INT, .number = 1};
        item->values[1] = (struct problem_value){.kind = VALUE_INT, .number = PAGE_MAX};
        return false;
    }
    query->limit = (unsigned)limit;
    return true;
}

static bool read_q(struct call *call, const struct view *view, const char *value, struct list_query *query)
{
    static const struct field q = {"q", T_TEXT, 0, .max = 100, .about = "text", .example = "\"\""};
    struct problem_value values[PROBLEM_VALUES] = {{0}};
    if (!view->resource->search[0] && !view->resource->find)
        return parameter_wrong(call, FIELD_UNKNOWN, "q", NULL);
    enum problem problem = value_from_text(call->arena, &q, value, strlen(value), &query->q, values);
    if (problem == PROBLEM_NONE)
        return true;
    memcpy(call_parameter_error(call, problem, "q")->values, values, sizeof values);
    return false;
}

bool list_query_read(struct call *call, const struct view *view, struct list_query *ret_query)
{
    /* Newest first: identifiers are time ordered, and (structure_id, id) is an index of every table. */
    *ret_query = (struct list_query){.limit = PAGE_DEFAULT, .descending = true, .shape.columns = UINT64_MAX};
    for (unsigned i = 0; i < call->request->n_parameters; i++) {
        const struct parameter *parameter = &call->request->parameters[i];
        if (strcmp(parameter->name, "limit") == 0)
            read_limit(call, parameter->value, ret_query);
        else if (strcmp(parameter->name, "sort") == 0)
            read_sort(call, view, parameter->value, ret_query);
        else if (strcmp(parameter->name, "cursor") == 0)
            ret_query->cursor = parameter->value;
        else if (strcmp(parameter->name, "q") == 0)
            read_q(call, view, parameter->value, ret_query);
        else if (strcmp(parameter->name, "total") == 0 && strcmp(parameter->value, "exact") == 0)
            ret_query->total = true;
        else if (!shape_parameter(call, view, parameter, &ret_query->shape))
            read_filter(call, view, parameter, ret_query);
    }
    return call->error.problem == PROBLEM_NONE && (!ret_query->cursor || cursor_open(call, ret_query));
}

/* JSON Schema (2020-12, as OpenAPI 3.1 uses it) of fields, answers and bodies. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "db/reference.h"

void schema_roles(struct buffer *out, uint32_t roles)
{
    json_key(out, "x-roles");
    json_open(out, '[');
    for (unsigned role = 0; role < ROLE_JOB; role++)
        if (roles & BIT(role))
            json_text(out, role_word((enum role)role));
    json_close(out, ']');
}

static const char *json_type(enum field_type type)
{
    switch (type) {
    case T_INT:
        return "integer";
    case T_BOOL:
        return "boolean";
    case T_WORDS:
    case T_CODES:
    case T_STRINGS:
    case T_LIST:
        return "array";
    case T_OBJECT:
    case T_SENTENCE:
        return "object";
    default:
        return "string";
    }
}

static void write_type(struct buffer *out, enum field_type type, bool nullable)
{
    json_key(out, "type");
    if (!nullable) {
        json_text(out, json_type(type));
        return;
    }
    json_open(out, '[');
    json_text(out, json_type(type));
    json_text(out, "null");
    json_close(out, ']');
}

static void write_words(struct buffer *out, const char *const *words, bool nullable)
{
    json_key(out, "enum");
    json_open(out, '[');
    for (unsigned i = 0; words[i]; i++)
        json_text(out, words[i]);
    if (nullable)
        json_nothing(out);
    json_close(out, ']');
}

/* Only a row has a state: bodies of moves and answers of endpoints have none. */
static const char *const *states_of(const struct resource *resource)
{
    if (!resource)
        abort();
    return resource->flow->states;
}

static void write_codes(struct buffer *out, const struct field *field, bool nullable)
{
    const struct reference_list *list = reference_list(field->list);
    json_key(out, "x-reference");
    json_text(out, field->list);
    if ((field->flags & OPEN_CODE) || list->n_rows > 60) /* a long list is read at /v1/reference/{list} */
        return;
    json_key(out, "enum");
    json_open(out, '[');
    for (unsigned row = 0; row < list->n_rows; row++)
        json_text(out, list->cells[(size_t)row * list->n_columns]);
    if (nullable)
        json_nothing(out);
    json_close(out, ']');
}

static void key_int(struct buffer *out, const char *key, int64_t number)
{
    json_key(out, key);
    json_int(out, number);
}

static void write_limits(struct buffer *out, const struct field *field)
{
    if (field->type == T_INT) {
        key_int(out, "minimum", field->min);
        key_int(out, "maximum", field->max ? field->max : INT32_MAX);
    } else if (field->type == T_TEXT) {
        key_int(out, "minLength", field->min ? field->min : 1);
        key_int(out, "maxLength", field->max ? field->max : 200);
    }
}

static void write_items(struct buffer *out, const struct field *field)
{
    key_int(out, "minItems", field->min);
    key_int(out, "maxItems", field->max ? field->max : 100);
    json_key(out, "items");
    if (field->type == T_LIST) {
        schema_object(out, field->of, field->n_of);
        return;
    }
    json_open(out, '{');
    json_member(out, "type", "string");
    if (field->type == T_WORDS)
        write_words(out, field->words, false);
    else if (field->type == T_CODES)
        write_codes(out, field, false);
    json_close(out, '}');
}

static void answered_members(struct buffer *out, const struct field *object);

static void write_kind(struct buffer *out, const struct field *field, const struct resource *resource, bool nullable)
{
    static const char *const formats[] = {[T_UUID] = "uuid", [T_DATE] = "date", [T_INSTANT] = "date-time", [T_LIST] = NULL};
    switch (field->type) {
    case T_UUID:
    case T_DATE:
    case T_INSTANT:
        json_member(out, "format", formats[field->type]);
        break;
    case T_TIME:
        json_member(out, "pattern", "^([01][0-9]|2[0-4]):[0-5][0-9]$");
        break;
    case T_WORD:
        write_words(out, field->words, nullable);
        break;
    case T_STATE:
        write_words(out, states_of(resource), false);
        break;
    case T_CODE:
        write_codes(out, field, nullable);
        break;
    case T_WORDS:
    case T_CODES:
    case T_STRINGS:
    case T_LIST:
        write_items(out, field);
        break;
    case T_OBJECT:
        answered_members(out, field);
        break;
    case T_SENTENCE:
        json_key(out, "additionalProperties");
        json_bool(out, false);
        json_key(out, "required");
        json_literal(out, "[\"fr\",\"en\"]");
        json_key(out, "properties");
        json_literal(out, "{\"fr\":{\"type\":\"string\"},\"en\":{\"type\":\"string\"}}");
        break;
    default:
        write_limits(out, field);
    }
}

void schema_example(struct buffer *out, const struct field *field, const struct resource *resource)
{
    if (field->example)
        json_literal(out, field->example);
    else
        json_text(out, field->type == T_STATE ? states_of(resource)[0] : field->words[0]);
}

/* What a field is, French first, then what reads from no type: where its ids or codes come from, and for whom alone it is. */
static void write_description(struct buffer *out, const struct field *field)
{
    struct buffer text = {0};
    buffer_printf(&text, "%s\n\n%s", field->about_fr, field->about);
    if (field->refers)
        buffer_printf(&text, "\n\nId : `%s`", field->refers);
    if (field->list)
        buffer_printf(&text, "\n\nCode : `/v1/reference/%s`", field->list);
    for (unsigned role = 0, n = 0; field->see && role < ROLE_JOB; role++)
        if (field->see & BIT(role))
            buffer_printf(&text, "%s`%s`", n++ ? ", " : "\n\nPour / For: ", role_word((enum role)role));
    if (field->flags & RESTRICTED)
        buffer_add_text(&text,
                        "\n\nLa lire, filtrer ou trier par elle est au journal des accès. / Reading it, filtering or sorting "
                        "by it is told in the access log.");
    json_member(out, "description", buffer_text(&text));
    buffer_done(&text);
}

void schema_field(struct buffer *out, const struct field *field, const struct resource *resource, bool nullable)
{
    json_open(out, '{');
    write_type(out, field->type, nullable);
    write_kind(out, field, resource, nullable);
    write_description(out, field);
    json_key(out, "examples");
    json_open(out, '[');
    schema_example(out, field, resource);
    json_close(out, ']');
    if (field->refers)
        json_member(out, "x-refers", field->refers);
    if (field->flags & UNVERSIONED) {
        json_key(out, "x-unversioned");
        json_bool(out, true);
    }
    if (field->see)
        schema_roles(out, field->see);
    json_close(out, '}');
}

/* What an answer may leave null: everything that a stored row need not have. An array is empty rather. */
static bool answer_nullable(const struct field *field)
{
    static const char *const always[] = {"id", "version", "created_at", "updated_at"};
    for (unsigned i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(always[i], field->name) == 0)
            return false;
    return !(field->flags & (REQUIRED | SORT | FILLED)) && field->type != T_STATE && strcmp(json_type(field->type), "array") != 0;
}

static void moves_property(struct buffer *out)
{
    json_key(out, "allowed_moves");
    json_literal(
        out, "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"description\":\"Actes que l'état, la fonction de "
             "l'appelant et l'enregistrement permettent ; une règle peut encore en refuser un.\\n\\nMoves that the state, the "
             "caller's role and the record leave open; a rule may still refuse one.\"}");
}

static void children_properties(struct buffer *out, const struct resource *resource)
{
    for (unsigned i = 0; i < resource->n_children; i++) {
        const struct child *child = &resource->children[i];
        const struct resource *of = resource_by_path(child->resource, strlen(child->resource));
        json_key(out, child->name);
        if (child->one)
            buffer_printf(out, "{\"anyOf\":[{\"$ref\":\"#/components/schemas/%s\"},{\"type\":\"null\"}]", of->name);
        else
            buffer_printf(out, "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/%s\"}", of->name);
        json_key(out, "x-include");
        json_bool(out, true);
        schema_roles(out, of->actions[ACTION_READ] & (resource->actions[ACTION_READ] | resource->actions[ACTION_LIST]));
        json_close(out, '}');
    }
}

void schema_answer(struct buffer *out, const struct resource *resource)
{
    json_open(out, '{');
    json_member(out, "type", "object");
    json_member(out, "description", resource->about);
    json_key(out, "additionalProperties");
    json_bool(out, false);
    json_key(out, "properties");
    json_open(out, '{');
    for (unsigned i = 0; i < resource->n_fields; i++) {
        if (resource->fields[i].see == JOB) /* for the service alone */
            continue;
        struct field shown = resource->fields[i];
        if (strcmp(json_type(shown.type), "array") == 0 && !(shown.flags & REQUIRED))
            shown.min = 0; /* empty while nothing is given */
        json_key(out, shown.name);
        schema_field(out, &shown, resource, answer_nullable(&shown));
    }
    if (resource->flow)
        moves_property(out);
    children_properties(out, resource);
    json_key(out, "warnings");
    json_literal(out, "{\"$ref\":\"#/components/schemas/warnings\"}");
    json_close(out, '}');
    json_key(out, "required");
    json_open(out, '[');
    for (unsigned i = 0; i < resource->n_fields; i++)
        if (!resource->fields[i].see && !(resource->fields[i].flags & SIGHTED))
            json_text(out, resource->fields[i].name);
    json_close(out, ']');
    json_close(out, '}');
}

static bool any_role_sets(const struct resource *resource, const struct field *field, enum action action)
{
    for (unsigned role = 0; role < ROLE_JOB; role++)
        if (field_settable(resource, field, (enum role)role, action))
            return true;
    return false;
}

/* Required of every role that may set it; a field that one role gives and another has from the service is not. */
static bool body_requires(const struct resource *resource, const struct field *field, enum action action)
{
    return (field->flags & REQUIRED) && action == ACTION_CREATE &&
           (!field->set || (field->set & resource->actions[action]) == resource->actions[action]);
}

/* Which fields an object holds, which must be there, and whom x-roles names: who may give a field, or who sees it. */
struct members {
    bool (*takes)(const struct resource *, const struct field *, enum action);
    bool (*requires)(const struct resource *, const struct field *, enum action);
    bool seen;
};

/* The members of a schema that make it a closed object of fields. */
static void object_members(struct buffer *out, const struct field *fields, unsigned n_fields, const struct resource *resource,
                           enum action action, const struct members *members)
{
    json_key(out, "additionalProperties");
    json_bool(out, false);
    json_key(out, "properties");
    json_open(out, '{');
    for (unsigned i = 0; i < n_fields; i++) {
        if (!members->takes(resource, &fields[i], action))
            continue;
        struct field shown = fields[i];
        if (!members->seen)
            shown.see = fields[i].set;
        json_key(out, shown.name);
        schema_field(out, &shown, resource, !(shown.flags & REQUIRED));
    }
    json_close(out, '}');
    json_key(out, "required");
    json_open(out, '[');
    for (unsigned i = 0; i < n_fields; i++)
        if (members->takes(resource, &fields[i], action) && members->requires(resource, &fields[i], action))
            json_text(out, fields[i].name);
    json_close(out, ']');
}

static void closed_object(struct buffer *out, const struct field *fields, unsigned n_fields, const struct resource *resource,
                          enum action action, const struct members *members)
{
    json_open(out, '{');
    json_member(out, "type", "object");
    object_members(out, fields, n_fields, resource, action, members);
    json_close(out, '}');
}

void schema_body(struct buffer *out, const struct resource *resource, enum action action)
{
    static const struct members given = {any_role_sets, body_requires, false};
    closed_object(out, resource->fields, resource->n_fields, resource, action, &given);
}

static bool every_field(const struct resource *resource, const struct field *field, enum action action)
{
    (void)resource, (void)field, (void)action;
    return true;
}

static bool is_required(const struct resource *resource, const struct field *field, enum action action)
{
    (void)resource, (void)action;
    return (field->flags & REQUIRED) && !field->set;
}

void schema_fields(struct buffer *out, const struct field *fields, unsigned n_fields)
{
    static const struct members given = {every_field, is_required, false};
    closed_object(out, fields, n_fields, NULL, ACTION_CREATE, &given);
}

static bool is_answered(const struct resource *resource, const struct field *field, enum action action)
{
    (void)resource, (void)action;
    return (field->flags & (REQUIRED | SERVER)) && !field->see;
}

static const struct members answered = {every_field, is_answered, true};

static void answered_members(struct buffer *out, const struct field *object)
{
    object_members(out, object->of, object->n_of, NULL, ACTION_READ, &answered);
}

void schema_object(struct buffer *out, const struct field *fields, unsigned n_fields)
{
    closed_object(out, fields, n_fields, NULL, ACTION_READ, &answered);
}

#include "api/body.h"

#include <string.h>

#include "core/text.h"

enum { DEPTH_MAX = 32, ITEMS_DEFAULT_MAX = 100 };

/* Nesting of brackets outside strings: jansson recurses, and a small stack would not survive what a body can hold. */
bool json_nests_too_deep(const char *text, size_t length)
{
    unsigned depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (quoted) {
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > DEPTH_MAX)
                return true;
        } else if ((c == ']' || c == '}') && depth > 0) {
            depth--;
        }
    }
    return false;
}

static bool media_type_is(const char *given, const char *wanted)
{
    size_t length = strlen(wanted);
    return given && strncasecmp(given, wanted, length) == 0 &&
           (given[length] == '\0' || given[length] == ';' || given[length] == ' ');
}

bool body_wrong_type(struct call *call, const char *pointer, const char *expected)
{
    static const char *const types[] = {"object", "array", "string", "integer", "boolean", NULL};
    static const char *const french[] = {"un objet", "une liste", "un texte", "un nombre entier", "true ou false"};
    struct error_item *item = call_field_error(call, FIELD_TYPE, pointer);
    item->values[0] =
        (struct problem_value){.kind = VALUE_TEXT, .text = expected, .text_fr = french[text_index(types, expected)]};
    return false;
}

json_t *body_parse(struct call *call, const char *media_type, bool empty_allowed)
{
    const struct request *request = call->request;
    json_error_t error = {.position = 0};
    if (request->body_length == 0 && empty_allowed)
        return json_object();
    if (!media_type_is(request->content_type, media_type) && !media_type_is(request->content_type, "application/json")) {
        call_fail_text(call, UNSUPPORTED_MEDIA_TYPE, media_type);
        return NULL;
    }
    if (!text_is_utf8(request->body, request->body_length) || json_nests_too_deep(request->body, request->body_length)) {
        call_fail_int(call, BAD_JSON, 0);
        return NULL;
    }
    json_t *body = json_loadb(request->body, request->body_length, JSON_REJECT_DUPLICATES, &error);
    if (!body) {
        call_fail_int(call, BAD_JSON, error.position);
        return NULL;
    }
    if (!json_is_object(body)) {
        body_wrong_type(call, "", "object");
        json_decref(body);
        return NULL;
    }
    return body;
}

static bool too_many(struct call *call, const struct field *field, const char *pointer, size_t count)
{
    int64_t max = field->max ? field->max : ITEMS_DEFAULT_MAX;
    if ((int64_t)count >= field->min && (int64_t)count <= max)
        return false;
    bool few = (int64_t)count < field->min;
    struct error_item *item = call_field_error(call, few ? FIELD_TOO_SHORT : FIELD_TOO_LONG, pointer);
    item->values[0] = (struct problem_value){.kind = VALUE_ITEMS, .number = few ? field->min : max};
    return true;
}

static bool string_value(struct call *call, const json_t *json, const struct field *field, const char *pointer,
                         const char **ret_text)
{
    struct problem_value values[PROBLEM_VALUES] = {{0}};
    if (!json_is_string(json))
        return body_wrong_type(call, pointer, "string");
    enum problem problem =
        value_from_text(call->arena, field, json_string_value(json), json_string_length(json), ret_text, values);
    if (problem == PROBLEM_NONE)
        return true;
    memcpy(call_field_error(call, problem, pointer)->values, values, sizeof values);
    return false;
}

static bool contains_before(const json_t *array, size_t index)
{
    const char *text = json_string_value(json_array_get(array, index));
    for (size_t i = 0; i < index; i++)
        if (text_equal(text, json_string_value(json_array_get(array, i))))
            return true;
    return false;
}

/* A JSON array of texts as PostgreSQL's array literal, every element quoted. A repeated word is kept once. */
static bool array_value(struct call *call, const json_t *json, const struct field *field, const char *pointer,
                        const char **ret_text)
{
    struct buffer literal = {0};
    bool right = true;
    if (!json_is_array(json))
        return body_wrong_type(call, pointer, "array");
    if (too_many(call, field, pointer, json_array_size(json)))
        return false;
    buffer_add_char(&literal, '{');
    for (size_t i = 0; i < json_array_size(json); i++) {
        const char *text = NULL;
        if (!string_value(call, json_array_get(json, i), field, arena_printf(call->arena, "%s/%zu", pointer, i), &text)) {
            right = false;
            continue;
        }
        if (contains_before(json, i))
            continue;
        json_text(&literal, text); /* the quoting of JSON and of array literals agree: backslash before " and \ */
    }
    buffer_add_char(&literal, '}');
    *ret_text = arena_strndup(call->arena, literal.data, literal.length);
    buffer_done(&literal);
    return right;
}

/* "/name" with ~ and / escaped (RFC 6901), cut on a character after 64 bytes: a name comes from outside. */
static const char *json_pointer_to(struct arena *arena, const char *name)
{
    char pointer[160] = "/";
    size_t at = 1;
    for (size_t i = 0; at < sizeof pointer - 3 && name[i] && (i < 64 || ((unsigned char)name[i] & 0xC0) == 0x80); i++) {
        if (name[i] == '~' || name[i] == '/') {
            pointer[at++] = '~';
            pointer[at++] = name[i] == '~' ? '0' : '1';
        } else {
            pointer[at++] = name[i];
        }
    }
    return arena_strndup(arena, pointer, at);
}

static bool one_value(struct call *call, const json_t *json, const struct field *field, const char *pointer,
                      const char **ret_text);

static bool list_element(struct call *call, const json_t *element, const struct field *field, const char *pointer,
                         struct buffer *out)
{
    bool right = true;
    const char *name;
    json_t *value;
    if (!json_is_object(element))
        return body_wrong_type(call, pointer, "object");
    json_object_foreach((json_t *)element, name, value)
    {
        if (field_index(field->of, field->n_of, name, strlen(name)) < 0) {
            call_field_error(call, FIELD_UNKNOWN, arena_printf(call->arena, "%s%s", pointer, json_pointer_to(call->arena, name)));
            right = false;
        }
    }
    json_open(out, '{');
    for (unsigned i = 0; i < field->n_of; i++) {
        const struct field *part = &field->of[i];
        const char *below = arena_printf(call->arena, "%s/%s", pointer, part->name);
        const char *text = NULL;
        value = json_object_get(element, part->name);
        if (!value || json_is_null(value)) {
            if (part->flags & REQUIRED)
                right = (call_field_error(call, FIELD_REQUIRED, below), false);
        } else if (!one_value(call, value, part, below, &text)) {
            right = false;
        }
        json_key(out, part->name);
        if (text && (part->type == T_LIST || part->type == T_INT || part->type == T_BOOL))
            json_raw(out, text, strlen(text));
        else
            json_text(out, text);
    }
    json_close(out, '}');
    return right;
}

static bool list_value(struct call *call, const json_t *json, const struct field *field, const char *pointer,
                       const char **ret_text)
{
    struct buffer out = {0};
    bool right = true;
    if (!json_is_array(json))
        return body_wrong_type(call, pointer, "array");
    if (too_many(call, field, pointer, json_array_size(json)))
        return false;
    json_open(&out, '[');
    for (size_t i = 0; i < json_array_size(json); i++)
        right &= list_element(call, json_array_get(json, i), field, arena_printf(call->arena, "%s/%zu", pointer, i), &out);
    json_close(&out, ']');
    *ret_text = arena_strndup(call->arena, out.data, out.length);
    buffer_done(&out);
    return right;
}

static bool int_value(struct call *call, const json_t *json, const struct field *field, const char *pointer,
                      const char **ret_text)
{
    struct problem_value values[PROBLEM_VALUES] = {{0}};
    if (!json_is_integer(json))
        return body_wrong_type(call, pointer, "integer");
    const char *text = arena_printf(call->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
    enum problem problem = value_from_text(call->arena, field, text, strlen(text), ret_text, values);
    if (problem == PROBLEM_NONE)
        return true;
    /* 19 digits are out of every range rather than badly written */
    if (problem == FIELD_FORMAT) {
        problem = FIELD_RANGE;
        values[0] = (struct problem_value){.kind = VALUE_INT, .number = field->min};
        values[1] = (struct problem_value){.kind = VALUE_INT, .number = field->max ? field->max : INT32_MAX};
    }
    memcpy(call_field_error(call, problem, pointer)->values, values, sizeof values);
    return false;
}

static bool one_value(struct call *call, const json_t *json, const struct field *field, const char *pointer,
                      const char **ret_text)
{
    switch (field->type) {
    case T_INT:
        return int_value(call, json, field, pointer, ret_text);
    case T_BOOL:
        if (!json_is_boolean(json))
            return body_wrong_type(call, pointer, "boolean");
        *ret_text = json_is_true(json) ? "true" : "false";
        return true;
    case T_WORDS:
    case T_CODES:
    case T_STRINGS:
        return array_value(call, json, field, pointer, ret_text);
    case T_LIST:
        return list_value(call, json, field, pointer, ret_text);
    default:
        return string_value(call, json, field, pointer, ret_text);
    }
}

/* The problem of a name that the body may not carry, told without revealing fields that the role does not see. */
static enum problem refusal(const struct call *call, const struct field *field)
{
    return field && field_seen(field, call->who.role) ? FIELD_READ_ONLY : FIELD_UNKNOWN;
}

static bool carries(const struct call *call, const struct body_rules *rules, const struct field *field)
{
    return field_settable(rules->resource, field, call->who.role, rules->action);
}

static bool refuse_names(struct call *call, const json_t *body, const struct field *fields, unsigned n_fields,
                         const struct body_rules *rules)
{
    bool right = true;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)body, name, value)
    {
        int index = field_index(fields, n_fields, name, strlen(name));
        const struct field *field = index < 0 ? NULL : &fields[index];
        if (field && carries(call, rules, field))
            continue;
        call_field_error(call, refusal(call, field), json_pointer_to(call->arena, name));
        right = false;
    }
    return right;
}

bool body_read(struct call *call, const json_t *body, const struct field *fields, unsigned n_fields,
               const struct body_rules *rules, struct value *values)
{
    bool right = refuse_names(call, body, fields, n_fields, rules);
    for (unsigned i = 0; i < n_fields; i++) {
        const struct field *field = &fields[i];
        if (!carries(call, rules, field))
            continue;
        const json_t *json = json_object_get(body, field->name);
        const char *pointer = arena_printf(call->arena, "/%s", field->name);
        if (!json && rules->patch)
            continue;
        if (!json || json_is_null(json)) {
            if (field->flags & REQUIRED)
                right = (call_field_error(call, FIELD_REQUIRED, pointer), false);
            else if (json)
                values[i].given = true;
            continue;
        }
        values[i].given = one_value(call, json, field, pointer, &values[i].text);
        right &= values[i].given;
    }
    return right;
}

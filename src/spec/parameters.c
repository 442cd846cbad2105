/* The parameters of the operations of the OpenAPI document. */
#include <stdio.h>
#include <string.h>

#include "parts.h"

static void query_parameter(struct buffer *out, const char *name, const char *suffix, const struct field *field,
                            const struct resource *resource)
{
    struct field shown = *field;
    char code[16];
    shown.see = 0;
    if (field->type == T_CODES) { /* rows whose codes hold the one asked */
        snprintf(code, sizeof code, "%.*s", (int)strcspn(field->example + 1, ",]"), field->example + 1);
        shown.type = T_CODE;
        shown.example = code;
    }
    json_open(out, '{');
    json_key(out, "name");
    buffer_printf(out, "\"%s%s\"", name, suffix);
    json_member(out, "in", "query");
    if (*suffix)
        json_both(out, "Borne : à partir d'elle (gte), ou avant elle (lt).",
                  "Bound of a range: from it (gte), or before it (lt).");
    else
        json_both(out, field->about_fr, field->about);
    if (field->see)
        schema_roles(out, field->see);
    json_key(out, "required");
    json_bool(out, !resource && (field->flags & REQUIRED)); /* a filter never is */
    json_key(out, "schema");
    /* a list filter takes several values, comma separated: the schema of one stands beside it */
    if (resource) {
        json_literal(out, "{\"type\":\"string\"}");
        json_key(out, "x-value");
    }
    schema_field(out, &shown, resource, false);
    json_close(out, '}');
}

static bool ranged(const struct field *field)
{
    return field->type == T_DATE || field->type == T_INSTANT || field->type == T_INT;
}

static void sort_parameter(struct buffer *out, const struct resource *resource)
{
    json_literal(out, "{\"name\":\"sort\",\"in\":\"query\",\"required\":false,\"description\":\"Ordre ; sans lui, le plus récent "
                      "d'abord.\\n\\nOrder; the newest first by default.\",\"schema\":{\"type\":\"string\",\"enum\":[");
    bool first = true;
    for (unsigned i = 0; i < resource->n_fields; i++) {
        if (!(resource->fields[i].flags & SORT))
            continue;
        buffer_printf(out, "%s\"%s\",\"-%s\"", first ? "" : ",", resource->fields[i].name, resource->fields[i].name);
        first = false;
    }
    buffer_add_text(out, "]}}");
}

static void include_parameter(struct buffer *out, const struct resource *resource)
{
    buffer_add_text(out, ",{\"name\":\"include\",\"in\":\"query\",\"required\":false,\"description\":\"Ce qui est montré "
                         "avec, séparé par des virgules / Rows shown inside, comma separated: ");
    for (unsigned i = 0; i < resource->n_children; i++)
        buffer_printf(out, "%s%s", i ? ", " : "", resource->children[i].name);
    buffer_add_text(out, ".\",\"schema\":{\"type\":\"string\"},\"x-include\":[");
    for (unsigned i = 0; i < resource->n_children; i++)
        buffer_printf(out, "%s\"%s\"", i ? "," : "", resource->children[i].name);
    buffer_add_text(out, "]}");
}

/* Headers that every operation takes; a body without resource (an enrolment) makes the membership that the context would name. */
static void shared_parameters(struct buffer *out, const struct operation *operation)
{
    if (operation->resource || !operation->body)
        parameter_ref(out, "context");
    parameter_ref(out, "language");
    if (operation->development)
        parameter_ref(out, "today");
}

void operation_parameters(struct buffer *out, const struct operation *operation)
{
    const struct resource *resource = operation->resource;
    bool lists = !operation->move && operation->action == ACTION_LIST;
    bool reads = lists || (!operation->move && operation->action == ACTION_READ);
    json_key(out, "parameters");
    json_open(out, '[');
    shared_parameters(out, operation);
    if (operation->batch) {
        parameter_ref(out, "atomic");
        parameter_ref(out, "idempotency_key");
        json_close(out, ']');
        return;
    }
    if (operation->move || operation->action == ACTION_READ || operation->action == ACTION_PATCH || resource->under)
        parameter_ref(out, "id");
    if (reads)
        parameter_ref(out, "fields");
    if (reads && resource->n_children && !operation->exports)
        include_parameter(out, resource);
    if (operation->exports)
        parameter_ref(out, "format");
    if (lists && !operation->exports) {
        parameter_ref(out, "limit");
        parameter_ref(out, "cursor");
        parameter_ref(out, "total");
    }
    if (lists) {
        if (resource->search[0] || resource->find)
            parameter_ref(out, resource->find ? "q_words" : "q");
        if (!resource->under) /* a log has one order */
            sort_parameter(out, resource);
        for (unsigned i = 0; i < resource->n_fields; i++) {
            const struct field *field = &resource->fields[i];
            if (!(field->flags & FILTER))
                continue;
            query_parameter(out, field->name, "", field, resource);
            if (ranged(field)) {
                query_parameter(out, field->name, ".gte", field, resource);
                query_parameter(out, field->name, ".lt", field, resource);
            }
        }
    }
    if (strcmp(operation->method, "post") == 0)
        parameter_ref(out, "idempotency_key");
    if (operation->action == ACTION_PATCH && (operation->move || strcmp(operation->method, "patch") == 0))
        parameter_ref(out, operation->move ? "if_match_optional" : "if_match");
    if (operation->action == ACTION_READ && !operation->move)
        parameter_ref(out, "if_none_match");
    json_close(out, ']');
}

void endpoint_parameters(struct buffer *out, const struct operation *operation)
{
    const struct endpoint *endpoint = operation->endpoint;
    const char *brace = strchr(endpoint->path, '{');
    json_key(out, "parameters");
    json_open(out, '[');
    shared_parameters(out, operation);
    if (brace) {
        json_open(out, '{');
        buffer_printf(out, "\"name\":\"%.*s\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}",
                      (int)strcspn(brace + 1, "}"), brace + 1);
        json_close(out, '}');
    }
    for (unsigned i = 0; i < endpoint->n_params; i++)
        query_parameter(out, endpoint->params[i].name, "", &endpoint->params[i], NULL);
    json_close(out, ']');
}

/* The document as a whole: what every operation shares, then components and paths from the descriptors. */
#include "spec/documents.h"

#include <string.h>

#include "parts.h"

void json_member(struct buffer *out, const char *key, const char *text)
{
    json_key(out, key);
    json_text(out, text);
}

void json_literal(struct buffer *out, const char *json)
{
    json_raw(out, json, strlen(json));
}

/* Its members, without the braces. */
static const char problem_schema[] = "\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"type\",\"title\","
                                     "\"status\",\"detail\",\"instance\",\"code\",\"request_id\","
                                     "\"errors\"],\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
                                     "\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":"
                                     "\"string\"},\"instance\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},\"request_"
                                     "id\":{\"type\":\"string\"},\"current_state\":{\"type\":"
                                     "\"string\"},\"allowed_moves\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                                     "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
                                     "\"additionalProperties\":false,\"required\":[\"code\",\"detail\"],\"properties\":{"
                                     "\"pointer\":{\"type\":\"string\"},\"parameter\":{\"type\":"
                                     "\"string\"},\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}";

/* A refusal as it is answered to a body without its birth date. */
static void problem_example(struct buffer *out)
{
    const struct problem_text *whole = problem_text(INVALID_FIELDS), *one = problem_text(FIELD_REQUIRED);
    json_key(out, "examples");
    json_open(out, '[');
    json_open(out, '{');
    json_key(out, "type");
    buffer_printf(out, "\"/problems#%s\"", whole->slug);
    json_member(out, "title", whole->title[FRENCH]);
    json_key(out, "status");
    json_int(out, whole->status);
    json_member(out, "detail", whole->detail[FRENCH]);
    json_member(out, "instance", "/v1/candidacies");
    json_member(out, "code", whole->slug);
    json_member(out, "request_id", "01a20148-83af-79b5-9ad4-359028305826");
    json_key(out, "errors");
    json_open(out, '[');
    json_open(out, '{');
    json_member(out, "pointer", "/birth_on");
    json_member(out, "code", one->slug);
    json_member(out, "detail", one->detail[FRENCH]);
    json_close(out, '}');
    json_close(out, ']');
    json_close(out, '}');
    json_close(out, ']');
}

static const char warnings_schema[] = "{\"type\":\"array\",\"description\":\"Ce que les règles signalent sans refuser, "
                                      "dans les réponses aux écritures.\\n\\nWhat the rules noticed without refusing; in answers "
                                      "to writes only.\",\"items\":{\"type\":\"object\","
                                      "\"additionalProperties\":false,\"required\":[\"code\",\"pointer\",\"detail\"],"
                                      "\"properties\":{\"code\":{\"type\":\"string\"},\"pointer\":{\"type\":["
                                      "\"string\",\"null\"]},\"detail\":{\"type\":\"string\"}}}}";

static void component_key(struct buffer *out, const char *name, const char *suffix)
{
    struct buffer key = {0};
    buffer_printf(&key, "%s%s%s", name, *suffix ? "_" : "", suffix);
    json_key(out, buffer_text(&key));
    buffer_done(&key);
}

static void resource_schemas(struct buffer *out, const struct resource *resource)
{
    component_key(out, resource->name, "");
    schema_answer(out, resource);
    if (resource->actions[ACTION_CREATE]) {
        component_key(out, resource->name, "create");
        schema_body(out, resource, ACTION_CREATE);
    }
    if (resource->actions[ACTION_PATCH]) {
        component_key(out, resource->name, "patch");
        schema_body(out, resource, ACTION_PATCH);
    }
    for (unsigned i = 0; resource->flow && i < resource->flow->n_moves; i++) {
        const struct move *move = &resource->flow->moves[i];
        if (move->roles == JOB || move->n_fields == 0)
            continue;
        component_key(out, resource->name, move->verb);
        schema_fields(out, move->fields, move->n_fields);
    }
}

static void endpoint_schema(struct buffer *out, const struct endpoint *endpoint)
{
    if (endpoint->body) {
        component_key(out, endpoint->operation_id, "body");
        schema_fields(out, endpoint->body, endpoint->n_body);
    }
    json_key(out, endpoint->operation_id);
    if (endpoint->answer_schema) {
        json_literal(out, endpoint->answer_schema);
        return;
    }
    schema_object(out, endpoint->answer, endpoint->n_answer);
}

static void components(struct buffer *out, const struct api *api)
{
    json_open(out, '{');
    json_key(out, "securitySchemes");
    json_literal(out, "{\"key\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"Clé d'API / API key: mln_…\"},"
                      "\"token\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\",\"description\":"
                      "\"Jeton d'accès d'un émetteur reconnu.\\n\\nAn access token of an issuer that the service trusts.\"}}");
    shared_components(out);
    json_key(out, "schemas");
    json_open(out, '{');
    json_key(out, "problem");
    json_open(out, '{');
    buffer_add_text(out, problem_schema);
    problem_example(out);
    json_close(out, '}');
    json_key(out, "warnings");
    json_literal(out, warnings_schema);
    json_key(out, "total");
    json_literal(out, "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"count\",\"exact\"],\"properties\":{"
                      "\"count\":{\"type\":\"integer\"},\"exact\":{\"type\":\"boolean\"}}}");
    for (const struct resource *const *r = api->resources; *r; r++)
        resource_schemas(out, *r);
    for (unsigned i = 0; i < api->n_endpoints; i++)
        endpoint_schema(out, &api->endpoints[i]);
    json_close(out, '}');
    json_close(out, '}');
}

void openapi_write(struct buffer *out, const char *development)
{
    const struct api *api = api_get();
    json_open(out, '{');
    json_member(out, "openapi", "3.1.0");
    openapi_info(out);
    json_key(out, "servers");
    json_literal(out, "[{\"url\":\"/\"}]");
    json_key(out, "security");
    json_literal(out, "[{\"key\":[]},{\"token\":[]}]");
    openapi_tags(out, api);
    json_key(out, "paths");
    json_open(out, '{');
    openapi_paths(out, api, development);
    json_close(out, '}');
    json_key(out, "components");
    components(out, api);
    json_close(out, '}');
}

/* The document as a whole: what every operation shares, then components and paths from the descriptors. */
#include "api/openapi.h"

#include <string.h>

#include "openapi_parts.h"

void json_member(struct buffer *out, const char *key, const char *text)
{
    json_key(out, key);
    json_text(out, text);
}

void json_literal(struct buffer *out, const char *json)
{
    json_raw(out, json, strlen(json));
}

static const char info[] =
    "{\"title\":\"Maillon\",\"version\":\"1\",\"summary\":\"From a prescriber's first message to the outcome a funder counts.\","
    "\"description\":\"API of French work-integration workshops (ateliers et chantiers d'insertion): candidacies, contracts, "
    "immersions, exits and rates. Errors are application/problem+json, in French or in English by Accept-Language.\","
    "\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}}";

static const char shared_parameters[] =
    "{\"id\":{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\",\"format\":\"uuid\"}},"
    "\"context\":{\"name\":\"Maillon-Context\",\"in\":\"header\",\"description\":\"Which membership acts, by its id in "
    "GET /v1/me; needed when the key or token has several.\",\"schema\":{\"type\":\"string\",\"format\":\"uuid\"}},"
    "\"fields\":{\"name\":\"fields\",\"in\":\"query\",\"description\":\"Fields to answer, comma "
    "separated.\",\"schema\":{\"type\":\"string\"}},"
    "\"limit\":{\"name\":\"limit\",\"in\":\"query\",\"description\":\"Rows of a "
    "page.\",\"schema\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":200,"
    "\"default\":50}},"
    "\"format\":{\"name\":\"format\",\"in\":\"query\",\"description\":\"Of the file; CSV when it is not given.\",\"schema\":"
    "{\"type\":\"string\",\"enum\":[\"csv\",\"ndjson\"],\"default\":\"csv\"}},"
    "\"cursor\":{\"name\":\"cursor\",\"in\":\"query\",\"description\":\"next_cursor of the page "
    "before.\",\"schema\":{\"type\":\"string\"}},"
    "\"total\":{\"name\":\"total\",\"in\":\"query\",\"description\":\"exact: count the rows too, to 10,000 at "
    "most.\",\"schema\":{\"type\":\"string\",\"enum\":[\"exact\"]}},"
    "\"q\":{\"name\":\"q\",\"in\":\"query\",\"description\":\"What the name begins with, last name first or first name first; "
    "case, accents, "
    "hyphens and apostrophes ignored.\",\"schema\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}},"
    "\"idempotency_key\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"description\":\"Makes a repeated request one effect, "
    "answered alike for 48 "
    "hours.\",\"schema\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":255}},"
    "\"if_match\":{\"name\":\"If-Match\",\"in\":\"header\",\"required\":true,\"description\":\"The ETag that was "
    "read.\",\"schema\":{\"type\":"
    "\"string\"}},"
    "\"if_match_optional\":{\"name\":\"If-Match\",\"in\":\"header\",\"description\":\"The ETag that was read; honoured when "
    "given.\",\"schema\":{"
    "\"type\":\"string\"}},"
    "\"if_none_match\":{\"name\":\"If-None-Match\",\"in\":\"header\",\"description\":\"ETags held; 304 when one is "
    "current.\",\"schema\":{\"type\":"
    "\"string\"}}}";

static const char problem_schema[] = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"type\",\"title\","
                                     "\"status\",\"detail\",\"instance\",\"code\",\"request_id\","
                                     "\"errors\"],\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
                                     "\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":"
                                     "\"string\"},\"instance\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},\"request_"
                                     "id\":{\"type\":\"string\"},\"current_state\":{\"type\":"
                                     "\"string\"},\"allowed_moves\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                                     "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
                                     "\"additionalProperties\":false,\"required\":[\"code\",\"detail\"],\"properties\":{"
                                     "\"pointer\":{\"type\":\"string\"},\"parameter\":{\"type\":"
                                     "\"string\"},\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}}";

static const char warnings_schema[] = "{\"type\":\"array\",\"description\":\"What the rules noticed without refusing; in answers "
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
    schema_fields(out, endpoint->answer, endpoint->n_answer);
}

static void components(struct buffer *out, const struct api *api)
{
    json_open(out, '{');
    json_key(out, "securitySchemes");
    json_literal(out, "{\"key\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"An API key: mln_…\"},"
                      "\"token\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\",\"description\":"
                      "\"An access token of an issuer that the service trusts.\"}}");
    json_key(out, "parameters");
    json_literal(out, shared_parameters);
    json_key(out, "schemas");
    json_open(out, '{');
    json_key(out, "problem");
    json_literal(out, problem_schema);
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

void openapi_write(struct buffer *out)
{
    const struct api *api = api_get();
    json_open(out, '{');
    json_member(out, "openapi", "3.1.0");
    json_key(out, "info");
    json_literal(out, info);
    json_key(out, "servers");
    json_literal(out, "[{\"url\":\"/\"}]");
    json_key(out, "security");
    json_literal(out, "[{\"key\":[]},{\"token\":[]}]");
    json_key(out, "paths");
    json_open(out, '{');
    openapi_paths(out, api);
    json_close(out, '}');
    json_key(out, "components");
    components(out, api);
    json_close(out, '}');
}

/* The refusals of the proxy that is shipped (docker/problems/): a test compares them. */
static const char below[] =
    "\n## Below the application\n\nThe proxy in front (`docker/haproxy.cfg`) refuses what it can tell without the service. Its "
    "problems have the same members, both languages in one text, and no `errors`.\n\n"
    "| status | code | how it is met |\n|---|---|---|\n"
    "| 400 | `bad_request` | Host missing or twice, a header given twice, a path that is not canonical, a NUL, chunks in "
    "HTTP/1.0 |\n"
    "| 408 | `request_timeout` | a body that is not whole ten seconds after the headers |\n"
    "| 413 | `body_too_large` | a body over 64 KiB, a batch over 1 MiB |\n"
    "| 414 | `uri_too_long` | a path and query over 4 KiB |\n"
    "| 417 | `expectation_failed` | an Expect other than 100-continue |\n"
    "| 431 | `headers_too_large` | headers over 16 KiB or 100 lines |\n"
    "| 500 | `proxy_failed` | a fault of the proxy |\n"
    "| 501 | `method_unknown` | a method that no path has |\n"
    "| 502 | `bad_gateway` | the service's answer was lost; a write may have happened |\n"
    "| 503 | `unavailable` | the service is stopped, not ready or too busy |\n"
    "| 504 | `gateway_timeout` | no answer in time; a write may have happened |\n"
    "\nWhat cannot be read as HTTP at all is answered by a short HTML page, and the connection is closed: by HAProxy 400, 408 "
    "(headers that are not whole after ten seconds) or 422 (an unknown Transfer-Encoding); by the HTTP library, when no proxy is "
    "in front, 400, 413, 431, 500 or 505.\n";

void problems_write_markdown(struct buffer *out)
{
    buffer_add_text(
        out, "# Problems\n\nEvery refusal is `application/problem+json` (RFC 9457) whose `code` is one of these. Generated by "
             "`maillon "
             "openapi --problems`.\n\n| code | status | title | titre | how it is met | source |\n|---|---|---|---|---|---|\n");
    for (unsigned problem = PROBLEM_NONE + 1; problem < N_PROBLEMS; problem++) {
        const struct problem_text *text = problem_text((enum problem)problem);
        buffer_printf(out, "| `%s` | %d | %s | %s | %s | %s |\n", text->slug, text->status, text->title[ENGLISH],
                      text->title[FRENCH], text->reached, text->source);
    }
    buffer_add_text(out, below);
}

void flows_write(struct buffer *out, int mermaid)
{
    const struct api *api = api_get();
    if (!mermaid)
        json_open(out, '[');
    for (const struct resource *const *r = api->resources; *r; r++) {
        if (!(*r)->flow)
            continue;
        if (mermaid)
            flow_write_mermaid(out, (*r)->name, (*r)->flow);
        else
            flow_write_json(out, (*r)->name, (*r)->flow);
    }
    if (!mermaid)
        json_close(out, ']');
}

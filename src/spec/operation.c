/* One operation of the OpenAPI document: its words, parameters, problems, body and answers. */
#include <string.h>

#include "parts.h"

static void problem_list(struct buffer *out, const enum problem *problems)
{
    for (unsigned i = 0; problems && problems[i] != PROBLEM_NONE; i++)
        json_text(out, problem_text(problems[i])->slug);
}

/* What the engine itself may answer to each kind of operation; the resource adds its own. */
static void problems(struct buffer *out, const struct operation *operation)
{
    static const enum problem always[] = {BAD_REQUEST,     BAD_HEADER,  UNAUTHENTICATED, NOT_ENROLLED,      CONTEXT_REQUIRED,
                                          UNKNOWN_CONTEXT, FORBIDDEN,   NOT_ACCEPTABLE,  URI_TOO_LONG,      HEADERS_TOO_LARGE,
                                          INTERNAL,        UNAVAILABLE, BAD_PARAMETER,   TOO_MANY_REQUESTS, MISDIRECTED_REQUEST,
                                          PROBLEM_NONE};
    static const enum problem body[] = {SCOPE_MISSING,          BAD_JSON,       BODY_TOO_LARGE,
                                        UNSUPPORTED_MEDIA_TYPE, INVALID_FIELDS, OUTCOME_UNKNOWN,
                                        CONSTRAINT_VIOLATED,    DUPLICATE,      PROBLEM_NONE};
    static const enum problem post[] = {IN_FLIGHT, KEY_REUSED, PROBLEM_NONE};
    bool posts = strcmp(operation->method, "post") == 0, patches = strcmp(operation->method, "patch") == 0;
    bool under = operation->resource && operation->resource->under;
    bool item =
        !operation->batch && (under || operation->move || operation->action == ACTION_READ || operation->action == ACTION_PATCH);
    json_key(out, "x-problems");
    json_open(out, '[');
    problem_list(out, always);
    if (posts || patches)
        problem_list(out, body);
    if (posts && operation->resource)
        problem_list(out, post);
    if (item)
        json_text(out, "not_found");
    if (operation->batch)
        json_text(out, problem_text(BATCH_REFUSED)->slug);
    if (operation->batch && !operation->move && operation->resource && operation->resource->imported_by)
        json_text(out, problem_text(IMPORTED_TWICE)->slug);
    if (patches || operation->move)
        json_text(out, "stale");
    if (patches)
        problem_list(out, (const enum problem[]){IF_MATCH_REQUIRED, EMPTY_PATCH, PROBLEM_NONE});
    if (operation->move)
        json_text(out, "state_conflict");
    if (operation->move && operation->move->edits)
        json_text(out, problem_text(EMPTY_PATCH)->slug);
    if (operation->action == ACTION_LIST && !operation->exports)
        json_text(out, "bad_cursor");
    problem_list(out, operation->problems);
    json_close(out, ']');
}

/* A move whose fields are all optional may be sent without a body, unless they are all that it does. */
static bool is_optional(const struct operation *operation)
{
    if (operation->move && operation->move->edits)
        return false;
    for (unsigned i = 0; operation->move && i < operation->move->n_fields; i++)
        if (operation->move->fields[i].flags & REQUIRED)
            return false;
    return operation->move != NULL;
}

static void body(struct buffer *out, const struct operation *operation)
{
    if (operation->batch)
        batch_body(out, operation);
    if (!operation->body || operation->batch)
        return;
    json_key(out, "requestBody");
    buffer_printf(out, "{\"required\":%s,\"content\":{\"%s\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}",
                  is_optional(operation) ? "false" : "true",
                  strcmp(operation->method, "patch") == 0 ? "application/merge-patch+json" : "application/json", operation->body);
    example_bodies(out, operation);
    buffer_add_text(out, "}}}");
}

static void success_schema(struct buffer *out, const struct operation *operation)
{
    if (!operation->exports && operation->action == ACTION_LIST && !operation->move && operation->resource)
        buffer_printf(out,
                      "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"data\",\"next_cursor\"],"
                      "\"properties\":{\"data\":{"
                      "\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/"
                      "%s\"}},\"next_cursor\":{\"type\":[\"string\",\"null\"]},"
                      "\"total\":{\"$ref\":\"#/components/schemas/total\"}}}",
                      operation->answer);
    else
        buffer_printf(out, "{\"$ref\":\"#/components/schemas/%s\"}", operation->answer);
}

static void success(struct buffer *out, const struct operation *operation)
{
    buffer_printf(out, "\"%d\":", operation->status);
    json_open(out, '{');
    if (operation->exports)
        json_both(out,
                  "Un fichier : CSV (points-virgules, marqué UTF-8, textes entre guillemets, formules neutralisées), ou un objet "
                  "par ligne, décrit ici.",
                  "A file: CSV (semicolons, marked as UTF-8, texts quoted, formulas made harmless), or one object a line, "
                  "described here.");
    else
        json_both(out, "Fait.", "Done.");
    answer_headers(out, operation);
    json_key(out, "content");
    json_literal(out, operation->exports
                          ? "{\"text/csv\":{\"schema\":{\"type\":\"string\"}},\"application/x-ndjson\":{\"schema\":"
                          : "{\"application/json\":{\"schema\":");
    success_schema(out, operation);
    buffer_add_text(out, "}}");
    json_close(out, '}');
    if (operation->action == ACTION_READ && operation->resource && !operation->move) {
        json_key(out, "304");
        json_open(out, '{');
        json_both(out, "Rien de changé depuis If-None-Match.", "Not modified since If-None-Match.");
        answer_headers(out, operation);
        json_close(out, '}');
    }
}

static void responses(struct buffer *out, const struct operation *operation)
{
    json_key(out, "responses");
    json_open(out, '{');
    if (operation->batch)
        batch_answer(out, operation);
    else
        success(out, operation);
    json_key(out, "default");
    json_literal(out, "{\"$ref\":\"#/components/responses/refused\"}");
    json_close(out, '}');
}

/* A proxy brings both ports under one address; in development exports have one of their own. */
static void export_lane(struct buffer *out, const char *development)
{
    json_member(out, "x-lane", "slow");
    json_key(out, "servers");
    json_open(out, '[');
    json_open(out, '{');
    json_member(out, "url", development ? development : "/");
    json_close(out, '}');
    json_close(out, ']');
}

void operation_write(struct buffer *out, const struct operation *operation)
{
    json_key(out, operation->method);
    json_open(out, '{');
    json_member(out, "operationId", operation->id);
    json_member(out, "summary", operation->summary);
    about_operation(out, operation);
    json_key(out, "tags");
    json_open(out, '[');
    json_text(out, operation->tag);
    json_close(out, ']');
    schema_roles(out, operation->roles);
    if (operation->exports)
        export_lane(out, operation->development);
    problems(out, operation);
    if (operation->resource)
        operation_parameters(out, operation);
    else
        endpoint_parameters(out, operation);
    body(out, operation);
    responses(out, operation);
    json_close(out, '}');
}

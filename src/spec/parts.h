/* Pieces of the OpenAPI document, private to this layer. */
#ifndef MAILLON_SPEC_PARTS_H
#define MAILLON_SPEC_PARTS_H

#include "api/resource.h"
#include "core/buffer.h"

/* "key": "text", and text that is JSON already. */
void json_member(struct buffer *out, const char *key, const char *text);
void json_literal(struct buffer *out, const char *json);
void json_both(struct buffer *out, const char *fr, const char *en); /* "description", French first */

void schema_roles(struct buffer *out, uint32_t roles);
void schema_field(struct buffer *out, const struct field *field, const struct resource *resource, bool nullable);
void schema_example(struct buffer *out, const struct field *field, const struct resource *resource);
void schema_answer(struct buffer *out, const struct resource *resource);
void schema_body(struct buffer *out, const struct resource *resource, enum action action);
/* A closed object of fields: the body of a move or an endpoint. */
void schema_fields(struct buffer *out, const struct field *fields, unsigned n_fields);
/* The same of what is read: the answer of an endpoint, an element of a list. */
void schema_object(struct buffer *out, const struct field *fields, unsigned n_fields);

#define TAG_AROUND "around" /* the group of what is not a resource */

/* One operation of a path. A move has its resource too; an endpoint has no resource. */
struct operation {
    const char *method; /* "get" */
    const char *id;     /* operationId */
    const char *summary;
    const char *tag;
    uint32_t roles;
    const struct resource *resource;
    const struct move *move;
    const struct endpoint *endpoint;
    enum action action;
    const char *body;   /* component schema of the body, or NULL */
    const char *answer; /* component schema of the answer */
    int status;
    bool batch;   /* of many items of the kind that `move` or `action` names */
    bool exports; /* every row of a list, in a file, by the slow lane */
    const enum problem *problems;
    const char *development; /* see openapi_write() */
};
void operation_write(struct buffer *out, const struct operation *operation);
void path_open(struct buffer *out, const char *path, const char *suffix); /* "/v1/…": { */

/* All the parameters of an operation: of an endpoint, of a resource. */
void endpoint_parameters(struct buffer *out, const struct operation *operation);
void operation_parameters(struct buffer *out, const struct operation *operation);

/* What operations share: the components, and references to them by key. */
void shared_components(struct buffer *out);
void parameter_ref(struct buffer *out, const char *key);
void header_refs(struct buffer *out, const char *const *keys); /* "headers": {…}; ended by NULL */
void answer_headers(struct buffer *out, const struct operation *operation);

/* "examples" of its body, which it has. */
void example_bodies(struct buffer *out, const struct operation *operation);

/* docs/client/fr.md and en.md, written as C at build. */
extern const char guide_fr[], guide_en[];

/* In words: the members "info" and "tags" of the document, and "description" of an operation. */
void openapi_info(struct buffer *out);
void openapi_tags(struct buffer *out, const struct api *api);
void about_operation(struct buffer *out, const struct operation *operation);

/* POST …/batch and …/batch/{move}, and their parts of an operation. */
void batch_operations(struct buffer *out, const struct resource *resource, const char *development);
void batch_item_example(struct buffer *out); /* the members that an item of a move has besides the move's own */
void batch_body(struct buffer *out, const struct operation *operation);
void batch_answer(struct buffer *out, const struct operation *operation);

void openapi_paths(struct buffer *out, const struct api *api, const char *development);

#endif

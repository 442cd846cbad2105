/* From a JSON body to values in SQL form, checked against a field table: every error at once, each with its pointer. */
#ifndef MAILLON_API_BODY_H
#define MAILLON_API_BODY_H

#include <jansson.h>

#include "api/write.h"

/* Parses the body of a call: an object. `empty_allowed`: no body at all stands for {}. NULL: the error is set
 * (UNSUPPORTED_MEDIA_TYPE, BAD_JSON, INVALID_FIELDS). The caller owns the result. */
json_t *body_parse(struct call *call, const char *media_type, bool empty_allowed);

/* A value of another JSON type than the one expected ("string"). Always false. */
bool body_wrong_type(struct call *call, const char *pointer, const char *expected);

/* More than 32 levels of brackets: jansson recurses, and must not be given such a text. */
bool json_nests_too_deep(const char *text, size_t length);

/* Which fields a body may carry, and how absence is read. */
struct body_rules {
    const struct resource *resource; /* NULL for the body of a move */
    enum action action;
    bool patch; /* absent fields stay as they are; null erases an optional one */
};

/* Fills `values` (n_fields of them) from an object. False: errors were added. */
bool body_read(struct call *call, const json_t *body, const struct field *fields, unsigned n_fields,
               const struct body_rules *rules, struct value *values);

/* One text, as a query parameter or a JSON string gives it, checked and brought to its SQL form by the field's type.
 * On a fault returns its problem and fills `values` with what its detail shows. */
enum problem value_from_text(struct arena *arena, const struct field *field, const char *text, size_t length,
                             const char **ret_text, struct problem_value values[static PROBLEM_VALUES]);

#endif

/* From rows of PostgreSQL (text) to JSON, straight into the response: no tree in between. */
#ifndef MAILLON_API_OUTPUT_H
#define MAILLON_API_OUTPUT_H

#include "api/view.h"

/* What ?fields= and ?include= ask; every field and no child when absent. */
struct shape {
    uint64_t columns;               /* bits of view->columns to write */
    uint8_t order[RESOURCE_FIELDS]; /* the same in the order that ?fields= names them, or of the view: of what has columns */
    unsigned n_order;
    const struct child *children[8];
    unsigned n_children;
};

/* One value in JSON. */
void output_value(struct buffer *out, enum field_type type, const char *text, size_t length);

/* Opens an object and writes the columns of a row; the caller adds what follows and closes it. */
void output_row(struct buffer *out, const struct view *view, const struct shape *shape, const struct tx *tx, unsigned answer,
                unsigned row);

/* ,"allowed_moves":[…] when the resource has a flow. */
void output_allowed_moves(struct buffer *out, const struct call *call, const struct view *view, const struct tx *tx,
                          unsigned answer, unsigned row);

/* An RFC 3339 instant from PostgreSQL's ISO text in UTC; writes at most 32 bytes with the NUL. */
size_t output_instant(char *out, const char *text, size_t length);

/* "\"7\"", the strong validator of a version, in the arena. */
const char *etag_of(struct arena *arena, const char *version);

#endif

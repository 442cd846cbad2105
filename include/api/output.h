/* From rows of PostgreSQL to JSON, straight into the response: no tree in between. The rows are of a view's columns, asked in
 * binary form. */
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

/* Opens an object and writes the columns of a row; the caller adds what follows and closes it. */
void output_row(struct buffer *out, const struct view *view, const struct shape *shape, const struct tx *tx, unsigned answer,
                unsigned row);

/* ,"allowed_moves":[…] when the resource has a flow. */
void output_allowed_moves(struct buffer *out, const struct call *call, const struct view *view, const struct tx *tx,
                          unsigned answer, unsigned row);

/* The text of one value, in the arena; NULL for a null. */
const char *output_text(struct arena *arena, const struct view *view, const struct tx *tx, unsigned answer, unsigned row,
                        unsigned column);

/* "\"7\"", the strong validator of a version, in the arena. */
const char *etag_of(struct arena *arena, const char *version);

#endif

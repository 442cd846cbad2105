/* Children embedded in the rows that a read shows. */
#include <string.h>

#include "api/list.h"
#include "core/uuid.h"

bool children_bounded(struct call *call, const struct tx *tx, const struct children *children)
{
    for (unsigned i = 0; i < children->shape->n_children; i++)
        if (tx_rows(tx, children->answers[i]) > CHILD_ROWS_MAX) {
            struct error_item *item = call_parameter_error(call, FIELD_TOO_LONG, "include");
            item->values[0] = (struct problem_value){.kind = VALUE_ITEMS, .number = CHILD_ROWS_MAX};
            return false;
        }
    return true;
}

/* The parent of a child's row: it comes after the columns that are shown. */
static int compare_parent(const struct tx *tx, const struct children *children, unsigned child, unsigned row, const char *parent)
{
    size_t length;
    return memcmp(tx_cell(tx, children->answers[child], row, children->views[child]->n_columns, &length), parent, UUID_BYTES);
}

/* First row of a parent: rows are sorted by the parent's id, whose bytes sort as the uuid does. */
static unsigned first_row(const struct tx *tx, const struct children *children, unsigned child, const char *parent)
{
    unsigned low = 0, high = tx_rows(tx, children->answers[child]);
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (compare_parent(tx, children, child, middle, parent) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void children_write(struct buffer *out, const struct tx *tx, const struct children *children, unsigned parents,
                    unsigned parent_row)
{
    static const struct shape whole = {.columns = UINT64_MAX};
    size_t length;
    const char *parent = tx_cell(tx, parents, parent_row, 0, &length);
    for (unsigned i = 0; i < children->shape->n_children; i++) {
        const struct child *child = children->shape->children[i];
        const struct view *view = children->views[i];
        unsigned answer = children->answers[i], rows = tx_rows(tx, answer);
        json_key(out, child->name);
        if (!child->one)
            json_open(out, '[');
        unsigned row = first_row(tx, children, i, parent), first = row;
        for (; row < rows && compare_parent(tx, children, i, row, parent) == 0; row++) {
            if (row > first)
                buffer_add_char(out, ',');
            output_row(out, view, &whole, tx, answer, row);
            json_close(out, '}');
        }
        if (!child->one)
            json_close(out, ']');
        else if (row == first)
            json_nothing(out);
    }
}

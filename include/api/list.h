/* Lists: declared filters and sorts, keyset pages, embedded children. */
#ifndef MAILLON_API_LIST_H
#define MAILLON_API_LIST_H

#include "api/output.h"

enum { FILTERS_MAX = 10, LIST_PARAMS = 64, PAGE_DEFAULT = 50, PAGE_MAX = 200, CHILD_ROWS_MAX = 2000, TOTAL_MAX = 10000 };

enum filter_kind { FILTER_EQUAL, FILTER_ANY, FILTER_GTE, FILTER_LT, FILTER_NULL };

struct filter {
    const struct field *field;
    enum filter_kind kind;
    const char *value; /* SQL form; an array literal for FILTER_ANY */
};

struct list_query {
    struct shape shape;
    struct filter filters[FILTERS_MAX];
    unsigned n_filters;
    const char *q;        /* what a name begins with, or NULL */
    bool total;           /* ?total=exact */
    unsigned limit;       /* 0: every row, of an export */
    unsigned sort_column; /* index in view->columns */
    bool descending;
    const char *parent_id;              /* the row that the list stands under, or NULL */
    const char *cursor;                 /* as given, or NULL */
    const char *after_value, *after_id; /* from the cursor */
};

/* Reads ?fields= and ?include=, of lists and items alike; other parameters of an item are refused. */
bool shape_read(struct call *call, const struct view *view, bool list, struct shape *ret_shape);

/* Reads every parameter of a list. False: BAD_PARAMETER or BAD_CURSOR with its items. */
bool list_query_read(struct call *call, const struct view *view, struct list_query *ret_query);

/* The SQL of a page and its values, as list_ask() asks them, with its entries of the access log; an export asks them too, and
 * makes its entries by the other function, in the same snapshot, for every row that the query finds. */
void list_statement(struct call *call, const struct view *view, const struct list_query *query, struct buffer *sql,
                    const char *values[static LIST_PARAMS], unsigned *ret_n_values);
void list_enter_export(struct call *call, struct tx *tx, const struct view *view, const struct list_query *query);

/* Cursors: where a page ended, sealed for this principal and query. NULL: altered or another's (BAD_CURSOR is set). */
const char *cursor_seal(struct call *call, const char *value, const char *id);
bool cursor_open(struct call *call, struct list_query *query);

/* Children: queues their statements (list.c), then writes those of a parent, a row of another answer whose first column is its
 * id, into its object (children.c). */
struct children {
    const struct shape *shape;
    const struct view *views[8];
    unsigned answers[8];
};
void children_ask_item(struct call *call, struct tx *tx, const struct shape *shape, const char *id,
                       struct children *ret_children);
void children_ask_list(struct call *call, struct tx *tx, const struct view *view, const struct list_query *query,
                       struct children *ret_children);
bool children_bounded(struct call *call, const struct tx *tx, const struct children *children);
void children_write(struct buffer *out, const struct tx *tx, const struct children *children, unsigned parents,
                    unsigned parent_row);

#endif

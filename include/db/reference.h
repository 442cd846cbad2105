/* The reference lists (sql/reference/ *.csv), embedded at build: one table of the database each, and in memory for
 * validation and for GET /v1/reference. Built once at start, then read only. */
#ifndef MAILLON_DB_REFERENCE_H
#define MAILLON_DB_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

struct reference_list {
    const char *name; /* "exit_reasons": the file's name, the last segment of its URL; its table is reference_<name> */
    const char *const *columns;
    unsigned n_columns;       /* the first is `code` */
    const char *const *cells; /* n_rows × n_columns; "" is an empty cell */
    unsigned n_rows;
};

/* Parses the embedded files. Call once, before threads. Aborts on a malformed file: it was built in. */
void reference_load(void);

const struct reference_list *reference_lists(unsigned *ret_count);
const struct reference_list *reference_list(const char *name);

/* The row of a code, or -1; the cell of that row in the column of that name ("" when empty, NULL when no such column). */
int reference_row(const struct reference_list *list, const char *code, size_t length);
const char *reference_cell(const struct reference_list *list, int row, const char *column);

#endif

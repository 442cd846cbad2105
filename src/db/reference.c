#include "db/reference.h"

#include <stdlib.h>
#include <string.h>

#include "core/log.h"
#include "core/text.h"
#include "db/embedded.h"
#include "reference_parse.h"

enum { LISTS_MAX = 32 };

static struct reference_list lists[LISTS_MAX];
static unsigned n_lists;

/* By list: its rows in the order of their codes. The file's own order is kept for those who read the list. */
static unsigned *by_code[LISTS_MAX];

static const char *code_of(const struct reference_list *list, unsigned row)
{
    return list->cells[(size_t)row * list->n_columns];
}

static int compare_rows(const void *a, const void *b, void *list)
{
    return strcmp(code_of(list, *(const unsigned *)a), code_of(list, *(const unsigned *)b));
}

static void refuse(const char *name, const char *fault)
{
    log_with(LOG_ERROR, "reference_malformed", {"list", name, 0}, {"fault", fault, 0});
    abort();
}

static void sort_codes(struct reference_list *list, unsigned number)
{
    unsigned *rows = calloc(list->n_rows + 1, sizeof(*rows));
    if (!rows)
        abort();
    for (unsigned row = 0; row < list->n_rows; row++)
        rows[row] = row;
    qsort_r(rows, list->n_rows, sizeof(*rows), compare_rows, list);
    for (unsigned i = 1; i < list->n_rows; i++)
        if (strcmp(code_of(list, rows[i - 1]), code_of(list, rows[i])) == 0)
            refuse(list->name, "two lines have one code");
    by_code[number] = rows;
}

/* Parameters are embedded beside the lists but are a resource: versions of values, not a list of codes. */
void reference_load(void)
{
    if (n_lists)
        return;
    for (const struct embedded_reference *file = embedded_references; file->name; file++) {
        if (strcmp(file->name, "parameters") == 0)
            continue;
        if (n_lists == LISTS_MAX)
            refuse(file->name, "too many lists");
        const char *fault = reference_parse(file->name, file->text, &lists[n_lists]);
        if (fault)
            refuse(file->name, fault);
        if (strcmp(lists[n_lists].columns[0], "code") != 0)
            refuse(file->name, "the first column is not `code`");
        sort_codes(&lists[n_lists], n_lists);
        n_lists++;
    }
}

const struct reference_list *reference_lists(unsigned *ret_count)
{
    *ret_count = n_lists;
    return lists;
}

const struct reference_list *reference_list(const char *name)
{
    for (unsigned i = 0; i < n_lists; i++)
        if (strcmp(lists[i].name, name) == 0)
            return &lists[i];
    return NULL;
}

/* Codes are compared with a text that need not end in a NUL. */
static int compare_code(const char *code, const char *wanted, size_t length)
{
    int difference = strncmp(wanted, code, length);
    return difference ? difference : code[length] ? -1 : 0;
}

int reference_row(const struct reference_list *list, const char *code, size_t length)
{
    const unsigned *rows = by_code[list - lists];
    unsigned low = 0, high = list->n_rows;
    if (memchr(code, '\0', length))
        return -1;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        int difference = compare_code(code_of(list, rows[middle]), code, length);
        if (difference == 0)
            return (int)rows[middle];
        if (difference < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

const char *reference_cell(const struct reference_list *list, int row, const char *column)
{
    int place = -1;
    for (unsigned i = 0; i < list->n_columns && place < 0; i++)
        if (text_equal(list->columns[i], column))
            place = (int)i;
    if (place < 0 || row < 0 || (unsigned)row >= list->n_rows)
        return NULL;
    return list->cells[(size_t)row * list->n_columns + (size_t)place];
}

#include "reference_parse.h"

#include <stdlib.h>
#include <string.h>

static unsigned count_char(const char *text, size_t length, char wanted)
{
    unsigned count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == wanted;
    return count;
}

/* Cuts `length` bytes into cells in place and returns how many. */
static unsigned cut_line(char *line, size_t length, const char **ret_cells)
{
    unsigned count = 0;
    ret_cells[count++] = line;
    for (size_t i = 0; i < length; i++)
        if (line[i] == ';') {
            line[i] = '\0';
            ret_cells[count++] = line + i + 1;
        }
    line[length] = '\0';
    return count;
}

static bool column_named_well(const char *name)
{
    return name[0] && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* Columns become identifiers of SQL, so their names are checked. */
static const char *check_columns(const struct reference_list *list)
{
    for (unsigned i = 0; i < list->n_columns; i++) {
        if (!column_named_well(list->columns[i]))
            return "a column's name is not lower-case letters, digits and underscores";
        for (unsigned j = 0; j < i; j++)
            if (strcmp(list->columns[i], list->columns[j]) == 0)
                return "two columns have one name";
    }
    return NULL;
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

/* The copy that cells point into hangs on columns[0]: it is the first byte of the text. */
const char *reference_parse(const char *name, const char *text, struct reference_list *ret_list)
{
    *ret_list = (struct reference_list){.name = name};
    size_t length = strlen(text);
    if (length == 0)
        return "the file is empty";
    if (text[length - 1] != '\n')
        return "the last line is not ended";
    if (strpbrk(text, "\"\r\t"))
        return "quotes, carriage returns and tabs are not read";
    char *copy = memcpy(allocate(length + 1, 1), text, length);
    size_t header = (size_t)(strchr(copy, '\n') - copy);
    unsigned n_columns = count_char(copy, header, ';') + 1, n_rows = count_char(text, length, '\n') - 1;
    const char **columns = allocate(n_columns, sizeof(*columns));
    const char **cells = allocate((size_t)n_rows * n_columns + 1, sizeof(*cells));
    *ret_list = (struct reference_list){
        .name = name, .columns = columns, .n_columns = cut_line(copy, header, columns), .cells = cells, .n_rows = n_rows};
    const char *fault = check_columns(ret_list);
    char *line = copy + header + 1;
    for (unsigned row = 0; row < n_rows && !fault; row++) {
        size_t line_length = (size_t)(strchr(line, '\n') - line);
        if (count_char(line, line_length, ';') + 1 != n_columns)
            fault = "a line has not as many cells as there are columns";
        else if (cut_line(line, line_length, cells + (size_t)row * n_columns) && line[0] == '\0')
            fault = "the first cell of a line is empty";
        line += line_length + 1;
    }
    if (fault)
        reference_discard(ret_list);
    return fault;
}

void reference_discard(struct reference_list *list)
{
    if (list->columns)
        free((char *)list->columns[0]);
    free((void *)list->columns);
    free((void *)list->cells);
    *list = (struct reference_list){0};
}

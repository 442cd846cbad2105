/* Reads the text of a reference list: lines of cells divided by `;`, the first line names the columns. */
#ifndef MAILLON_DB_REFERENCE_PARSE_H
#define MAILLON_DB_REFERENCE_PARSE_H

#include "db/reference.h"

/* Fills the list (memory of its own, kept until reference_discard) or returns what is wrong with the text: static words. */
const char *reference_parse(const char *name, const char *text, struct reference_list *ret_list);

/* Frees what reference_parse made. Accepts a zeroed list. */
void reference_discard(struct reference_list *list);

#endif

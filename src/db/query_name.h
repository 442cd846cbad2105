/* The way back from a statement's hash to the query's name, for the log. */
#ifndef MAILLON_DB_QUERY_NAME_H
#define MAILLON_DB_QUERY_NAME_H

#include <stdint.h>

/* NULL when no file of sql/queries/ has that text. */
const char *query_name_of(uint64_t hash);

#endif

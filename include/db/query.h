/* The queries of sql/queries/, embedded at build: one file, one query, one enumerator (contract_chain.sql is
 * QUERY_CONTRACT_CHAIN). The number of `$n` places is counted at build. */
#ifndef MAILLON_DB_QUERY_H
#define MAILLON_DB_QUERY_H

#include "db/statement.h"
#include "query_list.h" /* generated: enum query { QUERY_NONE, QUERY_…, N_QUERIES } */

const struct statement *query(enum query query);
const char *query_name(enum query query); /* "contract_chain" */

#endif

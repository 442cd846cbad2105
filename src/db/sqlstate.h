/* From what PostgreSQL refuses to what a client is told. Pure: no connection. */
#ifndef MAILLON_DB_SQLSTATE_H
#define MAILLON_DB_SQLSTATE_H

#include "db/tx.h"

/* Fills a failure from a SQLSTATE and, for classes that name one, a constraint ("" or NULL: none). */
void failure_from_sqlstate(struct tx_failure *ret_failure, const char *sqlstate, const char *constraint);

/* Each row of constraint.def by number; false past the end. For the test that compares them with the schema. */
bool constraint_row(unsigned number, const char **ret_name, enum problem *ret_problem, const char **ret_field);

#endif

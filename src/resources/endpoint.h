/* What the endpoints share: reading their query parameters. */
#ifndef MAILLON_RESOURCES_ENDPOINT_H
#define MAILLON_RESOURCES_ENDPOINT_H

#include "api/call.h"

/* Reads the query parameters against a field table: values[i] is the text of fields[i], or NULL. False: every wrong,
 * unknown, missing or repeated one is in the error. */
bool endpoint_params(struct call *call, const struct field *fields, unsigned n_fields, const char **values);

#endif

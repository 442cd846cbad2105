/* Reads of one row. */
#ifndef MAILLON_API_READ_H
#define MAILLON_API_READ_H

#include "api/call.h"

/* Serves GET of an item: 200, 304, or NOT_FOUND. */
void read_serve(struct call *call, const struct resource *resource, const char *id);

#endif

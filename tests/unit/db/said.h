/* What PostgreSQL says to those who ask, for the tests of who hears it. */
#ifndef MAILLON_DB_SAID_H
#define MAILLON_DB_SAID_H

#include <stdlib.h>

#include "core/buffer.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

#define PARSED "1\0\0\0\4"
#define BOUND "2\0\0\0\4"
#define CLOSED "3\0\0\0\4"
#define READY "Z\0\0\0\5I"

/* Not a byte of room behind, so that AddressSanitizer sees who reads on. */
static inline void trim(struct buffer *bytes)
{
    char *exact = malloc(bytes->length ? bytes->length : 1);
    if (!exact)
        abort();
    if (bytes->length)
        memcpy(exact, bytes->data, bytes->length);
    free(bytes->data);
    bytes->data = exact;
    bytes->capacity = bytes->length;
}

#endif

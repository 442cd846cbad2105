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
#define COMPLETE "C\0\0\0\x0dSELECT 1\0"
#define VALUE(text) BOUND "D\0\0\0\x0d\0\1\0\0\0\3" text COMPLETE
#define FATAL "E\0\0\0\x13VFATAL\0C57P01\0\0"

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

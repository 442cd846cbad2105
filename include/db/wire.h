/* Values in PostgreSQL's binary form, as answers of statement_binary() hold them: big-endian, days and instants counted from
 * 2000-01-01. Texts and words are the same in both forms.
 *
 * A tenth of what a page cost PostgreSQL was printing: numbers, days and identifiers are sent as they are, and printed here.
 * Pure, without memory of its own. Source: the *_send() functions of PostgreSQL 15, src/backend/utils/adt. */
#ifndef MAILLON_DB_WIRE_H
#define MAILLON_DB_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"

enum { WIRE_EPOCH = 10957, WIRE_JSONB = 1 }; /* days from 1970-01-01 to 2000-01-01; the version a jsonb begins with */

/* smallint, integer or bigint, by its length: 2, 4 or 8 bytes. */
static inline int64_t wire_int(const char *bytes, size_t length)
{
    uint64_t number = bytes[0] & 0x80 ? UINT64_MAX : 0; /* its sign, above what is sent */
    for (size_t i = 0; i < length; i++)
        number = number << 8 | (uint8_t)bytes[i];
    return (int64_t)number;
}

/* boolean: one byte. */
static inline bool wire_bool(const char *bytes)
{
    return bytes[0] != 0;
}

/* date: 4 bytes. */
static inline day_t wire_day(const char *bytes)
{
    return (day_t)wire_int(bytes, 4) + WIRE_EPOCH;
}

/* timestamptz, 8 bytes: in microseconds since 1970-01-01 00:00 UTC. */
static inline int64_t wire_instant_us(const char *bytes)
{
    return wire_int(bytes, 8) + (int64_t)WIRE_EPOCH * US_PER_DAY;
}

/* jsonb or json: where its text begins, and how long that is. */
static inline const char *wire_json(const char *bytes, size_t length, size_t *ret_length)
{
    bool versioned = length && bytes[0] == WIRE_JSONB; /* no text of JSON begins so */
    *ret_length = length - versioned;
    return bytes + versioned;
}

#endif

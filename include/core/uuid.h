/* Identifiers: UUID version 7 (RFC 9562), time ordered, in canonical lower-case text. */
#ifndef MAILLON_CORE_UUID_H
#define MAILLON_CORE_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UUID_TEXT 37 /* 36 characters and the NUL */
#define UUID_BYTES 16

/* A new identifier of this instant, monotonic within a thread; random bits from getrandom(2). */
void uuid_new(char text[static UUID_TEXT]);

/* The canonical text of a UUID's bytes, the highest first. */
void uuid_format(const uint8_t bytes[static UUID_BYTES], char text[static UUID_TEXT]);

/* Any UUID in canonical text, lower case only: another spelling of an id would be another URL of one thing. */
bool uuid_valid(const char *text, size_t length);

#endif

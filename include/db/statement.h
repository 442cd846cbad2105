/* A statement: constant SQL text with `$n` places, known by its hash.
 *
 * Values never enter the text; identifiers in it come from constant tables only. */
#ifndef MAILLON_DB_STATEMENT_H
#define MAILLON_DB_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct statement {
    const char *text; /* NUL-terminated, borrowed: must live until the answer of its transaction was read */
    uint64_t hash;
    unsigned n_params;
    bool binary; /* its answer comes in PostgreSQL's binary form: see db/wire.h */
};

/* Hashes the text. */
struct statement statement_of(const char *text, unsigned n_params);

/* The same, answered in PostgreSQL's binary form. */
struct statement statement_binary(const char *text, unsigned n_params);

#endif

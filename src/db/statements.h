/* Which statements a connection has prepared: at most CACHE_MAX, the least recently used forgotten first.
 *
 * A statement is known by its text's hash and by whose it is: one shared between roles would be planned again at each
 * change of role. Entries move inside the table, so others keep keys, never pointers. */
#ifndef MAILLON_DB_STATEMENTS_H
#define MAILLON_DB_STATEMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "db/context.h"
#include "db/statement.h"

/* Whose a statement is: a role's, or the login's own (BEGIN, COMMIT, the context, authentication). */
enum scope { SCOPE_LOGIN = N_DB_ROLES, N_SCOPES };

enum { CACHE_SLOTS = 512, CACHE_MAX = 256, STATEMENT_NAME = 18 };

struct prepared {
    uint64_t key; /* 0: an empty slot */
    uint64_t used;
    char name[STATEMENT_NAME]; /* letter of the scope, hash in hexadecimal */
};

struct cache {
    struct prepared slots[CACHE_SLOTS];
    unsigned count;
    unsigned wanted; /* statements that found the cache full: as many are forgotten before the next transaction */
    uint64_t clock;
};

/* Never 0. */
uint64_t cache_key(enum scope scope, const struct statement *statement);

/* The entry of a key, marked as used; NULL when unknown. */
const struct prepared *cache_find(struct cache *cache, uint64_t key);

/* A new entry, or NULL when the cache is full. The key must not be there. */
const struct prepared *cache_add(struct cache *cache, enum scope scope, const struct statement *statement);

/* Removes a key; harmless when it is not there. */
void cache_remove(struct cache *cache, uint64_t key);

/* The least recently used entry, or NULL. */
const struct prepared *cache_oldest(const struct cache *cache);

void cache_clear(struct cache *cache);

#endif

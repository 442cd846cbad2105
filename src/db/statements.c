#include "statements.h"

#include <string.h>

#include "core/text.h"

struct statement statement_of(const char *text, unsigned n_params)
{
    return (struct statement){.text = text, .hash = text_hash(0, text, strlen(text)), .n_params = n_params};
}

struct statement statement_binary(const char *text, unsigned n_params)
{
    struct statement statement = statement_of(text, n_params);
    statement.binary = true;
    return statement;
}

uint64_t cache_key(enum scope scope, const struct statement *statement)
{
    uint64_t key = statement->hash ^ ((uint64_t)scope + 1) * 0x9E3779B97F4A7C15u;
    return key ? key : 1;
}

static unsigned slot_of(uint64_t key)
{
    return (unsigned)(key ^ key >> 32) % CACHE_SLOTS;
}

/* The slot that holds the key, or the empty one where it would go. At most half of the slots are taken. */
static unsigned find_slot(const struct cache *cache, uint64_t key)
{
    unsigned slot = slot_of(key);
    while (cache->slots[slot].key && cache->slots[slot].key != key)
        slot = (slot + 1) % CACHE_SLOTS;
    return slot;
}

const struct prepared *cache_find(struct cache *cache, uint64_t key)
{
    struct prepared *found = &cache->slots[find_slot(cache, key)];
    if (!found->key)
        return NULL;
    found->used = ++cache->clock;
    return found;
}

const struct prepared *cache_add(struct cache *cache, enum scope scope, const struct statement *statement)
{
    static const char hexadecimal[] = "0123456789abcdef";
    if (cache->count == CACHE_MAX) {
        cache->wanted++;
        return NULL;
    }
    uint64_t key = cache_key(scope, statement);
    struct prepared *added = &cache->slots[find_slot(cache, key)];
    added->key = key;
    added->used = ++cache->clock;
    added->name[0] = (char)('a' + (int)scope);
    for (unsigned i = 0; i < 16; i++)
        added->name[1 + i] = hexadecimal[statement->hash >> (60 - 4 * i) & 15];
    added->name[17] = '\0';
    cache->count++;
    return added;
}

/* Later entries of the same run move back into the hole, so that a search never stops before them. */
void cache_remove(struct cache *cache, uint64_t key)
{
    unsigned hole = find_slot(cache, key);
    if (!cache->slots[hole].key)
        return;
    unsigned next = hole;
    for (;;) {
        next = (next + 1) % CACHE_SLOTS;
        if (!cache->slots[next].key)
            break;
        unsigned home = slot_of(cache->slots[next].key);
        unsigned from_home = (next + CACHE_SLOTS - home) % CACHE_SLOTS, from_hole = (next + CACHE_SLOTS - hole) % CACHE_SLOTS;
        if (from_home >= from_hole) {
            cache->slots[hole] = cache->slots[next];
            hole = next;
        }
    }
    cache->slots[hole] = (struct prepared){0};
    cache->count--;
}

const struct prepared *cache_oldest(const struct cache *cache)
{
    const struct prepared *oldest = NULL;
    for (unsigned i = 0; i < CACHE_SLOTS; i++) {
        const struct prepared *slot = &cache->slots[i];
        if (slot->key && (!oldest || slot->used < oldest->used))
            oldest = slot;
    }
    return oldest;
}

void cache_clear(struct cache *cache)
{
    *cache = (struct cache){0};
}

#include "principals.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { SHARDS = 16, WAYS = 4, SETS = CACHE_ENTRIES / SHARDS / WAYS };

struct entry {
    char hash[API_KEY_HASH_HEX];
    uint64_t until_ns; /* 0: free */
    bool usable;
    struct principal who;
};

/* One lock for a sixteenth of the keys: workers meet rarely. A hash belongs to one set of four places, the oldest of
 * which gives way: looking up never scans. */
struct shard {
    pthread_mutex_t lock;
    struct entry entries[SETS][WAYS];
};

static struct shard shards[SHARDS] = {[0 ... SHARDS - 1] = {.lock = PTHREAD_MUTEX_INITIALIZER}};
static atomic_uint_fast64_t generation = 1; /* counts what was forgotten */

static unsigned nibble(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

static struct shard *shard_of(const char *hash_hex, struct entry **ret_set)
{
    /* The hash is SHA-256: any of its digits spread evenly. */
    struct shard *shard = &shards[nibble(hash_hex[0]) % SHARDS];
    unsigned number = nibble(hash_hex[1]) << 4 | nibble(hash_hex[2]);
    *ret_set = shard->entries[number % SETS];
    return shard;
}

enum cache_answer principals_find(const char *hash_hex, uint64_t now_ns, struct principal *ret_who, uint64_t *ret_ticket)
{
    struct entry *set;
    struct shard *shard = shard_of(hash_hex, &set);
    enum cache_answer answer = CACHE_UNKNOWN;
    *ret_ticket = atomic_load(&generation);
    pthread_mutex_lock(&shard->lock);
    for (unsigned way = 0; way < WAYS && answer == CACHE_UNKNOWN; way++) {
        const struct entry *entry = &set[way];
        if (entry->until_ns <= now_ns || memcmp(entry->hash, hash_hex, API_KEY_HASH_HEX) != 0)
            continue;
        answer = entry->usable ? CACHE_KNOWN : CACHE_REFUSED;
        if (entry->usable)
            *ret_who = entry->who;
    }
    pthread_mutex_unlock(&shard->lock);
    return answer;
}

void principals_keep(const char *hash_hex, uint64_t now_ns, uint64_t ticket, const struct principal *who)
{
    struct entry *set;
    struct shard *shard = shard_of(hash_hex, &set);
    pthread_mutex_lock(&shard->lock);
    struct entry *place = &set[0];
    for (unsigned way = 0; way < WAYS; way++) {
        if (memcmp(set[way].hash, hash_hex, API_KEY_HASH_HEX) == 0) {
            place = &set[way];
            break;
        }
        if (set[way].until_ns < place->until_ns)
            place = &set[way];
    }
    /* Tested under the lock: principals_forget() counts before it takes the locks. */
    if (atomic_load(&generation) == ticket) {
        memcpy(place->hash, hash_hex, API_KEY_HASH_HEX);
        place->until_ns = now_ns + CACHE_SECONDS * UINT64_C(1000000000);
        place->usable = who != NULL;
        place->who = who ? *who : (struct principal){0};
    }
    pthread_mutex_unlock(&shard->lock);
}

void principals_forget(const char *key_id)
{
    atomic_fetch_add(&generation, 1);
    for (unsigned i = 0; i < SHARDS; i++) {
        pthread_mutex_lock(&shards[i].lock);
        struct entry *entries = shards[i].entries[0];
        for (unsigned n = 0; n < SETS * WAYS; n++) {
            if (entries[n].usable && strcmp(entries[n].who.key_id, key_id) == 0)
                entries[n] = (struct entry){0};
        }
        pthread_mutex_unlock(&shards[i].lock);
    }
}

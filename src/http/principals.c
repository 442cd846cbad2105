#include "principals.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { SHARDS = 16, WAYS = 4, SETS = CACHE_ENTRIES / SHARDS / WAYS };
static const uint64_t second = UINT64_C(1000000000);

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

/* The keys forgotten lately, the oldest written over; `until` is when the last of them may be kept again, so that on most
 * days the list is not looked at. When the list is full, nothing is kept until then. */
static struct {
    pthread_mutex_t lock;
    struct {
        char key_id[37];
        uint64_t until_ns;
    } rows[FORGOTTEN_MAX];
    unsigned next;
    atomic_uint_fast64_t until_ns, all_until_ns;
} forgotten = {.lock = PTHREAD_MUTEX_INITIALIZER};

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

enum cache_answer principals_find(const char *hash_hex, uint64_t now_ns, struct principal *ret_who)
{
    struct entry *set;
    struct shard *shard = shard_of(hash_hex, &set);
    enum cache_answer answer = CACHE_UNKNOWN;
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

static bool is_of(const struct principal *who, const char *id)
{
    return strcmp(who->key_id, id) == 0 || strcmp(who->membership_id, id) == 0;
}

static bool was_forgotten(const struct principal *who, uint64_t now_ns)
{
    if (atomic_load(&forgotten.until_ns) <= now_ns)
        return false;
    bool found = atomic_load(&forgotten.all_until_ns) > now_ns;
    pthread_mutex_lock(&forgotten.lock);
    for (unsigned i = 0; i < FORGOTTEN_MAX && !found; i++)
        found = forgotten.rows[i].until_ns > now_ns && is_of(who, forgotten.rows[i].key_id);
    pthread_mutex_unlock(&forgotten.lock);
    return found;
}

static struct entry *place_of(struct entry *set, const char *hash_hex)
{
    struct entry *oldest = &set[0];
    for (unsigned way = 0; way < WAYS; way++) {
        if (memcmp(set[way].hash, hash_hex, API_KEY_HASH_HEX) == 0)
            return &set[way];
        if (set[way].until_ns < oldest->until_ns)
            oldest = &set[way];
    }
    return oldest;
}

void principals_keep(const char *hash_hex, uint64_t now_ns, uint64_t life_ns, const struct principal *who)
{
    struct entry *set;
    struct shard *shard = shard_of(hash_hex, &set);
    pthread_mutex_lock(&shard->lock);
    /* Asked under the lock: principals_forget() writes its list before it takes the locks to remove. */
    if (!who || !was_forgotten(who, now_ns)) {
        struct entry *place = place_of(set, hash_hex);
        memcpy(place->hash, hash_hex, API_KEY_HASH_HEX);
        place->until_ns = now_ns + (life_ns < CACHE_SECONDS * second ? life_ns : CACHE_SECONDS * second);
        place->usable = who != NULL;
        place->who = who ? *who : (struct principal){0};
    }
    pthread_mutex_unlock(&shard->lock);
}

static void note_forgotten(const char *key_id, uint64_t now_ns)
{
    uint64_t until_ns = now_ns + FORGOTTEN_SECONDS * second;
    pthread_mutex_lock(&forgotten.lock);
    if (forgotten.rows[forgotten.next].until_ns > now_ns)
        atomic_store(&forgotten.all_until_ns, until_ns);
    strncpy(forgotten.rows[forgotten.next].key_id, key_id, sizeof forgotten.rows->key_id - 1);
    forgotten.rows[forgotten.next].until_ns = until_ns;
    forgotten.next = (forgotten.next + 1) % FORGOTTEN_MAX;
    atomic_store(&forgotten.until_ns, until_ns);
    pthread_mutex_unlock(&forgotten.lock);
}

void principals_forget(const char *key_id, uint64_t now_ns)
{
    note_forgotten(key_id, now_ns);
    for (unsigned i = 0; i < SHARDS; i++) {
        pthread_mutex_lock(&shards[i].lock);
        struct entry *entries = shards[i].entries[0];
        for (unsigned n = 0; n < SETS * WAYS; n++) {
            if (entries[n].usable && is_of(&entries[n].who, key_id))
                entries[n] = (struct entry){0};
        }
        pthread_mutex_unlock(&shards[i].lock);
    }
}

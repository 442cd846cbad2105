#include "rate.h"

#include <pthread.h>
#include <string.h>
#include <sys/random.h>

#include "core/text.h"

enum { SHARDS = 16, SETS = 128, WAYS = 8 }; /* 16,384 buckets of each kind: half a megabyte in all */

struct bucket {
    uint64_t name;    /* hash; 0: free */
    uint64_t full_ns; /* when it is full again; in the past: it is */
};

struct shard {
    pthread_mutex_t lock;
    struct bucket sets[SETS][WAYS];
};

static struct {
    unsigned quota;
    uint64_t interval_ns; /* in which one request comes back */
    struct shard shards[SHARDS];
} kinds[N_RATE_KINDS] = {
    [0 ... N_RATE_KINDS - 1] = {.shards = {[0 ... SHARDS - 1] = {.lock = PTHREAD_MUTEX_INITIALIZER}}},
};

static uint64_t seed; /* drawn at start, so that nobody can choose names that meet in one place */
static const uint64_t second = UINT64_C(1000000000);

static void set_quota(enum rate_kind kind, unsigned quota)
{
    kinds[kind].quota = quota;
    kinds[kind].interval_ns = quota ? RATE_WINDOW_SECONDS * second / quota : 0;
}

void rate_init(unsigned per_minute)
{
    if (getrandom(&seed, sizeof seed, 0) != sizeof seed)
        seed = (uint64_t)(uintptr_t)&seed;
    set_quota(RATE_CLIENT, per_minute);
    set_quota(RATE_ADDRESS, per_minute ? per_minute / RATE_FAILURES_SHARE + (per_minute < RATE_FAILURES_SHARE) : 0);
}

/* The bucket of that name, or the fullest of its set, made its own. */
static struct bucket *bucket_of(struct bucket set[static WAYS], uint64_t name)
{
    struct bucket *fullest = &set[0];
    for (unsigned way = 0; way < WAYS; way++) {
        if (set[way].name == name)
            return &set[way];
        if (set[way].full_ns < fullest->full_ns)
            fullest = &set[way];
    }
    *fullest = (struct bucket){.name = name};
    return fullest;
}

static unsigned seconds_up(uint64_t ns)
{
    return (unsigned)((ns + second - 1) / second);
}

static struct rate ask(enum rate_kind kind, const char *name, uint64_t now_ns, bool takes)
{
    unsigned quota = kinds[kind].quota;
    uint64_t interval = kinds[kind].interval_ns, whole = interval * quota;
    struct rate rate = {.allowed = true, .quota = quota};
    if (quota == 0)
        return rate;
    uint64_t hash = text_hash(seed, name, strlen(name));
    hash += hash == 0;
    struct shard *shard = &kinds[kind].shards[hash % SHARDS];
    pthread_mutex_lock(&shard->lock);
    struct bucket *bucket = bucket_of(shard->sets[hash / SHARDS % SETS], hash);
    uint64_t full = bucket->full_ns > now_ns ? bucket->full_ns : now_ns;
    rate.allowed = full - now_ns + interval <= whole;
    if (takes && rate.allowed)
        bucket->full_ns = full += interval;
    pthread_mutex_unlock(&shard->lock);
    rate.remaining = (unsigned)((whole - (full - now_ns)) / interval);
    rate.seconds = seconds_up(rate.remaining ? full - now_ns : full - now_ns + interval - whole);
    return rate;
}

struct rate rate_take(enum rate_kind kind, const char *name, uint64_t now_ns)
{
    return ask(kind, name, now_ns, true);
}

struct rate rate_look(enum rate_kind kind, const char *name, uint64_t now_ns)
{
    return ask(kind, name, now_ns, false);
}

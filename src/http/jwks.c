#include "jwks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/buffer.h"
#include "core/log.h"
#include "fetch.h"

struct key_source {
    const char *file, *url;
    bool loopback;
    pthread_rwlock_t lock; /* of `set` and `read_at_s` */
    struct jwk_set *set;   /* NULL until it was read once */
    int64_t read_at_s;
    int64_t due_s;           /* of the thread alone */
    atomic_bool wanted;      /* a token named a key that is not there */
    _Atomic int64_t asked_s; /* when that last made us read */
};

/* The thread's: started once, stopped once. */
static struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    struct key_source *const *sources;
    unsigned count;
    bool running, stop, all;
} reader = {.lock = PTHREAD_MUTEX_INITIALIZER, .woken = PTHREAD_COND_INITIALIZER};

static int64_t monotonic_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

struct key_source *key_source_new(const char *file, const char *url, bool loopback)
{
    struct key_source *source = calloc(1, sizeof *source);
    if (!source || pthread_rwlock_init(&source->lock, NULL) != 0)
        abort();
    source->file = file;
    source->url = url;
    source->loopback = loopback;
    atomic_store(&source->asked_s, -KEYS_ASKED_S);
    return source;
}

void key_source_free(struct key_source *source)
{
    if (!source)
        return;
    pthread_rwlock_destroy(&source->lock);
    jwk_set_free(source->set);
    free(source);
}

static const char *read_file(const char *path, struct buffer *out)
{
    FILE *file = fopen(path, "re");
    char block[4096];
    size_t got = 0;
    if (!file)
        return "the file of keys cannot be read";
    while (out->length <= SET_BYTES_MAX && (got = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(out, block, got);
    bool failed = ferror(file);
    fclose(file);
    return failed ? "the file of keys cannot be read" : NULL;
}

static void replace(struct key_source *source, struct jwk_set *set)
{
    pthread_rwlock_wrlock(&source->lock);
    struct jwk_set *former = source->set;
    source->set = set;
    source->read_at_s = monotonic_s();
    pthread_rwlock_unlock(&source->lock);
    jwk_set_free(former);
}

const char *key_source_read(struct key_source *source)
{
    struct buffer text = {0};
    const char *fault =
        source->url ? fetch_text(source->url, source->loopback, SET_BYTES_MAX, &text) : read_file(source->file, &text);
    struct jwk_set *set = fault ? NULL : jwk_set_parse(text.data ? text.data : "", text.length, &fault);
    int64_t count = set ? set->count : 0;
    buffer_done(&text);
    if (set)
        replace(source, set);
    /* The former keys stay: an issuer that is away for an hour locks nobody out. */
    const char *from = source->url ? source->url : source->file;
    if (fault)
        log_with(LOG_WARNING, "issuer_keys_not_read", {"from", from, 0}, {"fault", fault, 0});
    else
        log_with(LOG_INFO, "issuer_keys_read", {"from", from, 0}, {"keys", NULL, count});
    return fault;
}

/* At most one read in a minute, however many tokens name however many keys. */
static void want(struct key_source *source)
{
    int64_t now = monotonic_s(), asked = atomic_load(&source->asked_s);
    if (now - asked < KEYS_ASKED_S || !atomic_compare_exchange_strong(&source->asked_s, &asked, now))
        return;
    atomic_store(&source->wanted, true);
    pthread_mutex_lock(&reader.lock);
    pthread_cond_signal(&reader.woken);
    pthread_mutex_unlock(&reader.lock);
}

const char *key_source_verify(struct key_source *source, const char *kid, enum algorithm algorithm, const char *data,
                              size_t length, const unsigned char *signature, size_t signature_length)
{
    const char *fault = NULL;
    pthread_rwlock_rdlock(&source->lock);
    bool serves = source->set && monotonic_s() - source->read_at_s < KEYS_OLD_S;
    const struct jwk *key = serves ? jwk_find(source->set, kid, algorithm) : NULL;
    if (!key)
        fault = "no such key for the algorithm";
    else if (!jwk_verify(key, algorithm, data, length, signature, signature_length))
        fault = "a wrong signature";
    pthread_rwlock_unlock(&source->lock);
    if (!key)
        want(source);
    return fault;
}

/* The source to read now, or NULL; `ret_next_s` is when the next one is due. */
static struct key_source *next_source(int64_t now, int64_t *ret_next_s)
{
    *ret_next_s = now + KEYS_EVERY_S;
    for (unsigned i = 0; i < reader.count; i++) {
        struct key_source *source = reader.sources[i];
        if (source->due_s <= now || atomic_exchange(&source->wanted, false))
            return source;
        if (source->due_s < *ret_next_s)
            *ret_next_s = source->due_s;
    }
    return NULL;
}

static void *read_always(void *nothing)
{
    (void)nothing;
    pthread_mutex_lock(&reader.lock);
    while (!reader.stop) {
        int64_t now = monotonic_s(), next_s;
        for (unsigned i = 0; reader.all && i < reader.count; i++)
            reader.sources[i]->due_s = now;
        reader.all = false;
        struct key_source *source = next_source(now, &next_s);
        if (source) {
            pthread_mutex_unlock(&reader.lock);
            const char *fault = key_source_read(source);
            source->due_s = monotonic_s() + (fault ? KEYS_RETRY_S : KEYS_EVERY_S);
            pthread_mutex_lock(&reader.lock);
            continue;
        }
        struct timespec until = {.tv_sec = next_s};
        pthread_cond_clockwait(&reader.woken, &reader.lock, CLOCK_MONOTONIC, &until);
    }
    pthread_mutex_unlock(&reader.lock);
    return nothing;
}

void key_sources_start(struct key_source *const *sources, unsigned count)
{
    reader.sources = sources;
    reader.count = count;
    if (count == 0)
        return;
    /* What was read already (files, at start) is due later; an address that was not is due now. */
    for (unsigned i = 0; i < count; i++)
        sources[i]->due_s = sources[i]->set ? monotonic_s() + KEYS_EVERY_S : 0;
    if (pthread_create(&reader.thread, NULL, read_always, NULL) != 0)
        abort();
    reader.running = true;
}

static void wake(bool stop)
{
    pthread_mutex_lock(&reader.lock);
    reader.stop = reader.stop || stop;
    reader.all = true;
    pthread_cond_signal(&reader.woken);
    pthread_mutex_unlock(&reader.lock);
}

void key_sources_refresh(void)
{
    wake(false);
}

void key_sources_stop(void)
{
    if (!reader.running)
        return;
    wake(true);
    pthread_join(reader.thread, NULL);
    reader.running = false;
}

/* The principals met lately, by the hash of their key or token and of the context asked: five seconds during which a request
 * asks the database nothing of its caller. Bounded; refusals of keys are kept too, so that a wrong one sent in a loop costs one
 * query in five seconds. */
#ifndef MAILLON_HTTP_PRINCIPALS_H
#define MAILLON_HTTP_PRINCIPALS_H

#include <stdbool.h>
#include <stdint.h>

#include "api/call.h"
#include "api/key.h"

enum { CACHE_SECONDS = 5, CACHE_ENTRIES = 4096, FORGOTTEN_SECONDS = 70, FORGOTTEN_MAX = 256 };

enum cache_answer { CACHE_UNKNOWN, CACHE_REFUSED, CACHE_KNOWN };

/* `now_ns` is a monotonic clock, given by the caller, here and below. */
enum cache_answer principals_find(const char *hash_hex, uint64_t now_ns, struct principal *ret_who);

/* Keeps what the database answered, for `life_ns` and CACHE_SECONDS at most; `who` NULL is a refusal. A key or membership
 * forgotten lately is not kept. */
void principals_keep(const char *hash_hex, uint64_t now_ns, uint64_t life_ns, const struct principal *who);

/* Forgets a key or a membership, and keeps it not again for longer than a request may last: the caller is told inside the
 * transaction that revokes, so that for a while the database may still answer that the key is good. */
void principals_forget(const char *key_id, uint64_t now_ns);

#endif

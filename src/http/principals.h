/* The principals met lately, by the hash of their key: five seconds during which a request asks the database nothing of
 * its caller. Bounded; refusals are kept too, so that a wrong key sent in a loop costs one query in five seconds. */
#ifndef MAILLON_HTTP_PRINCIPALS_H
#define MAILLON_HTTP_PRINCIPALS_H

#include <stdbool.h>
#include <stdint.h>

#include "api/call.h"
#include "api/key.h"

enum { CACHE_SECONDS = 5, CACHE_ENTRIES = 4096 };

enum cache_answer { CACHE_UNKNOWN, CACHE_REFUSED, CACHE_KNOWN };

/* `now_ns` is a monotonic clock, given by the caller. On CACHE_UNKNOWN, `ret_ticket` is to be given back to principals_keep. */
enum cache_answer principals_find(const char *hash_hex, uint64_t now_ns, struct principal *ret_who, uint64_t *ret_ticket);

/* Keeps what the database answered; `who` NULL is a refusal. Nothing is kept when a principal was forgotten since the
 * ticket was taken: the answer may be older than the revocation. */
void principals_keep(const char *hash_hex, uint64_t now_ns, uint64_t ticket, const struct principal *who);

/* Forgets a key everywhere. */
void principals_forget(const char *key_id);

#endif

/* Where an issuer's keys come from: a file or an address, read at start, again and again by one thread, and when a token
 * names a key that the set does not have. Requests verify under a reader's lock and never wait for a read. */
#ifndef MAILLON_HTTP_JWKS_H
#define MAILLON_HTTP_JWKS_H

#include "jwk.h"

enum {
    KEYS_EVERY_S = 600,     /* a key that the issuer takes away stops within that */
    KEYS_RETRY_S = 60,      /* after a read that failed */
    KEYS_ASKED_S = 60,      /* at most one read in that, whatever tokens name */
    KEYS_OLD_S = 24 * 3600, /* keys that could not be read again for that long serve no more */
};

struct key_source;

/* `url` or, when it is NULL, `file`; both borrowed. `loopback`: the address is this machine's, without TLS. The caller owns
 * the result, and frees it after key_sources_stop(). */
struct key_source *key_source_new(const char *file, const char *url, bool loopback);
void key_source_free(struct key_source *source);

/* Reads the source now. NULL, or why not (constant text). */
const char *key_source_read(struct key_source *source);

/* NULL when the signature is of a key of the source; else why not (constant text). */
const char *key_source_verify(struct key_source *source, const char *kid, enum algorithm algorithm, const char *data,
                              size_t length, const unsigned char *signature, size_t signature_length);

/* The thread that reads them; the list is borrowed until the stop. */
void key_sources_start(struct key_source *const *sources, unsigned count);
void key_sources_stop(void);

/* Reads them all again now (SIGHUP). */
void key_sources_refresh(void);

#endif

/* The keys file, and sealing with it: AES-256-GCM (GnuTLS) for cursors and for answers kept for replay.
 *
 * Lines `purpose kid base64` of 32-byte keys, purposes `cursor` and `data`; the first of a purpose seals, all open.
 * Process-wide, behind a lock; reloaded on SIGHUP. */
#ifndef MAILLON_API_SEAL_H
#define MAILLON_API_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/buffer.h"

enum seal_purpose { SEAL_CURSOR, SEAL_DATA, N_SEAL_PURPOSES };

/* Loads or reloads the file: mode 0400 (or 0600), owned by the caller; on a fault the former keys stay and the sentence
 * (static) is returned, else NULL. */
const char *seal_load(const char *path);
void seal_unload(void);

/* Appends a fresh keys file text (`maillon keys new`). */
void seal_new_file(struct buffer *out);

/* Sealed bytes in the arena: key id, nonce, ciphertext, tag. `associated` is authenticated, not stored. */
unsigned char *seal(struct arena *arena, enum seal_purpose purpose, const void *plain, size_t length, const char *associated,
                    size_t *ret_length);

/* NULL when altered, of another key or of another associated text. */
unsigned char *unseal(struct arena *arena, enum seal_purpose purpose, const void *sealed, size_t length, const char *associated,
                      size_t *ret_length);

/* base64url without padding (RFC 4648), in the arena; NULL for text that is not. */
char *base64url_encode(struct arena *arena, const void *bytes, size_t length);
unsigned char *base64url_decode(struct arena *arena, const char *text, size_t length, size_t *ret_length);

/* SHA-256 of the concatenation of parts separated by a NUL byte each (so that "a","bc" is not "ab","c"). */
enum { DIGEST_BYTES = 32, DIGEST_HEX = 65 };
void digest_parts(const char *const *parts, const size_t *lengths, unsigned n_parts, char hex[static DIGEST_HEX]);

#endif

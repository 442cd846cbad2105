/* The public keys of an issuer (RFC 7517), and what is verified with them. A set is constant once parsed. */
#ifndef MAILLON_HTTP_JWK_H
#define MAILLON_HTTP_JWK_H

#include <gnutls/abstract.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The algorithms of tokens, and no others: none of them is symmetric. */
enum algorithm { ALGORITHM_RS256, ALGORITHM_PS256, ALGORITHM_ES256, ALGORITHM_EDDSA, N_ALGORITHMS };

bool algorithm_from_word(const char *word, enum algorithm *ret_algorithm);

enum { KID_MAX = 200, SET_KEYS_MAX = 64, SET_BYTES_MAX = 262144 };

struct jwk {
    char kid[KID_MAX + 1]; /* "" when the key has none */
    uint32_t algorithms;   /* set of those that the key's type, and its own `alg`, admit */
    size_t modulus_bytes;  /* of RSA */
    gnutls_pubkey_t key;
};

struct jwk_set {
    unsigned count;
    struct jwk keys[SET_KEYS_MAX];
};

/* NULL and why (constant text) for what is no set of keys, or holds a private one. Keys that cannot verify a token here
 * (another type, another use, too short) are left out. The caller owns the result. */
struct jwk_set *jwk_set_parse(const char *text, size_t length, const char **ret_fault);
void jwk_set_free(struct jwk_set *set);

/* The key of that name, if it is one for the algorithm; without a name (NULL), the only key for the algorithm. */
const struct jwk *jwk_find(const struct jwk_set *set, const char *kid, enum algorithm algorithm);

/* Whether the signature, in the form of RFC 7518, is the key's over the data. */
bool jwk_verify(const struct jwk *key, enum algorithm algorithm, const char *data, size_t length, const unsigned char *signature,
                size_t signature_length);

#endif

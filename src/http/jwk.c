#include "jwk.h"

#include <gnutls/crypto.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "api/body.h"
#include "api/seal.h"
#include "core/arena.h"
#include "core/text.h"

enum { RSA_BITS_MIN = 2048, RSA_BITS_MAX = 8192, CURVE_BYTES = 32, PAIR_BYTES = 2 * CURVE_BYTES };

static const char *const words[] = {
    [ALGORITHM_RS256] = "RS256", [ALGORITHM_PS256] = "PS256", [ALGORITHM_ES256] = "ES256",
    [ALGORITHM_EDDSA] = "EdDSA", [N_ALGORITHMS] = NULL,
};

bool algorithm_from_word(const char *word, enum algorithm *ret_algorithm)
{
    int found = word ? text_index(words, word) : -1;
    if (found >= 0)
        *ret_algorithm = (enum algorithm)found;
    return found >= 0;
}

/* A member in base64url as bytes in the arena; false when it is absent or is not that. */
static bool read_bytes(struct arena *arena, const json_t *object, const char *name, gnutls_datum_t *ret)
{
    const json_t *member = json_object_get(object, name);
    size_t length = 0;
    const char *text = json_string_value(member);
    ret->data = text ? base64url_decode(arena, text, json_string_length(member), &length) : NULL;
    ret->size = (unsigned)length;
    return ret->data && length > 0;
}

static bool import_rsa(struct arena *arena, const json_t *object, struct jwk *key)
{
    gnutls_datum_t modulus, exponent;
    unsigned bits = 0;
    if (!read_bytes(arena, object, "n", &modulus) || !read_bytes(arena, object, "e", &exponent) || exponent.size > 8 ||
        gnutls_pubkey_import_rsa_raw(key->key, &modulus, &exponent) != 0 ||
        gnutls_pubkey_get_pk_algorithm(key->key, &bits) != GNUTLS_PK_RSA || bits < RSA_BITS_MIN || bits > RSA_BITS_MAX)
        return false;
    key->modulus_bytes = (bits + 7) / 8;
    key->algorithms = 1u << ALGORITHM_RS256 | 1u << ALGORITHM_PS256;
    return true;
}

static bool import_curve(struct arena *arena, const json_t *object, struct jwk *key)
{
    const char *curve = json_string_value(json_object_get(object, "crv"));
    const char *type = json_string_value(json_object_get(object, "kty"));
    gnutls_datum_t x, y;
    if (!curve || !read_bytes(arena, object, "x", &x) || x.size != CURVE_BYTES)
        return false;
    if (strcmp(type, "OKP") == 0) {
        key->algorithms = 1u << ALGORITHM_EDDSA;
        return strcmp(curve, "Ed25519") == 0 && gnutls_pubkey_import_ecc_raw(key->key, GNUTLS_ECC_CURVE_ED25519, &x, NULL) == 0;
    }
    key->algorithms = 1u << ALGORITHM_ES256;
    return strcmp(curve, "P-256") == 0 && read_bytes(arena, object, "y", &y) && y.size == CURVE_BYTES &&
           gnutls_pubkey_import_ecc_raw(key->key, GNUTLS_ECC_CURVE_SECP256R1, &x, &y) == 0;
}

/* `use`, `key_ops` and `alg`, where given, must admit what we do with the key. */
static bool serves(const json_t *object, struct jwk *key)
{
    const json_t *use = json_object_get(object, "use"), *operations = json_object_get(object, "key_ops");
    const json_t *alg = json_object_get(object, "alg");
    bool verifies = !operations;
    enum algorithm algorithm;
    for (size_t i = 0; i < json_array_size(operations); i++)
        verifies = verifies || text_equal(json_string_value(json_array_get(operations, i)), "verify");
    if (!verifies || (use && !text_equal(json_string_value(use), "sig")))
        return false;
    if (alg && !algorithm_from_word(json_string_value(alg), &algorithm))
        return false;
    if (alg)
        key->algorithms &= 1u << algorithm;
    return key->algorithms != 0;
}

static bool import(const json_t *object, struct jwk *key)
{
    const char *type = json_string_value(json_object_get(object, "kty"));
    const json_t *kid = json_object_get(object, "kid");
    if (!type || (kid && (!json_is_string(kid) || json_string_length(kid) > KID_MAX)))
        return false;
    if (gnutls_pubkey_init(&key->key) != 0)
        abort();
    memcpy(key->kid, kid ? json_string_value(kid) : "", kid ? json_string_length(kid) + 1 : 1);
    struct arena arena;
    arena_init(&arena);
    bool right = strcmp(type, "RSA") == 0
                     ? import_rsa(&arena, object, key)
                     : (strcmp(type, "EC") == 0 || strcmp(type, "OKP") == 0) && import_curve(&arena, object, key);
    arena_done(&arena);
    right = right && serves(object, key);
    if (!right)
        gnutls_pubkey_deinit(key->key);
    return right;
}

/* A secret that was published: whoever read it can sign. */
static bool is_private(const json_t *object)
{
    return json_object_get(object, "d") || json_object_get(object, "k") ||
           text_equal(json_string_value(json_object_get(object, "kty")), "oct");
}

struct jwk_set *jwk_set_parse(const char *text, size_t length, const char **ret_fault)
{
    json_error_t error;
    json_auto_t *root = length <= SET_BYTES_MAX && !json_nests_too_deep(text, length)
                            ? json_loadb(text, length, JSON_REJECT_DUPLICATES, &error)
                            : NULL;
    const json_t *keys = json_object_get(root, "keys");
    *ret_fault = json_is_array(keys) ? NULL : "no set of keys";
    for (size_t i = 0; i < json_array_size(keys) && !*ret_fault; i++)
        if (is_private(json_array_get(keys, i)))
            *ret_fault = "the set holds a private key";
    if (*ret_fault)
        return NULL;
    struct jwk_set *set = calloc(1, sizeof *set);
    if (!set)
        abort();
    for (size_t i = 0; i < json_array_size(keys) && set->count < SET_KEYS_MAX; i++) {
        struct jwk *key = &set->keys[set->count];
        *key = (struct jwk){.key = NULL};
        if (import(json_array_get(keys, i), key))
            set->count++;
    }
    return set;
}

void jwk_set_free(struct jwk_set *set)
{
    for (unsigned i = 0; set && i < set->count; i++)
        gnutls_pubkey_deinit(set->keys[i].key);
    free(set);
}

const struct jwk *jwk_find(const struct jwk_set *set, const char *kid, enum algorithm algorithm)
{
    const struct jwk *found = NULL;
    for (unsigned i = 0; i < set->count; i++) {
        const struct jwk *key = &set->keys[i];
        if (!(key->algorithms & 1u << algorithm) || (kid && strcmp(key->kid, kid) != 0))
            continue;
        if (found)
            return NULL; /* two keys may be meant: neither is */
        found = key;
    }
    return found;
}

static bool is_zero(const unsigned char *bytes, size_t length)
{
    unsigned char any = 0;
    for (size_t i = 0; i < length; i++)
        any |= bytes[i];
    return any == 0;
}

/* r and s side by side (RFC 7518, 3.4) as the DER pair that GnuTLS reads. */
static bool verify_pair(const struct jwk *key, const gnutls_datum_t *data, const unsigned char *signature)
{
    gnutls_datum_t r = {(unsigned char *)signature, CURVE_BYTES}, s = {(unsigned char *)signature + CURVE_BYTES, CURVE_BYTES},
                   der;
    if (is_zero(r.data, r.size) || is_zero(s.data, s.size) || gnutls_encode_rs_value(&der, &r, &s) != 0)
        return false;
    bool right = gnutls_pubkey_verify_data2(key->key, GNUTLS_SIGN_ECDSA_SHA256, 0, data, &der) >= 0;
    gnutls_free(der.data);
    return right;
}

bool jwk_verify(const struct jwk *key, enum algorithm algorithm, const char *data, size_t length, const unsigned char *signature,
                size_t signature_length)
{
    static const gnutls_sign_algorithm_t signs[N_ALGORITHMS] = {
        [ALGORITHM_RS256] = GNUTLS_SIGN_RSA_SHA256,
        [ALGORITHM_PS256] = GNUTLS_SIGN_RSA_PSS_RSAE_SHA256,
        [ALGORITHM_ES256] = GNUTLS_SIGN_ECDSA_SHA256,
        [ALGORITHM_EDDSA] = GNUTLS_SIGN_EDDSA_ED25519,
    };
    bool rsa = algorithm == ALGORITHM_RS256 || algorithm == ALGORITHM_PS256;
    const gnutls_datum_t text = {(unsigned char *)data, (unsigned)length};
    const gnutls_datum_t signed_with = {(unsigned char *)signature, (unsigned)signature_length};
    if (!(key->algorithms & 1u << algorithm) || signature_length != (rsa ? key->modulus_bytes : PAIR_BYTES))
        return false;
    if (algorithm == ALGORITHM_ES256)
        return verify_pair(key, &text, signature);
    return gnutls_pubkey_verify_data2(key->key, signs[algorithm], 0, &text, &signed_with) >= 0;
}

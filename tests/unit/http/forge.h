/* Makes tokens and key sets, right ones and wrong ones. The keys are fresh at each run. */
#ifndef MAILLON_TEST_FORGE_H
#define MAILLON_TEST_FORGE_H

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../../src/http/issuers.h"
#include "api/seal.h"
#include "core/arena.h"
#include "core/buffer.h"
#include "test.h"

/* NOT_SIGNED leaves the third part empty; SHARED_SECRET is HMAC with the text of the RSA key's JWK. */
enum signer { RSA, RSA_PSS, EC, ED, STRANGER_RSA, STRANGER_EC, NOT_SIGNED, SHARED_SECRET, N_SIGNERS };

static gnutls_privkey_t forge_keys[N_SIGNERS];
static struct arena forge_arena;
static char forge_rsa_jwk[1024];

static const char *forge_datum(const gnutls_datum_t *datum, size_t wanted)
{
    const unsigned char *bytes = datum->data;
    size_t length = datum->size;
    while (length > wanted && wanted && *bytes == 0) { /* GnuTLS writes integers with their sign */
        bytes++;
        length--;
    }
    return base64url_encode(&forge_arena, bytes, length);
}

static inline void forge_init(void)
{
    static const struct {
        enum signer signer;
        gnutls_pk_algorithm_t type;
        unsigned bits;
    } made[] = {
        {RSA, GNUTLS_PK_RSA, 2048},
        {EC, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1)},
        {ED, GNUTLS_PK_EDDSA_ED25519, 0},
        {STRANGER_RSA, GNUTLS_PK_RSA, 2048},
        {STRANGER_EC, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1)},
    };
    arena_init(&forge_arena);
    for (size_t i = 0; i < COUNT_OF(made); i++) {
        gnutls_privkey_t *key = &forge_keys[made[i].signer];
        if (gnutls_privkey_init(key) != 0 || gnutls_privkey_generate(*key, made[i].type, made[i].bits, 0) != 0)
            abort();
    }
    forge_keys[RSA_PSS] = forge_keys[RSA];
}

static inline void forge_done(void)
{
    forge_keys[RSA_PSS] = NULL;
    for (unsigned i = 0; i < N_SIGNERS; i++)
        if (forge_keys[i])
            gnutls_privkey_deinit(forge_keys[i]);
    arena_done(&forge_arena);
}

/* The public JWK of a key, with `more` members before it ("" or "\"kid\":\"a\","). */
static inline const char *forge_jwk(enum signer signer, const char *more)
{
    gnutls_datum_t a = {0}, b = {0};
    gnutls_ecc_curve_t curve;
    const char *text;
    if (signer == RSA || signer == STRANGER_RSA) {
        if (gnutls_privkey_export_rsa_raw2(forge_keys[signer], &a, &b, NULL, NULL, NULL, NULL, NULL, NULL, 0) != 0)
            abort();
        text = arena_printf(&forge_arena, "{%s\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}", more, forge_datum(&a, 256),
                            forge_datum(&b, 3));
    } else {
        if (gnutls_privkey_export_ecc_raw2(forge_keys[signer], &curve, &a, &b, NULL, 0) != 0)
            abort();
        text = signer == ED
                   ? arena_printf(&forge_arena, "{%s\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}", more, forge_datum(&a, 0))
                   : arena_printf(&forge_arena, "{%s\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}", more,
                                  forge_datum(&a, 32), forge_datum(&b, 32));
    }
    gnutls_free(a.data);
    gnutls_free(b.data);
    return text;
}

/* r and s as JWS writes them, from GnuTLS's DER. */
static inline void forge_pair(const gnutls_datum_t *der, unsigned char out[static 64])
{
    gnutls_datum_t part[2];
    if (gnutls_decode_rs_value(der, &part[0], &part[1]) != 0)
        abort();
    memset(out, 0, 64);
    for (int i = 0; i < 2; i++) {
        size_t skip = part[i].size > 32 ? part[i].size - 32 : 0, length = part[i].size - skip;
        memcpy(out + 32 * i + (32 - length), part[i].data + skip, length);
        gnutls_free(part[i].data);
    }
}

/* The signature's bytes in the arena. */
static inline unsigned char *forge_sign(enum signer signer, const char *text, size_t *ret_length)
{
    static const gnutls_sign_algorithm_t algorithms[N_SIGNERS] = {
        [RSA] = GNUTLS_SIGN_RSA_SHA256,   [RSA_PSS] = GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, [EC] = GNUTLS_SIGN_ECDSA_SHA256,
        [ED] = GNUTLS_SIGN_EDDSA_ED25519, [STRANGER_RSA] = GNUTLS_SIGN_RSA_SHA256,     [STRANGER_EC] = GNUTLS_SIGN_ECDSA_SHA256,
    };
    const gnutls_datum_t data = {(unsigned char *)text, (unsigned)strlen(text)};
    gnutls_datum_t signature;
    unsigned char *bytes = arena_alloc(&forge_arena, 1024);
    if (signer == SHARED_SECRET) {
        *ret_length = 32;
        gnutls_hmac_fast(GNUTLS_MAC_SHA256, forge_rsa_jwk, strlen(forge_rsa_jwk), text, strlen(text), bytes);
        return bytes;
    }
    if (gnutls_privkey_sign_data2(forge_keys[signer], algorithms[signer], 0, &data, &signature) != 0)
        abort();
    if (signer == EC || signer == STRANGER_EC) {
        forge_pair(&signature, bytes);
        *ret_length = 64;
    } else {
        memcpy(bytes, signature.data, signature.size);
        *ret_length = signature.size;
    }
    gnutls_free(signature.data);
    return bytes;
}

static inline const char *forge_head(const char *header, const char *claims)
{
    return arena_printf(&forge_arena, "%s.%s", base64url_encode(&forge_arena, header, strlen(header)),
                        base64url_encode(&forge_arena, claims, strlen(claims)));
}

static inline const char *forge_with(const char *head, const void *signature, size_t length)
{
    return arena_printf(&forge_arena, "%s.%s", head, base64url_encode(&forge_arena, signature, length));
}

static inline const char *forge(const char *header, const char *claims, enum signer signer)
{
    const char *head = forge_head(header, claims);
    size_t length = 0;
    if (signer == NOT_SIGNED)
        return arena_printf(&forge_arena, "%s.", head);
    const unsigned char *signature = forge_sign(signer, head, &length);
    return forge_with(head, signature, length);
}

static inline void forge_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

/* Allows two issuers, by files made in the folder and removed once read; the first signs with RSA, EC and ED. NULL, or what
 * is wrong with them. */
static inline const char *forge_issuers(const char *folder)
{
    const char *keys = arena_printf(&forge_arena, "%s/keys.json", folder),
               *second = arena_printf(&forge_arena, "%s/second.json", folder);
    const char *list = arena_printf(&forge_arena, "%s/issuers.json", folder);
    snprintf(forge_rsa_jwk, sizeof forge_rsa_jwk, "%s", forge_jwk(RSA, ""));
    forge_file(keys, arena_printf(&forge_arena, "{\"keys\":[%s,%s,%s,%s,%s]}", forge_jwk(RSA, "\"kid\":\"rsa\","),
                                  forge_jwk(RSA, "\"kid\":\"rsa-rs-only\",\"alg\":\"RS256\","),
                                  forge_jwk(RSA, "\"kid\":\"rsa-enc\",\"use\":\"enc\","),
                                  forge_jwk(EC, "\"kid\":\"ec\",\"use\":\"sig\","),
                                  forge_jwk(ED, "\"kid\":\"ed\",\"key_ops\":[\"verify\"],")));
    forge_file(second, arena_printf(&forge_arena, "{\"keys\":[%s,%s]}", forge_jwk(STRANGER_EC, "\"kid\":\"ec\","),
                                    forge_jwk(RSA, "\"kid\":\"rsa\",")));
    forge_file(list, arena_printf(&forge_arena,
                                  "[{\"issuer\":\"https://issuer.example\",\"audiences\":[\"https://api.example\",\"maillon\"],"
                                  "\"algorithms\":[\"RS256\",\"PS256\",\"ES256\",\"EdDSA\"],\"jwks_file\":\"%s\"},"
                                  "{\"issuer\":\"https://second.example\",\"audiences\":[\"https://api.example\"],"
                                  "\"algorithms\":[\"ES256\"],\"jwks_file\":\"%s\"}]",
                                  keys, second));
    const char *fault = issuers_load(list, false);
    unlink(keys);
    unlink(second);
    unlink(list);
    return fault;
}

#endif

/* base64url without padding (RFC 4648, section 5), and the digest of a list of parts. */
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdint.h>
#include <stdlib.h>

#include "api/seal.h"

static const char alphabet[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

char *base64url_encode(struct arena *arena, const void *bytes, size_t length)
{
    const unsigned char *in = bytes;
    char *text = arena_alloc(arena, length / 3 * 4 + 5);
    char *out = text;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t group = (uint32_t)in[i] << 16;
        if (left > 1)
            group |= (uint32_t)in[i + 1] << 8;
        if (left > 2)
            group |= in[i + 2];
        *out++ = alphabet[group >> 18];
        *out++ = alphabet[group >> 12 & 63];
        if (left > 1)
            *out++ = alphabet[group >> 6 & 63];
        if (left > 2)
            *out++ = alphabet[group & 63];
    }
    *out = '\0';
    return text;
}

static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

unsigned char *base64url_decode(struct arena *arena, const char *text, size_t length, size_t *ret_length)
{
    if (length % 4 == 1)
        return NULL;
    unsigned char *bytes = arena_alloc(arena, length / 4 * 3 + 3);
    size_t n = 0;
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < length; i++) {
        int value = sextet(text[i]);
        if (value < 0)
            return NULL;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes[n++] = (unsigned char)(bits >> held);
            bits &= (1u << held) - 1;
        }
    }
    /* Bits left over must be zero: else several texts would stand for the same bytes. */
    if (bits != 0)
        return NULL;
    *ret_length = n;
    return bytes;
}

void digest_parts(const char *const *parts, const size_t *lengths, unsigned n_parts, char hex[static DIGEST_HEX])
{
    gnutls_hash_hd_t hash;
    unsigned char digest[DIGEST_BYTES];
    if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) != 0)
        abort();
    for (unsigned i = 0; i < n_parts; i++) {
        if (gnutls_hash(hash, parts[i] ? parts[i] : "", parts[i] ? lengths[i] : 0) != 0 || gnutls_hash(hash, "", 1) != 0)
            abort();
    }
    gnutls_hash_deinit(hash, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[2 * sizeof digest] = '\0';
}

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

/* The six bits that a letter stands for, plus 1; 0: none of the alphabet. */
static const unsigned char sextets[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,  ['I'] = 9,  ['J'] = 10,
    ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20,
    ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30,
    ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
    ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49, ['x'] = 50,
    ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56, ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60,
    ['8'] = 61, ['9'] = 62, ['-'] = 63, ['_'] = 64,
};

unsigned char *base64url_decode(struct arena *arena, const char *text, size_t length, size_t *ret_length)
{
    if (length % 4 == 1)
        return NULL;
    unsigned char *bytes = arena_alloc(arena, length / 4 * 3 + 3);
    size_t n = 0;
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned value = sextets[(unsigned char)text[i]];
        if (!value)
            return NULL;
        bits = bits << 6 | (value - 1);
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

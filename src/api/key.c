/* API keys: made from the system's random bytes, checked without a look-up, known to the database by their hash. */
#include "api/key.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_CHARACTERS = 25, CODE_GROUP = 5 };
enum { PREFIX = 4, SECRET = 43, CHECKSUM = 6, CHECKED = PREFIX + SECRET, BASE = 62 };

static const char digits[BASE + 1] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* CRC-32 (IEEE 802.3), four bits at a time: the table is small enough to be read at a glance. */
static uint32_t crc32_of(const char *bytes, size_t length)
{
    static const uint32_t nibble[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned char)bytes[i];
        crc = (crc >> 4) ^ nibble[crc & 15];
        crc = (crc >> 4) ^ nibble[crc & 15];
    }
    return ~crc;
}

static void write_checksum(const char *key, char out[static CHECKSUM])
{
    uint32_t crc = crc32_of(key, CHECKED);
    for (int i = CHECKSUM - 1; i >= 0; i--) {
        out[i] = digits[crc % BASE];
        crc /= BASE;
    }
}

void api_key_generate(char key[static API_KEY_TEXT])
{
    memcpy(key, "mln_", PREFIX);
    for (size_t filled = PREFIX; filled < CHECKED;) {
        unsigned char random[64];
        if (gnutls_rnd(GNUTLS_RND_KEY, random, sizeof random) != 0)
            abort(); /* without random bytes no key may be given */
        for (size_t i = 0; i < sizeof random && filled < CHECKED; i++) {
            /* 248 is the largest multiple of 62 in a byte: above it, some digits would come more often. */
            if (random[i] < 248)
                key[filled++] = digits[random[i] % BASE];
        }
        gnutls_memset(random, 0, sizeof random);
    }
    write_checksum(key, key + CHECKED);
    key[CHECKED + CHECKSUM] = '\0';
}

bool api_key_well_formed(const char *key, size_t length)
{
    if (length != CHECKED + CHECKSUM || memcmp(key, "mln_", PREFIX) != 0)
        return false;
    for (size_t i = PREFIX; i < length; i++) {
        bool digit = (key[i] >= '0' && key[i] <= '9') || (key[i] >= 'A' && key[i] <= 'Z') || (key[i] >= 'a' && key[i] <= 'z');
        if (!digit)
            return false;
    }
    char expected[CHECKSUM];
    write_checksum(key, expected);
    return memcmp(expected, key + CHECKED, CHECKSUM) == 0;
}

void api_key_hash(const char *key, char hex[static API_KEY_HASH_HEX])
{
    unsigned char hash[32];
    if (gnutls_hash_fast(GNUTLS_DIG_SHA256, key, strlen(key), hash) != 0)
        abort();
    for (size_t i = 0; i < sizeof hash; i++) {
        hex[2 * i] = "0123456789abcdef"[hash[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
    }
    hex[2 * sizeof hash] = '\0';
}

void api_key_prefix(const char *key, char prefix[static API_KEY_PREFIX])
{
    memcpy(prefix, key, API_KEY_PREFIX - 1);
    prefix[API_KEY_PREFIX - 1] = '\0';
}

/* Crockford's base 32: no letter that is taken for a digit. */
static const char code_digits[33] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void code_generate(char code[static CODE_TEXT])
{
    unsigned char random[CODE_CHARACTERS];
    if (gnutls_rnd(GNUTLS_RND_KEY, random, sizeof random) != 0)
        abort();
    char *out = code;
    for (size_t i = 0; i < sizeof random; i++) {
        if (i > 0 && i % CODE_GROUP == 0)
            *out++ = '-';
        *out++ = code_digits[random[i] % 32];
    }
    *out = '\0';
    gnutls_memset(random, 0, sizeof random);
}

bool code_hash(const char *code, char hex[static API_KEY_HASH_HEX])
{
    char normal[CODE_CHARACTERS + 1];
    size_t n = 0;
    for (; *code; code++) {
        char c = *code >= 'a' && *code <= 'z' ? (char)(*code - 'a' + 'A') : *code;
        if (c == '-' || c == ' ')
            continue;
        if (n == CODE_CHARACTERS || !strchr(code_digits, c))
            return false;
        normal[n++] = c;
    }
    normal[n] = '\0';
    api_key_hash(normal, hex);
    return n == CODE_CHARACTERS;
}

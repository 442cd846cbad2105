#include "core/uuid.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { POOL_BYTES = 256, RANDOM_BYTES = 8 };

/* Random bytes are drawn by the pool, one system call for many identifiers. */
static void random_bytes(uint8_t out[static RANDOM_BYTES])
{
    static _Thread_local uint8_t pool[POOL_BYTES];
    static _Thread_local size_t left;
    if (left == 0) {
        while (left < POOL_BYTES) {
            ssize_t got = getrandom(pool + left, POOL_BYTES - left, 0);
            if (got < 0)
                abort();
            left += (size_t)got;
        }
    }
    left -= RANDOM_BYTES;
    memcpy(out, pool + left, RANDOM_BYTES);
    explicit_bzero(pool + left, RANDOM_BYTES);
}

/* Milliseconds in the upper 48 bits and a sub-millisecond fraction in the 12 below them (RFC 9562, method 3), one more
 * than the last when the clock has not moved. */
static uint64_t next_instant(void)
{
    static _Thread_local uint64_t last;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t milliseconds = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    uint64_t fraction = ((uint64_t)now.tv_nsec % 1000000 << 12) / 1000000;
    uint64_t instant = milliseconds << 12 | fraction;
    last = instant > last ? instant : last + 1;
    return last;
}

static char *write_hex(char *at, uint64_t value, unsigned digits)
{
    static const char hex[] = "0123456789abcdef";
    while (digits-- > 0)
        *at++ = hex[value >> (4 * digits) & 15];
    return at;
}

void uuid_new(char text[static UUID_TEXT])
{
    uint64_t instant = next_instant();
    uint64_t random;
    random_bytes((uint8_t *)&random);
    uint64_t high = (instant >> 12) << 16 | 0x7000 | (instant & 0xfff);
    uint64_t low = (random & 0x3fffffffffffffff) | 0x8000000000000000;
    char *at = write_hex(text, high >> 32, 8);
    *at++ = '-';
    at = write_hex(at, high >> 16 & 0xffff, 4);
    *at++ = '-';
    at = write_hex(at, high & 0xffff, 4);
    *at++ = '-';
    at = write_hex(at, low >> 48, 4);
    *at++ = '-';
    at = write_hex(at, low & 0xffffffffffff, 12);
    *at = '\0';
}

bool uuid_valid(const char *text, size_t length)
{
    if (length != UUID_TEXT - 1)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return true;
}

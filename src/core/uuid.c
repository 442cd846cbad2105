#include "core/uuid.h"

#include <endian.h>
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

/* Eight digits at once, each in a byte: the four bytes are spread, cut into halves, and those over 9 moved on to the letters. */
static void put_hex(char *text, const uint8_t bytes[static 4])
{
    const uint64_t ones = UINT64_C(0x0101010101010101), halves = UINT64_C(0x000f000f000f000f);
    uint32_t four;
    memcpy(&four, bytes, sizeof four);
    uint64_t spread = le32toh(four);
    spread = (spread | spread << 16) & UINT64_C(0x0000ffff0000ffff);
    spread = (spread | spread << 8) & UINT64_C(0x00ff00ff00ff00ff);
    uint64_t digits = (spread >> 4 & halves) | (spread & halves) << 8;
    uint64_t letters = (digits + ones * 6) >> 4 & ones;
    uint64_t text_of_eight = htole64(digits + ones * '0' + letters * ('a' - '0' - 10));
    memcpy(text, &text_of_eight, sizeof text_of_eight);
}

void uuid_format(const uint8_t bytes[static UUID_BYTES], char text[static UUID_TEXT])
{
    char digits[2 * UUID_BYTES];
    for (size_t i = 0; i < UUID_BYTES; i += 4)
        put_hex(digits + 2 * i, bytes + i);
    memcpy(text, digits, 8);
    text[8] = '-';
    memcpy(text + 9, digits + 8, 4);
    text[13] = '-';
    memcpy(text + 14, digits + 12, 4);
    text[18] = '-';
    memcpy(text + 19, digits + 16, 4);
    text[23] = '-';
    memcpy(text + 24, digits + 20, 12);
    text[36] = '\0';
}

void uuid_new(char text[static UUID_TEXT])
{
    uint64_t instant = next_instant();
    uint64_t random;
    random_bytes((uint8_t *)&random);
    uint64_t halves[2] = {htobe64((instant >> 12) << 16 | 0x7000 | (instant & 0xfff)),
                          htobe64((random & 0x3fffffffffffffff) | 0x8000000000000000)};
    uint8_t bytes[UUID_BYTES];
    memcpy(bytes, halves, sizeof bytes);
    uuid_format(bytes, text);
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

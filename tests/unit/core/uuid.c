#include "core/uuid.h"

#include <stdlib.h>
#include <time.h>

#include "test.h"

static void test_shape(void)
{
    char text[UUID_TEXT];
    time_t before = time(NULL);
    uuid_new(text);
    CHECK(uuid_valid(text, strlen(text)));
    CHECK_INT(text[14], '7');
    CHECK(text[19] >= '8' && text[19] <= 'b');
    char digits[13] = {0};
    memcpy(digits, text, 8);
    memcpy(digits + 8, text + 9, 4);
    long long seconds = strtoll(digits, NULL, 16) / 1000;
    CHECK(seconds >= before && seconds <= before + 2);
}

static void test_order(void)
{
    enum { MANY = 200000 };
    char last[UUID_TEXT] = "", text[UUID_TEXT];
    unsigned wrong = 0;
    for (int i = 0; i < MANY; i++) {
        uuid_new(text);
        wrong += strcmp(text, last) <= 0;
        memcpy(last, text, sizeof last);
    }
    CHECK_INT(wrong, 0);
}

/* The 62 random bits: no two alike among many, and both values of each digit's bits met. */
static void test_random(void)
{
    char text[UUID_TEXT];
    unsigned ones = 0;
    enum { MANY = 1000 };
    for (int i = 0; i < MANY; i++) {
        uuid_new(text);
        for (const char *at = text + 24; *at; at++)
            ones += (unsigned)__builtin_popcount((unsigned)strtol((char[]){*at, 0}, NULL, 16));
    }
    CHECK(ones > MANY * 48 * 45 / 100 && ones < MANY * 48 * 55 / 100);
}

static void test_valid(void)
{
    static const struct {
        const char *text;
        bool right;
    } rows[] = {
        {"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", true},    {"00000000-0000-0000-0000-000000000000", true},
        {"0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B", false},   {"0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", false},
        {"{0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b}", false}, {"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5", false},
        {"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5g", false},   {"0190a1b2-c3d4-7e5f-8a9b00c1d2e3f4a5b", false},
        {"0190a1b2_c3d4_7e5f_8a9b_0c1d2e3f4a5b", false},   {"", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].text);
        CHECK_INT(uuid_valid(rows[i].text, strlen(rows[i].text)), rows[i].right);
    }
}

/* Every digit in every place; PostgreSQL prints the same bytes the same way (test_wire). */
static void test_format(void)
{
    uint8_t bytes[UUID_BYTES];
    char text[UUID_TEXT], digits[3];
    for (unsigned value = 0; value < 256; value++) {
        for (unsigned i = 0; i < UUID_BYTES; i++)
            bytes[i] = (uint8_t)(value + 17 * i);
        uuid_format(bytes, text);
        CHECK(uuid_valid(text, strlen(text)));
        const char *at = text;
        for (unsigned i = 0; i < UUID_BYTES; i++, at += 2) {
            at += *at == '-';
            snprintf(digits, sizeof digits, "%02x", bytes[i]);
            CHECK(memcmp(at, digits, 2) == 0);
        }
    }
}

int main(void)
{
    test_format();
    test_shape();
    test_order();
    test_random();
    test_valid();
    return test_done();
}

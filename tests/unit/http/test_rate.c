#include "../../../src/http/rate.h"

#include "test.h"

static const uint64_t second = UINT64_C(1000000000);

static void test_both_sides(void)
{
    uint64_t now = 1000 * second;
    struct rate rate;
    rate_init(60); /* one a second */
    test_row("a full bucket");
    CHECK_INT(rate_look(RATE_CLIENT, "a", now).remaining, 60);
    CHECK_INT(rate_look(RATE_CLIENT, "a", now).seconds, 0);
    for (unsigned i = 1; i <= 60; i++) {
        rate = rate_take(RATE_CLIENT, "a", now);
        CHECK(rate.allowed);
        CHECK_INT(rate.remaining, 60 - i);
        CHECK_INT(rate.seconds, i < 60 ? i : 1);
    }
    CHECK_INT(rate.quota, 60);

    test_row("an empty one");
    rate = rate_take(RATE_CLIENT, "a", now);
    CHECK(!rate.allowed);
    CHECK_INT(rate.remaining, 0);
    CHECK_INT(rate.seconds, 1);
    CHECK(!rate_take(RATE_CLIENT, "a", now + second - 1).allowed);
    CHECK(rate_take(RATE_CLIENT, "a", now + second).allowed);
    CHECK(!rate_take(RATE_CLIENT, "a", now + second).allowed);
    CHECK(!rate_look(RATE_CLIENT, "a", now + second).allowed);

    test_row("another client has its own, and refusals cost nothing");
    CHECK_INT(rate_take(RATE_CLIENT, "b", now).remaining, 59);
    CHECK_INT(rate_look(RATE_CLIENT, "a", now + 31 * second).remaining, 30);
    CHECK_INT(rate_look(RATE_CLIENT, "a", now + 61 * second).remaining, 60);
    CHECK_INT(rate_look(RATE_CLIENT, "a", now + 1000 * second).remaining, 60);
}

static void test_quotas(void)
{
    const struct {
        unsigned per_minute, clients, addresses;
    } rows[] = {{0, 0, 0}, {1, 1, 1}, {9, 9, 1}, {10, 10, 1}, {600, 600, 60}, {1000000, 1000000, 100000}};
    char label[32];
    for (unsigned i = 0; i < COUNT_OF(rows); i++) {
        snprintf(label, sizeof label, "%u a minute", rows[i].per_minute);
        test_row(label);
        rate_init(rows[i].per_minute);
        CHECK_INT(rate_look(RATE_CLIENT, label, second).quota, rows[i].clients);
        CHECK_INT(rate_look(RATE_ADDRESS, label, second).quota, rows[i].addresses);
        CHECK_INT(rate_look(RATE_CLIENT, label, second).remaining, rows[i].clients);
        unsigned given = 0;
        while (given <= rows[i].clients && given < 2000 && rate_take(RATE_CLIENT, label, second).allowed)
            given++;
        CHECK_INT(given, rows[i].clients == 0 ? 1 : rows[i].clients < 2000 ? rows[i].clients : 2000);
    }
}

static void test_crowd(void)
{
    uint64_t now = 5000 * second;
    char name[32];
    rate_init(600);
    for (unsigned i = 0; i < 600; i++)
        rate_take(RATE_CLIENT, "busy", now);
    for (unsigned i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "passer-by %u", i);
        rate_take(RATE_CLIENT, name, now);
    }
    test_row("a crowd makes a client that has nothing left forgotten last");
    CHECK(!rate_look(RATE_CLIENT, "busy", now).allowed);
    test_row("and addresses never");
    CHECK_INT(rate_take(RATE_ADDRESS, "busy", now).remaining, 59);
}

int main(void)
{
    test_both_sides();
    test_quotas();
    test_crowd();
    return test_done();
}

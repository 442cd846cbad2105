#include "../../../src/http/principals.h"

#include "test.h"

static const uint64_t second = UINT64_C(1000000000);

/* A hash as SHA-256 would give it: 64 hexadecimal digits, the first ones chosen. */
static const char *hash_of(unsigned number)
{
    static char texts[4][API_KEY_HASH_HEX];
    static unsigned next;
    char *text = texts[next++ % 4];
    snprintf(text, API_KEY_HASH_HEX, "%08x%056x", number * 2654435761u, number);
    return text;
}

static struct principal principal_of(unsigned number)
{
    struct principal who = {.kind = KIND_PARTNER, .role = ROLE_PARTNER};
    snprintf(who.key_id, sizeof who.key_id, "key-%u", number);
    return who;
}

static void test_life(void)
{
    struct principal who = principal_of(1), found;
    uint64_t ticket, now = 100 * second;
    test_row("unknown, kept, found, too old");
    CHECK_INT(principals_find(hash_of(1), now, &found, &ticket), CACHE_UNKNOWN);
    principals_keep(hash_of(1), now, ticket, &who);
    CHECK_INT(principals_find(hash_of(1), now, &found, &ticket), CACHE_KNOWN);
    CHECK_TEXT(found.key_id, "key-1");
    CHECK_INT(principals_find(hash_of(1), now + CACHE_SECONDS * second - 1, &found, &ticket), CACHE_KNOWN);
    CHECK_INT(principals_find(hash_of(1), now + CACHE_SECONDS * second, &found, &ticket), CACHE_UNKNOWN);
    CHECK_INT(principals_find(hash_of(2), now, &found, &ticket), CACHE_UNKNOWN);

    test_row("a refusal");
    principals_keep(hash_of(3), now, ticket, NULL);
    CHECK_INT(principals_find(hash_of(3), now, &found, &ticket), CACHE_REFUSED);
    principals_keep(hash_of(3), now, ticket, &who);
    CHECK_INT(principals_find(hash_of(3), now, &found, &ticket), CACHE_KNOWN);
}

static void test_forget(void)
{
    struct principal who = principal_of(10), other = principal_of(11), found;
    uint64_t ticket, now = 200 * second;
    test_row("forgotten at once");
    principals_find(hash_of(10), now, &found, &ticket);
    principals_keep(hash_of(10), now, ticket, &who);
    principals_keep(hash_of(11), now, ticket, &other);
    principals_forget("key-10");
    CHECK_INT(principals_find(hash_of(10), now, &found, &ticket), CACHE_UNKNOWN);
    CHECK_INT(principals_find(hash_of(11), now, &found, &ticket), CACHE_KNOWN);

    test_row("an answer older than the revocation is not kept");
    principals_find(hash_of(10), now, &found, &ticket);
    principals_forget("key-10");
    principals_keep(hash_of(10), now, ticket, &who);
    CHECK_INT(principals_find(hash_of(10), now, &found, &ticket), CACHE_UNKNOWN);
}

/* More keys than places: each is found right after it is kept, and never as another. */
static void test_crowd(void)
{
    uint64_t ticket, now = 300 * second;
    unsigned wrong = 0, kept = 0;
    struct principal found;
    test_row("a crowd");
    for (unsigned i = 100; i < 100 + 3 * CACHE_ENTRIES; i++) {
        struct principal who = principal_of(i);
        principals_find(hash_of(i), now + i, &found, &ticket);
        principals_keep(hash_of(i), now + i, ticket, &who);
        wrong += principals_find(hash_of(i), now + i, &found, &ticket) != CACHE_KNOWN || strcmp(found.key_id, who.key_id) != 0;
    }
    CHECK_INT(wrong, 0);
    for (unsigned i = 100; i < 100 + 3 * CACHE_ENTRIES; i++) {
        struct principal who = principal_of(i);
        if (principals_find(hash_of(i), now + second, &found, &ticket) != CACHE_KNOWN)
            continue;
        kept++;
        wrong += strcmp(found.key_id, who.key_id) != 0;
    }
    CHECK_INT(wrong, 0);
    CHECK(kept > CACHE_ENTRIES / 2 && kept <= CACHE_ENTRIES);
}

int main(void)
{
    test_life();
    test_forget();
    test_crowd();
    return test_done();
}

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
    uint64_t now = 100 * second;
    test_row("unknown, kept, found, too old");
    CHECK_INT(principals_find(hash_of(1), now, &found), CACHE_UNKNOWN);
    principals_keep(hash_of(1), now, CACHE_SECONDS * second, &who);
    CHECK_INT(principals_find(hash_of(1), now, &found), CACHE_KNOWN);
    CHECK_TEXT(found.key_id, "key-1");
    CHECK_INT(principals_find(hash_of(1), now + CACHE_SECONDS * second - 1, &found), CACHE_KNOWN);
    CHECK_INT(principals_find(hash_of(1), now + CACHE_SECONDS * second, &found), CACHE_UNKNOWN);
    CHECK_INT(principals_find(hash_of(2), now, &found), CACHE_UNKNOWN);

    test_row("a refusal");
    principals_keep(hash_of(3), now, CACHE_SECONDS * second, NULL);
    CHECK_INT(principals_find(hash_of(3), now, &found), CACHE_REFUSED);
    principals_keep(hash_of(3), now, CACHE_SECONDS * second, &who);
    CHECK_INT(principals_find(hash_of(3), now, &found), CACHE_KNOWN);
}

static void test_forget(void)
{
    struct principal who = principal_of(10), other = principal_of(11), found;
    uint64_t now = 200 * second;
    test_row("forgotten at once");
    principals_find(hash_of(10), now, &found);
    principals_keep(hash_of(10), now, CACHE_SECONDS * second, &who);
    principals_keep(hash_of(11), now, CACHE_SECONDS * second, &other);
    principals_forget("key-10", now);
    CHECK_INT(principals_find(hash_of(10), now, &found), CACHE_UNKNOWN);
    CHECK_INT(principals_find(hash_of(11), now, &found), CACHE_KNOWN);

    test_row("what the database still says while the revocation is being written is not kept");
    principals_keep(hash_of(10), now + second, CACHE_SECONDS * second, &who);
    CHECK_INT(principals_find(hash_of(10), now + second, &found), CACHE_UNKNOWN);
    principals_keep(hash_of(11), now + second, CACHE_SECONDS * second, &other);
    CHECK_INT(principals_find(hash_of(11), now + second, &found), CACHE_KNOWN);
    principals_keep(hash_of(10), now + second, CACHE_SECONDS * second, NULL);
    CHECK_INT(principals_find(hash_of(10), now + second, &found), CACHE_REFUSED);
    now += (FORGOTTEN_SECONDS + 1) * second;
    principals_keep(hash_of(10), now, CACHE_SECONDS * second, &who);
    CHECK_INT(principals_find(hash_of(10), now, &found), CACHE_KNOWN);
}

/* More keys forgotten at once than the list holds: none is kept, rather than one too many. */
static void test_many_forgotten(void)
{
    struct principal who = principal_of(20), other = principal_of(21), found;
    uint64_t now = 100000 * second;
    test_row("many forgotten");
    principals_forget(who.key_id, now);
    for (unsigned i = 0; i < FORGOTTEN_MAX; i++)
        principals_forget(principal_of(5000 + i).key_id, now);
    principals_keep(hash_of(20), now, CACHE_SECONDS * second, &who);
    principals_keep(hash_of(21), now, CACHE_SECONDS * second, &other);
    CHECK_INT(principals_find(hash_of(20), now, &found), CACHE_UNKNOWN);
    CHECK_INT(principals_find(hash_of(21), now, &found), CACHE_UNKNOWN);
    now += (FORGOTTEN_SECONDS + 1) * second;
    principals_keep(hash_of(21), now, CACHE_SECONDS * second, &other);
    CHECK_INT(principals_find(hash_of(21), now, &found), CACHE_KNOWN);
}

/* More keys than places: each is found right after it is kept, and never as another. */
static void test_crowd(void)
{
    uint64_t now = 200000 * second;
    unsigned wrong = 0, kept = 0;
    struct principal found;
    test_row("a crowd");
    for (unsigned i = 100; i < 100 + 3 * CACHE_ENTRIES; i++) {
        struct principal who = principal_of(i);
        principals_find(hash_of(i), now + i, &found);
        principals_keep(hash_of(i), now + i, CACHE_SECONDS * second, &who);
        wrong += principals_find(hash_of(i), now + i, &found) != CACHE_KNOWN || strcmp(found.key_id, who.key_id) != 0;
    }
    CHECK_INT(wrong, 0);
    for (unsigned i = 100; i < 100 + 3 * CACHE_ENTRIES; i++) {
        struct principal who = principal_of(i);
        if (principals_find(hash_of(i), now + second, &found) != CACHE_KNOWN)
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
    test_many_forgotten();
    test_crowd();
    return test_done();
}

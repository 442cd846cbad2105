#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/seal.h"
#include "test.h"

static char path[64];

static const char *load(const char *text, mode_t mode)
{
    unlink(path);
    FILE *file = fopen(path, "w");
    if (!file)
        return "the test cannot write its file";
    fputs(text, file);
    fclose(file);
    chmod(path, mode);
    return seal_load(path);
}

#define KEY_A "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define KEY_B "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="

static const char two_keys[] = "# keys of the tests\ncursor c1 " KEY_A "\ndata d1 " KEY_B "\n";

static void test_files(void)
{
    struct {
        const char *label, *text;
        mode_t mode;
        bool right;
    } rows[] = {
        {"right, 0400", two_keys, 0400, true},
        {"right, 0600", two_keys, 0600, true},
        {"readable by the group", two_keys, 0440, false},
        {"readable by everyone", two_keys, 0604, false},
        {"empty", "", 0400, false},
        {"no cursor key", "data d1 " KEY_B "\n", 0400, false},
        {"no data key", "cursor c1 " KEY_A "\n", 0400, false},
        {"unknown purpose", "cookie c1 " KEY_A "\n", 0400, false},
        {"short key", "cursor c1 AAEC\ndata d1 " KEY_B "\n", 0400, false},
        {"not base64", "cursor c1 ***\ndata d1 " KEY_B "\n", 0400, false},
        {"two words", "cursor " KEY_A "\ndata d1 " KEY_B "\n", 0400, false},
        {"four words", "cursor c1 " KEY_A " x\ndata d1 " KEY_B "\n", 0400, false},
        {"one name twice", "cursor c1 " KEY_A "\ncursor c1 " KEY_B "\ndata d1 " KEY_B "\n", 0400, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].label);
        const char *fault = load(rows[i].text, rows[i].mode);
        test_check((fault == NULL) == rows[i].right, __FILE__, __LINE__, "answered: %s", fault ? fault : "loaded");
    }
    test_row("absent");
    unlink(path);
    CHECK(seal_load(path) != NULL);
    test_row("symbolic link");
    CHECK(symlink("/dev/null", path) == 0);
    CHECK(seal_load(path) != NULL);
}

static void test_round_trip(struct arena *arena)
{
    test_row("round trip");
    CHECK_TEXT(load(two_keys, 0400), NULL);
    static const char plain[] = "un texte";
    size_t length, opened;
    unsigned char *sealed = seal(arena, SEAL_CURSOR, plain, sizeof plain, "holder", &length);
    unsigned char *text = unseal(arena, SEAL_CURSOR, sealed, length, "holder", &opened);
    CHECK(text && opened == sizeof plain && memcmp(text, plain, opened) == 0);
    size_t second_length;
    unsigned char *second = seal(arena, SEAL_CURSOR, plain, sizeof plain, "holder", &second_length);
    CHECK(second_length == length && memcmp(sealed, second, length) != 0); /* the nonce is never the same */
    unsigned char *empty = seal(arena, SEAL_DATA, "", 0, "", &length);
    CHECK(unseal(arena, SEAL_DATA, empty, length, "", &opened) != NULL);
    CHECK_INT(opened, 0);
}

static void test_refused(struct arena *arena)
{
    size_t length, opened;
    unsigned char *sealed = seal(arena, SEAL_CURSOR, "abc", 3, "holder", &length);
    test_row("another holder");
    CHECK(unseal(arena, SEAL_CURSOR, sealed, length, "thief", &opened) == NULL);
    test_row("another purpose");
    CHECK(unseal(arena, SEAL_DATA, sealed, length, "holder", &opened) == NULL);
    for (size_t i = 0; i < length; i++) {
        test_row("a byte changed");
        sealed[i] ^= 1;
        CHECK(unseal(arena, SEAL_CURSOR, sealed, length, "holder", &opened) == NULL);
        sealed[i] ^= 1;
        test_row("cut");
        CHECK(unseal(arena, SEAL_CURSOR, sealed, i, "holder", &opened) == NULL);
    }
    CHECK(unseal(arena, SEAL_CURSOR, sealed, length, "holder", &opened) != NULL);
}

/* A new first line seals from now on; what the former line sealed still opens; a faulty file changes nothing. */
static void test_rotation(struct arena *arena)
{
    test_row("rotation");
    size_t length, opened;
    unsigned char *sealed = seal(arena, SEAL_DATA, "abc", 3, "a", &length);
    CHECK_TEXT(load("data d2 " KEY_A "\ndata d1 " KEY_B "\ncursor c1 " KEY_A "\n", 0400), NULL);
    CHECK(unseal(arena, SEAL_DATA, sealed, length, "a", &opened) != NULL);
    size_t fresh_length;
    unsigned char *fresh = seal(arena, SEAL_DATA, "abc", 3, "a", &fresh_length);
    CHECK(fresh_length == length && memcmp(fresh + 1, "d2", 2) == 0);
    CHECK(load("nonsense\n", 0400) != NULL);
    CHECK(unseal(arena, SEAL_DATA, fresh, fresh_length, "a", &opened) != NULL);
    CHECK_TEXT(load(two_keys, 0400), NULL);
    CHECK(unseal(arena, SEAL_DATA, fresh, fresh_length, "a", &opened) == NULL);
}

static void test_new_file(struct arena *arena)
{
    test_row("new keys file");
    struct buffer out = {0};
    seal_new_file(&out);
    CHECK_TEXT(load(buffer_text(&out), 0400), NULL);
    buffer_done(&out);
    size_t length, opened;
    unsigned char *sealed = seal(arena, SEAL_DATA, "abc", 3, "a", &length);
    CHECK(unseal(arena, SEAL_DATA, sealed, length, "a", &opened) != NULL);
    seal_unload();
    CHECK(unseal(arena, SEAL_DATA, sealed, length, "a", &opened) == NULL);
}

static void test_base64url(struct arena *arena)
{
    struct {
        const char *plain, *text;
    } rows[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xfb\xff\xfe", "-__-"}};
    size_t length;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].text);
        CHECK_TEXT(base64url_encode(arena, rows[i].plain, strlen(rows[i].plain)), rows[i].text);
        unsigned char *plain = base64url_decode(arena, rows[i].text, strlen(rows[i].text), &length);
        CHECK(plain && length == strlen(rows[i].plain) && memcmp(plain, rows[i].plain, length) == 0);
    }
    const char *wrong[] = {"Z", "Zg==", "Zh", "Zm9", "Zm+v", "Zm9vY", "Z g"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        test_row(wrong[i]);
        CHECK(base64url_decode(arena, wrong[i], strlen(wrong[i]), &length) == NULL);
    }
}

static void test_digest(void)
{
    test_row("digest");
    char one[DIGEST_HEX], two[DIGEST_HEX];
    digest_parts((const char *[]){"abc"}, (size_t[]){3}, 1, one);
    /* sha256 of the four bytes "abc\0", from sha256sum. */
    CHECK_TEXT(one, "dc1114cd074914bd872cc1f9a23ec910ea2203bc79779ab2e17da25782a624fc");
    digest_parts((const char *[]){"a", "bc"}, (size_t[]){1, 2}, 2, one);
    digest_parts((const char *[]){"ab", "c"}, (size_t[]){2, 1}, 2, two);
    CHECK(strcmp(one, two) != 0);
}

int main(void)
{
    snprintf(path, sizeof path, "/tmp/maillon-test-seal-%ld", (long)getpid());
    struct arena arena;
    arena_init(&arena);
    test_files();
    test_round_trip(&arena);
    test_refused(&arena);
    test_rotation(&arena);
    test_new_file(&arena);
    test_base64url(&arena);
    test_digest();
    arena_done(&arena);
    unlink(path);
    return test_done();
}

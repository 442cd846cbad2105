#include "core/arena.h"

#include <stdalign.h>
#include <stddef.h>

#include "test.h"

static void test_alignment(void)
{
    struct arena arena;
    arena_init(&arena);
    unsigned crooked = 0;
    for (size_t size = 0; size < 200; size++) {
        char *memory = arena_alloc(&arena, size);
        crooked += (uintptr_t)memory % alignof(max_align_t) != 0;
        memset(memory, 0xff, size); /* the sanitizer sees what lies outside */
    }
    CHECK_INT(crooked, 0);
    CHECK(arena.blocks != NULL);
    arena_done(&arena);
}

/* Allocations must not share bytes: each is filled with its own value, then read. */
static void test_apart(void)
{
    enum { PIECES = 500 };
    struct arena arena;
    arena_init(&arena);
    unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = arena_alloc(&arena, i * 7 % 900 + 1);
        memset(pieces[i], (int)(i & 255), i * 7 % 900 + 1);
    }
    unsigned wrong = 0;
    for (size_t i = 0; i < PIECES; i++)
        for (size_t at = 0; at < i * 7 % 900 + 1; at++)
            wrong += pieces[i][at] != (i & 255);
    CHECK_INT(wrong, 0);
    arena_done(&arena);
}

static void test_reset(void)
{
    struct arena arena;
    arena_init(&arena);
    void *first = arena_alloc(&arena, 100);
    arena_alloc(&arena, 1000 * 1000);
    arena_alloc(&arena, 50 * 1000);
    arena_reset(&arena);
    CHECK(arena_alloc(&arena, 100) == first);
    arena_reset(&arena);
    CHECK(arena_alloc(&arena, 8) == first);
    arena_done(&arena);
    CHECK(arena.blocks == NULL);
    arena_done(&arena);

    struct arena zeroed = {0};
    arena_reset(&zeroed);
    arena_done(&zeroed);
    CHECK_TEXT(arena_strdup(&zeroed, "works without init"), "works without init");
    arena_done(&zeroed);
}

static void test_texts(void)
{
    struct arena arena;
    arena_init(&arena);
    CHECK_TEXT(arena_strndup(&arena, "Élodie", 3), "Él");
    CHECK_TEXT(arena_strndup(&arena, NULL, 0), "");
    CHECK_TEXT(arena_printf(&arena, "%s-%04d", "a", 42), "a-0042");
    CHECK_TEXT(arena_printf(&arena, "%s", ""), "");
    const char *large = arena_printf(&arena, "%*d", 40000, 7);
    CHECK_INT(strlen(large), 40000);
    const char *zeroed = arena_zalloc(&arena, 300, 5);
    unsigned wrong = 0;
    for (size_t i = 0; i < 1500; i++)
        wrong += zeroed[i] != 0;
    CHECK_INT(wrong, 0);
    arena_done(&arena);
}

int main(void)
{
    test_alignment();
    test_apart();
    test_reset();
    test_texts();
    return test_done();
}

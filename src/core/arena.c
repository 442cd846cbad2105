#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024, PRINTED_USUAL = 128 };

struct arena_block {
    struct arena_block *older;
    size_t size; /* of data */
    alignas(max_align_t) char data[];
};

static struct arena_block *block_new(size_t size, struct arena_block *older)
{
    if (size > SIZE_MAX - sizeof(struct arena_block))
        abort();
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block)
        abort();
    block->older = older;
    block->size = size;
    return block;
}

static void arena_use(struct arena *arena, struct arena_block *block)
{
    arena->blocks = block;
    arena->next = block->data;
    arena->end = block->data + block->size;
}

void arena_init(struct arena *arena)
{
    arena_use(arena, block_new(FIRST_BLOCK, NULL));
}

/* Frees the blocks newer than `kept`. */
static void arena_free_until(struct arena *arena, const struct arena_block *kept)
{
    while (arena->blocks != kept) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        free(block);
    }
}

void arena_done(struct arena *arena)
{
    arena_free_until(arena, NULL);
    arena->next = NULL;
    arena->end = NULL;
}

void arena_reset(struct arena *arena)
{
    if (!arena->blocks)
        return;
    struct arena_block *first = arena->blocks;
    while (first->older)
        first = first->older;
    arena_free_until(arena, first);
    arena_use(arena, first);
}

/* Blocks double up to a limit; what is larger than a block gets one of its size. */
static void arena_grow(struct arena *arena, size_t size)
{
    size_t step = arena->blocks ? arena->blocks->size : FIRST_BLOCK / 2;
    step = step < LARGEST_STEP ? step * 2 : LARGEST_STEP;
    arena_use(arena, block_new(size > step ? size : step, arena->blocks));
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align)
        abort();
    size = (size + align - 1) & ~(align - 1);
    if (size > (size_t)(arena->end - arena->next))
        arena_grow(arena, size);
    void *memory = arena->next;
    arena->next += size;
    return memory;
}

void *arena_zalloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        abort();
    return memset(arena_alloc(arena, bytes), 0, bytes);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        abort();
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    char usual[PRINTED_USUAL];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(usual, sizeof usual, format, arguments);
    va_end(arguments);
    if (length < 0)
        abort();
    char *text = arena_alloc(arena, (size_t)length + 1);
    if ((size_t)length < sizeof usual)
        memcpy(text, usual, (size_t)length + 1);
    else
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

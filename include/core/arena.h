/* Memory of one request: many small allocations, released all at once.
 *
 * The arena owns everything it hands out; nothing from it is freed alone. Running out of memory aborts the process. */
#ifndef MAILLON_CORE_ARENA_H
#define MAILLON_CORE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    char *next;
    char *end;
};

void arena_init(struct arena *arena);

/* Frees every block. Accepts a zeroed arena. */
void arena_done(struct arena *arena);

/* Forgets everything allocated but keeps the first block, so that a worker serves the next request without malloc. */
void arena_reset(struct arena *arena);

/* `size` bytes aligned for any type, not initialised. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes. */
void *arena_zalloc(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes of `text`. */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_strdup(struct arena *arena, const char *text);

/* printf into the arena. */
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *arena, const char *format, ...);

#endif

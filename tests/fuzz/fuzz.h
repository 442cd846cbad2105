/* What a target of tests/fuzz is: one function that reads one input, and aborts when what came of it breaks a promise of the
 * code that read it. libFuzzer calls it (./dev fuzz), and so does replay.c with every file of the corpus (./dev test). */
#ifndef MAILLON_FUZZ_H
#define MAILLON_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names that libFuzzer calls: once at start, then for each input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(condition)                                                                                                       \
    do {                                                                                                                         \
        if (!(condition)) {                                                                                                      \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                                              \
            abort();                                                                                                             \
        }                                                                                                                        \
    } while (0)

/* A copy that ends with a NUL and not a byte later, so that AddressSanitizer sees who reads on. The caller frees it. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        abort();
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

#endif

/* What every fuzz target offers, to libFuzzer and to replay.c. A broken
 * promise aborts. */
#ifndef TIAO_TESTS_FUZZ_H
#define TIAO_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* words.c, for targets that read texts: changes the N bytes of TEXT, which has
 * room for MOST, and returns the new length. The same SEED, the same change.
 * Null in a target without it. */
__attribute__((weak)) size_t
fuzz_change(uint8_t *text, size_t n, size_t most, uint32_t seed);

/* libFuzzer's, which replay.c does without. */
size_t
LLVMFuzzerCustomMutator(uint8_t *text, size_t n, size_t most, unsigned seed);
__attribute__((weak)) size_t
LLVMFuzzerMutate(uint8_t *text, size_t n, size_t most);

#define PROMISE(kept)                                                          \
    do {                                                                       \
        if (!(kept)) {                                                         \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #kept); \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif

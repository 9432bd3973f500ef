/* What many tests need: an arena for one test, and numbers drawn at random
 * but the same in every run. */
#ifndef TIAO_TESTS_SCRATCH_H
#define TIAO_TESTS_SCRATCH_H

#include <criterion/criterion.h>
#include <setjmp.h>
#include <stdint.h>

#include "lang/base/arena.h"

/* Declares the arena NAME; the test ends with arena_free(&NAME). */
#define SCRATCH(name)                                                          \
    struct arena name;                                                         \
    jmp_buf name##_failed;                                                     \
    if (setjmp(name##_failed))                                                 \
        cr_assert(0, "the allocator refused");                                 \
    arena_init(&name, &allocator_libc, &name##_failed)

struct random {
    uint64_t state;
};

static inline uint64_t
random_word(struct random *r)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    uint64_t word = r->state ^ r->state >> 33;
    word *= 0xff51afd7ed558ccdu;
    return word ^ word >> 29;
}

/* From 0 to LIMIT - 1. */
static inline uint32_t
random_below(struct random *r, uint32_t limit)
{
    return (uint32_t)((random_word(r) >> 32) * limit >> 32);
}

#endif

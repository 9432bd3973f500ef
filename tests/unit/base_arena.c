#include "tests/unit/scratch.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "lang/base/vec.h"

/* An allocator that counts, and refuses when its calls are used up. */
struct counter {
    size_t held;
    unsigned left;
};

static void *
counter_resize(void *user, void *old, size_t old_size, size_t size)
{
    struct counter *c = user;
    if (size > 0 && c->left == 0)
        return NULL;
    c->left -= size > 0;
    c->held += size - old_size;
    return allocator_libc.resize(NULL, old, old_size, size);
}

struct piece {
    unsigned char *at;
    size_t size;
    unsigned char tag;
};

static struct piece
piece_take(struct arena *a, struct random *r, unsigned char tag)
{
    uint32_t kind = random_below(r, 100);
    size_t size = random_below(r, kind < 90 ? 200 : kind < 98 ? 5000 : 900000);
    struct piece p = {arena_take(a, size), size, tag};
    cr_assert((uintptr_t)p.at % alignof(max_align_t) == 0);
    memset(p.at, tag, size);
    return p;
}

static void
pieces_check(const struct piece *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p[i].size; j++)
            cr_assert(p[i].at[j] == p[i].tag, "piece %zu of %zu", i, n);
    }
}

Test(base_arena, pieces_are_apart_and_marks_give_back)
{
    struct counter counter = {.left = UINT32_MAX};
    struct allocator from = {counter_resize, &counter};
    struct random r = {1};
    struct arena a;
    jmp_buf failed;
    if (setjmp(failed))
        cr_assert(0, "the allocator refused");
    arena_init(&a, &from, &failed);
    enum { PIECES = 120 };
    struct piece pieces[PIECES];
    for (int round = 0; round < 40; round++) {
        size_t kept = random_below(&r, PIECES / 2);
        size_t n = 0;
        while (n < kept)
            pieces[n] = piece_take(&a, &r, (unsigned char)n), n++;
        struct arena_mark mark = arena_mark(&a);
        size_t held = counter.held;
        while (n < PIECES)
            pieces[n] = piece_take(&a, &r, (unsigned char)n), n++;
        pieces_check(pieces, n);
        cr_assert(a.used == counter.held);
        arena_back(&a, mark);
        cr_assert(counter.held == held && a.used == held);
        while (n-- > kept)
            pieces[n] = piece_take(&a, &r, (unsigned char)~n);
        pieces_check(pieces, PIECES);
        arena_free(&a);
        cr_assert(counter.held == 0 && a.used == 0);
    }
}

Test(base_arena, zero_is_zero_where_memory_was_used)
{
    SCRATCH(a);
    struct arena_mark mark = arena_mark(&a);
    arena_take(&a, 1);
    mark = arena_mark(&a);
    for (size_t size = 0; size < 3000; size += 7) {
        memset(arena_take(&a, 3000), 0xAA, 3000);
        arena_back(&a, mark);
        unsigned char *at = arena_zero(&a, size);
        for (size_t i = 0; i < size; i++)
            cr_assert(at[i] == 0);
        arena_back(&a, mark);
    }
    arena_free(&a);
}

Test(base_arena, newest_grows_in_place_and_others_move)
{
    SCRATCH(a);
    char *first = arena_take(&a, 10);
    memcpy(first, "123456789", 10);
    cr_assert(arena_grow(&a, first, 10, 500) == first);
    char *second = arena_take(&a, 8);
    cr_assert(second >= first + 500);
    char *moved = arena_grow(&a, first, 500, 600);
    cr_assert(moved != first);
    cr_assert(strcmp(moved, "123456789") == 0);
    cr_assert(arena_grow(&a, moved, 600, 16) == moved);
    cr_assert((char *)arena_take(&a, 1) == moved + 16,
              "the rest is given back");
    cr_assert(arena_grow(&a, NULL, 0, 5) != NULL);
    arena_free(&a);
}

Test(base_arena, old_piece_is_whole_after_growth_is_taken_back)
{
    SCRATCH(a);
    char *piece = arena_take(&a, 8);
    memcpy(piece, "abcdefg", 8);
    struct arena_mark mark = arena_mark(&a);
    for (size_t size = 16; size < 5000000; size *= 3) {
        char *grown = arena_grow(&a, piece, 8, size);
        memset(grown + 8, 'x', size - 8);
        arena_back(&a, mark);
        cr_assert(strcmp(piece, "abcdefg") == 0);
    }
    arena_free(&a);
}

/* Takes memory in many ways; false when the arena jumped. */
static bool
work_done(struct arena *a, jmp_buf *failed)
{
    if (setjmp(*failed))
        return false;
    VEC(uint64_t) numbers = {0};
    for (uint32_t i = 0; i < 40000; i++)
        vec_push(a, &numbers, (uint64_t)i * i);
    for (uint32_t i = 0; i < 40000; i++)
        cr_assert(numbers.at[i] == (uint64_t)i * i);
    memset(arena_zero(a, 3000000), 1, 3000000);
    return true;
}

Test(base_arena, every_refusal_jumps_and_nothing_is_lost)
{
    bool done = false;
    unsigned calls = 0;
    for (; !done && calls < 1000; calls++) {
        struct counter counter = {.left = calls};
        struct allocator from = {counter_resize, &counter};
        struct arena a;
        jmp_buf failed;
        arena_init(&a, &from, &failed);
        done = work_done(&a, &failed);
        arena_free(&a);
        cr_assert(counter.held == 0);
    }
    cr_assert(done);
    cr_assert(calls > 4, "it took %u calls", calls);
}

/* Takes all that CEILING lets it, and returns how much that was. */
static size_t
taken_below(size_t ceiling)
{
    struct arena a;
    jmp_buf failed;
    volatile size_t taken = 0;
    arena_init(&a, &allocator_libc, &failed);
    a.ceiling = ceiling;
    if (setjmp(failed) == 0) {
        for (;;) {
            memset(arena_take(&a, 64), 1, 64);
            taken += 64;
        }
    }
    cr_assert(a.used <= ceiling);
    arena_free(&a);
    return taken;
}

Test(base_arena, ceiling_holds_and_is_reached)
{
    for (size_t ceiling = 0; ceiling < 300000; ceiling += 9973) {
        size_t taken = taken_below(ceiling);
        cr_assert(taken + 1024 >= ceiling || taken >= ceiling / 10 * 8,
                  "%zu of %zu", taken, ceiling);
    }
}

Test(base_arena, absurd_sizes_are_refused)
{
    struct arena a;
    jmp_buf failed;
    volatile unsigned refused = 0;
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 8, SIZE_MAX / 2,
                                   SIZE_MAX / 2 + 2};
    arena_init(&a, &allocator_libc, &failed);
    a.ceiling = 1 << 20;
    for (volatile size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (setjmp(failed) == 0)
            arena_take(&a, sizes[i]);
        else
            refused++;
    }
    cr_assert(refused == sizeof sizes / sizeof *sizes);
    arena_free(&a);
}

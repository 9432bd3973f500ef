#include "lang/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONED 1
#endif
#endif

/* Under the address sanitizer the room that was not handed out may not be
 * touched. */
#ifdef ARENA_POISONED
#include <sanitizer/asan_interface.h>
#define poison(at, size) __asan_poison_memory_region((at), (size))
#define unpoison(at, size) __asan_unpoison_memory_region((at), (size))
#else
#define poison(at, size) ((void)(at), (void)(size))
#define unpoison(at, size) ((void)(at), (void)(size))
#endif

enum {
    ALIGNMENT = alignof(max_align_t),
    BLOCK_LEAST = 4096,
    BLOCK_MOST = 1024 * 1024,
    /* A piece above this part of a block gets a block of its own. */
    OWN_BLOCK_PART = 4,
};

/* The chain runs from the newest block to the oldest, but a piece with a
 * block of its own stands behind the block being filled, which goes on being
 * filled. BORN tells a mark which of those came later. */
struct arena_block {
    struct arena_block *before;
    size_t born;       /* the arena's USED before this block */
    size_t room, fill; /* bytes behind the header */
    alignas(max_align_t) char bytes[];
};

static void *
libc_resize(void *user, void *old, size_t old_size, size_t size)
{
    (void)user;
    (void)old_size;
    if (size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, size);
}

const struct allocator allocator_libc = {libc_resize, NULL};

void
arena_init(struct arena *a, const struct allocator *from, jmp_buf *on_failure)
{
    *a = (struct arena){
        .from = from, .on_failure = on_failure, .ceiling = SIZE_MAX};
}

_Noreturn void
arena_fail(struct arena *a)
{
    longjmp(*a->on_failure, 1);
}

static size_t
block_size(const struct arena_block *b)
{
    return sizeof *b + b->room;
}

static struct arena_block *
block_new(struct arena *a, size_t room)
{
    size_t size = sizeof(struct arena_block) + room;
    if (size < room || size > a->ceiling - a->used)
        arena_fail(a);
    struct arena_block *b = a->from->resize(a->from->user, NULL, 0, size);
    if (!b)
        arena_fail(a);
    *b = (struct arena_block){.born = a->used, .room = room};
    poison(b->bytes, room);
    a->used += size;
    return b;
}

static struct arena_block *
block_free(struct arena *a, struct arena_block *b)
{
    struct arena_block *before = b->before;
    size_t size = block_size(b);
    unpoison(b->bytes, b->room);
    a->from->resize(a->from->user, b, size, 0);
    return before;
}

/* As much again as the arena has, within limits. */
static size_t
block_room_next(const struct arena *a)
{
    size_t size = a->used, left = a->ceiling - a->used;
    if (size < BLOCK_LEAST)
        size = BLOCK_LEAST;
    if (size > BLOCK_MOST)
        size = BLOCK_MOST;
    if (size > left)
        size = left;
    size &= ~(size_t)(ALIGNMENT - 1);
    size_t header = sizeof(struct arena_block);
    return size > header ? size - header : 0;
}

/* A block with at least SIZE bytes free, in its place in the chain. */
static struct arena_block *
block_for(struct arena *a, size_t size)
{
    size_t room = block_room_next(a);
    struct arena_block *b;
    if (size > room / OWN_BLOCK_PART) {
        b = block_new(a, size);
        if (a->last) {
            b->before = a->last->before;
            a->last->before = b;
            return b;
        }
    } else {
        b = block_new(a, room);
    }
    b->before = a->last;
    a->last = b;
    return b;
}

static size_t
size_aligned(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        arena_fail(a);
    if (size == 0)
        size = 1;
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

void *
arena_take(struct arena *a, size_t size)
{
    size_t whole = size_aligned(a, size);
    struct arena_block *b = a->last;
    if (!b || whole > b->room - b->fill)
        b = block_for(a, whole);
    char *at = b->bytes + b->fill;
    b->fill += whole;
    unpoison(at, size);
    return at;
}

void *
arena_zero(struct arena *a, size_t size)
{
    return memset(arena_take(a, size), 0, size);
}

/* Whether the piece OLD is the newest of the block being filled and may be
 * SIZE bytes long there; then it is. */
static int
grown_in_place(struct arena *a, char *old, size_t old_whole, size_t size)
{
    struct arena_block *b = a->last;
    size_t whole = size_aligned(a, size);
    if (!b || old + old_whole != b->bytes + b->fill ||
        whole > b->room - (b->fill - old_whole))
        return 0;
    b->fill = b->fill - old_whole + whole;
    poison(old, old_whole);
    unpoison(old, size);
    return 1;
}

void *
arena_grow(struct arena *a, void *old, size_t old_size, size_t size)
{
    if (!old)
        return arena_take(a, size);
    if (grown_in_place(a, old, size_aligned(a, old_size), size) ||
        size <= old_size)
        return old;
    return memcpy(arena_take(a, size), old, old_size);
}

struct arena_mark
arena_mark(const struct arena *a)
{
    return (struct arena_mark){
        .block = a->last, .fill = a->last ? a->last->fill : 0, .used = a->used};
}

void
arena_back(struct arena *a, struct arena_mark mark)
{
    while (a->last != mark.block)
        a->last = block_free(a, a->last);
    a->used = mark.used;
    struct arena_block *b = a->last;
    if (!b)
        return;
    while (b->before && b->before->born >= mark.used)
        b->before = block_free(a, b->before);
    b->fill = mark.fill;
    poison(b->bytes + b->fill, b->room - b->fill);
}

void
arena_free(struct arena *a)
{
    arena_back(a, (struct arena_mark){0});
}

/* Memory with one lifetime: taken piece by piece, given back all at once.
 *
 * An arena takes its blocks from the host's allocator. When that fails, or
 * when the arena's own ceiling is reached, it does not return: it jumps to
 * the failure point of the arena, which the public call set up. So nothing
 * between the two checks for a null pointer. */
#ifndef TIAO_BASE_ARENA_H
#define TIAO_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

/* Behaves as realloc/free: SIZE 0 frees and returns null; a null return for
 * SIZE > 0 is a refusal and leaves OLD as it was. */
struct allocator {
    void *(*resize)(void *user, void *old, size_t old_size, size_t size);
    void *user;
};

extern const struct allocator allocator_libc;

struct arena_block;

struct arena {
    struct arena_block *last; /* the block being filled */
    const struct allocator *from;
    jmp_buf *on_failure; /* owned by the public call */
    size_t used;         /* bytes held from the allocator */
    size_t ceiling;      /* of USED; SIZE_MAX at first */
};

/* Where an arena stood, to fall back to. */
struct arena_mark {
    struct arena_block *block;
    size_t fill, used;
};

void
arena_init(struct arena *a, const struct allocator *from, jmp_buf *on_failure);
/* Gives everything back; the arena may be used again. */
void arena_free(struct arena *a);
/* SIZE zeroed bytes aligned for any object. Never null. */
void *arena_zero(struct arena *a, size_t size);
/* As arena_zero, but with whatever was in memory. */
void *arena_take(struct arena *a, size_t size);
/* Makes OLD (OLD_SIZE bytes, the newest piece if it is to grow or give back
 * in place; or null) SIZE bytes long; the new part is not zeroed. */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t size);
struct arena_mark arena_mark(const struct arena *a);
/* Gives back everything taken since MARK. */
void arena_back(struct arena *a, struct arena_mark mark);
/* As if the allocator had refused. */
_Noreturn void arena_fail(struct arena *a);

#define arena_new(a, type) ((type *)arena_zero((a), sizeof(type)))
#define arena_array(a, type, n)                                                \
    ((type *)arena_zero((a), sizeof(type) * (size_t)(n)))

#endif

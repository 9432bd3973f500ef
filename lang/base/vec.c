#include "lang/base/vec.h"

/* Most arrays stay short, and there are very many of them. */
static uint32_t
room_first(size_t size)
{
    enum { BYTES = 32, LEAST = 2, MOST = 8 };
    size_t room = BYTES / size;
    return room < LEAST ? LEAST : room > MOST ? MOST : (uint32_t)room;
}

void *
vec_more(struct arena *a, void *at, size_t size, uint32_t *room)
{
    if (*room > UINT32_MAX / 2)
        arena_fail(a);
    uint32_t more = *room ? *room * 2 : room_first(size);
    if (more > SIZE_MAX / size)
        arena_fail(a);
    at = arena_grow(a, at, size * *room, size * more);
    *room = more;
    return at;
}

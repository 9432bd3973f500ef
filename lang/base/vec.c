#include "lang/base/vec.h"

void *
vec_more(struct arena *a, void *at, size_t size, uint32_t *room)
{
    enum { FIRST = 8 };
    if (*room > UINT32_MAX / 2)
        arena_fail(a);
    uint32_t more = *room ? *room * 2 : FIRST;
    if (more > SIZE_MAX / size)
        arena_fail(a);
    at = arena_grow(a, at, size * *room, size * more);
    *room = more;
    return at;
}

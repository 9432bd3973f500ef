/* Growable arrays in an arena: declare `VEC(struct span) spans;`, zeroed. */
#ifndef TIAO_BASE_VEC_H
#define TIAO_BASE_VEC_H

#include <stdint.h>

#include "lang/base/arena.h"

#define VEC(type)                                                              \
    struct {                                                                   \
        type *at;                                                              \
        uint32_t n, room;                                                      \
    }

/* Appends ITEM. The old array is left in the arena when it has to move. */
#define vec_push(a, v, ...)                                                    \
    do {                                                                       \
        if ((v)->n == (v)->room)                                               \
            (v)->at = vec_more((a), (v)->at, sizeof *(v)->at, &(v)->room);     \
        (v)->at[(v)->n++] = (__VA_ARGS__);                                     \
    } while (0)

/* AT with room for at least twice as many items of SIZE bytes. */
void *vec_more(struct arena *a, void *at, size_t size, uint32_t *room);

#endif

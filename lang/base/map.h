/* Numbers by 64-bit key, in an arena; nothing is ever taken out. */
#ifndef TIAO_BASE_MAP_H
#define TIAO_BASE_MAP_H

#include <stdint.h>

#include "lang/base/arena.h"

struct map_entry {
    uint64_t key;
    uint32_t value; /* one more than what was put; 0: free */
};

struct map {
    struct arena *arena;
    struct map_entry *entry;
    uint32_t n, room;
};

enum { MAP_NONE = UINT32_MAX };

void map_init(struct map *m, struct arena *a);
/* MAP_NONE when KEY was never put. */
uint32_t map_get(const struct map *m, uint64_t key);
/* VALUE is not MAP_NONE; a KEY already there takes the new value. */
void map_put(struct map *m, uint64_t key, uint32_t value);

static inline uint64_t
map_mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

#endif

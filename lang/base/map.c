#include "lang/base/map.h"

#include <string.h>

static void
map_room(struct map *m, uint32_t room)
{
    m->room = room;
    m->key = arena_array(m->arena, uint64_t, room);
    m->value = arena_take(m->arena, room * sizeof *m->value);
    memset(m->value, 0xff, room * sizeof *m->value);
}

void
map_init(struct map *m, struct arena *a)
{
    *m = (struct map){.arena = a};
    map_room(m, 64);
}

static uint32_t
map_at(const struct map *m, uint64_t key)
{
    uint32_t at = (uint32_t)map_mix(0, key) & (m->room - 1);
    while (m->value[at] != MAP_NONE && m->key[at] != key)
        at = (at + 1) & (m->room - 1);
    return at;
}

uint32_t
map_get(const struct map *m, uint64_t key)
{
    return m->value[map_at(m, key)];
}

void
map_put(struct map *m, uint64_t key, uint32_t value)
{
    if (m->n * 2 >= m->room) {
        struct map old = *m;
        map_room(m, old.room * 2);
        for (uint32_t i = 0; i < old.room; i++)
            if (old.value[i] != MAP_NONE) {
                uint32_t at = map_at(m, old.key[i]);
                m->key[at] = old.key[i];
                m->value[at] = old.value[i];
            }
    }
    uint32_t at = map_at(m, key);
    m->n += m->value[at] == MAP_NONE;
    m->key[at] = key;
    m->value[at] = value;
}

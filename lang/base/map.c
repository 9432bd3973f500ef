#include "lang/base/map.h"

static void
map_room(struct map *m, uint32_t room)
{
    m->room = room;
    m->entry = arena_array(m->arena, struct map_entry, room);
}

void
map_init(struct map *m, struct arena *a)
{
    *m = (struct map){.arena = a};
    map_room(m, 64);
}

/* The entry of KEY, or the free one where it would go. */
static struct map_entry *
map_at(const struct map *m, uint64_t key)
{
    uint32_t at = (uint32_t)map_mix(0, key) & (m->room - 1);
    while (m->entry[at].value != 0 && m->entry[at].key != key)
        at = (at + 1) & (m->room - 1);
    return &m->entry[at];
}

uint32_t
map_get(const struct map *m, uint64_t key)
{
    return map_at(m, key)->value - 1;
}

void
map_put(struct map *m, uint64_t key, uint32_t value)
{
    if (m->n * 4 >= m->room * 3ull) {
        struct map old = *m;
        map_room(m, old.room * 2);
        for (uint32_t i = 0; i < old.room; i++)
            if (old.entry[i].value != 0)
                *map_at(m, old.entry[i].key) = old.entry[i];
    }
    struct map_entry *entry = map_at(m, key);
    m->n += entry->value == 0;
    *entry = (struct map_entry){key, value + 1};
}

#include "lang/base/atom.h"

#include <string.h>

enum { SLOTS_FIRST = 64, ROOM_FIRST = 32 };

void
atom_table_init(struct atom_table *t, struct arena *a)
{
    *t = (struct atom_table){.arena = a, .n = 1};
    t->room = ROOM_FIRST;
    t->text = arena_array(a, struct str, t->room);
    t->text[0] = (struct str){"", 0};
    t->slots = SLOTS_FIRST;
    t->slot = arena_array(a, struct atom_slot, t->slots);
}

/* The slot that holds S, or the free one where it would go. The hash beside
 * a name spares looking at the texts of others. */
static struct atom_slot *
slot_of(const struct atom_table *t, struct str s, uint32_t hash)
{
    uint32_t mask = t->slots - 1, i = hash & mask;
    for (;; i = (i + 1) & mask) {
        struct atom_slot *slot = &t->slot[i];
        if (!slot->name ||
            (slot->hash == hash && str_equal(t->text[slot->name], s)))
            return slot;
    }
}

/* Twice the slots, so that at most half are full. */
static void
slots_grow(struct atom_table *t)
{
    if (t->slots > UINT32_MAX / 2)
        arena_fail(t->arena);
    const struct atom_slot *old = t->slot;
    uint32_t n = t->slots, mask = n * 2 - 1;
    t->slot = arena_array(t->arena, struct atom_slot, n * 2);
    t->slots = n * 2;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = old[k].hash & mask;
        if (!old[k].name)
            continue;
        while (t->slot[i].name)
            i = (i + 1) & mask;
        t->slot[i] = old[k];
    }
}

static void
text_grow(struct atom_table *t)
{
    t->text = arena_grow(t->arena, t->text, sizeof *t->text * t->room,
                         sizeof *t->text * t->room * 2);
    t->room *= 2;
}

atom
atom_of(struct atom_table *t, struct str s)
{
    if (s.len == 0)
        return 0;
    uint32_t hash = (uint32_t)str_hash(s);
    struct atom_slot *slot = slot_of(t, s, hash);
    if (slot->name)
        return slot->name;
    if (t->n == t->room)
        text_grow(t);
    if (t->n >= t->slots / 2) {
        slots_grow(t);
        slot = slot_of(t, s, hash);
    }
    t->text[t->n] = str_copy(t->arena, s);
    *slot = (struct atom_slot){t->n, hash};
    return t->n++;
}

atom
atom_find(const struct atom_table *t, struct str s)
{
    return s.len ? slot_of(t, s, (uint32_t)str_hash(s))->name : 0;
}

struct str
atom_str(const struct atom_table *t, atom a)
{
    return t->text[a];
}

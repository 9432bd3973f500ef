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
    t->slot = arena_array(a, uint32_t, t->slots);
}

/* The slot that holds S, or the empty one where it would go. */
static uint32_t
slot_of(const struct atom_table *t, struct str s)
{
    uint32_t mask = t->slots - 1;
    uint32_t i = (uint32_t)str_hash(s) & mask;
    while (t->slot[i] && !str_equal(t->text[t->slot[i]], s))
        i = (i + 1) & mask;
    return i;
}

/* Twice the slots, so that at most half are full. */
static void
slots_grow(struct atom_table *t)
{
    if (t->slots > UINT32_MAX / 2)
        arena_fail(t->arena);
    t->slot = arena_array(t->arena, uint32_t, t->slots * 2);
    t->slots *= 2;
    uint32_t mask = t->slots - 1;
    for (atom a = 1; a < t->n; a++) {
        uint32_t i = (uint32_t)str_hash(t->text[a]) & mask;
        while (t->slot[i])
            i = (i + 1) & mask;
        t->slot[i] = a;
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
    uint32_t i = slot_of(t, s);
    if (t->slot[i])
        return t->slot[i];
    if (t->n == t->room)
        text_grow(t);
    if (t->n >= t->slots / 2) {
        slots_grow(t);
        i = slot_of(t, s);
    }
    t->text[t->n] = str_copy(t->arena, s);
    return t->slot[i] = t->n++;
}

atom
atom_find(const struct atom_table *t, struct str s)
{
    return s.len ? t->slot[slot_of(t, s)] : 0;
}

struct str
atom_str(const struct atom_table *t, atom a)
{
    return t->text[a];
}

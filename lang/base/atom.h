/* Names, each kept once: equal names have equal numbers. */
#ifndef TIAO_BASE_ATOM_H
#define TIAO_BASE_ATOM_H

#include "lang/base/str.h"

typedef uint32_t atom; /* 0 is no name */

struct atom_slot {
    atom name; /* 0: free */
    uint32_t hash;
};

struct atom_table {
    struct arena *arena;
    struct str *text;       /* by atom; text[0] is empty */
    struct atom_slot *slot; /* open addressing, a power of two */
    uint32_t n, room, slots;
};

void atom_table_init(struct atom_table *t, struct arena *a);
/* S is copied when it is new; the empty text is no name. */
atom atom_of(struct atom_table *t, struct str s);
/* 0 when the name was never seen. */
atom atom_find(const struct atom_table *t, struct str s);
struct str atom_str(const struct atom_table *t, atom a);

#endif

#include "lang/vtype.h"

#include <string.h>

void
vtype_table_init(struct vtype_table *t, struct arena *a)
{
    *t = (struct vtype_table){.arena = a, .slots = 64};
    t->slot = arena_array(a, uint32_t, t->slots);
    vtype_of(t, (struct vtype){.kind = V_POISON});
}

static uint32_t
vtype_hash(struct vtype t)
{
    uint32_t h = t.kind | (uint32_t)t.scale << 4 | (uint32_t)t.period << 12 |
                 (uint32_t)t.optional << 16 | (uint32_t)t.many << 17;
    h = (h ^ t.entity) * 0x9e3779b1u;
    h = (h ^ t.unit) * 0x85ebca6bu;
    return h ^ h >> 15;
}

static bool
vtype_same(struct vtype a, struct vtype b)
{
    return a.kind == b.kind && a.scale == b.scale && a.period == b.period &&
           a.optional == b.optional && a.many == b.many &&
           a.entity == b.entity && a.unit == b.unit;
}

static void
vtype_rehash(struct vtype_table *t)
{
    t->slots *= 2;
    t->slot = arena_array(t->arena, uint32_t, t->slots);
    for (uint32_t i = 0; i < t->list.n; i++) {
        uint32_t at = vtype_hash(t->list.at[i]) & (t->slots - 1);
        while (t->slot[at])
            at = (at + 1) & (t->slots - 1);
        t->slot[at] = i + 1;
    }
}

vtype_id
vtype_of(struct vtype_table *t, struct vtype type)
{
    uint32_t at = vtype_hash(type) & (t->slots - 1);
    while (t->slot[at]) {
        if (vtype_same(t->list.at[t->slot[at] - 1], type))
            return t->slot[at] - 1;
        at = (at + 1) & (t->slots - 1);
    }
    vec_push(t->arena, &t->list, type);
    t->slot[at] = t->list.n;
    if (t->list.n * 2 > t->slots)
        vtype_rehash(t);
    return t->list.n - 1;
}

struct conversion
conversion_of(struct fraction factor)
{
    struct conversion c = {.possible = true, .times = 1, .f = factor};
    for (uint8_t k = 0; k <= 8; k++)
        if (wide_ten_to(k) % factor.den == 0 &&
            wide_multiply(factor.num, wide_ten_to(k) / factor.den,
                          &c.times)) {
            c.more_scale = k;
            return c;
        }
    c.fraction = true;
    return c;
}

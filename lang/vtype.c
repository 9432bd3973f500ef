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
            wide_multiply(factor.num, wide_ten_to(k) / factor.den, &c.times)) {
            c.more_scale = k;
            return c;
        }
    c.fraction = true;
    return c;
}

bool
vtype_scale(struct vtype *t, struct fraction factor)
{
    struct conversion v = conversion_of(factor);
    if (v.fraction)
        t->kind = V_FRACTION;
    if (t->kind == V_FRACTION)
        t->scale = 0;
    else if (t->scale + v.more_scale > NUMBER_DIGITS)
        return false;
    else
        t->scale += v.more_scale;
    return true;
}

enum meet
vtype_meet(const struct unit_table *units, struct vtype a, struct vtype b,
           struct vtype *both)
{
    struct fraction to_a, to_b;
    if (!unit_convert(units, b.unit, a.unit, &to_a) ||
        !unit_convert(units, a.unit, b.unit, &to_b))
        return MEET_UNITS;
    bool use_b = conversion_of(to_a).fraction && !conversion_of(to_b).fraction;
    struct vtype keep = use_b ? b : a, other = use_b ? a : b;
    if (!vtype_scale(&other, use_b ? to_b : to_a))
        return MEET_DIGITS;
    if (keep.kind == V_FRACTION || other.kind == V_FRACTION) {
        keep.kind = V_FRACTION;
        keep.scale = 0;
    } else if (other.scale > keep.scale) {
        keep.scale = other.scale;
    }
    *both = keep;
    return MEET_OK;
}

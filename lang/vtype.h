/* What an expression is worth: the checker's types, each kept once. */
#ifndef TIAO_LANG_VTYPE_H
#define TIAO_LANG_VTYPE_H

#include "lang/base/date.h"
#include "lang/unit.h"

typedef uint32_t vtype_id;

enum vkind {
    V_POISON, /* a message was given: agrees with everything */
    V_NONE,   /* the word 无 by itself */
    V_TRUTH,
    V_NUMBER,
    V_FRACTION,
    V_DATE,
    V_PERIOD,
    V_MEMBER, /* a row of an entity or a member of a roster */
    V_TEXT,
    V_LIST,
};

enum { VTYPE_POISON = 0 };

struct vtype {
    uint8_t kind;
    uint8_t scale;   /* NUMBER: digits behind the point */
    uint8_t period;  /* PERIOD: enum period_kind */
    bool optional;   /* may be none */
    bool many;       /* one for each row of a collection */
    uint32_t entity; /* MEMBER, PERIOD of a roster: the entity's number */
    unit_id unit;    /* NUMBER, FRACTION */
};

struct vtype_table {
    struct arena *arena;
    VEC(struct vtype) list;
    uint32_t *slot;
    uint32_t slots;
};

void vtype_table_init(struct vtype_table *t, struct arena *a);
vtype_id vtype_of(struct vtype_table *t, struct vtype type);
static inline struct vtype
vtype_get(const struct vtype_table *t, vtype_id id)
{
    return t->list.at[id];
}

/* How a number of one type becomes another: times TIMES, then MORE_SCALE
 * digits; or, when that is not exact, as a fraction times F. */
struct conversion {
    bool possible; /* the dimensions agree and nothing overflows */
    bool fraction;
    wide times;
    uint8_t more_scale;
    struct fraction f;
};

struct conversion conversion_of(struct fraction factor);
/* The number type of values of *T that were multiplied by FACTOR. False when
 * it needs more digits than there are. */
bool vtype_scale(struct vtype *t, struct fraction factor);

enum meet { MEET_OK, MEET_UNITS, MEET_DIGITS };

/* The number type both A and B become exactly: in the finer unit, so that
 * decimals stay decimals. */
enum meet vtype_meet(const struct unit_table *units, struct vtype a,
                     struct vtype b, struct vtype *both);

#endif

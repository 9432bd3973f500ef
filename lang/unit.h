/* Units: names with a dimension and a factor, and their products.
 *
 * A unit such as 元/个/年 is a product of named units with powers, at most one
 * of each dimension. Within a dimension conversion is exact (年 = 12 月);
 * months and days are two dimensions. 个 is the number one: it is kept for
 * printing and weighs nothing when units are compared. */
#ifndef TIAO_LANG_UNIT_H
#define TIAO_LANG_UNIT_H

#include "lang/base/atom.h"
#include "lang/base/number.h"
#include "lang/base/vec.h"

typedef uint32_t unit_id; /* 0: the number one, without a name */

enum { UNIT_ONE = 0, DIMENSION_ONE = 0 };

struct unit_base {
    atom name;
    atom zh, en; /* how each language calls it */
    uint32_t dimension;
    struct fraction factor; /* in the dimension's first unit */
    bool money;             /* two places unless said otherwise */
};

struct unit_power {
    uint32_t base;
    int32_t power; /* never 0 */
};

struct unit_product {
    const struct unit_power *at; /* in the order they were written */
    uint32_t n;
    atom text; /* 元/个/年 */
};

struct unit_table {
    struct arena *arena;
    struct atom_table *atoms;
    VEC(struct unit_base) base;
    VEC(struct unit_product) product;
    VEC(uint32_t) by_atom; /* base + 1 by atom; 0: no unit */
    uint32_t dimensions;
};

/* The units every rulebook has: 个, money, months, days, ages, 人 户 次. */
void unit_table_init(struct unit_table *t, struct arena *a,
                     struct atom_table *atoms);
/* A new unit: FACTOR times the single unit LIKE, or, when LIKE is UNIT_ONE
 * and FACTOR is 0, of a dimension of its own. False when NAME is taken. */
bool unit_declare(struct unit_table *t, atom name, unit_id like,
                  struct fraction factor);
/* TEXT is names joined with `/`. False: *WRONG is the name not known. */
bool
unit_read(struct unit_table *t, atom text, unit_id *unit, struct str *wrong);
/* A times B (POWER 1) or A by B (POWER -1). Where both have units of one
 * dimension they meet in A's: *FACTOR is what the value has to be multiplied
 * by. False when that factor leaves 128 bits. */
bool unit_multiply(struct unit_table *t, unit_id a, unit_id b, int power,
                   unit_id *result, struct fraction *factor);
/* False when the dimensions differ; else a value in FROM times *FACTOR is the
 * value in TO. */
bool unit_convert(const struct unit_table *t, unit_id from, unit_id to,
                  struct fraction *factor);
/* One named unit, or a bare number: what another can be a multiple of. */
bool unit_is_single(const struct unit_table *t, unit_id u);
bool unit_is_money(const struct unit_table *t, unit_id u);
/* No dimension at all: a bare number, a count, a share. */
bool unit_is_one(const struct unit_table *t, unit_id u);
struct str unit_text(const struct unit_table *t, unit_id u);
/* In the words of one language where the unit is one that every rulebook has;
 * those of the rulebook keep their names. */
struct str unit_text_in(struct unit_table *t, unit_id u, bool english);
/* The known unit whose name is nearest to NAME, or an empty text. */
struct str unit_nearest(const struct unit_table *t, struct str name);
unit_id unit_named(struct unit_table *t, const char *name);

#endif

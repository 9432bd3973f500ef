#include "lang/unit.h"

#include "lang/base/utf8.h"

/* The units every rulebook has. LIKE is a row above; null opens a dimension. */
static const struct {
    const char *zh, *en, *like;
    uint32_t num, den;
    bool money;
} unit_first[] = {
    {"个", "item", NULL, 1, 1, false},
    {"元", "yuan", NULL, 1, 1, true},
    {"万元", NULL, "元", 10000, 1, true},
    {"亿元", NULL, "元", 100000000, 1, true},
    {"角", "jiao", "元", 1, 10, true},
    {"分", "fen", "元", 1, 100, true},
    {"月", "month", NULL, 1, 1, false},
    {"个月", "months", "月", 1, 1, false},
    {"季", "quarter", "月", 3, 1, false},
    {"季度", NULL, "月", 3, 1, false},
    {"半年", "half_year", "月", 6, 1, false},
    {"年", "year", "月", 12, 1, false},
    {"日", "day", NULL, 1, 1, false},
    {"天", "days", "日", 1, 1, false},
    {"周", "week", "日", 7, 1, false},
    {"工作日", "workday", NULL, 1, 1, false},
    {"个工作日", NULL, "工作日", 1, 1, false},
    {"岁", "years_old", NULL, 1, 1, false},
    {"人", "person", NULL, 1, 1, false},
    {"户", "household", NULL, 1, 1, false},
    {"次", "times", NULL, 1, 1, false},
};

static uint32_t
base_find(const struct unit_table *t, atom name)
{
    return name < t->by_atom.n ? t->by_atom.at[name] : 0;
}

static void
base_add(struct unit_table *t, struct unit_base base)
{
    while (t->by_atom.n <= base.name)
        vec_push(t->arena, &t->by_atom, 0);
    vec_push(t->arena, &t->base, base);
    t->by_atom.at[base.name] = t->base.n;
}

void
unit_table_init(struct unit_table *t, struct arena *a, struct atom_table *atoms)
{
    *t = (struct unit_table){.arena = a, .atoms = atoms};
    vec_push(a, &t->product, (struct unit_product){0});
    for (size_t i = 0; i < sizeof unit_first / sizeof *unit_first; i++) {
        struct unit_base base = {.money = unit_first[i].money};
        base.factor = (struct fraction){unit_first[i].num, unit_first[i].den};
        if (unit_first[i].like) {
            atom like = atom_of(atoms, str_of(unit_first[i].like));
            base.dimension = t->base.at[base_find(t, like) - 1].dimension;
        } else {
            base.dimension = t->dimensions++;
        }
        const char *en = unit_first[i].en;
        base.name = base.zh = atom_of(atoms, str_of(unit_first[i].zh));
        base.en = en ? atom_of(atoms, str_of(en)) : base.zh;
        base_add(t, base);
        if (en) {
            base.name = base.en;
            base_add(t, base);
        }
    }
}

bool
unit_declare(struct unit_table *t, atom name, unit_id like,
             struct fraction factor)
{
    struct unit_base base = {
        .name = name, .zh = name, .en = name, .factor = {1, 1}};
    if (base_find(t, name))
        return false;
    if (factor.num == 0) {
        base.dimension = t->dimensions++;
    } else if (like == UNIT_ONE) {
        base.dimension = DIMENSION_ONE;
        base.factor = factor;
    } else {
        const struct unit_base *of =
            &t->base.at[t->product.at[like].at[0].base];
        base.dimension = of->dimension;
        base.money = of->money;
        if (!fraction_multiply(of->factor, factor, &base.factor))
            return false;
    }
    base_add(t, base);
    return true;
}

enum unit_name_in { NAME_AS_WRITTEN, NAME_ZH, NAME_EN };

static struct str
base_name(const struct unit_table *t, uint32_t base, enum unit_name_in how)
{
    const struct unit_base *b = &t->base.at[base];
    const atom name[] = {b->name, b->zh, b->en};
    return atom_str(t->atoms, name[how]);
}

/* 元/个/年, and where nothing is above the line, 1/年. */
static struct str
product_text(struct unit_table *t, const struct unit_power *at, uint32_t n,
             enum unit_name_in how)
{
    struct text text = {.arena = t->arena};
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < at[i].power; k++) {
            if (text.len)
                text_add_z(&text, "·");
            text_add(&text, base_name(t, at[i].base, how));
        }
    if (n && !text.len)
        text_add_char(&text, '1');
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < -at[i].power; k++) {
            text_add_char(&text, '/');
            text_add(&text, base_name(t, at[i].base, how));
        }
    return text_str(&text);
}

static bool
product_equal(const struct unit_product *p, const struct unit_power *at,
              uint32_t n)
{
    if (p->n != n)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (p->at[i].base != at[i].base || p->at[i].power != at[i].power)
            return false;
    return true;
}

static unit_id
product_of(struct unit_table *t, const struct unit_power *at, uint32_t n)
{
    for (uint32_t i = 0; i < t->product.n; i++)
        if (product_equal(&t->product.at[i], at, n))
            return i;
    struct unit_power *own = arena_array(t->arena, struct unit_power, n);
    for (uint32_t i = 0; i < n; i++)
        own[i] = at[i];
    struct unit_product p = {
        own, n, atom_of(t->atoms, product_text(t, own, n, NAME_AS_WRITTEN))};
    vec_push(t->arena, &t->product, p);
    return t->product.n - 1;
}

enum { POWERS_MOST = 16 };

/* Multiplies the N powers AT by BASE to POWER; see unit_multiply. */
static bool
powers_add(const struct unit_table *t, struct unit_power *at, uint32_t *n,
           uint32_t base, int power, struct fraction *factor)
{
    uint32_t dimension = t->base.at[base].dimension;
    for (uint32_t i = 0; i < *n; i++) {
        const struct unit_base *mine = &t->base.at[at[i].base];
        if (mine->dimension != dimension)
            continue;
        struct fraction step;
        if (!fraction_divide(t->base.at[base].factor, mine->factor, &step))
            return false;
        for (int k = power < 0 ? -power : power; k > 0; k--)
            if (!(power > 0 ? fraction_multiply
                            : fraction_divide)(*factor, step, factor))
                return false;
        at[i].power += power;
        if (at[i].power == 0) {
            for (uint32_t j = i + 1; j < *n; j++)
                at[j - 1] = at[j];
            --*n;
        }
        return true;
    }
    if (*n == POWERS_MOST)
        return false;
    at[(*n)++] = (struct unit_power){base, power};
    return true;
}

bool
unit_read(struct unit_table *t, atom text, unit_id *unit, struct str *wrong)
{
    struct unit_power at[POWERS_MOST];
    struct fraction factor = {1, 1};
    uint32_t n = 0, from = 0;
    struct str s = atom_str(t->atoms, text);
    int power = 1;
    if (text == 0) {
        *unit = UNIT_ONE;
        return true;
    }
    for (uint32_t i = 0; i <= s.len; i++) {
        if (i < s.len && s.at[i] != '/')
            continue;
        struct str name = str_cut(s, from, i - from);
        uint32_t base = base_find(t, atom_find(t->atoms, name));
        *wrong = name;
        if (!base || !powers_add(t, at, &n, base - 1, power, &factor))
            return false;
        from = i + 1;
        power = -1;
    }
    *unit = product_of(t, at, n);
    return true;
}

bool
unit_multiply(struct unit_table *t, unit_id a, unit_id b, int power,
              unit_id *result, struct fraction *factor)
{
    struct unit_power at[POWERS_MOST];
    uint32_t n = 0;
    *factor = (struct fraction){1, 1};
    for (uint32_t i = 0; i < t->product.at[a].n; i++)
        at[n++] = t->product.at[a].at[i];
    for (uint32_t i = 0; i < t->product.at[b].n; i++) {
        struct unit_power p = t->product.at[b].at[i];
        if (!powers_add(t, at, &n, p.base, p.power * power, factor))
            return false;
    }
    *result = product_of(t, at, n);
    return true;
}

/* FACTOR times or by F, POWER times. */
static bool
factor_power(struct fraction *factor, struct fraction f, int power)
{
    for (; power > 0; power--)
        if (!fraction_multiply(*factor, f, factor))
            return false;
    for (; power < 0; power++)
        if (!fraction_divide(*factor, f, factor))
            return false;
    return true;
}

/* The power of DIMENSION in P, and its factor in *OF. */
static int
dimension_power(const struct unit_table *t, const struct unit_product *p,
                uint32_t dimension, struct fraction *of)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (t->base.at[p->at[i].base].dimension == dimension) {
            *of = t->base.at[p->at[i].base].factor;
            return p->at[i].power;
        }
    return 0;
}

/* Multiplies FACTOR by what the units of FROM weigh beside those of TO;
 * false when a dimension of FROM has another power in TO. */
static bool
dimensions_fit(const struct unit_table *t, const struct unit_product *from,
               const struct unit_product *to, bool weigh,
               struct fraction *factor)
{
    for (uint32_t i = 0; i < from->n; i++) {
        const struct unit_base *base = &t->base.at[from->at[i].base];
        struct fraction other;
        int power = from->at[i].power;
        if (base->dimension == DIMENSION_ONE) {
            if (!factor_power(factor, base->factor, weigh ? power : -power))
                return false;
            continue;
        }
        if (dimension_power(t, to, base->dimension, &other) != power)
            return false;
        if (weigh && (!factor_power(factor, base->factor, power) ||
                      !factor_power(factor, other, -power)))
            return false;
    }
    return true;
}

bool
unit_convert(const struct unit_table *t, unit_id from, unit_id to,
             struct fraction *factor)
{
    *factor = (struct fraction){1, 1};
    if (from == to)
        return true;
    return dimensions_fit(t, &t->product.at[from], &t->product.at[to], true,
                          factor) &&
           dimensions_fit(t, &t->product.at[to], &t->product.at[from], false,
                          factor);
}

bool
unit_is_single(const struct unit_table *t, unit_id u)
{
    const struct unit_product *p = &t->product.at[u];
    return p->n == 0 || (p->n == 1 && p->at[0].power == 1);
}

bool
unit_is_money(const struct unit_table *t, unit_id u)
{
    const struct unit_product *p = &t->product.at[u];
    for (uint32_t i = 0; i < p->n; i++)
        if (t->base.at[p->at[i].base].money && p->at[i].power == 1)
            return true;
    return false;
}

bool
unit_is_one(const struct unit_table *t, unit_id u)
{
    const struct unit_product *p = &t->product.at[u];
    for (uint32_t i = 0; i < p->n; i++)
        if (t->base.at[p->at[i].base].dimension != DIMENSION_ONE)
            return false;
    return true;
}

struct str
unit_text(const struct unit_table *t, unit_id u)
{
    return atom_str(t->atoms, t->product.at[u].text);
}

struct str
unit_nearest(const struct unit_table *t, struct str name)
{
    uint32_t best = 2 < name.len / 3 ? 2 : 1;
    struct str found = {"", 0};
    for (uint32_t i = 0; i < t->base.n; i++) {
        struct str known = atom_str(t->atoms, t->base.at[i].name);
        uint32_t far = utf8_distance(name, known, best);
        if (far <= best && !(found.len && far == best)) {
            best = far;
            found = known;
        }
    }
    return found;
}

unit_id
unit_named(struct unit_table *t, const char *name)
{
    unit_id unit = UNIT_ONE;
    struct str wrong;
    unit_read(t, atom_of(t->atoms, str_of(name)), &unit, &wrong);
    return unit;
}

struct str
unit_text_in(struct unit_table *t, unit_id u, bool english)
{
    const struct unit_product *p = &t->product.at[u];
    atom plain = t->base.at[0].zh; /* 60个 in English is 60 */
    if (english && p->n == 1 && p->at[0].power == 1 &&
        t->base.at[p->at[0].base].zh == plain)
        return STR("");
    return product_text(t, p->at, p->n, english ? NAME_EN : NAME_ZH);
}

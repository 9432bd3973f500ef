#include "lang/constant.h"

#include "lang/declare.h"
#include "lang/unknown.h"

bool
literal_type(struct model *m, const struct node *number, struct vtype *type,
             wide *value)
{
    const struct literal *l = number->literal;
    struct str wrong;
    if (l->wrong) {
        *type = (struct vtype){.kind = V_POISON};
        return false;
    }
    *type = (struct vtype){.kind = V_NUMBER, .scale = l->scale};
    *value = l->coefficient;
    while (type->scale && *value % 10 == 0) {
        *value /= 10;
        type->scale--;
    }
    if (unit_read(&m->units, l->unit, &type->unit, &wrong))
        return true;
    unknown_unit_of(m, number, wrong);
    *type = (struct vtype){.kind = V_POISON};
    return false;
}

/* VALUE of type FROM as a coefficient of TO, exactly. */
static bool
number_fit(struct model *m, const struct node *n, struct vtype from,
           struct vtype to, wide *value)
{
    struct fraction factor;
    if (from.unit == UNIT_ONE)
        from.unit = to.unit;
    if (!unit_convert(&m->units, from.unit, to.unit, &factor)) {
        report(m->diags, UNIT_MISMATCH, .at = n->at,
               .arg = {unit_text(&m->units, to.unit),
                       unit_text(&m->units, from.unit)});
        return false;
    }
    struct fraction f;
    if (fraction_of(*value, wide_ten_to(from.scale), &f) &&
        fraction_multiply(f, factor, &f) &&
        wide_ten_to(to.scale) % f.den == 0 &&
        wide_multiply(f.num, wide_ten_to(to.scale) / f.den, value))
        return true;
    struct text places = {.arena = m->arena};
    text_add_unsigned(&places, to.scale);
    report(m->diags, TOO_MANY_PLACES, .at = n->at,
           .arg = {source_text(m->source, n->at), text_str(&places)});
    return false;
}

static void
not_a_number(struct model *m, const struct node *n, struct vtype type)
{
    if (n->kind == NODE_TRUTH || n->kind == NODE_DAY || n->kind == NODE_TEXT ||
        n->kind == NODE_PERIOD)
        report(m->diags, NOT_OF_TYPE, .at = n->at,
               .arg = {vtype_words(m, type)});
    else if (n->kind != NODE_WRONG)
        report(m->diags, NOT_CONSTANT, .at = n->at);
}

bool
constant_number(struct model *m, const struct node *n, struct vtype type,
                wide *value)
{
    struct vtype own;
    if (n->kind == NODE_NEGATE) {
        if (!constant_number(m, n->kid[0], type, value))
            return false;
        *value = -*value;
        return true;
    }
    if (n->kind != NODE_NUMBER) {
        not_a_number(m, n, type);
        return false;
    }
    return literal_type(m, n, &own, value) &&
           number_fit(m, n, own, type, value);
}

static bool
constant_member(struct model *m, const struct node *n, struct vtype type,
                struct cell *value)
{
    const struct entity *e = m->entity.at[type.entity];
    int32_t at = n->kind == NODE_NAME ? entity_member(e, n->name) : -1;
    if (at < 0) {
        unknown_member(m, n->at, source_text(m->source, n->at), e);
        return false;
    }
    *value = cell_value(e->member.n <= 64 ? (wide)1 << at : at);
    if (e->member.n <= 64)
        value->hi = 0;
    return true;
}

/* A period of another kind that names the same days is the same period. */
static bool
constant_period(const struct node *n, struct vtype type, struct cell *value)
{
    if (n->kind != NODE_PERIOD || n->form != type.period)
        return false;
    *value = cell_value(n->day);
    return true;
}

/* A share: a number, or one number over another. */
static bool
constant_fraction(struct model *m, const struct node *n, struct vtype type,
                  struct fraction *value)
{
    struct fraction top, bottom;
    struct vtype own, plain = {.kind = V_FRACTION};
    wide number;
    if (n->kind == NODE_NEGATE) {
        bool fine = constant_fraction(m, n->kid[0], type, value);
        value->num = -value->num;
        return fine;
    }
    if (n->kind == NODE_BINARY && n->form == BINARY_DIVIDE) {
        if (!constant_fraction(m, n->kid[0], type, &top) ||
            !constant_fraction(m, n->kid[1], plain, &bottom))
            return false;
        bool fine = bottom.num != 0 && fraction_divide(top, bottom, value);
        if (!fine)
            report(m->diags, NOT_OF_TYPE, .at = n->at,
                   .arg = {vtype_words(m, type)});
        return fine;
    }
    if (n->kind != NODE_NUMBER) {
        not_a_number(m, n, type);
        return false;
    }
    if (!literal_type(m, n, &own, &number))
        return false;
    struct fraction factor;
    if (own.unit == UNIT_ONE)
        own.unit = type.unit;
    if (!unit_convert(&m->units, own.unit, type.unit, &factor)) {
        report(m->diags, UNIT_MISMATCH, .at = n->at,
               .arg = {unit_text(&m->units, type.unit),
                       unit_text(&m->units, own.unit)});
        return false;
    }
    return fraction_of(number, wide_ten_to(own.scale), &top) &&
           fraction_multiply(top, factor, value);
}

static bool
constant_plain(struct model *m, const struct node *n, struct vtype type,
               struct cell *value)
{
    wide number;
    switch ((enum vkind)type.kind) {
    case V_NUMBER:
        if (!constant_number(m, n, type, &number))
            return false;
        *value = cell_value(number);
        return true;
    case V_TRUTH:
        *value = cell_value(n->form);
        if (n->kind == NODE_TRUTH)
            return true;
        break;
    case V_DATE:
        *value = cell_value(n->day);
        if (n->kind == NODE_DAY)
            return true;
        break;
    case V_PERIOD:
        if (constant_period(n, type, value))
            return true;
        break;
    case V_MEMBER:
        return constant_member(m, n, type, value);
    case V_TEXT:
        if (n->kind == NODE_TEXT) {
            struct str *text = arena_new(m->arena, struct str);
            *text = n->text;
            *value = cell_value((wide)(uintptr_t)text);
            return true;
        }
        break;
    case V_FRACTION: {
        struct fraction *own = arena_new(m->arena, struct fraction);
        *value = cell_value((wide)(uintptr_t)own);
        return constant_fraction(m, n, type, own);
    }
    case V_LIST:
    case V_NONE:
    case V_POISON:
        break;
    }
    report(m->diags, NOT_OF_TYPE, .at = n->at, .arg = {vtype_words(m, type)});
    return false;
}

bool
constant_cell(struct model *m, const struct node *n, struct vtype type,
              struct cell *value)
{
    if (n->kind == NODE_WRONG || type.kind == V_POISON)
        return false;
    if (n->kind != NODE_NONE)
        return constant_plain(m, n, type, value);
    if (!type.optional)
        report(m->diags, NONE_NOT_ALLOWED, .at = n->at,
               .arg = {vtype_words(m, type)});
    *value = cell_none();
    return type.optional;
}

/* The number without its unit, when the unit may stand with the other. */
static struct span
number_alone(const struct node *n, bool alone)
{
    struct span at = n->at;
    if (alone && n->kind == NODE_NUMBER && n->literal->unit)
        at.hi = n->literal->unit_at.lo;
    return at;
}

void
report_reversed(struct model *m, const struct node *n)
{
    const struct node *low = n->kid[0], *high = n->kid[1];
    struct text swapped = {.arena = m->arena};
    bool shared = low->kind == NODE_NUMBER && !low->literal->unit;
    struct span a = low->at, b = number_alone(high, shared);
    text_add(&swapped, source_text(m->source, (struct span){n->at.lo, a.lo}));
    text_add(&swapped, source_text(m->source, b));
    text_add(&swapped, source_text(m->source, (struct span){a.hi, b.lo}));
    text_add(&swapped, source_text(m->source, a));
    text_add(&swapped, source_text(m->source, (struct span){b.hi, n->at.hi}));
    report(m->diags, RANGE_REVERSED, .at = n->at,
           .arg = {source_text(m->source, n->at), text_str(&swapped)},
           .fix = {n->at, text_str(&swapped), false});
}

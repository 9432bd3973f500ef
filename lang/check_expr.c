/* The types of expressions. */
#include "lang/check.h"

const struct vtype vtype_poison = {.kind = V_POISON};
const struct vtype vtype_truth = {.kind = V_TRUTH};

struct vtype
typed(struct checker *c, struct node *n, struct vtype t)
{
    n->type = vtype_of(&c->m->types, t);
    return t;
}

static bool
is_number(struct vtype t)
{
    return t.kind == V_NUMBER || t.kind == V_FRACTION;
}

static struct vtype
mismatch(struct checker *c, const struct node *n, struct vtype a,
         struct vtype b)
{
    if ((a.kind == V_DATE && b.kind == V_PERIOD) ||
        (a.kind == V_PERIOD && b.kind == V_DATE)) {
        report(c->diags, DAY_OR_PERIOD, .at = n->at);
        return vtype_poison;
    }
    report(c->diags, TYPE_MISMATCH, .at = n->at,
           .arg = {vtype_words(c->m, a), vtype_words(c->m, b)});
    return vtype_poison;
}

struct vtype
check_value(struct checker *c, struct node *n, const struct vtype *want)
{
    struct vtype t = check_expr(c, n, want);
    if (is_poison(t))
        return t;
    if (t.many) {
        report(c->diags, MANY_VALUES, .at = n->at);
        return typed(c, n, vtype_poison);
    }
    if (t.optional) {
        report(c->diags, MAY_BE_NONE, .at = n->at,
               .arg = {source_text(c->m->source, n->at)});
        return vtype_poison;
    }
    return t;
}

void
check_condition(struct checker *c, struct node *n)
{
    struct vtype t = check_value(c, n, NULL);
    if (!is_poison(t) && t.kind != V_TRUTH)
        report(c->diags, NOT_A_CONDITION, .at = n->at,
               .arg = {vtype_words(c->m, t)});
}

/* A number of type T whose values were multiplied by FACTOR. */
static struct vtype
number_scaled(struct checker *c, const struct node *n, struct vtype t,
              struct fraction factor)
{
    if (vtype_scale(&t, factor))
        return t;
    report(c->diags, TOO_MANY_DIGITS, .at = n->at);
    return vtype_poison;
}

/* 18岁, 18 years_old. */
static struct str
with_unit(struct checker *c, struct str number, struct str unit)
{
    struct text words = {.arena = c->m->arena};
    text_add(&words, number);
    if ((unsigned char)unit.at[0] < 128)
        text_add_char(&words, ' ');
    text_add(&words, unit);
    return text_str(&words);
}

/* One operand of N is a number written without a unit: says which is meant. */
static bool
report_no_unit(struct checker *c, const struct node *n, struct vtype a,
               struct vtype b)
{
    bool right = unit_is_one(&c->m->units, b.unit);
    const struct node *bare = n->n == 2 ? n->kid[right] : NULL;
    unit_id unit = right ? a.unit : b.unit;
    if (!bare || bare->kind != NODE_NUMBER || bare->literal->unit ||
        unit_is_one(&c->m->units, unit))
        return false;
    struct str number = source_text(c->m->source, bare->at);
    struct str word = unit_text(&c->m->units, unit);
    struct str mended = with_unit(c, number, word);
    report(c->diags, UNIT_NOT_WRITTEN, .at = bare->at,
           .arg = {number, word, mended}, .fix = {bare->at, mended});
    return true;
}

static struct vtype
number_unify(struct checker *c, const struct node *n, struct vtype a,
             struct vtype b)
{
    struct vtype both = vtype_poison;
    switch (vtype_meet(&c->m->units, a, b, &both)) {
    case MEET_OK:
        break;
    case MEET_UNITS:
        if (!report_no_unit(c, n, a, b))
            report(c->diags, UNIT_MISMATCH, .at = n->at,
                   .arg = {vtype_words(c->m, a), vtype_words(c->m, b)});
        break;
    case MEET_DIGITS:
        report(c->diags, TOO_MANY_DIGITS, .at = n->at);
        break;
    }
    return both;
}

struct vtype
check_unify(struct checker *c, const struct node *n, struct vtype a,
            struct vtype b)
{
    bool optional = a.optional || b.optional;
    struct vtype t = a;
    if (is_poison(a) || is_poison(b))
        return vtype_poison;
    if (a.kind == V_NONE)
        t = b;
    else if (b.kind == V_NONE)
        t = a;
    else if (is_number(a) && is_number(b))
        t = number_unify(c, n, a, b);
    else if (a.kind != b.kind || a.entity != b.entity || a.period != b.period)
        return mismatch(c, n, a, b);
    if (is_poison(t))
        return t;
    t.optional = optional;
    return t;
}

/* A over B as a unit to multiply by; empty when it has a divisor. */
static struct str
unit_over(struct checker *c, unit_id a, unit_id b)
{
    struct unit_table *t = &c->m->units;
    struct fraction factor;
    unit_id over;
    if (!unit_multiply(t, a, b, -1, &over, &factor))
        return STR("");
    for (uint32_t i = 0; i < t->product.at[over].n; i++)
        if (t->product.at[over].at[i].power < 0)
            return STR("");
    return unit_text(t, over);
}

static struct str
unit_words(struct checker *c, struct vtype t)
{
    struct text plain = {.arena = c->m->arena};
    struct str unit = unit_text(&c->m->units, t.unit);
    diag_word_add(&plain, WORD_PLAIN_NUMBER);
    return unit.len ? unit : text_str(&plain);
}

/* The result has another unit than was declared: what lacks may be plain. */
static void
report_unit(struct checker *c, const struct node *n, struct vtype got,
            struct vtype want)
{
    struct str times = unit_over(c, want.unit, got.unit);
    struct str by = unit_over(c, got.unit, want.unit);
    struct str to = unit_words(c, want), from = unit_words(c, got);
    bool written = n->kind == NODE_NUMBER;
    if (times.len && !written)
        report(c->diags, UNIT_LACKS, .at = n->at, .arg = {to, from, times});
    else if (by.len && !written)
        report(c->diags, UNIT_EXTRA, .at = n->at, .arg = {to, from, by});
    else
        report(c->diags, UNIT_WANTED, .at = n->at, .arg = {to, from});
}

/* Number to number, with room for the places; reports when not. */
static bool
number_fits(struct checker *c, const struct node *n, struct vtype got,
            struct vtype want)
{
    struct fraction factor;
    got.optional = want.optional = false;
    if (!unit_convert(&c->m->units, got.unit, want.unit, &factor)) {
        report_unit(c, n, got, want);
        return false;
    }
    if (want.kind == V_FRACTION)
        return true;
    struct vtype as = number_scaled(c, n, got, factor);
    if (as.kind == V_FRACTION) {
        report(c->diags, FRACTION_STORED, .at = n->at,
               .arg = {vtype_words(c->m, want)});
        return false;
    }
    if (as.scale <= want.scale)
        return !is_poison(as);
    struct text step = {.arena = c->m->arena}, places = step;
    decimal_write(&step, 1, want.scale);
    text_add(&step, unit_text(&c->m->units, want.unit));
    text_add_unsigned(&places, want.scale);
    report(
        c->diags, PLACES_STORED, .at = n->at,
        .arg = {vtype_words(c->m, want), text_str(&places), text_str(&step)});
    return false;
}

bool
check_fits(struct checker *c, const struct node *n, struct vtype got,
           struct vtype want)
{
    if (is_poison(got) || is_poison(want))
        return false;
    if (got.many) {
        report(c->diags, MANY_VALUES, .at = n->at);
        return false;
    }
    if (got.optional && !want.optional) {
        report(c->diags, MAY_BE_NONE, .at = n->at,
               .arg = {source_text(c->m->source, n->at)});
        return false;
    }
    if (got.kind == V_NONE)
        return true;
    if (is_number(got) && is_number(want))
        return number_fits(c, n, got, want);
    if (got.kind == want.kind && got.entity == want.entity &&
        got.period == want.period)
        return true;
    mismatch(c, n, want, got);
    return false;
}

static struct vtype
check_sum(struct checker *c, struct node *n, struct vtype a, struct vtype b)
{
    struct fraction days;
    unit_id day = unit_named(&c->m->units, "日");
    if (is_number(a) && is_number(b))
        return number_unify(c, n, a, b);
    if (a.kind == V_DATE && b.kind == V_DATE && n->form == BINARY_SUBTRACT)
        return (struct vtype){.kind = V_NUMBER, .unit = day};
    if (a.kind == V_DATE && b.kind == V_NUMBER && b.scale == 0) {
        if (unit_convert(&c->m->units, b.unit, day, &days) && days.den == 1 &&
            !unit_is_one(&c->m->units, b.unit))
            return a;
        report(c->diags, MONTH_END, .at = n->at);
        return vtype_poison;
    }
    return mismatch(c, n, a, b);
}

static struct vtype
check_product(struct checker *c, struct node *n, struct vtype a, struct vtype b)
{
    struct unit_table *units = &c->m->units;
    int power = n->form == BINARY_DIVIDE ? -1 : 1;
    struct fraction factor;
    struct vtype t = {.kind = V_NUMBER};
    if (!is_number(a) || !is_number(b))
        return mismatch(c, n, a, b);
    if (power == 1 && unit_is_money(units, a.unit) &&
        unit_is_money(units, b.unit)) {
        report(c->diags, MONEY_SQUARED, .at = n->at);
        return vtype_poison;
    }
    if (!unit_multiply(units, a.unit, b.unit, power, &t.unit, &factor) ||
        a.scale + b.scale > NUMBER_DIGITS) {
        report(c->diags, TOO_MANY_DIGITS, .at = n->at);
        return vtype_poison;
    }
    t.scale = (uint8_t)(a.scale + b.scale);
    if (power == -1 || a.kind == V_FRACTION || b.kind == V_FRACTION) {
        t.kind = V_FRACTION;
        t.scale = 0;
        return t;
    }
    return number_scaled(c, n, t, factor);
}

static struct vtype
check_binary(struct checker *c, struct node *n)
{
    struct vtype a = check_value(c, n->kid[0], NULL);
    struct vtype b = check_value(c, n->kid[1], NULL);
    if (is_poison(a) || is_poison(b))
        return vtype_poison;
    switch ((enum binary)n->form) {
    case BINARY_ADD:
    case BINARY_SUBTRACT:
        return check_sum(c, n, a, b);
    case BINARY_MULTIPLY:
    case BINARY_DIVIDE:
        return check_product(c, n, a, b);
    }
    return vtype_poison;
}

static bool
is_ordered(struct vtype t)
{
    return is_number(t) || t.kind == V_DATE || t.kind == V_PERIOD;
}

/* X = 无 is written X 无值. */
static void
report_none_compared(struct checker *c, const struct node *n)
{
    static const char *const words[][2] = {{" 无值", " has_none"},
                                           {" 有值", " has_value"}};
    struct span behind = {n->kid[0]->at.hi, n->kid[1]->at.hi};
    struct str sign =
        source_text(c->m->source, (struct span){behind.lo, n->kid[1]->at.lo});
    struct str none = source_text(c->m->source, n->kid[1]->at);
    bool english = none.len && (unsigned char)none.at[0] < 0x80;
    struct fix fix = {behind, str_of(words[n->form == COMPARE_NE][english]),
                      n->form > COMPARE_NE};
    for (uint32_t i = 0; i < sign.len; i++)
        if (sign.at[i] == ')' || str_starts(str_from(sign, i), STR("）")))
            fix = (struct fix){0};
    report(c->diags, NONE_COMPARED, .at = n->kid[1]->at, .fix = fix);
}

static struct vtype
check_compare(struct checker *c, struct node *n)
{
    struct vtype a = check_value(c, n->kid[0], NULL);
    if (n->kid[1]->kind == NODE_NONE) {
        report_none_compared(c, n);
        return vtype_truth;
    }
    /* 甲 是 乙: what is not known on the left may tell what is on the right. */
    bool blind = c->blind;
    c->blind |= is_poison(a) && n->kid[1]->kind == NODE_NAME;
    struct vtype b = check_value(c, n->kid[1], &a);
    c->blind = blind;
    if (is_poison(a) || is_poison(b))
        return vtype_truth;
    struct vtype both = check_unify(c, n, a, b);
    if (!is_poison(both) && n->form > COMPARE_NE && !is_ordered(both))
        report(c->diags, NOT_ORDERED, .at = n->at,
               .arg = {vtype_words(c->m, both)});
    return vtype_truth;
}

static void
check_bound(struct checker *c, struct node *n, struct vtype subject, bool cell)
{
    struct vtype own;
    wide ignored;
    if (!n)
        return;
    if (cell && n->kind == NODE_NUMBER && !n->literal->unit &&
        is_number(subject)) {
        if (literal_type(c->m, n, &own, &ignored)) {
            own.unit = subject.unit;
            typed(c, n, own);
        }
        return;
    }
    struct vtype t = check_value(c, n, &subject);
    if (!is_poison(t))
        check_unify(c, n, subject, t);
}

/* In 50-99个 the unit is that of both ends. */
static void
check_bounds(struct checker *c, struct node *n, struct vtype subject, bool cell)
{
    struct node *low = node_kid(n, 0), *high = node_kid(n, 1);
    check_bound(c, high, subject, cell);
    bool bare = low && low->kind == NODE_NUMBER && !low->literal->unit;
    if (bare && high && high->kind == NODE_NUMBER && high->literal->unit) {
        struct vtype unit = vtype_get(&c->m->types, high->type);
        check_bound(c, low, is_number(unit) ? unit : subject, true);
    } else {
        check_bound(c, low, subject, cell);
    }
}

/* 99-50, when both ends are written out. */
static void
check_reversed(struct checker *c, const struct node *n, struct vtype subject)
{
    struct vtype a, b;
    wide low, high;
    const struct node *from = node_kid(n, 0), *to = node_kid(n, 1);
    bool empty = false;
    if (!from || !to || from->kind != to->kind)
        return;
    if (from->kind == NODE_DAY) {
        empty = from->day > to->day;
    } else if (from->kind == NODE_NUMBER && is_number(subject) && from->type &&
               to->type) {
        a = vtype_get(&c->m->types, from->type);
        b = vtype_get(&c->m->types, to->type);
        struct fraction factor, x, y;
        literal_type(c->m, from, &a, &low);
        literal_type(c->m, to, &b, &high);
        if (a.unit == UNIT_ONE)
            a.unit = b.unit;
        if (!unit_convert(&c->m->units, a.unit, b.unit, &factor) ||
            !fraction_of(low, wide_ten_to(a.scale), &x) ||
            !fraction_of(high, wide_ten_to(b.scale), &y) ||
            !fraction_multiply(x, factor, &x))
            return;
        int order = fraction_compare(x, y);
        empty = order > 0 ||
                (order == 0 && (n->flags & (FLAG_LOW_OPEN | FLAG_HIGH_OPEN)));
    }
    if (empty)
        report_reversed(c->m, n);
}

void
check_test(struct checker *c, struct node *n, struct vtype subject, bool cell)
{
    struct vtype plain = subject;
    plain.optional = false;
    typed(c, n, plain);
    if (n->kind == NODE_NOT) {
        check_test(c, n->kid[0], subject, cell);
    } else if (n->kind == NODE_RANGE) {
        if (!is_ordered(plain) && !is_poison(plain))
            report(c->diags, NOT_ORDERED, .at = n->at,
                   .arg = {vtype_words(c->m, plain)});
        else
            check_bounds(c, n, plain, cell);
        check_reversed(c, n, plain);
    } else if (n->kind == NODE_NONE) {
        if (!subject.optional && !is_poison(subject))
            report(c->diags, NEVER_NONE, .at = n->at);
    } else {
        check_bound(c, n, plain, cell);
    }
}

static struct vtype
check_in(struct checker *c, struct node *n)
{
    struct vtype subject = check_value(c, n->kid[0], NULL);
    for (uint32_t i = 1; i < n->n; i++)
        if (n->kid[i]->kind != NODE_AWAITING)
            check_test(c, n->kid[i], subject, false);
    if ((n->flags & FLAG_OPEN) && !n->meaning)
        n->meaning = check_finding(c, n);
    return vtype_truth;
}

static struct vtype
check_if(struct checker *c, struct node *n, const struct vtype *want)
{
    check_condition(c, n->kid[0]);
    struct vtype a = check_expr(c, n->kid[1], want);
    struct vtype b = check_expr(c, n->kid[2], want);
    return check_unify(c, n, a, b);
}

static struct vtype
check_if_none(struct checker *c, struct node *n, const struct vtype *want)
{
    struct vtype a = check_expr(c, n->kid[0], want);
    if (!is_poison(a) && !a.optional && !c->diags->errors)
        report(c->diags, NEVER_NONE, .at = n->kid[0]->at);
    struct vtype b = check_expr(c, n->kid[1], &a);
    bool optional = b.optional;
    struct vtype t = check_unify(c, n, a, b);
    if (!is_poison(t))
        t.optional = optional;
    return t;
}

static struct vtype
check_has(struct checker *c, struct node *n)
{
    struct vtype t = check_expr(c, n->kid[0], NULL);
    if (t.many)
        report(c->diags, MANY_VALUES, .at = n->kid[0]->at);
    else if (!is_poison(t) && !t.optional)
        report(c->diags, NEVER_NONE, .at = n->kid[0]->at);
    return vtype_truth;
}

/* 四舍五入 到 元: one of it is meant. */
static bool
report_unit_alone(struct checker *c, const struct node *place)
{
    unit_id unit;
    struct str wrong, word = source_text(c->m->source, place->at);
    if (place->kind != NODE_NAME ||
        !unit_read(&c->m->units, place->name, &unit, &wrong))
        return false;
    struct str mended = with_unit(c, STR("1"), word);
    report(c->diags, ROUND_UNIT, .at = place->at, .arg = {word, mended},
           .fix = {place->at, mended});
    return true;
}

/* 四舍五入 到 0.01元: the place is a written number. */
static struct vtype
check_round(struct checker *c, struct node *n)
{
    struct vtype t = check_value(c, n->kid[0], NULL), step;
    struct node *place = n->kid[1];
    wide value;
    if (place->kind == NODE_WRONG || is_poison(t))
        return vtype_poison;
    if (!is_number(t))
        return mismatch(c, n->kid[0], (struct vtype){.kind = V_NUMBER}, t);
    if (place->kind != NODE_NUMBER) {
        if (!report_unit_alone(c, place))
            report(c->diags, NOT_CONSTANT, .at = place->at);
        return vtype_poison;
    }
    if (!literal_type(c->m, place, &step, &value))
        return vtype_poison;
    if (value <= 0) {
        report(c->diags, ROUND_PLACE, .at = place->at);
        return vtype_poison;
    }
    if (step.unit == UNIT_ONE)
        step.unit = t.unit;
    typed(c, place, step);
    return is_poison(number_unify(c, n, t, step)) ? vtype_poison : step;
}

static struct vtype
check_at(struct checker *c, struct node *n, const struct vtype *want)
{
    struct scope day = {.outer = c->scope, .day = true};
    struct vtype when = check_value(c, n->kid[1], NULL);
    if (!is_poison(when) && when.kind != V_DATE && when.kind != V_PERIOD)
        mismatch(c, n->kid[1], (struct vtype){.kind = V_DATE}, when);
    if (when.kind == V_PERIOD)
        day.period = when.period;
    c->scope = &day;
    struct vtype t = check_expr(c, n->kid[0], want);
    c->scope = day.outer;
    return t;
}

static struct vtype
check_this(struct checker *c, struct node *n)
{
    uint8_t depth = 0;
    struct scope *s = c->scope;
    while (s && s->outer) {
        depth += s->row != NULL;
        s = s->outer;
    }
    /* 本 is the row of 对, however deep inside an aggregate. */
    if (!s || !s->row || s->row->form == ENTITY_CASE) {
        if (!scope_astray(c))
            report(c->diags, NO_THIS, .at = n->at);
        return vtype_poison;
    }
    ref_new(c, n, REF_ROW)->depth = depth;
    return (struct vtype){.kind = V_MEMBER, .entity = s->row->index};
}

static struct vtype
check_this_period(struct checker *c, struct node *n)
{
    struct scope *s = c->scope;
    while (s && !s->period)
        s = s->outer;
    if (s)
        return (struct vtype){.kind = V_PERIOD, .period = s->period};
    if (!scope_astray(c))
        report(c->diags, NO_THIS_PERIOD, .at = n->at);
    return vtype_poison;
}

static struct vtype
check_negate(struct checker *c, struct node *n)
{
    struct vtype t = check_value(c, n->kid[0], NULL);
    if (is_poison(t) || is_number(t))
        return t;
    return mismatch(c, n, (struct vtype){.kind = V_NUMBER}, t);
}

static struct vtype
check_cap(struct checker *c, struct node *n)
{
    struct vtype a = check_value(c, n->kid[0], NULL);
    struct vtype b = check_value(c, n->kid[1], NULL);
    struct vtype t = check_unify(c, n, a, b);
    if (!is_poison(t) && !is_ordered(t))
        report(c->diags, NOT_ORDERED, .at = n->at,
               .arg = {vtype_words(c->m, t)});
    return t;
}

static struct vtype
check_number(struct checker *c, struct node *n)
{
    struct vtype t;
    wide ignored;
    literal_type(c->m, n, &t, &ignored);
    return t;
}

static struct vtype
check_kind(struct checker *c, struct node *n, const struct vtype *want)
{
    switch (n->kind) {
    case NODE_NUMBER:
        return check_number(c, n);
    case NODE_DAY:
        return (struct vtype){.kind = V_DATE};
    case NODE_PERIOD:
        return (struct vtype){.kind = V_PERIOD, .period = n->form};
    case NODE_TEXT:
        return (struct vtype){.kind = V_TEXT};
    case NODE_TRUTH:
        return vtype_truth;
    case NODE_NONE:
        return (struct vtype){.kind = V_NONE, .optional = true};
    case NODE_NAME:
        return check_name(c, n, want);
    case NODE_THIS:
        return check_this(c, n);
    case NODE_THIS_PERIOD:
        return check_this_period(c, n);
    case NODE_PATH:
        return check_path(c, n);
    case NODE_CALL:
        return check_call(c, n);
    case NODE_BINARY:
        return check_binary(c, n);
    case NODE_NEGATE:
        return check_negate(c, n);
    case NODE_OR:
        check_or(c, n);
        return vtype_truth;
    case NODE_AND:
        for (uint32_t i = 0; i < n->n; i++)
            check_condition(c, n->kid[i]);
        return vtype_truth;
    case NODE_NOT:
        check_condition(c, n->kid[0]);
        return vtype_truth;
    case NODE_COMPARE:
        return check_compare(c, n);
    case NODE_IN:
        return check_in(c, n);
    case NODE_IF:
        return check_if(c, n, want);
    case NODE_ROUND:
        return check_round(c, n);
    case NODE_CAP:
        return check_cap(c, n);
    case NODE_IF_NONE:
        return check_if_none(c, n, want);
    case NODE_HAS:
        return check_has(c, n);
    case NODE_AT:
        return check_at(c, n, want);
    case NODE_AS_OF:
        return (struct vtype){.kind = V_DATE};
    case NODE_SAID:
        check_condition(c, n->kid[0]);
        return vtype_truth;
    default: /* the parser has said what is wrong */
        return vtype_poison;
    }
}

struct vtype
check_expr(struct checker *c, struct node *n, const struct vtype *want)
{
    return typed(c, n, check_kind(c, n, want));
}

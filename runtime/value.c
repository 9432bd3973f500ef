#include "runtime/value.h"

#include <string.h>

/* The domain of a number without a declared one, in whole units. */
#define IMPLICIT_END ((wide)999999999999999)

static const struct {
    const char *zh, *en;
} faults[] = {
    [FAULT_NO] = {"", ""},
#define FAULT(name, zh, en) [FAULT_##name] = {zh, en},
#include "lang/plan/fault.def"
#undef FAULT
};

struct str
fault_words(enum fault fault, enum language l)
{
    return str_of(l == LANGUAGE_EN ? faults[fault].en : faults[fault].zh);
}

struct str
fault_key(enum fault fault)
{
    static const char *const keys[] = {
        [FAULT_NO] = "",
        [FAULT_CONFLICT] = "conflict",
        [FAULT_DIVISION_BY_ZERO] = "division_by_zero",
        [FAULT_OVERFLOW] = "overflow",
        [FAULT_OUT_OF_DOMAIN] = "out_of_domain",
        [FAULT_NO_SUCH_DATE] = "no_such_date",
        [FAULT_BAD_WEIGHTS] = "bad_weights",
        [FAULT_SIGN_CHANGE] = "sign_change",
        [FAULT_BAD_EXPONENT] = "bad_exponent",
    };
    return str_of(keys[fault]);
}

static const struct {
    const char *key;
    enum phrase words;
} period_kinds[] = {
    [PERIOD_NONE] = {"", PHRASE_PERIOD},
    [PERIOD_DAY] = {"day", PHRASE_DAY_NAME},
    [PERIOD_MONTH] = {"month", PHRASE_MONTH_NAME},
    [PERIOD_QUARTER] = {"quarter", PHRASE_QUARTER_NAME},
    [PERIOD_HALF] = {"half", PHRASE_HALF_NAME},
    [PERIOD_YEAR] = {"year", PHRASE_YEAR_NAME},
    [PERIOD_ROSTER] = {"roster", PHRASE_ROSTER_NAME},
};

struct str
period_kind_key(enum period_kind kind)
{
    return str_of(period_kinds[kind].key);
}

struct str
period_kind_words(enum period_kind kind, enum language l)
{
    return phrase_str(period_kinds[kind].words, l);
}

struct str
unit_name(const struct plan *p, const struct type *t)
{
    return t->unit < p->units ? p->unit[t->unit] : STR("");
}

/* As S's language calls it; hand-made plans only have the unit as written. */
static struct str
unit_words(const struct speech *s, const struct type *t)
{
    const struct plan *p = s->plan;
    const struct str *names =
        s->language == LANGUAGE_EN ? p->unit_en : p->unit_zh;
    return names && t->unit < p->units ? names[t->unit] : unit_name(p, t);
}

/* ---- rows ---- */

struct str
row_id(const struct speech *s, uint32_t entity, uint32_t row)
{
    const struct plan_entity *e = &s->plan->entity[entity];
    if (e->roster)
        return row < e->members_n ? e->member[row] : STR("");
    if (!s->data || row >= s->data->table[entity].rows ||
        !s->data->table[entity].id)
        return STR("");
    return s->data->table[entity].id[row];
}

void
row_words(struct text *to, const struct speech *s, uint32_t entity,
          uint32_t row)
{
    struct str id = row_id(s, entity, row);
    struct text number = {.arena = to->arena};
    if (id.len) {
        text_add(to, id);
        return;
    }
    if (s->data && row >= s->data->table[entity].rows) {
        phrase_with(to, PHRASE_ROW_UNSEEN, s->language,
                    s->plan->entity[entity].name);
        return;
    }
    text_add_unsigned(&number, (uint64_t)row + 1);
    phrase_with(to, PHRASE_ROW_NUMBER, s->language, text_str(&number),
                s->plan->entity[entity].name);
}

enum tiao_kind
value_kind(const struct type *t)
{
    static const uint8_t kinds[] = {
        [REP_TRUTH] = TIAO_TRUTH,     [REP_NUMBER] = TIAO_NUMBER,
        [REP_FRACTION] = TIAO_NUMBER, [REP_DATE] = TIAO_DATE,
        [REP_PERIOD] = TIAO_PERIOD,   [REP_MEMBER] = TIAO_MEMBER,
        [REP_ROW] = TIAO_REFERENCE,   [REP_TEXT] = TIAO_TEXT,
        [REP_LIST] = TIAO_LIST,
    };
    return kinds[t->rep];
}

uint32_t
mask_count(wide mask)
{
    return (uint32_t)__builtin_popcountll((uint64_t)mask);
}

/* ---- exact ---- */

/* ENGLISH: where the roster has other words for it; machines read those. */
static void
mask_write(struct text *to, const struct speech *s, const struct type *t,
           wide mask, bool english)
{
    const struct str *words = s->plan->entity[t->entity].member_en;
    bool first = true;
    for (uint64_t left = (uint64_t)mask; left; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        if (!first)
            phrase_add(to, PHRASE_LIST, s->language);
        first = false;
        if (english && words)
            text_add(to, words[i]);
        else
            row_words(to, s, t->entity, i);
    }
}

static void
fraction_write(struct text *to, const struct fraction *f)
{
    decimal_write(to, f->num, 0);
    if (f->den != 1) {
        text_add_char(to, '/');
        decimal_write(to, f->den, 0);
    }
}

static void
list_write(struct text *to, const struct speech *s, const struct type *t,
           wide v, struct str divider,
           void (*item)(struct text *, const struct speech *,
                        const struct type *, wide))
{
    const struct cell_list *list = (const struct cell_list *)(uintptr_t)v;
    for (uint32_t i = 0; i < list->n; i++) {
        if (i)
            text_add(to, divider);
        item(to, s, &s->plan->type[t->element], list->at[i].lo);
    }
}

void
value_exact(struct text *to, const struct speech *s, const struct type *t,
            wide v)
{
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        text_add_z(to, v ? "true" : "false");
        return;
    case REP_NUMBER:
        decimal_write(to, v, t->scale);
        return;
    case REP_FRACTION:
        fraction_write(to, &FRACTION_AT(v));
        return;
    case REP_DATE:
        day_write(to, (int32_t)v);
        return;
    case REP_PERIOD:
        if (t->period == PERIOD_ROSTER)
            row_words(to, s, t->entity, (uint32_t)v);
        else
            period_write(to, t->period, (int32_t)v);
        return;
    case REP_MEMBER:
        mask_write(to, s, t, v, true);
        return;
    case REP_ROW:
        row_words(to, s, t->entity, (uint32_t)v);
        return;
    case REP_TEXT:
        text_add(to, *(const struct str *)(uintptr_t)v);
        return;
    case REP_LIST:
        list_write(to, s, t, v, STR("、"), value_exact);
        return;
    }
}

/* ---- words ---- */

/* A unit of money: whole ten thousands of it read as 5万元. */
static bool
unit_is_yuan(struct str unit)
{
    struct str yuan = STR("元");
    return str_starts(unit, yuan) &&
           (unit.len == yuan.len || unit.at[yuan.len] == '/');
}

void
unit_add(struct text *to, struct str unit)
{
    if (unit.len && !((unsigned char)unit.at[0] & 0x80) && unit.at[0] != '%')
        text_add_char(to, ' ');
    text_add(to, unit);
}

static void
number_words(struct text *to, const struct speech *s, const struct type *t,
             wide v)
{
    struct str unit = unit_words(s, t);
    wide one = wide_ten_to(t->scale), ten_thousand;
    if (s->language == LANGUAGE_ZH && unit_is_yuan(unit) && v &&
        wide_multiply(one, 10000, &ten_thousand) && v % ten_thousand == 0) {
        decimal_write_grouped(to, v / ten_thousand, 0);
        text_add(to, STR("万"));
    } else if (v % one == 0) {
        decimal_write_grouped(to, v / one, 0);
    } else {
        decimal_write_grouped(to, v, t->scale);
    }
    unit_add(to, unit);
}

/* A fraction with a short decimal form is written so: 0.25 rather than 1/4. */
static void
fraction_words(struct text *to, const struct speech *s, const struct type *t,
               const struct fraction *f)
{
    wide num = f->num, den = f->den;
    unsigned scale = 0;
    while (scale < 6 && den != 1) {
        wide g, next;
        if (!wide_multiply(num, 10, &next))
            break;
        g = wide_gcd(next, den);
        num = next / g;
        den /= g;
        scale++;
    }
    if (den == 1)
        decimal_write_grouped(to, num, scale);
    else
        fraction_write(to, f);
    unit_add(to, unit_words(s, t));
}

void
value_words(struct text *to, const struct speech *s, const struct type *t,
            wide v)
{
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        phrase_add(to, v ? PHRASE_YES : PHRASE_NO, s->language);
        return;
    case REP_NUMBER:
        number_words(to, s, t, v);
        return;
    case REP_FRACTION:
        fraction_words(to, s, t, &FRACTION_AT(v));
        return;
    case REP_TEXT:
        phrase_with(to, PHRASE_QUOTES, s->language,
                    *(const struct str *)(uintptr_t)v);
        return;
    case REP_LIST:
        list_write(to, s, t, v, phrase_str(PHRASE_LIST, s->language),
                   value_words);
        return;
    case REP_MEMBER:
        mask_write(to, s, t, v, s->language == LANGUAGE_EN);
        return;
    case REP_DATE:
    case REP_PERIOD:
    case REP_ROW:
        value_exact(to, s, t, v);
        return;
    }
}

/* ---- ranges and outcomes ---- */

bool
value_unbounded(const struct type *t, wide v)
{
    struct fraction f;
    wide end;
    if ((t->rep == REP_NUMBER || t->rep == REP_FRACTION) &&
        cell_no_bound(v, t->rep))
        return true;
    switch ((enum rep)t->rep) {
    case REP_NUMBER:
        if (!wide_multiply(IMPLICIT_END, wide_ten_to(t->scale), &end))
            return false;
        return v >= end || v <= -end;
    case REP_FRACTION:
        f = FRACTION_AT(v);
        return f.num / f.den >= IMPLICIT_END || f.num / f.den <= -IMPLICIT_END;
    case REP_DATE:
        return v <= DAY_FIRST || v >= DAY_LAST;
    case REP_TRUTH:
    case REP_PERIOD:
    case REP_MEMBER:
    case REP_ROW:
    case REP_TEXT:
    case REP_LIST:
        return false;
    }
    return false;
}

/* Is END, of the domain of a type, one that nobody declared? */
static bool
end_undeclared(const struct type *t, wide end)
{
    unsigned scale = t->rep == REP_NUMBER ? t->scale : 0;
    wide implicit;
    if (end >= WIDE_MAX || end <= -WIDE_MAX)
        return true;
    return wide_multiply(IMPLICIT_END, wide_ten_to(scale), &implicit) &&
           (end == implicit || end == -implicit);
}

bool
type_undeclared(const struct type *t)
{
    return (t->rep == REP_NUMBER || t->rep == REP_FRACTION) &&
           (end_undeclared(t, t->lo) || end_undeclared(t, t->hi));
}

static struct str
value_text(struct arena *a, const struct speech *s, const struct type *t,
           wide v)
{
    struct text text = {.arena = a};
    value_words(&text, s, t, v);
    return text_str(&text);
}

static void
interval_words(struct text *to, const struct speech *s, const struct type *t,
               struct cell cell, bool low, bool high)
{
    struct str lo = value_text(to->arena, s, t, cell.lo);
    struct str hi = value_text(to->arena, s, t, cell.hi);
    if (low && high && str_equal(lo, hi))
        text_add(to, lo);
    else if (low && high)
        phrase_with(to, PHRASE_RANGE, s->language, lo, hi);
    else if (low)
        phrase_with(to, PHRASE_AT_LEAST, s->language, lo);
    else if (high)
        phrase_with(to, PHRASE_AT_MOST, s->language, hi);
    else
        phrase_add(to, PHRASE_ANYTHING, s->language);
}

static void
range_words(struct text *to, const struct speech *s, const struct type *t,
            struct cell cell, bool low, bool high)
{
    struct cell value = cell;
    value.can = CAN_VALUE;
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        value_words(to, s, t, cell.hi);
        if (cell.lo != cell.hi) {
            phrase_add(to, PHRASE_OR, s->language);
            value_words(to, s, t, cell.lo);
        }
        return;
    case REP_NUMBER:
    case REP_FRACTION:
    case REP_DATE:
    case REP_PERIOD:
        interval_words(to, s, t, cell, low, high);
        return;
    case REP_MEMBER:
        mask_write(to, s, t, cell.lo, s->language == LANGUAGE_EN);
        return;
    case REP_ROW:
    case REP_TEXT:
    case REP_LIST:
        if (cell_known(value, t->rep))
            value_words(to, s, t, cell.lo);
        else
            phrase_add(to, PHRASE_ANYTHING, s->language);
        return;
    }
}

void
possible_words(struct text *to, const struct speech *s, const struct type *t,
               struct cell cell, bool low, bool high)
{
    uint32_t before = to->len;
    if (cell.can & CAN_NONE)
        phrase_add(to, t->rep == REP_NUMBER ? PHRASE_NOT_GRANTED : PHRASE_NONE,
                   s->language);
    if (cell.can & CAN_VALUE) {
        if (to->len > before)
            phrase_add(to, PHRASE_OR_LAST, s->language);
        range_words(to, s, t, cell, low, high);
    }
    if (cell.can & CAN_FAULT) {
        if (to->len > before)
            phrase_add(to, PHRASE_OR_LAST, s->language);
        phrase_add(to, PHRASE_FAULT_SHORT, s->language);
    }
}

void
outcome_words(struct text *to, const struct speech *s, const struct type *t,
              struct cell cell)
{
    if (!cell.can || !cell_known(cell, t->rep))
        phrase_add(to, PHRASE_NOT_KNOWN, s->language);
    else if (cell.can == CAN_NONE)
        phrase_add(to, PHRASE_NONE, s->language);
    else if (cell.can == CAN_FAULT)
        phrase_with(to, PHRASE_FAULT, s->language,
                    fault_words(cell.fault, s->language));
    else
        value_words(to, s, t, cell.lo);
}

void
outcome_exact(struct text *to, const struct speech *s, const struct type *t,
              struct cell cell)
{
    if (!cell.can || !cell_known(cell, t->rep) || cell.can == CAN_FAULT)
        return;
    if (cell.can == CAN_VALUE)
        value_exact(to, s, t, cell.lo);
}

/* ---- types ---- */

static struct str
number_type_name(struct arena *a, const struct type *t, enum language l)
{
    struct text text = {.arena = a};
    struct text places = {.arena = a};
    if (!t->scale)
        return phrase_str(PHRASE_INTEGER, l);
    text_add_unsigned(&places, t->scale);
    phrase_with(&text, PHRASE_DECIMAL, l, text_str(&places));
    return text_str(&text);
}

static void
number_type_words(struct text *to, const struct speech *s, const struct type *t)
{
    struct str unit = unit_words(s, t);
    bool low = !end_undeclared(t, t->lo), high = !end_undeclared(t, t->hi);
    if (unit_is_yuan(unit) && t->scale == 2) {
        text_add(to, unit);
    } else {
        text_add(to, number_type_name(to->arena, t, s->language));
        if (unit.len) {
            text_add_char(to, ' ');
            text_add(to, unit);
        }
    }
    if (low && high) {
        phrase_with(to, PHRASE_DOMAIN, s->language,
                    value_text(to->arena, s, t, t->lo),
                    value_text(to->arena, s, t, t->hi));
    } else if (low || high) {
        struct text end = {.arena = to->arena};
        interval_words(&end, s, t, (struct cell){.lo = t->lo, .hi = t->hi}, low,
                       high);
        phrase_with(to, PHRASE_BRACKETS, s->language, text_str(&end));
    }
}

void
type_words(struct text *to, const struct speech *s, const struct type *t)
{
    static const enum phrase plain[] = {
        [REP_TRUTH] = PHRASE_TRUTH,    [REP_FRACTION] = PHRASE_FRACTION,
        [REP_DATE] = PHRASE_DATE,      [REP_TEXT] = PHRASE_TEXT,
        [REP_LIST] = PHRASE_LIST_TYPE,
    };
    switch ((enum rep)t->rep) {
    case REP_NUMBER:
        number_type_words(to, s, t);
        break;
    case REP_PERIOD:
        text_add(to, period_kind_words(t->period, s->language));
        break;
    case REP_MEMBER:
        mask_write(to, s, t, t->lo, s->language == LANGUAGE_EN);
        break;
    case REP_ROW:
        text_add(to, s->plan->entity[t->entity].name);
        break;
    case REP_TRUTH:
    case REP_FRACTION:
    case REP_DATE:
    case REP_TEXT:
    case REP_LIST:
        phrase_add(to, plain[t->rep], s->language);
        if (t->rep == REP_FRACTION)
            unit_add(to, unit_words(s, t));
        break;
    }
    if (t->optional)
        phrase_add(to, PHRASE_OR_NONE, s->language);
}

/* Strict operators on any cells, made from the shape that op.def gives each
 * and from its scalar function. */
#include "lang/plan/scalar.h"

#include <string.h>

static const char *const shape[] = {
#define OP(name, operands, shape, because, zh, en) #shape,
#include "lang/plan/op.def"
#undef OP
};

/* The range of a result, or the faults instead of it. */
struct result {
    struct scalar lo, hi;
    unsigned fault; /* the least that is possible, or FAULT_NO */
    bool only_fault;
};

static void
result_fault(struct result *r, unsigned fault)
{
    if (fault != FAULT_NO && (r->fault == FAULT_NO || fault < r->fault))
        r->fault = fault;
}

/* Both ends as they are; nothing but a fault when both lie past the same end
 * of what there is. */
static struct result
result_of(struct scalar lo, struct scalar hi)
{
    struct result r = {.lo = lo, .hi = hi};
    result_fault(&r, lo.fault);
    result_fault(&r, hi.fault);
    r.only_fault = lo.fault != FAULT_NO && hi.fault != FAULT_NO &&
                   lo.side == hi.side && lo.side != 0;
    return r;
}

static struct result
result_range(wide lo, wide hi)
{
    return result_of(scalar_value(lo), scalar_value(hi));
}

static struct result
result_only(unsigned fault)
{
    return (struct result){.fault = fault, .only_fault = true};
}

/* Rising and falling operands: the ends come from ends. */
static struct result
range_monotone(const struct scalar_call *call, const struct cell *const *c,
               const char *how)
{
    wide lo[3] = {0}, hi[3] = {0};
    for (size_t i = 0; how[i] != '\0'; i++) {
        bool rising = how[i] == 'R';
        lo[i] = rising ? c[i]->lo : c[i]->hi;
        hi[i] = rising ? c[i]->hi : c[i]->lo;
    }
    return result_of(scalar_end(call, lo), scalar_end(call, hi));
}

/* The ends are among what the four corners give. */
static struct result
range_corners(const struct scalar_call *call, const struct cell *const *c)
{
    struct result r;
    bool only = true;
    unsigned fault = FAULT_NO;
    for (unsigned i = 0; i < 4; i++) {
        wide v[2] = {i & 1 ? c[0]->hi : c[0]->lo, i & 2 ? c[1]->hi : c[1]->lo};
        struct scalar s = scalar_end(call, v);
        enum rep rep = (enum rep)call->result->rep;
        if (i == 0 || value_compare(s.v, r.lo.v, rep) < 0)
            r.lo = s;
        if (i == 0 || value_compare(s.v, r.hi.v, rep) > 0)
            r.hi = s;
        only = only && s.fault != FAULT_NO;
        if (s.fault != FAULT_NO && (fault == FAULT_NO || s.fault < fault))
            fault = s.fault;
    }
    r.fault = fault;
    r.only_fault = only && r.lo.side == r.hi.side && r.lo.side != 0;
    return r;
}

static wide
whole_fraction(const struct scalar_call *call, wide number)
{
    return walk_fraction(call->walk, (struct fraction){number, 1});
}

static int
fraction_sign(wide v)
{
    wide num = FRACTION_AT(v).num;
    return (num > 0) - (num < 0);
}

static struct scalar
quotient(const struct scalar_call *call, wide x, wide y)
{
    wide v[] = {x, y};
    return scalar_end(call, v);
}

/* By a range that holds 0: near 0 the quotient has no bound. */
static struct result
range_divide(const struct scalar_call *call, const struct cell *const *c)
{
    struct fraction lo = FRACTION_AT(c[1]->lo), hi = FRACTION_AT(c[1]->hi);
    if (lo.num > 0 || hi.num < 0)
        return range_corners(call, c);
    if (lo.num == 0 && hi.num == 0)
        return result_only(FAULT_DIVISION_BY_ZERO);
    struct result r = result_range(whole_fraction(call, WIDE_MIN),
                                   whole_fraction(call, WIDE_MAX));
    int x_least = fraction_sign(c[0]->lo), x_most = fraction_sign(c[0]->hi);
    if (x_least == 0 && x_most == 0)
        r = result_range(whole_fraction(call, 0), whole_fraction(call, 0));
    else if (lo.num == 0 && x_least >= 0)
        r.lo = quotient(call, c[0]->lo, c[1]->hi);
    else if (lo.num == 0 && x_most <= 0)
        r.hi = quotient(call, c[0]->hi, c[1]->hi);
    else if (hi.num == 0 && x_least >= 0)
        r.hi = quotient(call, c[0]->lo, c[1]->lo);
    else if (hi.num == 0 && x_most <= 0)
        r.lo = quotient(call, c[0]->hi, c[1]->lo);
    r.fault = FAULT_DIVISION_BY_ZERO;
    return r;
}

/* A base that may be negative: as far from 0 as the farther end comes. */
static struct result
range_power_any_sign(const struct scalar_call *call, const struct cell *base,
                     const struct cell *n)
{
    wide low = base->lo == WIDE_MIN ? WIDE_MAX : -base->lo;
    struct cell far = cell_value(low > base->hi ? low : base->hi);
    const struct cell *c[] = {&far, n};
    struct result r = range_corners(call, c);
    if (r.only_fault && r.fault == FAULT_OVERFLOW) {
        r.only_fault = false;
        r.hi.v = WIDE_MAX;
    }
    /* Rounding may take what is negative one further from zero. */
    r.lo.v = r.hi.v == WIDE_MAX ? WIDE_MIN : -r.hi.v - 1;
    return r;
}

/* Of a base that is not negative every power rises, and in the exponent it
 * rises or falls: corners. */
static struct result
range_power(const struct scalar_call *call, const struct cell *const *c)
{
    wide one = wide_ten_to(call->operand[1]->scale);
    wide most = (wide)UINT32_MAX * one;
    struct cell n = *c[1];
    if (n.hi < 0)
        return result_only(FAULT_BAD_EXPONENT);
    n.lo = n.lo < 0 ? 0 : (n.lo + one - 1) / one * one;
    n.hi = n.hi > most ? most : n.hi / one * one;
    if (n.lo > n.hi)
        return result_only(FAULT_BAD_EXPONENT);
    struct result r;
    if (c[0]->lo < 0) {
        r = range_power_any_sign(call, c[0], &n);
    } else {
        const struct cell *both[] = {c[0], &n};
        r = range_corners(call, both);
    }
    bool whole = one == 1 || c[1]->lo == c[1]->hi;
    if (n.lo > c[1]->lo || n.hi < c[1]->hi || !whole)
        result_fault(&r, FAULT_BAD_EXPONENT);
    return r;
}

/* Whether a month may lack the day: does [LO, HI] hold a 29th, 30th, 31st? */
static bool
late_day(wide lo, wide hi)
{
    if (hi - lo >= 31)
        return true;
    for (wide day = lo; day <= hi; day++)
        if (civil_of((int32_t)day).day > 28)
            return true;
    return false;
}

static struct result
range_add_months(const struct scalar_call *call, const struct cell *const *c)
{
    enum month_end how = (enum month_end)call->node->a;
    enum month_end rising = how == MONTH_END_FAULT ? MONTH_END_CLAMP : how;
    struct result r = result_of(scalar_add_months(c[0]->lo, c[1]->lo, rising),
                                scalar_add_months(c[0]->hi, c[1]->hi, rising));
    if (how == MONTH_END_FAULT && late_day(c[0]->lo, c[0]->hi))
        result_fault(&r, FAULT_NO_SUCH_DATE);
    return r;
}

static wide
clamp(wide v, wide lo, wide hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

/* The day of year, month and day numbers, the last of the month where the
 * month is shorter. */
static wide
nearest_date(wide year, wide month, wide day)
{
    struct civil c = {(int32_t)clamp(year, 1, 9999),
                      (int32_t)clamp(month, 1, 12), 1};
    c.day = (int32_t)clamp(day, 1, month_length(c.year, c.month));
    return day_of(c);
}

static struct result
range_make_date(const struct cell *const *c)
{
    static const wide last[] = {9999, 12, 31};
    bool sure = c[2]->hi <= 28;
    for (int i = 0; i < 3; i++) {
        if (c[i]->hi < 1 || c[i]->lo > last[i])
            return result_only(FAULT_NO_SUCH_DATE);
        sure = sure && c[i]->lo >= 1 && c[i]->hi <= last[i];
    }
    struct result r = result_range(nearest_date(c[0]->lo, c[1]->lo, c[2]->lo),
                                   nearest_date(c[0]->hi, c[1]->hi, c[2]->hi));
    if (!sure)
        result_fault(&r, FAULT_NO_SUCH_DATE);
    return r;
}

static struct result
range_month_of(const struct cell *c)
{
    struct civil lo = civil_of((int32_t)c->lo), hi = civil_of((int32_t)c->hi);
    if (lo.year != hi.year)
        return result_range(1, 12);
    return result_range(lo.month, hi.month);
}

static struct result
range_day_of(const struct cell *c)
{
    struct civil lo = civil_of((int32_t)c->lo), hi = civil_of((int32_t)c->hi);
    if (lo.year != hi.year || lo.month != hi.month)
        return result_range(1, 31);
    return result_range(lo.day, hi.day);
}

static struct result
range_weekday(const struct cell *c)
{
    int32_t lo = day_weekday((int32_t)c->lo), hi = day_weekday((int32_t)c->hi);
    if (c->hi - c->lo >= 7 || hi < lo)
        return result_range(1, 7);
    return result_range(lo, hi);
}

static struct result
range_equal(const struct scalar_call *call, const struct cell *const *c)
{
    wide many = walk_many_row(call->walk, call->operand[0]);
    enum same same =
        cells_same(c[0], c[1], (enum rep)call->operand[0]->rep, many);
    bool can = same != SAME_NO, must = same == SAME_YES;
    if (call->node->op == OP_NE)
        return result_range(!can, !must);
    return result_range(must, can);
}

static struct result
range_in(const struct scalar_call *call, const struct cell *c)
{
    uwide set = (uwide)call->walk->plan->constant[call->node->a];
    struct choice choice = choice_of(c, (enum rep)call->operand[0]->rep);
    uwide may = choice.masked ? choice.mask : 0;
    if (!choice.masked)
        for (wide i = choice.lo; i <= choice.hi && i < 64; i++)
            may |= (uwide)1 << i;
    bool more = !choice.masked && choice.hi >= 64;
    return result_range((may & ~set) == 0 && !more, (may & set) != 0);
}

/* Any: the operators whose ranges no end can give. */
static struct result
range_any(const struct scalar_call *call, const struct cell *const *c)
{
    switch ((int)call->node->op) {
    case OP_EQ:
    case OP_NE:
        return range_equal(call, c);
    case OP_IN:
        return range_in(call, c[0]);
    case OP_MONTH_OF:
        return range_month_of(c[0]);
    case OP_DAY_OF:
        return range_day_of(c[0]);
    case OP_WEEKDAY:
        return range_weekday(c[0]);
    case OP_FORMAT:
        if (cell_single(c[0], (enum rep)call->operand[0]->rep)) {
            wide text = scalar_text(call, c[0]->lo);
            return result_range(text, text);
        }
        return result_range(0, WIDE_MAX);
    }
    return result_range(call->result->lo, call->result->hi);
}

static struct result
range_domain_member(const struct scalar_call *call, const struct cell *c)
{
    wide outside = c->lo & ~call->result->lo;
    if (outside == c->lo)
        return result_only(FAULT_OUT_OF_DOMAIN);
    struct result r = result_range(c->lo & ~outside, 0);
    if (outside != 0)
        r.fault = FAULT_OUT_OF_DOMAIN;
    return r;
}

/* Ends of fractions that cannot be held say nothing about what lies between:
 * then there is no bound. Nor do ends that can. */
static void
fraction_between(const struct scalar_call *call, const struct cell *const *c,
                 struct result *r)
{
    uint32_t n = call->node->n;
    bool single = true;
    for (uint32_t i = 0; i < n; i++)
        single = single && cell_single(c[i], REP_FRACTION);
    if (single)
        return;
    if (r->fault == FAULT_OVERFLOW)
        *r = (struct result){.lo.v = whole_fraction(call, WIDE_MIN),
                             .hi.v = whole_fraction(call, WIDE_MAX),
                             .fault = FAULT_OVERFLOW};
    struct cell range = {.lo = r->lo.v, .hi = r->hi.v, .can = CAN_VALUE};
    if (n == 2 && r->fault != FAULT_OVERFLOW &&
        denominator_overflows(call->walk, call->node, c, &range))
        result_fault(r, FAULT_OVERFLOW);
}

static bool
fraction_arithmetic(const struct scalar_call *call)
{
    enum op op = (enum op)call->node->op;
    return call->result->rep == REP_FRACTION &&
           (op == OP_ADD || op == OP_SUBTRACT || op == OP_MULTIPLY ||
            op == OP_DIVIDE || op == OP_NEGATE);
}

static struct result
range_workdays_known(const struct scalar_call *call,
                     const struct cell *const *c)
{
    wide v[] = {c[0]->lo, c[1]->lo};
    if (!is_word(c[0]) || !is_word(c[1]))
        return result_range(0, 1);
    struct scalar known = scalar_apply(call, v);
    return result_range(known.v, known.v);
}

static struct result
range_of(const struct scalar_call *call, const struct cell *const *c)
{
    const char *how = shape[call->node->op];
    switch ((int)call->node->op) {
    case OP_DIVIDE:
        return range_divide(call, c);
    case OP_POWER:
        return range_power(call, c);
    case OP_ADD_MONTHS:
        return range_add_months(call, c);
    case OP_MAKE_DATE:
        return range_make_date(c);
    case OP_WORKDAYS_KNOWN:
        return range_workdays_known(call, c);
    case OP_DOMAIN:
        if (call->result->rep == REP_MEMBER)
            return range_domain_member(call, c[0]);
        if (call->result->rep == REP_TEXT || call->result->rep == REP_LIST)
            return result_range(c[0]->lo, c[0]->hi);
        break;
    }
    if (how[0] == 'A')
        return range_any(call, c);
    if (how[0] == 'C')
        return range_corners(call, c);
    return range_monotone(call, c, how);
}

/* Division by what is certainly zero. */
static bool
can_only_fault_by_zero(const struct result *r)
{
    return r->only_fault && r->fault == FAULT_DIVISION_BY_ZERO;
}

static void
put_scalar(struct cell *to, struct scalar s, uint32_t place)
{
    if (s.fault != FAULT_NO)
        *to = cell_fault(s.fault, place);
    else
        put_value(to, s.v);
}

static void
put_result(const struct scalar_call *call, struct cell *to,
           const struct result *r)
{
    if (!r->only_fault) {
        to->lo = r->lo.v;
        to->hi = r->hi.v;
        to->can |= CAN_VALUE;
    }
    if (r->fault != FAULT_NO)
        cell_join_fault(to, r->fault, call->node->place);
}

/* What the operands give before the operator is asked: faults and none. True
 * when all of them may be values. */
static bool
strict_before(const struct cell *const *c, uint32_t n, struct cell *to)
{
    bool values = true, only_fault = false, none = false;
    *to = (struct cell){0};
    for (uint32_t i = 0; i < n; i++) {
        values = values && c[i]->can & CAN_VALUE;
        none = none || c[i]->can & CAN_NONE;
        only_fault = only_fault || can_only(c[i], CAN_FAULT);
        if (c[i]->can & CAN_FAULT)
            cell_join_fault(to, c[i]->fault, c[i]->place);
    }
    if (only_fault)
        return false;
    if (none)
        to->can |= CAN_NONE;
    return values;
}

static bool
monotone_or_corners(const struct scalar_call *call)
{
    const char *how = shape[call->node->op];
    if (how[0] == 'A')
        return false;
    return call->operand[0]->rep != REP_MEMBER &&
           call->operand[0]->rep != REP_TEXT &&
           call->operand[0]->rep != REP_LIST;
}

static void
strict_cell(const struct scalar_call *call, const struct cell *const *c,
            uint32_t n, struct cell *to)
{
    bool words = monotone_or_corners(call);
    for (uint32_t i = 0; i < n && words; i++)
        words = is_word(c[i]);
    if (words) {
        wide v[3] = {0};
        for (uint32_t i = 0; i < n; i++)
            v[i] = c[i]->lo;
        put_scalar(to, scalar_apply(call, v), call->node->place);
        return;
    }
    if (!strict_before(c, n, to))
        return;
    struct result r = range_of(call, c);
    if (fraction_arithmetic(call) && !can_only_fault_by_zero(&r))
        fraction_between(call, c, &r);
    put_result(call, to, &r);
}

static wide
texts_joined(const struct scalar_call *call, const struct operand *in,
             uint32_t n, uint32_t row)
{
    struct text to = {.arena = call->walk->arena};
    for (uint32_t i = 0; i < n; i++) {
        wide word = operand_cell(&in[i], row)->lo;
        text_add(&to, *(const struct str *)(uintptr_t)word);
    }
    struct str *kept = arena_new(call->walk->arena, struct str);
    *kept = text_str(&to);
    return (wide)(uintptr_t)kept;
}

static void
concat_cell(const struct scalar_call *call, const struct operand *in,
            const struct cell **c, uint32_t row, struct cell *to)
{
    uint32_t n = call->node->n;
    bool known = true;
    for (uint32_t i = 0; i < n; i++) {
        c[i] = operand_cell(&in[i], row);
        known = known && c[i]->can & CAN_VALUE && cell_single(c[i], REP_TEXT);
    }
    if (!strict_before(c, n, to))
        return;
    wide text = known ? texts_joined(call, in, n, row) : 0;
    struct result r = result_range(text, known ? text : WIDE_MAX);
    put_result(call, to, &r);
}

static void
fill_concat(const struct scalar_call *call, struct walk *w, struct cell *to,
            uint32_t n)
{
    uint32_t many = call->node->n;
    struct operand *in = arena_array(w->arena, struct operand, many);
    const struct cell **c = arena_array(w->arena, const struct cell *, many);
    for (uint32_t i = 0; i < many; i++)
        in[i] = operand_of(w, call->node, i);
    for (uint32_t r = 0; r < n; r++)
        concat_cell(call, in, c, r, &to[r]);
}

static void
fill_one(const struct scalar_call *call, const struct operand *in,
         struct cell *to, uint32_t row)
{
    const struct cell *c[3] = {0};
    for (uint32_t i = 0; i < call->node->n; i++)
        c[i] = operand_cell(&in[i], row);
    strict_cell(call, c, call->node->n, to);
}

/* The common operators with both operands one word: machine arithmetic, and
 * the general way for all else. */
#define FILL_WORDS(condition, value)                                           \
    for (uint32_t r = 0; r < n; r++) {                                         \
        const struct cell *x = operand_cell(&in[0], r);                        \
        const struct cell *y = operand_cell(&in[1], r);                        \
        wide v;                                                                \
        if (is_word(x) && is_word(y) && (condition))                           \
            put_value(&to[r], (value));                                        \
        else                                                                   \
            fill_one(call, in, &to[r], r);                                     \
    }                                                                          \
    return true

static bool
fill_words(const struct scalar_call *call, const struct operand *in,
           struct cell *to, uint32_t n)
{
    switch ((int)call->node->op) {
    case OP_ADD:
        FILL_WORDS(wide_add(x->lo, y->lo, &v) && !wide_no_bound(v), v);
    case OP_SUBTRACT:
        FILL_WORDS(wide_subtract(x->lo, y->lo, &v) && !wide_no_bound(v), v);
    case OP_MULTIPLY:
        FILL_WORDS(wide_multiply(x->lo, y->lo, &v) && !wide_no_bound(v), v);
    case OP_LT:
        FILL_WORDS((v = x->lo < y->lo, true), v);
    case OP_LE:
        FILL_WORDS((v = x->lo <= y->lo, true), v);
    case OP_MIN:
        FILL_WORDS((v = x->lo < y->lo ? x->lo : y->lo, true), v);
    case OP_MAX:
        FILL_WORDS((v = x->lo > y->lo ? x->lo : y->lo, true), v);
    case OP_EQ:
        FILL_WORDS((v = x->lo == y->lo, true), v);
    case OP_NE:
        FILL_WORDS((v = x->lo != y->lo, true), v);
    }
    return false;
}

/* What a rep's cells are for the scalar function: their words. */
static bool
words_only(enum rep rep)
{
    return rep <= REP_PERIOD && rep != REP_FRACTION;
}

bool
strict_known(struct walk *w, node_id id, const struct cell *const *c,
             struct cell *to)
{
    const struct plan_node *node = &w->plan->node[id];
    struct scalar_call call = {
        .walk = w, .node = node, .result = node_type(w, node)};
    const node_id *operand = &w->plan->operand[node->first];
    wide v[3] = {0};
    if (shape[node->op][0] == 'A' || node->n > 3 ||
        call.result->rep == REP_FRACTION)
        return false;
    for (uint32_t i = 0; i < node->n; i++) {
        call.operand[i] = node_type(w, &w->plan->node[operand[i]]);
        if (!is_word(c[i]) || !words_only((enum rep)call.operand[i]->rep))
            return false;
        v[i] = c[i]->lo;
    }
    put_scalar(to, scalar_apply(&call, v), node->place);
    return true;
}

static bool
words_compare(enum rep rep)
{
    return rep == REP_NUMBER || rep == REP_DATE || rep == REP_PERIOD ||
           rep == REP_TRUTH;
}

void
fill_strict(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    struct scalar_call call = {
        .walk = w, .node = node, .result = node_type(w, node)};
    if (node->op == OP_CONCAT) {
        fill_concat(&call, w, to, n);
        return;
    }
    struct operand in[3] = {0};
    for (uint32_t i = 0; i < node->n; i++) {
        in[i] = operand_of(w, node, i);
        call.operand[i] = in[i].type;
    }
    if (words_compare(in[0].rep) && fill_words(&call, in, to, n))
        return;
    for (uint32_t r = 0; r < n; r++)
        fill_one(&call, in, &to[r], r);
}

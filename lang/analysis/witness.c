/* Boxes in words. */
#include "lang/analysis/analysis.h"

static void
add_unit(struct text *to, const struct plan *p, const struct type *t)
{
    if (t->unit)
        text_add(to, p->unit[t->unit]);
}

static void
add_fraction(struct text *to, struct fraction f)
{
    for (unsigned places = 0; places <= 18; places++) {
        wide coefficient;
        struct fraction scaled;
        if (!fraction_multiply(f, (struct fraction){wide_ten_to(places), 1},
                               &scaled))
            break;
        if (scaled.den != 1)
            continue;
        coefficient = scaled.num;
        decimal_write_short(to, coefficient, places);
        return;
    }
    decimal_write_short(to, f.num, 0);
    text_add_char(to, '/');
    decimal_write_short(to, f.den, 0);
}

static void
add_members(struct text *to, const struct plan *p, const struct type *t,
            struct cell c)
{
    const struct plan_entity *e = &p->entity[t->entity];
    bool some = false;
    for (uint32_t i = 0; i < e->members_n; i++) {
        bool is = t->rep == REP_MEMBER ? c.lo >> i & 1 : c.lo == (wide)i;
        if (!is)
            continue;
        if (some)
            diag_word_add(to, WORD_COMMA);
        text_add(to, e->member[i]);
        some = true;
    }
}

static void
add_text(struct text *to, wide v)
{
    const struct str *text = (const struct str *)(uintptr_t)v;
    if (v == 0 || v == WIDE_MAX || str_equal(*text, STR("\x01"))) {
        diag_word_add(to, WORD_OTHER_TEXT);
        return;
    }
    text_add_z(to, "“");
    text_add(to, *text);
    text_add_z(to, "”");
}

void
value_text(struct text *to, const struct plan *p, const struct type *t,
           struct cell c)
{
    if (!(c.can & CAN_VALUE)) {
        diag_word_add(to, c.can & CAN_NONE ? WORD_TYPE_NONE : WORD_FAULT);
        return;
    }
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        diag_word_add(to, c.lo ? WORD_YES : WORD_NO);
        break;
    case REP_NUMBER:
        decimal_write_short(to, c.lo, t->scale);
        add_unit(to, p, t);
        break;
    case REP_FRACTION:
        add_fraction(to, FRACTION_AT(c.lo));
        add_unit(to, p, t);
        break;
    case REP_DATE:
        day_write(to, (int32_t)c.lo);
        break;
    case REP_PERIOD:
        if (t->period != PERIOD_ROSTER)
            period_write(to, (enum period_kind)t->period, (int32_t)c.lo);
        break;
    case REP_MEMBER:
    case REP_ROW:
        add_members(to, p, t, c);
        break;
    case REP_TEXT:
        add_text(to, c.lo);
        break;
    case REP_LIST:
        break;
    }
}

/* ---- names ---- */

static bool
add_written(struct text *to, struct analysis *a, node_id node)
{
    const struct model *m = a->m;
    for (uint32_t i = 0; i < m->header.n; i++)
        if (m->header.at[i].node == node) {
            text_add(to, source_text(m->source, m->header.at[i].at));
            return true;
        }
    for (uint32_t i = 0; i < a->plan->decisions; i++)
        if (a->plan->decision[i].root == node) {
            text_add(to, a->plan->decision[i].name);
            return true;
        }
    for (uint32_t i = 0; i < a->plan->instances; i++)
        if (a->plan->instance[i].node == node) {
            text_add(to, a->plan->decision[a->plan->instance[i].decision].name);
            return true;
        }
    const struct plan_place *place = &a->plan->place[a->plan->node[node].place];
    if (a->plan->node[node].place && place->words.len)
        text_add(to, place->words);
    return a->plan->node[node].place && place->words.len;
}

static node_id
operand_of_plan(const struct plan *p, node_id node, uint32_t i)
{
    return p->operand[p->node[node].first + i];
}

/* False when people have no name for it. */
static bool
add_name(struct text *to, struct analysis *a, node_id node)
{
    const struct plan *p = a->plan;
    const struct plan_node *n = &p->node[node];
    switch ((int)n->op) {
    case OP_FACT:
    case OP_STATE:
    case OP_FLOW:
        text_add(to, p->fact[n->a].name);
        return true;
    case OP_READING:
        text_add(to, p->reading[n->a].name);
        return true;
    case OP_ASOF:
        diag_word_add(to, WORD_AS_OF_DAY);
        return true;
    case OP_UP:
        return add_name(to, a, operand_of_plan(p, node, 0));
    case OP_REF:
        if (!add_written(to, a, node))
            return add_name(to, a, operand_of_plan(p, node, 0));
        return true;
    case OP_SELF:
        if (p->space[n->space].kind == SPACE_EACH)
            diag_word_add(to, WORD_THIS_PERIOD);
        else
            diag_word_add(to, WORD_THIS_ROW);
        return true;
    }
    return add_written(to, a, node);
}

/* ---- values ---- */

static wide
up_to_multiple(wide v, wide step)
{
    wide rest = v % step;
    if (rest == 0)
        return v;
    return v - rest + (v > 0 ? step : 0);
}

/* The lowest whole number of the range, or what has fewest places. */
static wide
readable(const struct type *t, wide lo, wide hi)
{
    for (unsigned places = 0; places < t->scale && places < 38; places++) {
        wide step = wide_ten_to(t->scale - places);
        wide v = up_to_multiple(lo, step);
        if (v > hi)
            continue;
        wide half = places ? up_to_multiple(lo, step * 5) : v;
        return half <= hi ? half : v;
    }
    return lo;
}

bool
input_far_down(const struct plan *p, const struct box_input *in)
{
    const struct type *t = &p->type[in->type];
    if (in->kind == INPUT_RELATION || in->rep != REP_NUMBER)
        return false;
    unsigned scale = t->scale > 22 ? 22 : t->scale;
    return in->domain.lo <= -(wide)999999999999999 * wide_ten_to(scale);
}

static struct cell
chosen(const struct plan *p, const struct box_input *in, struct cell c)
{
    if (in->rep == REP_MEMBER || !(c.can & CAN_VALUE))
        return c;
    if (input_far_down(p, in) && c.lo < 0 && c.hi >= 0)
        c.lo = 0;
    if (in->rep == REP_NUMBER && c.lo == in->domain.lo && c.hi < 0)
        c.lo = c.hi;
    if (in->rep == REP_NUMBER)
        c.lo = readable(&p->type[in->type], c.lo, c.hi);
    if (in->rep == REP_DATE && c.lo == DAY_FIRST && c.hi < DAY_LAST)
        c.lo = c.hi;
    return c;
}

static void
add_relation(struct text *to, struct analysis *a, const struct box_input *in,
             struct cell c)
{
    static const char *const sign[] = {"", "<", "=", "≤", ">", "≠", "≥", ""};
    struct text left = {.arena = a->arena}, right = left;
    if (!add_name(&left, a, in->node) || !add_name(&right, a, in->other))
        return;
    if (to->len)
        diag_word_add(to, WORD_AND_ALSO);
    text_add(to, text_str(&left));
    text_add_char(to, ' ');
    bool ordered = in->domain.lo & RELATION_GREATER;
    text_add_z(to, !ordered && c.lo == RELATION_LESS ? "≠" : sign[c.lo & 7]);
    text_add_char(to, ' ');
    text_add(to, text_str(&right));
}

/* A value for input I of BOX, which narrows those that compare with it. */
static void
choose(const struct analysis *a, const struct cone *c, uint32_t i,
       struct cell *box)
{
    const struct box_input *in = &c->input.at[i];
    box[i] = chosen(a->plan, in, box[i]);
    if (in->rep != REP_MEMBER && box[i].can & CAN_VALUE)
        box[i].hi = box[i].lo;
    box_relate(c, box);
}

struct str
witness_words(struct analysis *a, const struct cone *c,
              const struct cell *input, uint32_t n)
{
    struct text to = {.arena = a->arena};
    struct cell *box = arena_array(a->arena, struct cell, c->input.n + 1);
    for (uint32_t i = 0; i < c->input.n; i++)
        box[i] = input[i];
    for (uint32_t i = 0; i < n; i++) {
        const struct box_input *in = &c->input.at[i];
        struct text name = {.arena = a->arena};
        if (cell_equal(input[i], in->domain, (enum rep)in->rep) &&
            !cell_known(in->domain, (enum rep)in->rep))
            continue;
        if (in->kind == INPUT_RELATION) {
            add_relation(&to, a, in, input[i]);
            continue;
        }
        if (!add_name(&name, a, in->node))
            continue;
        choose(a, c, i, box);
        if (to.len)
            diag_word_add(&to, WORD_AND_ALSO);
        text_add(&to, text_str(&name));
        text_add_z(&to, " = ");
        value_text(&to, a->plan, &a->plan->type[in->type], box[i]);
    }
    if (!to.len)
        diag_word_add(&to, WORD_ALWAYS);
    return text_str(&to);
}

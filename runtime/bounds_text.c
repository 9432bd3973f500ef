/* Boundary cases as the text of a rule file, in Chinese words; the formatter
 * gives it its final form. */
#include <stdlib.h>
#include <string.h>

#include "lang/typing.h"
#include "runtime/bounds.h"
#include "runtime/value.h"

/* Cases of one decision that share what a table has no columns for. */
struct group {
    struct bounds_writing *w;
    struct bound **bound;
    uint32_t n;
    bool *named; /* by entity: its row has a name */
};

static const struct plan *
plan_in(const struct group *g)
{
    return g->w->b->plan;
}

static const struct plan_decision *
decision_in(const struct group *g)
{
    return &plan_in(g)->decision[g->bound[0]->given.decision];
}

/* ---- names ---- */

static bool
english(const struct group *g)
{
    return g->w->b->language == LANGUAGE_EN;
}

static bool
name_plain(struct arena *work, struct str name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        bool letter = c >= 0x80 || c == '_' || (c >= 'A' && c <= 'Z') ||
                      (c >= 'a' && c <= 'z') || (i && c >= '0' && c <= '9');
        if (!letter || str_starts(str_from(name, i), STR("的")))
            return false;
    }
    struct arena_mark mark = arena_mark(work);
    bool plain = typing_more(work, name) == TYPING_COMPLETE;
    arena_back(work, mark);
    return plain;
}

static void
name_add(const struct group *g, struct str name)
{
    struct text *to = g->w->to;
    bool plain = name_plain(g->w->b->work, name);
    if (!plain)
        text_add_z(to, "「");
    text_add(to, name);
    if (!plain)
        text_add_z(to, "」");
}

/* 建设补贴 的 县区财政. */
static void
path_add(const struct group *g, struct str path)
{
    static const char of[] = " 的 ";
    struct str divider = STR(" 的 ");
    for (uint32_t i = 0; i < path.len; i++) {
        if (!str_starts(str_from(path, i), divider))
            continue;
        name_add(g, str_cut(path, 0, i));
        text_add_z(g->w->to, of);
        path_add(g, str_from(path, i + divider.len));
        return;
    }
    name_add(g, path);
}

/* The row of a data entity, or a member. */
static void
row_add(const struct group *g, uint32_t entity, uint32_t row)
{
    const struct plan_entity *e = &plan_in(g)->entity[entity];
    struct text name = {.arena = g->w->b->work};
    if (e->roster) {
        name_add(g, e->member[row]);
        return;
    }
    if (g->named[entity])
        text_add_z(&name, english(g) ? "some_" : "某");
    text_add(&name, e->name);
    name_add(g, text_str(&name));
}

/* ---- values ---- */

static void
number_add(const struct group *g, const struct type *t, wide v)
{
    struct str unit = unit_name(plan_in(g), t);
    wide ten_thousand;
    bool yuan = str_equal(unit, STR("元")) || str_starts(unit, STR("元/"));
    if (yuan && v &&
        wide_multiply(wide_ten_to(t->scale), 10000, &ten_thousand) &&
        v % ten_thousand == 0) {
        decimal_write_short(g->w->to, v / ten_thousand, 0);
        text_add_z(g->w->to, "万");
    } else {
        decimal_write_short(g->w->to, v, t->scale);
    }
    unit_add(g->w->to, unit);
}

static void
fraction_add_text(const struct group *g, const struct type *t,
                  struct fraction f)
{
    struct text *to = g->w->to;
    decimal_write_short(to, f.num, 0);
    unit_add(to, unit_name(plan_in(g), t));
    if (f.den == 1)
        return;
    text_add_z(to, " ÷ ");
    decimal_write_short(to, f.den, 0);
}

static void
period_add(const struct group *g, const struct type *t, int32_t period)
{
    if (t->period == PERIOD_ROSTER) {
        row_add(g, t->entity, (uint32_t)period);
        return;
    }
    period_write(g->w->to, (enum period_kind)t->period, period);
    if (t->period == PERIOD_YEAR)
        text_add_z(g->w->to, "年");
}

static void
value_add(const struct group *g, const struct type *t, struct cell c)
{
    struct text *to = g->w->to;
    if (c.can == CAN_NONE) {
        text_add_z(to, "无");
        return;
    }
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        text_add_z(to, c.lo ? "是" : "否");
        return;
    case REP_NUMBER:
        number_add(g, t, c.lo);
        return;
    case REP_FRACTION:
        fraction_add_text(g, t, FRACTION_AT(c.lo));
        return;
    case REP_DATE:
        day_write(to, (int32_t)c.lo);
        return;
    case REP_PERIOD:
        period_add(g, t, (int32_t)c.lo);
        return;
    case REP_MEMBER:
        row_add(g, t->entity, (uint32_t)__builtin_ctzll((uint64_t)c.lo));
        return;
    case REP_ROW:
        row_add(g, t->entity, (uint32_t)c.lo);
        return;
    case REP_TEXT:
        text_add_z(to, "“");
        text_add(to, *(const struct str *)(uintptr_t)c.lo);
        text_add_z(to, "”");
        return;
    case REP_LIST:
        return;
    }
}

static bool
text_quotable(struct str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.at[i] == '"' || s.at[i] == '\\' || s.at[i] == '\n' ||
            str_starts(str_from(s, i), STR("“")) ||
            str_starts(str_from(s, i), STR("”")))
            return false;
    return true;
}

static bool
value_writable(const struct type *t, struct cell c)
{
    if (c.can != CAN_VALUE)
        return c.can == CAN_NONE ||
               (c.can == CAN_FAULT && c.fault == FAULT_CONFLICT);
    return t->rep != REP_LIST &&
           (t->rep != REP_TEXT ||
            text_quotable(*(const struct str *)(uintptr_t)c.lo));
}

bool
bound_writable(const struct bounds *b, const struct bound *bound)
{
    const struct plan *p = b->plan;
    for (uint32_t i = 0; i < bound->given.fact.n; i++) {
        const struct case_fact *f = &bound->given.fact.at[i];
        if (!value_writable(&p->type[p->fact[f->fact].type], f->value))
            return false;
    }
    return value_writable(&p->type[bound->type], bound->outcome);
}

/* ---- what is given ---- */

static const struct case_fact *
fact_in(const struct bound *bound, const struct case_fact *like)
{
    for (uint32_t i = 0; i < bound->given.fact.n; i++) {
        const struct case_fact *f = &bound->given.fact.at[i];
        if (f->fact == like->fact && f->row == like->row &&
            f->timed == like->timed && f->when == like->when)
            return f;
    }
    return NULL;
}

/* Has every case of the group this value of this fact? */
static bool
fact_common(const struct group *g, const struct case_fact *fact)
{
    const struct plan *p = plan_in(g);
    enum rep rep = (enum rep)p->type[p->fact[fact->fact].type].rep;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct case_fact *f = fact_in(g->bound[i], fact);
        if (!f || !cell_equal(f->value, fact->value, rep))
            return false;
    }
    return true;
}

static struct cell
choice_in(const struct bound *bound, uint32_t reading)
{
    for (uint32_t i = 0; i < bound->given.choice.n; i++)
        if (bound->given.choice.at[i].reading == reading)
            return bound->given.choice.at[i].value;
    return (struct cell){0};
}

static bool
choice_common(const struct group *g, uint32_t reading)
{
    for (uint32_t i = 1; i < g->n; i++)
        if (choice_in(g->bound[i], reading).lo !=
            choice_in(g->bound[0], reading).lo)
            return false;
    return true;
}

static void
line_begin(const struct group *g, const char *word)
{
    text_add_z(g->w->to, "  ");
    text_add_z(g->w->to, word);
    text_add_char(g->w->to, ' ');
}

static void
fact_line_add(const struct group *g, const struct case_fact *f)
{
    const struct plan *p = plan_in(g);
    const struct plan_fact *fact = &p->fact[f->fact];
    name_add(g, fact->name);
    text_add_z(g->w->to, " = ");
    value_add(g, &p->type[fact->type], f->value);
    if (!f->timed)
        return;
    struct type period = {
        .rep = REP_PERIOD, .period = fact->period, .entity = fact->calendar};
    text_add_z(g->w->to, " 于 ");
    period_add(g, &period, f->when);
}

/* 设 某机构 : 机构. A row with a name has to be there even with nothing
 * known. */
static void
row_begin(const struct group *g, uint32_t entity, uint32_t row)
{
    line_begin(g, "设");
    if (entity == CASE_ENTITY)
        return;
    row_add(g, entity, row);
    if (!g->named[entity])
        return;
    text_add_z(g->w->to, " : ");
    name_add(g, plan_in(g)->entity[entity].name);
}

/* The common facts of one row, on one line. */
static void
row_write_given(const struct group *g, uint32_t entity, uint32_t row)
{
    const struct attempt *first = &g->bound[0]->given;
    bool begun = g->named[entity], some = false;
    if (begun)
        row_begin(g, entity, row);
    for (uint32_t i = 0; i < first->fact.n; i++) {
        const struct case_fact *f = &first->fact.at[i];
        if (plan_in(g)->fact[f->fact].entity != entity || f->row != row ||
            !fact_common(g, f))
            continue;
        if (!begun)
            row_begin(g, entity, row);
        if (some)
            text_add_z(g->w->to, "、");
        else if (entity != CASE_ENTITY)
            text_add_z(g->w->to, " 有 ");
        begun = some = true;
        fact_line_add(g, f);
    }
    if (begun)
        text_add_char(g->w->to, '\n');
}

static void
given_write(const struct group *g)
{
    const struct plan *p = plan_in(g);
    for (uint32_t r = 0; r < p->readings; r++) {
        struct cell c = choice_in(g->bound[0], r);
        if (!c.can || !choice_common(g, r))
            continue;
        line_begin(g, "设");
        name_add(g, p->reading[r].name);
        text_add_z(g->w->to, " = ");
        row_add(g, p->reading[r].entity,
                (uint32_t)__builtin_ctzll((uint64_t)c.lo));
        text_add_char(g->w->to, '\n');
    }
    for (uint32_t e = 0; e < p->entities; e++) {
        uint32_t rows = p->entity[e].roster ? p->entity[e].members_n : 1;
        for (uint32_t row = 0; row < rows; row++)
            row_write_given(g, e, row);
    }
}

static void
time_write(const struct group *g)
{
    const struct case_time *t = &g->bound[0]->given.time;
    const struct plan_decision *d = decision_in(g);
    if (!t->asof.can)
        return;
    line_begin(g, "于");
    if (t->from.lo == t->to.lo) {
        day_write(g->w->to, (int32_t)t->asof.lo);
    } else {
        struct type period = {.rep = REP_PERIOD, .period = d->period};
        period_add(g, &period,
                   period_of((enum period_kind)d->period, (int32_t)t->from.lo));
    }
    text_add_char(g->w->to, '\n');
}

/* ---- columns ---- */

struct columns {
    VEC(struct case_fact) fact;
    VEC(uint32_t) reading;
};

static int
column_order(const void *x, const void *y)
{
    const struct case_fact *a = x, *b = y;
    if (a->fact != b->fact)
        return a->fact < b->fact ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static struct columns
columns_of(const struct group *g)
{
    struct columns c = {0};
    struct arena *work = g->w->b->work;
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t k = 0; k < g->bound[i]->given.fact.n; k++) {
            const struct case_fact *f = &g->bound[i]->given.fact.at[k];
            bool old = fact_common(g, f);
            for (uint32_t j = 0; j < c.fact.n && !old; j++)
                old =
                    c.fact.at[j].fact == f->fact && c.fact.at[j].row == f->row;
            if (!old)
                vec_push(work, &c.fact, *f);
        }
    for (uint32_t r = 0; r < plan_in(g)->readings; r++)
        if (!choice_common(g, r))
            vec_push(work, &c.reading, r);
    if (c.fact.n)
        qsort(c.fact.at, c.fact.n, sizeof *c.fact.at, column_order);
    return c;
}

/* Does another entity have a fact of this name, too? */
static bool
name_shared(const struct plan *p, uint32_t fact)
{
    for (uint32_t i = 0; i < p->facts; i++)
        if (i != fact && str_equal(p->fact[i].name, p->fact[fact].name))
            return true;
    return false;
}

static void
head_add(const struct group *g, const struct case_fact *f)
{
    const struct plan *p = plan_in(g);
    const struct plan_fact *fact = &p->fact[f->fact];
    bool path = p->entity[fact->entity].roster || name_shared(p, f->fact);
    if (path && fact->entity != CASE_ENTITY) {
        row_add(g, fact->entity, f->row);
        text_add_z(g->w->to, " 的 ");
    }
    name_add(g, fact->name);
}

static void
asked_add(const struct group *g)
{
    const struct plan_decision *d = decision_in(g);
    if (plan_in(g)->entity[d->entity].roster) {
        row_add(g, d->entity, g->bound[0]->given.row);
        text_add_z(g->w->to, " 的 ");
    }
    path_add(g, d->name);
}

static void
outcome_add(const struct group *g, const struct bound *bound)
{
    if (bound->outcome.can == CAN_FAULT)
        text_add_z(g->w->to, "冲突");
    else
        value_add(g, &plan_in(g)->type[bound->type], bound->outcome);
}

static void
bar_add(const struct group *g)
{
    text_add_z(g->w->to, " | ");
}

static void
row_write(const struct group *g, const struct columns *c,
          const struct bound *bound)
{
    const struct plan *p = plan_in(g);
    text_add_z(g->w->to, "  | ");
    for (uint32_t i = 0; i < c->reading.n; i++) {
        const struct plan_reading *r = &p->reading[c->reading.at[i]];
        struct cell v = choice_in(bound, c->reading.at[i]);
        if (v.can)
            row_add(g, r->entity, (uint32_t)__builtin_ctzll((uint64_t)v.lo));
        bar_add(g);
    }
    for (uint32_t i = 0; i < c->fact.n; i++) {
        const struct case_fact *f = fact_in(bound, &c->fact.at[i]);
        if (f)
            value_add(g, &p->type[p->fact[f->fact].type], f->value);
        bar_add(g);
    }
    outcome_add(g, bound);
    text_add_z(g->w->to, " |\n");
}

static void
table_write(const struct group *g)
{
    struct columns c = columns_of(g);
    text_add_z(g->w->to, "  | ");
    for (uint32_t i = 0; i < c.reading.n; i++) {
        name_add(g, plan_in(g)->reading[c.reading.at[i]].name);
        bar_add(g);
    }
    for (uint32_t i = 0; i < c.fact.n; i++) {
        head_add(g, &c.fact.at[i]);
        bar_add(g);
    }
    asked_add(g);
    text_add_z(g->w->to, " |\n");
    for (uint32_t i = 0; i < g->n; i++)
        row_write(g, &c, g->bound[i]);
}

static void
expected_write(const struct group *g)
{
    line_begin(g, "预期");
    asked_add(g);
    text_add_z(g->w->to, g->bound[0]->outcome.can == CAN_VALUE ? " = " : " ");
    outcome_add(g, g->bound[0]);
    text_add_char(g->w->to, '\n');
}

/* ---- one case ---- */

static bool
name_taken(const struct group *g, struct str name)
{
    const struct plan *p = plan_in(g);
    for (uint32_t i = 0; i < p->tests; i++)
        if (g->w->kept[i] && str_equal(p->test[i].name, name))
            return true;
    for (uint32_t i = 0; i < g->w->name.n; i++)
        if (str_equal(g->w->name.at[i], name))
            return true;
    return false;
}

/* 补贴_边界, 补贴_边界_2 .. */
static struct str
case_name(const struct group *g)
{
    struct arena *keep = g->w->b->keep;
    for (uint32_t i = 1;; i++) {
        struct text name = {.arena = keep};
        struct str of = decision_in(g)->name, part = STR(" 的 ");
        for (uint32_t k = 0; k < of.len; k++) {
            bool divides = str_starts(str_from(of, k), part);
            text_add_char(&name, divides ? '_' : of.at[k]);
            k += divides ? part.len - 1 : 0;
        }
        text_add_z(&name, english(g) ? "_bounds" : "_边界");
        if (i > 1) {
            text_add_char(&name, '_');
            text_add_unsigned(&name, i);
        }
        if (!name_taken(g, text_str(&name))) {
            vec_push(keep, &g->w->name, text_str(&name));
            return text_str(&name);
        }
    }
}

static void
entities_name(struct group *g)
{
    const struct plan *p = plan_in(g);
    uint32_t decision = g->bound[0]->given.decision;
    g->named = arena_array(g->w->b->work, bool, p->entities + 1);
    for (uint32_t e = 1; e < p->entities; e++)
        g->named[e] = e != p->decision[decision].entity &&
                      entity_present(g->w->b, decision, e);
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t k = 0; k < g->bound[i]->given.fact.n; k++) {
            const struct case_fact *f = &g->bound[i]->given.fact.at[k];
            const struct type *t = &p->type[p->fact[f->fact].type];
            if (t->rep == REP_ROW && !p->entity[t->entity].roster)
                g->named[t->entity] = true;
        }
}

static void
group_write(struct group *g)
{
    struct text *to = g->w->to;
    entities_name(g);
    text_add_z(to, "\n案例 ");
    name_add(g, case_name(g));
    text_add_z(to, "\n  待确认\n");
    if (decision_in(g)->citation.len) {
        line_begin(g, "依据");
        text_add(to, decision_in(g)->citation);
        text_add_char(to, '\n');
    }
    time_write(g);
    given_write(g);
    if (g->n > 1)
        table_write(g);
    else
        expected_write(g);
}

/* ---- which stand together ---- */

static uint32_t
timed_facts(const struct bound *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->given.fact.n; i++)
        n += b->given.fact.at[i].timed;
    return n;
}

/* A table has no column for a flow, the time, or another row asked about. */
static bool
stand_together(const struct bounds *b, const struct bound *x,
               const struct bound *y)
{
    const struct case_time *t = &x->given.time, *u = &y->given.time;
    if (x->given.row != y->given.row || t->asof.can != u->asof.can ||
        t->asof.lo != u->asof.lo || t->from.lo != u->from.lo ||
        t->to.lo != u->to.lo || timed_facts(x) != timed_facts(y))
        return false;
    for (uint32_t i = 0; i < x->given.fact.n; i++) {
        const struct case_fact *f = &x->given.fact.at[i];
        const struct case_fact *other = fact_in(y, f);
        uint8_t rep = b->plan->type[b->plan->fact[f->fact].type].rep;
        if (f->timed && (!other || !cell_equal(f->value, other->value, rep)))
            return false;
    }
    return true;
}

/* Of the rows of a table: by the facts in their order, then as found. */
static int
bound_compare(const struct bounds *b, const struct bound *x,
              const struct bound *y)
{
    for (uint32_t i = 0; i < b->plan->facts; i++) {
        struct case_fact like = {.fact = i};
        const struct case_fact *f = fact_in(x, &like), *g = fact_in(y, &like);
        enum rep rep = (enum rep)b->plan->type[b->plan->fact[i].type].rep;
        if (!f || !g) {
            if (f || g)
                return f ? -1 : 1;
            continue;
        }
        if (f->value.can != g->value.can)
            return f->value.can < g->value.can ? -1 : 1;
        int order = f->value.can == CAN_VALUE
                        ? value_compare(f->value.lo, g->value.lo, rep)
                        : 0;
        if (order)
            return order;
    }
    return 0;
}

static void
bounds_sort(const struct bounds *b, struct bound **list, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        struct bound *at = list[i];
        uint32_t k = i;
        for (; k && bound_compare(b, list[k - 1], at) > 0; k--)
            list[k] = list[k - 1];
        list[k] = at;
    }
}

void
bounds_write(struct bounds_writing *w, struct bound **list, uint32_t n)
{
    struct bound **left = arena_array(w->b->keep, struct bound *, n + 1),
                 **together = arena_array(w->b->keep, struct bound *, n + 1);
    memcpy(left, list, n * sizeof *list);
    while (n) {
        struct group g = {.w = w, .bound = together};
        const struct bound *first = left[0];
        uint32_t rest = 0;
        for (uint32_t i = 0; i < n; i++) {
            if (stand_together(w->b, first, left[i]))
                together[g.n++] = left[i];
            else
                left[rest++] = left[i];
        }
        n = rest;
        bounds_sort(w->b, together, g.n);
        struct arena_mark mark = arena_mark(w->b->work);
        group_write(&g);
        arena_back(w->b->work, mark);
    }
}

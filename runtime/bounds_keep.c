/* Boundary cases: what is kept, and how far values go. */
#include "runtime/bounds.h"
#include "runtime/value.h"

/* ---- what is kept ---- */

static bool
fact_same(const struct bounds *b, const struct case_fact *x,
          const struct case_fact *y)
{
    const struct plan_fact *f = &b->plan->fact[x->fact];
    return x->fact == y->fact && x->row == y->row && x->timed == y->timed &&
           x->when == y->when &&
           cell_equal(x->value, y->value, b->plan->type[f->type].rep);
}

static bool
fact_among(const struct bounds *b, const struct case_fact *fact,
           const struct attempt *at)
{
    for (uint32_t i = 0; i < at->fact.n; i++)
        if (fact_same(b, fact, &at->fact.at[i]))
            return true;
    return false;
}

static bool
choices_same(const struct attempt *x, const struct attempt *y)
{
    if (x->choice.n != y->choice.n)
        return false;
    for (uint32_t i = 0; i < x->choice.n; i++) {
        uint32_t k = 0;
        while (k < y->choice.n &&
               (y->choice.at[k].reading != x->choice.at[i].reading ||
                y->choice.at[k].value.lo != x->choice.at[i].value.lo))
            k++;
        if (k == y->choice.n)
            return false;
    }
    return true;
}

bool
attempt_same(const struct bounds *b, const struct attempt *x,
             const struct attempt *y)
{
    if (x->decision != y->decision || x->row != y->row ||
        x->fact.n != y->fact.n || !choices_same(x, y) ||
        x->time.asof.can != y->time.asof.can ||
        x->time.asof.lo != y->time.asof.lo ||
        x->time.from.lo != y->time.from.lo || x->time.to.lo != y->time.to.lo)
        return false;
    for (uint32_t i = 0; i < x->fact.n; i++)
        if (!fact_among(b, &x->fact.at[i], y))
            return false;
    return true;
}

/* Is the value of fact number I of AT one that no case about its decision has
 * yet? */
static bool
value_new(const struct bounds *b, const struct attempt *at, uint32_t i)
{
    for (uint32_t k = 0; k < b->found.n; k++)
        if (b->found.at[k].given.decision == at->decision &&
            fact_among(b, &at->fact.at[i], &b->found.at[k].given))
            return false;
    return true;
}

static void
reached_note(struct bounds *b, struct trial *t)
{
    for (uint32_t i = 0; i < b->coverage.item.n; i++)
        b->reached[i] |= coverage_reaches(&b->coverage, t, i);
}

/* C with what it points at in memory that stays. */
static struct cell
cell_kept(struct bounds *b, const struct type *t, struct cell c)
{
    if (c.can != CAN_VALUE)
        return c;
    if (t->rep == REP_FRACTION) {
        struct fraction *own = arena_new(b->keep, struct fraction);
        *own = FRACTION_AT(c.lo);
        return cell_value((wide)(uintptr_t)own);
    }
    if (t->rep == REP_TEXT) {
        struct str *own = arena_new(b->keep, struct str);
        *own = str_copy(b->keep, *(const struct str *)(uintptr_t)c.lo);
        return cell_value((wide)(uintptr_t)own);
    }
    return c;
}

void
bound_keep(struct bounds *b, const struct attempt *at)
{
    struct trial t;
    struct asked_list all = {0};
    struct arena_mark mark = arena_mark(b->work);
    for (uint32_t i = 0; i < b->found.n; i++)
        if (attempt_same(b, at, &b->found.at[i].given))
            return;
    attempt_trial(b, at, &t);
    trial_outcomes(&t, t.expected.at[0], &all);
    if (all.list.n == 1) {
        struct spot spot = all.list.at[0].at;
        uint32_t type = b->plan->node[spot.node].type;
        struct bound found = {.given = *at, .type = type};
        found.outcome =
            cell_kept(b, &b->plan->type[type], spot_cell(&t.filled, spot));
        vec_push(b->keep, &b->found, found);
        reached_note(b, &t);
    }
    arena_back(b->work, mark);
}

/* ---- the ends of where something is reached ---- */

enum { THE_DAY = UINT32_MAX };

struct ending {
    struct bounds *b;
    const struct attempt *at;
    const struct wishes *w;
    const struct goal *goal;
    uint32_t fact; /* number of the fact in AT, or THE_DAY */
};

static struct attempt
changed(const struct ending *e, struct cell value)
{
    struct attempt copy = attempt_copy(e->b, e->at);
    if (e->fact == THE_DAY)
        copy.time.asof = copy.time.from = copy.time.to = value;
    else
        copy.fact.at[e->fact].value = value;
    return copy;
}

static bool
reached_with(const struct ending *e, struct cell value)
{
    struct bounds *b = e->b;
    struct arena_mark mark = arena_mark(b->keep);
    struct attempt copy = changed(e, value);
    bool reached =
        attempt_complete(b, &copy, e->w) && attempt_reaches(b, &copy, e->goal);
    arena_back(b->keep, mark);
    return reached;
}

enum end { END_NONE, END_DECLARED, END_FOUND };

/* How far the fact may go; true when the rulebook says so. */
static bool
line_limit(const struct type *t, int way, wide *limit)
{
    *limit = way < 0 ? t->lo : t->hi;
    if (t->lo < t->hi)
        return !value_unbounded(t, *limit);
    if (t->rep == REP_PERIOD)
        *limit = way < 0 ? period_least((enum period_kind)t->period)
                         : period_greatest((enum period_kind)t->period);
    return false;
}

/* The last value on the way down (-1) or up (1) from OK with which the goal is
 * still reached, the first where it is not: by ever longer steps, then by
 * halves. */
static enum end
end_find(const struct ending *e, const struct type *t, int way, wide *ok)
{
    wide limit, fails = 0, step = 1;
    bool declared = line_limit(t, way, &limit), failed = false;
    while (*ok != limit && !failed) {
        wide rest = way < 0 ? *ok - limit : limit - *ok;
        wide next = *ok + way * (step < rest ? step : rest);
        failed = !reached_with(e, cell_value(next));
        if (failed)
            fails = next;
        else
            *ok = next;
        step *= 2;
    }
    if (!failed)
        return declared ? END_DECLARED : END_NONE;
    while (fails - *ok > 1 || *ok - fails > 1) {
        wide middle = *ok + (fails - *ok) / 2;
        if (reached_with(e, cell_value(middle)))
            *ok = middle;
        else
            fails = middle;
    }
    return END_FOUND;
}

static bool
is_line(const struct bounds *b, const struct case_fact *f)
{
    return f->value.can == CAN_VALUE &&
           is_line_type(&b->plan->type[b->plan->fact[f->fact].type]);
}

static void
variant_keep(const struct ending *e, struct cell value)
{
    struct attempt copy = changed(e, value);
    if (attempt_complete(e->b, &copy, e->w) && value_new(e->b, &copy, e->fact))
        bound_keep(e->b, &copy);
}

/* Moves a fact of AT to its lower end, or else its upper end; the upper one of
 * two is put into *OTHER. Where it has no end, to a value that people write. */
static void
fact_tighten(const struct ending *e, struct attempt *at, struct cell *other)
{
    struct case_fact *f = &at->fact.at[e->fact];
    const struct type *t = &e->b->plan->type[e->b->plan->fact[f->fact].type];
    bool wished = e->w->fact[f->fact].can != 0;
    wide low = f->value.lo, high = low;
    enum end down = end_find(e, t, -1, &low), up = end_find(e, t, 1, &high);
    bool lower = down == END_FOUND || (down == END_DECLARED && wished);
    bool upper = up == END_FOUND || (up == END_DECLARED && wished);
    struct cell usual = value_usual(e->b, at, f->fact);
    *other =
        lower && upper && low != high ? cell_value(high) : (struct cell){0};
    if (lower)
        f->value = cell_value(low);
    else if (upper)
        f->value = cell_value(high);
    else if (reached_with(e, usual))
        f->value = usual;
}

/* A case for each further member that the box allows. */
static void
members_keep(const struct ending *e)
{
    const struct case_fact *f = &e->at->fact.at[e->fact];
    const struct type *t = &e->b->plan->type[e->b->plan->fact[f->fact].type];
    struct cell wish = e->w->fact[f->fact];
    if (t->rep != REP_MEMBER || !(wish.can & CAN_VALUE) ||
        f->value.can != CAN_VALUE)
        return;
    for (uint32_t i = 0; i < 64; i++)
        if (mask_has(wish.lo & ~f->value.lo, i) &&
            reached_with(e, cell_member(i)))
            variant_keep(e, cell_member(i));
}

static bool
day_new(const struct bounds *b, const struct attempt *at)
{
    for (uint32_t k = 0; k < b->found.n; k++)
        if (b->found.at[k].given.decision == at->decision &&
            b->found.at[k].given.time.asof.lo == at->time.asof.lo)
            return false;
    return true;
}

static void
day_keep(const struct ending *e, wide day)
{
    struct attempt copy = changed(e, cell_value(day));
    if (attempt_complete(e->b, &copy, e->w) && day_new(e->b, &copy))
        bound_keep(e->b, &copy);
}

/* The first and the last day on which the goal is reached, the day before and
 * the day after. */
static void
days_keep(const struct ending *e)
{
    const struct case_time *t = &e->at->time;
    struct type day = {.rep = REP_DATE, .lo = DAY_FIRST, .hi = DAY_LAST};
    if (!e->w->day_asked || !t->asof.can || t->from.lo != t->to.lo)
        return;
    for (int way = -1; way <= 1; way += 2) {
        wide end = t->asof.lo;
        if (end_find(e, &day, way, &end) != END_FOUND)
            continue;
        day_keep(e, end);
        day_keep(e, end + way);
    }
}

/* Of a flow one period is enough. */
static bool
fact_first(const struct attempt *at, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (at->fact.at[k].fact == at->fact.at[i].fact)
            return false;
    return true;
}

/* A row of a table and each side of a condition have a case of their own. A
 * whole rule needs none when another case reaches it, and a comparison none
 * when its values are there: unless what they look at has a new value. */
static bool
base_fresh(const struct bounds *b, const struct attempt *at,
           const struct wishes *w, const struct goal *goal)
{
    if (goal->item != NO_ITEM) {
        uint8_t kind = b->coverage.item.at[goal->item].kind;
        if (!b->reached[goal->item] || kind == TIAO_COVERED_ROW ||
            kind == TIAO_COVERED_TRUE || kind == TIAO_COVERED_FALSE)
            return true;
    }
    for (uint32_t i = 0; i < at->fact.n; i++)
        if (w->asked[at->fact.at[i].fact] && value_new(b, at, i))
            return true;
    return false;
}

/* AT reaches the goal: keeps it at the ends of where it does. */
void
bounds_keep(struct bounds *b, struct attempt *at, const struct wishes *w,
            const struct goal *goal)
{
    uint32_t n = at->fact.n;
    struct cell *other = arena_array(b->keep, struct cell, n + 1);
    /* Twice: where one fact ends may depend on another. */
    for (uint32_t i = 0; i < 2 * n; i++) {
        struct ending e = {b, at, w, goal, i % n};
        const struct case_fact *f = &at->fact.at[i % n];
        if (w->asked[f->fact] && is_line(b, f) && fact_first(at, i % n))
            fact_tighten(&e, at, &other[i % n]);
    }
    if (attempt_complete(b, at, w) && base_fresh(b, at, w, goal))
        bound_keep(b, at);
    for (uint32_t i = 0; i < n; i++) {
        struct ending e = {b, at, w, goal, i};
        if (other[i].can)
            variant_keep(&e, other[i]);
        members_keep(&e);
    }
    days_keep(&(struct ending){b, at, w, goal, THE_DAY});
}

/* Cases tried by evaluating them. */
#include "runtime/bounds.h"

enum { GIVEN_MOST = 200 };

/* ---- the world: at most one row of each entity ---- */

static void
present_row(struct bounds *b, uint32_t entity)
{
    if (entity != NO_ENTITY && !b->plan->entity[entity].roster)
        b->present[entity] = true;
}

/* A row for each entity that the decision reads. */
static void
present_find(struct bounds *b, uint32_t decision)
{
    const struct plan *p = b->plan;
    const struct plan_decision *d = &p->decision[decision];
    const uint8_t *slice = plan_slice(b->work, p, &d->root, 1)->has;
    for (uint32_t e = 0; e < p->entities; e++)
        b->present[e] = false;
    b->whose = decision;
    present_row(b, d->entity);
    for (node_id i = 0; i < p->nodes; i++) {
        const struct plan_node *n = &p->node[i];
        const struct plan_space *s = &p->space[n->space];
        if (!slice[i])
            continue;
        if (s->kind == SPACE_PAIR || s->kind == SPACE_TABLE)
            present_row(b, s->entity);
        if (p->type[n->type].rep == REP_ROW)
            present_row(b, p->type[n->type].entity);
    }
    b->present[CASE_ENTITY] = false;
}

bool
entity_present(struct bounds *b, uint32_t decision, uint32_t entity)
{
    if (b->whose != decision)
        present_find(b, decision);
    return b->present[entity];
}

static const struct case_table *
tables_of(struct bounds *b, uint32_t decision)
{
    const struct plan *p = b->plan;
    struct case_table *t = arena_array(b->work, struct case_table, p->entities);
    for (uint32_t e = 1; e < p->entities; e++) {
        t[e].rows = entity_present(b, decision, e);
        t[e].id = arena_array(b->work, struct str, t[e].rows + 1);
    }
    return t;
}

/* ---- one evaluation ---- */

static struct plan_case *
case_of(struct bounds *b, const struct attempt *at, uint32_t decision)
{
    struct plan_case *test = arena_new(b->work, struct plan_case);
    struct case_expected *e = arena_new(b->work, struct case_expected);
    *e = (struct case_expected){
        .decision = decision, .row = at->row, .kind = CASE_EXPECT_UNKNOWN};
    test->table = tables_of(b, at->decision);
    test->time = at->time;
    test->common = (struct case_part){.fact = at->fact.at,
                                      .facts = at->fact.n,
                                      .choice = at->choice.at,
                                      .choices = at->choice.n,
                                      .expected = e,
                                      .expecteds = 1};
    return test;
}

/* Evaluates DECISION for what AT gives. */
static bool
trial_fill(struct bounds *b, const struct attempt *at, uint32_t decision,
           struct trial *t)
{
    enum walk_status status;
    *t = (struct trial){.arena = b->work,
                        .plan = b->plan,
                        .test = case_of(b, at, decision),
                        .run = arena_new(b->work, struct case_run),
                        .limits = b->limits,
                        .language = b->language};
    bool fine = trial_walk(t, 0, &status) && status == WALK_OK;
    b->done += t->filled.work;
    return fine;
}

void
attempt_trial(struct bounds *b, const struct attempt *at, struct trial *to)
{
    trial_fill(b, at, at->decision, to);
}

/* The one outcome asked for; false when there is none, or several. */
static bool
outcome_of(struct trial *t, struct asked *asked)
{
    struct asked_list all = {0};
    trial_outcomes(t, t->expected.at[0], &all);
    if (all.list.n != 1)
        return false;
    *asked = all.list.at[0];
    return true;
}

/* ---- which value a fact is given ---- */

bool
is_line_type(const struct type *t)
{
    return t->rep == REP_NUMBER || t->rep == REP_DATE || t->rep == REP_PERIOD;
}

bool
line_within(const struct type *t, wide v)
{
    return t->lo >= t->hi || (v >= t->lo && v <= t->hi);
}

/* A value that people write where nothing asks for another. */
static wide
line_usual(const struct bounds *b, const struct type *t)
{
    wide v = t->rep == REP_DATE     ? b->day
             : t->rep == REP_PERIOD ? period_of(t->period, b->day)
                                    : wide_ten_to(t->scale);
    if (t->lo < t->hi && v < t->lo)
        return t->lo;
    return t->lo < t->hi && v > t->hi ? t->hi : v;
}

static wide
line_value(const struct bounds *b, const struct type *t, struct cell wish)
{
    wide usual = line_usual(b, t);
    if (!(wish.can & CAN_VALUE))
        return usual;
    if (usual < wish.lo)
        return wish.lo;
    return usual > wish.hi ? wish.hi : usual;
}

static struct cell
member_value(const struct bounds *b, const struct attempt *at,
             const struct type *t, struct cell wish)
{
    bool own = t->entity == b->plan->decision[at->decision].entity;
    uint64_t mask = (uint64_t)(wish.can & CAN_VALUE ? wish.lo : t->lo);
    if (own && mask >> at->row & 1)
        return cell_member(at->row);
    return cell_member(mask ? (unsigned)__builtin_ctzll(mask) : 0);
}

static struct cell
row_value(const struct bounds *b, const struct attempt *at,
          const struct type *t, struct cell wish)
{
    bool roster = b->plan->entity[t->entity].roster;
    if (roster && t->entity == b->plan->decision[at->decision].entity)
        return cell_value(at->row);
    return cell_value(roster && wish.can & CAN_VALUE ? wish.lo : 0);
}

static struct cell
fraction_value(struct bounds *b, const struct type *t, struct cell wish)
{
    struct fraction *own = arena_new(b->keep, struct fraction);
    *own = (struct fraction){1, 1};
    if (t->lo < t->hi && t->hi < 1)
        own->num = t->hi;
    if (t->lo < t->hi && t->lo > 1)
        own->num = t->lo;
    if (!(wish.can & CAN_VALUE))
        return cell_value((wide)(uintptr_t)own);
    if (fraction_compare(*own, FRACTION_AT(wish.lo)) < 0)
        *own = FRACTION_AT(wish.lo);
    if (fraction_compare(*own, FRACTION_AT(wish.hi)) > 0)
        *own = FRACTION_AT(wish.hi);
    return cell_value((wide)(uintptr_t)own);
}

static struct cell
text_value(struct bounds *b, const struct type *t, struct cell wish)
{
    struct str *own = arena_new(b->keep, struct str);
    *own = STR("甲");
    (void)t;
    if (wish.can & CAN_VALUE && cell_single(&wish, REP_TEXT) &&
        !str_equal(*(const struct str *)(uintptr_t)wish.lo, STR("\x01")))
        *own = str_copy(b->keep, *(const struct str *)(uintptr_t)wish.lo);
    return cell_value((wide)(uintptr_t)own);
}

static struct cell
value_wished(struct bounds *b, const struct attempt *at, const struct type *t,
             struct cell wish)
{
    if (wish.can ? !(wish.can & CAN_VALUE) : t->optional)
        return cell_none();
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        return cell_value(wish.can ? wish.hi : 1);
    case REP_NUMBER:
    case REP_DATE:
    case REP_PERIOD:
        return cell_value(line_value(b, t, wish));
    case REP_FRACTION:
        return fraction_value(b, t, wish);
    case REP_MEMBER:
        return member_value(b, at, t, wish);
    case REP_ROW:
        return row_value(b, at, t, wish);
    case REP_TEXT:
        return text_value(b, t, wish);
    case REP_LIST:
        break;
    }
    return (struct cell){0};
}

struct cell
value_usual(struct bounds *b, const struct attempt *at, uint32_t fact)
{
    const struct type *t = &b->plan->type[b->plan->fact[fact].type];
    struct cell some = cell_any(b->work, t, 1);
    some.can = CAN_VALUE;
    return value_wished(b, at, t, some);
}

/* The value of a fact that was given, or can = 0. */
static struct cell
given_value(const struct attempt *at, uint32_t fact)
{
    for (uint32_t i = 0; i < at->fact.n; i++)
        if (at->fact.at[i].fact == fact)
            return at->fact.at[i].value;
    return (struct cell){0};
}

/* X compared with V, which was given: as MASK wants X to come out. */
static struct cell
value_related(const struct type *t, struct cell v, uint8_t mask)
{
    if (!(v.can & CAN_VALUE) || (is_line_type(t) && !line_within(t, v.lo)))
        return (struct cell){0};
    if (mask & RELATION_EQUAL)
        return v;
    if (t->rep == REP_TRUTH)
        return cell_value(!v.lo);
    if (t->rep == REP_MEMBER) {
        wide others = t->lo & ~v.lo;
        return others ? cell_member((unsigned)__builtin_ctzll((uint64_t)others))
                      : v;
    }
    wide next = v.lo + (mask & RELATION_LESS ? -1 : 1);
    return is_line_type(t) && line_within(t, next) ? cell_value(next) : v;
}

static uint8_t
mask_swapped(uint8_t mask)
{
    uint8_t swapped = mask & RELATION_EQUAL;
    if (mask & RELATION_LESS)
        swapped |= RELATION_GREATER;
    if (mask & RELATION_GREATER)
        swapped |= RELATION_LESS;
    return swapped;
}

static struct cell
value_for(struct bounds *b, const struct attempt *at, const struct wishes *w,
          uint32_t fact)
{
    const struct type *t = &b->plan->type[b->plan->fact[fact].type];
    for (uint32_t i = 0; i < w->relation.n; i++) {
        const struct wish_relation *r = &w->relation.at[i];
        struct cell other = {0};
        uint8_t mask = r->mask;
        if (r->fact == fact) {
            other = given_value(at, r->other);
        } else if (r->other == fact) {
            other = given_value(at, r->fact);
            mask = mask_swapped(mask);
        }
        struct cell own = {0};
        if (other.can)
            own = value_related(t, other, mask);
        if (own.can)
            return own;
    }
    return value_wished(b, at, t, w->fact[fact]);
}

/* ---- giving ---- */

static bool
fact_give(struct bounds *b, struct attempt *at, const struct wishes *w,
          const struct leaf *leaf)
{
    const struct plan_fact *f = &b->plan->fact[leaf->index];
    bool roster = b->plan->entity[f->entity].roster;
    struct case_fact fact = {.fact = leaf->index, .row = leaf->row};
    if (f->entity != CASE_ENTITY && !roster && leaf->row > 0)
        return false;
    if (f->form == FACT_FLOW) {
        if (leaf->time_kind == PERIOD_NONE)
            return false;
        fact.timed = true;
        fact.when = leaf->time;
    }
    fact.value = value_for(b, at, w, leaf->index);
    if (!fact.value.can)
        return false;
    for (uint32_t i = 0; i < at->fact.n; i++) {
        const struct case_fact *old = &at->fact.at[i];
        if (old->fact == fact.fact && old->row == fact.row &&
            old->when == fact.when)
            return false;
    }
    vec_push(b->keep, &at->fact, fact);
    return true;
}

/* The day and the period that a case stands at. */
static void
time_set(struct bounds *b, struct attempt *at, const struct wishes *w)
{
    const struct plan_decision *d = &b->plan->decision[at->decision];
    struct type day = {.rep = REP_DATE, .lo = DAY_FIRST, .hi = DAY_LAST};
    int32_t on = (int32_t)line_value(b, &day, w->day);
    enum period_kind kind = (enum period_kind)w->period_kind;
    at->time.asof = at->time.from = at->time.to = cell_value(on);
    if (kind == PERIOD_NONE || kind == PERIOD_ROSTER || kind != d->period)
        return;
    struct type period = {.rep = REP_PERIOD,
                          .period = kind,
                          .lo = period_least(kind),
                          .hi = period_greatest(kind)};
    int32_t which = (int32_t)line_value(b, &period, w->period);
    at->time.from = cell_value(period_first(kind, which));
    at->time.to = cell_value(period_last(kind, which));
    at->time.asof = at->time.from;
}

static bool
leaf_give(struct bounds *b, struct attempt *at, const struct wishes *w,
          const struct leaf *leaf)
{
    switch ((enum leaf_kind)leaf->kind) {
    case LEAF_FACT:
        return !leaf->known && fact_give(b, at, w, leaf);
    case LEAF_AS_OF:
    case LEAF_ASKED:
        if (at->time.asof.can)
            return false;
        time_set(b, at, w);
        return true;
    case LEAF_READING:
    case LEAF_OPEN:
        break;
    }
    return false;
}

static bool
leaf_wished(const struct wishes *w, const struct leaf *leaf)
{
    return leaf->kind == LEAF_FACT && w->fact[leaf->index].can;
}

/* One of the facts that the outcome waits for: first those that the box speaks
 * of. */
static bool
next_give(struct bounds *b, struct attempt *at, const struct wishes *w,
          struct trial *t, struct spot spot)
{
    struct leaves all = {0};
    because_leaves(b->work, &t->filled, spot, BECAUSE_MISSING, &all);
    for (int wished = 1; wished >= 0; wished--)
        for (uint32_t i = 0; i < all.list.n; i++)
            if (leaf_wished(w, &all.list.at[i]) == wished &&
                leaf_give(b, at, w, &all.list.at[i]))
                return true;
    return false;
}

static void
choices_give(struct bounds *b, struct attempt *at, const struct wishes *w)
{
    for (uint32_t i = 0; i < b->plan->readings; i++) {
        wide taken = (wide)1 << b->plan->reading[i].taken;
        struct cell c = w->reading[i];
        if (!c.can || c.lo & taken)
            continue;
        struct case_choice choice = {
            i, cell_member((unsigned)__builtin_ctzll((uint64_t)c.lo))};
        vec_push(b->keep, &at->choice, choice);
    }
}

/* Of a decision about a roster: the member that the box asks for. */
static uint32_t
member_wished(const struct bounds *b, uint32_t entity, const struct wishes *w)
{
    const struct plan *p = b->plan;
    for (uint32_t i = 0; i < p->facts; i++) {
        const struct type *t = &p->type[p->fact[i].type];
        if (t->rep == REP_MEMBER && t->entity == entity &&
            w->fact[i].can & CAN_VALUE)
            return (uint32_t)__builtin_ctzll((uint64_t)w->fact[i].lo);
    }
    return 0;
}

void
attempt_start(struct bounds *b, struct attempt *at, uint32_t decision,
              const struct wishes *w)
{
    const struct plan_decision *d = &b->plan->decision[decision];
    *at = (struct attempt){.decision = decision};
    if (d->entity != CASE_ENTITY && b->plan->entity[d->entity].roster)
        at->row = member_wished(b, d->entity, w);
    choices_give(b, at, w);
    if (d->period != PERIOD_NONE)
        time_set(b, at, w);
}

/* ---- whether it counts ---- */

static bool
constraint_holds(struct bounds *b, const struct attempt *at, uint32_t i)
{
    const struct plan_decision *d = &b->plan->decision[i];
    struct trial t;
    struct asked_list all = {0};
    if (d->period != PERIOD_NONE && !at->time.asof.can)
        return true;
    if (!trial_fill(b, at, i, &t))
        return false;
    answer_rows(b->work, &t.filled, i, &all);
    for (uint32_t k = 0; k < all.list.n; k++)
        if (answer_fails(&t.filled, &all.list.at[k]))
            return false;
    return true;
}

static bool
constraints_hold(struct bounds *b, const struct attempt *at)
{
    for (uint32_t i = 0; i < b->plan->decisions; i++)
        if (b->plan->decision[i].kind == PLACE_CONSTRAINT &&
            i != at->decision && !constraint_holds(b, at, i))
            return false;
    return true;
}

bool
attempt_complete(struct bounds *b, struct attempt *at, const struct wishes *w)
{
    for (int i = 0; i < GIVEN_MOST; i++) {
        struct arena_mark mark = arena_mark(b->work);
        struct trial t;
        struct asked asked;
        bool asks =
            trial_fill(b, at, at->decision, &t) && outcome_of(&t, &asked);
        const struct plan_node *n = asks ? &b->plan->node[asked.at.node] : NULL;
        bool known = asks && cell_known(spot_cell(&t.filled, asked.at),
                                        b->plan->type[n->type].rep);
        bool more = asks && !known && next_give(b, at, w, &t, asked.at);
        arena_back(b->work, mark);
        if (known)
            return constraints_hold(b, at);
        if (!more)
            return false;
    }
    return false;
}

static bool
node_is(const struct trial *t, node_id node, bool truth)
{
    space_id space = t->plan->node[node].space;
    const struct cell *c = t->filled.column[node];
    uint32_t rows = space == CASE_SPACE ? 1 : t->filled.rows[space].n;
    for (uint32_t i = 0; c && i < rows; i++)
        if (c[i].can == CAN_VALUE && c[i].lo == truth && c[i].hi == truth)
            return true;
    return false;
}

bool
attempt_reaches(struct bounds *b, const struct attempt *at,
                const struct goal *goal)
{
    struct arena_mark mark = arena_mark(b->work);
    struct trial t;
    bool reached = trial_fill(b, at, at->decision, &t) &&
                   (goal->item == NO_ITEM
                        ? node_is(&t, goal->node, goal->truth)
                        : coverage_reaches(&b->coverage, &t, goal->item));
    arena_back(b->work, mark);
    return reached;
}

struct attempt
attempt_copy(struct bounds *b, const struct attempt *at)
{
    struct attempt copy = {
        .decision = at->decision, .row = at->row, .time = at->time};
    for (uint32_t i = 0; i < at->fact.n; i++)
        vec_push(b->keep, &copy.fact, at->fact.at[i]);
    for (uint32_t i = 0; i < at->choice.n; i++)
        vec_push(b->keep, &copy.choice, at->choice.at[i]);
    return copy;
}

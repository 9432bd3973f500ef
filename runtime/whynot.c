#include "runtime/whynot.h"

#include <string.h>

struct searching {
    struct arena *arena;
    const struct plan *plan;
    const struct filled *f; /* of the data as given */
    const struct walk_limits *limits;
    const struct slice *slice;
    struct compared *compared;
    struct subject subject;
    struct cell now;
    VEC(struct other_set) queue;
    struct others found; /* after the newest evaluation */
    uint64_t work;
    struct whynot *out;
};

static enum rep
rep_of(const struct plan *p, node_id node)
{
    return (enum rep)p->type[p->node[node].type].rep;
}

/* ---- goals ---- */

static enum goal
goal_of(const struct plan *p, node_id node, struct cell now)
{
    enum rep rep = rep_of(p, node);
    if (!cell_known(now, rep) || now.can == CAN_FAULT)
        return GOAL_NOTHING;
    if (now.can == CAN_NONE)
        return GOAL_VALUE;
    if (rep == REP_TRUTH)
        return now.lo ? GOAL_NOTHING : GOAL_FULFILLED;
    return rep == REP_NUMBER || rep == REP_FRACTION ? GOAL_MORE : GOAL_NOTHING;
}

/* A value that nobody named, "some", must be enough by itself. */
static bool
names_values(const struct other_set *s, const struct plan *p)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct other *o = &s->at[i];
        enum rep rep = (enum rep)p->type[p->fact[o->leaf.index].type].rep;
        if (!cell_known(o->to, rep) && rep != REP_MEMBER)
            return false;
    }
    return true;
}

/* Is C better than what there is? Where facts are missing it may be that
 * it could be. */
static bool
goal_met(const struct searching *s, const struct other_set *set, struct cell c)
{
    bool value = c.can & CAN_VALUE && !(c.can & CAN_FAULT) &&
                 (c.can == CAN_VALUE || names_values(set, s->plan));
    switch (s->out->goal) {
    case GOAL_NOTHING:
        return false;
    case GOAL_VALUE:
        return value;
    case GOAL_MORE:
        return c.can == CAN_VALUE &&
               value_compare(c.lo, s->now.lo,
                             rep_of(s->plan, s->out->asked.at.node)) > 0;
    case GOAL_FULFILLED:
        return value && c.hi != 0;
    }
    return false;
}

/* ---- sets ---- */

static int
leaf_order(const struct leaf *a, const struct leaf *b)
{
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->time < b->time ? -1 : a->time > b->time;
}

static bool
set_equal(const struct searching *s, const struct other_set *a,
          const struct other_set *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t type = s->plan->fact[a->at[i].leaf.index].type;
        if (!leaf_same(&a->at[i].leaf, &b->at[i].leaf) ||
            !cell_equal(a->at[i].to, b->at[i].to,
                        (enum rep)s->plan->type[type].rep))
            return false;
    }
    return true;
}

/* Does A change the facts that B changes, none of them less? */
static bool
set_further(const struct searching *s, const struct other_set *a,
            const struct other_set *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!leaf_same(&a->at[i].leaf, &b->at[i].leaf) ||
            !other_further(s->plan, &a->at[i], &b->at[i]))
            return false;
    return true;
}

static bool
set_changes(const struct other_set *set, const struct leaf *leaf)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (leaf_same(&set->at[i].leaf, leaf))
            return true;
    return false;
}

static void
set_add(struct other_set *set, const struct other *o)
{
    uint32_t i = set->n++;
    for (; i > 0 && leaf_order(&set->at[i - 1].leaf, &o->leaf) > 0; i--)
        set->at[i] = set->at[i - 1];
    set->at[i] = *o;
}

/* ---- reading backwards ---- */

/* The place that NODE stands for, read below the place ABOVE: rules may share
 * a node, so that of the same rule if there is one. */
static uint32_t
place_below(const struct plan *p, node_id node, uint32_t above)
{
    uint32_t own = p->node[node].place;
    struct str label = p->place[above].label;
    if (!p->place[own].citation.len)
        return above;
    if (!above || str_equal(p->place[own].label, label))
        return own;
    for (uint32_t i = 0; i < p->marks; i++)
        if (p->mark[i].node == node &&
            str_equal(p->place[p->mark[i].place].label, label))
            return p->mark[i].place;
    return own;
}

/* A cell to be read, and the place above it. */
struct reading {
    struct spot at;
    uint32_t place;
};

struct reader {
    struct searching *s;
    const struct filled *f;
    const struct other_set *set;
    enum because how;
    struct spots next;
    struct spot_set seen;
    VEC(struct reading) stack;
    struct leaves leaves; /* read so far */
};

static bool
leaf_can_change(const struct reader *r, const struct leaf *leaf)
{
    return leaf->kind == LEAF_FACT && leaf->known && !leaf->declared &&
           !r->s->plan->fact[leaf->index].awaits.len &&
           leaf->cell.can != CAN_FAULT && !set_changes(r->set, leaf);
}

static void
leaf_read(struct reader *r, const struct leaf *leaf, uint32_t place)
{
    for (uint32_t i = 0; i < r->leaves.list.n; i++)
        if (leaf_same(&r->leaves.list.at[i], leaf))
            return;
    vec_push(r->s->arena, &r->leaves.list, *leaf);
    if (leaf_can_change(r, leaf))
        other_values(r->f, r->s->compared, r->s->out->goal, leaf, place,
                     &r->s->found);
}

static void
reader_push(struct reader *r, const struct reading *from)
{
    r->next.list.n = 0;
    because_operands(r->f, from->at, r->how, &r->next);
    while (r->next.list.n) {
        struct spot at = r->next.list.at[--r->next.list.n];
        vec_push(r->s->arena, &r->stack, (struct reading){at, from->place});
    }
}

/* What could be changed next, where the cells of F lead back to. */
static void
others_read(struct searching *s, const struct filled *f, struct spot at,
            const struct other_set *set)
{
    struct reader r = {.s = s, .f = f, .set = set};
    struct leaf leaf;
    r.how = s->out->goal == GOAL_MORE ? BECAUSE_EVERY : BECAUSE_COUNTING;
    r.next.arena = r.seen.arena = s->arena;
    s->found.n = 0;
    vec_push(s->arena, &r.stack, (struct reading){at, 0});
    while (r.stack.n) {
        struct reading now = r.stack.at[--r.stack.n];
        if (!spot_set_add(&r.seen, now.at))
            continue;
        now.place = place_below(s->plan, now.at.node, now.place);
        if (because_leaf(f, now.at, &leaf))
            leaf_read(&r, &leaf, now.place);
        reader_push(&r, &now);
    }
}

/* ---- evaluating ---- */

static bool
same_subject(const struct subject *a, const struct subject *b)
{
    return a->entity == b->entity && a->row == b->row &&
           a->period_kind == b->period_kind && a->period == b->period;
}

/* The row of the answer: other facts may give a space other rows. */
static bool
spot_again(const struct searching *s, const struct filled *f, struct spot *at)
{
    space_id space = s->plan->node[at->node].space;
    if (space == CASE_SPACE)
        return true;
    for (at->row = 0; at->row < f->rows[space].n; at->row++) {
        struct subject of = subject_of(f, *at);
        if (same_subject(&of, &s->subject))
            return true;
    }
    return false;
}

static bool
may_go_on(struct searching *s)
{
    if (s->out->evaluations < WHYNOT_EVALUATIONS &&
        s->work < s->limits->node_rows)
        return true;
    s->out->stopped = true;
    return false;
}

/* Evaluates with the changes of SET; READ: finds what to change next unless
 * that is enough. Returns whether it is. */
static bool
set_try(struct searching *s, struct other_set *set, bool read)
{
    struct arena_mark mark = arena_mark(s->arena);
    struct data *d = data_changed(s->arena, s->plan, s->f->data, set);
    struct spot at = s->out->asked.at;
    struct filled f;
    bool met = false;
    s->out->evaluations++;
    if (plan_walk(s->arena, s->plan, d, s->slice, s->limits, &f) == WALK_OK &&
        spot_again(s, &f, &at)) {
        set->spot = at;
        set->outcome = spot_cell(&f, at);
        met = goal_met(s, set, set->outcome);
        if (read && !met)
            others_read(s, &f, at, set);
    }
    s->work += f.work;
    arena_back(s->arena, mark);
    return met;
}

/* ---- the search ---- */

static void
queue_add(struct searching *s, const struct other_set *set)
{
    for (uint32_t i = 0; i < s->queue.n; i++)
        if (set_equal(s, &s->queue.at[i], set))
            return;
    if (s->queue.n < WHYNOT_EVALUATIONS)
        vec_push(s->arena, &s->queue, *set);
    else
        s->out->stopped = true;
}

/* Leads SET on to what was found after it. */
static void
queue_next(struct searching *s, const struct other_set *set)
{
    for (uint32_t i = 0; i < s->found.n && set->n < WHYNOT_FACTS; i++) {
        struct other_set next = *set;
        set_add(&next, &s->found.at[i]);
        queue_add(s, &next);
    }
}

/* Something within SET that is enough by itself takes its place. */
static void
set_reduce(struct searching *s, struct other_set *set)
{
    for (uint32_t keep = 1; keep + 1 < 1u << set->n; keep++) {
        struct other_set part = {.n = 0};
        for (uint32_t i = 0; i < set->n; i++)
            if (keep >> i & 1)
                part.at[part.n++] = set->at[i];
        if (!may_go_on(s) || !set_try(s, &part, false))
            continue;
        *set = part;
        set_reduce(s, set);
        return;
    }
}

/* When A and B differ only in which member one fact is, A stands for both. */
static bool
offer_merge(const struct searching *s, struct other_set *a,
            const struct other_set *b)
{
    enum rep rep = rep_of(s->plan, s->out->asked.at.node);
    struct other *differs = NULL;
    uint32_t at = 0;
    if (a->n != b->n || !cell_equal(a->outcome, b->outcome, rep))
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t type = s->plan->fact[a->at[i].leaf.index].type;
        enum rep fact = (enum rep)s->plan->type[type].rep;
        if (!leaf_same(&a->at[i].leaf, &b->at[i].leaf))
            return false;
        if (cell_equal(a->at[i].to, b->at[i].to, fact))
            continue;
        if (differs || fact != REP_MEMBER || a->at[i].to.can != CAN_VALUE ||
            b->at[i].to.can != CAN_VALUE)
            return false;
        differs = &a->at[i];
        at = i;
    }
    if (differs)
        differs->to.lo |= b->at[at].to.lo;
    return true;
}

static void
offer_remove(struct whynot *out, uint32_t i)
{
    out->offer.n--;
    memmove(&out->offer.at[i], &out->offer.at[i + 1],
            (out->offer.n - i) * sizeof *out->offer.at);
}

static void
offer_add(struct searching *s, const struct other_set *set)
{
    struct whynot *out = s->out;
    if (out->offer.n && out->offer.at[0].n > set->n)
        out->offer.n = 0;
    if (out->offer.n && out->offer.at[0].n < set->n)
        return;
    for (uint32_t i = 0; i < out->offer.n; i++)
        if (set_further(s, set, &out->offer.at[i]))
            return;
    for (uint32_t i = out->offer.n; i-- > 0;)
        if (set_further(s, &out->offer.at[i], set))
            offer_remove(out, i);
    vec_push(s->arena, &out->offer, *set);
}

static bool
offered_nearer(const struct searching *s, const struct other_set *set)
{
    const struct whynot *out = s->out;
    for (uint32_t i = 0; i < out->offer.n; i++)
        if (set_further(s, set, &out->offer.at[i]))
            return true;
    return false;
}

static void
offers_merge(struct searching *s)
{
    struct whynot *out = s->out;
    for (uint32_t i = 0; i < out->offer.n; i++)
        for (uint32_t k = i + 1; k < out->offer.n;)
            if (offer_merge(s, &out->offer.at[i], &out->offer.at[k]))
                offer_remove(out, k);
            else
                k++;
}

/* By how many facts they change: what is found first is the smallest. */
static void
search(struct searching *s)
{
    struct whynot *out = s->out;
    for (uint32_t i = 0; i < s->queue.n && may_go_on(s); i++) {
        struct other_set set = s->queue.at[i];
        if (out->offer.n && set.n > out->offer.at[0].n)
            break;
        if (offered_nearer(s, &set))
            continue;
        if (set_try(s, &set, !out->offer.n)) {
            set_reduce(s, &set);
            offer_add(s, &set);
        } else if (!out->offer.n) {
            queue_next(s, &set);
        }
    }
    offers_merge(s);
}

/* ---- conditions ---- */

/* A condition that an exception would need is not one that fails. */
static bool
place_of_exception(const struct plan *p, const struct plan_place *place)
{
    for (uint32_t i = 0; i < p->places; i++)
        if (p->place[i].kind == PLACE_EXCEPTION &&
            str_equal(p->place[i].label, place->label))
            return true;
    return false;
}

static bool
condition_failed(const struct searching *s, const struct reading *at)
{
    struct cell c = spot_cell(s->f, at->at);
    const struct plan_place *own =
        &s->plan->place[s->plan->node[at->at.node].place];
    return (own->kind == PLACE_CONDITION || own->kind == PLACE_FORCE) &&
           rep_of(s->plan, at->at.node) == REP_TRUTH && c.can == CAN_VALUE &&
           c.hi == 0 &&
           !place_of_exception(s->plan, &s->plan->place[at->place]);
}

static void
failed_add(struct searching *s, uint32_t place)
{
    for (uint32_t i = 0; i < s->out->failed.n; i++)
        if (s->out->failed.at[i] == place)
            return;
    vec_push(s->arena, &s->out->failed, place);
}

/* The conditions that are not met, outermost, in written order. */
static void
failed_read(struct searching *s)
{
    struct reader r = {.s = s, .f = s->f, .how = BECAUSE_COUNTING};
    r.next.arena = r.seen.arena = s->arena;
    vec_push(s->arena, &r.stack, (struct reading){s->out->asked.at, 0});
    while (r.stack.n) {
        struct reading now = r.stack.at[--r.stack.n];
        if (!spot_set_add(&r.seen, now.at))
            continue;
        now.place = place_below(s->plan, now.at.node, now.place);
        if (condition_failed(s, &now))
            failed_add(s, now.place);
        else
            reader_push(&r, &now);
    }
}

void
whynot_find(struct arena *a, const struct filled *f, const struct asked *asked,
            const struct walk_limits *limits, struct whynot *out)
{
    struct searching s = {.arena = a,
                          .plan = f->plan,
                          .f = f,
                          .limits = limits,
                          .out = out,
                          .subject = subject_of(f, asked->at),
                          .now = spot_cell(f, asked->at)};
    struct other_set nothing = {.n = 0};
    out->asked = *asked;
    out->goal = goal_of(f->plan, asked->at.node, s.now);
    if (out->goal == GOAL_NOTHING)
        return;
    s.slice = plan_slice(a, f->plan, &asked->at.node, 1);
    s.compared = compared_facts(a, f->plan, s.slice->has);
    s.found.at = arena_array(a, struct other, WHYNOT_VALUES);
    failed_read(&s);
    others_read(&s, f, asked->at, &nothing);
    queue_next(&s, &nothing);
    search(&s);
}

#include "runtime/trial.h"

#include "runtime/print.h"
#include "runtime/trial_data.h"

/* ---- running ---- */

uint32_t
run_expectations(const struct plan_case *test, const struct case_run *run)
{
    return test->common.expecteds + run->own.expecteds;
}

const struct case_expected *
run_expected(const struct plan_case *test, const struct case_run *run,
             uint32_t i)
{
    uint32_t shared = test->common.expecteds;
    return i < shared ? &test->common.expected[i]
                      : &run->own.expected[i - shared];
}

static const struct case_time *
time_of(const struct trial *t, uint32_t i)
{
    const struct case_expected *e = run_expected(t->test, t->run, i);
    return e->timed ? &e->time : &t->test->time;
}

static bool
same_time(const struct case_time *a, const struct case_time *b)
{
    return a->asof.can == b->asof.can && a->asof.lo == b->asof.lo &&
           a->from.lo == b->from.lo && a->to.lo == b->to.lo;
}

bool
trial_walk(struct trial *t, uint32_t first, enum walk_status *status)
{
    uint32_t n = run_expectations(t->test, t->run);
    t->time = *time_of(t, first);
    t->expected.n = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!same_time(time_of(t, i), &t->time))
            continue;
        if (i < first)
            return false;
        vec_push(t->arena, &t->expected, run_expected(t->test, t->run, i));
    }
    n = t->all ? t->plan->decisions : t->expected.n;
    node_id *root = arena_array(t->arena, node_id, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t d = t->all ? i : t->expected.at[i]->decision;
        root[i] = t->plan->decision[d].root;
    }
    t->data = trial_data(t->arena, t->plan, t->test, t->run, &t->time);
    t->speech = (struct speech){t->plan, t->data, t->language};
    *status = plan_walk(t->arena, t->plan, t->data,
                        plan_slice(t->arena, t->plan, root, n), t->limits,
                        &t->filled);
    return true;
}

void
trial_outcomes(struct trial *t, const struct case_expected *e,
               struct asked_list *to)
{
    struct asked_list all = {0};
    answer_rows(t->arena, &t->filled, e->decision, &all);
    for (uint32_t i = 0; i < all.list.n; i++) {
        struct subject of = subject_of(&t->filled, all.list.at[i].at);
        if (of.entity == CASE_ENTITY || of.row == e->row)
            vec_push(t->arena, &to->list, all.list.at[i]);
    }
}

/* ---- what decides ---- */

/* The leaves that have to be named: of an unknown outcome what is missing, of
 * a known one the facts that were given, or presumed. */
static void
deciding_leaves(struct trial *t, struct spot at, bool known, struct leaves *to)
{
    struct leaves all = {0};
    if (!known) {
        because_leaves(t->arena, &t->filled, at, BECAUSE_MISSING, to);
        return;
    }
    reason_of(t->arena, &t->filled, at, t->limits, &all);
    for (uint32_t i = 0; i < all.list.n; i++)
        if (all.list.at[i].kind == LEAF_FACT && !all.list.at[i].declared)
            vec_push(t->arena, &to->list, all.list.at[i]);
}

/* What a row that was not given has is part of which rows there are. */
static bool
leaf_unseen(const struct trial *t, const struct leaf *leaf, uint32_t entity)
{
    const struct plan_fact *f = &t->plan->fact[leaf->index];
    return leaf->kind == LEAF_FACT && f->entity == entity &&
           leaf->row >= t->data->table[entity].rows;
}

static bool
reason_is(const struct trial *t, const struct case_reason *r,
          const struct leaf *leaf)
{
    switch ((enum case_reason_kind)r->kind) {
    case CASE_REASON_FACT:
        return leaf->kind == LEAF_FACT && leaf->index == r->index &&
               leaf->row == r->row;
    case CASE_REASON_READING:
        return leaf->kind == LEAF_READING && leaf->index == r->index;
    case CASE_REASON_ROWS:
        return (leaf->kind == LEAF_OPEN && leaf->index == r->index) ||
               leaf_unseen(t, leaf, r->index);
    case CASE_REASON_AS_OF:
        return leaf->kind == LEAF_AS_OF || leaf->kind == LEAF_ASKED;
    }
    return false;
}

static bool
leaf_named(const struct trial *t, const struct case_expected *e,
           const struct leaf *leaf)
{
    for (uint32_t i = 0; i < e->reasons; i++)
        if (reason_is(t, &e->reason[i], leaf))
            return true;
    return false;
}

static bool
reason_found(const struct trial *t, const struct case_reason *r,
             const struct leaves *leaves)
{
    for (uint32_t i = 0; i < leaves->list.n; i++)
        if (reason_is(t, r, &leaves->list.at[i]))
            return true;
    return false;
}

/* Are the facts named exactly those that decide? A known outcome may also
 * name a reading or the as-of day that it used. */
static bool
reasons_hold(struct trial *t, const struct case_expected *e, struct spot at,
             bool known)
{
    struct leaves must = {0}, may = {0};
    deciding_leaves(t, at, known, &must);
    if (known)
        because_leaves(t->arena, &t->filled, at, BECAUSE_COUNTING, &may);
    for (uint32_t i = 0; i < must.list.n; i++)
        if (!leaf_named(t, e, &must.list.at[i]))
            return false;
    for (uint32_t i = 0; i < e->reasons; i++) {
        bool other = e->reason[i].kind != CASE_REASON_FACT;
        if (!reason_found(t, &e->reason[i], &must) &&
            !(known && other && reason_found(t, &e->reason[i], &may)))
            return false;
    }
    return true;
}

/* ---- comparing ---- */

static bool
within(const struct case_expected *e, struct cell c, enum rep rep)
{
    if (!(c.can & CAN_VALUE) || c.can & CAN_FAULT)
        return false;
    int low = e->low ? value_compare(c.lo, e->value.lo, rep) : 1;
    int high = e->high ? value_compare(e->value.hi, c.hi, rep) : 1;
    return (e->low_open ? low > 0 : low >= 0) &&
           (e->high_open ? high > 0 : high >= 0);
}

static bool
outcome_is(const struct case_expected *e, struct cell c, enum rep rep)
{
    bool known = cell_known(c, rep);
    switch ((enum case_expect)e->kind) {
    case CASE_EXPECT_VALUE:
        return known && cell_equal(c, e->value, rep);
    case CASE_EXPECT_NONE:
        return known && c.can == CAN_NONE;
    case CASE_EXPECT_RANGE:
        return within(e, c, rep);
    case CASE_EXPECT_UNKNOWN:
        return !known;
    case CASE_EXPECT_CONFLICT:
        return known && c.can == CAN_FAULT && c.fault == FAULT_CONFLICT;
    }
    return false;
}

static enum rep
rep_of(const struct trial *t, const struct asked *asked)
{
    return (enum rep)t->plan->type[t->plan->node[asked->at.node].type].rep;
}

bool
trial_holds(struct trial *t, const struct case_expected *e,
            const struct asked *asked)
{
    struct cell c = spot_cell(&t->filled, asked->at);
    enum rep rep = rep_of(t, asked);
    return outcome_is(e, c, rep) &&
           (!e->reasoned || reasons_hold(t, e, asked->at, cell_known(c, rep)));
}

/* ---- words ---- */

static void
fact_words(struct trial *t, struct text *to, uint32_t fact, uint32_t row,
           const struct case_expected *e)
{
    const struct plan_fact *f = &t->plan->fact[fact];
    struct text id = {.arena = t->arena};
    bool own =
        f->entity == t->plan->decision[e->decision].entity && row == e->row;
    if (f->entity == CASE_ENTITY || own) {
        text_add(to, f->name);
        return;
    }
    row_words(&id, &t->speech, f->entity, row);
    phrase_with(to, PHRASE_OF, t->speech.language, text_str(&id), f->name);
}

static void
reason_words(struct trial *t, struct text *to, const struct case_reason *r,
             const struct case_expected *e)
{
    enum language l = t->speech.language;
    switch ((enum case_reason_kind)r->kind) {
    case CASE_REASON_FACT:
        fact_words(t, to, r->index, r->row, e);
        return;
    case CASE_REASON_READING:
        text_add(to, t->plan->reading[r->index].name);
        return;
    case CASE_REASON_ROWS:
        phrase_with(to, PHRASE_OPEN_ROWS, l, t->plan->entity[r->index].name);
        return;
    case CASE_REASON_AS_OF:
        phrase_add(to, PHRASE_AS_OF, l);
        return;
    }
}

static struct case_reason
reason_of_leaf(const struct leaf *leaf)
{
    static const uint8_t kinds[] = {
        [LEAF_FACT] = CASE_REASON_FACT,   [LEAF_READING] = CASE_REASON_READING,
        [LEAF_AS_OF] = CASE_REASON_AS_OF, [LEAF_ASKED] = CASE_REASON_AS_OF,
        [LEAF_OPEN] = CASE_REASON_ROWS,
    };
    return (struct case_reason){kinds[leaf->kind], leaf->index, leaf->row};
}

static void
decided_by(struct trial *t, struct text *to, const struct case_reason *reason,
           uint32_t n, const struct case_expected *e)
{
    struct text names = {.arena = t->arena};
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            phrase_add(&names, PHRASE_LIST, t->speech.language);
        reason_words(t, &names, &reason[i], e);
    }
    phrase_with(to, PHRASE_DECIDED_BY, t->speech.language, text_str(&names));
}

void
trial_expected_words(struct trial *t, const struct case_expected *e,
                     const struct asked *asked, struct text *to)
{
    enum language l = t->speech.language;
    const struct plan_decision *d = &t->plan->decision[e->decision];
    uint32_t type = asked ? t->plan->node[asked->at.node].type : d->type;
    switch ((enum case_expect)e->kind) {
    case CASE_EXPECT_VALUE:
        outcome_words(to, &t->speech, &t->plan->type[type], e->value);
        break;
    case CASE_EXPECT_NONE:
        phrase_add(to, PHRASE_NONE, l);
        break;
    case CASE_EXPECT_RANGE:
        text_add(to, e->words);
        break;
    case CASE_EXPECT_UNKNOWN:
        phrase_add(to, PHRASE_NOT_KNOWN, l);
        break;
    case CASE_EXPECT_CONFLICT:
        text_add(to, fault_words(FAULT_CONFLICT, l));
        break;
    }
    if (e->reasoned)
        decided_by(t, to, e->reason, e->reasons, e);
}

void
trial_got_words(struct trial *t, const struct case_expected *e,
                const struct asked *asked, struct text *to)
{
    struct answering w = {t->arena, t->arena, &t->speech, &t->filled};
    struct tiao_answer answer = answer_of(&w, asked);
    struct leaves leaves = {0};
    VEC(struct case_reason) reason = {0};
    print_outcome(to, t->speech.language, &answer);
    /* An unknown outcome says itself what decides it. */
    if (!e->reasoned || answer.state == TIAO_UNKNOWN)
        return;
    deciding_leaves(t, asked->at, true, &leaves);
    for (uint32_t i = 0; i < leaves.list.n; i++)
        vec_push(t->arena, &reason, reason_of_leaf(&leaves.list.at[i]));
    decided_by(t, to, reason.at, reason.n, e);
}

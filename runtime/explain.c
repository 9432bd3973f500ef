#include "runtime/explain.h"

#include <string.h>

/* So many steps at most: a reason longer than that is not read by anyone. */
enum { EXPLAIN_STEPS = 2000, EXPLAIN_VISITS = 20000 };

/* A cell that waits to be read, below the step PARENT. CHOICE: the IF or guard
 * that asks whether an exception fires, when it is a part of that test. */
struct frame {
    struct spot at;
    uint32_t depth;
    uint32_t parent;
    node_id choice;
};

/* The days, one after another, for which a fact was told in one step. */
struct days {
    int32_t first, last;
};

/* A citation and its words, which many steps share. */
struct cited {
    struct str citation;
    const char *plain, *words;
};

struct explainer {
    struct arena *arena;
    const struct speech *speech;
    const struct filled *f;
    const struct plan *plan;
    struct spot_set told; /* steps with what is below them */
    VEC(struct frame) stack;
    VEC(struct tiao_step) step;
    VEC(uint32_t) parent;  /* by step */
    VEC(struct days) days; /* by step */
    VEC(struct cited) cited;
    struct spots next;
    uint32_t visits;
};

const char *
text_z(struct text *t)
{
    text_add_char(t, '\0');
    t->len--;
    return t->at;
}

const char *
str_z(struct arena *a, struct str s)
{
    char *z = arena_take(a, (size_t)s.len + 1);
    if (s.len)
        memcpy(z, s.at, s.len);
    z[s.len] = '\0';
    return z;
}

/* ---- subjects ---- */

struct subject
subject_of(const struct filled *f, struct spot at)
{
    const struct plan *p = f->plan;
    struct subject of = {.entity = CASE_ENTITY};
    space_id id = p->node[at.node].space;
    uint32_t row = at.row;
    while (p->space[id].kind == SPACE_EACH) {
        const struct plan_space *space = &p->space[id];
        if (of.period_kind == PERIOD_NONE) {
            of.period_kind = space->period;
            of.roster = space->entity;
            of.period = (int32_t)f->rows[id].element[row].lo;
        }
        row = f->rows[id].parent ? f->rows[id].parent[row] : 0;
        id = space->parent;
    }
    if (p->space[id].kind == SPACE_CASE)
        return of;
    of.entity = p->space[id].entity;
    of.row = row;
    if (p->space[id].kind == SPACE_PAIR) {
        struct cell element = f->rows[id].element[row];
        bool few =
            p->entity[of.entity].roster && p->entity[of.entity].members_n <= 64;
        of.row = few && element.lo
                     ? (uint32_t)__builtin_ctzll((uint64_t)element.lo)
                     : (uint32_t)element.lo;
    }
    return of;
}

void
period_words(struct text *to, const struct speech *s, const struct subject *of)
{
    if (of->period_kind == PERIOD_ROSTER)
        row_words(to, s, of->roster, (uint32_t)of->period);
    else if (of->period_kind != PERIOD_NONE)
        period_write(to, of->period_kind, of->period);
}

/* ---- words of leaves ---- */

static const char *
citation_z(struct arena *a, const struct speech *s, struct str citation)
{
    struct text text = {.arena = a};
    citation_words(&text, citation, s->language);
    return text_z(&text);
}

static const char *
outcome_z(struct arena *a, const struct speech *s, const struct type *t,
          struct cell cell,
          void (*write)(struct text *, const struct speech *,
                        const struct type *, struct cell))
{
    struct text text = {.arena = a};
    write(&text, s, t, cell);
    return text_z(&text);
}

void
leaf_time_words(struct text *to, const struct speech *s,
                const struct leaf *leaf)
{
    struct subject of = {.period_kind = leaf->time_kind, .period = leaf->time};
    if (leaf->time_kind == PERIOD_ROSTER)
        of.roster = s->plan->fact[leaf->index].calendar;
    period_words(to, s, &of);
}

static const char *
time_z(struct arena *a, const struct speech *s, const struct leaf *leaf)
{
    struct text text = {.arena = a};
    leaf_time_words(&text, s, leaf);
    return text_z(&text);
}

static const char *
entity_z(struct arena *a, const struct speech *s, uint32_t entity)
{
    return entity == CASE_ENTITY ? "" : str_z(a, s->plan->entity[entity].name);
}

static const char *
row_z(struct arena *a, const struct speech *s, uint32_t entity, uint32_t row)
{
    struct text text = {.arena = a};
    if (entity != CASE_ENTITY)
        row_words(&text, s, entity, row);
    return text_z(&text);
}

struct tiao_ground
ground_of(struct arena *a, const struct speech *s, const struct leaf *leaf)
{
    const struct plan_fact *fact = &s->plan->fact[leaf->index];
    const struct type *t = &s->plan->type[fact->type];
    bool known = leaf->known;
    return (struct tiao_ground){
        .fact = str_z(a, fact->name),
        .entity = entity_z(a, s, fact->entity),
        .id = row_z(a, s, fact->entity, leaf->row),
        .time = time_z(a, s, leaf),
        .value = known ? outcome_z(a, s, t, leaf->cell, outcome_words) : "",
        .exact = known ? outcome_z(a, s, t, leaf->cell, outcome_exact) : "",
        .none = known && leaf->cell.can == CAN_NONE,
        .value_kind = value_kind(t),
        .question = str_z(a, fact->question),
        .evidence = str_z(a, fact->evidence),
        .citation = str_z(a, fact->citation),
        .awaits = str_z(a, fact->awaits),
        .presumed_by = leaf->presumed ? str_z(a, fact->presumed_by) : "",
    };
}

/* ---- steps ---- */

static enum tiao_state
state_of(const struct type *t, struct cell cell)
{
    if (!cell_known(cell, t->rep))
        return TIAO_UNKNOWN;
    if (cell.can == CAN_NONE)
        return TIAO_NONE;
    return cell.can == CAN_FAULT ? TIAO_FAULT : TIAO_VALUE;
}

/* Does the cell at AT rest on a number that is not known and whose domain
 * nobody declared? */
static bool
rests_on_undeclared(struct arena *a, const struct filled *f, struct spot at)
{
    struct leaves leaves = {0};
    because_leaves(a, f, at, BECAUSE_MISSING, &leaves);
    for (uint32_t i = 0; i < leaves.list.n; i++) {
        const struct leaf *leaf = &leaves.list.at[i];
        if (leaf->kind == LEAF_FACT &&
            type_undeclared(&f->plan->type[f->plan->fact[leaf->index].type]))
            return true;
    }
    return false;
}

void
ends_told(struct arena *a, const struct filled *f, struct spot at, bool *low,
          bool *high)
{
    const struct type *t = &f->plan->type[f->plan->node[at.node].type];
    struct cell c = spot_cell(f, at);
    bool number = t->rep == REP_NUMBER || t->rep == REP_FRACTION;
    *low = !value_unbounded(t, c.lo);
    *high = !value_unbounded(t, c.hi);
    if (!number || (*low && *high) || rests_on_undeclared(a, f, at))
        return;
    *low = !cell_no_bound(c.lo, (enum rep)t->rep);
    *high = !cell_no_bound(c.hi, (enum rep)t->rep);
}

/* What is not known of a fact or a test is said in one word; of an amount, what
 * it may be. */
static void
step_unknown(struct explainer *e, struct tiao_step *step, const struct type *t,
             struct cell cell, struct spot at)
{
    struct text words = {.arena = e->arena}, range = words;
    bool low = false, high = false;
    if (step->kind != TIAO_STEP_FACT && t->rep == REP_NUMBER &&
        cell.can & CAN_VALUE)
        ends_told(e->arena, e->f, at, &low, &high);
    phrase_add(&words, PHRASE_NOT_KNOWN, e->speech->language);
    if (low || high) {
        possible_words(&range, e->speech, t, cell, low, high);
        phrase_with(&words, PHRASE_BRACKETS, e->speech->language,
                    text_str(&range));
    }
    step->value = text_z(&words);
}

/* CELL, at AT, is of the type T. */
static void
step_value(struct explainer *e, struct tiao_step *step, const struct type *t,
           struct cell cell, struct spot at)
{
    step->state = state_of(t, cell);
    step->value_kind = value_kind(t);
    if (step->state == TIAO_UNKNOWN) {
        step_unknown(e, step, t, cell, at);
        return;
    }
    step->value = outcome_z(e->arena, e->speech, t, cell, outcome_words);
    step->exact = outcome_z(e->arena, e->speech, t, cell, outcome_exact);
}

static struct tiao_step
step_empty(enum tiao_step_kind kind, uint32_t depth)
{
    return (struct tiao_step){
        .kind = kind,
        .depth = depth,
        .label = "",
        .words = "",
        .citation = "",
        .citation_words = "",
        .entity = "",
        .id = "",
        .time = "",
        .value = "",
        .exact = "",
        .question = "",
        .evidence = "",
        .awaits = "",
        .presumed_by = "",
    };
}

/* Citations are told apart by where they stand. */
static void
step_cite(struct explainer *e, struct tiao_step *step, struct str citation)
{
    uint32_t i = 0;
    while (i < e->cited.n && (e->cited.at[i].citation.at != citation.at ||
                              e->cited.at[i].citation.len != citation.len))
        i++;
    if (i == e->cited.n)
        vec_push(e->arena, &e->cited,
                 (struct cited){citation, str_z(e->arena, citation),
                                citation_z(e->arena, e->speech, citation)});
    step->citation = e->cited.at[i].plain;
    step->citation_words = e->cited.at[i].words;
}

static void
step_subject(struct explainer *e, struct tiao_step *step, struct spot at)
{
    struct subject of = subject_of(e->f, at);
    struct text time = {.arena = e->arena};
    step->entity = entity_z(e->arena, e->speech, of.entity);
    step->id = row_z(e->arena, e->speech, of.entity, of.row);
    period_words(&time, e->speech, &of);
    step->time = text_z(&time);
}

static enum tiao_step_kind
step_kind_of(enum place_kind kind)
{
    static const uint8_t kinds[] = {
        [PLACE_NONE] = TIAO_STEP_RULE,
        [PLACE_DECISION] = TIAO_STEP_DECISION,
        [PLACE_RULE] = TIAO_STEP_RULE,
        [PLACE_EXCEPTION] = TIAO_STEP_EXCEPTION,
        [PLACE_OTHERWISE] = TIAO_STEP_OTHERWISE,
        [PLACE_ROW] = TIAO_STEP_ROW,
        [PLACE_CONDITION] = TIAO_STEP_CONDITION,
        [PLACE_LOCAL] = TIAO_STEP_LOCAL,
        [PLACE_SPLIT] = TIAO_STEP_SPLIT,
        [PLACE_PART] = TIAO_STEP_PART,
        [PLACE_STANDARD] = TIAO_STEP_STANDARD,
        [PLACE_CONSTRAINT] = TIAO_STEP_CONSTRAINT,
        [PLACE_ASSERTION] = TIAO_STEP_ASSERTION,
        [PLACE_DUTY] = TIAO_STEP_DUTY,
        [PLACE_PROHIBITION] = TIAO_STEP_PROHIBITION,
        [PLACE_PERMISSION] = TIAO_STEP_PERMISSION,
        [PLACE_ENCOURAGEMENT] = TIAO_STEP_ENCOURAGEMENT,
        [PLACE_TARGET] = TIAO_STEP_TARGET,
        [PLACE_FACET] = TIAO_STEP_DECISION,
        [PLACE_FORCE] = TIAO_STEP_CONDITION,
    };
    return kinds[kind];
}

static struct tiao_step
step_of_place(struct explainer *e, const struct frame *frame,
              const struct plan_place *place)
{
    struct tiao_step step = step_empty(step_kind_of(place->kind), frame->depth);
    const struct plan_node *node = &e->plan->node[frame->at.node];
    step.label = str_z(e->arena, place->label);
    step.words = str_z(e->arena, place->kind == PLACE_ROW && place->row.len
                                     ? place->row
                                     : place->words);
    step_cite(e, &step, place->citation);
    step_subject(e, &step, frame->at);
    step_value(e, &step, &e->plan->type[node->type], spot_cell(e->f, frame->at),
               frame->at);
    return step;
}

static struct tiao_step
step_of_fact(struct explainer *e, const struct frame *frame,
             const struct leaf *leaf)
{
    struct tiao_step step = step_empty(TIAO_STEP_FACT, frame->depth);
    struct tiao_ground g = ground_of(e->arena, e->speech, leaf);
    const struct plan_fact *fact = &e->plan->fact[leaf->index];
    const struct type *t = &e->plan->type[fact->type];
    step.label = g.fact;
    step.entity = g.entity;
    step.id = g.id;
    step.time = g.time;
    step.question = g.question;
    step.evidence = g.evidence;
    step.awaits = g.awaits;
    step.presumed_by = g.presumed_by;
    step_cite(e, &step, fact->citation);
    step.state = state_of(t, leaf->cell);
    step.value_kind = g.value_kind;
    step.value = g.value;
    step.exact = g.exact;
    if (step.state == TIAO_UNKNOWN)
        step_unknown(e, &step, t, leaf->cell, frame->at);
    return step;
}

static struct tiao_step
step_of_reading(struct explainer *e, const struct frame *frame,
                const struct leaf *leaf)
{
    struct tiao_step step = step_empty(TIAO_STEP_READING, frame->depth);
    const struct plan_reading *r = &e->plan->reading[leaf->index];
    const struct type *t = &e->plan->type[e->plan->node[frame->at.node].type];
    step.label = str_z(e->arena, r->name);
    step_cite(e, &step, r->citation);
    step_value(e, &step, t, leaf->cell, frame->at);
    if (leaf->known)
        step.words =
            str_z(e->arena, r->text[__builtin_ctzll((uint64_t)leaf->cell.lo)]);
    return step;
}

static struct tiao_step
step_of_leaf(struct explainer *e, const struct frame *frame,
             const struct leaf *leaf)
{
    struct tiao_step step;
    switch ((enum leaf_kind)leaf->kind) {
    case LEAF_FACT:
        return step_of_fact(e, frame, leaf);
    case LEAF_READING:
        return step_of_reading(e, frame, leaf);
    case LEAF_AS_OF:
    case LEAF_ASKED:
        step = step_empty(TIAO_STEP_AS_OF, frame->depth);
        step_value(e, &step, &e->plan->type[e->plan->node[frame->at.node].type],
                   leaf->cell, frame->at);
        return step;
    case LEAF_OPEN:
        step = step_empty(TIAO_STEP_COLLECTION, frame->depth);
        step.entity = entity_z(e->arena, e->speech, leaf->index);
        step.state = TIAO_UNKNOWN;
        return step;
    }
    return step_empty(TIAO_STEP_FACT, frame->depth);
}

static bool
step_equal(const struct tiao_step *a, const struct tiao_step *b)
{
    return a->kind == b->kind && a->depth == b->depth &&
           !strcmp(a->label, b->label) && !strcmp(a->words, b->words) &&
           !strcmp(a->id, b->id) && !strcmp(a->entity, b->entity) &&
           !strcmp(a->time, b->time);
}

/* Adds STEP unless its parent has just that step already. Returns its index,
 * or UINT32_MAX. */
static uint32_t
step_add(struct explainer *e, uint32_t parent, struct tiao_step step)
{
    for (uint32_t i = e->step.n; i-- > 0 && i != parent;)
        if (e->parent.at[i] == parent && step_equal(&e->step.at[i], &step))
            return UINT32_MAX;
    if (e->step.n >= EXPLAIN_STEPS)
        return UINT32_MAX;
    vec_push(e->arena, &e->step, step);
    vec_push(e->arena, &e->parent, parent);
    vec_push(e->arena, &e->days, (struct days){.last = INT32_MIN});
    return e->step.n - 1;
}

static bool
fact_equal(const struct tiao_step *a, const struct tiao_step *b)
{
    return a->kind == TIAO_STEP_FACT && !strcmp(a->label, b->label) &&
           !strcmp(a->entity, b->entity) && !strcmp(a->id, b->id) &&
           a->state == b->state && !strcmp(a->value, b->value);
}

/* Does a step of PARENT say of DAY, or of the day before, what STEP says of
 * DAY? Then it says both. */
static bool
days_go_on(struct explainer *e, uint32_t parent, const struct tiao_step *step,
           int32_t day)
{
    for (uint32_t i = e->step.n; i-- > 0 && i != parent;) {
        struct days *days = &e->days.at[i];
        if (e->parent.at[i] != parent || !fact_equal(&e->step.at[i], step) ||
            day < days->first || day > days->last + 1)
            continue;
        if (day <= days->last)
            return true;
        struct text span = {.arena = e->arena};
        days->last = day;
        period_write(&span, PERIOD_DAY, days->first);
        text_add_z(&span, "..");
        period_write(&span, PERIOD_DAY, day);
        e->step.at[i].time = text_z(&span);
        return true;
    }
    return false;
}

static void
leaf_tell(struct explainer *e, const struct frame *frame,
          const struct leaf *leaf)
{
    struct tiao_step step = step_of_leaf(e, frame, leaf);
    bool daily = leaf->kind == LEAF_FACT && leaf->time_kind == PERIOD_DAY;
    if (daily && days_go_on(e, frame->parent, &step, leaf->time))
        return;
    uint32_t added = step_add(e, frame->parent, step);
    if (daily && added != UINT32_MAX)
        e->days.at[added] = (struct days){leaf->time, leaf->time};
}

/* A row that does not match, or a rule that does not apply, has nothing to
 * say itself: what is said is why. */
static bool
place_silent(const struct explainer *e, struct spot at,
             const struct plan_place *place)
{
    struct cell cell = spot_cell(e->f, at);
    if (place->kind == PLACE_NONE)
        return true;
    if (place->kind != PLACE_ROW)
        return false;
    return cell.can == CAN_NONE ||
           (e->plan->type[e->plan->node[at.node].type].rep == REP_TRUTH &&
            cell.can == CAN_VALUE && cell.lo == 0 && cell.hi == 0);
}

/* Which rows belong to a fold shows in the rows that are told; a link that is
 * known need not be told for itself. */
static bool
link_is_told(const struct explainer *e, struct spot fold, struct spot spot)
{
    const struct plan_node *node = &e->plan->node[fold.node];
    const struct type *t = &e->plan->type[e->plan->node[spot.node].type];
    return because_fold(node->op) &&
           because_space(e->f, fold)->link == spot.node &&
           cell_known(spot_cell(e->f, spot), t->rep);
}

/* Is LABEL that of an exception whose value NODE may be? */
static bool
exception_among(const struct plan *p, node_id node, struct str label,
                uint32_t deep)
{
    const struct plan_node *n = &p->node[node];
    const struct plan_place *place = &p->place[n->op == OP_GUARD ? n->a : 0];
    if (place->kind == PLACE_EXCEPTION && str_equal(place->label, label))
        return true;
    bool chooses = n->op == OP_AGREE || n->op == OP_IF || n->op == OP_ELSE ||
                   n->op == OP_GUARD;
    for (uint32_t i = 0; i < n->n && chooses && deep; i++)
        if (exception_among(p, p->operand[n->first + i], label, deep - 1))
            return true;
    return false;
}

enum { EXCEPTIONS_DEEP = 8 };

/* NODE, read from FRAME, is a part of which question for exceptions? */
static node_id
choice_below(const struct explainer *e, const struct frame *frame, node_id node)
{
    const struct plan_node *n = &e->plan->node[frame->at.node];
    bool asks = (n->op == OP_IF || n->op == OP_GUARD) &&
                e->plan->operand[n->first] == node;
    return asks ? frame->at.node : frame->choice;
}

static void
frame_below(struct explainer *e, const struct frame *frame, uint32_t parent,
            uint32_t depth)
{
    struct leaf open;
    const struct type *t = &e->plan->type[e->plan->node[frame->at.node].type];
    bool known = cell_known(spot_cell(e->f, frame->at), t->rep);
    if (!known && because_open(e->f, frame->at, &open))
        step_add(e, parent,
                 step_of_leaf(e,
                              &(struct frame){.at = frame->at, .depth = depth},
                              &open));
    e->next.list.n = 0;
    because_operands(e->f, frame->at, BECAUSE_COUNTING, &e->next);
    while (e->next.list.n) {
        struct spot spot = e->next.list.at[--e->next.list.n];
        node_id choice = choice_below(e, frame, spot.node);
        if (!link_is_told(e, frame->at, spot))
            vec_push(e->arena, &e->stack,
                     (struct frame){spot, depth, parent, choice});
    }
}

static void visit_place(struct explainer *e, const struct frame *frame,
                        const struct plan_place *place);

static bool
place_is_test(const struct plan_place *place)
{
    return place->kind == PLACE_CONDITION || place->kind == PLACE_FORCE;
}

/* Does PLACE, a test, belong to an exception whose firing is asked for? */
static bool
of_exception(const struct explainer *e, const struct frame *frame,
             const struct plan_place *place)
{
    if (!place_is_test(place) || frame->choice == NO_NODE)
        return false;
    const struct plan_node *n = &e->plan->node[frame->choice];
    return exception_among(e->plan, e->plan->operand[n->first + 1],
                           place->label, EXCEPTIONS_DEEP);
}

/* What the cell stands for where it is read: one node may be a test of several
 * rules, and is told as one of the rule above it or of an exception to it. */
static const struct plan_place *
place_told(const struct explainer *e, const struct frame *frame)
{
    const struct plan *p = e->plan;
    const struct plan_place *place = &p->place[p->node[frame->at.node].place];
    struct str above = str_of(e->step.at[frame->parent].label);
    if (!place_is_test(place) || !place->label.len ||
        str_equal(place->label, above) || of_exception(e, frame, place))
        return place;
    for (uint32_t i = 0; i < p->marks; i++) {
        const struct plan_place *other = &p->place[p->mark[i].place];
        if (p->mark[i].node == frame->at.node && place_is_test(other) &&
            (str_equal(other->label, above) || of_exception(e, frame, other)))
            return other;
    }
    return &p->place[0];
}

/* The step that says that the exception LABEL does not apply: the newest one
 * below PARENT if it says so already, else a new one. */
static uint32_t
step_not_applying(struct explainer *e, const struct frame *frame,
                  const struct plan_place *place)
{
    uint32_t i = e->step.n;
    struct tiao_step step;
    while (i > 0 && e->step.at[i - 1].depth > frame->depth)
        i--;
    if (i > 0 && e->parent.at[i - 1] == frame->parent &&
        e->step.at[i - 1].kind == TIAO_STEP_EXCEPTION &&
        str_equal(place->label, str_of(e->step.at[i - 1].label)))
        return i - 1;
    step = step_empty(TIAO_STEP_EXCEPTION, frame->depth);
    step.label = str_z(e->arena, place->label);
    step_cite(e, &step, place->citation);
    step_subject(e, &step, frame->at);
    step.state = TIAO_NONE;
    return step_add(e, frame->parent, step);
}

/* Where an exception applies it is told as a step of its own, with its
 * conditions; where it does not, they are told for it here. */
static void
visit_exception(struct explainer *e, const struct frame *frame,
                const struct plan_place *place)
{
    struct cell cell = spot_cell(e->f, frame->at);
    struct frame below = *frame;
    if (cell.can != CAN_VALUE || cell.hi != 0)
        return;
    below.parent = step_not_applying(e, frame, place);
    if (below.parent == UINT32_MAX)
        return;
    below.depth++;
    visit_place(e, &below, place);
}

static void
visit_place(struct explainer *e, const struct frame *frame,
            const struct plan_place *place)
{
    struct tiao_step step = step_of_place(e, frame, place);
    step.again = !spot_set_add(&e->told, frame->at);
    bool again = step.again;
    /* A test that was told need not be told again: only what rests on it. */
    if (again && place_is_test(place))
        return;
    uint32_t added = step_add(e, frame->parent, step);
    if (added != UINT32_MAX && !again)
        frame_below(e, frame, added, frame->depth + 1);
}

static void
visit(struct explainer *e, const struct frame *frame)
{
    const struct plan_place *place = place_told(e, frame);
    struct str above = str_of(e->step.at[frame->parent].label);
    struct leaf leaf;
    bool is_leaf = because_leaf(e->f, frame->at, &leaf);
    if (is_leaf)
        leaf_tell(e, frame, &leaf);
    if (!is_leaf && of_exception(e, frame, place) &&
        !str_equal(place->label, above))
        visit_exception(e, frame, place);
    else if (!is_leaf && !place_silent(e, frame->at, place))
        visit_place(e, frame, place);
    else
        frame_below(e, frame, frame->parent, frame->depth);
}

/* ---- the whole ---- */

static void
explain_root(struct explainer *e, uint32_t decision, struct spot at)
{
    const struct plan_decision *d = &e->plan->decision[decision];
    struct frame root = {.at = at, .choice = NO_NODE};
    const struct plan_place place = {
        .kind = d->kind, .label = d->name, .citation = d->citation};
    uint32_t own = e->plan->node[at.node].place;
    struct tiao_step step = step_of_place(e, &root, &place);
    step_add(e, UINT32_MAX, step);
    if (own && e->plan->place[own].kind == d->kind)
        frame_below(e, &root, 0, 1);
    else
        visit(e, &(struct frame){.at = at, .depth = 1, .choice = NO_NODE});
}

static void
grounds_of(struct explainer *e, struct spot at,
           const struct walk_limits *limits, struct tiao_explanation *out)
{
    struct leaves leaves = {0};
    VEC(struct tiao_ground) ground = {0};
    if (cell_known(spot_cell(e->f, at),
                   e->plan->type[e->plan->node[at.node].type].rep))
        reason_of(e->arena, e->f, at, limits, &leaves);
    else
        because_leaves(e->arena, e->f, at, BECAUSE_COUNTING, &leaves);
    for (uint32_t i = 0; i < leaves.list.n; i++) {
        const struct leaf *leaf = &leaves.list.at[i];
        if (leaf->kind == LEAF_FACT && leaf->known && !leaf->declared)
            vec_push(e->arena, &ground, ground_of(e->arena, e->speech, leaf));
    }
    out->ground = ground.at;
    out->grounds = ground.n;
}

struct tiao_explanation *
explain(struct arena *a, const struct speech *s, const struct filled *f,
        uint32_t decision, struct spot at, const struct walk_limits *limits)
{
    struct explainer e = {.arena = a, .speech = s, .f = f, .plan = f->plan};
    struct tiao_explanation *out = arena_new(a, struct tiao_explanation);
    e.told.arena = e.next.arena = a;
    explain_root(&e, decision, at);
    while (e.stack.n && e.visits++ < EXPLAIN_VISITS) {
        struct frame frame = e.stack.at[--e.stack.n];
        visit(&e, &frame);
    }
    out->step = e.step.at;
    out->steps = e.step.n;
    grounds_of(&e, at, limits, out);
    return out;
}

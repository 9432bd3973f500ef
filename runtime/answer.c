#include "runtime/answer.h"

#include <string.h>

#include "lang/base/map.h"

/* Facts named in the short reason of a 无. */
enum { BECAUSE_NAMED = 3 };

struct writer {
    const struct answering *w;
    struct arena *arena;
    const struct speech *s;
    const struct plan *plan;
    const struct type *type;
    struct spot at;
    struct cell cell;
    struct subject subject;
    struct tiao_answer *out;
};

void
answer_rows(struct arena *a, const struct filled *f, uint32_t decision,
            struct asked_list *to)
{
    node_id root = f->plan->decision[decision].root;
    space_id space = f->plan->node[root].space;
    uint32_t n = space == CASE_SPACE ? 1 : f->rows[space].n;
    for (uint32_t row = 0; row < n; row++) {
        const uint8_t *sure = space == CASE_SPACE ? NULL : f->rows[space].sure;
        struct subject of = subject_of(f, (struct spot){root, row});
        if (sure && sure[row] == ROW_MANY)
            continue;
        if (of.entity != CASE_ENTITY &&
            of.row >= f->data->table[of.entity].rows)
            continue;
        vec_push(a, &to->list, (struct asked){decision, {root, row}});
    }
}

enum tiao_decision_kind
decision_kind(enum place_kind kind)
{
    switch (kind) {
    case PLACE_STANDARD:
        return TIAO_STANDARD;
    case PLACE_PART:
        return TIAO_PART;
    case PLACE_CONSTRAINT:
        return TIAO_CONSTRAINT;
    case PLACE_ASSERTION:
        return TIAO_ASSERTION;
    case PLACE_DUTY:
    case PLACE_PROHIBITION:
    case PLACE_PERMISSION:
    case PLACE_ENCOURAGEMENT:
    case PLACE_TARGET:
        return TIAO_DUTY;
    case PLACE_FACET:
        return TIAO_FACET;
    case PLACE_NONE:
    case PLACE_DECISION:
    case PLACE_RULE:
    case PLACE_EXCEPTION:
    case PLACE_OTHERWISE:
    case PLACE_ROW:
    case PLACE_CONDITION:
    case PLACE_LOCAL:
    case PLACE_SPLIT:
    case PLACE_FORCE:
        return TIAO_DECISION;
    }
    return TIAO_DECISION;
}

/* ---- what gave the outcome ---- */

/* The one operand of an AGREE that is not none, or NO_NODE. */
static node_id
only_arm(const struct filled *f, const struct plan_node *n, uint32_t row)
{
    node_id found = NO_NODE;
    for (uint32_t i = 0; i < n->n; i++) {
        node_id arm = f->plan->operand[n->first + i];
        if (filled_cell(f, arm, row).can == CAN_NONE)
            continue;
        if (found != NO_NODE)
            return NO_NODE;
        found = arm;
    }
    return found;
}

/* Where the outcome of AT comes from, one step back; NO_NODE when it is worked
 * out here, or by several. */
static node_id
given_from(const struct filled *f, struct spot at)
{
    const struct plan_node *n = &f->plan->node[at.node];
    const node_id *of = &f->plan->operand[n->first];
    struct cell c;
    if (n->op == OP_GUARD)
        return of[1];
    if (n->op == OP_DOMAIN)
        return of[0];
    if (n->op == OP_AGREE)
        return only_arm(f, n, at.row);
    if (n->op != OP_IF && n->op != OP_ELSE)
        return NO_NODE; /* its operands may be columns of other spaces */
    c = filled_cell(f, of[0], at.row);
    if (n->op == OP_IF && c.can == CAN_VALUE && c.lo == c.hi)
        return c.lo ? of[1] : of[2];
    if (n->op == OP_ELSE && (c.can == CAN_NONE || c.can == CAN_VALUE))
        return c.can == CAN_NONE ? of[1] : of[0];
    return NO_NODE;
}

struct given
answer_given(const struct filled *f, struct spot at)
{
    struct given found = {0};
    while (at.node != NO_NODE) {
        const struct plan_node *n = &f->plan->node[at.node];
        if (n->op == OP_GUARD && n->a && f->plan->place[n->a].citation.len)
            found.cited = n->a;
        if (n->op == OP_GUARD && n->a && f->plan->place[n->a].label.len)
            found.by = n->a;
        at.node = given_from(f, at);
        if (at.node != NO_NODE && f->plan->node[at.node].space == CASE_SPACE)
            at.row = 0;
    }
    return found;
}

/* ---- head ---- */

static void
write_head(struct writer *w, uint32_t decision)
{
    const struct plan_decision *d = &w->plan->decision[decision];
    struct text id = {.arena = w->arena}, period = {.arena = w->arena},
                words = {.arena = w->arena};
    struct str cited = STR("");
    if (w->subject.entity != CASE_ENTITY) {
        row_words(&id, w->s, w->subject.entity, w->subject.row);
        w->out->entity =
            str_z(w->arena, w->plan->entity[w->subject.entity].name);
    } else {
        w->out->entity = "";
    }
    period_words(&period, w->s, &w->subject);
    if (cell_known(w->cell, w->type->rep))
        cited = w->plan->place[answer_given(w->w->f, w->at).cited].citation;
    if (!cited.len)
        cited = d->citation;
    citation_words(&words, cited, w->s->language);
    w->out->decision = str_z(w->arena, d->name);
    w->out->kind = decision_kind(d->kind);
    w->out->id = text_z(&id);
    w->out->row = w->subject.row;
    w->out->period = text_z(&period);
    w->out->citation = str_z(w->arena, cited);
    w->out->citation_words = text_z(&words);
    w->out->value_kind = value_kind(w->type);
    w->out->unit = str_z(w->arena, unit_name(w->plan, w->type));
}

static void
write_nothing(struct tiao_answer *out)
{
    out->exact = out->words = out->because = "";
    out->fault = out->fault_words = out->fault_label = out->fault_row =
        out->fault_citation = "";
    out->lowest = out->highest = out->lowest_words = out->highest_words = "";
}

/* ---- what is possible ---- */

static struct str
value_str(struct writer *w, wide v, bool exact)
{
    struct text text = {.arena = w->arena};
    if (exact)
        value_exact(&text, w->s, w->type, v);
    else
        value_words(&text, w->s, w->type, v);
    return text_str(&text);
}

static void
write_bounds(struct writer *w, bool low, bool high)
{
    struct cell c = w->cell;
    if (low) {
        w->out->lowest = str_z(w->arena, value_str(w, c.lo, true));
        w->out->lowest_words = str_z(w->arena, value_str(w, c.lo, false));
    }
    if (high) {
        w->out->highest = str_z(w->arena, value_str(w, c.hi, true));
        w->out->highest_words = str_z(w->arena, value_str(w, c.hi, false));
    }
}

static void
write_possible(struct writer *w)
{
    VEC(const char *) names = {0};
    struct cell c = w->cell;
    if (w->type->rep == REP_TRUTH) {
        if (c.hi)
            vec_push(w->arena, &names, str_z(w->arena, value_str(w, 1, true)));
        if (!c.lo)
            vec_push(w->arena, &names, str_z(w->arena, value_str(w, 0, true)));
    }
    for (uint32_t i = 0; w->type->rep == REP_MEMBER && i < 64; i++)
        if (mask_has(c.lo, i))
            vec_push(w->arena, &names,
                     str_z(w->arena, value_str(w, (wide)1 << i, true)));
    w->out->possible = names.at;
    w->out->possibles = names.n;
}

static bool
type_ordered(const struct type *t)
{
    return t->rep == REP_NUMBER || t->rep == REP_FRACTION ||
           t->rep == REP_DATE || t->rep == REP_PERIOD;
}

static void
write_range(struct writer *w, struct text *to)
{
    bool low = false, high = false;
    if (w->cell.can & CAN_VALUE) {
        if (type_ordered(w->type)) {
            ends_told(w->arena, w->w->f, w->at, &low, &high);
            write_bounds(w, low, high);
        }
        write_possible(w);
    }
    possible_words(to, w->s, w->type, w->cell, low, high);
}

/* ---- needs ---- */

static bool
leaf_own(const struct writer *w, const struct leaf *leaf)
{
    const struct plan_fact *fact = &w->plan->fact[leaf->index];
    return fact->entity == CASE_ENTITY ||
           (fact->entity == w->subject.entity && leaf->row == w->subject.row);
}

/* 甲园的托位数, or 托位数 when it is the subject's own. */
static void
leaf_name(struct writer *w, struct text *to, const struct leaf *leaf)
{
    const struct plan_fact *fact = &w->plan->fact[leaf->index];
    struct text id = {.arena = w->arena};
    if (leaf_own(w, leaf)) {
        text_add(to, fact->name);
        return;
    }
    row_words(&id, w->s, fact->entity, leaf->row);
    phrase_with(to, PHRASE_OF, w->s->language, text_str(&id), fact->name);
}

/* The period of a flow, unless it is the answer's own. */
static void
leaf_time(struct writer *w, struct text *to, const struct leaf *leaf)
{
    bool own = leaf->time_kind == w->subject.period_kind &&
               leaf->time == w->subject.period;
    if (w->plan->fact[leaf->index].form != FACT_FLOW || own ||
        leaf->time_kind == PERIOD_NONE)
        return;
    text_add_char(to, ' ');
    leaf_time_words(to, w->s, leaf);
}

static void
need_words(struct writer *w, struct text *to, const struct leaf *leaf)
{
    const struct plan_fact *fact = &w->plan->fact[leaf->index];
    enum language l = w->s->language;
    struct text hint = {.arena = w->arena};
    leaf_name(w, to, leaf);
    leaf_time(w, to, leaf);
    if (fact->awaits.len)
        phrase_with(&hint, PHRASE_WAITING, l, fact->awaits);
    else if (fact->question.len)
        phrase_with(&hint, PHRASE_QUOTES, l, fact->question);
    if (hint.len)
        phrase_with(to, PHRASE_BRACKETS, l, text_str(&hint));
}

static void
open_words(struct writer *w, struct text *to, const struct leaf *leaf)
{
    phrase_with(to, PHRASE_OPEN_ROWS, w->s->language,
                w->plan->entity[leaf->index].name);
}

/* Was LEAF, a fact, NAMED before? A state is one, however many days of it are
 * missing; a flow has one value for each period. */
static bool
named_before(const struct writer *w, struct map *named, const struct leaf *leaf)
{
    uint64_t key = (uint64_t)leaf->index << 32 | leaf->row;
    bool before = map_get(named, key) != MAP_NONE;
    map_put(named, key, 0);
    return before && w->plan->fact[leaf->index].form != FACT_FLOW;
}

/* What AT is missing: facts as grounds, open collections, the as-of day. The
 * names are listed in NAMES too. */
static void
write_needs(struct writer *w, struct text *names)
{
    struct leaves leaves = {0};
    VEC(struct tiao_ground) need = {0};
    VEC(const char *) open = {0};
    struct map named;
    map_init(&named, w->arena);
    because_leaves(w->w->work, w->w->f, w->at, BECAUSE_MISSING, &leaves);
    for (uint32_t i = 0; i < leaves.list.n; i++) {
        const struct leaf *leaf = &leaves.list.at[i];
        if (leaf->kind == LEAF_FACT)
            vec_push(w->arena, &need, ground_of(w->arena, w->s, leaf));
        if (leaf->kind == LEAF_FACT && named_before(w, &named, leaf))
            continue;
        if (names->len)
            phrase_add(names, PHRASE_LIST, w->s->language);
        if (leaf->kind == LEAF_FACT) {
            need_words(w, names, leaf);
        } else if (leaf->kind == LEAF_OPEN) {
            vec_push(w->arena, &open,
                     str_z(w->arena, w->plan->entity[leaf->index].name));
            open_words(w, names, leaf);
        } else if (leaf->kind == LEAF_READING) {
            text_add(names, w->plan->reading[leaf->index].name);
        } else {
            w->out->needs_as_of = true;
            phrase_add(names, PHRASE_AS_OF, w->s->language);
        }
    }
    w->out->need = need.at;
    w->out->needs = need.n;
    w->out->open = open.at;
    w->out->opens = open.n;
}

/* ---- what was used ---- */

static struct tiao_used_reading
used_reading(struct writer *w, const struct leaf *leaf)
{
    const struct plan_reading *r = &w->plan->reading[leaf->index];
    const struct plan_entity *names = &w->plan->entity[r->entity];
    uint32_t taken = (uint32_t)__builtin_ctzll((uint64_t)leaf->cell.lo);
    return (struct tiao_used_reading){
        .name = str_z(w->arena, r->name),
        .alternative = leaf->known ? str_z(w->arena, names->member[taken]) : "",
        .text = leaf->known ? str_z(w->arena, r->text[taken]) : "",
        .citation = str_z(w->arena, r->citation),
    };
}

static void
write_used(struct writer *w, const struct leaves *leaves)
{
    VEC(struct tiao_used_reading) reading = {0};
    VEC(struct tiao_ground) presumption = {0};
    VEC(struct tiao_ground) term = {0};
    for (uint32_t i = 0; i < leaves->list.n; i++) {
        const struct leaf *leaf = &leaves->list.at[i];
        if (leaf->kind == LEAF_READING)
            vec_push(w->arena, &reading, used_reading(w, leaf));
        if (leaf->kind != LEAF_FACT)
            continue;
        if (leaf->presumed)
            vec_push(w->arena, &presumption, ground_of(w->arena, w->s, leaf));
        if (w->plan->fact[leaf->index].awaits.len)
            vec_push(w->arena, &term, ground_of(w->arena, w->s, leaf));
    }
    w->out->reading = reading.at;
    w->out->readings = reading.n;
    w->out->presumption = presumption.at;
    w->out->presumptions = presumption.n;
    w->out->term = term.at;
    w->out->terms = term.n;
}

/* ---- outcomes ---- */

/* 已备案 = 否 reads 未备案; a truth that is not so begun reads 非 …. */
static void
truth_words(struct writer *w, struct text *to, struct str name, bool truth)
{
    struct str done = STR("已");
    struct text no = {.arena = w->arena};
    if (truth) {
        text_add(to, name);
    } else if (str_starts(name, done) && w->s->language == LANGUAGE_ZH) {
        text_add_z(to, "未");
        text_add(to, str_from(name, done.len));
    } else {
        text_add(&no, name);
        phrase_with(to, PHRASE_NOT, w->s->language, text_str(&no));
    }
}

static void
because_words(struct writer *w, struct text *to, const struct leaf *leaf)
{
    const struct plan_fact *fact = &w->plan->fact[leaf->index];
    const struct type *t = &w->plan->type[fact->type];
    struct text name = {.arena = w->arena};
    leaf_name(w, &name, leaf);
    leaf_time(w, &name, leaf);
    if (t->rep == REP_TRUTH && leaf->cell.can == CAN_VALUE) {
        truth_words(w, to, text_str(&name), leaf->cell.lo != 0);
        return;
    }
    text_add(to, text_str(&name));
    text_add_char(to, ' ');
    outcome_words(to, w->s, t, leaf->cell);
}

/* The cell that makes the outcome none: of a guard the condition that is not
 * met, or else what it guards. */
static struct spot
none_cause(const struct filled *f, struct spot at)
{
    for (;;) {
        const struct plan_node *n = &f->plan->node[at.node];
        const node_id *of = &f->plan->operand[n->first];
        struct cell met;
        if (n->op != OP_GUARD)
            return at;
        met = filled_cell(f, of[0], at.row);
        at.node = met.can == CAN_VALUE && met.lo ? of[1] : of[0];
        if (f->plan->node[at.node].space == CASE_SPACE)
            at.row = 0;
    }
}

/* The facts that make the cell at CAUSE what it is, in short. */
static void
write_because(struct writer *w, struct spot cause)
{
    struct leaves leaves = {0};
    struct text because = {.arena = w->arena};
    uint32_t named = 0;
    because_first(w->w->work, w->w->f, cause, BECAUSE_COUNTING, BECAUSE_NAMED,
                  &leaves);
    for (uint32_t i = 0; i < leaves.list.n && named < BECAUSE_NAMED; i++) {
        const struct leaf *leaf = &leaves.list.at[i];
        if (leaf->kind != LEAF_FACT || !leaf->known)
            continue;
        if (named++)
            phrase_add(&because, PHRASE_LIST, w->s->language);
        because_words(w, &because, leaf);
    }
    w->out->because = text_z(&because);
}

static void
write_none(struct writer *w)
{
    w->out->state = TIAO_NONE;
    w->out->words = str_z(w->arena, phrase_str(PHRASE_NONE, w->s->language));
    write_because(w, none_cause(w->w->f, w->at));
}

/* A constraint or assertion that does not hold. */
bool
answer_fails(const struct filled *f, const struct asked *asked)
{
    const struct plan_node *n = &f->plan->node[asked->at.node];
    struct cell c = spot_cell(f, asked->at);
    return f->plan->type[n->type].rep == REP_TRUTH && c.can == CAN_VALUE &&
           c.hi == 0;
}

/* Where the fault at AT arose: back along the operands that are the same
 * fault. The last place passed is what it is about. */
static struct spot
fault_origin(struct writer *w, uint32_t *place)
{
    const struct filled *f = w->w->f;
    struct spots next = {.arena = w->arena};
    struct spot at = w->at;
    for (;;) {
        uint32_t own = w->plan->node[at.node].place, i = 0;
        if (own)
            *place = own;
        next.list.n = 0;
        because_operands(f, at, BECAUSE_COUNTING, &next);
        while (i < next.list.n) {
            struct cell c = spot_cell(f, next.list.at[i]);
            if (c.can == CAN_FAULT && c.fault == w->cell.fault)
                break;
            i++;
        }
        if (i == next.list.n)
            return at;
        at = next.list.at[i];
    }
}

/* NODE in ROW, if it says something: a side of a conflict. */
static bool
side_of(struct writer *w, uint32_t place, node_id value, uint32_t row,
        struct tiao_side *side)
{
    const struct plan_place *p = &w->plan->place[place];
    const struct type *t = &w->plan->type[w->plan->node[value].type];
    struct cell cell = filled_cell(w->w->f, value, row);
    struct text words = {.arena = w->arena}, citation = words, exact = words;
    if (cell.can != CAN_VALUE)
        return false;
    outcome_words(&words, w->s, t, cell);
    outcome_exact(&exact, w->s, t, cell);
    citation_words(&citation, p->citation, w->s->language);
    *side = (struct tiao_side){
        .label = str_z(w->arena, p->label),
        .row = str_z(w->arena, p->row.len ? p->row : p->words),
        .citation = str_z(w->arena, p->citation),
        .citation_words = text_z(&citation),
        .value = text_z(&words),
        .exact = text_z(&exact),
    };
    return true;
}

static void
write_sides(struct writer *w, struct spot origin)
{
    const struct plan_node *n = &w->plan->node[origin.node];
    const node_id *of = &w->plan->operand[n->first];
    uint32_t step = n->op == OP_ONE ? 2 : 1;
    VEC(struct tiao_side) side = {0};
    for (uint32_t i = 0; i + step <= n->n; i += step) {
        struct tiao_side one;
        struct cell met = filled_cell(w->w->f, of[i], origin.row);
        if (n->op == OP_ONE && !(met.can == CAN_VALUE && met.lo))
            continue;
        if (side_of(w, w->plan->node[of[i]].place, of[i + step - 1], origin.row,
                    &one))
            vec_push(w->arena, &side, one);
    }
    w->out->side = side.at;
    w->out->sides = side.n;
}

static void
fault_place(struct writer *w, const struct plan_place *place)
{
    w->out->fault_label = str_z(w->arena, place->label);
    w->out->fault_row = str_z(w->arena, place->row);
    w->out->fault_citation = str_z(w->arena, place->citation);
}

/* 冲突（规则 甲 10元、规则 乙 20元） */
static void
fault_whole(struct writer *w, struct text *words)
{
    enum language l = w->s->language;
    struct text about = {.arena = w->arena};
    for (size_t i = 0; i < w->out->sides; i++) {
        const struct tiao_side *side = &w->out->side[i];
        if (i)
            phrase_add(&about, PHRASE_LIST, l);
        phrase_with(&about, side->row[0] ? PHRASE_SIDE_ROW : PHRASE_SIDE, l,
                    str_of(side->row[0] ? side->row : side->label),
                    str_of(side->value));
    }
    if (!about.len)
        text_add_z(&about, w->out->fault_label);
    phrase_with(words, PHRASE_FAULT, l, fault_words(w->cell.fault, l));
    if (about.len)
        phrase_with(words, PHRASE_BRACKETS, l, text_str(&about));
}

static void
write_fault(struct writer *w)
{
    struct text words = {.arena = w->arena};
    uint32_t place = 0;
    struct spot origin = fault_origin(w, &place);
    enum op op = w->plan->node[origin.node].op;
    w->out->state = TIAO_FAULT;
    w->out->fault = str_z(w->arena, fault_key(w->cell.fault));
    w->out->fault_words =
        str_z(w->arena, fault_words(w->cell.fault, w->s->language));
    fault_place(w, &w->plan->place[w->cell.place ? w->cell.place : place]);
    if (w->cell.fault == FAULT_CONFLICT && (op == OP_AGREE || op == OP_ONE))
        write_sides(w, origin);
    fault_whole(w, &words);
    w->out->words = text_z(&words);
}

/* A standard that is still to be set has nothing else to say: 未知：待 … 定. */
static bool
standard_waits(struct writer *w, struct text *words)
{
    const struct tiao_ground *need = w->out->need;
    struct text waiting = {.arena = w->arena};
    if (w->out->needs != 1 || !need->awaits[0] ||
        strcmp(need->fact, w->out->decision))
        return false;
    phrase_with(&waiting, PHRASE_WAITING, w->s->language, str_of(need->awaits));
    phrase_with(words, PHRASE_UNKNOWN, w->s->language, text_str(&waiting));
    return true;
}

static void
write_unknown(struct writer *w)
{
    struct text possible = {.arena = w->arena}, words = possible,
                needs = possible;
    enum language l = w->s->language;
    w->out->state = TIAO_UNKNOWN;
    w->out->can_value = w->cell.can & CAN_VALUE;
    w->out->can_none = w->cell.can & CAN_NONE;
    w->out->can_fault = w->cell.can & CAN_FAULT;
    write_range(w, &possible);
    write_needs(w, &needs);
    if (standard_waits(w, &words))
        needs.len = 0;
    else
        phrase_with(&words, PHRASE_UNKNOWN, l, text_str(&possible));
    if (needs.len)
        phrase_with(&words, PHRASE_NEEDS, l, text_str(&needs));
    w->out->words = text_z(&words);
}

static void
write_value(struct writer *w)
{
    w->out->state = TIAO_VALUE;
    w->out->exact = str_z(w->arena, value_str(w, w->cell.lo, true));
    w->out->words = str_z(w->arena, value_str(w, w->cell.lo, false));
}

static bool
answer_kept(const struct writer *w)
{
    return w->out->kind == TIAO_CONSTRAINT || w->out->kind == TIAO_ASSERTION;
}

static void
write_state(struct writer *w)
{
    struct leaves leaves = {0};
    because_leaves(w->w->work, w->w->f, w->at, BECAUSE_COUNTING, &leaves);
    write_used(w, &leaves);
    if (!cell_known(w->cell, w->type->rep))
        write_unknown(w);
    else if (w->cell.can == CAN_FAULT)
        write_fault(w);
    else if (w->cell.can == CAN_NONE)
        write_none(w);
    else
        write_value(w);
    if (answer_kept(w) && answer_fails(w->w->f, &(struct asked){0, w->at}))
        write_because(w, none_cause(w->w->f, w->at));
}

struct tiao_answer
answer_of(const struct answering *answering, const struct asked *asked)
{
    const struct filled *f = answering->f;
    const struct plan_node *node = &f->plan->node[asked->at.node];
    struct tiao_answer out = {0};
    struct writer w = {
        .w = answering,
        .arena = answering->arena,
        .s = answering->speech,
        .plan = f->plan,
        .type = &f->plan->type[node->type],
        .at = asked->at,
        .cell = spot_cell(f, asked->at),
        .subject = subject_of(f, asked->at),
        .out = &out,
    };
    write_nothing(&out);
    write_head(&w, asked->decision);
    out.perhaps = node->space != CASE_SPACE && f->rows[node->space].sure &&
                  f->rows[node->space].sure[asked->at.row] == ROW_PERHAPS;
    write_state(&w);
    return out;
}

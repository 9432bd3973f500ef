#include "runtime/whynot.h"

#include "runtime/case.h"

struct wording {
    struct arena *arena;
    const struct speech *speech;
    const struct filled *f;
    const struct plan *plan;
    const struct walk_limits *limits;
};

static const char *
words_z(struct wording *w, const struct type *t, struct cell cell, bool exact)
{
    struct text text = {.arena = w->arena};
    if (exact)
        outcome_exact(&text, w->speech, t, cell);
    else
        outcome_words(&text, w->speech, t, cell);
    return text_z(&text);
}

static const char *
citation_z(struct wording *w, struct str citation)
{
    struct text text = {.arena = w->arena};
    citation_words(&text, citation, w->speech->language);
    return text_z(&text);
}

/* ---- one change ---- */

/* Each value that does, by itself. */
static struct cell
option_of(const struct type *t, struct cell to, uint32_t i)
{
    uint64_t mask = (uint64_t)to.lo;
    if (t->rep != REP_MEMBER)
        return to;
    for (; i; i--)
        mask &= mask - 1;
    return cell_member((unsigned)__builtin_ctzll(mask));
}

static void
options_write(struct wording *w, struct tiao_change *c, const struct type *t,
              struct cell to)
{
    uint32_t n = t->rep == REP_MEMBER ? mask_count(to.lo) : 1;
    const char **exact = arena_array(w->arena, const char *, n);
    struct text words = {.arena = w->arena};
    for (uint32_t i = 0; i < n; i++) {
        struct cell option = option_of(t, to, i);
        exact[i] = words_z(w, t, option, true);
        if (i)
            phrase_add(&words, PHRASE_OR, w->speech->language);
        outcome_words(&words, w->speech, t, option);
    }
    c->to = text_z(&words);
    c->exact = exact;
    c->exacts = n;
}

static const char *
days_z(struct wording *w, wide days)
{
    struct text text = {.arena = w->arena}, n = text;
    text_add_unsigned(&n, (uint64_t)days);
    phrase_with(&text, days == 1 ? PHRASE_DAY_APART : PHRASE_DAYS_APART,
                w->speech->language, text_str(&n));
    return text_z(&text);
}

static void
distance_write(struct wording *w, struct tiao_change *c, const struct type *t,
               const struct other *o)
{
    wide by = o->to.lo - o->leaf.cell.lo;
    if (o->leaf.cell.can != CAN_VALUE || o->to.can != CAN_VALUE)
        return;
    c->less = by < 0;
    by = by < 0 ? -by : by;
    if (t->rep == REP_NUMBER)
        c->by = words_z(w, t, cell_value(by), false);
    if (t->rep == REP_DATE)
        c->by = days_z(w, by);
}

static struct tiao_change
change_of(struct wording *w, const struct other *o)
{
    const struct plan_place *place = &w->plan->place[o->place];
    const struct type *t = &w->plan->type[w->plan->fact[o->leaf.index].type];
    struct tiao_change c = {
        .fact = ground_of(w->arena, w->speech, &o->leaf),
        .none = o->to.can == CAN_NONE,
        .some = o->to.can == CAN_VALUE && t->rep != REP_MEMBER &&
                !cell_known(o->to, (enum rep)t->rep),
        .by = "",
        .condition =
            place->kind == PLACE_CONDITION ? str_z(w->arena, place->words) : "",
        .citation = str_z(w->arena, place->citation),
        .citation_words = citation_z(w, place->citation),
    };
    struct text some = {.arena = w->arena};
    phrase_add(&some, c.some ? PHRASE_SOME : PHRASE_NONE, w->speech->language);
    c.to = text_z(&some);
    if (c.none || c.some)
        return c;
    options_write(w, &c, t, o->to);
    distance_write(w, &c, t, o);
    return c;
}

/* ---- one offer ---- */

/* The answer with the changes of SET: told as any other. */
static struct tiao_answer
answer_changed(struct wording *w, const struct other_set *set,
               const struct asked *asked)
{
    struct other_set one = *set;
    struct asked again = {asked->decision, set->spot};
    struct filled f;
    struct answering answering = {w->arena, w->arena, w->speech, &f};
    for (uint32_t i = 0; i < one.n; i++) {
        const struct plan_fact *fact = &w->plan->fact[one.at[i].leaf.index];
        if (one.at[i].to.can == CAN_VALUE)
            one.at[i].to =
                option_of(&w->plan->type[fact->type], one.at[i].to, 0);
    }
    plan_walk(w->arena, w->plan,
              data_changed(w->arena, w->plan, w->f->data, &one),
              plan_slice(w->arena, w->plan, &asked->at.node, 1), w->limits, &f);
    return answer_of(&answering, &again);
}

static struct tiao_offer
offer_of(struct wording *w, const struct other_set *set,
         const struct asked *asked)
{
    struct tiao_change *change =
        arena_array(w->arena, struct tiao_change, set->n);
    struct tiao_answer answer = answer_changed(w, set, asked);
    for (uint32_t i = 0; i < set->n; i++)
        change[i] = change_of(w, &set->at[i]);
    return (struct tiao_offer){change, set->n, answer.state, answer.words,
                               answer.exact};
}

static struct tiao_failed
failed_of(struct wording *w, uint32_t id)
{
    const struct plan_place *place = &w->plan->place[id];
    return (struct tiao_failed){
        str_z(w->arena, place->label),
        str_z(w->arena, place->words),
        str_z(w->arena, place->citation),
        citation_z(w, place->citation),
    };
}

struct tiao_why_not *
why_not(struct arena *a, const struct speech *s, const struct filled *f,
        const struct asked *asked, const struct walk_limits *limits)
{
    struct wording w = {a, s, f, f->plan, limits};
    struct tiao_why_not *out = arena_new(a, struct tiao_why_not);
    struct whynot found = {.goal = GOAL_NOTHING};
    struct tiao_offer *offer;
    struct tiao_failed *failed;
    whynot_find(a, f, asked, limits, &found);
    offer = arena_array(a, struct tiao_offer, found.offer.n);
    failed = arena_array(a, struct tiao_failed, found.failed.n);
    for (uint32_t i = 0; i < found.offer.n; i++)
        offer[i] = offer_of(&w, &found.offer.at[i], asked);
    for (uint32_t i = 0; i < found.failed.n; i++)
        failed[i] = failed_of(&w, found.failed.at[i]);
    *out = (struct tiao_why_not){found.goal != GOAL_NOTHING,
                                 offer,
                                 found.offer.n,
                                 failed,
                                 found.failed.n,
                                 found.evaluations,
                                 found.stopped};
    return out;
}

/* ---- the public calls ---- */

struct why_not_work {
    const struct tiao_answers *a;
    struct arena *arena;
    struct tiao_why_not *out;
    size_t i;
};

static enum tiao_status
why_not_do(void *argument)
{
    struct why_not_work *x = argument;
    *x->out = *why_not(x->arena, &x->a->speech, &x->a->filled,
                       &x->a->asked.list.at[x->i], &x->a->question.limits);
    return TIAO_OK;
}

enum tiao_status
tiao_why_not(struct tiao_answers *answers, size_t i,
             struct tiao_why_not **why_not)
{
    struct tiao_why_not *out = view_new(&answers->object.from, sizeof *out);
    struct why_not_work x = {.a = answers, .out = out, .i = i};
    enum tiao_status status;
    *why_not = NULL;
    if (!out)
        return TIAO_MEMORY;
    x.arena = &view_object(out)->arena;
    status = object_try(view_object(out), why_not_do, &x);
    if (status == TIAO_OK)
        *why_not = out;
    else
        view_free(out);
    return status;
}

void
tiao_why_not_free(struct tiao_why_not *why_not)
{
    view_free(why_not);
}

struct tiao_why_not **
answers_why_not(struct arena *arena, const struct tiao_answers *a)
{
    uint32_t n = a->asked.list.n;
    struct tiao_why_not **out = arena_array(arena, struct tiao_why_not *, n);
    for (uint32_t i = 0; i < n; i++)
        out[i] = why_not(arena, &a->speech, &a->filled, &a->asked.list.at[i],
                         &a->question.limits);
    return out;
}

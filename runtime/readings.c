/* Readings compared: the same question once for each alternative. */
#include "runtime/readings.h"

#include <string.h>

#include "runtime/case.h"
#include "runtime/report.h"

/* A difference, or a sum of them. */
struct amount {
    bool fine;
    struct fraction value;
};

struct sum {
    uint32_t decision;
    const struct type *type;
    struct amount more;
    size_t shifts, uncounted;
};

struct comparing {
    struct comparison_view *view;
    struct arena *arena;
    const struct tiao_rulebook *rulebook;
    const struct plan *plan;
    const struct tiao_facts *facts;
    struct tiao_question question;
    struct tiao_choice *choice; /* one more than were asked for */
    struct speech speech;
    struct tiao_answers *base, *other; /* not in the arena */
    struct tiao_report **report;
    /* Of the alternative at hand. */
    VEC(struct tiao_shift) shift;
    VEC(struct sum) sum;
};

/* ---- amounts ---- */

static bool
is_number(const struct type *t)
{
    return t->rep == REP_NUMBER || t->rep == REP_FRACTION;
}

/* What C counts as: none is nothing. */
static struct amount
amount_of(const struct type *t, struct cell c)
{
    struct amount a = {.value = {0, 1}};
    if (!is_number(t) || !cell_known(c, t->rep) || c.can == CAN_FAULT)
        return a;
    if (c.can == CAN_NONE)
        a.fine = true;
    else if (t->rep == REP_FRACTION)
        a = (struct amount){true, FRACTION_AT(c.lo)};
    else
        a.fine = fraction_of(c.lo, wide_ten_to(t->scale), &a.value);
    return a;
}

static struct amount
amount_less(struct amount a, struct amount b)
{
    struct amount out = {.value = {0, 1}};
    out.fine =
        a.fine && b.fine && fraction_subtract(a.value, b.value, &out.value);
    return out;
}

static void
amount_add(struct amount *to, struct amount more)
{
    to->fine = to->fine && more.fine &&
               fraction_add(to->value, more.value, &to->value);
}

/* A as a value of type T; false when it does not fit. */
static bool
amount_value(const struct type *t, const struct amount *a, wide *v)
{
    if (!a->fine)
        return false;
    *v = (wide)(uintptr_t)&a->value;
    return t->rep == REP_FRACTION ||
           wide_multiply(a->value.num, wide_ten_to(t->scale) / a->value.den, v);
}

/* +200元 and 200.00, both empty when there is nothing to say. */
static void
amount_tell(struct comparing *c, const struct type *t, const struct amount *a,
            const char **exact, const char **words)
{
    struct text plain = {.arena = c->arena}, told = plain;
    wide v;
    if (amount_value(t, a, &v)) {
        value_exact(&plain, &c->speech, t, v);
        if (a->value.num > 0)
            text_add_char(&told, '+');
        value_words(&told, &c->speech, t, v);
    }
    *exact = text_z(&plain);
    *words = text_z(&told);
}

/* ---- two answers ---- */

/* One side of a comparison; ASKED null: there is no such outcome. */
struct side {
    const struct tiao_answers *of;
    const struct asked *asked;
    const struct tiao_answer *answer;
};

static struct cell
side_cell(const struct side *s)
{
    return s->asked ? spot_cell(&s->of->filled, s->asked->at) : cell_none();
}

static struct tiao_shift
shift_head(struct comparing *c, const struct side *s)
{
    const struct tiao_answer *a = s->answer;
    return (struct tiao_shift){
        .decision = str_z(c->arena, str_of(a->decision)),
        .entity = str_z(c->arena, str_of(a->entity)),
        .id = str_z(c->arena, str_of(a->id)),
        .period = str_z(c->arena, str_of(a->period)),
        .citation = str_z(c->arena, str_of(a->citation)),
        .citation_words = str_z(c->arena, str_of(a->citation_words)),
        .unit = str_z(c->arena, str_of(a->unit)),
        .value_kind = a->value_kind,
    };
}

static void
side_tell(struct comparing *c, const struct side *s, enum tiao_state *state,
          const char **words, const char **exact)
{
    enum language l = c->speech.language;
    *state = s->asked ? s->answer->state : TIAO_NONE;
    *words = str_z(c->arena, s->asked ? str_of(s->answer->words)
                                      : phrase_str(PHRASE_NO_OUTCOME, l));
    *exact = s->asked ? str_z(c->arena, str_of(s->answer->exact)) : "";
}

static struct sum *
sum_of(struct comparing *c, uint32_t decision, const struct type *t)
{
    if (!c->sum.n || c->sum.at[c->sum.n - 1].decision != decision)
        vec_push(c->arena, &c->sum,
                 (struct sum){.decision = decision,
                              .type = t,
                              .more = {is_number(t), {0, 1}}});
    return &c->sum.at[c->sum.n - 1];
}

static void
shift_add(struct comparing *c, const struct side *from, const struct side *to)
{
    const struct side *any = from->asked ? from : to;
    uint32_t decision = any->asked->decision;
    const struct type *t = &c->plan->type[c->plan->decision[decision].type];
    struct tiao_shift out = shift_head(c, any);
    struct amount more =
        amount_less(amount_of(t, side_cell(to)), amount_of(t, side_cell(from)));
    struct sum *sum = sum_of(c, decision, t);
    side_tell(c, from, &out.from_state, &out.from, &out.from_exact);
    side_tell(c, to, &out.to_state, &out.to, &out.to_exact);
    amount_tell(c, t, &more, &out.more, &out.more_words);
    vec_push(c->arena, &c->shift, out);
    sum->shifts++;
    if (more.fine)
        amount_add(&sum->more, more);
    else
        sum->uncounted++;
}

static bool
sides_differ(struct comparing *c, const struct side *from,
             const struct side *to)
{
    const struct plan_decision *d = &c->plan->decision[from->asked->decision];
    enum rep rep = (enum rep)c->plan->type[d->type].rep;
    struct cell a = side_cell(from), b = side_cell(to);
    if (a.can == CAN_FAULT && b.can == CAN_FAULT)
        return a.fault != b.fault;
    return !cell_equal(a, b, rep);
}

static struct side
side_at(const struct tiao_answers *a, uint32_t i)
{
    return (struct side){a, &a->asked.list.at[i], &a->answer[i]};
}

/* The same decision, row and period? */
static bool
sides_meet(const struct side *a, const struct side *b)
{
    return a->asked->decision == b->asked->decision &&
           a->answer->row == b->answer->row &&
           !strcmp(a->answer->period, b->answer->period);
}

/* Where S stands in OTHER at or behind FROM, within its decision; or the
 * length of OTHER. */
static uint32_t
side_find(const struct tiao_answers *other, uint32_t from, const struct side *s)
{
    for (uint32_t i = from; i < other->asked.list.n; i++) {
        struct side at = side_at(other, i);
        if (sides_meet(s, &at))
            return i;
        if (at.asked->decision != s->asked->decision)
            break;
    }
    return other->asked.list.n;
}

/* Both lists are in one order, so what stands on one side only is passed by.
 */
static void
answers_compare(struct comparing *c)
{
    uint32_t n = c->base->asked.list.n, m = c->other->asked.list.n, k = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct side from = side_at(c->base, i), none = {0};
        uint32_t found = side_find(c->other, k, &from);
        for (; found < m && k < found; k++) {
            struct side extra = side_at(c->other, k);
            shift_add(c, &none, &extra);
        }
        if (found == m) {
            shift_add(c, &from, &none);
            continue;
        }
        struct side to = side_at(c->other, k++);
        if (sides_differ(c, &from, &to))
            shift_add(c, &from, &to);
    }
    for (; k < m; k++) {
        struct side extra = side_at(c->other, k), none = {0};
        shift_add(c, &none, &extra);
    }
}

/* ---- sums ---- */

static struct tiao_shift_sum
sum_tell(struct comparing *c, const struct sum *s, bool unit)
{
    struct tiao_shift_sum out = {
        .decision =
            unit ? "" : str_z(c->arena, c->plan->decision[s->decision].name),
        .unit = str_z(c->arena, unit_name(c->plan, s->type)),
        .shifts = s->shifts,
        .uncounted = s->uncounted,
        .more = "",
        .more_words = ""};
    if (s->shifts > s->uncounted)
        amount_tell(c, s->type, &s->more, &out.more, &out.more_words);
    return out;
}

static void
sums_tell(struct comparing *c, struct tiao_alternative *to)
{
    struct tiao_shift_sum *sum =
        arena_array(c->arena, struct tiao_shift_sum, c->sum.n + 1);
    for (uint32_t i = 0; i < c->sum.n; i++)
        sum[i] = sum_tell(c, &c->sum.at[i], false);
    to->sum = sum;
    to->sums = c->sum.n;
}

/* Of two types of one unit the one that holds the sums of both. */
static const struct type *
wider(const struct type *a, const struct type *b)
{
    if (a->rep != b->rep)
        return a->rep == REP_FRACTION ? a : b;
    return a->scale >= b->scale ? a : b;
}

/* Decisions rest on one another, so their differences are added up only when
 * the asker said which. */
static void
units_tell(struct comparing *c, struct tiao_alternative *to)
{
    VEC(struct sum) unit = {0};
    struct tiao_shift_sum *out;
    for (uint32_t i = 0; c->question.asks && i < c->sum.n; i++) {
        const struct sum *s = &c->sum.at[i];
        uint32_t k = 0;
        if (!is_number(s->type))
            continue;
        while (k < unit.n && unit.at[k].type->unit != s->type->unit)
            k++;
        if (k == unit.n) {
            vec_push(c->arena, &unit, *s);
            continue;
        }
        unit.at[k].type = wider(unit.at[k].type, s->type);
        amount_add(&unit.at[k].more, s->more);
        unit.at[k].shifts += s->shifts;
        unit.at[k].uncounted += s->uncounted;
    }
    out = arena_array(c->arena, struct tiao_shift_sum, unit.n + 1);
    for (uint32_t i = 0; i < unit.n; i++)
        out[i] = sum_tell(c, &unit.at[i], true);
    to->by_unit = out;
    to->units = unit.n;
}

/* ---- the evaluations ---- */

/* What ANSWERS say, when nothing was said before. */
static enum tiao_status
report_keep(struct comparing *c, const struct tiao_answers *answers)
{
    struct tiao_report *report;
    enum tiao_status status;
    if (*c->report || !answers->diags.list.n)
        return TIAO_OK;
    status = tiao_answers_report(answers, c->question.language, &report);
    if (status == TIAO_OK)
        *c->report = report;
    return status;
}

static enum tiao_status
evaluate(struct comparing *c, size_t choices, struct tiao_answers **answers)
{
    struct tiao_question question = c->question;
    enum tiao_status status, told;
    question.choice = c->choice;
    question.choices = choices;
    status = tiao_evaluate(c->facts, &question, answers);
    if (!*answers)
        return TIAO_MEMORY;
    told = report_keep(c, *answers);
    return status == TIAO_OK ? told : status;
}

static enum tiao_status
alternative_compare(struct comparing *c, const char *reading,
                    struct tiao_alternative *to)
{
    enum tiao_status status;
    c->choice[c->question.choices] = (struct tiao_choice){reading, to->name};
    status = evaluate(c, c->question.choices + 1, &c->other);
    if (status == TIAO_OK) {
        to->broken = c->other->diags.errors > 0;
        c->shift.n = c->shift.room = c->sum.n = c->sum.room = 0;
        answers_compare(c);
        to->shift = c->shift.at;
        to->shifts = c->shift.n;
        sums_tell(c, to);
        units_tell(c, to);
    }
    tiao_answers_free(c->other);
    c->other = NULL;
    return status;
}

static struct tiao_compared
reading_tell(struct comparing *c, const struct plan_reading *r,
             struct tiao_alternative *alternative)
{
    const struct plan_entity *e = &c->plan->entity[r->entity];
    struct text words = {.arena = c->arena};
    citation_words(&words, r->citation, c->speech.language);
    for (uint32_t i = 0; i < e->members_n; i++)
        alternative[i] = (struct tiao_alternative){
            .name = str_z(c->arena, e->member[i]),
            .text = str_z(c->arena, r->text[i]),
            .taken = i == r->taken,
        };
    return (struct tiao_compared){
        .name = str_z(c->arena, r->name),
        .citation = str_z(c->arena, r->citation),
        .citation_words = text_z(&words),
        .by = str_z(c->arena, r->by),
        .alternative = alternative,
        .alternatives = e->members_n,
    };
}

static enum tiao_status
readings_compare(struct comparing *c)
{
    uint32_t n = c->plan->readings;
    struct tiao_compared *to = arena_array(c->arena, struct tiao_compared, n);
    enum tiao_status status = TIAO_OK;
    for (uint32_t i = 0; status == TIAO_OK && i < n; i++) {
        const struct plan_reading *r = &c->plan->reading[i];
        uint32_t many = c->plan->entity[r->entity].members_n;
        struct tiao_alternative *alternative =
            arena_array(c->arena, struct tiao_alternative, many);
        to[i] = reading_tell(c, r, alternative);
        for (uint32_t k = 0; c->facts && status == TIAO_OK && k < many; k++)
            if (!alternative[k].taken)
                status = alternative_compare(c, to[i].name, &alternative[k]);
    }
    c->view->comparison.reading = to;
    c->view->comparison.readings = n;
    return status;
}

static enum tiao_status
compare_work(void *argument)
{
    struct comparing *c = argument;
    struct comparison_view *v = c->view;
    size_t choices = c->question.choices;
    enum tiao_status status = TIAO_OK;
    v->as_of =
        str_z(c->arena, str_of(c->question.as_of ? c->question.as_of : ""));
    v->period =
        str_z(c->arena, str_of(c->question.period ? c->question.period : ""));
    v->status = str_z(c->arena, c->plan->status);
    v->comparison.evaluated = c->facts != NULL;
    c->choice = arena_array(c->arena, struct tiao_choice, choices + 1);
    for (size_t i = 0; i < choices; i++)
        c->choice[i] = c->question.choice[i];
    if (c->facts)
        status = evaluate(c, choices, &c->base);
    return status == TIAO_OK ? readings_compare(c) : status;
}

enum tiao_status
tiao_readings_compare(const struct tiao_rulebook *rulebook,
                      const struct tiao_facts *facts,
                      const struct tiao_question *question,
                      struct tiao_comparison **comparison,
                      struct tiao_report **report)
{
    struct comparing c = {.rulebook = rulebook,
                          .plan = rulebook->plan,
                          .facts = facts,
                          .report = report};
    enum tiao_status status;
    *comparison = NULL;
    *report = NULL;
    if (!rulebook->plan)
        return TIAO_BAD_RULES;
    c.view = view_new(&rulebook->object.from, sizeof *c.view);
    if (!c.view)
        return TIAO_MEMORY;
    if (question)
        c.question = *question;
    c.view->language = language_of(c.question.language);
    c.speech = (struct speech){c.plan, NULL, c.view->language};
    c.arena = &view_object(c.view)->arena;
    status = object_try(view_object(c.view), compare_work, &c);
    tiao_answers_free(c.base);
    tiao_answers_free(c.other);
    if (status == TIAO_OK)
        *comparison = &c.view->comparison;
    else
        view_free(c.view);
    return status;
}

void
tiao_comparison_free(struct tiao_comparison *comparison)
{
    view_free(comparison);
}

/* ---- printing ---- */

struct printing_comparison {
    const struct comparison_view *view;
    enum tiao_list_format format;
    bool colour;
};

static void
print_work(struct text *to, const void *what)
{
    const struct printing_comparison *p = what;
    struct comparison_printing how = {to, p->view, p->view->language,
                                      p->colour};
    switch (p->format) {
    case TIAO_LIST_PRETTY:
        comparison_print_pretty(&how);
        break;
    case TIAO_LIST_PLAIN:
        comparison_print_plain(&how);
        break;
    case TIAO_LIST_JSON:
        comparison_print_json(&how);
        break;
    case TIAO_LIST_MARKDOWN:
        comparison_print_markdown(&how);
        break;
    case TIAO_LIST_CSV:
        comparison_print_csv(&how);
        break;
    }
}

enum tiao_status
tiao_comparison_print(const struct tiao_comparison *comparison,
                      enum tiao_list_format format, bool colour,
                      tiao_write *write, void *user)
{
    const struct comparison_view *view =
        (const struct comparison_view *)comparison;
    struct printing_comparison p = {view, format, colour};
    return text_print(&view_object(view)->from, print_work, &p, write, user);
}

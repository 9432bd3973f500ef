/* How all duties stand: one evaluation, read duty by duty. */
#include "runtime/duties.h"

#include <string.h>

#include "runtime/case.h"
#include "runtime/explain.h"
#include "runtime/report.h"

/* How far from a row of 对 the fact to group by may be. */
enum { GROUP_STEPS = 3 };

/* What one duty, or one bearer of it, is asked for; the answers to each stand
 * together, in the order of rows and periods. */
enum { ASK_STATUS, ASK_DUE, ASK_DONE, ASK_SINCE, ASKS };

struct asking_duty {
    const struct plan_duty *of;
    uint32_t duty;
    const char *bearer; /* 各自; else "" */
    uint32_t decision[ASKS];
    size_t first[ASKS], answers[ASKS];
};

struct telling {
    struct arena *arena;
    const struct tiao_facts *facts;
    const struct tiao_duties_question *question;
    const struct plan *plan;
    struct duties_view *view;
    struct tiao_answers *answers;
    struct speech speech;
    VEC(struct asking_duty) asking;
    VEC(struct tiao_duty) duty;
    VEC(struct tiao_duty_window) window;
    VEC(const char *) ask;
};

/* ---- duties ---- */

static const char *
measure_of(struct telling *t, struct str citation)
{
    uint32_t dot = 0;
    while (dot < citation.len && citation.at[dot] != '.')
        dot++;
    return dot < citation.len ? str_z(t->arena, str_cut(citation, 0, dot)) : "";
}

static const char *
words_z(struct telling *t,
        void (*write)(struct text *, struct str, enum language),
        const char *what)
{
    struct text text = {.arena = t->arena};
    if (!what[0])
        return "";
    write(&text, str_of(what), t->view->language);
    return text_z(&text);
}

static const char *
every_z(struct telling *t, const struct plan_duty *d)
{
    const struct plan_decision *status = &t->plan->decision[d->status];
    const struct plan_node *root = &t->plan->node[status->root];
    if (status->period == PERIOD_NONE)
        return "";
    if (status->period != PERIOD_ROSTER)
        return str_z(t->arena,
                     period_kind_key((enum period_kind)status->period));
    return str_z(t->arena,
                 t->plan->entity[t->plan->space[root->space].entity].name);
}

/* Do B and all others of its set bear D, in the same way? */
static bool
set_bears(const struct telling *t, const struct plan_duty *d,
          const struct plan_bearer *b)
{
    uint32_t same = 0;
    for (uint32_t i = 0; i < d->bearers; i++) {
        const struct plan_bearer *other = &d->bearer[i];
        same += !other->row && other->fact == UINT32_MAX &&
                other->entity == b->entity && other->lead == b->lead &&
                other->standing == b->standing;
    }
    const struct plan_entity *set = &t->plan->entity[b->entity];
    return !b->row && b->fact == UINT32_MAX && set->name.len && same > 1 &&
           same == set->members_n;
}

/* Whose rows, or members, B is one of. */
static const struct plan_entity *
entity_of_bearer(const struct telling *t, const struct plan_duty *d,
                 const struct plan_bearer *b)
{
    const struct plan *p = t->plan;
    if (b->row)
        return &p->entity[d->entity];
    if (b->fact != UINT32_MAX)
        return &p->entity[p->type[p->fact[b->fact].type].entity];
    return &p->entity[b->entity];
}

static const struct tiao_bearer *
bearers_tell(struct telling *t, const struct plan_duty *d)
{
    struct tiao_bearer *list =
        arena_array(t->arena, struct tiao_bearer, d->bearers + 1);
    for (uint32_t i = 0; i < d->bearers; i++) {
        const struct plan_bearer *b = &d->bearer[i];
        const struct plan_entity *e = entity_of_bearer(t, d, b);
        bool by_row = b->row || b->fact != UINT32_MAX;
        list[i] = (struct tiao_bearer){
            .name = str_z(t->arena, by_row ? e->name : e->member[b->member]),
            .of = by_row ? "" : str_z(t->arena, e->name),
            .lead = b->lead,
            .standing = b->standing,
            .by_row = by_row,
            .whole = set_bears(t, d, b),
        };
    }
    return list;
}

static struct tiao_duty
duty_tell(struct telling *t, const struct plan_duty *d)
{
    const char **follows =
        arena_array(t->arena, const char *, d->followers + 1);
    for (uint32_t i = 0; i < d->followers; i++)
        follows[i] = str_z(t->arena, d->follows[i]);
    const char *measure = measure_of(t, d->citation);
    return (struct tiao_duty){
        .name = str_z(t->arena, d->name),
        .modality = (enum tiao_modality)d->modality,
        .citation = str_z(t->arena, d->citation),
        .citation_words =
            words_z(t, citation_words, str_z(t->arena, d->citation)),
        .measure = measure,
        .measure_words = words_z(t, passage_words, measure),
        .act = str_z(t->arena, d->act),
        .entity = d->entity == CASE_ENTITY
                      ? ""
                      : str_z(t->arena, t->plan->entity[d->entity].name),
        .every = every_z(t, d),
        .measured = d->measured,
        .severally = d->severally,
        .bearer = bearers_tell(t, d),
        .bearers = d->bearers,
        .follows = follows,
        .followers = d->followers,
    };
}

/* ---- what is asked ---- */

static const char *
decision_z(struct telling *t, uint32_t decision)
{
    return str_z(t->arena, t->plan->decision[decision].name);
}

static void
ask_for(struct telling *t, struct asking_duty asking)
{
    for (int i = 0; i < ASKS; i++)
        if (asking.decision[i] != UINT32_MAX)
            vec_push(t->arena, &t->ask, decision_z(t, asking.decision[i]));
    vec_push(t->arena, &t->asking, asking);
}

/* The decision that says how D stands for the body B alone. */
static uint32_t
decision_of_bearer(struct telling *t, const struct plan_duty *d,
                   const char *bearer)
{
    struct text name = {.arena = t->arena};
    text_add(&name, d->name);
    text_add_z(&name, " 的 ");
    text_add_z(&name, bearer);
    for (uint32_t i = 0; i < t->plan->decisions; i++)
        if (t->plan->decision[i].of == d->status &&
            str_equal(t->plan->decision[i].name, text_str(&name)))
            return i;
    return UINT32_MAX;
}

/* Does the body that was asked about bear DUTY by its name, or that of its
 * set? */
static bool
is_named(const struct telling *t, const struct tiao_duty *duty)
{
    const char *by = t->question->by;
    for (size_t i = 0; by && i < duty->bearers; i++)
        if (!strcmp(by, duty->bearer[i].name) ||
            !strcmp(by, duty->bearer[i].of))
            return true;
    return !by;
}

static bool
bears_by_row(const struct tiao_duty *duty)
{
    for (size_t i = 0; i < duty->bearers; i++)
        if (duty->bearer[i].by_row)
            return true;
    return false;
}

static void
ask_duty(struct telling *t, const struct plan_duty *d)
{
    struct tiao_duty duty = duty_tell(t, d);
    struct asking_duty asking = {
        .of = d,
        .duty = t->duty.n,
        .bearer = "",
        .decision = {d->status, d->due, d->done, d->since},
    };
    bool own = false;
    if (!is_named(t, &duty) && !bears_by_row(&duty))
        return;
    vec_push(t->arena, &t->duty, duty);
    for (size_t i = 0; duty.severally && i < duty.bearers; i++) {
        const char *bearer = duty.bearer[i].name;
        uint32_t decision = decision_of_bearer(t, d, bearer);
        if (decision == UINT32_MAX ||
            (t->question->by && strcmp(t->question->by, bearer)))
            continue;
        struct asking_duty each = asking;
        each.bearer = bearer;
        each.decision[ASK_STATUS] = decision;
        each.decision[ASK_DONE] = each.decision[ASK_SINCE] = UINT32_MAX;
        ask_for(t, each);
        own = true;
    }
    if (!own)
        ask_for(t, asking);
}

/* ---- windows ---- */

/* Where the answers to each decision asked for begin. They come in the order
 * of the asking, each decision's together. */
static void
answers_find(struct telling *t)
{
    size_t at = 0, n = tiao_answers_count(t->answers);
    for (uint32_t i = 0; i < t->asking.n; i++)
        for (int k = 0; k < ASKS; k++) {
            struct asking_duty *a = &t->asking.at[i];
            if (a->decision[k] == UINT32_MAX)
                continue;
            const char *name = decision_z(t, a->decision[k]);
            a->first[k] = at;
            while (at < n &&
                   !strcmp(tiao_answer(t->answers, at)->decision, name))
                at++;
            a->answers[k] = at - a->first[k];
        }
}

static enum tiao_duty_status
status_of(const struct tiao_answer *a)
{
    static const char *const keys[] = {
        [TIAO_DUTY_VIOLATED] = "violated",
        [TIAO_DUTY_LATE] = "late",
        [TIAO_DUTY_PENDING] = "pending",
        [TIAO_DUTY_NOT_BEGUN] = "not_begun",
        [TIAO_DUTY_FULFILLED] = "fulfilled",
        [TIAO_DUTY_APPLICABLE] = "applicable",
        [TIAO_DUTY_WAIVED] = "waived",
        [TIAO_DUTY_NOT_APPLICABLE] = "not_applicable",
    };
    if (a->state == TIAO_UNKNOWN)
        return TIAO_DUTY_UNKNOWN;
    for (int i = 0; a->state == TIAO_VALUE && i < TIAO_DUTY_STATUSES; i++)
        if (keys[i] && !strcmp(keys[i], a->exact))
            return (enum tiao_duty_status)i;
    return TIAO_DUTY_FAULT;
}

/* The day that the answer K of A gives for answer I of its status. */
static const char *
day_of_answer(const struct telling *t, const struct asking_duty *a, int k,
              size_t i)
{
    if (a->decision[k] == UINT32_MAX || i >= a->answers[k])
        return "";
    const struct tiao_answer *day = tiao_answer(t->answers, a->first[k] + i);
    return day->state == TIAO_VALUE ? day->exact : "";
}

/* The plain fact NUMBER of the row ROW, as given; can = 0: it is not. */
static struct cell
given_cell(const struct telling *t, uint32_t number, size_t row)
{
    const struct plan_fact *fact = &t->plan->fact[number];
    const struct table_data *table = &t->answers->data->table[fact->entity];
    const struct cell *plain = table->fact[fact->slot].plain;
    if (!plain || row >= table->rows)
        return (struct cell){0};
    return plain[row];
}

static const char *
cell_z(struct telling *t, uint32_t fact, struct cell cell)
{
    struct text text = {.arena = t->arena};
    if (!(cell.can & CAN_VALUE))
        return "";
    value_words(&text, &t->speech, &t->plan->type[t->plan->fact[fact].type],
                cell.lo);
    return text_z(&text);
}

/* The row that the fact NUMBER of the row ROW refers to: its number, or
 * UINT32_MAX. */
static size_t
referred_row(const struct telling *t, uint32_t number, size_t row)
{
    struct cell cell = given_cell(t, number, row);
    enum rep rep = t->plan->type[t->plan->fact[number].type].rep;
    if (cell.can != CAN_VALUE || !cell_known(cell, rep))
        return UINT32_MAX;
    return rep == REP_MEMBER ? (size_t)__builtin_ctzll((uint64_t)cell.lo)
                             : (size_t)cell.lo;
}

/* The row of 对 that the row of the answer leads to: its number, or
 * UINT32_MAX. */
static size_t
counterpart_row(const struct telling *t, const struct plan_duty *d,
                const struct tiao_answer *a)
{
    if (d->through == UINT32_MAX)
        return a->row;
    return referred_row(t, d->through, a->row);
}

/* The entity whose rows the fact NUMBER refers to, or NO_ENTITY. */
static uint32_t
referred_entity(const struct telling *t, uint32_t number)
{
    const struct type *type = &t->plan->type[t->plan->fact[number].type];
    bool refers = type->rep == REP_ROW || type->rep == REP_MEMBER;
    return refers ? type->entity : NO_ENTITY;
}

/* Are the rows of ENTITY what the fact to group by names? */
static bool
is_group(const struct telling *t, uint32_t entity)
{
    struct str group = str_of(t->question->group);
    if (str_equal(t->plan->entity[entity].name, group))
        return true;
    for (uint32_t i = 0; i < t->plan->facts; i++)
        if (str_equal(t->plan->fact[i].name, group) &&
            referred_entity(t, i) == entity)
            return true;
    return false;
}

/* What the fact to group by says of the row ROW of ENTITY: its own, or that of
 * a row it refers to, at most STEPS away. */
static const char *
group_of(struct telling *t, uint32_t entity, size_t row, int steps)
{
    const char *group = t->question->group, *found = "";
    struct text name = {.arena = t->arena};
    if (!group || entity == CASE_ENTITY || entity == NO_ENTITY ||
        row == UINT32_MAX)
        return "";
    const struct plan_entity *e = &t->plan->entity[entity];
    for (uint32_t i = 0; i < e->facts_n; i++)
        if (str_equal(t->plan->fact[e->fact[i]].name, str_of(group)))
            return cell_z(t, e->fact[i], given_cell(t, e->fact[i], row));
    if (is_group(t, entity)) {
        row_words(&name, &t->speech, entity, (uint32_t)row);
        return text_z(&name);
    }
    for (uint32_t i = 0; steps && !found[0] && i < e->facts_n; i++)
        found = group_of(t, referred_entity(t, e->fact[i]),
                         referred_row(t, e->fact[i], row), steps - 1);
    return found;
}

static const char *
counterpart_z(struct telling *t, const struct plan_duty *d, size_t row)
{
    struct text text = {.arena = t->arena};
    if (d->entity == CASE_ENTITY || row == UINT32_MAX)
        return "";
    row_words(&text, &t->speech, d->entity, (uint32_t)row);
    return text_z(&text);
}

/* Who bears D in the row ROW of 对, of those who are another one in each. */
static const char *
answers_z(struct telling *t, const struct plan_duty *d, size_t row)
{
    struct text text = {.arena = t->arena};
    for (uint32_t i = 0; i < d->bearers; i++) {
        const struct plan_bearer *b = &d->bearer[i];
        if (!b->row && b->fact == UINT32_MAX)
            continue;
        if (text.len)
            phrase_add(&text, PHRASE_LIST, t->view->language);
        text_add_z(&text,
                   b->row ? counterpart_z(t, d, row)
                          : cell_z(t, b->fact, given_cell(t, b->fact, row)));
    }
    return text_z(&text);
}

/* Of what is asked until a day: what falls due by then and is still open. */
static bool
window_wanted(const struct telling *t, const struct tiao_duty_window *w,
              const struct tiao_duty *duty)
{
    const char *until = t->question->until;
    if (!is_named(t, duty) && strcmp(t->question->by, w->answers) != 0)
        return false;
    return !until || (duty_open(w->status) && w->status != TIAO_DUTY_LATE &&
                      w->due[0] && strcmp(w->due, until) <= 0);
}

static void
window_tell(struct telling *t, const struct asking_duty *a, size_t i)
{
    const struct tiao_answer *status =
        tiao_answer(t->answers, a->first[ASK_STATUS] + i);
    struct tiao_duty *duty = &t->duty.at[a->duty];
    const struct plan_duty *d = a->of;
    size_t row = counterpart_row(t, d, status);
    struct tiao_duty_window w = {
        .duty = a->duty,
        .bearer = a->bearer,
        .entity = status->entity,
        .id = status->id,
        .counterpart = counterpart_z(t, d, row),
        .answers = answers_z(t, d, row),
        .period = status->period,
        .status = status_of(status),
        .due = day_of_answer(t, a, ASK_DUE, i),
        .done = day_of_answer(t, a, ASK_DONE, i),
        .since = day_of_answer(t, a, ASK_SINCE, i),
        .words = status->words,
        .need = status->need,
        .needs = status->needs,
        .group = group_of(t, d->entity, row, GROUP_STEPS),
    };
    if (!window_wanted(t, &w, duty))
        return;
    duty->of[w.status]++;
    vec_push(t->arena, &t->window, w);
}

static void
windows_tell(struct telling *t)
{
    answers_find(t);
    for (uint32_t i = 0; i < t->asking.n; i++)
        for (size_t k = 0; k < t->asking.at[i].answers[ASK_STATUS]; k++)
            window_tell(t, &t->asking.at[i], k);
}

/* Leaves out the duties that each row bears itself when the body that was
 * asked about is none of the rows. */
static void
duties_keep(struct telling *t)
{
    uint32_t *place = arena_array(t->arena, uint32_t, t->duty.n + 1), kept = 0;
    bool *has = arena_array(t->arena, bool, t->duty.n + 1);
    for (uint32_t i = 0; i < t->window.n; i++)
        has[t->window.at[i].duty] = true;
    for (uint32_t i = 0; i < t->duty.n; i++) {
        place[i] = kept;
        if (has[i] || is_named(t, &t->duty.at[i]))
            t->duty.at[kept++] = t->duty.at[i];
    }
    t->duty.n = kept;
    for (uint32_t i = 0; i < t->window.n; i++)
        t->window.at[i].duty = place[t->window.at[i].duty];
}

/* ---- the call ---- */

/* The days asked about: the year of the as-of day, up to UNTIL. */
static const char *
period_z(struct telling *t)
{
    const struct tiao_duties_question *q = t->question;
    struct text text = {.arena = t->arena};
    int32_t day, until;
    if (q->period)
        return q->period;
    if (!q->as_of || !day_read(str_of(q->as_of), &day))
        return NULL;
    int32_t year = period_of(PERIOD_YEAR, day);
    int32_t last = period_last(PERIOD_YEAR, year);
    if (q->until && day_read(str_of(q->until), &until) && until > last)
        last = until;
    day_write(&text, period_first(PERIOD_YEAR, year));
    text_add_z(&text, "..");
    day_write(&text, last);
    return text_z(&text);
}

static const char *
day_z(struct arena *a, struct cell day)
{
    struct text text = {.arena = a};
    if (day.can != CAN_VALUE || day.lo != day.hi)
        return "";
    day_write(&text, (int32_t)day.lo);
    return text_z(&text);
}

static enum tiao_status
ask_work(void *argument)
{
    struct telling *t = argument;
    for (uint32_t i = 0; i < t->plan->duties; i++)
        ask_duty(t, &t->plan->duty[i]);
    if (!t->ask.n)
        return TIAO_OK;
    struct tiao_question question = {
        .as_of = t->question->as_of,
        .period = period_z(t),
        .ask = t->ask.at,
        .asks = t->ask.n,
        .choice = t->question->choice,
        .choices = t->question->choices,
        .language = t->question->language,
    };
    return tiao_evaluate(t->facts, &question, &t->answers);
}

static enum tiao_status
tell_work(void *argument)
{
    struct telling *t = argument;
    struct tiao_duties *to = &t->view->duties;
    if (t->answers) {
        t->speech = t->answers->speech;
        windows_tell(t);
        duties_keep(t);
        to->as_of = day_z(t->arena, t->answers->data->asof);
        to->from = day_z(t->arena, t->answers->data->asked_from);
        to->to = day_z(t->arena, t->answers->data->asked_to);
    } else {
        to->as_of = to->from = to->to = "";
    }
    to->duty = t->duty.at;
    to->duties = t->duty.n;
    to->window = t->window.at;
    to->windows = t->window.n;
    to->by = t->question->by ? str_z(t->arena, str_of(t->question->by)) : "";
    to->rulebook = str_z(t->arena, t->plan->status);
    return TIAO_OK;
}

enum tiao_status
tiao_duties_of(const struct tiao_facts *facts,
               const struct tiao_duties_question *question,
               struct tiao_duties **duties, struct tiao_report **report)
{
    struct telling t = {
        .facts = facts, .question = question, .plan = facts->rulebook->plan};
    enum tiao_status status;
    *duties = NULL;
    *report = NULL;
    t.view = view_new(&facts->rulebook->object.from, sizeof *t.view);
    if (!t.view)
        return TIAO_MEMORY;
    struct object *object = view_object(t.view);
    t.arena = &object->arena;
    t.view->language = language_of(question->language);
    status = object_try(object, ask_work, &t);
    if (status == TIAO_OK)
        status = object_try(object, tell_work, &t);
    else if (t.answers)
        tiao_answers_report(t.answers, question->language, report);
    t.view->answers = t.answers;
    if (status == TIAO_OK)
        *duties = &t.view->duties;
    else
        tiao_duties_free(&t.view->duties);
    return status;
}

void
tiao_duties_free(struct tiao_duties *duties)
{
    if (duties)
        tiao_answers_free(((struct duties_view *)duties)->answers);
    view_free(duties);
}

/* ---- printing ---- */

struct printing_duties {
    const struct duties_view *view;
    const struct tiao_duties_print *how; /* null: a calendar */
};

static void
print_work(struct text *to, const void *what)
{
    const struct printing_duties *p = what;
    struct duties_printing how = {to, &p->view->duties, p->how,
                                  p->view->language};
    if (!p->how) {
        duties_print_calendar(&how);
        return;
    }
    switch (p->how->format) {
    case TIAO_LIST_PRETTY:
        duties_print_pretty(&how);
        break;
    case TIAO_LIST_PLAIN:
        duties_print_plain(&how);
        break;
    case TIAO_LIST_JSON:
        duties_print_json(&how);
        break;
    case TIAO_LIST_MARKDOWN:
        duties_print_markdown(&how);
        break;
    case TIAO_LIST_CSV:
        duties_print_csv(&how);
        break;
    }
}

static enum tiao_status
print_duties(const struct tiao_duties *duties,
             const struct tiao_duties_print *how, tiao_write *write, void *user)
{
    struct printing_duties p = {(const struct duties_view *)duties, how};
    return text_print(&view_object(duties)->from, print_work, &p, write, user);
}

enum tiao_status
tiao_duties_print(const struct tiao_duties *duties,
                  const struct tiao_duties_print *how, tiao_write *write,
                  void *user)
{
    return print_duties(duties, how, write, user);
}

enum tiao_status
tiao_duties_calendar(const struct tiao_duties *duties, tiao_write *write,
                     void *user)
{
    return print_duties(duties, NULL, write, user);
}

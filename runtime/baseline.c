/* Baselines: every outcome of the cases, kept to be held against later. */
#include <stdlib.h>
#include <string.h>

#include "lang/base/map.h"
#include "runtime/json_member.h"
#include "runtime/object.h"
#include "runtime/report.h"
#include "runtime/test.h"

#define BASELINE_FORMAT "tiao-baseline/1"

/* ---- collecting ---- */

static void
range_exact(struct text *to, const struct speech *s, const struct type *t,
            struct cell c)
{
    text_add_char(to, ' ');
    if (t->rep == REP_MEMBER) {
        value_exact(to, s, t, c.lo);
        return;
    }
    if (t->rep == REP_TEXT || t->rep == REP_LIST || t->rep == REP_ROW)
        return;
    if (!value_unbounded(t, c.lo))
        value_exact(to, s, t, c.lo);
    text_add_z(to, "..");
    if (!value_unbounded(t, c.hi))
        value_exact(to, s, t, c.hi);
}

/* The same in each language; the value of a row is its name. */
static void
outcome_write(struct text *to, const struct speech *s, const struct type *t,
              struct cell c)
{
    bool known = cell_known(c, (enum rep)t->rep);
    if (!known)
        text_add_z(to, "unknown");
    if (c.can & CAN_VALUE && known)
        value_exact(to, s, t, c.lo);
    else if (c.can & CAN_VALUE)
        range_exact(to, s, t, c);
    if (c.can & CAN_NONE)
        text_add_z(to, known ? "none" : " none");
    if (c.can & CAN_FAULT) {
        text_add_z(to, known ? "fault " : " fault ");
        text_add(to, fault_key((enum fault)c.fault));
    }
}

static void
time_write(struct text *to, const struct case_time *time,
           const struct case_time *usual)
{
    if (time->asof.lo == usual->asof.lo && time->asof.can == usual->asof.can &&
        time->from.lo == usual->from.lo && time->to.lo == usual->to.lo)
        return;
    if (!time->asof.can)
        return;
    day_write(to, (int32_t)time->from.lo);
    if (time->from.lo == time->to.lo)
        return;
    text_add_z(to, "..");
    day_write(to, (int32_t)time->to.lo);
}

static const char *
words_of(struct arena *keep, struct trial *t, const struct asked *asked,
         enum language l)
{
    struct speech speech = {t->plan, t->data, l};
    struct answering w = {t->arena, t->arena, &speech, &t->filled};
    return str_z(keep, str_of(answer_of(&w, asked).words));
}

static bool
is_expected(const struct trial *t, const struct asked *asked)
{
    for (uint32_t i = 0; i < t->expected.n; i++)
        if (t->expected.at[i]->decision == asked->decision)
            return true;
    return false;
}

static struct tiao_outcome
outcome_of(struct arena *keep, struct trial *t, const struct asked *asked)
{
    const struct plan_decision *d = &t->plan->decision[asked->decision];
    struct cell c = spot_cell(&t->filled, asked->at);
    const struct type *type =
        &t->plan->type[t->plan->node[asked->at.node].type];
    struct subject of = subject_of(&t->filled, asked->at);
    struct text outcome = {.arena = keep}, period = outcome, time = outcome;
    struct given given = {0};
    bool known = cell_known(c, (enum rep)type->rep);
    if (known)
        given = answer_given(&t->filled, asked->at);
    outcome_write(&outcome, &(struct speech){t->plan, t->data, LANGUAGE_EN},
                  type, c);
    period_words(&period, &t->speech, &of);
    time_write(&time, &t->time, &t->test->time);
    bool about = of.entity != CASE_ENTITY;
    return (struct tiao_outcome){
        .name = str_z(keep, t->test->name),
        .row = t->run->number,
        .decision = str_z(keep, d->name),
        .entity = about ? str_z(keep, t->plan->entity[of.entity].name) : "",
        .id = about ? str_z(keep, row_id(&t->speech, of.entity, of.row)) : "",
        .period = text_z(&period),
        .time = text_z(&time),
        .outcome = text_z(&outcome),
        .told = known || is_expected(t, asked),
        .words = {[TIAO_ZH] = words_of(keep, t, asked, LANGUAGE_ZH),
                  [TIAO_EN] = words_of(keep, t, asked, LANGUAGE_EN)},
        .label = str_z(keep, t->plan->place[given.by].label),
        .rule_row = str_z(keep, t->plan->place[given.by].row),
        .citation =
            str_z(keep, given.cited ? t->plan->place[given.cited].citation
                                    : d->citation),
    };
}

/* Without a time there is no telling which period is meant. */
void
outcomes_add(struct arena *keep, struct trial *t, struct outcome_list *to)
{
    for (uint32_t d = 0; d < t->plan->decisions; d++) {
        struct asked_list all = {0};
        if (t->plan->decision[d].period != PERIOD_NONE && !t->time.asof.can)
            continue;
        answer_rows(t->arena, &t->filled, d, &all);
        for (uint32_t i = 0; i < all.list.n; i++)
            vec_push(keep, &to->list, outcome_of(keep, t, &all.list.at[i]));
    }
}

/* ---- writing ---- */

/* A line each, so that people can compare two baselines, too. */
static void
outcome_put(struct json_writer *w, const struct tiao_outcome *o)
{
    json_object_open(w);
    w->pretty = false;
    member_text(w, "decision", o->decision);
    member_some(w, "entity", o->entity);
    member_some(w, "id", o->id);
    member_some(w, "period", o->period);
    member_some(w, "time", o->time);
    member_text(w, "outcome", o->outcome);
    member_text(w, "zh", o->words[TIAO_ZH]);
    member_text(w, "en", o->words[TIAO_EN]);
    member_some(w, "rule", o->label);
    member_some(w, "rule_row", o->rule_row);
    member_some(w, "citation", o->citation);
    json_object_close(w);
    w->pretty = true;
}

static bool
same_run(const struct tiao_outcome *a, const struct tiao_outcome *b)
{
    return a->row == b->row && !strcmp(a->name, b->name);
}

static void
baseline_put(struct text *to, const void *what)
{
    const struct tiao_tests *t = what;
    struct json_writer w = {.to = to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", BASELINE_FORMAT);
    member_key(&w, "cases");
    json_array_open(&w);
    for (size_t i = 0, end; i < t->outcomes; i = end) {
        json_object_open(&w);
        member_text(&w, "name", t->outcome[i].name);
        if (t->outcome[i].row) {
            member_key(&w, "row");
            json_integer(&w, (int64_t)t->outcome[i].row);
        }
        member_key(&w, "outcomes");
        json_array_open(&w);
        for (end = i;
             end < t->outcomes && same_run(&t->outcome[i], &t->outcome[end]);
             end++)
            if (t->outcome[end].told)
                outcome_put(&w, &t->outcome[end]);
        json_array_close(&w);
        json_object_close(&w);
    }
    json_array_close(&w);
    json_object_close(&w);
    text_add_char(to, '\n');
}

enum tiao_status
tiao_baseline_print(const struct tiao_tests *tests, tiao_write *write,
                    void *user)
{
    return text_print(&view_object(tests)->from, baseline_put, tests, write,
                      user);
}

/* ---- reading ---- */

struct comparing {
    struct tests_view *view;
    struct arena *arena;
    struct str text;
    struct outcome_list old;
    struct map at;  /* of the old outcomes, by what they are about */
    uint32_t *next; /* with the same hash */
};

static const char *
member_z(struct comparing *c, const struct json *object, const char *key)
{
    const struct json *j = json_member(object, str_of(key));
    return j && j->kind == JSON_STRING ? str_z(c->arena, j->text) : "";
}

static const struct json *
member_list(const struct json *object, const char *key)
{
    const struct json *j = object && object->kind == JSON_OBJECT
                               ? json_member(object, str_of(key))
                               : NULL;
    return j && j->kind == JSON_ARRAY ? j : NULL;
}

static size_t
member_number(const struct json *object, const char *key)
{
    const struct json *j = json_member(object, str_of(key));
    size_t n = 0;
    for (uint32_t i = 0; j && j->kind == JSON_NUMBER && i < j->text.len; i++)
        if (j->text.at[i] >= '0' && j->text.at[i] <= '9')
            n = n * 10 + (size_t)(j->text.at[i] - '0');
    return n;
}

static bool
case_read(struct comparing *c, const struct json *from)
{
    const struct json *list = member_list(from, "outcomes");
    if (!list)
        return false;
    const char *name = member_z(c, from, "name");
    size_t row = member_number(from, "row");
    for (const struct json *j = list->first; j; j = j->next) {
        if (j->kind != JSON_OBJECT)
            return false;
        struct tiao_outcome o = {
            .name = name,
            .row = row,
            .decision = member_z(c, j, "decision"),
            .entity = member_z(c, j, "entity"),
            .id = member_z(c, j, "id"),
            .period = member_z(c, j, "period"),
            .time = member_z(c, j, "time"),
            .outcome = member_z(c, j, "outcome"),
            .words = {member_z(c, j, "zh"), member_z(c, j, "en")},
            .label = member_z(c, j, "rule"),
            .rule_row = member_z(c, j, "rule_row"),
            .citation = member_z(c, j, "citation"),
            .told = true,
        };
        vec_push(c->arena, &c->old.list, o);
    }
    return true;
}

static bool
baseline_read(struct comparing *c)
{
    const struct json_limits limits = {UINT32_MAX, 64};
    struct json_error error;
    const struct json *j =
        json_read(c->arena, str_copy(c->arena, c->text), limits, &error);
    const struct json *cases = member_list(j, "cases");
    if (!cases || strcmp(member_z(c, j, "format"), BASELINE_FORMAT))
        return false;
    for (const struct json *one = cases->first; one; one = one->next)
        if (!case_read(c, one))
            return false;
    return true;
}

/* ---- comparing ---- */

static uint64_t
about_hash(const struct tiao_outcome *o)
{
    const char *const part[] = {o->name, o->decision, o->entity,
                                o->id,   o->period,   o->time};
    uint64_t h = o->row;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        h = map_mix(h, str_hash(str_of(part[i])));
    return h;
}

static bool
about_same(const struct tiao_outcome *a, const struct tiao_outcome *b)
{
    return a->row == b->row && !strcmp(a->name, b->name) &&
           !strcmp(a->decision, b->decision) && !strcmp(a->entity, b->entity) &&
           !strcmp(a->id, b->id) && !strcmp(a->period, b->period) &&
           !strcmp(a->time, b->time);
}

static void
old_index(struct comparing *c)
{
    map_init(&c->at, c->arena);
    c->next = arena_array(c->arena, uint32_t, c->old.list.n + 1);
    for (uint32_t i = c->old.list.n; i-- > 0;) {
        uint64_t key = about_hash(&c->old.list.at[i]);
        c->next[i] = map_get(&c->at, key);
        map_put(&c->at, key, i);
    }
}

static uint32_t
old_find(const struct comparing *c, const struct tiao_outcome *o)
{
    uint32_t i = map_get(&c->at, about_hash(o));
    while (i != MAP_NONE && !about_same(&c->old.list.at[i], o))
        i = c->next[i];
    return i;
}

static bool
left_out(const struct comparing *c, const struct tiao_outcome *o)
{
    struct str filter = c->view->filter, name = str_of(o->name);
    for (uint32_t i = 0; i + filter.len <= name.len; i++)
        if (str_equal(str_cut(name, i, filter.len), filter))
            return false;
    return true;
}

static void
outcomes_compare(struct comparing *c)
{
    struct tiao_tests *t = &c->view->tests;
    bool *met = arena_array(c->arena, bool, c->old.list.n + 1);
    VEC(struct tiao_outcome_change) change = {0};
    t->changed = t->gone = t->added = t->same = 0;
    for (size_t i = 0; i < t->outcomes; i++) {
        uint32_t at = old_find(c, &t->outcome[i]);
        if (at == MAP_NONE) {
            t->added += t->outcome[i].told;
            continue;
        }
        struct tiao_outcome *old = &c->old.list.at[at];
        met[at] = true;
        if (!strcmp(old->outcome, t->outcome[i].outcome)) {
            t->same++;
            continue;
        }
        t->changed++;
        vec_push(c->arena, &change,
                 (struct tiao_outcome_change){old, &t->outcome[i]});
    }
    for (uint32_t i = 0; i < c->old.list.n; i++)
        if (!met[i] && !left_out(c, &c->old.list.at[i])) {
            t->gone++;
            vec_push(c->arena, &change,
                     (struct tiao_outcome_change){&c->old.list.at[i], NULL});
        }
    t->change = change.at;
    t->compared = true;
}

static enum tiao_status
compare_work(void *argument)
{
    struct comparing *c = argument;
    if (!baseline_read(c))
        return TIAO_BAD_RECEIPT;
    old_index(c);
    outcomes_compare(c);
    return TIAO_OK;
}

enum tiao_status
tiao_baseline_compare(struct tiao_tests *tests, const char *at, size_t len)
{
    struct object *o = view_object(tests);
    struct comparing c = {.view = (struct tests_view *)tests,
                          .arena = &o->arena};
    c.text =
        (struct str){at, len > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)len};
    return object_try(o, compare_work, &c);
}

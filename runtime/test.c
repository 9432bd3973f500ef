/* The cases of a rulebook, run: trials and coverage as public structs. */
#include <string.h>

#include "runtime/coverage.h"
#include "runtime/object.h"
#include "runtime/print.h"
#include "runtime/report.h"
#include "runtime/test.h"

/* So much of a reason is told. */
enum { REASON_DEPTH = 3, REASON_LINES = 8 };

struct testing {
    struct tests_view *view;
    struct arena *arena; /* of the view */
    struct arena *work;  /* of one trial */
    const struct plan *plan;
    const struct tiao_test_question *question;
    struct walk_limits limits;
    struct source source; /* a copy, whose lines may be worked out */
    enum language language;
    struct coverage coverage;
    VEC(struct tiao_trial) trial;
};

/* ---- places ---- */

/* A rulebook may be read by several threads, so its lines are not worked out
 * in it but in a copy. */
static void
source_copy(struct testing *t, const struct source *from)
{
    t->source = *from;
    t->source.arena = t->arena;
    t->source.file.at =
        arena_array(t->arena, struct source_file, from->file.n + 1);
    for (uint32_t i = 0; i < from->file.n; i++) {
        t->source.file.at[i] = from->file.at[i];
        t->source.file.at[i].line = NULL;
        t->source.file.at[i].lines = 0;
    }
}

static struct tiao_place
place_at(struct testing *t, uint32_t lo, uint32_t hi)
{
    return place_public(t->arena, &t->source, (struct span){lo, hi});
}

static const char *
cited_z(struct testing *t, struct str citation)
{
    struct text words = {.arena = t->arena};
    citation_words(&words, citation, t->language);
    return text_z(&words);
}

/* ---- trials ---- */

/* WHY without its deeper steps. */
static struct tiao_explanation
explanation_cut(struct arena *a, const struct tiao_explanation *why)
{
    struct tiao_step *step = arena_array(a, struct tiao_step, why->steps + 1);
    size_t n = 0;
    for (size_t i = 0; i < why->steps; i++)
        if (why->step[i].depth <= REASON_DEPTH)
            step[n++] = why->step[i];
    return (struct tiao_explanation){.step = step, .steps = n};
}

static void
reason_add(struct testing *t, struct trial *trial, const struct asked *asked,
           struct tiao_difference *d)
{
    struct tiao_explanation *why =
        explain(t->work, &trial->speech, &trial->filled, asked->decision,
                asked->at, &t->limits);
    struct tiao_explanation cut = explanation_cut(t->work, why);
    struct text steps = {.arena = t->work};
    VEC(const char *) line = {0};
    print_steps(&steps, t->language, &cut, "", "");
    for (uint32_t from = 0, to; from < steps.len && line.n < REASON_LINES;
         from = to + 1) {
        for (to = from; to < steps.len && steps.at[to] != '\n'; to++)
            ;
        vec_push(t->arena, &line,
                 str_z(t->arena, str_cut(text_str(&steps), from, to - from)));
    }
    d->reason = line.at;
    d->reasons = line.n;
}

/* The one row of its entity, without a name: it needs no mention. */
static bool
row_alone(const struct trial *trial, uint32_t entity)
{
    const struct table_data *t = &trial->data->table[entity];
    return t->rows == 1 && t->id[0].len == 0;
}

/* ASKED null: there is no such outcome at all. */
static struct tiao_difference
difference_of(struct testing *t, struct trial *trial,
              const struct case_expected *e, const struct asked *asked)
{
    const struct plan_decision *d = &t->plan->decision[e->decision];
    struct text id = {.arena = t->arena}, period = id, expected = id, got = id;
    struct tiao_difference out = {.decision = str_z(t->arena, d->name),
                                  .place = place_at(t, e->lo, e->hi)};
    bool about = d->entity != CASE_ENTITY;
    if (about && !row_alone(trial, d->entity))
        row_words(&id, &trial->speech, d->entity, e->row);
    out.entity = about ? str_z(t->arena, t->plan->entity[d->entity].name) : "";
    out.id = text_z(&id);
    trial_expected_words(trial, e, asked, &expected);
    if (asked) {
        struct subject of = subject_of(&trial->filled, asked->at);
        period_words(&period, &trial->speech, &of);
        trial_got_words(trial, e, asked, &got);
        reason_add(t, trial, asked, &out);
    } else {
        phrase_add(&got, PHRASE_NO_OUTCOME, t->language);
    }
    out.period = text_z(&period);
    out.expected = text_z(&expected);
    out.got = text_z(&got);
    return out;
}

struct differences {
    VEC(struct tiao_difference) list;
};

static void
trial_compare(struct testing *t, struct trial *trial, struct differences *to)
{
    for (uint32_t i = 0; i < trial->expected.n; i++) {
        const struct case_expected *e = trial->expected.at[i];
        struct asked_list asked = {0};
        trial_outcomes(trial, e, &asked);
        if (asked.list.n == 0)
            vec_push(t->arena, &to->list, difference_of(t, trial, e, NULL));
        for (uint32_t k = 0; k < asked.list.n; k++)
            if (!trial_holds(trial, e, &asked.list.at[k]))
                vec_push(t->arena, &to->list,
                         difference_of(t, trial, e, &asked.list.at[k]));
    }
}

static const char *
stopped_words(struct testing *t, enum walk_status status)
{
    const struct {
        enum phrase phrase;
        uint64_t most;
    } by[] = {
        [WALK_NODE_ROWS] = {PHRASE_STOPPED_WORK, t->limits.node_rows},
        [WALK_PERIODS] = {PHRASE_STOPPED_PERIODS, t->limits.periods},
        [WALK_PAIRS] = {PHRASE_STOPPED_PAIRS, t->limits.pairs},
    };
    struct text most = {.arena = t->arena}, words = most;
    text_add_unsigned(&most, by[status].most);
    phrase_with(&words, by[status].phrase, t->language, text_str(&most));
    return text_z(&words);
}

static struct tiao_trial
trial_head(struct testing *t, const struct plan_case *test,
           const struct case_run *run)
{
    return (struct tiao_trial){
        .name = str_z(t->arena, test->name),
        .citation = str_z(t->arena, test->citation),
        .citation_words = cited_z(t, test->citation),
        .row = run->number,
        .words = str_z(t->arena, run->words),
        .unconfirmed = test->unconfirmed,
        .place = run->number ? place_at(t, run->lo, run->hi)
                             : place_at(t, test->lo, test->hi),
        .stopped = "",
    };
}

static void
trial_run(struct testing *t, const struct plan_case *test, uint32_t number,
          const struct case_run *run)
{
    struct trial trial = {.arena = t->work,
                          .plan = t->plan,
                          .test = test,
                          .run = run,
                          .limits = &t->limits,
                          .language = t->language};
    struct tiao_trial out = trial_head(t, test, run);
    struct differences differences = {0};
    for (uint32_t i = 0; i < run_expectations(test, run); i++) {
        enum walk_status status;
        if (!trial_walk(&trial, i, &status))
            continue;
        if (status != WALK_OK) {
            out.stopped = stopped_words(t, status);
            break;
        }
        trial_compare(t, &trial, &differences);
        if (t->question->coverage)
            coverage_add(&t->coverage, &trial, number);
    }
    out.difference = differences.list.at;
    out.differences = differences.list.n;
    out.passed = !out.stopped[0] && out.differences == 0;
    t->view->tests.passed += out.passed && !out.unconfirmed;
    t->view->tests.unconfirmed += out.passed && out.unconfirmed;
    t->view->tests.failed += !out.passed;
    vec_push(t->arena, &t->trial, out);
}

static void
outcomes_run(struct testing *t, const struct plan_case *test,
             const struct case_run *run, struct outcome_list *to)
{
    struct trial trial = {.arena = t->work,
                          .plan = t->plan,
                          .test = test,
                          .run = run,
                          .limits = &t->limits,
                          .language = t->language,
                          .all = true};
    for (uint32_t i = 0; i < run_expectations(test, run); i++) {
        enum walk_status status;
        if (trial_walk(&trial, i, &status) && status == WALK_OK)
            outcomes_add(t->arena, &trial, to);
    }
}

static bool
contains(struct str s, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= s.len; i++)
        if (!memcmp(s.at + i, part, len))
            return true;
    return false;
}

static void
tests_run(struct testing *t)
{
    struct outcome_list outcomes = {0};
    for (uint32_t i = 0; i < t->plan->tests; i++) {
        const struct plan_case *test = &t->plan->test[i];
        if (t->question->filter && !contains(test->name, t->question->filter))
            continue;
        for (uint32_t r = 0; r < test->runs; r++) {
            struct arena_mark mark = arena_mark(t->work);
            trial_run(t, test, i, &test->run[r]);
            if (t->question->outcomes)
                outcomes_run(t, test, &test->run[r], &outcomes);
            arena_back(t->work, mark);
        }
    }
    t->view->tests.trial = t->trial.at;
    t->view->tests.trials = t->trial.n;
    t->view->tests.outcome = outcomes.list.at;
    t->view->tests.outcomes = outcomes.list.n;
}

/* ---- coverage ---- */

static struct tiao_covered
covered_reading(struct testing *t, const struct coverage_item *item)
{
    const struct plan_reading *r = &t->plan->reading[item->place];
    const struct plan_entity *names = &t->plan->entity[r->entity];
    return (struct tiao_covered){
        .kind = TIAO_COVERED_READING,
        .label = str_z(t->arena, r->name),
        .words = str_z(t->arena, names->member[item->alternative]),
        .citation = str_z(t->arena, r->citation),
        .citation_words = cited_z(t, r->citation),
        .place = {.file = ""},
    };
}

static struct tiao_covered
covered_place(struct testing *t, const struct coverage_item *item)
{
    const struct plan_place *p = &t->plan->place[item->place];
    return (struct tiao_covered){
        .kind = (enum tiao_covered_kind)item->kind,
        .label = str_z(t->arena, p->label),
        .words = str_z(t->arena, p->kind == PLACE_ROW ? p->row : p->words),
        .citation = str_z(t->arena, p->citation),
        .citation_words = cited_z(t, p->citation),
        .place = place_at(t, p->lo, p->hi),
    };
}

static bool
item_confirmed(const struct testing *t, const struct coverage_item *item)
{
    for (uint32_t i = 0; i < item->by.n; i++)
        if (!t->plan->test[item->by.at[i]].unconfirmed)
            return true;
    return false;
}

static void
coverage_tell(struct testing *t)
{
    uint32_t n = t->coverage.item.n;
    struct tiao_covered *to = arena_array(t->arena, struct tiao_covered, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct coverage_item *item = &t->coverage.item.at[i];
        const char **by = arena_array(t->arena, const char *, item->by.n + 1);
        to[i] = item->kind == TIAO_COVERED_READING ? covered_reading(t, item)
                                                   : covered_place(t, item);
        for (uint32_t k = 0; k < item->by.n; k++)
            by[k] = str_z(t->arena, t->plan->test[item->by.at[k]].name);
        to[i].by = by;
        to[i].bys = item->by.n;
        t->view->tests.reached += item->by.n > 0;
        t->view->tests.confirmed += item_confirmed(t, item);
    }
    t->view->tests.covered = to;
    t->view->tests.covereds = n;
}

/* ---- the call ---- */

static enum tiao_status
test_work(void *argument)
{
    struct testing *t = argument;
    if (t->question->filter)
        t->view->filter = str_copy(t->arena, str_of(t->question->filter));
    /* What runs out of memory in a trial leaves by the same way. */
    t->work->on_failure = t->arena->on_failure;
    if (t->question->coverage)
        coverage_init(&t->coverage, t->arena, t->plan);
    tests_run(t);
    if (t->question->coverage)
        coverage_tell(t);
    return TIAO_OK;
}

static enum tiao_status
source_work(void *argument)
{
    struct testing *t = argument;
    struct source from = t->source;
    source_copy(t, &from);
    return test_work(t);
}

static void
limits_read(struct testing *t, const struct tiao_rulebook *r)
{
    t->limits = walk_limits_default;
    t->limits.node_rows = t->question->node_rows
                              ? t->question->node_rows
                              : r->limits.at[LIMIT_NODE_ROWS];
    t->limits.periods = (uint32_t)r->limits.at[LIMIT_PERIODS];
    t->limits.pairs = r->limits.at[LIMIT_PAIRS];
}

enum tiao_status
tiao_test(const struct tiao_rulebook *rulebook,
          const struct tiao_test_question *question, struct tiao_tests **tests)
{
    static const struct tiao_test_question plain = {0};
    const struct allocator *from = &rulebook->object.from;
    struct testing t = {.plan = rulebook->plan,
                        .question = question ? question : &plain,
                        .source = rulebook->source};
    enum tiao_status status = TIAO_MEMORY;
    *tests = NULL;
    if (!rulebook->plan)
        return TIAO_BAD_RULES;
    t.view = view_new(from, sizeof *t.view);
    struct object *work = object_new(from, sizeof *work);
    if (t.view && work) {
        t.language = language_of(t.question->language);
        t.view->language = t.language;
        t.arena = &view_object(t.view)->arena;
        t.work = &work->arena;
        limits_read(&t, rulebook);
        status = object_try(view_object(t.view), source_work, &t);
    }
    object_free(work);
    if (status == TIAO_OK)
        *tests = &t.view->tests;
    else
        view_free(t.view);
    return status;
}

void
tiao_tests_free(struct tiao_tests *tests)
{
    view_free(tests);
}

/* ---- printing ---- */

struct tests_printing {
    const struct tests_view *view;
    enum tiao_test_format format;
    bool colour;
};

static void
print_work(struct text *to, const void *what)
{
    const struct tests_printing *p = what;
    struct test_printing how = {to, &p->view->tests, p->view->language,
                                p->colour};
    switch (p->format) {
    case TIAO_TEST_PRETTY:
        test_print_pretty(&how);
        break;
    case TIAO_TEST_PLAIN:
        how.colour = false;
        test_print_plain(&how);
        break;
    case TIAO_TEST_JSON:
        test_print_json(&how);
        break;
    case TIAO_TEST_JUNIT:
        test_print_junit(&how);
        break;
    case TIAO_TEST_TAP:
        test_print_tap(&how);
        break;
    }
}

enum tiao_status
tiao_tests_print(const struct tiao_tests *tests, enum tiao_test_format format,
                 bool colour, tiao_write *write, void *user)
{
    const struct tests_view *view = (const struct tests_view *)tests;
    struct tests_printing p = {view, format, colour};
    return text_print(&view_object(view)->from, print_work, &p, write, user);
}

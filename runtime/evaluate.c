/* Questions to answers: facts as columns, one walk, the answers in words. */
#include <string.h>

#include "runtime/case.h"
#include "runtime/print.h"
#include "runtime/report.h"

struct evaluating {
    struct tiao_answers *a;
    const struct tiao_facts *facts;
    const struct tiao_question *question;
    struct arena work;
};

/* ---- the question ---- */

static struct str
maybe_copy(struct arena *a, const char *z)
{
    return z ? str_copy(a, str_of(z)) : STR("");
}

static struct walk_limits
walk_limits_of(const struct tiao_rulebook *r, uint64_t node_rows)
{
    struct walk_limits limits = walk_limits_default;
    limits.node_rows = node_rows ? node_rows : r->limits.at[LIMIT_NODE_ROWS];
    limits.periods = (uint32_t)r->limits.at[LIMIT_PERIODS];
    limits.pairs = r->limits.at[LIMIT_PAIRS];
    return limits;
}

static void
question_copy(struct tiao_answers *a, const struct tiao_question *from)
{
    static const struct tiao_question nothing = {0};
    struct arena *arena = &a->object.arena;
    struct question *q = &a->question;
    if (!from)
        from = &nothing;
    q->as_of = maybe_copy(arena, from->as_of);
    q->period = maybe_copy(arena, from->period);
    q->language = from->language;
    q->ask = arena_array(arena, struct str, from->asks);
    q->asks = (uint32_t)from->asks;
    for (uint32_t i = 0; i < q->asks; i++)
        q->ask[i] = maybe_copy(arena, from->ask[i]);
    q->choice = arena_zero(arena, from->choices * sizeof *q->choice);
    q->choices = (uint32_t)from->choices;
    for (uint32_t i = 0; i < q->choices; i++) {
        q->choice[i].reading = maybe_copy(arena, from->choice[i].reading);
        q->choice[i].alternative =
            maybe_copy(arena, from->choice[i].alternative);
    }
    q->limits = walk_limits_of(a->rulebook, from->node_rows);
}

static void
texts_copy(struct tiao_answers *a, const struct given_texts *from)
{
    a->text.by_hand = from->by_hand;
    for (uint32_t i = 0; i < from->list.n; i++) {
        struct given_text text = from->list.at[i];
        text.name = str_copy(&a->object.arena, text.name);
        vec_push(&a->object.arena, &a->text.list, text);
    }
}

/* ---- the walk ---- */

static struct str
number_arg(struct arena *a, uint64_t n)
{
    struct text text = {.arena = a};
    text_add_unsigned(&text, n);
    return text_str(&text);
}

/* What the walk was about when it passed a limit: the first of the decisions
 * asked for that was not done yet. */
static struct str
stopped_name(const struct tiao_answers *a, const struct wanted *wanted)
{
    struct str name = STR("");
    node_id least = NO_NODE;
    for (uint32_t i = 0; i < wanted->decision.n; i++) {
        const struct plan_decision *d =
            &a->plan->decision[wanted->decision.at[i]];
        if (d->root < a->filled.stopped_at || d->root >= least)
            continue;
        least = d->root;
        name = d->name;
    }
    return name;
}

/* Constraints and assertions have to hold whatever is asked, but for those of
 * periods when no period is named. */
static bool
must_hold(const struct tiao_answers *a, uint32_t decision)
{
    const struct plan_decision *d = &a->plan->decision[decision];
    bool kept = d->kind == PLACE_CONSTRAINT || d->kind == PLACE_ASSERTION;
    bool named = cell_known(a->data->asked_from, REP_DATE);
    return kept && (d->period == PERIOD_NONE || named);
}

/* （措施一 第1句）, or nothing. */
static struct str
citation_bracket(struct tiao_answers *a, const char *words)
{
    bool zh = a->speech.language == LANGUAGE_ZH;
    struct text text = {.arena = &a->object.arena};
    if (!words[0])
        return STR("");
    text_add_z(&text, zh ? "（" : " (");
    text_add_z(&text, words);
    text_add_z(&text, zh ? "）" : ")");
    return text_str(&text);
}

static bool
asked_itself(const struct wanted *wanted, uint32_t decision)
{
    for (uint32_t i = 0; i < wanted->decision.n; i++)
        if (wanted->decision.at[i] == decision)
            return true;
    return false;
}

/* Says which do not. A constraint that is broken is a mistake in the facts, an
 * assertion one in the rules; who asks for it by name gets its answer. */
static enum tiao_status
check_kept(struct tiao_answers *a, const struct wanted *wanted,
           struct arena *work)
{
    struct arena *arena = &a->object.arena;
    struct answering w = {arena, work, &a->speech, &a->filled};
    struct asked_list all = {0};
    enum tiao_status status = TIAO_OK;
    for (uint32_t i = 0; i < a->plan->decisions; i++)
        if (must_hold(a, i) && !asked_itself(wanted, i))
            answer_rows(arena, &a->filled, i, &all);
    for (uint32_t i = 0; i < all.list.n; i++) {
        if (!answer_fails(&a->filled, &all.list.at[i]))
            continue;
        struct tiao_answer out = answer_of(&w, &all.list.at[i]);
        struct str whose = str_of(out.id),
                   arg[] = {str_of(out.decision),
                            whose.len ? whose : str_of(out.entity),
                            citation_bracket(a, out.citation_words),
                            str_of(out.because)};
        if (out.kind == TIAO_CONSTRAINT) {
            report(&a->diags, CONSTRAINT_BROKEN,
                   .arg = {arg[0], arg[1], arg[2], arg[3]});
            status = TIAO_BAD_FACTS;
        } else {
            report(&a->diags, ASSERTION_BROKEN,
                   .arg = {arg[0], arg[1], arg[2], arg[3]});
        }
    }
    return status;
}

static enum tiao_status
walk(struct tiao_answers *a, const struct wanted *wanted)
{
    struct arena *arena = &a->object.arena;
    uint32_t kept = a->plan->decisions, n = wanted->decision.n;
    node_id *root = arena_array(arena, node_id, n + kept);
    enum walk_status status;
    struct str name;
    for (uint32_t i = 0; i < wanted->decision.n; i++)
        root[i] = a->plan->decision[wanted->decision.at[i]].root;
    for (uint32_t i = 0; i < kept; i++)
        if (must_hold(a, i))
            root[n++] = a->plan->decision[i].root;
    status =
        plan_walk(arena, a->plan, a->data, plan_slice(arena, a->plan, root, n),
                  &a->question.limits, &a->filled);
    if (status == WALK_OK)
        return TIAO_OK;
    name = stopped_name(a, wanted);
    if (status == WALK_PERIODS)
        report(&a->diags, LIMIT_PERIODS,
               .arg = {name, number_arg(arena, a->question.limits.periods)});
    else if (status == WALK_PAIRS)
        report(&a->diags, LIMIT_PAIRS,
               .arg = {name, number_arg(arena, a->question.limits.pairs)});
    else
        report(&a->diags, LIMIT_WORK,
               .arg = {number_arg(arena, a->question.limits.node_rows), name});
    return TIAO_LIMIT;
}

static enum tiao_status
answer(struct tiao_answers *a, struct arena *work)
{
    struct arena *arena = &a->object.arena;
    struct answering w = {arena, work, &a->speech, &a->filled};
    struct wanted wanted = {0};
    enum tiao_status status;
    if (!question_read(a, &wanted))
        return TIAO_BAD_QUESTION;
    status = walk(a, &wanted);
    if (status == TIAO_OK)
        status = check_kept(a, &wanted, work);
    if (status != TIAO_OK)
        return status;
    for (uint32_t i = 0; i < wanted.decision.n; i++)
        answer_rows(arena, &a->filled, wanted.decision.at[i], &a->asked);
    a->answer = arena_array(arena, struct tiao_answer, a->asked.list.n);
    for (uint32_t i = 0; i < a->asked.list.n; i++) {
        struct arena_mark mark = arena_mark(work);
        a->answer[i] = answer_of(&w, &a->asked.list.at[i]);
        arena_back(work, mark);
    }
    return TIAO_OK;
}

static enum tiao_status
evaluate_work(void *argument)
{
    struct evaluating *e = argument;
    struct tiao_answers *a = e->a;
    struct arena *arena = &a->object.arena;
    enum tiao_status status;
    source_init(&a->source, arena);
    diags_init(&a->diags, arena, 0);
    question_copy(a, e->question);
    texts_copy(a, &e->facts->text);
    a->data = facts_data(arena, &e->facts->facts);
    a->speech =
        (struct speech){a->plan, a->data, language_of(a->question.language)};
    arena_init(&e->work, arena->from, arena->on_failure);
    status = answer(a, &e->work);
    diags_settle(&a->diags, &a->source);
    return status;
}

enum tiao_status
tiao_evaluate(const struct tiao_facts *facts,
              const struct tiao_question *question,
              struct tiao_answers **answers)
{
    struct evaluating e = {.facts = facts, .question = question};
    enum tiao_status status;
    *answers = NULL;
    e.a = object_new(&facts->object.from, sizeof *e.a);
    if (!e.a)
        return TIAO_MEMORY;
    e.a->rulebook = facts->rulebook;
    e.a->plan = facts->rulebook->plan;
    status = object_try(&e.a->object, evaluate_work, &e);
    arena_free(&e.work);
    if (status == TIAO_MEMORY)
        object_free(e.a);
    else
        *answers = e.a;
    return status;
}

void
tiao_answers_free(struct tiao_answers *answers)
{
    object_free(answers);
}

enum tiao_status
tiao_answers_report(const struct tiao_answers *answers,
                    enum tiao_language language, struct tiao_report **report)
{
    return report_of(&answers->object.from, &answers->diags, &answers->source,
                     language, report);
}

size_t
tiao_answers_count(const struct tiao_answers *answers)
{
    return answers->answer ? answers->asked.list.n : 0;
}

const struct tiao_answer *
tiao_answer(const struct tiao_answers *answers, size_t i)
{
    return &answers->answer[i];
}

/* ---- explanations ---- */

struct explaining {
    const struct tiao_answers *a;
    struct arena *arena;
    struct tiao_explanation *out;
    size_t i;
};

static enum tiao_status
explain_work(void *argument)
{
    struct explaining *x = argument;
    const struct asked *asked = &x->a->asked.list.at[x->i];
    *x->out = *explain(x->arena, &x->a->speech, &x->a->filled, asked->decision,
                       asked->at, &x->a->question.limits);
    return TIAO_OK;
}

enum tiao_status
tiao_explain(struct tiao_answers *answers, size_t i,
             struct tiao_explanation **explanation)
{
    struct tiao_explanation *out = view_new(&answers->object.from, sizeof *out);
    struct explaining x = {.a = answers, .out = out, .i = i};
    enum tiao_status status;
    *explanation = NULL;
    if (!out)
        return TIAO_MEMORY;
    x.arena = &view_object(out)->arena;
    status = object_try(view_object(out), explain_work, &x);
    if (status == TIAO_OK)
        *explanation = out;
    else
        view_free(out);
    return status;
}

void
tiao_explanation_free(struct tiao_explanation *explanation)
{
    view_free(explanation);
}

struct tiao_explanation **
answers_explained(struct arena *arena, const struct tiao_answers *a)
{
    uint32_t n = a->asked.list.n;
    struct tiao_explanation **why =
        arena_array(arena, struct tiao_explanation *, n);
    for (uint32_t i = 0; i < n; i++)
        why[i] =
            explain(arena, &a->speech, &a->filled, a->asked.list.at[i].decision,
                    a->asked.list.at[i].at, &a->question.limits);
    return why;
}

/* ---- printing ---- */

struct answers_printing {
    const struct tiao_answers *a;
    const struct tiao_print *how;
};

/* Leaves the answers about the row ID. */
static void
printing_narrow(struct arena *arena, struct printing *p, const char *id)
{
    struct tiao_answer *answer =
        arena_array(arena, struct tiao_answer, p->answers);
    struct tiao_explanation **why =
        arena_array(arena, struct tiao_explanation *, p->answers);
    struct tiao_why_not **why_not =
        arena_array(arena, struct tiao_why_not *, p->answers);
    size_t n = 0;
    for (size_t i = 0; i < p->answers; i++) {
        if (strcmp(p->answer[i].id, id))
            continue;
        answer[n] = p->answer[i];
        why_not[n] = p->why_not ? p->why_not[i] : NULL;
        why[n++] = p->why ? p->why[i] : NULL;
    }
    p->answer = answer;
    p->answers = n;
    p->why = p->why ? why : NULL;
    p->why_not = p->why_not ? why_not : NULL;
}

static void
print_work(struct text *to, const void *what)
{
    const struct answers_printing *p = what;
    const struct tiao_answers *a = p->a;
    struct arena *arena = to->arena;
    struct printing printing = {
        .to = to,
        .language = a->speech.language,
        .colour = p->how->colour,
        .answer = a->answer,
        .answers = tiao_answers_count(a),
        .why = p->how->why ? answers_explained(arena, a) : NULL,
        .why_not = p->how->why_not ? answers_why_not(arena, a) : NULL,
        .as_of = str_z(arena, a->question.as_of),
        .period = str_z(arena, a->question.period),
        .status = a->speech.plan->status,
        .source = p->how->source,
    };
    if (p->how->id)
        printing_narrow(arena, &printing, p->how->id);
    switch (p->how->format) {
    case TIAO_PRETTY:
        print_pretty(&printing);
        break;
    case TIAO_PLAIN:
        print_plain(&printing);
        break;
    case TIAO_JSON:
        print_json(&printing);
        break;
    }
}

enum tiao_status
tiao_answers_print(struct tiao_answers *answers, const struct tiao_print *how,
                   tiao_write *write, void *user)
{
    struct answers_printing p = {.a = answers, .how = how};
    return text_print(&answers->object.from, print_work, &p, write, user);
}

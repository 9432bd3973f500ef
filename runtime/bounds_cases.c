/* The public call: boundary cases as text, file by file. */
#include <string.h>

#include "lang/tidy.h"
#include "runtime/bounds.h"
#include "runtime/object.h"
#include "runtime/report.h"

struct casing {
    const struct tiao_rulebook *rulebook;
    const struct tiao_bounds_question *question;
    struct tiao_bounds *out;
    struct arena *arena; /* of the view */
    struct object *work;
    struct walk_limits limits;
    struct bounds b;
    bool *kept; /* by case of the plan */
    VEC(struct attempt) there;
};

/* ---- the day ---- */

/* The last day from which on something is in force. */
static int32_t
day_usual(const struct plan *p)
{
    int32_t last = INT32_MIN;
    for (node_id i = 0; i < p->nodes; i++) {
        const struct plan_node *n = &p->node[i];
        if ((n->op != OP_LE && n->op != OP_LT) ||
            p->node[p->operand[n->first + 1]].op != OP_ASOF)
            continue;
        const struct plan_node *c = &p->node[p->operand[n->first]];
        if (c->op == OP_CONST && p->constant[c->a] > last)
            last = (int32_t)p->constant[c->a];
    }
    return last == INT32_MIN ? day_of((struct civil){2025, 1, 1}) : last;
}

/* ---- cases that are there ---- */

static const struct loaded *
file_of(const struct casing *c, uint32_t offset)
{
    const struct source *s = &c->rulebook->source;
    for (uint32_t i = 0; i < c->rulebook->file.n && i < s->file.n; i++)
        if (offset >= s->file.at[i].base &&
            offset <= s->file.at[i].base + s->file.at[i].text.len)
            return &c->rulebook->file.at[i];
    return NULL;
}

static bool
refreshed(const struct casing *c, const struct loaded *file)
{
    for (size_t i = 0; file && i < c->question->refreshes; i++)
        if (str_equal(file->name, str_of(c->question->refresh[i])))
            return true;
    return false;
}

static bool
given_in(const struct case_part *part, const struct case_fact *f)
{
    for (uint32_t i = 0; i < part->facts; i++)
        if (part->fact[i].fact == f->fact && part->fact[i].row == f->row &&
            part->fact[i].timed == f->timed && part->fact[i].when == f->when)
            return true;
    return false;
}

static void
part_take(struct casing *c, const struct case_part *part,
          const struct case_part *over, struct attempt *to)
{
    for (uint32_t i = 0; i < part->facts; i++)
        if (part->fact[i].value.can &&
            !(over && given_in(over, &part->fact[i])))
            vec_push(c->b.keep, &to->fact, part->fact[i]);
    for (uint32_t i = 0; i < part->choices; i++) {
        const struct case_choice *choice = &part->choice[i];
        wide taken = (wide)1 << c->b.plan->reading[choice->reading].taken;
        if (choice->value.lo != taken)
            vec_push(c->b.keep, &to->choice, *choice);
    }
}

static bool
one_row_each(const struct casing *c, const struct plan_case *test)
{
    const struct plan *p = c->b.plan;
    for (uint32_t e = 1; e < p->entities; e++)
        if (!p->entity[e].roster &&
            (test->table[e].rows > 1 || test->table[e].open))
            return false;
    return true;
}

static void
case_take(struct casing *c, const struct plan_case *test)
{
    for (uint32_t r = 0; r < test->runs; r++) {
        const struct case_run *run = &test->run[r];
        for (uint32_t i = 0; i < run_expectations(test, run); i++) {
            const struct case_expected *e = run_expected(test, run, i);
            struct attempt at = {.decision = e->decision, .row = e->row};
            at.time = e->timed ? e->time : test->time;
            part_take(c, &test->common, &run->own, &at);
            part_take(c, &run->own, NULL, &at);
            vec_push(c->b.keep, &c->there, at);
        }
    }
}

/* Which cases stay, and what they ask. */
static void
cases_there(struct casing *c)
{
    const struct plan *p = c->b.plan;
    c->kept = arena_array(c->b.keep, bool, p->tests + 1);
    for (uint32_t i = 0; i < p->tests; i++) {
        const struct plan_case *test = &p->test[i];
        c->kept[i] =
            !test->unconfirmed || !refreshed(c, file_of(c, test->whole.lo));
        if (c->kept[i] && one_row_each(c, test))
            case_take(c, test);
    }
}

static bool
is_there(const struct casing *c, const struct attempt *at)
{
    for (uint32_t i = 0; i < c->there.n; i++)
        if (attempt_same(&c->b, at, &c->there.at[i]))
            return true;
    return false;
}

/* ---- text ---- */

/* What is left of FILE when its unconfirmed cases go, with the blank lines
 * behind them. */
static struct str
text_kept(struct casing *c, const struct loaded *file)
{
    const struct plan *p = c->b.plan;
    struct text out = {.arena = c->arena};
    const char *at = file->text.at;
    uint32_t from = 0, base = 0;
    for (uint32_t i = 0; i < c->rulebook->file.n; i++)
        if (&c->rulebook->file.at[i] == file)
            base = c->rulebook->source.file.at[i].base;
    for (uint32_t i = 0; i < p->tests; i++) {
        const struct plan_case *test = &p->test[i];
        if (c->kept[i] || file_of(c, test->whole.lo) != file)
            continue;
        uint32_t lo = test->whole.lo - base, hi = test->whole.hi - base;
        while (hi < file->text.len && (at[hi] == '\n' || at[hi] == '\r'))
            hi++;
        text_add(&out, str_cut(file->text, from, lo - from));
        from = hi;
    }
    text_add(&out, str_from(file->text, from));
    while (out.len > 1 && out.at[out.len - 1] == '\n' &&
           out.at[out.len - 2] == '\n')
        out.len--;
    return text_str(&out);
}

/* Where the rule of DECISION stands. */
static const struct loaded *
file_of_decision(const struct casing *c, uint32_t decision)
{
    const struct plan *p = c->b.plan;
    const struct plan_decision *d = &p->decision[decision];
    if (d->of < p->decisions)
        d = &p->decision[d->of];
    for (uint32_t i = 1; i < p->places; i++)
        if (p->place[i].hi && str_equal(p->place[i].label, d->name))
            return file_of(c, p->place[i].lo);
    return file_of(c, p->places > 1 ? p->place[1].lo : 0);
}

static struct str
text_tidied(struct casing *c, struct str name, struct str raw)
{
    struct source source;
    struct diags diags;
    struct text out = {.arena = c->arena};
    bool english = c->question->language == TIAO_EN;
    diags_init(&diags, c->arena, 0);
    source_init(&source, c->arena);
    struct tidy *tidy = tidy_new(c->arena, &source, &diags);
    int number = source_add(&source, name, raw);
    if (number >= 0 &&
        tidy_file(tidy, number, english ? SURFACE_EN : SURFACE_ZH, &out))
        return text_str(&out);
    return raw;
}

struct bound_list {
    VEC(struct bound *) list;
};

/* The new cases about DECISION. */
static struct bound_list
bounds_about(struct casing *c, uint32_t decision)
{
    struct bound_list all = {0};
    for (uint32_t i = 0; i < c->b.found.n; i++) {
        struct bound *bound = &c->b.found.at[i];
        if (bound->given.decision == decision && bound_writable(&c->b, bound) &&
            !is_there(c, &bound->given))
            vec_push(c->b.keep, &all.list, bound);
    }
    return all;
}

static void
file_write(struct casing *c, const struct loaded *file,
           struct bounds_writing *w, struct tiao_bounds_file *to)
{
    struct text raw = {.arena = c->b.keep};
    uint32_t before = w->name.n;
    w->to = &raw;
    for (uint32_t i = 0; i < c->b.plan->decisions; i++) {
        struct bound_list about = {0};
        if (file_of_decision(c, i) == file)
            about = bounds_about(c, i);
        to->rows += about.list.n;
        if (about.list.n)
            bounds_write(w, about.list.at, about.list.n);
    }
    struct str kept = text_kept(c, file), text = STR("");
    if (raw.len)
        text = text_tidied(c, file->name, text_str(&raw));
    to->name = str_z(c->arena, file->name);
    to->kept = str_z(c->arena, kept);
    to->kept_len = kept.len;
    to->text = str_z(c->arena, text);
    to->len = text.len;
    to->cases = w->name.n - before;
}

static void
files_write(struct casing *c)
{
    uint32_t n = c->rulebook->file.n;
    struct tiao_bounds *out = c->out;
    struct tiao_bounds_file *file =
        arena_array(c->arena, struct tiao_bounds_file, n + 1);
    struct bounds_writing w = {.b = &c->b, .kept = c->kept};
    for (uint32_t i = 0; i < n; i++) {
        file_write(c, &c->rulebook->file.at[i], &w, &file[i]);
        out->cases += file[i].cases;
        out->rows += file[i].rows;
    }
    out->file = file;
    out->files = n;
    out->covereds = c->b.coverage.item.n;
    for (uint32_t i = 0; i < out->covereds; i++)
        out->reached += c->b.reached[i];
    out->stopped = c->b.stopped;
}

/* ---- the call ---- */

static enum tiao_status
cases_work(void *argument)
{
    struct casing *c = argument;
    const struct tiao_rulebook *r = c->rulebook;
    uint64_t most = c->question->node_rows;
    c->work->arena.on_failure = c->arena->on_failure;
    c->limits = walk_limits_default;
    c->limits.node_rows = r->limits.at[LIMIT_NODE_ROWS];
    c->limits.periods = (uint32_t)r->limits.at[LIMIT_PERIODS];
    c->limits.pairs = r->limits.at[LIMIT_PAIRS];
    c->b = (struct bounds){.keep = c->arena,
                           .work = &c->work->arena,
                           .plan = r->plan,
                           .limits = &c->limits,
                           .language = language_of(c->question->language),
                           .day = day_usual(r->plan),
                           .most = most ? most : c->limits.node_rows * 10};
    if (c->question->as_of && !day_read(str_of(c->question->as_of), &c->b.day))
        return TIAO_BAD_QUESTION;
    cases_there(c);
    bounds_find(&c->b);
    files_write(c);
    return TIAO_OK;
}

enum tiao_status
tiao_bounds_of(const struct tiao_rulebook *rulebook,
               const struct tiao_bounds_question *question,
               struct tiao_bounds **bounds)
{
    static const struct tiao_bounds_question plain = {0};
    const struct allocator *from = &rulebook->object.from;
    struct casing c = {.rulebook = rulebook,
                       .question = question ? question : &plain};
    enum tiao_status status = TIAO_MEMORY;
    *bounds = NULL;
    if (!rulebook->plan)
        return TIAO_BAD_RULES;
    c.out = view_new(from, sizeof *c.out);
    c.work = object_new(from, sizeof *c.work);
    if (c.out && c.work) {
        c.arena = &view_object(c.out)->arena;
        status = object_try(view_object(c.out), cases_work, &c);
    }
    object_free(c.work);
    if (status == TIAO_OK)
        *bounds = c.out;
    else
        view_free(c.out);
    return status;
}

void
tiao_bounds_free(struct tiao_bounds *bounds)
{
    view_free(bounds);
}

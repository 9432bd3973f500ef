/* What is asked: names, days, periods and readings, looked up in the plan. */
#include "lang/base/utf8.h"
#include "runtime/case.h"

struct asking {
    struct tiao_answers *a;
    const struct plan *plan;
    struct diags *diags;
    struct arena *arena;
    struct wanted *wanted;
};

/* ---- days and periods ---- */

/* A day or a period: its first and last day. */
static bool
days_of(struct str s, int32_t *first, int32_t *last)
{
    enum period_kind kind;
    int32_t period;
    if (!period_read(s, &kind, &period))
        return false;
    *first = period_first(kind, period);
    *last = period_last(kind, period);
    return true;
}

static bool
range_of(struct str s, int32_t *first, int32_t *last)
{
    int32_t ignored;
    for (uint32_t i = 0; i + 1 < s.len; i++)
        if (s.at[i] == '.' && s.at[i + 1] == '.')
            return days_of(str_cut(s, 0, i), first, &ignored) &&
                   days_of(str_from(s, i + 2), &ignored, last) &&
                   *first <= *last;
    return days_of(s, first, last);
}

static bool
ask_days(struct asking *q)
{
    struct data *d = q->a->data;
    struct str as_of = q->a->question.as_of, period = q->a->question.period;
    int32_t day, last;
    if (as_of.len && !day_read(as_of, &day)) {
        report(q->diags, ASK_DAY, .arg = {as_of});
        return false;
    }
    if (as_of.len)
        d->asof = d->asked_from = d->asked_to = cell_value(day);
    if (period.len && !range_of(period, &day, &last)) {
        report(q->diags, ASK_PERIOD, .arg = {period});
        return false;
    }
    if (period.len) {
        d->asked_from = cell_value(day);
        d->asked_to = cell_value(last);
    }
    return true;
}

/* ---- names ---- */

static void
nearer(struct str wanted, struct str name, struct str *best, uint32_t *least)
{
    uint32_t d = utf8_distance(wanted, name, *least);
    if (d < *least) {
        *best = name;
        *least = d;
    }
}

/* S without blanks, so that 运营补贴的县区财政 is 运营补贴 的 县区财政. */
static struct str
without_blanks(struct arena *a, struct str s)
{
    struct text text = {.arena = a};
    for (uint32_t i = 0; i < s.len; i++)
        if (s.at[i] != ' ')
            text_add_char(&text, s.at[i]);
    return text_str(&text);
}

/* Is NAME, which has no blanks, S but for its blanks? */
static bool
same_but_blanks(struct str s, struct str name)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.at[i] == ' ')
            continue;
        if (n == name.len || s.at[i] != name.at[n])
            return false;
        n++;
    }
    return n == name.len;
}

/* A decision by its name; a split by its own asks for all its parts. */
static bool
decision_is(struct asking *q, uint32_t decision, struct str name)
{
    const struct plan_decision *d = &q->plan->decision[decision];
    return same_but_blanks(d->name, name) ||
           (d->kind == PLACE_PART && str_equal(d->split, name));
}

static bool
ask_name(struct asking *q, struct str asked)
{
    struct str name = without_blanks(q->arena, asked), near = STR("");
    uint32_t least = 2 + utf8_count(name) / 3, found = 0;
    for (uint32_t i = 0; i < q->plan->decisions; i++) {
        if (decision_is(q, i, name)) {
            vec_push(q->arena, &q->wanted->decision, i);
            found++;
        }
    }
    if (found)
        return true;
    for (uint32_t i = 0; i < q->plan->decisions; i++)
        nearer(name, q->plan->decision[i].name, &near, &least);
    if (near.len)
        report(q->diags, ASK_NAME_NEAR, .arg = {asked, near});
    else
        report(q->diags, ASK_NAME, .arg = {asked});
    return false;
}

static enum diag_word
period_word(enum period_kind kind)
{
    static const uint8_t words[] = {
        [PERIOD_NONE] = WORD_DATA_PERIOD,
        [PERIOD_DAY] = WORD_PERIOD_DAY,
        [PERIOD_MONTH] = WORD_PERIOD_MONTH,
        [PERIOD_QUARTER] = WORD_PERIOD_QUARTER,
        [PERIOD_HALF] = WORD_PERIOD_HALF,
        [PERIOD_YEAR] = WORD_PERIOD_YEAR,
        [PERIOD_ROSTER] = WORD_DATA_PERIOD,
    };
    return words[kind];
}

/* Can its periods be listed? */
static bool
period_known(struct asking *q, uint32_t decision)
{
    const struct data *d = q->a->data;
    return q->plan->decision[decision].period == PERIOD_NONE ||
           (cell_known(d->asked_from, REP_DATE) &&
            cell_known(d->asked_to, REP_DATE));
}

static void
say_period(struct asking *q, uint32_t decision, enum diag_id id)
{
    struct text kind = {.arena = q->arena};
    struct diag diag = {.id = id};
    diag_word_add(&kind, period_word(q->plan->decision[decision].period));
    diag.arg[0] = q->plan->decision[decision].name;
    diag.arg[1] = text_str(&kind);
    diag_add(q->diags, &diag);
}

static bool
ask_names(struct asking *q)
{
    bool fine = true;
    for (uint32_t i = 0; i < q->a->question.asks; i++)
        fine &= ask_name(q, q->a->question.ask[i]);
    for (uint32_t i = 0; i < q->wanted->decision.n; i++) {
        if (period_known(q, q->wanted->decision.at[i]))
            continue;
        say_period(q, q->wanted->decision.at[i], DIAG_ASK_PERIOD_NEEDED);
        fine = false;
    }
    return fine;
}

/* Nothing named: all but constraints, assertions and facets, and all but what
 * has periods when none is named. */
static void
ask_everything(struct asking *q)
{
    for (uint32_t i = 0; i < q->plan->decisions; i++) {
        uint8_t kind = q->plan->decision[i].kind;
        if (kind == PLACE_CONSTRAINT || kind == PLACE_ASSERTION ||
            kind == PLACE_FACET)
            continue;
        if (period_known(q, i))
            vec_push(q->arena, &q->wanted->decision, i);
        else if (kind != PLACE_PART)
            say_period(q, i, DIAG_ASK_NO_PERIOD);
    }
}

/* ---- readings ---- */

static struct str
alternatives_arg(struct asking *q, const struct plan_entity *e)
{
    struct text text = {.arena = q->arena};
    for (uint32_t i = 0; i < e->members_n; i++) {
        if (i)
            diag_word_add(&text, WORD_COMMA);
        text_add(&text, e->member[i]);
    }
    return text_str(&text);
}

static bool
choose(struct asking *q, uint32_t reading, struct str alternative)
{
    const struct plan_reading *r = &q->plan->reading[reading];
    const struct plan_entity *e = &q->plan->entity[r->entity];
    struct cell all = cell_member(0);
    for (uint32_t i = 0; i < e->members_n; i++) {
        all.lo |= cell_member(i).lo;
        if (str_equal(e->member[i], alternative)) {
            q->a->data->reading[reading] = cell_member(i);
            return true;
        }
    }
    if (str_equal(alternative, STR("?"))) {
        q->a->data->reading[reading] = all;
        return true;
    }
    report(q->diags, ASK_ALTERNATIVE,
           .arg = {r->name, alternative, alternatives_arg(q, e)});
    return false;
}

static bool
ask_reading(struct asking *q, struct str name, struct str alternative)
{
    struct str near = STR("");
    uint32_t least = 2 + utf8_count(name) / 3;
    for (uint32_t i = 0; i < q->plan->readings; i++)
        if (str_equal(q->plan->reading[i].name, name))
            return choose(q, i, alternative);
    for (uint32_t i = 0; i < q->plan->readings; i++)
        nearer(name, q->plan->reading[i].name, &near, &least);
    if (near.len)
        report(q->diags, ASK_READING_NEAR, .arg = {name, near});
    else
        report(q->diags, ASK_READING, .arg = {name});
    return false;
}

bool
question_read(struct tiao_answers *a, struct wanted *wanted)
{
    struct asking q = {.a = a,
                       .plan = a->plan,
                       .diags = &a->diags,
                       .arena = &a->object.arena,
                       .wanted = wanted};
    bool fine = ask_days(&q);
    for (uint32_t i = 0; i < a->question.choices; i++)
        fine &= ask_reading(&q, a->question.choice[i].reading,
                            a->question.choice[i].alternative);
    if (!fine)
        return false;
    if (a->question.asks)
        return ask_names(&q);
    ask_everything(&q);
    return true;
}

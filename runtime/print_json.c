#include "runtime/print.h"

static const char *const kinds[] = {
    [TIAO_DECISION] = "decision",     [TIAO_STANDARD] = "standard",
    [TIAO_PART] = "part",             [TIAO_CONSTRAINT] = "constraint",
    [TIAO_ASSERTION] = "assertion",
};

static const char *const states[] = {
    [TIAO_VALUE] = "value",
    [TIAO_NONE] = "none",
    [TIAO_FAULT] = "fault",
    [TIAO_UNKNOWN] = "unknown",
};

static const char *const steps[] = {
    [TIAO_STEP_DECISION] = "decision",     [TIAO_STEP_RULE] = "rule",
    [TIAO_STEP_EXCEPTION] = "exception",   [TIAO_STEP_OTHERWISE] = "otherwise",
    [TIAO_STEP_ROW] = "row",               [TIAO_STEP_CONDITION] = "condition",
    [TIAO_STEP_LOCAL] = "local",           [TIAO_STEP_SPLIT] = "split",
    [TIAO_STEP_PART] = "part",             [TIAO_STEP_STANDARD] = "standard",
    [TIAO_STEP_CONSTRAINT] = "constraint", [TIAO_STEP_ASSERTION] = "assertion",
    [TIAO_STEP_FACT] = "fact",             [TIAO_STEP_READING] = "reading",
    [TIAO_STEP_AS_OF] = "as_of",           [TIAO_STEP_COLLECTION] = "collection",
};

/* Truths as JSON has them; all other values as exact text. */
static void
value_put(struct json_writer *w, const char *key, enum tiao_kind kind,
          const char *exact)
{
    if (kind == TIAO_TRUTH)
        json_raw(w, key, exact);
    else
        json_text(w, key, exact);
}

static void
ground_put(struct json_writer *w, const struct tiao_ground *g)
{
    json_open(w, NULL, '{');
    json_text(w, "fact", g->fact);
    json_some(w, "entity", g->entity);
    json_some(w, "id", g->id);
    json_some(w, "time", g->time);
    json_some(w, "value", g->exact);
    json_some(w, "question", g->question);
    json_some(w, "evidence", g->evidence);
    json_some(w, "citation", g->citation);
    json_some(w, "awaits", g->awaits);
    json_some(w, "presumed_by", g->presumed_by);
    json_close(w, '}');
}

static void
grounds_put(struct json_writer *w, const char *key,
            const struct tiao_ground *g, size_t n)
{
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++)
        ground_put(w, &g[i]);
    json_close(w, ']');
}

static void
fault_put(struct json_writer *w, const struct tiao_answer *a)
{
    json_open(w, "fault", '{');
    json_text(w, "kind", a->fault);
    json_some(w, "rule", a->fault_label);
    json_some(w, "row", a->fault_row);
    json_some(w, "citation", a->fault_citation);
    json_close(w, '}');
}

static void
texts_put(struct json_writer *w, const char *key, const char *const *at,
          size_t n)
{
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++)
        json_text(w, NULL, at[i]);
    json_close(w, ']');
}

static void
unknown_put(struct json_writer *w, const struct tiao_answer *a)
{
    json_open(w, "possible", '{');
    json_bool(w, "value", a->can_value);
    json_bool(w, "none", a->can_none);
    json_bool(w, "fault", a->can_fault);
    json_some(w, "lowest", a->lowest);
    json_some(w, "highest", a->highest);
    if (a->possibles)
        texts_put(w, "values", a->possible, a->possibles);
    json_close(w, '}');
    grounds_put(w, "needs", a->need, a->needs);
    if (a->needs_as_of)
        json_bool(w, "needs_as_of", true);
    if (a->opens)
        texts_put(w, "open", a->open, a->opens);
}

static void
readings_put(struct json_writer *w, const struct tiao_answer *a)
{
    json_open(w, "readings", '[');
    for (size_t i = 0; i < a->readings; i++) {
        json_open(w, NULL, '{');
        json_text(w, "reading", a->reading[i].name);
        json_some(w, "alternative", a->reading[i].alternative);
        json_some(w, "citation", a->reading[i].citation);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void
print_json_answer(struct json_writer *w, const struct tiao_answer *a)
{
    json_text(w, "decision", a->decision);
    json_text(w, "kind", kinds[a->kind]);
    json_some(w, "entity", a->entity);
    json_some(w, "id", a->id);
    json_some(w, "period", a->period);
    json_text(w, "state", states[a->state]);
    if (a->state == TIAO_VALUE)
        value_put(w, "value", a->value_kind, a->exact);
    json_some(w, "unit", a->unit);
    if (a->perhaps)
        json_bool(w, "perhaps", true);
    if (a->state == TIAO_FAULT)
        fault_put(w, a);
    if (a->state == TIAO_UNKNOWN)
        unknown_put(w, a);
    json_some(w, "citation", a->citation);
    readings_put(w, a);
    if (a->presumptions)
        grounds_put(w, "presumptions", a->presumption, a->presumptions);
    if (a->terms)
        grounds_put(w, "terms", a->term, a->terms);
}

static void
step_put(struct json_writer *w, const struct tiao_step *s)
{
    json_text(w, "step", steps[s->kind]);
    json_some(w, "label", s->label);
    json_some(w, "entity", s->entity);
    json_some(w, "id", s->id);
    json_some(w, "time", s->time);
    json_some(w, "words", s->words);
    json_some(w, "citation", s->citation);
    json_text(w, "state", states[s->state]);
    json_some(w, "value", s->exact);
    json_some(w, "evidence", s->evidence);
    json_some(w, "presumed_by", s->presumed_by);
    if (s->again)
        json_bool(w, "again", true);
}

/* Steps as a tree: those that are deeper by one stand in "because". */
static void
steps_put(struct json_writer *w, const struct tiao_explanation *e)
{
    uint32_t depth = 0;
    for (size_t i = 0; i < e->steps; i++) {
        const struct tiao_step *s = &e->step[i];
        bool below = i + 1 < e->steps && e->step[i + 1].depth > s->depth;
        for (; depth > s->depth; depth--) {
            json_close(w, ']');
            json_close(w, '}');
        }
        json_open(w, NULL, '{');
        step_put(w, s);
        if (below) {
            json_open(w, "because", '[');
            depth++;
        } else {
            json_close(w, '}');
        }
    }
    for (; depth > 0; depth--) {
        json_close(w, ']');
        json_close(w, '}');
    }
}

static void
why_put(struct json_writer *w, const struct tiao_explanation *e)
{
    json_open(w, "why", '[');
    steps_put(w, e);
    json_close(w, ']');
    grounds_put(w, "facts", e->ground, e->grounds);
}

void
print_json(const struct printing *p)
{
    struct json_writer w = { .to = p->to };
    json_open(&w, NULL, '{');
    json_text(&w, "format", ANSWERS_FORMAT);
    json_some(&w, "as_of", p->as_of);
    json_some(&w, "period", p->period);
    json_open(&w, "answers", '[');
    for (size_t i = 0; i < p->answers; i++) {
        json_open(&w, NULL, '{');
        print_json_answer(&w, &p->answer[i]);
        if (p->why && p->why[i])
            why_put(&w, p->why[i]);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
}

#include "runtime/explain.h"
#include "runtime/print.h"

static const char *const kinds[] = {
    [TIAO_DECISION] = "decision",   [TIAO_STANDARD] = "standard",
    [TIAO_PART] = "part",           [TIAO_CONSTRAINT] = "constraint",
    [TIAO_ASSERTION] = "assertion", [TIAO_DUTY] = "duty",
    [TIAO_FACET] = "facet",
};

static const char *const states[] = {
    [TIAO_VALUE] = "value",
    [TIAO_NONE] = "none",
    [TIAO_FAULT] = "fault",
    [TIAO_UNKNOWN] = "unknown",
};

static const char *const steps[] = {
    [TIAO_STEP_DECISION] = "decision",
    [TIAO_STEP_RULE] = "rule",
    [TIAO_STEP_EXCEPTION] = "exception",
    [TIAO_STEP_OTHERWISE] = "otherwise",
    [TIAO_STEP_ROW] = "row",
    [TIAO_STEP_CONDITION] = "condition",
    [TIAO_STEP_LOCAL] = "local",
    [TIAO_STEP_SPLIT] = "split",
    [TIAO_STEP_PART] = "part",
    [TIAO_STEP_STANDARD] = "standard",
    [TIAO_STEP_CONSTRAINT] = "constraint",
    [TIAO_STEP_ASSERTION] = "assertion",
    [TIAO_STEP_DUTY] = "duty",
    [TIAO_STEP_PROHIBITION] = "prohibition",
    [TIAO_STEP_PERMISSION] = "permission",
    [TIAO_STEP_ENCOURAGEMENT] = "encouragement",
    [TIAO_STEP_TARGET] = "target",
    [TIAO_STEP_FACT] = "fact",
    [TIAO_STEP_READING] = "reading",
    [TIAO_STEP_AS_OF] = "as_of",
    [TIAO_STEP_COLLECTION] = "collection",
};

/* Truths as JSON has them; all other values as exact text. */
void
print_json_value(struct json_writer *w, const char *key, enum tiao_kind kind,
                 const char *exact)
{
    if (kind == TIAO_TRUTH)
        member_truth(w, key, exact[0] == 't');
    else
        member_text(w, key, exact);
}

/* What is known: a value, null for none; nothing when it is not known. */
static void
known_put(struct json_writer *w, enum tiao_kind kind, const char *exact,
          bool none)
{
    if (none) {
        member_key(w, "value");
        json_null(w);
    } else if (exact[0]) {
        print_json_value(w, "value", kind, exact);
    }
}

const char *
print_json_state(enum tiao_state state)
{
    return states[state];
}

void
print_json_ground(struct json_writer *w, const struct tiao_ground *g)
{
    member_text(w, "fact", g->fact);
    member_some(w, "entity", g->entity);
    member_some(w, "id", g->id);
    member_some(w, "time", g->time);
    known_put(w, g->value_kind, g->exact, g->none);
    member_some(w, "question", g->question);
    member_some(w, "evidence", g->evidence);
    member_some(w, "citation", g->citation);
    member_some(w, "awaits", g->awaits);
    member_some(w, "presumed_by", g->presumed_by);
}

static void
ground_put(struct json_writer *w, const struct tiao_ground *g)
{
    json_object_open(w);
    print_json_ground(w, g);
    json_object_close(w);
}

static void
grounds_put(struct json_writer *w, const char *key, const struct tiao_ground *g,
            size_t n)
{
    member_key(w, key);
    json_array_open(w);
    for (size_t i = 0; i < n; i++)
        ground_put(w, &g[i]);
    json_array_close(w);
}

static void
sides_put(struct json_writer *w, const struct tiao_answer *a)
{
    member_key(w, "between");
    json_array_open(w);
    for (size_t i = 0; i < a->sides; i++) {
        json_object_open(w);
        member_some(w, "rule", a->side[i].label);
        member_some(w, "row", a->side[i].row);
        member_some(w, "citation", a->side[i].citation);
        print_json_value(w, "value", a->value_kind, a->side[i].exact);
        json_object_close(w);
    }
    json_array_close(w);
}

static void
fault_put(struct json_writer *w, const struct tiao_answer *a)
{
    member_key(w, "fault");
    json_object_open(w);
    member_text(w, "kind", a->fault);
    member_some(w, "rule", a->fault_label);
    member_some(w, "row", a->fault_row);
    member_some(w, "citation", a->fault_citation);
    if (a->sides)
        sides_put(w, a);
    json_object_close(w);
}

static void
texts_put(struct json_writer *w, const char *key, const char *const *at,
          size_t n)
{
    member_key(w, key);
    json_array_open(w);
    for (size_t i = 0; i < n; i++)
        json_string(w, str_of(at[i]));
    json_array_close(w);
}

static void
unknown_put(struct json_writer *w, const struct tiao_answer *a)
{
    member_key(w, "possible");
    json_object_open(w);
    member_truth(w, "value", a->can_value);
    member_truth(w, "none", a->can_none);
    member_truth(w, "fault", a->can_fault);
    member_some(w, "lowest", a->lowest);
    member_some(w, "highest", a->highest);
    if (a->possibles)
        texts_put(w, "values", a->possible, a->possibles);
    json_object_close(w);
    grounds_put(w, "needs", a->need, a->needs);
    if (a->needs_as_of)
        member_truth(w, "needs_as_of", true);
    if (a->opens)
        texts_put(w, "open", a->open, a->opens);
}

static void
readings_put(struct json_writer *w, const struct tiao_answer *a)
{
    member_key(w, "readings");
    json_array_open(w);
    for (size_t i = 0; i < a->readings; i++) {
        json_object_open(w);
        member_text(w, "reading", a->reading[i].name);
        member_some(w, "alternative", a->reading[i].alternative);
        member_some(w, "citation", a->reading[i].citation);
        json_object_close(w);
    }
    json_array_close(w);
}

void
print_json_answer(struct json_writer *w, const struct tiao_answer *a)
{
    member_text(w, "decision", a->decision);
    member_text(w, "kind", kinds[a->kind]);
    member_some(w, "entity", a->entity);
    member_some(w, "id", a->id);
    member_some(w, "period", a->period);
    member_text(w, "state", states[a->state]);
    if (a->state == TIAO_VALUE)
        print_json_value(w, "value", a->value_kind, a->exact);
    member_some(w, "unit", a->unit);
    if (a->perhaps)
        member_truth(w, "perhaps", true);
    if (a->state == TIAO_FAULT)
        fault_put(w, a);
    if (a->state == TIAO_UNKNOWN)
        unknown_put(w, a);
    member_some(w, "citation", a->citation);
    readings_put(w, a);
    if (a->presumptions)
        grounds_put(w, "presumptions", a->presumption, a->presumptions);
    if (a->terms)
        grounds_put(w, "terms", a->term, a->terms);
}

static void
step_put(struct json_writer *w, const struct tiao_step *s)
{
    member_text(w, "step", steps[s->kind]);
    member_some(w, "label", s->label);
    member_some(w, "entity", s->entity);
    member_some(w, "id", s->id);
    member_some(w, "time", s->time);
    member_some(w, "words", s->words);
    member_some(w, "citation", s->citation);
    member_text(w, "state", states[s->state]);
    known_put(w, s->value_kind, s->exact, s->state == TIAO_NONE);
    member_some(w, "evidence", s->evidence);
    member_some(w, "awaits", s->awaits);
    member_some(w, "presumed_by", s->presumed_by);
    if (s->again)
        member_truth(w, "again", true);
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
            json_array_close(w);
            json_object_close(w);
        }
        json_object_open(w);
        step_put(w, s);
        if (below) {
            member_key(w, "because");
            json_array_open(w);
            depth++;
        } else {
            json_object_close(w);
        }
    }
    for (; depth > 0; depth--) {
        json_array_close(w);
        json_object_close(w);
    }
}

static void
why_put(struct json_writer *w, const struct printing *p, size_t i)
{
    const struct tiao_explanation *e = p->why[i];
    struct quotes quotes;
    member_key(w, "why");
    json_array_open(w);
    steps_put(w, e);
    json_array_close(w);
    grounds_put(w, "facts", e->ground, e->grounds);
    if (!p->source)
        return;
    quotes = print_quotes_find(p->to->arena, p->source, &p->answer[i], e);
    print_quotes_json(w, &quotes);
}

void
print_json(const struct printing *p)
{
    struct json_writer w = {.to = p->to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", ANSWERS_FORMAT);
    member_some(&w, "as_of", p->as_of);
    member_some(&w, "period", p->period);
    member_some(&w, "status", str_z(p->to->arena, p->status));
    member_key(&w, "answers");
    json_array_open(&w);
    for (size_t i = 0; i < p->answers; i++) {
        json_object_open(&w);
        print_json_answer(&w, &p->answer[i]);
        if (p->why && p->why[i])
            why_put(&w, p, i);
        if (p->why_not && p->why_not[i])
            print_why_not_json(&w, &p->answer[i], p->why_not[i]);
        json_object_close(&w);
    }
    json_array_close(&w);
    json_object_close(&w);
    text_add_char(p->to, '\n');
}

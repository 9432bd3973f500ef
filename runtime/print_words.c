#include "runtime/print.h"

#include <string.h>

#include "lang/base/utf8.h"

static void
code_add(struct text *to, uint32_t code)
{
    static const char hex[] = "0123456789ABCDEF";
    text_add_z(to, "<U+");
    for (int shift = code > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
        text_add_char(to, hex[code >> shift & 15]);
    text_add_char(to, '>');
}

void
print_safe(struct text *to, const char *s)
{
    struct str rest = str_of(s);
    while (rest.len) {
        uint32_t len, code = utf8_next(rest, &len);
        if (code < 0x20 || (code >= 0x7f && code < 0xa0) ||
            utf8_is_bidi_control(code))
            code_add(to, code);
        else
            text_add(to, str_cut(rest, 0, len));
        rest = str_from(rest, len);
    }
}

void
print_colour(struct text *to, bool colour, const char *code)
{
    if (!colour)
        return;
    text_add_z(to, "\033[");
    text_add_z(to, code);
    text_add_char(to, 'm');
}

/* ---- outcomes ---- */

static void
bracket_add(struct text *to, enum language l, const char *words)
{
    if (words[0])
        phrase_with(to, PHRASE_CITATION, l, str_of(words));
}

void
print_outcome(struct text *to, enum language l, const struct tiao_answer *a)
{
    print_safe(to, a->words);
    if (a->because[0]) {
        phrase_add(to, PHRASE_COLON, l);
        print_safe(to, a->because);
    }
    bracket_add(to, l, a->citation_words);
    if (a->perhaps)
        phrase_add(to, PHRASE_PERHAPS, l);
}

static void
used_reading_add(struct text *to, enum language l,
                 const struct tiao_used_reading *r)
{
    if (r->alternative[0])
        phrase_with(to, PHRASE_READING, l, str_of(r->name),
                    str_of(r->alternative), str_of(r->text));
    else
        text_add_z(to, r->name);
}

static void
line_begin(struct text *to, enum language l, const char *indent,
           enum phrase head, size_t i)
{
    if (i) {
        phrase_add(to, PHRASE_LIST, l);
        return;
    }
    text_add_z(to, indent);
    phrase_add(to, head, l);
}

/* One line for the readings that were taken, or for those left open. */
static void
readings_add(struct text *to, enum language l, const struct tiao_answer *a,
             const char *indent, bool open)
{
    size_t n = 0;
    for (size_t i = 0; i < a->readings; i++) {
        if (!a->reading[i].alternative[0] != open)
            continue;
        line_begin(to, l, indent, open ? PHRASE_READINGS_OPEN : PHRASE_READINGS,
                   n++);
        used_reading_add(to, l, &a->reading[i]);
    }
    if (n)
        text_add_char(to, '\n');
}

void
print_used(struct text *to, enum language l, const struct tiao_answer *a,
           const char *indent)
{
    readings_add(to, l, a, indent, false);
    readings_add(to, l, a, indent, true);
    for (size_t i = 0; i < a->presumptions; i++) {
        const struct tiao_ground *g = &a->presumption[i];
        line_begin(to, l, indent, PHRASE_PRESUMPTIONS, i);
        phrase_with(to, PHRASE_PRESUMED, l, str_of(g->fact), str_of(g->value),
                    str_of(g->presumed_by));
    }
    if (a->presumptions)
        text_add_char(to, '\n');
    for (size_t i = 0; i < a->terms; i++) {
        const struct tiao_ground *g = &a->term[i];
        line_begin(to, l, indent, PHRASE_TERMS, i);
        if (g->value[0])
            phrase_with(to, PHRASE_SET_HERE, l, str_of(g->fact),
                        str_of(g->value), str_of(g->awaits));
        else
            phrase_with(to, PHRASE_AWAITS, l, str_of(g->fact),
                        str_of(g->awaits));
    }
    if (a->terms)
        text_add_char(to, '\n');
}

/* ---- steps ---- */

/* What a step is called; false when its own words say it all. */
static enum phrase
step_phrase(enum tiao_step_kind kind)
{
    switch (kind) {
    case TIAO_STEP_RULE:
        return PHRASE_RULE;
    case TIAO_STEP_DUTY:
        return PHRASE_DUTY;
    case TIAO_STEP_PROHIBITION:
        return PHRASE_PROHIBITION;
    case TIAO_STEP_PERMISSION:
        return PHRASE_PERMISSION;
    case TIAO_STEP_ENCOURAGEMENT:
        return PHRASE_ENCOURAGEMENT;
    case TIAO_STEP_TARGET:
        return PHRASE_TARGET;
    case TIAO_STEP_EXCEPTION:
        return PHRASE_EXCEPTION;
    case TIAO_STEP_OTHERWISE:
        return PHRASE_OTHERWISE;
    case TIAO_STEP_ROW:
        return PHRASE_TABLE_ROW;
    case TIAO_STEP_SPLIT:
        return PHRASE_SPLIT;
    case TIAO_STEP_READING:
        return PHRASE_READING_NAME;
    case TIAO_STEP_AS_OF:
        return PHRASE_AS_OF;
    case TIAO_STEP_COLLECTION:
        return PHRASE_OPEN_ROWS;
    case TIAO_STEP_DECISION:
    case TIAO_STEP_CONDITION:
    case TIAO_STEP_LOCAL:
    case TIAO_STEP_PART:
    case TIAO_STEP_STANDARD:
    case TIAO_STEP_CONSTRAINT:
    case TIAO_STEP_ASSERTION:
    case TIAO_STEP_FACT:
        return PHRASE_COUNT;
    }
    return PHRASE_COUNT;
}

static const char *
step_name(const struct tiao_step *s)
{
    if (s->kind == TIAO_STEP_COLLECTION)
        return s->entity;
    if (s->kind == TIAO_STEP_ROW || s->kind == TIAO_STEP_CONDITION)
        return s->words[0] ? s->words : s->label;
    return s->label[0] ? s->label : s->words;
}

static bool
said_before(const char *text, const char *above)
{
    return !text[0] || !strcmp(text, above);
}

static void
step_name_add(struct text *to, enum language l, const struct tiao_step *s,
              const struct tiao_step *above)
{
    struct text name = {.arena = to->arena}, whole = name;
    enum phrase phrase = step_phrase(s->kind);
    print_safe(&name, step_name(s));
    if (phrase == PHRASE_COUNT)
        text_add(&whole, text_str(&name));
    else
        phrase_with(&whole, phrase, l, text_str(&name));
    if (said_before(s->id, above->id)) {
        text_add(to, text_str(&whole));
    } else {
        struct text id = {.arena = to->arena};
        print_safe(&id, s->id);
        phrase_with(to, PHRASE_OF, l, text_str(&id), text_str(&whole));
    }
    if (!said_before(s->time, above->time)) {
        text_add_char(to, ' ');
        text_add_z(to, s->time);
    }
    if (s->kind != TIAO_STEP_FACT &&
        !said_before(s->citation_words, above->citation_words))
        bracket_add(to, l, s->citation_words);
}

static bool
step_is_test(const struct tiao_step *s)
{
    return (s->kind == TIAO_STEP_CONDITION || s->kind == TIAO_STEP_ROW) &&
           s->state == TIAO_VALUE &&
           (!strcmp(s->exact, "true") || !strcmp(s->exact, "false"));
}

static void
step_value_add(struct text *to, enum language l, const struct tiao_step *s)
{
    if (step_is_test(s))
        phrase_add(to,
                   s->exact[0] == 't' ? PHRASE_CONDITION_MET
                                      : PHRASE_CONDITION_NOT_MET,
                   l);
    else if (s->state == TIAO_NONE &&
             (s->kind == TIAO_STEP_RULE || s->kind == TIAO_STEP_EXCEPTION))
        phrase_add(to, PHRASE_APPLIES_NOT, l);
    else if (s->value[0])
        print_safe(to, s->value);
    else
        phrase_add(to, PHRASE_NOT_KNOWN, l);
}

/* Behind the value: what shows a fact, what is asked, why it is presumed. */
static void
step_hint_add(struct text *to, enum language l, const struct tiao_step *s)
{
    struct text hint = {.arena = to->arena};
    if (s->presumed_by[0])
        phrase_with(&hint, PHRASE_PRESUMED_BY, l, str_of(s->presumed_by));
    else if (s->kind == TIAO_STEP_READING && s->words[0])
        phrase_with(&hint, PHRASE_QUOTES, l, str_of(s->words));
    else if (s->state == TIAO_UNKNOWN && s->awaits[0])
        phrase_with(&hint, PHRASE_WAITING, l, str_of(s->awaits));
    else if (s->state == TIAO_UNKNOWN && s->question[0])
        phrase_with(&hint, PHRASE_QUOTES, l, str_of(s->question));
    else if (s->evidence[0])
        phrase_with(&hint, PHRASE_EVIDENCE, l, str_of(s->evidence));
    if (hint.len)
        phrase_with(to, PHRASE_BRACKETS, l, text_str(&hint));
}

static void
step_add(struct text *to, enum language l, const struct tiao_step *step,
         const struct tiao_step *above)
{
    step_name_add(to, l, step, above);
    phrase_add(to, PHRASE_COLON, l);
    step_value_add(to, l, step);
    step_hint_add(to, l, step);
    if (step->again)
        phrase_add(to, PHRASE_AGAIN, l);
}

/* The one fact or day that step I, a test, rests on, if it rests on nothing
 * else. */
static const struct tiao_step *
only_fact(const struct tiao_explanation *e, size_t i)
{
    const struct tiao_step *s = &e->step[i], *fact = s + 1;
    bool test = s->kind == TIAO_STEP_CONDITION || s->kind == TIAO_STEP_ROW ||
                s->kind == TIAO_STEP_STANDARD;
    if (!test || i + 1 >= e->steps || fact->depth != s->depth + 1)
        return NULL;
    if (fact->kind != TIAO_STEP_FACT &&
        (fact->kind != TIAO_STEP_AS_OF || fact->state == TIAO_UNKNOWN))
        return NULL;
    return i + 2 < e->steps && e->step[i + 2].depth > s->depth ? NULL : fact;
}

/* 托位数 50-99个：成立（托位数：60个）; the fact alone when the test says
 * nothing else. */
static void
test_add(struct text *to, enum language l, const struct tiao_step *test,
         const struct tiao_step *fact, const struct tiao_step *above)
{
    struct text inner = {.arena = to->arena};
    if (!strcmp(test->words, fact->label) ||
        !strcmp(test->label, fact->label)) {
        step_add(to, l, fact, above);
        return;
    }
    step_name_add(to, l, test, above);
    phrase_add(to, PHRASE_COLON, l);
    step_value_add(to, l, test);
    if (fact->state == TIAO_UNKNOWN)
        return;
    step_add(&inner, l, fact, test);
    phrase_with(to, PHRASE_BRACKETS, l, text_str(&inner));
}

void
print_steps(struct text *to, enum language l, const struct tiao_explanation *e,
            const char *indent, const char *mark)
{
    const struct tiao_step **above =
        arena_array(to->arena, const struct tiao_step *, e->steps + 1);
    for (size_t i = 0; i < e->steps; i++) {
        const struct tiao_step *step = &e->step[i], *fact = only_fact(e, i);
        above[step->depth] = step;
        if (!i)
            continue;
        text_add_z(to, indent);
        for (uint32_t d = 1; d < step->depth; d++)
            text_add_z(to, "  ");
        text_add_z(to, mark);
        if (fact)
            test_add(to, l, step, fact, above[step->depth - 1]);
        else
            step_add(to, l, step, above[step->depth - 1]);
        i += fact != NULL;
        text_add_char(to, '\n');
    }
}

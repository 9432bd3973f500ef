#include <string.h>

#include "runtime/print.h"

static void
bracket_add(struct text *to, enum language l, const char *words)
{
    if (words[0])
        phrase_with(to, PHRASE_CITATION, l, str_of(words));
}

/* 甲园的托位数 2025-03; the answer's own row and period are not named. */
static struct str
fact_name(struct arena *a, enum language l, const struct tiao_answer *answer,
          const struct tiao_ground *g)
{
    struct text name = {.arena = a}, id = name;
    if (!g->id[0] || !strcmp(g->id, answer->id)) {
        print_safe(&name, g->fact);
    } else {
        print_safe(&id, g->id);
        phrase_with(&name, PHRASE_OF, l, text_str(&id), str_of(g->fact));
    }
    if (g->time[0] && strcmp(g->time, answer->period)) {
        text_add_char(&name, ' ');
        text_add_z(&name, g->time);
    }
    return text_str(&name);
}

static enum phrase
distance_phrase(const struct tiao_change *c)
{
    if (c->fact.value_kind == TIAO_DATE)
        return c->less ? PHRASE_WOULD_BE_EARLIER : PHRASE_WOULD_BE_LATER;
    return c->less ? PHRASE_WOULD_BE_LESS : PHRASE_WOULD_BE_MORE;
}

static void
change_add(struct text *to, enum language l, const struct tiao_answer *a,
           const struct tiao_change *c)
{
    struct str name = fact_name(to->arena, l, a, &c->fact);
    if (c->some)
        phrase_with(to, PHRASE_CHANGE_SOME, l, name);
    else
        phrase_with(to, PHRASE_CHANGE, l, name, str_of(c->to));
}

/* All changes, with their citations; one that all share stands behind. */
static void
changes_add(struct text *to, enum language l, const struct tiao_answer *a,
            const struct tiao_offer *o)
{
    const char *shared = o->change[0].citation_words;
    for (size_t i = 1; i < o->changes; i++)
        if (strcmp(o->change[i].citation_words, shared))
            shared = "";
    for (size_t i = 0; i < o->changes; i++) {
        if (i)
            phrase_add(to, PHRASE_CHANGES_AND, l);
        change_add(to, l, a, &o->change[i]);
        if (!shared[0])
            bracket_add(to, l, o->change[i].citation_words);
    }
    bracket_add(to, l, shared);
}

static void
offer_add(struct text *to, enum language l, const struct tiao_answer *a,
          const struct tiao_offer *o)
{
    const struct tiao_change *c = &o->change[0];
    struct text changes = {.arena = to->arena}, words = changes;
    print_safe(&words, o->words);
    if (o->changes == 1 && c->by[0]) {
        phrase_with(to, distance_phrase(c), l, str_of(c->by),
                    fact_name(to->arena, l, a, &c->fact), str_of(c->to),
                    text_str(&words));
        bracket_add(to, l, c->citation_words);
        return;
    }
    changes_add(&changes, l, a, o);
    phrase_with(
        to, o->state == TIAO_UNKNOWN ? PHRASE_WOULD_LEAD_TO : PHRASE_WOULD_BE,
        l, text_str(&words), text_str(&changes));
}

/* What to ask about each fact, and what shows it. */
static void
questions_add(struct text *to, enum language l, const struct tiao_offer *o,
              const char *indent)
{
    for (size_t i = 0; i < o->changes; i++) {
        const struct tiao_ground *g = &o->change[i].fact;
        struct text hint = {.arena = to->arena};
        if (g->question[0])
            phrase_with(&hint, PHRASE_QUOTES, l, str_of(g->question));
        if (g->question[0] && g->evidence[0])
            phrase_add(&hint, PHRASE_LIST, l);
        if (g->evidence[0])
            phrase_with(&hint, PHRASE_EVIDENCE, l, str_of(g->evidence));
        if (!hint.len)
            continue;
        text_add_z(to, indent);
        text_add_z(to, "  ");
        text_add_z(to, g->fact);
        phrase_add(to, PHRASE_COLON, l);
        text_add(to, text_str(&hint));
        text_add_char(to, '\n');
    }
}

static void
stopped_add(struct text *to, enum language l, const struct tiao_why_not *w)
{
    struct text n = {.arena = to->arena};
    text_add_unsigned(&n, w->evaluations);
    if (w->stopped)
        phrase_with(to, PHRASE_SEARCH_STOPPED, l, text_str(&n));
}

static void
failed_add(struct text *to, enum language l, const struct tiao_why_not *w,
           const char *indent, const char *mark)
{
    struct text n = {.arena = to->arena};
    text_add_unsigned(&n, w->faileds);
    text_add_z(to, indent);
    text_add_z(to, mark);
    phrase_with(to, PHRASE_CONDITIONS_FAILED, l, text_str(&n));
    text_add_char(to, '\n');
    for (size_t i = 0; i < w->faileds; i++) {
        text_add_z(to, indent);
        text_add_z(to, "  ");
        print_safe(to, w->failed[i].words);
        bracket_add(to, l, w->failed[i].citation_words);
        text_add_char(to, '\n');
    }
}

static void
nothing_add(struct text *to, enum language l, const struct tiao_why_not *w,
            const char *indent, const char *mark)
{
    text_add_z(to, indent);
    text_add_z(to, mark);
    phrase_add(to, w->applies ? PHRASE_NO_CHANGE : PHRASE_WHY_NOT_NOTHING, l);
    stopped_add(to, l, w);
    text_add_char(to, '\n');
    if (w->faileds)
        failed_add(to, l, w, indent, mark);
}

void
print_why_not(struct text *to, enum language l, const struct tiao_answer *a,
              const struct tiao_why_not *w, const char *indent,
              const char *mark)
{
    /* An outcome that is not known says itself what it waits for. */
    if (!w->applies && a->state == TIAO_UNKNOWN)
        return;
    if (!w->offers)
        nothing_add(to, l, w, indent, mark);
    for (size_t i = 0; i < w->offers; i++) {
        text_add_z(to, indent);
        text_add_z(to, mark);
        offer_add(to, l, a, &w->offer[i]);
        if (i + 1 == w->offers)
            stopped_add(to, l, w);
        text_add_char(to, '\n');
        questions_add(to, l, &w->offer[i], indent);
    }
}

/* ---- JSON ---- */

static void
change_put(struct json_writer *w, const struct tiao_change *c)
{
    json_object_open(w);
    print_json_ground(w, &c->fact);
    member_key(w, "to");
    if (c->none) {
        json_null(w);
    } else {
        json_array_open(w);
        for (size_t i = 0; i < c->exacts; i++)
            if (c->fact.value_kind == TIAO_TRUTH)
                json_truth(w, c->exact[i][0] == 't');
            else
                json_string(w, str_of(c->exact[i]));
        json_array_close(w);
    }
    member_some(w, "by", c->by);
    if (c->by[0])
        member_truth(w, "less", c->less);
    member_some(w, "condition", c->condition);
    member_some(w, "condition_citation", c->citation);
    json_object_close(w);
}

static void
offer_put(struct json_writer *w, const struct tiao_offer *o,
          enum tiao_kind kind)
{
    json_object_open(w);
    member_key(w, "changes");
    json_array_open(w);
    for (size_t i = 0; i < o->changes; i++)
        change_put(w, &o->change[i]);
    json_array_close(w);
    member_text(w, "state", print_json_state(o->state));
    if (o->state == TIAO_VALUE)
        print_json_value(w, "value", kind, o->exact);
    member_text(w, "words", o->words);
    json_object_close(w);
}

static void
failed_put(struct json_writer *w, const struct tiao_failed *f)
{
    json_object_open(w);
    member_some(w, "label", f->label);
    member_text(w, "words", f->words);
    member_some(w, "citation", f->citation);
    json_object_close(w);
}

void
print_why_not_json(struct json_writer *w, const struct tiao_answer *a,
                   const struct tiao_why_not *why)
{
    member_key(w, "why_not");
    json_object_open(w);
    member_truth(w, "applies", why->applies);
    member_key(w, "offers");
    json_array_open(w);
    for (size_t i = 0; i < why->offers; i++)
        offer_put(w, &why->offer[i], a->value_kind);
    json_array_close(w);
    member_key(w, "failed");
    json_array_open(w);
    for (size_t i = 0; i < why->faileds; i++)
        failed_put(w, &why->failed[i]);
    json_array_close(w);
    member_truth(w, "stopped", why->stopped);
    json_object_close(w);
}

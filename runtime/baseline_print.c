/* What differs from a baseline, told. */
#include <string.h>

#include "runtime/json_member.h"
#include "runtime/print.h"
#include "runtime/test.h"

static struct str
number(struct arena *a, size_t n)
{
    struct text text = {.arena = a};
    text_add_unsigned(&text, n);
    return text_str(&text);
}

static void
sum_add(const struct test_printing *p)
{
    const struct tiao_tests *t = p->tests;
    struct arena *a = p->to->arena;
    phrase_with(p->to, PHRASE_BASELINE, p->language, number(a, t->changed),
                number(a, t->gone), number(a, t->added), number(a, t->same));
    text_add_char(p->to, '\n');
}

/* 分档 第3行：甲园的补贴 2025-01. */
static void
about_add(struct text *to, enum language l, const struct tiao_outcome *o)
{
    struct tiao_trial trial = {.name = o->name, .row = o->row};
    struct tiao_difference about = {
        .decision = o->decision, .id = o->id, .period = o->period};
    trial_title(to, l, &trial);
    phrase_add(to, PHRASE_COLON, l);
    difference_name(to, l, &about);
    if (o->time[0])
        phrase_with(to, PHRASE_BRACKETS, l, str_of(o->time));
}

/* 5万元（补贴 行 100个及以上，措施一 第1句）. */
static void
outcome_add(struct text *to, enum language l, const struct tiao_outcome *o)
{
    struct text by = {.arena = to->arena};
    print_safe(to, o->words[l]);
    print_safe(&by, o->label);
    if (o->rule_row[0]) {
        text_add_char(&by, ' ');
        phrase_with(&by, PHRASE_COVERED_ROW, l, str_of(o->rule_row));
    }
    if (o->citation[0] && by.len)
        phrase_add(&by, PHRASE_LIST, l);
    citation_words(&by, str_of(o->citation), l);
    if (by.len)
        phrase_with(to, PHRASE_BRACKETS, l, text_str(&by));
}

static void
line_add(const struct test_printing *p, enum phrase id,
         const struct tiao_outcome *o)
{
    struct text outcome = {.arena = p->to->arena};
    outcome_add(&outcome, p->language, o);
    text_add_z(p->to, "        ");
    phrase_with(p->to, id, p->language, text_str(&outcome));
    text_add_char(p->to, '\n');
}

void
changes_pretty(const struct test_printing *p)
{
    const struct tiao_tests *t = p->tests;
    text_add_char(p->to, '\n');
    sum_add(p);
    for (size_t i = 0; i < t->changed + t->gone; i++) {
        const struct tiao_outcome_change *c = &t->change[i];
        phrase_add(p->to, c->now ? PHRASE_OUTCOME_CHANGED : PHRASE_OUTCOME_GONE,
                   p->language);
        text_add_z(p->to, "  ");
        about_add(p->to, p->language, c->before);
        text_add_char(p->to, '\n');
        line_add(p, PHRASE_BEFORE, c->before);
        if (c->now)
            line_add(p, PHRASE_NOW, c->now);
    }
}

void
changes_plain(const struct test_printing *p)
{
    const struct tiao_tests *t = p->tests;
    sum_add(p);
    for (size_t i = 0; i < t->changed + t->gone; i++) {
        const struct tiao_outcome_change *c = &t->change[i];
        phrase_add(p->to, c->now ? PHRASE_OUTCOME_CHANGED : PHRASE_OUTCOME_GONE,
                   p->language);
        text_add_char(p->to, ' ');
        about_add(p->to, p->language, c->before);
        phrase_add(p->to, PHRASE_COLON, p->language);
        outcome_add(p->to, p->language, c->before);
        if (c->now) {
            text_add_z(p->to, " → ");
            outcome_add(p->to, p->language, c->now);
        }
        text_add_char(p->to, '\n');
    }
}

/* ---- JSON ---- */

static void
outcome_put(struct json_writer *w, const char *key,
            const struct tiao_outcome *o)
{
    member_key(w, key);
    json_object_open(w);
    member_text(w, "outcome", o->outcome);
    member_some(w, "rule", o->label);
    member_some(w, "rule_row", o->rule_row);
    member_some(w, "citation", o->citation);
    json_object_close(w);
}

static void
change_put(struct json_writer *w, const struct tiao_outcome_change *c)
{
    const struct tiao_outcome *o = c->before;
    json_object_open(w);
    member_text(w, "name", o->name);
    if (o->row) {
        member_key(w, "row");
        json_integer(w, (int64_t)o->row);
    }
    member_text(w, "decision", o->decision);
    member_some(w, "entity", o->entity);
    member_some(w, "id", o->id);
    member_some(w, "period", o->period);
    member_some(w, "time", o->time);
    outcome_put(w, "before", c->before);
    if (c->now)
        outcome_put(w, "now", c->now);
    json_object_close(w);
}

void
changes_json(struct json_writer *w, const struct tiao_tests *t)
{
    static const char *const keys[] = {"changed", "gone", "added", "same"};
    const size_t counts[] = {t->changed, t->gone, t->added, t->same};
    member_key(w, "baseline");
    json_object_open(w);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        member_key(w, keys[i]);
        json_integer(w, (int64_t)counts[i]);
    }
    member_key(w, "changes");
    json_array_open(w);
    for (size_t i = 0; i < t->changed + t->gone; i++)
        change_put(w, &t->change[i]);
    json_array_close(w);
    json_object_close(w);
}

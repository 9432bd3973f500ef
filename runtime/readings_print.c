/* Readings compared, written out. */
#include <string.h>

#include "runtime/cells.h"
#include "runtime/explain.h"
#include "runtime/print.h"
#include "runtime/readings.h"

static void
line_end(const struct comparison_printing *p)
{
    text_add_char(p->to, '\n');
}

static void
projection_line(const struct comparison_printing *p)
{
    struct printing printing = {.to = p->to,
                                .language = p->language,
                                .status = str_of(p->view->status)};
    if (p->view->comparison.evaluated)
        print_projection(&printing);
}

/* ---- pieces ---- */

/* 三岁算到哪一天（措施一 第3句） */
static void
reading_title(const struct comparison_printing *p,
              const struct tiao_compared *r)
{
    text_add_z(p->to, r->name);
    if (r->citation_words[0])
        phrase_with(p->to, PHRASE_CITATION, p->language,
                    str_of(r->citation_words));
}

/* 乙 “……”：3 项结果不同 */
static void
alternative_title(const struct comparison_printing *p,
                  const struct tiao_alternative *a)
{
    struct text many = {.arena = p->to->arena};
    text_add_z(p->to, a->name);
    text_add_char(p->to, ' ');
    phrase_with(p->to, PHRASE_QUOTES, p->language, str_of(a->text));
    if (a->taken) {
        phrase_add(p->to, PHRASE_TAKEN, p->language);
    } else if (p->view->comparison.evaluated) {
        text_add_unsigned(&many, a->shifts);
        phrase_with(p->to, a->shifts ? PHRASE_SHIFTS : PHRASE_SHIFTS_NOT,
                    p->language, text_str(&many));
        if (a->broken)
            phrase_add(p->to, PHRASE_BROKEN, p->language);
    }
}

/* 入托补贴 +600元（1 项算不出差额） */
static void
sum_words(const struct comparison_printing *p, const struct tiao_shift_sum *s)
{
    struct text many = {.arena = p->to->arena};
    if (s->decision[0])
        text_add_z(p->to, s->decision);
    else
        phrase_add(p->to, PHRASE_TOTAL, p->language);
    if (s->more_words[0]) {
        text_add_char(p->to, ' ');
        text_add_z(p->to, s->more_words);
        text_add_unsigned(&many, s->uncounted);
        if (s->uncounted)
            phrase_with(p->to, PHRASE_SHIFT_UNCOUNTED, p->language,
                        text_str(&many));
    }
}

/* 小明 2025-03：无 → 200元（+200元） */
static void
shift_words(const struct comparison_printing *p, const struct tiao_shift *s)
{
    struct text from = {.arena = p->to->arena}, to = from, whose = from;
    print_safe(&whose, s->id);
    if (s->id[0] && s->period[0])
        text_add_char(&whose, ' ');
    text_add_z(&whose, s->period);
    print_safe(&from, s->from);
    print_safe(&to, s->to);
    text_add(p->to, text_str(&whose));
    if (whose.len)
        phrase_add(p->to, PHRASE_COLON, p->language);
    phrase_with(p->to, PHRASE_SHIFT, p->language, text_str(&from),
                text_str(&to));
    if (s->more_words[0])
        phrase_with(p->to, PHRASE_CITATION, p->language, str_of(s->more_words));
}

static void
no_readings(const struct comparison_printing *p)
{
    if (p->view->comparison.readings)
        return;
    phrase_add(p->to, PHRASE_NO_READINGS, p->language);
    line_end(p);
}

/* ---- pretty ---- */

static void
pretty_shifts(const struct comparison_printing *p,
              const struct tiao_alternative *a)
{
    const struct tiao_shift *s = a->shift;
    for (size_t i = 0; i < a->sums; i++) {
        text_add_z(p->to, "    ");
        sum_words(p, &a->sum[i]);
        line_end(p);
        for (size_t k = 0; k < a->sum[i].shifts; k++, s++) {
            text_add_z(p->to, "      ");
            shift_words(p, s);
            line_end(p);
        }
    }
    for (size_t i = 0; i < a->units; i++) {
        text_add_z(p->to, "    ");
        sum_words(p, &a->by_unit[i]);
        line_end(p);
    }
}

static void
pretty_reading(const struct comparison_printing *p,
               const struct tiao_compared *r)
{
    print_colour(p->to, p->colour, "1");
    phrase_with(p->to, PHRASE_READING_NAME, p->language, str_of(""));
    reading_title(p, r);
    print_colour(p->to, p->colour, "0");
    line_end(p);
    for (size_t i = 0; i < r->alternatives; i++) {
        const struct tiao_alternative *a = &r->alternative[i];
        text_add_z(p->to, "  ");
        if (a->shifts)
            print_colour(p->to, p->colour, "33");
        alternative_title(p, a);
        if (a->shifts)
            print_colour(p->to, p->colour, "0");
        line_end(p);
        pretty_shifts(p, a);
    }
    if (r->by[0]) {
        text_add_z(p->to, "  ");
        phrase_with(p->to, PHRASE_MAY_DECIDE, p->language, str_of(r->by));
        line_end(p);
    }
}

void
comparison_print_pretty(const struct comparison_printing *p)
{
    const struct tiao_comparison *c = &p->view->comparison;
    projection_line(p);
    no_readings(p);
    for (size_t i = 0; i < c->readings; i++) {
        if (i)
            line_end(p);
        pretty_reading(p, &c->reading[i]);
    }
}

/* ---- plain ---- */

static void
plain_alternative(const struct comparison_printing *p,
                  const struct tiao_compared *r,
                  const struct tiao_alternative *a)
{
    reading_title(p, r);
    text_add_char(p->to, ' ');
    alternative_title(p, a);
    if (r->by[0] && a->taken) {
        phrase_add(p->to, PHRASE_LIST_KINDS, p->language);
        phrase_with(p->to, PHRASE_MAY_DECIDE, p->language, str_of(r->by));
    }
    line_end(p);
    for (size_t i = 0; i < a->shifts; i++) {
        text_add_z(p->to, "  ");
        text_add_z(p->to, a->shift[i].decision);
        text_add_char(p->to, ' ');
        shift_words(p, &a->shift[i]);
        line_end(p);
    }
    for (size_t i = 0; i < a->sums + a->units; i++) {
        text_add_z(p->to, "  ");
        if (i < a->sums) {
            phrase_add(p->to, PHRASE_TOTAL, p->language);
            text_add_char(p->to, ' ');
        }
        sum_words(p, i < a->sums ? &a->sum[i] : &a->by_unit[i - a->sums]);
        line_end(p);
    }
}

void
comparison_print_plain(const struct comparison_printing *p)
{
    const struct tiao_comparison *c = &p->view->comparison;
    projection_line(p);
    no_readings(p);
    for (size_t i = 0; i < c->readings; i++)
        for (size_t k = 0; k < c->reading[i].alternatives; k++)
            plain_alternative(p, &c->reading[i], &c->reading[i].alternative[k]);
}

/* ---- JSON ---- */

static void
side_put(struct json_writer *w, const char *key, const struct tiao_shift *s,
         enum tiao_state state, const char *exact)
{
    member_key(w, key);
    json_object_open(w);
    member_text(w, "state", print_json_state(state));
    if (state == TIAO_VALUE)
        print_json_value(w, "value", s->value_kind, exact);
    json_object_close(w);
}

static void
shift_put(struct json_writer *w, const struct tiao_shift *s)
{
    json_object_open(w);
    member_text(w, "decision", s->decision);
    member_some(w, "entity", s->entity);
    member_some(w, "id", s->id);
    member_some(w, "period", s->period);
    side_put(w, "from", s, s->from_state, s->from_exact);
    side_put(w, "to", s, s->to_state, s->to_exact);
    member_some(w, "difference", s->more);
    member_some(w, "unit", s->unit);
    member_some(w, "citation", s->citation);
    json_object_close(w);
}

static void
sums_put(struct json_writer *w, const char *key, const struct tiao_shift_sum *s,
         size_t n)
{
    member_key(w, key);
    json_array_open(w);
    for (size_t i = 0; i < n; i++) {
        json_object_open(w);
        member_some(w, "decision", s[i].decision);
        member_some(w, "difference", s[i].more);
        member_some(w, "unit", s[i].unit);
        member_key(w, "outcomes");
        json_integer(w, (int64_t)s[i].shifts);
        member_key(w, "uncounted");
        json_integer(w, (int64_t)s[i].uncounted);
        json_object_close(w);
    }
    json_array_close(w);
}

static void
alternative_put(struct json_writer *w, const struct tiao_alternative *a,
                bool evaluated)
{
    json_object_open(w);
    member_text(w, "alternative", a->name);
    member_text(w, "text", a->text);
    member_truth(w, "taken", a->taken);
    if (a->broken)
        member_truth(w, "broken", true);
    if (evaluated && !a->taken) {
        member_key(w, "changes");
        json_array_open(w);
        for (size_t i = 0; i < a->shifts; i++)
            shift_put(w, &a->shift[i]);
        json_array_close(w);
        sums_put(w, "totals", a->sum, a->sums);
        if (a->units)
            sums_put(w, "by_unit", a->by_unit, a->units);
    }
    json_object_close(w);
}

void
comparison_print_json(const struct comparison_printing *p)
{
    const struct tiao_comparison *c = &p->view->comparison;
    struct json_writer w = {.to = p->to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", READINGS_FORMAT);
    member_some(&w, "as_of", p->view->as_of);
    member_some(&w, "period", p->view->period);
    member_some(&w, "status", p->view->status);
    member_key(&w, "readings");
    json_array_open(&w);
    for (size_t i = 0; i < c->readings; i++) {
        const struct tiao_compared *r = &c->reading[i];
        json_object_open(&w);
        member_text(&w, "reading", r->name);
        member_some(&w, "citation", r->citation);
        member_some(&w, "by", r->by);
        member_key(&w, "alternatives");
        json_array_open(&w);
        for (size_t k = 0; k < r->alternatives; k++)
            alternative_put(&w, &r->alternative[k], c->evaluated);
        json_array_close(&w);
        json_object_close(&w);
    }
    json_array_close(&w);
    json_object_close(&w);
    line_end(p);
}

/* ---- tables ---- */

static const struct tiao_shift no_shift = {
    .decision = "",
    .entity = "",
    .id = "",
    .period = "",
    .unit = "",
    .from = "",
    .to = "",
    .more = "",
    .more_words = "",
    .from_exact = "",
    .to_exact = "",
};

static void
csv_line(const struct comparison_printing *p, const struct tiao_compared *r,
         const struct tiao_alternative *a, const struct tiao_shift *s)
{
    bool some = s != &no_shift;
    const char *const cells[] = {r->name,
                                 r->citation,
                                 r->by,
                                 a->name,
                                 a->text,
                                 a->taken ? "true" : "false",
                                 s->decision,
                                 s->entity,
                                 s->id,
                                 s->period,
                                 some ? print_json_state(s->from_state) : "",
                                 s->from_exact,
                                 some ? print_json_state(s->to_state) : "",
                                 s->to_exact,
                                 s->more,
                                 s->unit};
    csv_row(p->to, cells, sizeof cells / sizeof *cells);
}

/* A row for each outcome that differs; one for an alternative without. */
void
comparison_print_csv(const struct comparison_printing *p)
{
    static const char *const heads[] = {
        "reading",  "citation", "by",         "alternative",
        "text",     "taken",    "decision",   "entity",
        "id",       "period",   "from_state", "from",
        "to_state", "to",       "difference", "unit"};
    const struct tiao_comparison *c = &p->view->comparison;
    csv_row(p->to, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < c->readings; i++)
        for (size_t k = 0; k < c->reading[i].alternatives; k++) {
            const struct tiao_alternative *a = &c->reading[i].alternative[k];
            for (size_t s = 0; s < a->shifts; s++)
                csv_line(p, &c->reading[i], a, &a->shift[s]);
            if (!a->shifts)
                csv_line(p, &c->reading[i], a, &no_shift);
        }
}

static const char *
phrase_z(const struct comparison_printing *p, enum phrase id)
{
    return str_z(p->to->arena, phrase_str(id, p->language));
}

static void
markdown_shifts(const struct comparison_printing *p,
                const struct tiao_alternative *a)
{
    const char *const heads[] = {
        phrase_z(p, PHRASE_HEAD_DECISION), phrase_z(p, PHRASE_HEAD_WHOSE),
        phrase_z(p, PHRASE_HEAD_PERIOD),   phrase_z(p, PHRASE_HEAD_FROM),
        phrase_z(p, PHRASE_HEAD_TO),       phrase_z(p, PHRASE_HEAD_MORE)};
    enum { CELLS = sizeof heads / sizeof *heads };
    text_add_char(p->to, '\n');
    markdown_row(p->to, heads, CELLS);
    markdown_rule(p->to, CELLS);
    for (size_t i = 0; i < a->shifts; i++) {
        const struct tiao_shift *s = &a->shift[i];
        const char *const cells[CELLS] = {s->decision, s->id, s->period,
                                          s->from,     s->to, s->more_words};
        markdown_row(p->to, cells, CELLS);
    }
    text_add_char(p->to, '\n');
    for (size_t i = 0; i < a->sums + a->units; i++) {
        text_add_z(p->to, "- ");
        sum_words(p, i < a->sums ? &a->sum[i] : &a->by_unit[i - a->sums]);
        line_end(p);
    }
}

void
comparison_print_markdown(const struct comparison_printing *p)
{
    const struct tiao_comparison *c = &p->view->comparison;
    projection_line(p);
    no_readings(p);
    for (size_t i = 0; i < c->readings; i++) {
        const struct tiao_compared *r = &c->reading[i];
        text_add_z(p->to, i ? "\n## " : "## ");
        reading_title(p, r);
        line_end(p);
        if (r->by[0]) {
            line_end(p);
            phrase_with(p->to, PHRASE_MAY_DECIDE, p->language, str_of(r->by));
            line_end(p);
        }
        for (size_t k = 0; k < r->alternatives; k++) {
            line_end(p);
            alternative_title(p, &r->alternative[k]);
            line_end(p);
            if (r->alternative[k].shifts)
                markdown_shifts(p, &r->alternative[k]);
        }
    }
}

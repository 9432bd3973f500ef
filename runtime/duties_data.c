/* Duties for machines and tables: JSON, CSV, Markdown. */
#include "runtime/cells.h"
#include "runtime/duties.h"
#include "runtime/explain.h"
#include "runtime/print.h"

/* ---- JSON ---- */

static void
bearers_json(struct json_writer *w, const struct tiao_duty *d)
{
    member_key(w, "bearers");
    json_array_open(w);
    for (size_t i = 0; i < d->bearers; i++) {
        json_object_open(w);
        member_text(w, "name", d->bearer[i].name);
        member_some(w, "of", d->bearer[i].of);
        member_truth(w, "lead", d->bearer[i].lead);
        member_truth(w, "standing", d->bearer[i].standing);
        member_truth(w, "by_row", d->bearer[i].by_row);
        json_object_close(w);
    }
    json_array_close(w);
}

static void
counts_json(struct json_writer *w, const struct tiao_duty *d)
{
    member_key(w, "counts");
    json_object_open(w);
    for (int s = 0; s < TIAO_DUTY_STATUSES; s++) {
        if (!d->of[s])
            continue;
        member_key(w, duty_status_key((enum tiao_duty_status)s));
        json_integer(w, (int64_t)d->of[s]);
    }
    json_object_close(w);
}

static void
window_json(struct json_writer *w, const struct tiao_duty_window *window)
{
    json_object_open(w);
    member_text(w, "status", duty_status_key(window->status));
    member_some(w, "bearer", window->bearer);
    member_some(w, "entity", window->entity);
    member_some(w, "id", window->id);
    member_some(w, "counterpart", window->counterpart);
    member_some(w, "answers", window->answers);
    member_some(w, "period", window->period);
    member_some(w, "due", window->due);
    member_some(w, "done", window->done);
    member_some(w, "since", window->since);
    member_some(w, "group", window->group);
    member_text(w, "words", window->words);
    if (window->needs) {
        member_key(w, "needs");
        json_array_open(w);
        for (size_t i = 0; i < window->needs; i++) {
            json_object_open(w);
            print_json_ground(w, &window->need[i]);
            json_object_close(w);
        }
        json_array_close(w);
    }
    json_object_close(w);
}

static void
duty_json(struct json_writer *w, const struct duties_printing *p, size_t duty)
{
    const struct tiao_duty *d = &p->duties->duty[duty];
    json_object_open(w);
    member_text(w, "name", d->name);
    member_text(w, "modality", modality_key(d->modality));
    member_some(w, "citation", d->citation);
    member_some(w, "measure", d->measure);
    member_text(w, "act", d->act);
    member_some(w, "entity", d->entity);
    member_some(w, "every", d->every);
    member_truth(w, "measured", d->measured);
    member_truth(w, "severally", d->severally);
    bearers_json(w, d);
    counts_json(w, d);
    member_key(w, "windows");
    json_array_open(w);
    for (size_t i = 0; i < p->duties->windows; i++)
        if (p->duties->window[i].duty == duty)
            window_json(w, &p->duties->window[i]);
    json_array_close(w);
    json_object_close(w);
}

void
duties_print_json(const struct duties_printing *p)
{
    struct json_writer w = {.to = p->to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", DUTIES_FORMAT);
    member_some(&w, "projection", p->duties->rulebook);
    member_some(&w, "as_of", p->duties->as_of);
    member_some(&w, "from", p->duties->from);
    member_some(&w, "to", p->duties->to);
    member_key(&w, "duties");
    json_array_open(&w);
    for (size_t i = 0; i < p->duties->duties; i++)
        duty_json(&w, p, i);
    json_array_close(&w);
    json_object_close(&w);
    text_add_char(p->to, '\n');
}

/* ---- CSV ---- */

static const char *
bearers_z(const struct duties_printing *p, const struct tiao_duty *d)
{
    struct text text = {.arena = p->to->arena};
    bearers_words(&text, p->language, d);
    return text_z(&text);
}

void
duties_print_csv(const struct duties_printing *p)
{
    static const char *const heads[] = {
        "duty",   "modality", "citation",    "bearers", "bearer",
        "entity", "id",       "counterpart", "answers", "period",
        "status", "due",      "done",        "since",   "group"};
    enum { CELLS = sizeof heads / sizeof *heads };
    csv_row(p->to, heads, CELLS);
    for (size_t i = 0; i < p->duties->windows; i++) {
        const struct tiao_duty_window *w = &p->duties->window[i];
        const struct tiao_duty *d = &p->duties->duty[w->duty];
        const char *const cells[CELLS] = {d->name,
                                          modality_key(d->modality),
                                          d->citation,
                                          bearers_z(p, d),
                                          w->bearer,
                                          w->entity,
                                          w->id,
                                          w->counterpart,
                                          w->answers,
                                          w->period,
                                          duty_status_key(w->status),
                                          w->due,
                                          w->done,
                                          w->since,
                                          w->group};
        csv_row(p->to, cells, CELLS);
    }
}

/* ---- Markdown ---- */

static const char *
phrase_z(const struct duties_printing *p, enum phrase id)
{
    return str_z(p->to->arena, phrase_str(id, p->language));
}

/* The windows by status, worst first. */
static const char *
counts_z(const struct duties_printing *p, const struct tiao_duty *d)
{
    struct text text = {.arena = p->to->arena};
    for (int s = 0; s < TIAO_DUTY_STATUSES; s++) {
        if (!d->of[s])
            continue;
        if (text.len)
            phrase_add(&text, PHRASE_LIST, p->language);
        text_add(&text,
                 duty_status_words((enum tiao_duty_status)s, p->language));
        text_add_char(&text, ' ');
        text_add_unsigned(&text, d->of[s]);
    }
    return text_z(&text);
}

void
duties_print_markdown(const struct duties_printing *p)
{
    static const enum phrase heads[] = {
        PHRASE_HEAD_CITATION, PHRASE_HEAD_DUTY, PHRASE_HEAD_MODALITY,
        PHRASE_HEAD_ACT,      PHRASE_HEAD_FOR,  PHRASE_HEAD_BEARERS,
        PHRASE_HEAD_STATUS};
    enum { CELLS = sizeof heads / sizeof *heads };
    const char *cells[CELLS];
    for (int i = 0; i < CELLS; i++)
        cells[i] = phrase_z(p, heads[i]);
    markdown_row(p->to, cells, CELLS);
    markdown_rule(p->to, CELLS);
    for (size_t i = 0; i < p->duties->duties; i++) {
        const struct tiao_duty *d = &p->duties->duty[i];
        const char *const row[CELLS] = {
            d->citation_words,
            d->name,
            str_z(p->to->arena, modality_words(d->modality, p->language)),
            d->act,
            d->entity,
            bearers_z(p, d),
            counts_z(p, d)};
        markdown_row(p->to, row, CELLS);
    }
}

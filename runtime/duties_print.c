/* Duties for people: by measure, body, status or day, with what waits for
 * somebody; and a line each. */
#include "runtime/duties.h"

#include <string.h>

#include "runtime/explain.h"
#include "runtime/print.h"

/* ---- lines ---- */

static void
add_phrase(const struct duties_printing *p, enum phrase id, const char *words)
{
    phrase_with(p->to, id, p->language, str_of(words));
}

static void
blanks(const struct duties_printing *p)
{
    text_add_z(p->to, "  ");
}

/* What decides it, when it is not known. */
static void
window_needs(const struct duties_printing *p, const struct tiao_duty_window *w)
{
    if (w->status != TIAO_DUTY_UNKNOWN && w->status != TIAO_DUTY_FAULT)
        return;
    blanks(p);
    print_safe(p->to, w->words);
}

/* 违反  甲园  2025-Q1  到期 2025-03-31  违反自 2025-04-01 */
static void
window_line(const struct duties_printing *p, const struct tiao_duty_window *w)
{
    text_add(p->to, duty_status_words(w->status, p->language));
    if (w->id[0]) {
        blanks(p);
        print_safe(p->to, w->id);
    }
    if (w->counterpart[0] && strcmp(w->counterpart, w->id) != 0) {
        blanks(p);
        print_safe(p->to, w->counterpart);
    }
    if (w->answers[0] && strcmp(w->answers, w->counterpart) != 0) {
        blanks(p);
        add_phrase(p, PHRASE_BY, w->answers);
    }
    if (w->bearer[0]) {
        blanks(p);
        print_safe(p->to, w->bearer);
    }
    if (w->period[0]) {
        blanks(p);
        print_safe(p->to, w->period);
    }
    if (w->due[0]) {
        blanks(p);
        add_phrase(p, PHRASE_DUE, w->due);
    }
    if (w->since[0]) {
        blanks(p);
        add_phrase(p, PHRASE_SINCE, w->since);
    }
    if (w->done[0]) {
        blanks(p);
        add_phrase(p, PHRASE_DONE, w->done);
    }
    window_needs(p, w);
    text_add_char(p->to, '\n');
}

static void
duty_head(const struct duties_printing *p, const struct tiao_duty *d)
{
    struct text bearers = {.arena = p->to->arena};
    text_add(p->to, modality_words(d->modality, p->language));
    text_add_char(p->to, ' ');
    print_safe(p->to, d->name);
    if (d->citation_words[0])
        add_phrase(p, PHRASE_CITATION, d->citation_words);
    bearers_words(&bearers, p->language, d);
    if (bearers.len) {
        blanks(p);
        add_phrase(p, PHRASE_BY, text_z(&bearers));
    }
    text_add_char(p->to, '\n');
}

/* 违反 3  未知 1  已履行 157: by status, worst first. */
static bool
counts_line(const struct duties_printing *p, const size_t *of)
{
    bool some = false;
    for (int s = 0; s < TIAO_DUTY_STATUSES; s++) {
        if (!of[s])
            continue;
        if (some)
            blanks(p);
        some = true;
        text_add(p->to,
                 duty_status_words((enum tiao_duty_status)s, p->language));
        text_add_char(p->to, ' ');
        text_add_unsigned(p->to, of[s]);
    }
    return some;
}

/* ---- groups ---- */

/* One heading: which windows stand under it. */
struct heading {
    const char *name, *words;
};

struct headings {
    const struct duties_printing *p;
    VEC(struct heading) list;
};

static void
heading_add(struct headings *h, const char *name, const char *words)
{
    for (uint32_t i = 0; i < h->list.n; i++)
        if (!strcmp(h->list.at[i].name, name))
            return;
    vec_push(h->p->to->arena, &h->list, ((struct heading){name, words}));
}

static const struct tiao_duty *
duty_of(const struct duties_printing *p, const struct tiao_duty_window *w)
{
    return &p->duties->duty[w->duty];
}

static const char *
status_z(const struct duties_printing *p, enum tiao_duty_status status)
{
    return str_z(p->to->arena, duty_status_words(status, p->language));
}

/* A duty of several bodies stands under each; that of one body asked about,
 * under that one. */
static void
headings_of_bodies(struct headings *h, const struct tiao_duty_window *w,
                   const struct tiao_duty *d)
{
    const char *one = w->bearer[0] ? w->bearer : h->p->duties->by;
    if (one[0])
        heading_add(h, one, one);
    for (size_t i = 0; !one[0] && i < d->bearers; i++)
        heading_add(h, d->bearer[i].name, d->bearer[i].name);
}

/* The headings that W stands under. */
static void
headings_of(struct headings *h, const struct tiao_duty_window *w)
{
    const struct duties_printing *p = h->p;
    const struct tiao_duty *d = duty_of(p, w);
    switch (p->how->order) {
    case TIAO_BY_MEASURE:
        heading_add(h, d->measure, d->measure_words);
        return;
    case TIAO_BY_BODY:
        headings_of_bodies(h, w, d);
        return;
    case TIAO_BY_STATUS:
        heading_add(h, duty_status_key(w->status), status_z(p, w->status));
        return;
    case TIAO_BY_DUE:
        heading_add(h, w->due, w->due);
        return;
    case TIAO_BY_GROUP:
        heading_add(h, w->group, w->group);
        return;
    }
}

static bool
stands_under(const struct duties_printing *p, const struct tiao_duty_window *w,
             const char *name)
{
    struct headings own = {.p = p};
    headings_of(&own, w);
    for (uint32_t i = 0; i < own.list.n; i++)
        if (!strcmp(own.list.at[i].name, name))
            return true;
    return false;
}

/* Statuses stand worst first, days in order; everything else as written. */
static void
headings_sort(struct headings *h)
{
    bool days = h->p->how->order == TIAO_BY_DUE;
    for (uint32_t i = 1; days && i < h->list.n; i++)
        for (uint32_t k = i;
             k > 0 && strcmp(h->list.at[k].name, h->list.at[k - 1].name) < 0;
             k--) {
            struct heading swap = h->list.at[k];
            h->list.at[k] = h->list.at[k - 1];
            h->list.at[k - 1] = swap;
        }
}

static void
headings_find(struct headings *h)
{
    const struct tiao_duties *d = h->p->duties;
    bool by_status = h->p->how->order == TIAO_BY_STATUS;
    for (int s = 0; by_status && s < TIAO_DUTY_STATUSES; s++)
        for (size_t i = 0; i < d->windows; i++)
            if (d->window[i].status == (enum tiao_duty_status)s)
                headings_of(h, &d->window[i]);
    for (size_t i = 0; i < d->windows; i++)
        headings_of(h, &d->window[i]);
    headings_sort(h);
}

/* ---- pretty ---- */

/* What waits for somebody is told one by one, the rest in numbers. */
static bool
told(const struct duties_printing *p, const struct tiao_duty_window *w)
{
    return p->how->all ||
           (duty_open(w->status) && w->status != TIAO_DUTY_NOT_BEGUN);
}

static void
duty_block(const struct duties_printing *p, size_t duty, const char *name)
{
    const struct tiao_duties *d = p->duties;
    size_t of[TIAO_DUTY_STATUSES] = {0}, n = 0;
    for (size_t i = 0; i < d->windows; i++)
        if (d->window[i].duty == duty && stands_under(p, &d->window[i], name)) {
            of[d->window[i].status]++;
            n++;
        }
    if (!n)
        return;
    blanks(p);
    duty_head(p, &d->duty[duty]);
    text_add_z(p->to, "    ");
    counts_line(p, of);
    text_add_char(p->to, '\n');
    for (size_t i = 0; i < d->windows; i++)
        if (d->window[i].duty == duty && told(p, &d->window[i]) &&
            stands_under(p, &d->window[i], name)) {
            text_add_z(p->to, "    ");
            window_line(p, &d->window[i]);
        }
}

static void
title_line(const struct duties_printing *p)
{
    const struct tiao_duties *d = p->duties;
    if (d->rulebook[0]) {
        add_phrase(p, PHRASE_PROJECTION, d->rulebook);
        text_add_char(p->to, '\n');
    }
    if (d->as_of[0]) {
        phrase_with(p->to, PHRASE_DUTIES_TITLE, p->language, str_of(d->as_of),
                    str_of(d->from), str_of(d->to));
        text_add_char(p->to, '\n');
    }
}

void
duties_print_pretty(const struct duties_printing *p)
{
    struct headings h = {.p = p};
    size_t of[TIAO_DUTY_STATUSES] = {0};
    title_line(p);
    headings_find(&h);
    for (uint32_t i = 0; i < h.list.n; i++) {
        text_add_char(p->to, '\n');
        if (h.list.at[i].words[0])
            print_safe(p->to, h.list.at[i].words);
        else
            phrase_add(p->to, PHRASE_DUTIES_OTHER, p->language);
        text_add_char(p->to, '\n');
        for (size_t k = 0; k < p->duties->duties; k++)
            duty_block(p, k, h.list.at[i].name);
    }
    for (size_t i = 0; i < p->duties->duties; i++)
        for (int s = 0; s < TIAO_DUTY_STATUSES; s++)
            of[s] += p->duties->duty[i].of[s];
    text_add_char(p->to, '\n');
    phrase_add(p->to, PHRASE_DUTIES_TOTAL, p->language);
    if (!counts_line(p, of))
        phrase_add(p->to, PHRASE_DUTIES_NONE, p->language);
    text_add_char(p->to, '\n');
}

void
duties_print_plain(const struct duties_printing *p)
{
    title_line(p);
    for (size_t i = 0; i < p->duties->windows; i++) {
        const struct tiao_duty *d = duty_of(p, &p->duties->window[i]);
        print_safe(p->to, d->name);
        if (d->citation_words[0])
            add_phrase(p, PHRASE_CITATION, d->citation_words);
        phrase_add(p->to, PHRASE_COLON, p->language);
        window_line(p, &p->duties->window[i]);
    }
}

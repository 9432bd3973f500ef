/* What falls due, as an iCalendar (RFC 5545): one all-day entry a window. */
#include <string.h>

#include "lang/base/date.h"
#include "lang/base/utf8.h"
#include "runtime/duties.h"
#include "runtime/explain.h"
#include "runtime/sha256.h"

enum { LINE_BYTES = 75, UID_DIGITS = 32 };

/* A content line, folded behind at most 75 bytes, never within a character. */
static void
line(struct text *to, const char *name, struct str value)
{
    struct text whole = {.arena = to->arena};
    uint32_t used = 0, len;
    text_add_z(&whole, name);
    text_add(&whole, value);
    struct str s = text_str(&whole);
    for (uint32_t i = 0; i < s.len; i += len) {
        utf8_next(str_from(s, i), &len);
        if (used + len > LINE_BYTES) {
            text_add_z(to, "\r\n ");
            used = 1;
        }
        text_add(to, str_cut(s, i, len));
        used += len;
    }
    text_add_z(to, "\r\n");
}

/* A text value: backslash, comma, semicolon and line ends are escaped. */
static struct str
escaped(struct arena *a, struct str s)
{
    struct text to = {.arena = a};
    for (uint32_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '\n') {
            text_add_z(&to, "\\n");
            continue;
        }
        if (c == '\\' || c == ',' || c == ';')
            text_add_char(&to, '\\');
        if ((unsigned char)c >= ' ')
            text_add_char(&to, c);
    }
    return text_str(&to);
}

/* 2025-03-31 -> 20250331 */
static struct str
day_plain(struct arena *a, int32_t day)
{
    struct text iso = {.arena = a}, plain = iso;
    day_write(&iso, day);
    for (uint32_t i = 0; i < iso.len; i++)
        if (iso.at[i] != '-')
            text_add_char(&plain, iso.at[i]);
    return text_str(&plain);
}

/* The same window has the same name in every calendar, however it stands. */
static struct str
uid_of(struct arena *a, const struct tiao_duty *d,
       const struct tiao_duty_window *w)
{
    const char *part[] = {d->name,   d->citation, w->bearer,
                          w->entity, w->id,       w->period};
    struct text text = {.arena = a}, uid = text;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        text_add_z(&text, part[i]);
        text_add_char(&text, '\n');
    }
    struct sha256_hex hash = sha256_of(text.at, text.len);
    text_add(&uid, (struct str){hash.at, UID_DIGITS});
    text_add_z(&uid, "@tiao");
    return text_str(&uid);
}

static struct str
summary_of(const struct duties_printing *p, const struct tiao_duty *d,
           const struct tiao_duty_window *w)
{
    struct text text = {.arena = p->to->arena};
    text_add_z(&text, d->name);
    if (w->counterpart[0]) {
        text_add_char(&text, ' ');
        text_add_z(&text, w->counterpart);
    }
    if (w->period[0]) {
        text_add_char(&text, ' ');
        text_add_z(&text, w->period);
    }
    return text_str(&text);
}

/* What is asked for, by whom, by which sentence, and how it stands. */
static struct str
description_of(const struct duties_printing *p, const struct tiao_duty *d,
               const struct tiao_duty_window *w)
{
    struct text text = {.arena = p->to->arena}, bearers = text;
    bearers_words(&bearers, p->language, d);
    text_add_z(&text, d->act);
    if (d->citation_words[0])
        phrase_with(&text, PHRASE_CITATION, p->language,
                    str_of(d->citation_words));
    text_add_char(&text, '\n');
    phrase_with(&text, PHRASE_BY, p->language, text_str(&bearers));
    text_add_char(&text, '\n');
    text_add(&text, duty_status_words(w->status, p->language));
    return text_str(&text);
}

static void
entry(const struct duties_printing *p, const struct tiao_duty_window *w)
{
    struct arena *a = p->to->arena;
    const struct tiao_duty *d = &p->duties->duty[w->duty];
    int32_t due, as_of;
    if (!day_read(str_of(w->due), &due) ||
        !day_read(str_of(p->duties->as_of), &as_of))
        return;
    struct text stamp = {.arena = a};
    text_add(&stamp, day_plain(a, as_of));
    text_add_z(&stamp, "T000000Z");
    line(p->to, "BEGIN:", STR("VEVENT"));
    line(p->to, "UID:", uid_of(a, d, w));
    line(p->to, "DTSTAMP:", text_str(&stamp));
    line(p->to, "DTSTART;VALUE=DATE:", day_plain(a, due));
    if (due < DAY_LAST)
        line(p->to, "DTEND;VALUE=DATE:", day_plain(a, due + 1));
    line(p->to, "SUMMARY:", escaped(a, summary_of(p, d, w)));
    line(p->to, "DESCRIPTION:", escaped(a, description_of(p, d, w)));
    line(p->to,
         "CATEGORIES:", escaped(a, duty_status_words(w->status, p->language)));
    line(p->to, "TRANSP:", STR("TRANSPARENT"));
    line(p->to, "END:", STR("VEVENT"));
}

void
duties_print_calendar(const struct duties_printing *p)
{
    line(p->to, "BEGIN:", STR("VCALENDAR"));
    line(p->to, "VERSION:", STR("2.0"));
    line(p->to, "PRODID:", STR("-//Tiao//duties//ZH"));
    line(p->to, "CALSCALE:", STR("GREGORIAN"));
    for (size_t i = 0; i < p->duties->windows; i++) {
        const struct tiao_duty_window *w = &p->duties->window[i];
        bool applies = w->status != TIAO_DUTY_NOT_APPLICABLE &&
                       w->status != TIAO_DUTY_WAIVED;
        if (applies && w->due[0])
            entry(p, w);
    }
    line(p->to, "END:", STR("VCALENDAR"));
}

/* The ledger for people. */
#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/explain.h"
#include "runtime/ledger.h"
#include "runtime/print.h"

enum { EXCERPT = 60 }; /* cells of a sentence that are shown */

struct str
account_words(enum tiao_account account, enum language l)
{
    static const enum phrase phrases[] = {
        [TIAO_ENCODED] = PHRASE_ENCODED,
        [TIAO_ENCOURAGED] = PHRASE_ENCOURAGED,
        [TIAO_DELEGATED] = PHRASE_DELEGATED,
        [TIAO_UNCODED] = PHRASE_UNCODED,
        [TIAO_MISSING] = PHRASE_MISSING,
        [TIAO_UNCOUNTED] = PHRASE_UNCOUNTED,
    };
    return phrase_str(phrases[account], l);
}

/* ---- who says it ---- */

static bool
kind_first(const struct tiao_citation *by, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(by[k].kind, by[i].kind))
            return false;
    return true;
}

/* 规则 a、b, or 案例 12: all of the kind of BY[FROM]. */
static void
kind_words(struct text *to, enum language l, const struct tiao_citation *by,
           size_t from, size_t n)
{
    struct text names = {.arena = to->arena};
    uint64_t many = 0;
    for (size_t i = from; i < n; i++) {
        if (strcmp(by[i].kind, by[from].kind))
            continue;
        if (many++ && by[i].label[0])
            phrase_add(&names, PHRASE_LIST, l);
        text_add_z(&names, by[i].label);
    }
    if (by[from].weight == TIAO_TRIES) {
        names.len = 0;
        text_add_unsigned(&names, many);
    }
    text_add_z(to, by[from].kind_words);
    if (names.len) {
        text_add_char(to, ' ');
        text_add(to, text_str(&names));
    }
}

void
ledger_by(struct text *to, enum language l, const struct tiao_citation *by,
          size_t n)
{
    static const enum tiao_weight order[] = {
        TIAO_ENCODES, TIAO_ENCOURAGES, TIAO_DELEGATES, TIAO_NOTES, TIAO_TRIES};
    uint32_t from = to->len;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < n; i++) {
            if (by[i].weight != order[k] || !kind_first(by, i))
                continue;
            if (to->len > from)
                phrase_add(to, PHRASE_LIST_KINDS, l);
            kind_words(to, l, by, i, n);
        }
}

void
ledger_reasons(struct text *to, enum language l, const struct tiao_citation *by,
               size_t n)
{
    bool some = false;
    for (size_t i = 0; i < n; i++) {
        struct text quoted = {.arena = to->arena};
        if (by[i].weight != TIAO_LEAVES_OUT)
            continue;
        if (some)
            phrase_add(to, PHRASE_LIST_KINDS, l);
        some = true;
        phrase_with(&quoted, PHRASE_QUOTES, l, str_of(by[i].reason));
        if (by[i].elsewhere[0])
            phrase_with(to, PHRASE_LEFT_TO, l, str_of(by[i].elsewhere),
                        text_str(&quoted));
        else
            text_add(to, text_str(&quoted));
    }
}

/* ---- revisions ---- */

static void
revision_words(struct text *to, enum language l, const struct tiao_revised *r)
{
    static const enum phrase phrases[] = {
        [TIAO_CHANGED] = PHRASE_REVISED_CHANGED,
        [TIAO_MOVED] = PHRASE_REVISED_MOVED,
        [TIAO_VANISHED] = PHRASE_REVISED_VANISHED,
        [TIAO_ADDED] = PHRASE_REVISED_ADDED,
    };
    phrase_with(to, phrases[r->revision], l, str_of(r->locator), str_of(r->to));
}

static void
place_words(struct text *to, const struct tiao_place *place)
{
    text_add_z(to, place->file);
    text_add_char(to, ':');
    text_add_unsigned(to, place->line);
}

/* What leaves a sentence out has no name, so it is told by its place. */
static void
by_behind(struct text *to, enum language l, const struct tiao_citation *by,
          size_t n)
{
    struct text words = {.arena = to->arena};
    ledger_by(&words, l, by, n);
    for (size_t i = 0; i < n; i++) {
        if (by[i].weight != TIAO_LEAVES_OUT)
            continue;
        if (words.len)
            phrase_add(&words, PHRASE_LIST_KINDS, l);
        text_add_z(&words, by[i].kind_words);
        text_add_char(&words, ' ');
        place_words(&words, &by[i].place);
    }
    if (words.len)
        phrase_add(to, PHRASE_AND_SO, l);
    text_add(to, text_str(&words));
    text_add_char(to, '\n');
}

static void
astray_line(struct text *to, enum language l, const struct tiao_citation *a)
{
    text_add_z(to, a->citation);
    phrase_add(to, PHRASE_AND_SO, l);
    text_add_z(to, a->kind_words);
    if (a->label[0]) {
        text_add_char(to, ' ');
        text_add_z(to, a->label);
    }
    text_add_char(to, ' ');
    place_words(to, &a->place);
    text_add_char(to, '\n');
}

void
ledger_remarks(const struct ledger_printing *p, const char *indent)
{
    const struct tiao_ledger *g = p->ledger;
    if (g->reviseds) {
        text_add_char(p->to, '\n');
        phrase_add(p->to, PHRASE_REVISIONS, p->language);
        text_add_char(p->to, '\n');
    }
    for (size_t i = 0; i < g->reviseds; i++) {
        text_add_z(p->to, indent);
        revision_words(p->to, p->language, &g->revised[i]);
        by_behind(p->to, p->language, g->revised[i].by, g->revised[i].bys);
    }
    if (g->astrays) {
        text_add_char(p->to, '\n');
        phrase_add(p->to, PHRASE_ASTRAY, p->language);
        text_add_char(p->to, '\n');
    }
    for (size_t i = 0; i < g->astrays; i++) {
        text_add_z(p->to, indent);
        astray_line(p->to, p->language, &g->astray[i]);
    }
}

/* ---- layout ---- */

static const char *
account_colour(enum tiao_account account)
{
    switch (account) {
    case TIAO_ENCODED:
        return "32";
    case TIAO_ENCOURAGED:
    case TIAO_DELEGATED:
    case TIAO_UNCODED:
        return "33";
    case TIAO_MISSING:
        return "31";
    case TIAO_UNCOUNTED:
        return "0";
    }
    return "0";
}

static void
blanks_add(struct text *to, uint32_t n)
{
    while (n--)
        text_add_char(to, ' ');
}

static void
padded_add(struct text *to, struct str s, uint32_t width)
{
    uint32_t w = utf8_width(s, 1);
    text_add(to, s);
    blanks_add(to, w < width ? width - w : 0);
}

/* S on one line, and no longer than EXCERPT cells. */
static struct str
excerpt(struct arena *a, const char *s)
{
    struct text whole = {.arena = a}, plain = {.arena = a};
    struct str rest;
    uint32_t width = 0, len;
    for (; *s; s++)
        text_add_char(&plain, *s == '\n' || *s == '\r' ? ' ' : *s);
    print_safe(&whole, text_z(&plain));
    for (rest = text_str(&whole); rest.len; rest = str_from(rest, len)) {
        utf8_next(rest, &len);
        width += utf8_width(str_cut(rest, 0, len), 1);
        if (width > EXCERPT)
            break;
    }
    whole.len -= rest.len;
    if (rest.len)
        text_add_z(&whole, "…");
    return text_str(&whole);
}

struct widths {
    uint32_t locator, account;
};

static struct widths
widths_of(const struct ledger_printing *p)
{
    struct widths w = {0, 0};
    for (size_t i = 0; i < p->ledger->lines; i++) {
        const struct tiao_ledger_line *line = &p->ledger->line[i];
        uint32_t one = utf8_width(str_of(line->sentence.locator), 1);
        uint32_t two = utf8_width(account_words(line->account, p->language), 1);
        w.locator = one > w.locator ? one : w.locator;
        w.account = two > w.account ? two : w.account;
    }
    return w;
}

/* A further line about a sentence, below what is said of it. */
static void
below(const struct ledger_printing *p, struct widths w, struct str s)
{
    if (!s.len)
        return;
    blanks_add(p->to, 2 + w.locator + 2 + w.account + 2);
    text_add(p->to, s);
    text_add_char(p->to, '\n');
}

static void
pretty_line(const struct ledger_printing *p, struct widths w,
            const struct tiao_ledger_line *line)
{
    struct arena *a = p->to->arena;
    struct text by = {.arena = a}, reasons = by, left = by, quoted = by;
    ledger_by(&by, p->language, line->by, line->bys);
    ledger_reasons(&reasons, p->language, line->by, line->bys);
    if (!by.len)
        by = reasons;
    else if (reasons.len)
        phrase_with(&left, PHRASE_LEFT_OUT, p->language, text_str(&reasons));
    if (line->sentence.text[0])
        phrase_with(&quoted, PHRASE_QUOTES, p->language,
                    excerpt(a, line->sentence.text));
    blanks_add(p->to, 2);
    padded_add(p->to, str_of(line->sentence.locator), w.locator + 2);
    print_colour(p->to, p->colour, account_colour(line->account));
    padded_add(p->to, account_words(line->account, p->language),
               by.len ? w.account + 2 : 0);
    print_colour(p->to, p->colour, "0");
    text_add(p->to, text_str(&by));
    text_add_char(p->to, '\n');
    below(p, w, text_str(&left));
    below(p, w, text_str(&quoted));
}

/* ---- totals ---- */

enum { COLUMNS = TIAO_ACCOUNTS + 2 };

/* Sentences, what became of them, and the share that is accounted for. */
static void
count_cells(struct arena *a, const struct tiao_ledger_count *count,
            struct str cell[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        struct text text = {.arena = a};
        bool share = i == COLUMNS - 1;
        text_add_unsigned(&text, i == 0  ? count->sentences
                                 : share ? tiao_ledger_share(count)
                                         : count->of[i - 1]);
        if (share)
            text_add_char(&text, '%');
        cell[i] = text_str(&text);
    }
}

static void
count_heads(enum language l, struct str cell[COLUMNS])
{
    cell[0] = phrase_str(PHRASE_SENTENCES, l);
    for (int i = 0; i < TIAO_ACCOUNTS; i++)
        cell[i + 1] = account_words((enum tiao_account)i, l);
    cell[COLUMNS - 1] = phrase_str(PHRASE_ACCOUNTED, l);
}

/* Cells to the right of their columns, which the heads are as wide as. */
static void
count_line(const struct ledger_printing *p, struct str name, uint32_t width,
           const struct str cell[COLUMNS])
{
    struct str head[COLUMNS];
    count_heads(p->language, head);
    padded_add(p->to, name, width);
    for (int i = 0; i < COLUMNS; i++) {
        uint32_t room = utf8_width(head[i], 1), w = utf8_width(cell[i], 1);
        room = room < 5 ? 5 : room;
        blanks_add(p->to, 2 + (w < room ? room - w : 0));
        text_add(p->to, cell[i]);
    }
    text_add_char(p->to, '\n');
}

static void
totals(const struct ledger_printing *p)
{
    const struct tiao_ledger *g = p->ledger;
    struct str cell[COLUMNS], total = phrase_str(PHRASE_TOTAL, p->language);
    uint32_t width = utf8_width(total, 1);
    for (size_t i = 0; i < g->passages; i++) {
        uint32_t w = utf8_width(str_of(g->passage[i].words), 1);
        width = w > width ? w : width;
    }
    text_add_char(p->to, '\n');
    count_heads(p->language, cell);
    count_line(p, STR(""), width, cell);
    for (size_t i = 0; i < g->passages; i++) {
        count_cells(p->to->arena, &g->passage[i].count, cell);
        count_line(p, str_of(g->passage[i].words), width, cell);
    }
    count_cells(p->to->arena, &g->total, cell);
    count_line(p, total, width, cell);
}

void
ledger_print_pretty(const struct ledger_printing *p)
{
    struct widths w = widths_of(p);
    for (size_t i = 0; i < p->ledger->passages; i++) {
        const struct tiao_ledger_passage *g = &p->ledger->passage[i];
        print_colour(p->to, p->colour, "1");
        text_add_z(p->to, g->words);
        print_colour(p->to, p->colour, "0");
        text_add_char(p->to, '\n');
        for (size_t k = 0; k < g->lines; k++)
            pretty_line(p, w, &p->ledger->line[g->first + k]);
    }
    totals(p);
    ledger_remarks(p, "  ");
}

/* ---- plain ---- */

static void
plain_count(const struct ledger_printing *p, const char *name,
            const struct tiao_ledger_count *count)
{
    struct str cell[COLUMNS], head[COLUMNS];
    count_cells(p->to->arena, count, cell);
    count_heads(p->language, head);
    text_add_z(p->to, name);
    phrase_add(p->to, PHRASE_AND_SO, p->language);
    for (int i = 0; i < COLUMNS; i++) {
        if (i)
            phrase_add(p->to, PHRASE_LIST, p->language);
        phrase_with(p->to, PHRASE_COUNTED, p->language, head[i], cell[i]);
    }
    text_add_char(p->to, '\n');
}

void
ledger_print_plain(const struct ledger_printing *p)
{
    const struct tiao_ledger *g = p->ledger;
    for (size_t i = 0; i < g->lines; i++) {
        const struct tiao_ledger_line *line = &g->line[i];
        struct text reasons = {.arena = p->to->arena}, by = reasons;
        text_add_z(p->to, line->sentence.locator);
        text_add_char(p->to, ' ');
        text_add(p->to, account_words(line->account, p->language));
        ledger_reasons(&reasons, p->language, line->by, line->bys);
        ledger_by(&by, p->language, line->by, line->bys);
        if (!by.len) {
            by = reasons;
        } else if (reasons.len) {
            phrase_add(&by, PHRASE_LIST_KINDS, p->language);
            phrase_with(&by, PHRASE_LEFT_OUT, p->language, text_str(&reasons));
        }
        if (by.len)
            phrase_add(p->to, PHRASE_AND_SO, p->language);
        text_add(p->to, text_str(&by));
        text_add_char(p->to, '\n');
    }
    for (size_t i = 0; i < g->passages; i++)
        plain_count(p, g->passage[i].words, &g->passage[i].count);
    plain_count(p, str_z(p->to->arena, phrase_str(PHRASE_TOTAL, p->language)),
                &g->total);
    ledger_remarks(p, "");
}

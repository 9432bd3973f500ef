#include "lang/diag.h"

#include <stdlib.h>
#include <string.h>

#define ERROR SEVERITY_ERROR
#define WARNING SEVERITY_WARNING
#define NOTE SEVERITY_NOTE

static const struct diag_row rows[DIAG_COUNT] = {
#define DIAG(id, code, severity, zh, en, zh_help, en_help)                     \
    [DIAG_##id] = {code, severity, {zh, en}, {zh_help, en_help}},
#define LABEL(...)
#define WORD(...)
#include "lang/diag.def"
};

static const char *const labels[LABEL_COUNT][2] = {
#define DIAG(...)
#define LABEL(id, zh, en) [LABEL_##id] = {zh, en},
#define WORD(...)
#include "lang/diag.def"
};

static const char *const words[WORD_COUNT][2] = {
#define DIAG(...)
#define LABEL(...)
#define WORD(id, zh, en) [WORD_##id] = {zh, en},
#include "lang/diag.def"
};

/* How many more than are shown are kept, so that sorting can choose. */
enum { KEPT_AT_LEAST = 10000 };

/* In an argument, 0x02 and two more bytes stand for a word. */
enum { WORD_MARK = 2 };

const struct diag_row *
diag_row(enum diag_id id)
{
    return &rows[id];
}

const char *
diag_label_text(enum diag_label label, enum language l)
{
    return labels[label][l] ? labels[label][l] : "";
}

const char *
diag_word_text(enum diag_word word, enum language l)
{
    return words[word][l] ? words[word][l] : "";
}

void
diags_init(struct diags *d, struct arena *a, uint32_t most)
{
    memset(d, 0, sizeof *d);
    d->arena = a;
    d->most = most ? most : 100;
    d->sorted = true;
}

/* Messages without a place differ by what they speak of. */
static bool
diag_same(const struct diag *a, const struct diag *b)
{
    bool same = a->id == b->id && a->at.lo == b->at.lo && a->at.hi == b->at.hi;
    for (int i = 0; same && a->at.hi == 0 && i < DIAG_ARGS; i++)
        same = str_equal(a->arg[i], b->arg[i]);
    return same;
}

void
diag_add(struct diags *d, const struct diag *diag)
{
    if (d->list.n && diag_same(&d->list.at[d->list.n - 1], diag))
        return;
    switch (rows[diag->id].severity) {
    case SEVERITY_ERROR:
        d->errors++;
        break;
    case SEVERITY_WARNING:
        d->warnings++;
        break;
    case SEVERITY_NOTE:
        break;
    }
    if (d->list.n >= KEPT_AT_LEAST && d->list.n >= d->most) {
        d->dropped++;
        return;
    }
    struct diag kept = *diag;
    for (int i = 0; i < DIAG_ARGS; i++)
        if (kept.arg[i].len)
            kept.arg[i] = str_copy(d->arena, kept.arg[i]);
    if (kept.fix.text.len)
        kept.fix.text = str_copy(d->arena, kept.fix.text);
    vec_push(d->arena, &d->list, kept);
    d->sorted = false;
}

static bool
diag_before(const struct diag *a, const struct diag *b)
{
    if (a->at.lo != b->at.lo)
        return a->at.lo < b->at.lo;
    return a->at.hi < b->at.hi;
}

/* Merges two sorted runs; equal places keep the order of their reports. */
static void
diags_merge(struct diag *to, const struct diag *a, uint32_t n,
            const struct diag *b, uint32_t m)
{
    while (n || m) {
        bool second = !n || (m && diag_before(b, a));
        *to++ = second ? *b : *a;
        if (second) {
            b++;
            m--;
        } else {
            a++;
            n--;
        }
    }
}

static void
diag_uncount(struct diags *d, const struct diag *gone)
{
    d->errors -= rows[gone->id].severity == SEVERITY_ERROR;
    d->warnings -= rows[gone->id].severity == SEVERITY_WARNING;
}

/* Of several errors at one place the first is the cause of the others. */
static void
diags_thin(struct diags *d)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < d->list.n; i++) {
        const struct diag *a = kept ? &d->list.at[kept - 1] : NULL;
        const struct diag *b = &d->list.at[i];
        bool again = a && a->at.lo == b->at.lo && a->at.hi == b->at.hi &&
                     a->at.hi > a->at.lo &&
                     rows[a->id].severity == SEVERITY_ERROR;
        if (!again)
            d->list.at[kept++] = *b;
        else
            diag_uncount(d, b);
    }
    d->list.n = kept;
}

void
diags_keep(struct diags *d, bool (*keep)(const struct diag *, void *),
           void *user)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < d->list.n; i++)
        if (keep(&d->list.at[i], user))
            d->list.at[kept++] = d->list.at[i];
        else
            diag_uncount(d, &d->list.at[i]);
    d->list.n = kept;
}

void
diags_sort(struct diags *d)
{
    uint32_t n = d->list.n;
    if (d->sorted || n < 2)
        return;
    struct diag *from = d->list.at;
    struct diag *to = arena_array(d->arena, struct diag, n);
    for (uint32_t run = 1; run < n; run *= 2) {
        for (uint32_t i = 0; i < n; i += 2 * run) {
            uint32_t a = n - i < run ? n - i : run;
            uint32_t b = n - i - a < run ? n - i - a : run;
            diags_merge(to + i, from + i, a, from + i + a, b);
        }
        struct diag *other = from;
        from = to;
        to = other;
    }
    d->list.at = from;
    d->list.room = n;
    diags_thin(d);
    d->sorted = true;
}

void
diag_word_add(struct text *to, enum diag_word word)
{
    text_add_char(to, WORD_MARK);
    text_add_char(to, (char)(1 + word / 128));
    text_add_char(to, (char)(1 + word % 128));
}

void
diag_arg_write(struct text *to, struct str arg, enum language l)
{
    for (uint32_t i = 0; i < arg.len; i++) {
        if (arg.at[i] != WORD_MARK || arg.len - i < 3) {
            text_add_char(to, arg.at[i]);
            continue;
        }
        unsigned word = (unsigned char)(arg.at[i + 1] - 1) * 128u +
                        (unsigned char)(arg.at[i + 2] - 1);
        if (word < WORD_COUNT)
            text_add_z(to, diag_word_text((enum diag_word)word, l));
        i += 2;
    }
}

static void
diag_fill(struct text *to, const char *form, const struct diag *d,
          enum language l)
{
    for (const char *c = form; *c; c++) {
        bool argument =
            c[0] == '{' && c[1] >= '0' && c[1] < '0' + DIAG_ARGS && c[2] == '}';
        if (!argument) {
            text_add_char(to, *c);
            continue;
        }
        diag_arg_write(to, d->arg[c[1] - '0'], l);
        c += 2;
    }
}

void
diag_sentence(struct text *to, const struct diag *d, enum language l)
{
    diag_fill(to, rows[d->id].text[l], d, l);
}

void
diag_help(struct text *to, const struct diag *d, enum language l)
{
    diag_fill(to, rows[d->id].help[l], d, l);
}

#include "lang/diag_print.h"

#include "lang/base/utf8.h"

/* Lines longer than this many cells are cut around the place. */
enum { CELLS_MOST = 160, CELLS_BEFORE = 60 };

struct printer {
    struct text *to;
    const struct source *source;
    const struct diag_style *style;
    int ambiguous;
};

static const char *const severities[][2] = {
    [SEVERITY_ERROR] = {"错误", "error"},
    [SEVERITY_WARNING] = {"警告", "warning"},
    [SEVERITY_NOTE] = {"说明", "note"},
};

static const char *const colors[] = {
    [SEVERITY_ERROR] = "\033[1;31m",
    [SEVERITY_WARNING] = "\033[1;33m",
    [SEVERITY_NOTE] = "\033[1;36m",
};

static void
print_color(struct printer *p, const char *color)
{
    if (p->style->color)
        text_add_z(p->to, color);
}

static void
print_pad(struct printer *p, uint32_t cells)
{
    while (cells-- > 0)
        text_add_char(p->to, ' ');
}

/* S as it may be shown: a tab is a blank, what cannot be seen is <U+....>.
 * Returns its cells, and writes only when SHOW. */
static uint32_t
print_visible(struct printer *p, struct str s, bool show)
{
    struct text clean = {.arena = p->to->arena};
    struct text *to = show ? p->to : &clean;
    uint32_t len, start = to->len;
    for (uint32_t i = 0; i < s.len; i += len) {
        uint32_t code = utf8_next(str_from(s, i), &len);
        bool hidden = code == UINT32_MAX || code < 0x20 || code == 0x7F ||
                      utf8_is_invisible(code);
        if (code == '\t') {
            text_add_char(to, ' ');
        } else if (!hidden) {
            text_add(to, str_cut(s, i, len));
        } else {
            text_add_z(to, code == UINT32_MAX ? "<" : "<U+");
            uint32_t value = code == UINT32_MAX ? (unsigned char)s.at[i] : code;
            for (int d = code == UINT32_MAX ? 1 : 3; d >= 0; d--)
                text_add_char(to, "0123456789ABCDEF"[value >> (4 * d) & 15]);
            text_add_char(to, '>');
            len = code == UINT32_MAX ? 1 : len;
        }
    }
    struct str written = {to->at + start, to->len - start};
    return written.len ? utf8_width(written, p->ambiguous) : 0;
}

/* The part of LINE to show when the interesting place is at byte AT. */
static struct str
print_window(struct printer *p, struct str line, uint32_t at, uint32_t *skip)
{
    *skip = 0;
    if (line.len <= CELLS_MOST || utf8_width(line, p->ambiguous) <= CELLS_MOST)
        return line;
    if (at > CELLS_BEFORE)
        *skip = at - CELLS_BEFORE;
    while (*skip < line.len && (line.at[*skip] & 0xC0) == 0x80)
        (*skip)++;
    uint32_t end =
        line.len - *skip > CELLS_MOST ? *skip + CELLS_MOST : line.len;
    while (end < line.len && (line.at[end] & 0xC0) == 0x80)
        end++;
    return str_cut(line, *skip, end - *skip);
}

static uint32_t
print_digits(uint32_t n)
{
    uint32_t digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

/* The line of AT with a caret line under it. */
static void
print_line(struct printer *p, struct span at, const char *label, char mark)
{
    struct place place = source_place(p->source, at.lo);
    if (!place.file)
        return;
    struct source_file *file = source_at(p->source, at.lo);
    struct span whole = source_line_span(p->source, file, place.line);
    struct str line = source_text(p->source, whole);
    uint32_t from = at.lo - whole.lo, skip;
    uint32_t to = at.hi < whole.hi ? at.hi - whole.lo : line.len;
    if (from == 0 && place.line == 1 && str_starts(line, STR("\xEF\xBB\xBF")))
        from = 3;
    if (from > line.len)
        from = line.len;
    struct str shown = print_window(p, line, from, &skip);
    from -= skip;
    to = to < skip ? from : to - skip;
    if (to > shown.len)
        to = shown.len;
    uint32_t margin = print_digits(place.line) + 2;
    print_pad(p, 2);
    text_add_unsigned(p->to, place.line);
    text_add_z(p->to, " | ");
    if (skip)
        text_add_z(p->to, "...");
    uint32_t bom =
        place.line == 1 && !skip && str_starts(shown, STR("\xEF\xBB\xBF")) ? 3
                                                                           : 0;
    print_visible(p, str_from(shown, bom), true);
    text_add_char(p->to, '\n');
    print_pad(p, margin);
    text_add_z(p->to, " | ");
    print_pad(p, skip ? 3 : 0);
    print_pad(p, from > bom
                     ? print_visible(p, str_cut(shown, bom, from - bom), false)
                     : 0);
    uint32_t cells =
        to > from ? print_visible(p, str_cut(shown, from, to - from), false)
                  : 0;
    print_color(p, "\033[1;32m");
    for (uint32_t i = 0; i < (cells ? cells : 1); i++)
        text_add_char(p->to, mark);
    print_color(p, "\033[0m");
    if (label) {
        text_add_char(p->to, ' ');
        text_add_z(p->to, label);
    }
    text_add_char(p->to, '\n');
}

static void
print_place(struct printer *p, struct span at)
{
    struct place place = source_place(p->source, at.lo);
    if (!place.file)
        return;
    text_add(p->to, place.file->name);
    text_add_char(p->to, ':');
    text_add_unsigned(p->to, place.line);
    text_add_char(p->to, ':');
    text_add_unsigned(p->to, place.column);
    text_add_z(p->to, ": ");
}

static void
print_second(struct printer *p, const struct diag *d)
{
    enum language l = p->style->language;
    const char *label = diag_label_text(d->second.label, l);
    if (d->second.label == LABEL_NONE)
        return;
    if (source_at(p->source, d->second.at.lo) !=
        source_at(p->source, d->at.lo)) {
        print_pad(p, 2);
        print_place(p, d->second.at);
        p->to->len--;
        text_add_char(p->to, '\n');
    }
    print_line(p, d->second.at, label, '-');
}

static void
print_help(struct printer *p, const struct diag *d)
{
    enum language l = p->style->language;
    struct text help = {.arena = p->to->arena};
    diag_help(&help, d, l);
    if (!help.len)
        return;
    text_add_z(p->to, l == LANGUAGE_ZH ? "  帮助: " : "  help: ");
    print_visible(p, text_str(&help), true);
    text_add_char(p->to, '\n');
}

/* Messages on a file whose first line says nothing. */
static bool
diag_whole_file(enum diag_id id)
{
    return id == DIAG_ENCODING || id == DIAG_BINARY_FILE ||
           id == DIAG_NO_RULES || id == DIAG_LIMIT_FILE;
}

void
diag_print(struct text *to, const struct diag *d, const struct source *source,
           const struct diag_style *style)
{
    struct printer p = {to, source, style, style->ambiguous == 2 ? 2 : 1};
    const struct diag_row *row = diag_row(d->id);
    struct text sentence = {.arena = to->arena};
    print_place(&p, d->at);
    print_color(&p, colors[row->severity]);
    text_add_z(to, severities[row->severity][style->language]);
    text_add_char(to, '[');
    text_add_z(to, row->code);
    text_add_char(to, ']');
    print_color(&p, "\033[0m");
    text_add_z(to, ": ");
    diag_sentence(&sentence, d, style->language);
    print_visible(&p, text_str(&sentence), true);
    text_add_char(to, '\n');
    if (d->at.lo && !diag_whole_file(d->id))
        print_line(&p, d->at, NULL, '^');
    print_second(&p, d);
    print_help(&p, d);
}

void
diags_more(struct text *to, uint64_t more, enum language l)
{
    bool zh = l == LANGUAGE_ZH;
    text_add_z(to, zh ? "另有 " : "");
    text_add_unsigned(to, more);
    text_add_z(to, zh ? " 条" : " more");
}

void
diags_print(struct text *to, struct diags *d, const struct source *source,
            const struct diag_style *style)
{
    diags_sort(d);
    uint32_t shown = d->list.n < d->most ? d->list.n : d->most;
    for (uint32_t i = 0; i < shown; i++)
        diag_print(to, &d->list.at[i], source, style);
    uint64_t more = (uint64_t)d->list.n + d->dropped - shown;
    if (!more)
        return;
    diags_more(to, more, style->language);
    text_add_char(to, '\n');
}

#include "lang/source.h"

#include <string.h>

#include "lang/base/utf8.h"

void
source_init(struct source *s, struct arena *a)
{
    memset(s, 0, sizeof *s);
    s->arena = a;
    s->end = 1;
}

int
source_add(struct source *s, struct str name, struct str text)
{
    if (text.len >= UINT32_MAX - s->end)
        return -1;
    struct source_file file = {
        .name = str_copy(s->arena, name), .text = text, .base = s->end};
    vec_push(s->arena, &s->file, file);
    s->end += text.len + 1;
    return (int)s->file.n - 1;
}

struct source_file *
source_at(const struct source *s, uint32_t offset)
{
    uint32_t lo = 0, hi = s->file.n;
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (s->file.at[middle].base <= offset)
            lo = middle + 1;
        else
            hi = middle;
    }
    if (!lo)
        return NULL;
    struct source_file *file = &s->file.at[lo - 1];
    return offset - file->base <= file->text.len ? file : NULL;
}

struct str
source_text(const struct source *s, struct span at)
{
    const struct source_file *file = source_at(s, at.lo);
    if (!file || at.hi < at.lo)
        return STR("");
    return str_cut(file->text, at.lo - file->base, at.hi - at.lo);
}

/* Lines end with LF, CRLF or a lone CR. */
static void
source_find_lines(const struct source *s, struct source_file *file)
{
    VEC(uint32_t) line = {0};
    struct str text = file->text;
    vec_push(s->arena, &line, 0);
    for (uint32_t i = 0; i < text.len; i++) {
        bool cr =
            text.at[i] == '\r' && (i + 1 == text.len || text.at[i + 1] != '\n');
        if (text.at[i] == '\n' || cr)
            vec_push(s->arena, &line, i + 1);
    }
    file->line = line.at;
    file->lines = line.n;
}

static uint32_t
source_line_number(const struct source *s, struct source_file *file,
                   uint32_t offset)
{
    if (!file->line)
        source_find_lines(s, file);
    uint32_t lo = 0, hi = file->lines;
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (file->line[middle] <= offset)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How many bytes at TEXT are quoted: a text or a name. */
static uint32_t
quoted(struct str text)
{
    static const char *const quote[][2] = {
        {"\"", "\""}, {"“", "”"}, {"「", "」"}, {"`", "`"}, {"《", "》"}};
    for (size_t i = 0; i < sizeof quote / sizeof *quote; i++) {
        struct str open = str_of(quote[i][0]), close = str_of(quote[i][1]);
        if (!str_starts(text, open))
            continue;
        for (uint32_t at = open.len; at < text.len; at++)
            if (str_starts(str_from(text, at), close))
                return at + close.len;
    }
    return 0;
}

static bool
one_line(struct str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        bool more = i + 1 < text.len && text.at[i + 1] == ' ';
        if (text.at[i] == '#' ||
            (is_blank(text.at[i]) && (text.at[i] != ' ' || more)))
            return false;
    }
    return true;
}

struct str
source_words(const struct source *s, struct arena *a, struct span at)
{
    struct str text = source_text(s, at);
    struct text words = {.arena = a};
    bool apart = false;
    if (one_line(text))
        return text;
    for (uint32_t i = 0, n; i < text.len; i += n) {
        n = quoted(str_from(text, i));
        if (n == 0 && text.at[i] == '#')
            while (i + n < text.len && text.at[i + n] != '\n')
                n++;
        if (n == 0)
            n = 1;
        if (text.at[i] == '#' || is_blank(text.at[i])) {
            apart = true;
            continue;
        }
        if (apart && words.len)
            text_add_char(&words, ' ');
        apart = false;
        text_add(&words, str_cut(text, i, n));
    }
    return text_str(&words);
}

struct place
source_place(const struct source *s, uint32_t offset)
{
    struct source_file *file = source_at(s, offset);
    if (!file)
        return (struct place){.line = 1, .column = 1};
    uint32_t within = offset - file->base;
    uint32_t line = source_line_number(s, file, within);
    uint32_t start = file->line[line - 1];
    struct str before = str_cut(file->text, start, within - start);
    if (line == 1 && str_starts(before, STR("\xEF\xBB\xBF")))
        before = str_from(before, 3);
    return (struct place){file, line, 1 + utf8_width(before, 1)};
}

struct span
source_line_span(const struct source *s, struct source_file *file,
                 uint32_t number)
{
    if (!file->line)
        source_find_lines(s, file);
    if (number < 1 || number > file->lines)
        return (struct span){0, 0};
    uint32_t lo = file->line[number - 1];
    uint32_t hi = number < file->lines ? file->line[number] : file->text.len;
    while (hi > lo && strchr("\r\n", file->text.at[hi - 1]) &&
           file->text.at[hi - 1])
        hi--;
    return (struct span){file->base + lo, file->base + hi};
}

struct str
source_line(const struct source *s, struct source_file *file, uint32_t number)
{
    struct span at = source_line_span(s, file, number);
    return at.lo ? source_text(s, at) : STR("");
}

struct span
span_join(struct span a, struct span b)
{
    return (struct span){a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
}

#include "lang/format.h"

#include "lang/base/utf8.h"
#include "lang/parser.h"

enum { LINE_CELLS = 100, INDENT = 2 };

struct format {
    struct scan scan;
    struct arena *scratch;
    struct text *out;
    enum surface surface;
    VEC(struct token) token;
    VEC(struct str)
    comment;                     /* to stand above the line; empty: a blank
                                  * line behind a comment */
    VEC(struct str) cell;        /* of all rows of the table at hand */
    VEC(uint32_t) row;           /* where each row begins in cell */
    VEC(struct str) row_comment; /* trailing, by row */
    int declared;                /* token of the declaration, or 0 */
    bool but;
    bool blank; /* a blank line stands above the line */
};

/* Signs and words. */

static bool
token_ends_value(int kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_WORD:
    case TOKEN_POLICY:
    case TOKEN_NUMBER:
    case TOKEN_DAY:
    case TOKEN_PERIOD:
    case TOKEN_TEXT:
    case TOKEN_CLOSE:
    case TOKEN_YES:
    case TOKEN_NO:
    case TOKEN_NONE:
    case TOKEN_THIS:
    case TOKEN_THIS_PERIOD:
    case TOKEN_SUFFIX:
        return true;
    default:
        return false;
    }
}

static bool
format_english(const struct format *f)
{
    if (f->surface == SURFACE_KEEP)
        return f->scan.english > f->scan.chinese;
    return f->surface == SURFACE_EN;
}

static struct str
format_keyword(struct format *f, const struct token *t, bool operand)
{
    enum keyword k = t->keyword;
    if (f->surface == SURFACE_KEEP)
        return scan_text(&f->scan, t->at);
    bool english = f->surface == SURFACE_EN;
    if (english && k == KEYWORD_IS && operand)
        k = KEYWORD_YES;
    if (!english && k == KEYWORD_YES)
        k = KEYWORD_IS;
    return keyword_text(k, english);
}

/* A number with narrow digits; a Chinese unit is glued on. */
static struct str
format_number(struct format *f, struct str s)
{
    struct text plain = {.arena = f->scratch};
    uint32_t len, digit_len;
    for (uint32_t i = 0; i < s.len; i += len) {
        uint32_t code = utf8_next(str_from(s, i), &len);
        int digit = digit_at(str_from(s, i), &digit_len);
        bool blank =
            code == ' ' || code == '\t' || code == 0x3000 || code == 0xA0;
        if (digit >= 0)
            text_add_char(&plain, (char)('0' + digit));
        else if (code == 0xFF05)
            text_add_char(&plain, '%');
        else if (code == 0xFF0F)
            text_add_char(&plain, '/');
        else if (!blank)
            text_add(&plain, str_cut(s, i, len));
        else if (i + len < s.len && s.at[i + len] >= 'A')
            text_add_char(&plain, ' ');
    }
    return text_str(&plain);
}

static struct str
format_sign(struct format *f, const struct token *t)
{
    bool english = format_english(f);
    switch (t->kind) {
    case TOKEN_OPEN:
        return STR("(");
    case TOKEN_CLOSE:
        return STR(")");
    case TOKEN_COLON:
        return STR(":");
    case TOKEN_LISTSEP:
        return english ? STR(",") : STR("、");
    case TOKEN_EQ:
        return STR("=");
    case TOKEN_NE:
        return english ? STR("!=") : STR("≠");
    case TOKEN_LT:
        return STR("<");
    case TOKEN_GT:
        return STR(">");
    case TOKEN_LE:
        return english ? STR("<=") : STR("≤");
    case TOKEN_GE:
        return english ? STR(">=") : STR("≥");
    case TOKEN_PLUS:
        return STR("+");
    case TOKEN_MINUS:
        return STR("-");
    case TOKEN_TIMES:
        return english ? STR("*") : STR("×");
    case TOKEN_DIVIDED:
    case TOKEN_SLASH:
        return STR("/");
    case TOKEN_DE:
        return english ? STR(".") : STR("的");
    default:
        return scan_text(&f->scan, t->at);
    }
}

/* Whether the contextual word at I stands where it can only be the keyword: a
 * name that is spelled like one stays as it is. */
static bool
word_is_keyword(const struct format *f, uint32_t i)
{
    static const struct token none = {0};
    const struct token *t = &f->token.at[i];
    const struct token *before = i ? t - 1 : &none;
    int next = i + 1 < f->token.n ? t[1].kind : 0;
    bool starts = before->kind == TOKEN_NL;
    if (t->kind == TOKEN_POLICY)
        return before->kind == TOKEN_GIVES || before->kind == TOKEN_COMBINE;
    if (t->keyword >= KEYWORD_FLAG && t->keyword <= KEYWORD_PERIOD)
        return before->kind == TOKEN_COLON && next != TOKEN_LISTSEP &&
               next != TOKEN_SLASH;
    if (t->keyword >= KEYWORD_DAY && t->keyword <= KEYWORD_YEAR)
        return before->kind == TOKEN_EVERY && next != TOKEN_SLASH;
    if (t->keyword >= KEYWORD_FIRST_DAY && t->keyword <= KEYWORD_NEXT)
        return before->kind == TOKEN_DE && i > 1 &&
               before[-1].kind == TOKEN_THIS_PERIOD;
    if (t->keyword >= KEYWORD_TITLE && t->keyword <= KEYWORD_PLANNED)
        return starts &&
               (f->declared == TOKEN_RULEBOOK || f->declared == TOKEN_MEASURE);
    return next == TOKEN_OPEN && before->kind != TOKEN_RULE &&
           before->kind != TOKEN_DE;
}

static bool
range_glued(const struct token *a, const struct token *t, const struct token *b)
{
    return t->kind == TOKEN_TO && !t->keyword && a->kind == TOKEN_NUMBER &&
           b->kind == TOKEN_NUMBER;
}

static struct str
format_token(struct format *f, uint32_t i)
{
    const struct token *t = &f->token.at[i], *before = t - (i > 0);
    if (t->kind == TOKEN_NUMBER)
        return format_number(f, scan_text(&f->scan, t->at));
    if (t->kind == TOKEN_TO && !t->keyword) {
        bool english = format_english(f);
        if (range_glued(before, t, t + 1))
            return english ? STR("..") : STR("-");
        return keyword_text(KEYWORD_TO, english);
    }
    bool word = t->kind == TOKEN_WORD || t->kind == TOKEN_POLICY;
    if (t->keyword && t->kind != TOKEN_NAME && (!word || word_is_keyword(f, i)))
        return format_keyword(f, t, i == 0 || !token_ends_value(before->kind));
    return format_sign(f, t);
}

/* Whether a blank stands between token I and the one before it. */
static bool
format_blank(struct format *f, uint32_t i)
{
    const struct token *t = &f->token.at[i], *before = t - 1;
    bool english = format_english(f);
    bool unary = before->kind == TOKEN_MINUS &&
                 (i < 2 || !token_ends_value(before[-1].kind));
    if (before->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE || unary)
        return false;
    if (t->kind == TOKEN_LISTSEP)
        return false;
    if (before->kind == TOKEN_LISTSEP)
        return english;
    if (english && (t->kind == TOKEN_DE || before->kind == TOKEN_DE))
        return false;
    if (t->kind == TOKEN_OPEN)
        return before->kind != TOKEN_NAME && before->kind != TOKEN_WORD &&
               before->kind != TOKEN_POLICY;
    if (t->kind == TOKEN_SLASH || before->kind == TOKEN_SLASH)
        return t->at.lo != before->at.hi;
    if (t->kind == TOKEN_SUFFIX)
        return english;
    if (range_glued(before, t, t + 1))
        return false;
    return i < 2 || !range_glued(before - 1, before, t);
}

/* Comments and blank lines lie between tokens. */

static bool
comment_here(struct str s)
{
    return str_starts(s, STR("#")) || str_starts(s, STR("＃"));
}

static struct str
comment_cut(struct str s)
{
    uint32_t len = 0;
    while (len < s.len && s.at[len] != '\n' && s.at[len] != '\r')
        len++;
    while (len && (s.at[len - 1] == ' ' || s.at[len - 1] == '\t'))
        len--;
    return str_cut(s, 0, len);
}

/* The comments between LO and HI. The first, when no line end stands before
 * it, is behind what came before: returned in *BEHIND. */
static void
format_gap(struct format *f, uint32_t lo, uint32_t hi, struct str *behind)
{
    struct str gap = str_cut(f->scan.text, lo, hi - lo);
    uint32_t lines = 0, since = 0; /* line ends, and behind a comment */
    for (uint32_t i = 0; i < gap.len; i++) {
        struct str here = str_from(gap, i);
        if (here.at[0] == '\n') {
            lines++;
            f->blank |= lines > 1 && !f->comment.n;
            if (f->comment.n && ++since == 2)
                vec_push(f->scratch, &f->comment, STR(""));
        } else if (comment_here(here)) {
            struct str c = comment_cut(here);
            if (!lines && behind)
                *behind = c;
            else
                vec_push(f->scratch, &f->comment, c);
            i += c.len - 1;
            since = 0;
            lines = behind ? lines : 0;
        }
    }
}

/* Lines. */

static void
format_indent(struct format *f, uint32_t n)
{
    while (n-- > 0)
        text_add_char(f->out, ' ');
}

static void
format_above(struct format *f, uint32_t indent, bool blank)
{
    if (blank && f->out->len)
        text_add_char(f->out, '\n');
    for (uint32_t i = 0; i < f->comment.n; i++) {
        if (f->comment.at[i].len)
            format_indent(f, indent);
        text_add(f->out, f->comment.at[i]);
        text_add_char(f->out, '\n');
    }
    f->comment.n = 0;
    f->blank = false;
}

static void
format_behind(struct format *f, struct str comment)
{
    if (comment.len) {
        text_add_z(f->out, "  ");
        text_add(f->out, comment);
    }
    text_add_char(f->out, '\n');
}

static bool
format_declares(const struct token *t)
{
    return t->keyword && t->kind != TOKEN_NAME &&
           keyword_row(t->keyword)->class == CLASS_DECLARATION;
}

static uint32_t
format_depth(struct format *f, const struct token *first)
{
    if (format_declares(first)) {
        f->declared = first->kind;
        f->but = false;
        return 0;
    }
    if (first->kind == TOKEN_BUT) {
        f->but = true;
        return INDENT;
    }
    bool outer = first->kind == TOKEN_OTHERWISE || first->kind == TOKEN_COMBINE;
    return f->but && !outer ? 2 * INDENT : INDENT;
}

/* 应当 非 is two words, but must not is one: a colon divides them. */
static bool
format_one_word(struct str a, struct str b)
{
    return str_equal(a, keyword_text(KEYWORD_MUST, true)) &&
           str_equal(b, keyword_text(KEYWORD_NOT, true));
}

static struct str
format_tokens(struct format *f, uint32_t from, uint32_t to)
{
    struct text line = {.arena = f->scratch};
    struct str before = {0};
    for (uint32_t i = from; i < to; i++) {
        struct str token = format_token(f, i);
        if (i > from && format_one_word(before, token))
            text_add_char(&line, ':');
        if (i > from && format_blank(f, i))
            text_add_char(&line, ' ');
        text_add(&line, token);
        before = token;
    }
    return text_str(&line);
}

/* A line that is too long is broken before 且 and 或 outside brackets. */
static void
format_wrapped(struct format *f, uint32_t from, uint32_t to, uint32_t indent)
{
    uint32_t start = from, depth = 0;
    struct str whole = format_tokens(f, from, to);
    bool wrap = indent + utf8_width(whole, 1) > LINE_CELLS;
    for (uint32_t i = from; wrap && i < to; i++) {
        int kind = f->token.at[i].kind;
        depth += kind == TOKEN_OPEN;
        depth -= kind == TOKEN_CLOSE;
        if (depth || (kind != TOKEN_AND && kind != TOKEN_OR))
            continue;
        text_add(f->out, format_tokens(f, start, i));
        text_add_char(f->out, '\n');
        format_indent(f, indent + 3);
        start = i;
    }
    text_add(f->out, format_tokens(f, start, to));
}

/* What lies between the tokens of a line goes above it. */
static void
format_inner_gaps(struct format *f, uint32_t from, uint32_t to)
{
    bool blank = f->blank;
    for (uint32_t i = from + 1; i < to; i++)
        format_gap(f, f->token.at[i - 1].at.hi - f->scan.base,
                   f->token.at[i].at.lo - f->scan.base, NULL);
    f->blank = blank;
}

static void
format_table(struct format *f, uint32_t indent)
{
    vec_push(f->scratch, &f->row, f->cell.n);
    for (uint32_t r = 0; r + 1 < f->row.n; r++) {
        format_indent(f, indent);
        uint32_t n = f->row.at[r + 1] - f->row.at[r];
        for (uint32_t c = 0; c < n; c++) {
            uint32_t most = 0;
            for (uint32_t k = 0; k + 1 < f->row.n; k++) {
                if (f->row.at[k + 1] - f->row.at[k] <= c)
                    continue;
                uint32_t w = utf8_width(f->cell.at[f->row.at[k] + c], 1);
                most = w > most ? w : most;
            }
            struct str text = f->cell.at[f->row.at[r] + c];
            text_add_z(f->out, "| ");
            text_add(f->out, text);
            format_indent(f, most + 1 - utf8_width(text, 1));
        }
        text_add_char(f->out, '|');
        format_behind(f, f->row_comment.at[r]);
    }
    f->cell.n = f->row.n = f->row_comment.n = 0;
}

/* Where the next real token after I begins, in the text. */
static uint32_t
format_next(const struct format *f, uint32_t i)
{
    for (; i < f->token.n; i++)
        if (f->token.at[i].kind != TOKEN_NL)
            return f->token.at[i].at.lo - f->scan.base;
    return f->scan.text.len;
}

static uint32_t
format_table_indent(const struct format *f)
{
    bool outer = f->declared == TOKEN_CASE || f->declared == TOKEN_ROSTER ||
                 f->declared == TOKEN_BODY || f->declared == TOKEN_CALENDAR;
    return outer ? INDENT : f->but ? 3 * INDENT : 2 * INDENT;
}

/* The row from its ROW at FROM to its ROWEND at TO. */
static void
format_row(struct format *f, uint32_t from, uint32_t to)
{
    uint32_t indent = format_table_indent(f);
    format_inner_gaps(f, from, to);
    if (f->row.n && f->comment.n)
        format_table(f, indent);
    format_above(f, indent, false);
    vec_push(f->scratch, &f->row, f->cell.n);
    for (uint32_t i = from + 1, start = i; i <= to; i++) {
        int kind = f->token.at[i].kind;
        if (kind != TOKEN_BAR && kind != TOKEN_ROWEND)
            continue;
        vec_push(f->scratch, &f->cell, format_tokens(f, start, i));
        start = i + 1;
    }
    struct str behind = {0};
    format_gap(f, f->token.at[to].at.hi - f->scan.base, format_next(f, to + 1),
               &behind);
    vec_push(f->scratch, &f->row_comment, behind);
}

static void
format_line(struct format *f, uint32_t from, uint32_t to)
{
    const struct token *first = &f->token.at[from];
    uint32_t indent = format_depth(f, first);
    bool blank = f->blank || indent == 0;
    format_inner_gaps(f, from, to);
    format_above(f, indent, blank);
    format_indent(f, indent);
    format_wrapped(f, from, to, indent);
    struct str behind = {0};
    format_gap(f, f->token.at[to - 1].at.hi - f->scan.base, format_next(f, to),
               &behind);
    format_behind(f, behind);
}

static uint32_t
format_line_end(const struct format *f, uint32_t from)
{
    bool row = f->token.at[from].kind == TOKEN_ROW;
    for (uint32_t i = from + 1; i < f->token.n; i++) {
        int kind = f->token.at[i].kind;
        if (kind == TOKEN_NL || kind == TOKEN_ROWEND ||
            (!row && kind == TOKEN_ROW))
            return i;
    }
    return f->token.n;
}

static void
format_all(struct format *f)
{
    format_gap(f, 0, format_next(f, 0), NULL);
    f->blank = false;
    for (uint32_t i = 0; i < f->token.n;) {
        if (f->token.at[i].kind == TOKEN_NL) {
            i++;
            continue;
        }
        uint32_t end = format_line_end(f, i);
        if (f->token.at[i].kind == TOKEN_ROW) {
            format_row(f, i, end);
            i = end + 1;
            continue;
        }
        if (f->row.n)
            format_table(f, format_table_indent(f));
        format_line(f, i, end);
        i = end;
    }
    if (f->row.n)
        format_table(f, format_table_indent(f));
    if (f->comment.n && !f->comment.at[f->comment.n - 1].len)
        f->comment.n--;
    format_above(f, 0, f->comment.n && f->blank);
}

static void
format_scan(struct format *f, const struct parse *with, int file)
{
    f->scan.source = with->source;
    f->scan.diags = with->diags;
    f->scan.names = with->names;
    f->scan.keywords = with->keywords;
    f->scan.limits = with->limits ? with->limits : &syntax_limits_default;
    f->scan.tree = f->scan.scratch = with->scratch;
    if (!scan_start(&f->scan, file, TOKEN_START_FILE))
        return;
    for (;;) {
        struct token t = scan_next(&f->scan);
        if (t.kind == TOKEN_EOF)
            return;
        if (t.kind != TOKEN_END && t.kind != TOKEN_START_FILE)
            vec_push(f->scratch, &f->token, t);
    }
}

bool
format(const struct parse *with, int file, enum surface surface,
       struct text *out)
{
    uint32_t errors = with->diags->errors;
    parse(with, file, PARSE_FILE);
    if (with->diags->errors > errors)
        return false;
    struct format f = {
        .scratch = with->scratch, .out = out, .surface = surface};
    format_scan(&f, with, file);
    format_all(&f);
    return true;
}

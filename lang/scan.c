#include "lang/scan.h"

#include <string.h>

const struct syntax_limits syntax_limits_default = {
    .file = 8u << 20,
    .line = 4096,
    .token = 65536,
    .name = 256,
    .nesting = 200,
    .digits = 38,
    .text = 1u << 20,
};

/* What a token is to the filter. */
enum { CANNOT_END = 1, CONTINUES = 2, TAKES_COLON = 4, CITED = 8, CLOSES = 16 };

static int
scan_traits(int token)
{
    switch (token) {
    case TOKEN_AND:
    case TOKEN_OR:
    case TOKEN_TIMES:
    case TOKEN_SLASH:
    case TOKEN_DIVIDED:
    case TOKEN_PLUS:
    case TOKEN_EQ:
    case TOKEN_NE:
    case TOKEN_LT:
    case TOKEN_LE:
    case TOKEN_GT:
    case TOKEN_GE:
    case TOKEN_IS_NOT:
    case TOKEN_IN:
    case TOKEN_NOT_IN:
    case TOKEN_TO:
    case TOKEN_ROUNDED:
    case TOKEN_CAPPED:
    case TOKEN_IF_NONE:
    case TOKEN_OVERRIDES:
    case TOKEN_WITH:
    case TOKEN_OF:
    case TOKEN_DE:
    case TOKEN_LISTSEP:
    case TOKEN_COLON:
    case TOKEN_THEN:
    case TOKEN_WITHIN:
        return CANNOT_END | CONTINUES;
    case TOKEN_MINUS:
    case TOKEN_IS:
        return CONTINUES;
    case TOKEN_NOT:
    case TOKEN_IF:
    case TOKEN_MANY:
    case TOKEN_OPEN:
    case TOKEN_REACH:
    case TOKEN_TOGETHER:
        return CANNOT_END;
    case TOKEN_ASK:
    case TOKEN_PROOF:
    case TOKEN_AWAITING:
        return CANNOT_END | CONTINUES | TAKES_COLON;
    case TOKEN_CLOSE:
    case TOKEN_HAS:
        return CONTINUES;
    case TOKEN_CITES:
        return CANNOT_END | TAKES_COLON | CITED | CLOSES;
    case TOKEN_MEASURE:
    case TOKEN_UNCODED:
        return CANNOT_END | CITED;
    case TOKEN_FOR:
    case TOKEN_LET:
    case TOKEN_DIVIDE:
    case TOKEN_RATIO:
    case TOKEN_REMAINDER:
    case TOKEN_GIVEN:
    case TOKEN_EXPECT:
    case TOKEN_ASSUMING:
    case TOKEN_FOR_NOW:
    case TOKEN_RESPONSIBLE:
    case TOKEN_COMBINE:
    case TOKEN_MUST:
    case TOKEN_MUST_NOT:
    case TOKEN_MAY:
    case TOKEN_DUE:
    case TOKEN_THEN_DUTY:
        return CANNOT_END | TAKES_COLON | CLOSES;
    case TOKEN_WHEN:
    case TOKEN_GIVES:
    case TOKEN_OTHERWISE:
    case TOKEN_BY:
    case TOKEN_EVERY:
    case TOKEN_FROM:
    case TOKEN_BECAUSE:
    case TOKEN_ON:
        return CANNOT_END | TAKES_COLON;
    case TOKEN_UNCONFIRMED:
        return CLOSES;
    case TOKEN_BUT:
    case TOKEN_EFFECTIVE:
    case TOKEN_EXPIRES:
        return TAKES_COLON | CLOSES;
    default:
        return 0;
    }
}

struct span
scan_span(const struct scan *s, uint32_t lo, uint32_t hi)
{
    return (struct span){s->base + lo, s->base + hi};
}

struct str
scan_text(const struct scan *s, struct span at)
{
    if (at.lo < s->base || at.hi < at.lo || at.hi - s->base > s->text.len)
        return STR("");
    return str_cut(s->text, at.lo - s->base, at.hi - at.lo);
}

bool
scan_start(struct scan *s, int file, int first)
{
    struct source_file *f = &s->source->file.at[file];
    s->text = f->text;
    s->base = f->base;
    char *copy = s->copy = scan_bytes(s);
    s->part = first != TOKEN_START_FILE;
    s->held = (struct token){.kind = first, .at = scan_span(s, 0, 0)};
    if (!copy) {
        s->ended = true;
        return false;
    }
    uint32_t mark = str_starts(s->text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    s->at = mark;
    s->line_ended = true;
    lexer_start(s, copy + mark, s->text.len - mark);
    return true;
}

static void
scan_limit(struct scan *s, enum diag_id id, struct span at, uint32_t limit)
{
    struct text number = {.arena = s->scratch};
    text_add_unsigned(&number, limit);
    diag_add(s->diags,
             &(struct diag){.id = id, .at = at, .arg = {text_str(&number)}});
}

/* Whether a limit was passed since OFFSET: the innermost is enough. */
static bool
scan_limit_said(const struct scan *s, uint32_t offset)
{
    if (!s->diags->list.n)
        return false;
    const struct diag *d = &s->diags->list.at[s->diags->list.n - 1];
    return d->at.lo >= offset && diag_row(d->id)->code[2] == '9';
}

static void
scan_line_end(struct scan *s, uint32_t end)
{
    uint32_t lo = s->line_from, texts = s->line_texts;
    s->line_from = s->at;
    s->line_texts = 0;
    if (end - lo - texts <= s->limits->line)
        return;
    uint32_t count = scan_count(str_cut(s->text, lo, end - lo));
    if (count > texts + s->limits->line && !scan_limit_said(s, s->base + lo))
        scan_limit(s, DIAG_LIMIT_LINE, scan_span(s, lo, lo + 1),
                   s->limits->line);
}

/* On a line whose form is wrong already, what looks like a wrong number or a
 * missing blank follows from it. */
static void
scan_hush(struct scan *s, uint32_t kept)
{
    while (s->diags->list.n > kept) {
        const char *code =
            diag_row(s->diags->list.at[s->diags->list.n - 1].id)->code;
        if (strcmp(code, "E0111") && strcmp(code, "E0115") &&
            strcmp(code, "E0116") && strcmp(code, "E0118"))
            return;
        s->diags->list.n--;
        s->diags->errors--;
    }
}

static void
scan_raw(struct scan *s, struct token *t)
{
    uint32_t kept = s->diags->list.n;
    lexer_next(s, t);
    if (s->hushed)
        scan_hush(s, kept);
    if (t->kind == RAW_NEWLINE)
        s->hushed = false;
    if (t->kind == TOKEN_TEXT)
        s->line_texts += scan_count(scan_text(s, t->at));
    else if (t->at.hi - t->at.lo > s->limits->token && t->kind != RAW_NEWLINE &&
             t->kind != TOKEN_NAME)
        scan_limit(s, DIAG_LIMIT_TOKEN, t->at, s->limits->token);
    if (t->kind == RAW_NEWLINE || t->kind == TOKEN_EOF)
        scan_line_end(s, t->at.lo - s->base);
}

bool
scan_declares(const struct scan *s, uint32_t end)
{
    struct str rest = str_from(s->text, end);
    uint32_t i = 0;
    while (i < rest.len && (rest.at[i] == ' ' || rest.at[i] == '\t' ||
                            str_starts(str_from(rest, i), STR("\xE3\x80\x80"))))
        i += rest.at[i] == '\xE3' ? 3 : 1;
    if (i == rest.len || strchr("\r\n", rest.at[i]))
        return true;
    if (i == 0)
        return false;
    rest = str_from(rest, i);
    static const char *const others[] = {
        "：", "，", "、", "＝", "（", "）", "。", "×",  "÷",
        "≤",  "≥",  "≠",  "＃", "｜", "的", "的", "＋", "－",
    };
    if (strchr(":=,.;+-*/<>()|#'%!\r\n", rest.at[0]))
        return false;
    for (unsigned k = 0; k < sizeof others / sizeof *others; k++)
        if (str_starts(rest, str_of(others[k])))
            return false;
    return true;
}

static void
scan_demote(struct scan *s, struct token *t)
{
    atom name = atom_of(s->names, scan_text(s, t->at));
    t->kind = TOKEN_NAME;
    t->value.word = (struct word){.name = name};
}

/* Whether the word T, of a class that is a keyword only in its place, stands
 * in it. */
static void
scan_place(struct scan *s, struct token *t, bool first)
{
    if (!t->keyword)
        return;
    switch (keyword_row(t->keyword)->class) {
    case CLASS_DECLARATION:
        if (!first || s->row || s->part || !scan_declares(s, s->at))
            scan_demote(s, t);
        break;
    case CLASS_SUFFIX:
        if (s->last.kind != TOKEN_NUMBER && s->last.kind != TOKEN_DAY &&
            s->last.kind != TOKEN_PERIOD)
            scan_demote(s, t);
        break;
    case CLASS_CLAUSE:
    case CLASS_OPERATOR:
    case CLASS_CELL:
    case CLASS_LATER:
    case CLASS_POLICY:
    case CLASS_WORD:
        break;
    }
}

static bool
scan_declaration(const struct token *t)
{
    return t->keyword && t->kind != TOKEN_NAME &&
           keyword_row(t->keyword)->class == CLASS_DECLARATION;
}

static bool
scan_is(const struct token *t, int trait)
{
    return scan_traits(t->kind) & trait;
}

/* Reads on to the next raw token that is not a line end, into HELD. */
static void
scan_hold_next(struct scan *s)
{
    struct token t = {0};
    bool first = s->last.kind == 0 || s->line_ended;
    for (;;) {
        scan_raw(s, &t);
        if (t.kind == RAW_NEWLINE) {
            first = true;
            s->line_ended = true;
            if (s->last.kind != TOKEN_LISTSEP)
                s->citation = false;
            if (s->row)
                break;
            continue;
        }
        bool ruler = t.kind == RAW_RULER && first && !s->row;
        if (t.kind == TOKEN_COLON && scan_is(&s->last, TAKES_COLON) &&
            !s->line_ended)
            continue;
        if (!ruler)
            break;
    }
    scan_place(s, &t, first);
    s->held = t;
    s->held_first = first;
}

/* The same, past the cases that need not be read. */
static void
scan_hold(struct scan *s)
{
    do
        scan_hold_next(s);
    while (s->held.kind == TOKEN_CASE && scan_pass_case(s));
}

static struct token
scan_made(const struct scan *s, int kind)
{
    uint32_t end = s->last.at.hi ? s->last.at.hi : s->base;
    return (struct token){.kind = kind, .at = {end, end}};
}

static bool
scan_start_token(int kind)
{
    return kind == TOKEN_START_FILE || kind == TOKEN_START_EXPRESSION ||
           kind == TOKEN_START_FACTS;
}

/* Whether the line end before HELD counts. */
static bool
scan_line_counts(const struct scan *s)
{
    int last = s->last.kind;
    if (last == TOKEN_NL || last == TOKEN_END || last == TOKEN_ROWEND ||
        last == 0 || scan_start_token(last))
        return false;
    if (scan_declaration(&s->held) || s->held.kind == TOKEN_EOF)
        return true;
    if (s->bracket.n || scan_is(&s->last, CANNOT_END) ||
        scan_is(&s->held, CONTINUES))
        return false;
    return !(s->ifs && s->held.kind == TOKEN_OTHERWISE);
}

static struct str
scan_bracket_sign(const struct scan *s, const struct bracket *b)
{
    return scan_text(s, b->at).len == 3 ? STR("）") : STR(")");
}

/* The end of the line that PLACE is on, blanks and comment not counted. */
static uint32_t
scan_line_of(const struct scan *s, uint32_t place)
{
    uint32_t i = place - s->base, end = i;
    for (; i < s->text.len && !strchr("\r\n#", s->text.at[i]); i++)
        if (s->text.at[i] != ' ' && s->text.at[i] != '\t')
            end = i + 1;
    return s->base + end;
}

/* Closes the innermost bracket for the writer, who forgot to. */
static struct token
scan_close_forgotten(struct scan *s)
{
    struct bracket *b = &s->bracket.at[s->bracket.n - 1];
    struct token t = scan_made(s, TOKEN_CLOSE);
    struct str sign = scan_bracket_sign(s, b);
    struct diags *d = s->diags;
    /* What was not understood within it follows from it. */
    while (d->list.n && d->list.at[d->list.n - 1].id == DIAG_EXPECTED &&
           d->list.at[d->list.n - 1].at.lo > b->at.lo) {
        t.at.lo = t.at.hi = scan_line_of(s, b->at.hi);
        d->list.n--;
        d->errors--;
    }
    diag_add(s->diags, &(struct diag){.id = DIAG_BRACKET_OPEN,
                                      .at = b->at,
                                      .arg = {sign},
                                      .fix = {t.at, sign, .guess = true}});
    s->bracket.n--;
    return t;
}

void
scan_pass_over(struct scan *s)
{
    s->bracket.n = 0;
    s->skipping = true;
    s->held.kind = 0;
}

static struct token
scan_too_deep(struct scan *s, struct span at)
{
    scan_limit(s, DIAG_LIMIT_NESTING, at, s->limits->nesting);
    scan_pass_over(s);
    return (struct token){.kind = TOKEN_WRONG, .at = at};
}

static void
scan_skip(struct scan *s)
{
    struct token *t = &s->held;
    s->row = false;
    while (!scan_declaration(t) && t->kind != TOKEN_EOF) {
        bool first = s->line_ended;
        s->line_ended = false;
        s->hushed = true;
        scan_raw(s, t);
        if (t->kind == RAW_NEWLINE)
            s->line_ended = true;
        else
            scan_place(s, t, first);
    }
    s->skipping = false;
    s->line_ended = true;
    s->held_first = true;
}

/* A closing bracket: of what? Returns false when it is one too many. */
static bool
scan_close(struct scan *s, struct token *t)
{
    struct str sign = scan_text(s, t->at);
    if (!s->bracket.n) {
        diag_add(s->diags,
                 &(struct diag){.id = DIAG_BRACKET_EXTRA,
                                .at = t->at,
                                .arg = {sign},
                                .fix = {t->at, STR(""), .guess = true}});
        return false;
    }
    struct bracket b = s->bracket.at[--s->bracket.n];
    /* Of a square bracket it was said that it should be a round one. */
    if (t->kind == RAW_SQUARE_CLOSE && !b.square) {
        struct str want = scan_bracket_sign(s, &b);
        diag_add(s->diags,
                 &(struct diag){.id = DIAG_BRACKET_KIND,
                                .at = t->at,
                                .arg = {scan_text(s, b.at), sign, want},
                                .second = {b.at, LABEL_OPENED},
                                .fix = {t->at, want, false}});
    }
    t->kind = TOKEN_CLOSE;
    return true;
}

static void
scan_open(struct scan *s, struct token *t)
{
    struct bracket b = {t->at, t->kind == RAW_SQUARE_OPEN};
    if (b.square)
        diag_add(s->diags, &(struct diag){.id = DIAG_BRACKET_SQUARE,
                                          .at = t->at,
                                          .arg = {scan_text(s, t->at)},
                                          .fix = {t->at, STR("("), false}});
    vec_push(s->scratch, &s->bracket, b);
    t->kind = TOKEN_OPEN;
}

static bool
scan_row_ends(const struct scan *s)
{
    struct str rest = str_from(s->text, s->at);
    for (uint32_t i = 0;; i++) {
        struct str here = str_from(rest, i);
        if (!here.len || strchr("\r\n#;", here.at[0]) ||
            str_starts(here, STR("＃")) || str_starts(here, STR("。")) ||
            str_starts(here, STR("；")))
            return true;
        if (str_starts(here, STR("\xE3\x80\x80")))
            i += 2;
        else if (here.at[0] != ' ' && here.at[0] != '\t')
            return false;
    }
}

/* A bar begins a row, divides cells or ends the row. */
static void
scan_bar(struct scan *s, struct token *t)
{
    if (!s->row) {
        s->row = true;
        t->kind = TOKEN_ROW;
    } else if (scan_row_ends(s)) {
        s->row = false;
        t->kind = TOKEN_ROWEND;
    } else {
        t->kind = TOKEN_BAR;
    }
}

static struct token
scan_row_forgotten(struct scan *s)
{
    struct token t = scan_made(s, TOKEN_ROWEND);
    diag_add(s->diags, &(struct diag){.id = DIAG_ROW_OPEN,
                                      .at = t.at,
                                      .fix = {t.at, STR(" |"), false}});
    s->row = false;
    if (s->held.kind == RAW_NEWLINE)
        s->held.kind = 0;
    return t;
}

static void
scan_line_begins(struct scan *s)
{
    s->ifs = 0;
    s->prefixes = 0;
}

/* Keeps count of what the filter has to know about T, which is handed out. */
static struct token
scan_out(struct scan *s, struct token t)
{
    s->citation = scan_is(&t, CITED) ||
                  (t.kind == TOKEN_LISTSEP && s->last.kind == TOKEN_CITATION);
    s->line_start = s->last.kind == TOKEN_NL || s->last.kind == TOKEN_ROWEND;
    s->last = t;
    if (t.kind == TOKEN_NL || t.kind == TOKEN_ROWEND || t.kind == TOKEN_ROW)
        scan_line_begins(s);
    if (!s->bracket.n) {
        s->ifs += t.kind == TOKEN_IF;
        s->ifs -= t.kind == TOKEN_OTHERWISE && s->ifs;
    }
    s->prefixes +=
        t.kind == TOKEN_IF || t.kind == TOKEN_NOT || t.kind == TOKEN_MINUS;
    if (t.keyword) {
        struct str word = scan_text(s, t.at);
        bool english = word.len && (unsigned char)word.at[0] < 0x80;
        s->english += english;
        s->chinese += !english;
        if (scan_is(&t, CLOSES | TAKES_COLON) || scan_declaration(&t))
            s->clause = t.keyword;
        if (scan_declaration(&t))
            s->declared = t.keyword;
    }
    return t;
}

/* What has to come before HELD: made-up brackets, row ends, line ends. Kind 0
 * when there is nothing. */
static struct token
scan_before(struct scan *s)
{
    const struct token *t = &s->held;
    bool outer = scan_declaration(t) || t->kind == TOKEN_EOF;
    bool clause = s->held_first && scan_is(t, CLOSES);
    bool line = outer || clause || (s->row && t->kind == RAW_NEWLINE);
    bool cell = s->row && t->kind == RAW_BAR;
    if (s->bracket.n && (line || cell))
        return scan_close_forgotten(s);
    if (s->row && line)
        return scan_row_forgotten(s);
    if ((s->line_ended || outer) && scan_line_counts(s))
        return scan_made(s, TOKEN_NL);
    if (outer && s->declaration) {
        s->declaration = false;
        return scan_made(s, TOKEN_END);
    }
    return (struct token){0};
}

static struct token
scan_end(struct scan *s)
{
    int last = s->last.kind;
    if (last != TOKEN_NL && last != TOKEN_END && last != TOKEN_ROWEND &&
        last != TOKEN_EOF && last != TOKEN_START_FILE)
        return scan_out(s, scan_made(s, TOKEN_NL));
    return scan_out(
        s, (struct token){.kind = TOKEN_EOF,
                          .at = scan_span(s, s->text.len, s->text.len)});
}

bool
scan_at_end(struct scan *s)
{
    if (s->ended)
        return true;
    if (!s->held.kind)
        scan_hold(s);
    return s->held.kind == TOKEN_EOF;
}

/* Whether something has to stand behind the last token. */
static bool
scan_wants(const struct scan *s)
{
    return scan_is(&s->last, CANNOT_END) || s->last.kind == TOKEN_ROW ||
           s->last.kind == TOKEN_BAR || s->last.kind == TOKEN_MINUS;
}

struct token
scan_next(struct scan *s)
{
    if (scan_start_token(s->held.kind)) {
        struct token t = s->held;
        s->held.kind = 0;
        return scan_out(s, t);
    }
    for (;;) {
        if (s->ended)
            return scan_end(s);
        if (!s->held.kind)
            scan_hold(s);
        if (s->skipping)
            scan_skip(s);
        struct token before = scan_before(s);
        if (before.kind)
            return scan_out(s, before);
        struct token t = s->held;
        s->held.kind = 0;
        s->line_ended = false;
        if (t.kind == TOKEN_EOF) {
            s->ended = true;
            continue;
        }
        if (t.kind == TOKEN_OPEN || t.kind == RAW_SQUARE_OPEN)
            scan_open(s, &t);
        else if ((t.kind == TOKEN_CLOSE || t.kind == RAW_SQUARE_CLOSE) &&
                 !scan_close(s, &t)) {
            if (!scan_wants(s))
                continue;
            t.kind = TOKEN_WRONG;
        }
        if (t.kind == RAW_BAR || t.kind == RAW_RULER)
            scan_bar(s, &t);
        if (t.kind == RAW_NEWLINE)
            continue;
        if (s->bracket.n + s->prefixes > s->limits->nesting)
            return scan_out(s, scan_too_deep(s, t.at));
        if (!s->part && s->last.kind != 0 && !s->declaration)
            s->declaration = true;
        return scan_out(s, t);
    }
}

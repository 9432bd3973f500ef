/* Which of the messages about form fits: the parser knows only that a token
 * came that it cannot use. The likely slips are tried one after the other;
 * what is left is "expected .., found ..". */
#include "lang/parser.h"

#include "lang/base/utf8.h"

enum { TOKENS = 512, LISTED = 5 };

struct mistake {
    struct parser *p;
    struct scan *scan;
    struct token found;
    struct span at;
    struct str text;
    bool wanted[TOKENS];
    bool english;
};

static bool
mistake_fixed(struct mistake *m, enum diag_id id, struct span fix,
              struct str text)
{
    diag_add(m->p->diags, &(struct diag){.id = id,
                                         .at = m->at,
                                         .arg = {m->text, text},
                                         .fix = {fix, text}});
    return true;
}

static bool
mistake_is_name(const struct mistake *m)
{
    return m->found.kind == TOKEN_NAME || m->found.kind == TOKEN_WORD ||
           m->found.kind == TOKEN_POLICY;
}

static bool
mistake_comma(struct mistake *m)
{
    bool condition =
        m->scan->clause == KEYWORD_WHEN || m->scan->clause == KEYWORD_MUST;
    if (m->found.kind != TOKEN_LISTSEP || !condition || !m->wanted[TOKEN_AND])
        return false;
    return mistake_fixed(m, DIAG_COMMA_AND, m->at,
                         m->english ? STR(" and ") : STR(" 且 "));
}

static bool
mistake_chained(struct mistake *m)
{
    switch (m->found.kind) {
    case TOKEN_EQ:
    case TOKEN_NE:
    case TOKEN_LT:
    case TOKEN_LE:
    case TOKEN_GT:
    case TOKEN_GE:
    case TOKEN_IS:
    case TOKEN_IN:
        break;
    default:
        return false;
    }
    if (!m->wanted[TOKEN_AND])
        return false;
    report(m->p->diags, CHAINED, .at = m->at);
    return true;
}

static bool
mistake_range(struct mistake *m)
{
    if (m->found.kind != TOKEN_TO || m->found.keyword ||
        !m->wanted[TOKEN_MINUS])
        return false;
    return mistake_fixed(m, DIAG_RANGE_PLACE, m->at, STR(" - "));
}

/* 对 符合条件的机构: the name as it would have to be quoted. */
static bool
mistake_split_name(struct mistake *m)
{
    bool subject = m->scan->clause == KEYWORD_FOR ||
                   (m->scan->clause &&
                    keyword_row(m->scan->clause)->class == CLASS_DECLARATION);
    if (m->found.kind != TOKEN_DE || !subject)
        return false;
    struct str text = m->scan->text;
    uint32_t lo = m->at.lo - m->scan->base, hi = m->at.hi - m->scan->base;
    while (lo > 0 && (unsigned char)text.at[lo - 1] > ' ')
        lo--;
    while (hi < text.len && (unsigned char)text.at[hi] > ' ' &&
           text.at[hi] != ':' && text.at[hi] != '(')
        hi++;
    struct text quoted = {.arena = m->p->scratch};
    text_add(&quoted, m->english ? STR("`") : STR("「"));
    text_add(&quoted, str_cut(text, lo, hi - lo));
    text_add(&quoted, m->english ? STR("`") : STR("」"));
    diag_add(m->p->diags, &(struct diag){.id = DIAG_NAME_SPLIT,
                                         .at = m->at,
                                         .arg = {text_str(&quoted)},
                                         .fix = {scan_span(m->scan, lo, hi),
                                                 text_str(&quoted)}});
    return true;
}

/* A keyword that was wanted and stands glued to what follows it. */
static bool
mistake_glued(struct mistake *m, enum keyword k)
{
    for (uint32_t i = 0;; i++) {
        struct str s = keyword_spelling(k, false, i);
        if (!s.len)
            return false;
        if (m->text.len <= s.len || !str_starts(m->text, s))
            continue;
        struct text mended = {.arena = m->p->scratch};
        text_add(&mended, s);
        text_add_char(&mended, ' ');
        text_add(&mended, str_from(m->text, s.len));
        uint32_t cut = m->at.lo + s.len;
        diag_add(m->p->diags,
                 &(struct diag){.id = DIAG_MISSING_BLANK,
                                .at = m->at,
                                .arg = {m->text, text_str(&mended)},
                                .fix = {{cut, cut}, STR(" ")}});
        return true;
    }
}

/* Whether S is nearer to what was written than *BEST. */
static void
mistake_near(const struct mistake *m, struct str s, uint32_t *best,
             struct str *near)
{
    uint32_t length = utf8_count(s);
    bool english = s.len == length;
    uint32_t most = length >= (english ? 4 : 5) ? 2 : length >= 2 ? 1 : 0;
    uint32_t distance = utf8_distance(m->text, s, most);
    if (distance && distance <= most && distance < *best) {
        *best = distance;
        *near = s;
    }
}

static bool
mistake_misspelt(struct mistake *m)
{
    uint32_t best = UINT32_MAX;
    struct str near = {0};
    if (m->text.len > 64)
        return false;
    for (int k = 1; k < KEYWORDS; k++) {
        if (!m->wanted[keyword_row(k)->token])
            continue;
        for (int both = 0; both < 2; both++)
            for (uint32_t i = 0; keyword_spelling(k, both, i).len; i++)
                mistake_near(m, keyword_spelling(k, both, i), &best, &near);
    }
    return near.len && mistake_fixed(m, DIAG_MISSPELT, m->at, near);
}

static bool
mistake_word(struct mistake *m)
{
    if (!mistake_is_name(m) || m->found.value.word.quoted)
        return false;
    if (mistake_misspelt(m))
        return true;
    for (int k = 1; k < KEYWORDS; k++)
        if (m->wanted[keyword_row(k)->token] &&
            keyword_row(k)->class != CLASS_DECLARATION && mistake_glued(m, k))
            return true;
    return false;
}

static struct str
mistake_quoted(struct mistake *m)
{
    struct text quoted = {.arena = m->p->scratch};
    bool english = m->text.len && (unsigned char)m->text.at[0] < 0x80;
    text_add(&quoted, english ? STR("`") : STR("「"));
    text_add(&quoted, m->text);
    text_add(&quoted, english ? STR("`") : STR("」"));
    return text_str(&quoted);
}

static bool
mistake_reserved(struct mistake *m)
{
    enum keyword k = m->found.keyword;
    bool only_name = m->wanted[TOKEN_NAME] && !m->wanted[TOKEN_NUMBER] &&
                     !m->wanted[TOKEN_NL];
    bool later = m->found.kind == TOKEN_LATER;
    if (!k || mistake_is_name(m) || !(later || only_name))
        return false;
    struct str quoted = mistake_quoted(m);
    diag_add(m->p->diags, &(struct diag){.id = DIAG_RESERVED,
                                         .at = m->at,
                                         .arg = {m->text, quoted},
                                         .fix = {m->at, quoted}});
    return true;
}

static bool
mistake_before_colon(const struct mistake *m)
{
    struct str rest = str_from(m->scan->text, m->at.hi - m->scan->base);
    uint32_t i = 0;
    while (i < rest.len && rest.at[i] == ' ')
        i++;
    rest = str_from(rest, i);
    return str_starts(rest, STR(":")) || str_starts(rest, STR("："));
}

/* A clause at the start of a line that has no place in the declaration. */
static bool
mistake_clause(struct mistake *m)
{
    enum keyword k = m->found.keyword;
    bool clause = k && (keyword_row(k)->class == CLASS_CLAUSE ||
                        keyword_row(k)->class == CLASS_LATER);
    if (!clause || !m->scan->declared || !m->scan->line_start ||
        m->wanted[TOKEN_NUMBER] || mistake_before_colon(m))
        return false;
    report(m->p->diags, CLAUSE_PLACE, .at = m->at,
           .arg = {m->text, keyword_text(m->scan->declared, m->english)});
    return true;
}

/* What was expected, in words. */

struct wanted_list {
    struct text text;
    int n;
};

/* What is quoted from the file. */
static void
text_quote(struct text *to, struct str text)
{
    diag_word_add(to, WORD_QUOTE_OPEN);
    text_add(to, text);
    diag_word_add(to, WORD_QUOTE_CLOSE);
}

static void
list_word(struct wanted_list *l, enum diag_word word)
{
    if (l->n++ >= LISTED)
        return;
    if (l->n > 1)
        diag_word_add(&l->text, WORD_OR);
    diag_word_add(&l->text, word);
}

static void
list_text(struct wanted_list *l, struct str text)
{
    if (l->n++ >= LISTED)
        return;
    if (l->n > 1)
        diag_word_add(&l->text, WORD_OR);
    text_quote(&l->text, text);
}

static void
list_keyword(struct wanted_list *l, const struct mistake *m, enum keyword k)
{
    if (m->wanted[keyword_row(k)->token])
        list_text(l, keyword_text(k, m->english));
}

static int
mistake_clauses(const struct mistake *m)
{
    int n = 0;
    for (int k = 1; k < KEYWORDS; k++)
        n += keyword_row(k)->class == CLASS_CLAUSE &&
             m->wanted[keyword_row(k)->token];
    return n;
}

/* Things to write. */
static void
list_things(struct wanted_list *l, const struct mistake *m)
{
    bool expression = m->wanted[TOKEN_NAME] && m->wanted[TOKEN_NUMBER];
    if (expression)
        list_word(l, WORD_AN_EXPRESSION);
    else if (m->wanted[TOKEN_NAME])
        list_word(l, WORD_A_NAME);
    else if (m->wanted[TOKEN_NUMBER])
        list_word(l, WORD_A_NUMBER);
    if (m->wanted[TOKEN_TEXT] && !expression)
        list_word(l, WORD_A_TEXT);
    if (m->wanted[TOKEN_DAY] && !expression)
        list_word(l, WORD_A_DATE);
    if (m->wanted[TOKEN_CITATION])
        list_word(l, WORD_A_CITATION);
    if (m->wanted[TOKEN_ROW])
        list_word(l, WORD_A_TABLE);
}

/* Words and signs that stand between things. */
static void
list_signs(struct wanted_list *l, const struct mistake *m)
{
    bool operators = m->wanted[TOKEN_AND] || m->wanted[TOKEN_PLUS];
    list_keyword(l, m, KEYWORD_THEN);
    if (!m->wanted[TOKEN_NL] && !m->wanted[TOKEN_END])
        list_keyword(l, m, KEYWORD_OTHERWISE);
    list_keyword(l, m, KEYWORD_OVERRIDES);
    list_keyword(l, m, KEYWORD_DECISION);
    list_keyword(l, m, KEYWORD_WITH);
    if (operators)
        list_word(l, WORD_AN_OPERATOR);
    else if (m->wanted[TOKEN_EQ])
        list_text(l, STR("="));
    if (m->wanted[TOKEN_COLON] && !operators)
        list_text(l, m->english ? STR(":") : STR("："));
    if (m->wanted[TOKEN_CLOSE])
        list_text(l, m->english ? STR(")") : STR("）"));
    if (m->wanted[TOKEN_BAR])
        list_word(l, WORD_BAR);
    else if (m->wanted[TOKEN_ROWEND])
        list_word(l, WORD_ROW_END);
}

static struct str
mistake_wanted(struct mistake *m)
{
    struct wanted_list l = {.text.arena = m->p->scratch};
    int clauses = mistake_clauses(m);
    list_signs(&l, m);
    list_things(&l, m);
    if (clauses > 2)
        list_word(&l, WORD_A_CLAUSE);
    else if (clauses && !l.n)
        for (int k = 1; k < KEYWORDS; k++)
            if (keyword_row(k)->class == CLASS_CLAUSE)
                list_keyword(&l, m, k);
    if (m->wanted[TOKEN_NL])
        list_word(&l, WORD_LINE_END);
    if (m->wanted[TOKEN_RULE] || (m->wanted[TOKEN_END] && !l.n))
        list_word(&l, WORD_A_DECLARATION);
    if (!l.n)
        list_word(&l, WORD_LINE_END);
    return text_str(&l.text);
}

/* The start of what was written, not cut within a character. */
static struct str
mistake_shown(const struct mistake *m)
{
    uint32_t len = m->text.len < 60 ? m->text.len : 60;
    while (len < m->text.len && (m->text.at[len] & 0xC0) == 0x80)
        len++;
    return str_cut(m->text, 0, len);
}

static struct str
mistake_found(struct mistake *m)
{
    struct text found = {.arena = m->p->scratch};
    switch (m->found.kind) {
    case TOKEN_NL:
        diag_word_add(&found, WORD_LINE_END);
        break;
    case TOKEN_END:
    case TOKEN_EOF:
        diag_word_add(&found, WORD_FILE_END);
        break;
    case TOKEN_ROWEND:
        diag_word_add(&found, WORD_ROW_END);
        break;
    case TOKEN_BAR:
    case TOKEN_ROW:
        diag_word_add(&found, WORD_BAR);
        break;
    default:
        text_quote(&found, mistake_shown(m));
        break;
    }
    return text_str(&found);
}

void
syntax_error(struct parser *p, struct span at, const int *token, int n)
{
    p->failed = true;
    if (p->quiet)
        return;
    struct mistake m = {
        .p = p,
        .scan = &p->scan,
        .found = p->scan.last,
        .at = at,
        .text = scan_text(&p->scan, at),
        .english = p->scan.english > p->scan.chinese,
    };
    for (int i = 0; i < n; i++)
        if (token[i] >= 0 && token[i] < TOKENS)
            m.wanted[token[i]] = true;
    if (mistake_comma(&m) || mistake_chained(&m) || mistake_range(&m) ||
        mistake_split_name(&m) || mistake_word(&m) || mistake_clause(&m) ||
        mistake_reserved(&m))
        return;
    report(p->diags, EXPECTED, .at = at,
           .arg = {mistake_wanted(&m), mistake_found(&m)});
}

void
syntax_too_deep(struct parser *p, struct span at)
{
    struct text limit = {.arena = p->scratch};
    text_add_unsigned(&limit, p->scan.limits->nesting);
    p->failed = true;
    report(p->diags, LIMIT_NESTING, .at = at, .arg = {text_str(&limit)});
}

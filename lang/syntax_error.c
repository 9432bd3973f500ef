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
mistake_fixed(struct mistake *m, enum diag_id id, struct str text, bool guess)
{
    diag_add(m->p->diags, &(struct diag){.id = id,
                                         .at = m->at,
                                         .arg = {m->text, text},
                                         .fix = {m->at, text, guess}});
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
    return mistake_fixed(m, DIAG_COMMA_AND,
                         m->english ? STR(" and ") : STR(" 且 "), true);
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
    return mistake_fixed(m, DIAG_RANGE_PLACE, STR(" - "), true);
}

/* Whether what was found stands on a line that K begins. */
static bool
mistake_on_line_of(const struct mistake *m, enum keyword k)
{
    struct str text = m->scan->text;
    uint32_t lo = m->at.lo - m->scan->base;
    while (lo > 0 && text.at[lo - 1] != '\n' && text.at[lo - 1] != '\r')
        lo--;
    while (lo < text.len && (text.at[lo] == ' ' || text.at[lo] == '\t'))
        lo++;
    struct str line = str_from(text, lo);
    return str_starts(line, keyword_text(k, false)) ||
           str_starts(line, keyword_text(k, true));
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
    bool words = m->scan->declared == KEYWORD_RULEBOOK &&
                 !mistake_on_line_of(m, KEYWORD_RULEBOOK);
    text_add(&quoted, words ? STR("“") : m->english ? STR("`") : STR("「"));
    text_add(&quoted, str_cut(text, lo, hi - lo));
    text_add(&quoted, words ? STR("”") : m->english ? STR("`") : STR("」"));
    diag_add(m->p->diags,
             &(struct diag){.id = words ? DIAG_TEXT_UNQUOTED : DIAG_NAME_SPLIT,
                            .at = m->at,
                            .arg = {text_str(&quoted)},
                            .fix = {scan_span(m->scan, lo, hi),
                                    text_str(&quoted), .guess = !words}});
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
        return mistake_fixed(m, DIAG_MISSING_BLANK, text_str(&mended), false);
    }
}

/* Whether only blanks stand before what was found on its line; *INDENT is
 * how many bytes of them. */
static bool
mistake_first(const struct mistake *m, uint32_t *indent)
{
    struct str text = m->scan->text;
    uint32_t at = m->at.lo - m->scan->base, lo = at;
    while (lo > 0 && text.at[lo - 1] != '\n' && text.at[lo - 1] != '\r')
        lo--;
    *indent = at - lo;
    for (uint32_t i = lo; i < at; i++)
        if ((unsigned char)text.at[i] > ' ' &&
            !str_starts(str_from(text, i), STR("\xE3\x80\x80")))
            return false;
        else if ((unsigned char)text.at[i] > ' ')
            i += 2;
    return true;
}

struct nearest {
    uint32_t best; /* twice the distance, less 1 where it stands right */
    struct str near;
    enum keyword keyword;
    bool rival; /* another keyword is about as near */
};

/* Whether S, a spelling of K, is nearer to what was written. */
static void
mistake_near(const struct mistake *m, struct str s, enum keyword k, bool right,
             struct nearest *n)
{
    uint32_t length = utf8_count(s);
    bool english = s.len == length;
    uint32_t most = length >= (english ? 4 : 5) ? 2 : length >= 2 ? 1 : 0;
    uint32_t distance = utf8_distance(m->text, s, most);
    uint32_t score = 2 * distance - right;
    if (!distance || distance > most || score > n->best + 1)
        return;
    bool rival = n->near.len && n->keyword != k && score + 1 >= n->best;
    if (score < n->best)
        *n = (struct nearest){score, s, k, rival};
    else if (n->keyword != k)
        n->rival = true;
}

/* Declaration words stand at the start of a line, most of them unindented. */
static void
mistake_nearest(const struct mistake *m, struct nearest *n)
{
    uint32_t indent = 0;
    bool first = mistake_first(m, &indent);
    for (int k = 1; k < KEYWORDS; k++) {
        const struct keyword_row *row = keyword_row(k);
        bool declares = row->class == CLASS_DECLARATION;
        bool here = declares
                        ? first && row->token != TOKEN_LATER &&
                              (m->wanted[row->token] || m->wanted[TOKEN_END])
                        : m->wanted[row->token];
        for (int both = 0; here && both < 2; both++)
            for (uint32_t i = 0; keyword_spelling(k, both, i).len; i++)
                mistake_near(m, keyword_spelling(k, both, i), k,
                             declares && !indent, n);
    }
}

static bool
mistake_misspelt(struct mistake *m)
{
    struct nearest n = {.best = UINT32_MAX - 1};
    if (m->text.len > 64)
        return false;
    mistake_nearest(m, &n);
    if (!n.near.len)
        return false;
    /* What stands below belongs to a declaration that is not there. */
    if (keyword_row(n.keyword)->class == CLASS_DECLARATION)
        scan_pass_over(m->scan);
    return mistake_fixed(m, DIAG_MISSPELT, n.near, n.rival);
}

/* Words that people write for those of the language. GUESS: they may have
 * meant something else by it. */
static const struct {
    const char *said, *meant;
    int token;
    bool guess;
} slips[] = {
    {"大于等于", "至少", TOKEN_GE, false},
    {"大于", "超过", TOKEN_GT, false},
    {"多余", "超过", TOKEN_GT, false},
    {"小于等于", "不超过", TOKEN_LE, false},
    {"小于", "不满", TOKEN_LT, false},
    {"不等于", "不是", TOKEN_IS_NOT, false},
    {"不为", "不是", TOKEN_IS_NOT, false},
    {"等于", "是", TOKEN_IS, false},
    {"为", "是", TOKEN_IS, false},
    {"并且", "且", TOKEN_AND, false},
    {"而且", "且", TOKEN_AND, false},
    {"同时", "且", TOKEN_AND, false},
    {"以及", "且", TOKEN_AND, true},
    {"和", "且", TOKEN_AND, true},
    {"与", "且", TOKEN_AND, true},
    {"及", "且", TOKEN_AND, true},
    {"或者", "或", TOKEN_OR, false},
    {"那么", "则", TOKEN_THEN, false},
    {"就", "则", TOKEN_THEN, false},
    {"不然", "否则", TOKEN_OTHERWISE, false},
    {"x", "×", TOKEN_TIMES, false},
    {"X", "×", TOKEN_TIMES, false},
    {"乘", "×", TOKEN_TIMES, false},
    {"乘以", "×", TOKEN_TIMES, false},
    {"除以", "÷", TOKEN_DIVIDED, false},
    {"加", "+", TOKEN_PLUS, false},
    {"加上", "+", TOKEN_PLUS, false},
    {"减", "-", TOKEN_MINUS, false},
    {"减去", "-", TOKEN_MINUS, false},
    {"最高", "封顶", TOKEN_CAPPED, true},
    {"上限", "封顶", TOKEN_CAPPED, true},
    {"最低", "保底", TOKEN_CAPPED, true},
    {"下限", "保底", TOKEN_CAPPED, true},
    {"给", "取", TOKEN_GIVES, false},
    {"给予", "取", TOKEN_GIVES, false},
    {"发", "取", TOKEN_GIVES, false},
    {"发放", "取", TOKEN_GIVES, false},
    {"得", "取", TOKEN_GIVES, false},
    {"如果", "当", TOKEN_WHEN, false},
    {"条件", "当", TOKEN_WHEN, true},
    {"对于", "对", TOKEN_FOR, false},
    {"适用", "对", TOKEN_FOR, false},
    {"根据", "依据", TOKEN_CITES, false},
    {"依照", "依据", TOKEN_CITES, false},
    {"按照", "依据", TOKEN_CITES, true},
    {"生效", "施行", TOKEN_EFFECTIVE, false},
    {"实施", "施行", TOKEN_EFFECTIVE, false},
    {"废止", "失效", TOKEN_EXPIRES, false},
    {"除外", "但", TOKEN_BUT, true},
    {"但是", "但", TOKEN_BUT, false},
    {"设定", "令", TOKEN_LET, false},
    {"丨", "|", TOKEN_ROW, false},
    {"l", "|", TOKEN_ROW, false},
    {"else", "otherwise", TOKEN_OTHERWISE, false},
    {"where", "when", TOKEN_WHEN, false},
    {"unless", "but", TOKEN_BUT, true},
    {"equals", "is", TOKEN_IS, false},
    {"above", "over", TOKEN_GT, false},
    {"below", "under", TOKEN_LT, false},
};

/* 如果 where a value begins: the name before the one that was found. */
static const struct {
    const char *said, *meant;
} beginnings[] = {{"如果", "若"}, {"假如", "若"}, {"不", "非"},
                  {"没有", "非"}, {"并非", "非"}, {"unless", "if not"},
                  {"当", "若"},   {"when", "if"}};

static bool
mistake_slip(struct mistake *m)
{
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (m->wanted[slips[i].token] &&
            str_equal(m->text, str_of(slips[i].said)))
            return mistake_fixed(m, DIAG_MISSPELT, str_of(slips[i].meant),
                                 slips[i].guess);
    return false;
}

/* The word in front of what was found, on the same line. */
static bool
mistake_beginning(struct mistake *m)
{
    struct str text = m->scan->text;
    uint32_t end = m->at.lo - m->scan->base;
    while (end > 0 && text.at[end - 1] == ' ')
        end--;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct str said = str_of(beginnings[i].said);
        if (end < said.len || !m->wanted[TOKEN_AND] ||
            !str_equal(str_cut(text, end - said.len, said.len), said) ||
            (end > said.len &&
             (unsigned char)text.at[end - said.len - 1] > ' ' &&
             text.at[end - said.len - 1] != '('))
            continue;
        m->at = scan_span(m->scan, end - said.len, end);
        m->text = said;
        return mistake_fixed(m, DIAG_MISSPELT, str_of(beginnings[i].meant),
                             false);
    }
    return false;
}

static bool
mistake_word(struct mistake *m)
{
    if (!mistake_is_name(m) || m->found.value.word.quoted)
        return false;
    if (mistake_slip(m) || mistake_beginning(m) || mistake_misspelt(m))
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
mistake_before_colon(const struct mistake *m)
{
    struct str rest = str_from(m->scan->text, m->at.hi - m->scan->base);
    uint32_t i = 0;
    while (i < rest.len && rest.at[i] == ' ')
        i++;
    rest = str_from(rest, i);
    return str_starts(rest, STR(":")) || str_starts(rest, STR("："));
}

static bool
mistake_reserved(struct mistake *m)
{
    enum keyword k = m->found.keyword;
    bool only_name = m->wanted[TOKEN_NAME] && !m->wanted[TOKEN_NUMBER] &&
                     !m->wanted[TOKEN_NL];
    bool later = m->found.kind == TOKEN_LATER;
    uint32_t indent;
    bool field = mistake_before_colon(m) && mistake_first(m, &indent);
    if (!k || mistake_is_name(m) || !(later || only_name || field))
        return false;
    struct str quoted = mistake_quoted(m);
    diag_add(m->p->diags, &(struct diag){.id = DIAG_RESERVED,
                                         .at = m->at,
                                         .arg = {m->text, quoted},
                                         .fix = {m->at, quoted, false}});
    return true;
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

static const uint8_t forms[KEYWORDS] = {
    [KEYWORD_RULEBOOK] = WORD_FORM_RULEBOOK,
    [KEYWORD_MEASURE] = WORD_FORM_MEASURE,
    [KEYWORD_UNIT] = WORD_FORM_UNIT,
    [KEYWORD_ROSTER] = WORD_FORM_ROSTER,
    [KEYWORD_BODY] = WORD_FORM_BODY,
    [KEYWORD_CALENDAR] = WORD_FORM_CALENDAR,
    [KEYWORD_ENTITY] = WORD_FORM_ENTITY,
    [KEYWORD_STANDARD] = WORD_FORM_STANDARD,
    [KEYWORD_RULE] = WORD_FORM_RULE,
    [KEYWORD_EXCEPTION] = WORD_FORM_EXCEPTION,
    [KEYWORD_SPLIT] = WORD_FORM_SPLIT,
    [KEYWORD_READING] = WORD_FORM_READING,
    [KEYWORD_CONSTRAINT] = WORD_FORM_CONSTRAINT,
    [KEYWORD_ASSERTION] = WORD_FORM_ASSERTION,
    [KEYWORD_PRESUMPTION] = WORD_FORM_PRESUMPTION,
    [KEYWORD_CASE] = WORD_FORM_CASE,
    [KEYWORD_UNCODED] = WORD_FORM_UNCODED,
    [KEYWORD_CITES] = WORD_FORM_CITES,
    [KEYWORD_FOR] = WORD_FORM_FOR,
    [KEYWORD_WHEN] = WORD_FORM_WHEN,
    [KEYWORD_GIVES] = WORD_FORM_GIVES,
    [KEYWORD_OTHERWISE] = WORD_FORM_OTHERWISE,
    [KEYWORD_LET] = WORD_FORM_LET,
    [KEYWORD_BUT] = WORD_FORM_BUT,
    [KEYWORD_MUST] = WORD_FORM_MUST,
    [KEYWORD_EVERY] = WORD_FORM_EVERY,
    [KEYWORD_FROM] = WORD_FORM_FROM,
    [KEYWORD_EFFECTIVE] = WORD_FORM_EFFECTIVE,
    [KEYWORD_EXPIRES] = WORD_FORM_EXPIRES,
    [KEYWORD_DIVIDE] = WORD_FORM_DIVIDE,
    [KEYWORD_RATIO] = WORD_FORM_RATIO,
    [KEYWORD_REMAINDER] = WORD_FORM_REMAINDER,
    [KEYWORD_GIVEN] = WORD_FORM_GIVEN,
    [KEYWORD_EXPECT] = WORD_FORM_EXPECT,
    [KEYWORD_ASSUMING] = WORD_FORM_ASSUMING,
    [KEYWORD_FOR_NOW] = WORD_FORM_FOR_NOW,
    [KEYWORD_ON] = WORD_FORM_ON,
    [KEYWORD_COMBINE] = WORD_FORM_COMBINE,
    [KEYWORD_ASK] = WORD_FORM_ASK,
    [KEYWORD_PROOF] = WORD_FORM_PROOF,
    [KEYWORD_AWAITING] = WORD_FORM_AWAITING,
};

/* 若 低保 200元: the word that is missing between two things. */
static bool
form_insert(struct mistake *m, struct text *form, struct fix *fix)
{
    bool thing = m->found.kind == TOKEN_NUMBER || mistake_is_name(m) ||
                 m->found.kind == TOKEN_TEXT || m->found.kind == TOKEN_DAY;
    uint32_t indent;
    if (m->wanted[TOKEN_OTHERWISE] && !m->wanted[TOKEN_NL] &&
        !mistake_first(m, &indent)) {
        diag_word_add(form, WORD_FORM_WRITE);
        diag_word_add(form, WORD_FORM_IF);
        return true;
    }
    enum keyword k = m->wanted[TOKEN_THEN]        ? KEYWORD_THEN
                     : m->wanted[TOKEN_OVERRIDES] ? KEYWORD_OVERRIDES
                                                  : NO_KEYWORD;
    if (!thing || !k)
        return false;
    diag_word_add(form, WORD_FORM_INSERT);
    text_add(form, keyword_text(k, m->english));
    diag_word_add(form, WORD_FORM_INSERT_END);
    struct text word = {.arena = m->p->scratch};
    text_add(&word, keyword_text(k, m->english));
    text_add_char(&word, ' ');
    *fix = (struct fix){{m->at.lo, m->at.lo}, text_str(&word), .guess = true};
    return true;
}

/* At the start of a line: what a line of this declaration may begin with. */
static void
form_clauses(struct mistake *m, struct text *form)
{
    int n = 0;
    text_add(form, keyword_text(m->scan->declared, m->english));
    diag_word_add(form, WORD_FORM_MAY_HOLD);
    for (int k = 1; k < KEYWORDS; k++)
        if (keyword_row(k)->class == CLASS_CLAUSE &&
            m->wanted[keyword_row(k)->token]) {
            if (n++)
                diag_word_add(form, WORD_COMMA);
            text_add(form, keyword_text(k, m->english));
        }
}

/* How the line or the declaration is written. */
static struct str
mistake_form(struct mistake *m, struct fix *fix)
{
    struct text form = {.arena = m->p->scratch};
    enum keyword k = m->scan->clause;
    uint32_t indent;
    bool first = mistake_first(m, &indent);
    bool fact = k == KEYWORD_ENTITY && m->scan->declared == k &&
                !mistake_on_line_of(m, k);
    if (form_insert(m, &form, fix))
        return text_str(&form);
    if (first && m->scan->declared && mistake_clauses(m) > 1 && !fact) {
        form_clauses(m, &form);
    } else if (fact || (k && forms[k])) {
        diag_word_add(&form, WORD_FORM_WRITE);
        diag_word_add(&form, fact ? WORD_FORM_FACT : (enum diag_word)forms[k]);
    }
    return text_str(&form);
}

void
syntax_error(struct parser *p, struct span at, const int *token, int n)
{
    p->failed = true;
    p->scan.hushed = true;
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
    struct fix fix = {0};
    struct str form = mistake_form(&m, &fix);
    report(p->diags, EXPECTED, .at = at,
           .arg = {mistake_wanted(&m), mistake_found(&m), form}, .fix = fix);
}

void
syntax_too_deep(struct parser *p, struct span at)
{
    struct text limit = {.arena = p->scratch};
    text_add_unsigned(&limit, p->scan.limits->nesting);
    p->failed = true;
    report(p->diags, LIMIT_NESTING, .at = at, .arg = {text_str(&limit)});
}

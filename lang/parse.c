#include "lang/parse.h"

#include <string.h>

#include "lang/parser.h"

static bool
parser_start(struct parser *p, const struct parse *with, int file,
             enum parse_start start)
{
    static const int first[] = {
        [PARSE_FILE] = TOKEN_START_FILE,
        [PARSE_EXPRESSION] = TOKEN_START_EXPRESSION,
        [PARSE_FACTS] = TOKEN_START_FACTS,
    };
    memset(p, 0, sizeof *p);
    p->tree = with->tree;
    p->scratch = with->scratch;
    p->diags = with->diags;
    p->scan.source = with->source;
    p->scan.diags = with->diags;
    p->scan.names = with->names;
    p->scan.keywords = with->keywords;
    p->scan.limits = with->limits ? with->limits : &syntax_limits_default;
    p->scan.without_cases = with->without_cases;
    p->scan.tree = with->tree;
    p->scan.scratch = with->scratch;
    p->state = grammar_start(p);
    return scan_start(&p->scan, file, first[start]);
}

static int
parser_push(struct parser *p, struct token t)
{
    return grammar_push_parse(p->state, t.kind, &t.value, &t.at, p);
}

static bool
parser_wants(struct parser *p, int wanted)
{
    int token[KEYWORDS + 64];
    int n = grammar_expected(p->state, token, KEYWORDS + 64);
    for (int i = 0; i < n; i++)
        if (token[i] == wanted)
            return true;
    return false;
}

/* A mistake is over at the end of its declaration at the latest: rows that
 * were passed over end no line. */
static int
parser_take(struct parser *p, struct token t)
{
    if (p->failed && t.kind == TOKEN_END && !parser_wants(p, TOKEN_END))
        parser_push(p, (struct token){.kind = TOKEN_NL, .at = t.at});
    return parser_push(p, t);
}

struct node *
parse(const struct parse *with, int file, enum parse_start start)
{
    struct parser p;
    uint32_t errors = with->diags->errors;
    if (parser_start(&p, with, file, start))
        while (parser_take(&p, scan_next(&p.scan)) == YYPUSH_MORE)
            continue;
    if (start != PARSE_FILE)
        return p.result;
    struct span at = scan_span(&p.scan, 0, p.scan.text.len);
    struct node *n = p.result;
    if (!n) {
        n = arena_new(with->tree, struct node);
        n->kind = NODE_FILE;
    }
    n->at = at;
    if (!n->n && !p.scan.passed_case && with->diags->errors == errors)
        report(with->diags, NO_RULES, .at = {at.lo, at.lo});
    return n;
}

/* Runs up to the end of the text, before anything is made up there. False
 * when there was a mistake. */
static bool
parser_run_open(struct parser *p, const struct parse *with, int file,
                enum parse_start start, struct diags *nowhere)
{
    struct parse quiet = *with;
    diags_init(nowhere, with->scratch, 0);
    quiet.diags = nowhere;
    quiet.tree = with->scratch;
    if (!parser_start(p, &quiet, file, start))
        return false;
    p->quiet = true;
    while (!scan_at_end(&p->scan))
        if (parser_push(p, scan_next(&p->scan)) != YYPUSH_MORE)
            break;
    return !p->failed && !nowhere->errors;
}

enum parse_more
parse_more(const struct parse *with, int file, enum parse_start start)
{
    struct parser p;
    struct diags nowhere;
    if (!parser_run_open(&p, with, file, start, &nowhere))
        return PARSE_WRONG;
    if (p.scan.row || p.scan.bracket.n)
        return PARSE_GOES_ON;
    if (start != PARSE_FILE)
        return parser_wants(&p, TOKEN_NL) ? PARSE_COMPLETE : PARSE_GOES_ON;
    if (parser_wants(&p, TOKEN_NL))
        parser_push(&p, (struct token){.kind = TOKEN_NL, .at = p.scan.last.at});
    else if (!parser_wants(&p, TOKEN_END) && !parser_wants(&p, 0))
        return PARSE_GOES_ON;
    if (parser_wants(&p, TOKEN_END))
        return PARSE_MAY_GROW;
    return parser_wants(&p, 0) ? PARSE_COMPLETE : PARSE_NEEDS_MORE;
}

void
parse_next(const struct parse *with, int file, enum parse_start start,
           struct parse_next *next)
{
    struct parser p;
    struct diags nowhere;
    bool wanted[512] = {0};
    int token[KEYWORDS + 64];
    memset(next, 0, sizeof *next);
    parser_run_open(&p, with, file, start, &nowhere);
    if (p.scan.line_ended && parser_wants(&p, TOKEN_NL))
        parser_push(&p, (struct token){.kind = TOKEN_NL, .at = p.scan.last.at});
    int n = grammar_expected(p.state, token, KEYWORDS + 64);
    for (int i = 0; i < n; i++)
        if (token[i] >= 0 && token[i] < 512)
            wanted[token[i]] = true;
    if (wanted[TOKEN_END])
        wanted[TOKEN_RULE] = true;
    for (int k = 1; k < KEYWORDS; k++)
        next->keyword[k] = wanted[keyword_row(k)->token] ||
                           (wanted[TOKEN_RULE] && start == PARSE_FILE &&
                            keyword_row(k)->class == CLASS_DECLARATION &&
                            keyword_row(k)->token != TOKEN_LATER);
    next->name = wanted[TOKEN_NAME];
    next->number = wanted[TOKEN_NUMBER];
    next->text = wanted[TOKEN_TEXT];
    next->day = wanted[TOKEN_DAY];
    next->citation = wanted[TOKEN_CITATION];
    next->row = wanted[TOKEN_ROW];
    next->line_end = wanted[TOKEN_NL] || wanted[TOKEN_END];
}

enum parse_start
parse_guess(const struct parse *with, int file)
{
    struct parser p;
    struct diags nowhere;
    struct parse quiet = *with;
    diags_init(&nowhere, with->scratch, 0);
    quiet.diags = &nowhere;
    quiet.tree = with->scratch;
    if (!parser_start(&p, &quiet, file, PARSE_FILE))
        return PARSE_FILE;
    scan_next(&p.scan);
    struct token first = scan_next(&p.scan);
    bool declares = first.keyword && first.kind != TOKEN_NAME &&
                    keyword_row(first.keyword)->class == CLASS_DECLARATION;
    return declares ? PARSE_FILE : PARSE_EXPRESSION;
}

/* The words of one rule file, as the grammar wants them.
 *
 * Three steps: bytes.c looks at the file as a whole (is it text, is it
 * UTF-8), lexer.l cuts it into raw words (with word.c and literal.c), and the
 * filter in scan.c decides which line ends count, where a declaration ends,
 * which brackets belong together, and guards the limits. spec/lexical.md has
 * the rules. */
#ifndef TIAO_SCAN_H
#define TIAO_SCAN_H

#include "lang/ast.h"
#include "lang/diag.h"
#include "lang/grammar.h"
#include "lang/keyword.h"

/* What conventions call limits, as far as they concern text. */
struct syntax_limits {
    uint32_t file;    /* bytes */
    uint32_t line;    /* code points, texts not counted */
    uint32_t token;   /* bytes */
    uint32_t name;    /* code points */
    uint32_t nesting; /* brackets and prefixes; trees may be 5 as deep */
    uint32_t digits;
    uint32_t text; /* bytes of one text */
};

extern const struct syntax_limits syntax_limits_default;

struct token {
    int kind; /* grammar.h, or below */
    struct span at;
    enum keyword keyword; /* of any word that is one */
    union GRAMMAR_STYPE value;
};

/* Raw tokens that the filter keeps from the grammar. */
enum raw_token {
    TOKEN_WRONG = TOKEN_GRAMMAR_error, /* the grammar recovers in silence */
    RAW_NEWLINE = 1 << 16,
    RAW_BAR,
    RAW_RULER,       /* |---|---| */
    RAW_SQUARE_OPEN, /* a bracket of another kind, only to say so */
    RAW_SQUARE_CLOSE,
};

struct bracket {
    struct span at;
    bool square;
};

struct scan {
    struct source *source;
    struct diags *diags;
    struct atom_table *names;
    const struct keywords *keywords;
    const struct syntax_limits *limits;
    struct arena *tree, *scratch;

    /* The raw scanner. */
    struct str text; /* the file as given */
    char *copy;      /* what the raw scanner runs on */
    uint32_t base;   /* its first offset */
    uint32_t at;     /* where the next raw token begins, in text */
    void *flex;
    bool citation; /* the next word is a citation */
    bool merge_reported;
    bool merge_theirs;        /* the other side of a conflict: passed over */
    uint32_t cut_at, cut_len; /* where a word of that length must be cut */

    /* The filter. */
    struct token last; /* handed out before; kind 0 at first */
    struct token held; /* read, not yet handed out; kind 0: none */
    bool held_first;   /* held is the first word of its line */
    bool line_ended;   /* before held */
    bool declaration;  /* one is open */
    bool row;          /* in a row */
    bool skipping;     /* to the next declaration */
    bool hushed;       /* the line has had its message */
    bool ended;
    bool part;           /* the text is no whole file */
    bool without_cases;  /* they may be passed over */
    bool passed_case;    /* one was */
    uint32_t ifs;        /* 若 without its 否则, outside brackets */
    uint32_t prefixes;   /* 非 若 - since the line began */
    uint32_t line_from;  /* offset in text of this line */
    uint32_t line_texts; /* code points of texts in this line */
    VEC(struct bracket) bracket;
    enum keyword clause;       /* the clause or declaration being read */
    enum keyword declared;     /* the declaration being read */
    bool line_start;           /* last is the first word of its line */
    uint32_t english, chinese; /* keywords seen of each surface */
};

/* Starts on file number FILE of S->source; the other fields of the first
 * group are filled in, the rest zero. False when the file cannot be read at
 * all (a message was given). FIRST is handed out before everything else; for
 * START_FILE declarations are delimited with END. */
bool scan_start(struct scan *s, int file, int first);
/* The next token; TOKEN_EOF at the end, again and again. */
struct token scan_next(struct scan *s);
/* Whether a declaration word that is the first of its line and ends at offset
 * END of the text is one: something that can be named, or nothing, stands
 * behind it on the line. */
bool scan_declares(const struct scan *s, uint32_t end);
/* Passes over all tokens up to the next declaration. */
void scan_pass_over(struct scan *s);
/* Whether only made-up tokens are left. */
bool scan_at_end(struct scan *s);
/* Offsets in the rulebook for places in the text. */
struct span scan_span(const struct scan *s, uint32_t lo, uint32_t hi);
/* The bytes of SPAN, as given. */
struct str scan_text(const struct scan *s, struct span at);

/* bytes.c: checks the whole text and makes the copy the scanner runs on, in
 * which every byte that cannot be read stands as 0x01; two bytes of 0 follow
 * it. Null when the file is of another kind. */
char *scan_bytes(struct scan *s);
/* The number of code points of S, which may be wrong UTF-8. */
uint32_t scan_count(struct str s);

/* scan_case.c: passes over the case whose first word was just read. False when
 * it has to be read. */
bool scan_pass_case(struct scan *s);

/* lexer.l: the next raw token. */
void lexer_start(struct scan *s, char *copy, uint32_t size);
void lexer_next(struct scan *s, struct token *t);

/* word.c: TEXT is a word or more; fills T and returns how many bytes belong to
 * it. */
uint32_t word_read(struct scan *s, struct str text, struct token *t);
uint32_t word_read_phrase(struct scan *s, struct str text, struct token *t);
uint32_t word_read_quoted(struct scan *s, struct str text, struct token *t);
uint32_t word_read_citation(struct scan *s, struct str text, struct token *t);
/* Whether a closing quote that was forgotten certainly belongs behind S, the
 * rest of the line: nothing else can begin within it. */
bool word_whole(struct str s);
/* Whether NAME is a keyword that may not be a name or unit by itself. */
bool word_reserved(const struct scan *s, struct str name);
/* The keyword spelled NAME, or NO_KEYWORD. */
enum keyword word_keyword(const struct scan *s, struct str name);

/* literal.c: likewise for what begins with a digit, and for texts. */
uint32_t literal_read(struct scan *s, struct str text, struct token *t);
uint32_t literal_read_date(struct scan *s, struct str text, struct token *t);
/* 2025/1/5, 2025.1.5 */
uint32_t
literal_read_date_signs(struct scan *s, struct str text, struct token *t);
uint32_t literal_read_wrong(struct scan *s, struct str text, struct token *t);
uint32_t literal_read_grouped(struct scan *s, struct str text, struct token *t);
uint32_t literal_read_text(struct scan *s, struct str text, struct token *t);
uint32_t
literal_read_open_text(struct scan *s, struct str text, struct token *t);
/* A digit, narrow or wide, at the start of S: its value and its length in
 * *LEN, or -1. */
int digit_at(struct str s, uint32_t *len);

#endif

/* The parser from within: what the grammar's actions, the builder and the
 * messages share. Others want parse.h. */
#ifndef TIAO_PARSER_H
#define TIAO_PARSER_H

#include "lang/scan.h"

/* A list that the grammar is still adding to. */
struct nodes {
    struct node **at;
    uint32_t n, room;
    bool open;           /* 等 */
    struct nodes *spare; /* the next unused list */
};

struct parser {
    struct scan scan;
    struct arena *tree, *scratch;
    struct diags *diags;
    struct nodes *spare;
    struct node *result;
    bool deep_reported;
    bool quiet; /* only asked what may follow */
    bool failed;
    struct grammar_pstate *state;
};

struct grammar_pstate *grammar_start(struct parser *p);
/* The tokens that may come next, at most MOST of them. */
int grammar_expected(struct grammar_pstate *s, int token[], int most);

/* syntax_error.c: the token in P->scan.last, at AT, is none of the N that
 * would fit. */
void syntax_error(struct parser *p, struct span at, const int *token, int n);
/* The grammar's stack is full. */
void syntax_too_deep(struct parser *p, struct span at);

#endif

/* From the text of a rule file to its tree, and what a person who is still
 * typing wants to know. */
#ifndef TIAO_PARSE_H
#define TIAO_PARSE_H

#include "lang/ast.h"
#include "lang/diag.h"
#include "lang/keyword.h"
#include "lang/scan.h"

/* What parsing needs; all of it outlives the tree but SCRATCH, which may be
 * given back after each call. */
struct parse {
    struct source *source;
    struct diags *diags;
    struct atom_table *names;
    const struct keywords *keywords;
    struct arena *tree;
    struct arena *scratch;
    const struct syntax_limits *limits; /* null: the default ones */
    bool without_cases; /* those of a file may be passed over unread */
};

enum parse_start {
    PARSE_FILE,       /* declarations */
    PARSE_EXPRESSION, /* one expression */
    PARSE_FACTS,      /* facts as behind 设: a GIVEN node */
};

/* File number FILE of the source as a tree: a FILE node, an expression or
 * GIVEN. What is wrong is reported; a FILE is never null, the others are null
 * when they could not be read. */
struct node *parse(const struct parse *with, int file, enum parse_start start);

/* Whether a text that is being typed is complete. */
enum parse_more {
    PARSE_COMPLETE,   /* nothing can be added but on a new line */
    PARSE_MAY_GROW,   /* a declaration that could have more clauses */
    PARSE_NEEDS_MORE, /* the line is whole, the declaration is not */
    PARSE_GOES_ON,    /* the line goes on */
    PARSE_WRONG,      /* has a mistake: parse() says which */
};

/* Reports nothing. */
enum parse_more
parse_more(const struct parse *with, int file, enum parse_start start);

/* What may follow a text. */
struct parse_next {
    bool keyword[KEYWORDS]; /* by enum keyword */
    bool name, number, text, day, citation, row;
    bool line_end;
};

/* FILE's text up to its end; what follows must begin a word. Reports
 * nothing. */
void parse_next(const struct parse *with, int file, enum parse_start start,
                struct parse_next *next);
/* Whether FILE begins with a declaration. */
enum parse_start parse_guess(const struct parse *with, int file);

#endif

/* What a person who is typing rules wants to know of a text: is it complete,
 * and what may follow. */
#ifndef TIAO_TYPING_H
#define TIAO_TYPING_H

#include "lang/diag.h"

enum typing_more {
    TYPING_COMPLETE,   /* nothing can be added but on a new line */
    TYPING_MAY_GROW,   /* a declaration that could have more clauses */
    TYPING_NEEDS_MORE, /* the line is whole, the declaration is not */
    TYPING_GOES_ON,    /* the line goes on */
    TYPING_WRONG,      /* it has a mistake */
};

/* TEXT is declarations or one expression; A is used on the way. */
enum typing_more typing_more(struct arena *a, struct str text);

/* What may follow TEXT and begins a word of its own. */
struct typing_next {
    VEC(struct str) word; /* of the language, as L writes them */
    bool name, number, text, day, citation, row, line_end;
    bool declares; /* TEXT begins with a declaration */
};

void typing_next(struct arena *a, struct str text, enum language l,
                 struct typing_next *next);

#endif

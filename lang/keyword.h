/* The words of the language: keyword.def as a table. */
#ifndef TIAO_KEYWORD_H
#define TIAO_KEYWORD_H

#include "lang/base/atom.h"

enum keyword {
    NO_KEYWORD,
#define KEYWORD(id, ...) KEYWORD_##id,
#include "lang/keyword.def"
#undef KEYWORD
    KEYWORDS
};

enum keyword_class {
    CLASS_DECLARATION,
    CLASS_CLAUSE,
    CLASS_OPERATOR,
    CLASS_CELL,
    CLASS_SUFFIX,
    CLASS_POLICY,
    CLASS_WORD,
    CLASS_LATER,
};

struct keyword_row {
    int token; /* the grammar's number */
    enum keyword_class class;
    const char *zh, *en; /* spellings divided by | */
};

/* Which names are keywords. */
struct keywords {
    uint8_t *of; /* enum keyword by atom */
    atom end;    /* no keyword from here on */
};

_Static_assert(KEYWORDS <= 255, "a keyword fits a byte");

/* Enters every spelling into NAMES; asked again for the same names, it only
 * looks them up. Best done while NAMES is empty. */
void
keywords_init(struct keywords *k, struct atom_table *names, struct arena *a);
const struct keyword_row *keyword_row(enum keyword k);
/* Spelling I (from 0) of the Chinese or English spellings; empty when there is
 * no such spelling. */
struct str keyword_spelling(enum keyword k, bool english, uint32_t i);
/* What the formatter writes: the first in that language, or in the other. */
struct str keyword_text(enum keyword k, bool english);
/* True when a name of this class needs quotes. */
bool keyword_reserved(enum keyword k);

static inline enum keyword
keyword_of(const struct keywords *k, atom name)
{
    return name < k->end ? (enum keyword)k->of[name] : NO_KEYWORD;
}

#endif

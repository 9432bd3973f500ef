/* Where a sentence stands in the text of a policy, as rules cite it: 一.1,
 * 一（二）.3, 第五条第二款.1, 前.1, 一.责任. spec/ledger.md has the whole
 * scheme.
 *
 * Two citations mean the same sentence when their keys are the same bytes. */
#ifndef TIAO_RUNTIME_LOCATOR_H
#define TIAO_RUNTIME_LOCATOR_H

#include "lang/base/str.h"

/* What a part is numbered by, the outer before the inner. */
enum mark_kind {
    MARK_NONE,
    MARK_CHAPTER,         /* 第一章 */
    MARK_SECTION,         /* 第一节 */
    MARK_ARTICLE,         /* 第五条 */
    MARK_PARAGRAPH,       /* 款: a paragraph of an article */
    MARK_NUMERAL,         /* 一、 */
    MARK_NUMERAL_BRACKET, /* （一） 第一项 */
    MARK_DIGIT,           /* 1. 第一目 */
    MARK_DIGIT_BRACKET,   /* （1） */
};

struct mark {
    enum mark_kind kind;
    uint32_t number, after; /* AFTER: of 第五条之一 */
    uint32_t len;           /* in bytes, blanks behind it included */
};

/* The mark that a line of a text begins with. */
bool mark_read(struct str line, struct mark *m);
/* Adds the step into the part that M numbers: to its name and its key. */
void mark_name(struct text *name, const struct mark *m);
void mark_key(struct text *key, bool top, const struct mark *m);

#define KEY_PREAMBLE "p"
#define KEY_CLOSING "c"

/* Adds what tells a sentence from others of its part: its number (0: the
 * heading), or 责任 with a number when it is not the first. */
void key_sentence(struct text *key, uint32_t number, bool responsible);
/* The key of CITATION; empty when it is no locator. One without a sentence is
 * the key of a part. */
struct str locator_key(struct arena *a, struct str citation);
/* Is the sentence or part of KEY within the part of WHOLE? */
bool key_within(struct str key, struct str whole);
/* CITATION, a locator, as its part and its sentence. */
void
locator_divide(struct str citation, struct str *part, struct str *sentence);
bool key_is_heading(struct str key);
bool key_is_responsible(struct str key);

/* How long the blank is that S begins with, in bytes; 0: none. */
uint32_t blank_at(struct str s);

#endif

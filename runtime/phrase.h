/* The words that answers and explanations are made of, in each language. */
#ifndef TIAO_RUNTIME_PHRASE_H
#define TIAO_RUNTIME_PHRASE_H

#include "lang/diag.h"

enum phrase {
#define PHRASE(id, zh, en) PHRASE_##id,
#include "runtime/phrase.def"
#undef PHRASE
    PHRASE_COUNT
};

enum { PHRASE_ARGS = 4 };

struct str phrase_str(enum phrase id, enum language l);
void phrase_add(struct text *to, enum phrase id, enum language l);
/* ARG are the texts of {0}, {1} ..; a place without one stays empty. */
void phrase_fill(struct text *to, enum phrase id, enum language l,
                 const struct str arg[PHRASE_ARGS]);
#define phrase_with(to, id, l, ...)                                            \
    phrase_fill((to), (id), (l), (const struct str[PHRASE_ARGS]){__VA_ARGS__})
/* 一.1 -> 措施一 第1句; several are divided by 、; other texts stay. */
void citation_words(struct text *to, struct str citation, enum language l);
/* 一 -> 措施一, 前 -> 前言: NAME is the locator of a part. */
void passage_words(struct text *to, struct str name, enum language l);

#endif

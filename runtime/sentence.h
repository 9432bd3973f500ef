/* The text of a policy, cut into parts and sentences that can be cited.
 * spec/ledger.md says exactly where one ends and the next begins. */
#ifndef TIAO_RUNTIME_SENTENCE_H
#define TIAO_RUNTIME_SENTENCE_H

#include "lang/base/vec.h"
#include "runtime/locator.h"
#include "runtime/sha256.h"

enum sentence_kind {
    SENTENCE_PLAIN,
    SENTENCE_HEADING,     /* .0: of its part */
    SENTENCE_RESPONSIBLE, /* .责任: the bracket that says who answers */
};

struct sentence {
    struct str locator, key;
    struct str text; /* of the text that was cut, without blanks around it */
    uint8_t kind;    /* enum sentence_kind */
    uint32_t group;
};

/* A measure or article with all below it; 前 and 后. */
struct sentence_group {
    struct str name;
    uint32_t first, n; /* its sentences */
};

struct sentences {
    VEC(struct sentence) list; /* in the order of the text */
    VEC(struct sentence_group) group;
};

/* The sentences of TEXT, which is right UTF-8 and outlives them. Any text has
 * an answer; locators are unique in it. */
void sentences_of(struct arena *a, struct str text, struct sentences *to);

enum { SENTENCE_HASH = 12 }; /* hexadecimal digits */

/* What tells TEXT from another: equal texts but for blanks that nobody reads,
 * characters that nobody sees and their composition have the same. */
struct str sentence_hash(struct arena *a, struct str text);

#endif

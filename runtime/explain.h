/* An explanation: the filled cells read backwards from one outcome, as the
 * steps a person follows (spec/explanation.md). */
#ifndef TIAO_RUNTIME_EXPLAIN_H
#define TIAO_RUNTIME_EXPLAIN_H

#include "runtime/reason.h"
#include "runtime/tiao.h"
#include "runtime/value.h"

/* A row as people see it: of which entity, and the period if there is one. */
struct subject {
    uint32_t entity; /* CASE_ENTITY: the case itself */
    uint32_t row;
    uint8_t period_kind; /* PERIOD_NONE: no period */
    uint32_t roster;     /* of PERIOD_ROSTER */
    int32_t period;
};

struct subject subject_of(const struct filled *f, struct spot at);
void
period_words(struct text *to, const struct speech *s, const struct subject *of);

/* The day or period of LEAF, which is a fact; nothing when it has none. */
void leaf_time_words(struct text *to, const struct speech *s,
                     const struct leaf *leaf);

/* LEAF, which is a fact, in words. */
struct tiao_ground
ground_of(struct arena *a, const struct speech *s, const struct leaf *leaf);

/* Which ends of the range of the cell at AT a person is told: not those that
 * nobody set. */
void ends_told(struct arena *a, const struct filled *f, struct spot at,
               bool *low, bool *high);

/* The steps back from decision DECISION, whose root is AT. The result lives
 * in A. */
struct tiao_explanation *
explain(struct arena *a, const struct speech *s, const struct filled *f,
        uint32_t decision, struct spot at, const struct walk_limits *limits);

/* The text as zero-ended bytes in its arena. */
const char *text_z(struct text *t);
const char *str_z(struct arena *a, struct str s);

#endif

/* Why not: the smallest changes of facts that would give what an outcome is
 * not (spec/explanation.md, "Why not").
 *
 * Nothing here has a meaning of its own. A change is other data; what it
 * comes to is what the walk over that data fills; what to change next is read
 * backwards from there. */
#ifndef TIAO_RUNTIME_WHYNOT_H
#define TIAO_RUNTIME_WHYNOT_H

#include "runtime/answer.h"

enum {
    WHYNOT_FACTS = 3,          /* in one change, at most */
    WHYNOT_EVALUATIONS = 1000, /* in one search */
    WHYNOT_VALUES = 256,       /* tried after one evaluation */
};

/* What would be better than the outcome there is. */
enum goal {
    GOAL_NOTHING,   /* not known, a fault, true ...: there is no why-not */
    GOAL_VALUE,     /* none: any value */
    GOAL_MORE,      /* an amount: a greater one */
    GOAL_FULFILLED, /* false: true */
};

/* One fact of one row, and what it would be instead. */
struct other {
    struct leaf leaf; /* the fact as it is */
    struct cell to;   /* a MEMBER of several: each of them does */
    uint32_t place;   /* the condition or row that reads it */
};

struct other_set {
    struct other at[WHYNOT_FACTS]; /* by fact, row and time */
    uint32_t n;
    /* Once it was evaluated: */
    struct spot spot;
    struct cell outcome;
};

/* ---- whynot_data.c ---- */

/* D with the changes of S, which D's columns are not touched by. */
struct data *data_changed(struct arena *a, const struct plan *p,
                          const struct data *d, const struct other_set *s);

/* ---- whynot_value.c ---- */

/* What each fact is compared with, by fact. */
struct compared {
    VEC(wide) constant; /* rising; those next to it as well */
    bool computed;      /* it is also used in another way */
};
struct compared *
compared_facts(struct arena *a, const struct plan *p, const uint8_t *slice);

struct others {
    struct other *at; /* WHYNOT_VALUES of them */
    uint32_t n;
};
/* Appends what LEAF, a known fact, could be instead: nearest first. */
void other_values(const struct filled *f, const struct compared *compared,
                  enum goal goal, const struct leaf *leaf, uint32_t place,
                  struct others *to);
/* Does A change its fact, which B changes too, no less than B does, and the
 * same way? */
bool other_further(const struct plan *p, const struct other *a,
                   const struct other *b);

/* ---- whynot.c ---- */

struct whynot {
    enum goal goal;
    struct asked asked;
    VEC(struct other_set) offer;
    VEC(uint32_t) failed; /* places of the conditions that are not met */
    uint32_t evaluations;
    bool stopped; /* by the limit of evaluations or of work */
};

void
whynot_find(struct arena *a, const struct filled *f, const struct asked *asked,
            const struct walk_limits *limits, struct whynot *out);

/* ---- whynot_words.c ---- */

struct tiao_why_not *
why_not(struct arena *a, const struct speech *s, const struct filled *f,
        const struct asked *asked, const struct walk_limits *limits);

#endif

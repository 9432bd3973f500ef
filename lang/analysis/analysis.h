/* Questions asked of a whole rulebook once its plan is made. Each is a file
 * of its own and a row of the table in analysis.c; what they find goes to the
 * rulebook's messages, what they prove into the plan. spec/analysis.md says
 * what is proved and what is not. */
#ifndef TIAO_ANALYSIS_ANALYSIS_H
#define TIAO_ANALYSIS_ANALYSIS_H

#include "lang/analysis/box.h"
#include "lang/model.h"

struct analysis {
    struct model *m;
    struct plan *plan;
    struct arena *arena; /* scratch */
    struct boxes boxes;
    VEC(struct span) never;      /* conditions that were said never to hold */
    VEC(struct written) divided; /* quotients that were said to fault */
    VEC(node_id) constraint;
    VEC(space_id) constraint_space;
};

/* P is the plan of M as model_lower made it: the alternatives, conditions and
 * headers noted in M are its nodes. FOR_ASKING: only questions whose answers
 * are errors, or proofs that evaluation uses. */
void model_analyse(struct model *m, struct plan *p, bool for_asking);

/* The questions. */
void analyse_conditions(struct analysis *a);
void analyse_alternatives(struct analysis *a);
void analyse_assertions(struct analysis *a);
void analyse_arithmetic(struct analysis *a);

/* Words for the first N inputs of a box: 托位数 = 50个、已备案 = 是. Only
 * what the box narrows. */
struct str witness_words(struct analysis *a, const struct cone *c,
                         const struct cell *input, uint32_t n);
/* A value of the type in words. */
void value_text(struct text *to, const struct plan *p, const struct type *t,
                struct cell cell);

/* Is the input a number whose domain has no end below that anyone wrote? */
bool input_far_down(const struct plan *p, const struct box_input *in);

#endif

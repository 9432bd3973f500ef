/* Answers: what the filled columns say of the decisions asked for, row by row
 * and period by period, as the public structs (runtime/tiao.h). */
#ifndef TIAO_RUNTIME_ANSWER_H
#define TIAO_RUNTIME_ANSWER_H

#include "runtime/explain.h"

/* One answer before it is put into words. */
struct asked {
    uint32_t decision;
    struct spot at; /* a row of the decision's root */
};

struct answering {
    struct arena *arena;
    struct arena *work; /* for what is not needed once there is an answer */
    const struct speech *speech;
    const struct filled *f;
};

/* The rows of DECISION that are answers: all but those that stand for rows
 * nobody named. Appended to TO. */
struct asked_list {
    VEC(struct asked) list;
};
void answer_rows(struct arena *a, const struct filled *f, uint32_t decision,
                 struct asked_list *to);
struct tiao_answer
answer_of(const struct answering *w, const struct asked *asked);
/* Places of the innermost rule, exception or 否则 that gave the outcome at AT,
 * and of the innermost one that cites something; 0 when none of them alone
 * did. */
struct given {
    uint32_t by, cited;
};
struct given answer_given(const struct filled *f, struct spot at);
/* Is ASKED, a truth, certainly false? */
bool answer_fails(const struct filled *f, const struct asked *asked);
enum tiao_decision_kind decision_kind(enum place_kind kind);

#endif

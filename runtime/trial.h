/* One run of a case: its facts as data, a walk, and whether what came out is
 * what it expects. */
#ifndef TIAO_RUNTIME_TRIAL_H
#define TIAO_RUNTIME_TRIAL_H

#include "lang/plan/case.h"
#include "runtime/answer.h"

struct trial {
    struct arena *arena; /* what is filled and read lives here */
    const struct plan *plan;
    const struct plan_case *test;
    const struct case_run *run;
    const struct walk_limits *limits;
    enum language language;
    bool all; /* decisions, not only those that are expected to be something */
    /* Filled in by trial_walk. */
    struct case_time time;
    VEC(const struct case_expected *) expected;
    struct data *data;
    struct filled filled;
    struct speech speech;
};

/* The expectations of a run: those that all rows share, then its own. */
uint32_t
run_expectations(const struct plan_case *test, const struct case_run *run);
const struct case_expected *
run_expected(const struct plan_case *test, const struct case_run *run,
             uint32_t i);

/* A run evaluates once for each time that it asks about: fills what its
 * expectation FIRST asks for, and those that ask about the same time. False
 * when FIRST was filled with an earlier one; then nothing was done. */
bool trial_walk(struct trial *t, uint32_t first, enum walk_status *status);

/* The outcomes that E is about: one, or one for each period. */
void trial_outcomes(struct trial *t, const struct case_expected *e,
                    struct asked_list *to);
bool trial_holds(struct trial *t, const struct case_expected *e,
                 const struct asked *asked);
/* What E asks for, and what ASKED came to, in words. */
void trial_expected_words(struct trial *t, const struct case_expected *e,
                          const struct asked *asked, struct text *to);
void trial_got_words(struct trial *t, const struct case_expected *e,
                     const struct asked *asked, struct text *to);

#endif

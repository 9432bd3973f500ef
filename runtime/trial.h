/* One run of a case: its facts as data, one walk, and whether what came out is
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
    struct data *data;
    struct filled filled;
    struct speech speech;
};

/* Fills what the expectations of RUN ask for. */
enum walk_status trial_walk(struct trial *t, struct arena *a,
                            const struct plan *p, const struct plan_case *test,
                            const struct case_run *run,
                            const struct walk_limits *limits,
                            enum language language);

/* The expectations of the run: those that all rows share, then its own. */
uint32_t trial_expectations(const struct trial *t);
const struct case_expected *trial_expected(const struct trial *t, uint32_t i);

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

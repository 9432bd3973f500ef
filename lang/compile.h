/* The whole journey of a rulebook, for those who need no stop on it: the
 * texts in a source become a checked plan. */
#ifndef TIAO_COMPILE_H
#define TIAO_COMPILE_H

#include "lang/diag.h"
#include "lang/plan/plan.h"

struct compile_limits {
    uint32_t file, line, token, name, nesting, digits, text;
    uint32_t rules;     /* of the whole rulebook */
    uint32_t depth;     /* of what rests on what */
    uint32_t readings;  /* combinations looked at for one table */
    uint64_t plan;      /* nodes, counted before they are made */
    bool for_asking;    /* what can only be a warning is not looked for */
    bool drafting;      /* drafting notes are, and no warnings */
    bool without_cases; /* they may be passed over unread */
};

/* An expression that becomes one more decision, called "?": the last file of
 * the source. */
struct compile_question {
    bool asked;
    struct str entity; /* whose rows it is about; "" is the case */
};

/* The plan of all files of S, in A, or null when DIAGS got an error. QUESTION
 * may be null. */
const struct plan *
compile(struct arena *a, struct source *s, struct diags *diags,
        const struct compile_limits *limits,
        const struct compile_question *question);

#endif

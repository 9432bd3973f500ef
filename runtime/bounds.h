/* Boundary cases (`tiao cases`): for everything that cases should reach
 * (runtime/coverage.h) a small case that reaches it, with values at the ends
 * of where it is reached.
 *
 * A box of facts, split at what the plan compares with (lang/analysis/box.h),
 * proposes; the evaluation of a case (runtime/trial.h) disposes: a case is
 * kept for what it gives there, and its outcome is what comes out there. The
 * world of these cases has at most one row of each entity. */
#ifndef TIAO_RUNTIME_BOUNDS_H
#define TIAO_RUNTIME_BOUNDS_H

#include "lang/analysis/box.h"
#include "runtime/coverage.h"

/* What is given, and which decision is asked about which row. */
struct attempt {
    uint32_t decision, row;
    struct case_time time;
    VEC(struct case_fact) fact;
    VEC(struct case_choice) choice;
};

/* How two facts have to compare: RELATION_LESS .. of their values. */
struct wish_relation {
    uint32_t fact, other;
    uint8_t mask;
};

/* What a box says of the facts, the readings and the time; can = 0: nothing. */
struct wishes {
    bool *asked; /* by fact: what is wanted looks at it */
    /* ... at the day, at the period. */
    bool day_asked, period_asked;
    struct cell *fact;    /* by fact */
    struct cell *reading; /* by reading */
    struct cell day;
    uint8_t period_kind; /* PERIOD_NONE: nothing is said of a period */
    struct cell period;
    VEC(struct wish_relation) relation;
};

/* What a case should reach: an item of the coverage, or (ITEM NO_ITEM) that
 * NODE is TRUTH in some row. */
enum { NO_ITEM = UINT32_MAX };

struct goal {
    uint32_t item;
    node_id node;
    bool truth;
};

/* A case that was kept, with its outcome. */
struct bound {
    struct attempt given;
    struct cell outcome;
    uint32_t type; /* of the outcome */
};

struct bounds_root {
    node_id node;
    uint32_t decision;
};

struct bounds {
    struct arena *keep, *work;
    const struct plan *plan;
    const struct walk_limits *limits;
    enum language language;
    int32_t day; /* the as-of day where nothing speaks for another */
    struct boxes boxes;
    struct coverage coverage;
    struct bounds_root *root; /* of all decisions, rising */
    bool *present;  /* by entity: of the decision at hand, has it a row? */
    uint32_t whose; /* the decision that PRESENT is about, or UINT32_MAX */
    bool *reached;  /* by item of the coverage */
    VEC(struct bound) found;
    uint64_t done, most; /* node-rows: of all evaluations, and their limit */
    bool stopped;        /* at the limit */
};

/* ---- bounds_box.c ---- */

enum aim_want {
    AIM_FALSE,
    AIM_TRUE,
    AIM_NONE,
    AIM_KEPT, /* true, or none: a constraint */
};

struct aim_part {
    node_id node;
    uint8_t want; /* enum aim_want */
};

/* One way to reach an item: NODE is asked for, and each part is as wanted. */
struct aim {
    node_id node;
    VEC(struct aim_part) part;
};

struct aims {
    VEC(struct aim) list;
};
/* The ways to reach item number ITEM of the coverage. */
void aims_of(struct bounds *b, uint32_t item, struct aims *to);
/* AIM, without any exception of DECISION that the goal does not stand in. */
struct aim aim_alone(struct bounds *b, const struct aim *aim, uint32_t decision,
                     const struct goal *goal);
/* The way to reach a goal that is a node. */
struct aim aim_of_node(struct bounds *b, const struct goal *goal);
/* The comparisons that DECISION makes itself, not those of the decisions it
 * rests on. */
struct nodes_found {
    VEC(node_id) list;
};
void
comparisons_of(struct bounds *b, uint32_t decision, struct nodes_found *to);
/* A box in which all that AIM wants is so, at the usual time if it can be, and
 * the constraints are kept when CONSTRAINED; false when none was found. Without
 * constraints its values are those that people write more often. */
bool aim_box(struct bounds *b, const struct aim *aim, bool constrained,
             struct wishes *to);
/* Nothing is wished. */
void wishes_init(struct bounds *b, struct wishes *w);

/* ---- bounds_try.c ---- */

/* Has the type numbers, days or periods, and may one of them be V? */
bool is_line_type(const struct type *t);
bool line_within(const struct type *t, wide v);
void attempt_start(struct bounds *b, struct attempt *at, uint32_t decision,
                   const struct wishes *w);
/* Gives facts to AT until the outcome is known; false when it stays unknown or
 * a constraint is broken. */
bool
attempt_complete(struct bounds *b, struct attempt *at, const struct wishes *w);
/* AT as a case; TO lives in the work arena. */
void
attempt_trial(struct bounds *b, const struct attempt *at, struct trial *to);
/* A value of the fact, as people write one where nothing asks for another. */
struct cell
value_usual(struct bounds *b, const struct attempt *at, uint32_t fact);
struct attempt attempt_copy(struct bounds *b, const struct attempt *at);
/* Does AT, which is complete, reach the goal? */
bool attempt_reaches(struct bounds *b, const struct attempt *at,
                     const struct goal *goal);
bool entity_present(struct bounds *b, uint32_t decision, uint32_t entity);

/* ---- bounds_keep.c ---- */

bool attempt_same(const struct bounds *b, const struct attempt *x,
                  const struct attempt *y);
/* Keeps AT, which is complete, unless it is there. */
void bound_keep(struct bounds *b, const struct attempt *at);
/* AT reaches the goal: keeps it at the ends of where it does. */
void bounds_keep(struct bounds *b, struct attempt *at, const struct wishes *w,
                 const struct goal *goal);
/* ---- bounds.c ---- */

/* Fills B->found, in the order of what is reached. */
void bounds_find(struct bounds *b);

/* ---- bounds_text.c ---- */

struct bounds_writing {
    struct text *to;
    struct bounds *b;
    const bool *kept; /* by case of the plan: it stays, and so does its name */
    VEC(struct str) name;
};

/* Has a case words for all that BOUND gives and for its outcome? */
bool bound_writable(const struct bounds *b, const struct bound *bound);
/* The N cases of LIST, which ask for one decision, as the text of a rule
 * file. */
void bounds_write(struct bounds_writing *w, struct bound **list, uint32_t n);

#endif

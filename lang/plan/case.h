/* Cases as data of the plan: what each gives and what it expects, with every
 * name resolved, so that running them needs no tree (runtime/trial.h). */
#ifndef TIAO_PLAN_CASE_H
#define TIAO_PLAN_CASE_H

#include "lang/plan/plan.h"

/* A fact of one row. A state's WHEN is the day from which it holds, a flow's
 * the number of the period. */
struct case_fact {
    uint32_t fact, row;
    bool timed; /* WHEN counts */
    int32_t when;
    struct cell value; /* can = 0: not known, also when given before */
};

struct case_choice {
    uint32_t reading;
    struct cell value; /* the mask of the alternatives that may hold */
};

struct case_assumption {
    uint32_t decision, row;
    bool timed;
    int32_t when; /* the period */
    struct cell value;
};

/* The as-of day and the days between which periods are asked for; can = 0:
 * not said. */
struct case_time {
    struct cell asof, from, to;
};

enum case_expect {
    CASE_EXPECT_VALUE, /* one outcome: a value */
    CASE_EXPECT_NONE,
    CASE_EXPECT_RANGE, /* every value still possible lies within */
    CASE_EXPECT_UNKNOWN,
    CASE_EXPECT_CONFLICT,
};

/* What is expected to decide an outcome. */
enum case_reason_kind {
    CASE_REASON_FACT,
    CASE_REASON_READING,
    CASE_REASON_ROWS, /* which rows an entity has */
    CASE_REASON_AS_OF,
};

struct case_reason {
    uint8_t kind;   /* enum case_reason_kind */
    uint32_t index; /* of the fact, reading or entity */
    uint32_t row;   /* FACT */
};

struct case_expected {
    uint32_t decision, row;
    uint8_t kind;             /* enum case_expect */
    bool low, high;           /* RANGE: which ends there are */
    bool low_open, high_open; /* ... and which are not included */
    bool reasoned;            /* 因 was written */
    bool timed;               /* (.. 于 D): */
    struct case_time time;
    struct cell value; /* VALUE: the value; RANGE: its ends */
    const struct case_reason *reason;
    uint32_t reasons;
    struct str words; /* what is expected, as written */
    uint32_t lo, hi;  /* span in the rulebook's text */
};

struct case_part {
    const struct case_fact *fact;
    const struct case_choice *choice;
    const struct case_assumption *assumption;
    struct case_expected *expected;
    uint32_t facts, choices, assumptions, expecteds;
};

/* The rows of one entity. */
struct case_table {
    uint32_t rows;
    bool open;
    int32_t open_from;    /* as in table_data */
    const struct str *id; /* empty: the row has no name */
};

/* One evaluation: the whole case, or one row of its table. */
struct case_run {
    uint32_t number;  /* of the row, from 1; 0: there is no table */
    struct str words; /* the row as written */
    uint32_t lo, hi;
    struct case_part own; /* after, and in the place of, what all share */
};

struct plan_case {
    struct str name, citation;
    uint32_t lo, hi; /* of its name */
    struct {
        uint32_t lo, hi;
    } whole;                        /* of the declaration */
    bool unconfirmed;               /* nobody has said yet that it is right */
    const struct case_table *table; /* by entity */
    struct case_time time;
    struct case_part common;
    struct case_run *run;
    uint32_t runs;
};

#endif

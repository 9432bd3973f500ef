/* Cases: what their names mean and whether their values fit; for the
 * check_case*.c files. The result is the plan's own form of a case but for
 * decisions, which are still those of the model. */
#ifndef TIAO_LANG_CHECK_CASE_H
#define TIAO_LANG_CHECK_CASE_H

#include "lang/constant.h"
#include "lang/declare.h"
#include "lang/plan/case.h"

/* A row that the case names. */
struct case_row {
    atom name; /* 0: it has no name */
    struct span at;
    uint32_t entity, row;
};

struct case_parts {
    VEC(struct case_fact) fact;
    VEC(struct case_choice) choice;
    VEC(struct case_assumption) assumption;
    VEC(struct case_expected) expected;
};

struct case_check {
    struct model *m;
    struct node *node;
    struct case_table *table; /* by entity */
    VEC(struct case_row) row;
    struct case_parts *to;
};

enum case_ref_kind {
    CASE_REF_WRONG, /* a message was given */
    CASE_REF_FACT,
    CASE_REF_READING,
    CASE_REF_DECISION,
    CASE_REF_ROWS, /* an entity by itself */
    CASE_REF_AS_OF,
};

/* What a path of a case means. */
struct case_ref {
    uint8_t kind;
    uint32_t entity, row; /* FACT, DECISION: of which row */
    struct field *field;
    struct reading *reading;
    struct decision *decision;
    const struct node *on; /* DECISION: (path 于 this), or null */
};

/* What a place asks for, where a name could be several things. */
enum case_want {
    CASE_WANT_FACT,     /* 设: a fact or a reading */
    CASE_WANT_DECISION, /* 预期, 假定 */
    CASE_WANT_EITHER,   /* the head of a column */
    CASE_WANT_REASON,   /* 因 */
};

/* A row of the case: of ENTITY, or nothing yet. */
struct case_target {
    bool found;
    uint32_t entity, row;
};

/* check_case_name.c */
void case_rows_declare(struct case_check *c);
/* The row that facts of the 设 GIVEN are about. */
struct case_target
case_target_of(struct case_check *c, const struct node *given);
struct case_ref case_resolve(struct case_check *c, const struct node *path,
                             struct case_target of, enum case_want want);
/* N as a value of TYPE, rows of the case included. */
bool case_value(struct case_check *c, const struct node *n, struct vtype type,
                struct cell *value);

/* The day or period N, as the time of a question; false after a message. */
bool
case_time(struct case_check *c, const struct node *n, struct case_time *to);

/* check_case_part.c */
void
case_fact(struct case_check *c, const struct node *fact, struct case_target of);
void case_assuming(struct case_check *c, const struct node *fact);
void case_expect(struct case_check *c, const struct node *expected);
/* FACT of REF has the value N (or, where N is null, NEGATED or not). */
void case_given(struct case_check *c, const struct case_ref *ref,
                const struct node *n, struct span at, bool negated,
                const struct node *from, const struct node *on);
/* REF is expected to be N, because of BECAUSE (or null). */
void
case_expected(struct case_check *c, const struct case_ref *ref,
              const struct node *n, struct span at, const struct node *because);

/* check_case.c: all cases of a model whose rules are checked. */
void check_cases(struct model *m);

#endif

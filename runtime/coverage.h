/* What cases reach: rules, exceptions, rows of tables, conditions both ways,
 * alternatives of readings. Nothing is counted while a case runs: the filled
 * cells of its guards say afterwards what applied. */
#ifndef TIAO_RUNTIME_COVERAGE_H
#define TIAO_RUNTIME_COVERAGE_H

#include "runtime/trial.h"

struct coverage_item {
    uint8_t kind;   /* enum tiao_covered_kind */
    uint32_t place; /* READING: which reading */
    uint32_t alternative;
    VEC(uint32_t) by; /* cases, by number, each once */
};

/* A guard of the plan, with the place that it decides. */
struct coverage_guard {
    node_id node, condition, value;
    node_id before; /* OTHERWISE: what it stands in for; NO_NODE */
    bool used;      /* some node or decision reads the guard itself */
    uint32_t next;  /* of the same place; UINT32_MAX: the last */
};

struct coverage {
    struct arena *arena;
    const struct plan *plan;
    VEC(struct coverage_item) item; /* in the order of the text */
    VEC(struct coverage_guard) guard;
    uint32_t *guard_of; /* by place: the first; UINT32_MAX: none */
    uint32_t *mark_of;  /* by place: its marks start here in BY_PLACE */
    struct plan_mark *by_place;
    uint32_t *owner; /* by place: what it stands in; 0: nothing */
};

void coverage_init(struct coverage *c, struct arena *a, const struct plan *p);
/* Adds what the trial T of case TEST reached. */
void coverage_add(struct coverage *c, struct trial *t, uint32_t test);
/* Does the trial T reach item number ITEM? */
bool coverage_reaches(const struct coverage *c, struct trial *t, uint32_t item);

#endif

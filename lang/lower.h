/* From the checked tree to the plan; for the lower_*.c files. */
#ifndef TIAO_LANG_LOWER_H
#define TIAO_LANG_LOWER_H

#include "lang/base/map.h"
#include "lang/builtin.h"
#include "lang/table.h"

struct binding {
    const struct node *local; /* LET */
    node_id node;
};

/* Where an expression is evaluated: on which space, for which row, as of
 * which day, in which period. */
struct env {
    struct env *outer;
    bool derived; /* the row of OUTER, in other circumstances */
    space_id space;
    struct entity *row;
    node_id self; /* the row; NO_NODE on the case */
    node_id asof;
    node_id today;  /* the as-of day of the case, whatever the period */
    uint8_t period; /* enum period_kind; NONE: none */
    node_id period_node;
    node_id guard; /* rows that count; NO_NODE: all */
    const struct decision *helper;
    const node_id *argument; /* by parameter of HELPER */
    VEC(struct binding) local;
};

/* One lowering of one decision. */
struct instance {
    uint32_t decision;
    space_id space;
    node_id self, asof, today, period, node;
};

struct lowering {
    struct model *m;
    struct arena *arena;
    struct plan_builder *b;
    const struct plan *p;
    node_id asof, yes, no, asked_from, asked_to;
    const struct plan_place *of; /* the rule being lowered, for what it says */
    node_id context;             /* what the rule being lowered fires on */
    uint32_t within;             /* the decision being lowered */
    bool covered;                /* a gap in its table is provided for */
    space_id *table;             /* by entity */
    uint32_t *plan_decision;     /* by model decision: index, or UINT32_MAX */
    struct map instance_at;
    VEC(struct instance) instance;
    VEC(struct plan_place) place;
    struct map place_of;        /* by address of what it stands for */
    VEC(bool) timeless;         /* by node: does not depend on the day */
    VEC(uint32_t) node_place;   /* by node: the least of its places */
    VEC(struct plan_mark) mark; /* all of them */
};

/* Nodes. */
node_id
lower_node(struct lowering *l, const struct env *e, enum op op, uint32_t type,
           uint32_t a, uint32_t b, const node_id *operand, uint32_t n);
node_id lower_1(struct lowering *l, const struct env *e, enum op op,
                uint32_t type, node_id x);
node_id lower_2(struct lowering *l, const struct env *e, enum op op,
                uint32_t type, node_id x, node_id y);
/* Notes NODE and where it is written, for the analysis of arithmetic. */
void lower_written(struct lowering *l, node_id node, const struct node *n);
/* NODE on exactly E's space, not on the case. */
node_id lower_on(struct lowering *l, const struct env *e, node_id node);
/* NODE, readable from E though it lives on an outer space. */
node_id lower_bring(struct lowering *l, const struct env *e, node_id node);
node_id lower_constant(struct lowering *l, uint32_t type, wide value);
node_id lower_none(struct lowering *l, uint32_t type);
node_id lower_number(struct lowering *l, struct vtype t, wide value);
node_id lower_day(struct lowering *l, int32_t day);
node_id
lower_and(struct lowering *l, const struct env *e, node_id x, node_id y);
node_id lower_all(struct lowering *l, const struct env *e, const node_id *x,
                  uint32_t n);
node_id lower_any(struct lowering *l, const struct env *e, const node_id *x,
                  uint32_t n);
node_id lower_not(struct lowering *l, const struct env *e, node_id x);

/* Types of columns. */
uint32_t type_plan(struct lowering *l, struct vtype t);
uint32_t type_truth(struct lowering *l);
uint32_t type_date(struct lowering *l);
uint32_t type_row(struct lowering *l, const struct entity *e);
uint32_t type_period(struct lowering *l, uint8_t kind);
struct vtype node_vtype(const struct lowering *l, const struct node *n);
/* VALUE, a number worth FROM, as a number worth TO; NO_NODE on overflow. */
node_id lower_number_as(struct lowering *l, wide value, struct vtype from,
                        struct vtype to);
/* NODE, worth FROM, as a TO: what check_fits allowed. */
node_id lower_convert(struct lowering *l, const struct env *e, node_id node,
                      struct vtype from, struct vtype to);

/* Expressions. */
node_id lower_expr(struct lowering *l, struct env *e, const struct node *n);
node_id lower_as(struct lowering *l, struct env *e, const struct node *n,
                 struct vtype want);
/* A condition, with a place for each of its parts that can be read alone. */
node_id lower_condition(struct lowering *l, struct env *e, const struct node *n,
                        const struct plan_place *of);
/* Does SUBJECT, worth TYPE, pass the test N? */
node_id lower_test(struct lowering *l, struct env *e, node_id subject,
                   struct vtype type, const struct node *n);
node_id lower_call(struct lowering *l, struct env *e, const struct node *n);
node_id
lower_field(struct lowering *l, struct env *e, struct field *f, node_id self);
node_id
lower_first_day(struct lowering *l, const struct env *e, node_id period);
node_id lower_last_day(struct lowering *l, const struct env *e, node_id period);
/* The space of the periods PERIOD (as in the checker) of each row of PARENT
 * between the days FROM and TO. */
space_id lower_each(struct lowering *l, space_id parent, uint8_t period,
                    node_id from, node_id to);
/* The environment of the rows of a collection. */
struct env *lower_rows(struct lowering *l, struct env *e, const struct node *n);
/* A row further on: what STEP of the path N is for the row SELF of E. */
node_id lower_step(struct lowering *l, struct env *e, const struct node *n,
                   node_id self);
struct env *env_copy(struct lowering *l, struct env *e);

/* E for each period of KIND between two days. */
struct env *env_periods(struct lowering *l, struct env *e, uint8_t kind,
                        node_id from, node_id to);

/* Rules. */
/* What a rule comes to: when it applies, and its value then. */
struct firing {
    node_id fires, value;
};
/* 当, 施行, 失效 and 自 .. 至 .. of N together. */
node_id
lower_rule_condition(struct lowering *l, struct env *e, const struct node *n,
                     const struct plan_place *place);
/* F's value where it fires, as a node that stands for PLACE. */
node_id lower_guard(struct lowering *l, struct env *e, struct firing f,
                    uint32_t place, uint32_t type);
node_id lower_decision(struct lowering *l, struct env *e, struct decision *d,
                       node_id self);
/* The body of D in E, whose row it is about. */
node_id lower_body(struct lowering *l, struct env *e, struct decision *d);
node_id lower_helper(struct lowering *l, struct env *e, struct decision *d,
                     const node_id *argument);
/* A table in 取, output OUTPUT, worth WANT. */
node_id
lower_table(struct lowering *l, struct env *e, const struct node *n,
            uint32_t output, struct vtype want, const struct plan_place *of);
/* The conditions under which each row of TABLE applies; an array. With OF,
 * its cells are conditions that can be read alone. */
node_id *
lower_row_guards(struct lowering *l, struct env *e, const struct table *table,
                 const struct plan_place *of);
node_id lower_part(struct lowering *l, struct env *e, struct decision *d);
/* lower_duty.c: the worst of what D is the worst of. */
node_id lower_worst(struct lowering *l, struct env *e, struct decision *d);
/* The row of 对 around E, whose rows are the events that D answers. */
void env_through(struct lowering *l, struct env *e, const struct decision *d);
void duties_lower(struct lowering *l, struct plan *p);

/* Places. OWNER: the tree node or rule it stands for; made once. */
uint32_t
lower_place(struct lowering *l, const void *owner, struct plan_place place);
/* Says that NODE stands for PLACE, among others. */
void lower_mark(struct lowering *l, node_id node, uint32_t place);
/* lower_case.c: the cases, when all decisions have their numbers. */
void cases_lower(struct lowering *l, struct plan *p);
void cited_lower(struct lowering *l, struct plan *p);
struct str cites_text(struct lowering *l, const struct node *n);

#endif

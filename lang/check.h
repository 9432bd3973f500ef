/* Giving every expression a type and every name a meaning. */
#ifndef TIAO_LANG_CHECK_H
#define TIAO_LANG_CHECK_H

#include "lang/builtin.h"
#include "lang/constant.h"
#include "lang/declare.h"

/* Where names are looked up, innermost first. A scope with a row counts as
 * one step of ref.depth. */
struct scope {
    struct scope *outer;
    struct entity *row; /* null: no row of its own */
    atom alias;
    uint8_t period;          /* of 本期; NONE: as outside */
    bool day;                /* under 于: periods are those of that day */
    bool any_period;         /* an aggregate names the periods: */
    uint8_t found_period;    /* the kind its value was found to have */
    struct rule *rule;       /* whose 令 are in sight */
    struct node *holder;     /* the node with LET clauses */
    uint32_t lets;           /* how many of them so far */
    struct decision *helper; /* whose parameters are in sight */
};

struct checker {
    struct model *m;
    struct diags *diags;
    struct scope *scope;
    bool blind; /* names that are not known have a reason elsewhere */
    struct decision *running; /* for the path of a circle */
};

/* WANT: what the place asks for, or null; it finds members of rosters by
 * name. It does not convert: see check_fits. */
struct vtype
check_expr(struct checker *c, struct node *n, const struct vtype *want);
/* As check_expr, but refuses 无 and collections. */
struct vtype
check_value(struct checker *c, struct node *n, const struct vtype *want);
void check_condition(struct checker *c, struct node *n);
/* check_or.c: the conditions of the OR node N; values where it wants conditions
 * are reported as such. */
void check_or(struct checker *c, struct node *n);
/* Can N, of type GOT, be stored as WANT? Reports when not. */
bool check_fits(struct checker *c, const struct node *n, struct vtype got,
                struct vtype want);
/* The type both A and B can become, for N; poison when there is none. */
struct vtype check_unify(struct checker *c, const struct node *n,
                         struct vtype a, struct vtype b);
/* One test of a cell or of 属于 against a subject of type SUBJECT. CELL: a
 * bare number takes the subject's unit. */
void
check_test(struct checker *c, struct node *n, struct vtype subject, bool cell);
/* check_finding.c: the fact that says whether what the IN node N does not list
 * belongs to it. */
struct field *check_finding(struct checker *c, struct node *n);
struct vtype check_call(struct checker *c, struct node *n);
/* check_rows.c: warns when the aggregate N runs over all rows of an entity
 * though those that belong to the row of 对 are likely meant. */
void check_whose_rows(struct checker *c, const struct node *n,
                      const struct call *call);
struct vtype check_path(struct checker *c, struct node *n);
/* Looks a name up; null when a message was given. */
struct vtype
check_name(struct checker *c, struct node *n, const struct vtype *want);
/* The type of a reference to D from here, its period minded. */
struct vtype
check_decision_use(struct checker *c, const struct node *n, struct decision *d);
struct vtype
check_field_use(struct checker *c, const struct node *n, struct field *f);
/* Whether the subject of the rule being read is itself unknown: then nothing
 * can be said of what it has. */
bool scope_astray(const struct checker *c);
/* check_rule.c: types D and all its rules; false inside a circle. */
bool check_decision(struct checker *c, struct decision *d);

/* Sets N's type. */
struct vtype typed(struct checker *c, struct node *n, struct vtype t);
struct ref *ref_new(struct checker *c, struct node *n, enum ref_kind kind);

static inline bool
is_poison(struct vtype t)
{
    return t.kind == V_POISON;
}

extern const struct vtype vtype_poison, vtype_truth;

#endif

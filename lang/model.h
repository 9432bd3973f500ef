/* A checked rulebook: what its names mean. Between the tree and the plan.
 *
 * declare.c enters every declaration, check_*.c give types to the tree and
 * resolve its names (node.type, node.meaning), lower_*.c read both. */
#ifndef TIAO_LANG_MODEL_H
#define TIAO_LANG_MODEL_H

#include "lang/ast.h"
#include "lang/diag.h"
#include "lang/plan/plan.h"
#include "lang/vtype.h"

enum entity_form {
    ENTITY_CASE,    /* the case itself: one row */
    ENTITY_DATA,    /* 实体 */
    ENTITY_ROSTER,  /* 名册 机关 日历 */
    ENTITY_ENUM,    /* the list in a fact's type */
    ENTITY_READING, /* the alternatives of a 疑义 */
};

struct field;
struct decision;
struct duty;
struct rule;

struct entity {
    atom name;
    uint8_t form;
    bool body; /* 机关: its members may be bearers */
    struct node *node;
    uint32_t index; /* of the plan's entity */
    VEC(atom) member;
    VEC(struct span) member_at;
    VEC(atom) member_en; /* of 义务状态: the same in the other language */
    VEC(struct field *) field;
    VEC(struct field *) link; /* facts of others that refer to it */
    struct cell *declared;    /* of a roster: member * fields + slot */
};

struct field {
    atom name;
    struct entity *of; /* null: a parameter or an output */
    struct node *node;
    struct vtype type;
    uint8_t form;   /* enum fact_form */
    uint8_t period; /* of a flow */
    bool bounded, used;
    wide lo, hi; /* in the type's unit and scale */
    struct str question, evidence, awaits, citation;
    uint32_t index, slot; /* of the plan's fact */
    struct node *presumption;
    struct cell presumed;
};

struct reading {
    atom name;
    struct node *node;
    struct entity *alternatives;
    VEC(struct str) text;
    uint32_t taken, index;
    bool used;
};

/* Something with 当 and 取: a rule of a decision, a proviso, an exception. */
struct rule {
    atom label;        /* 0 for a proviso without one */
    uint8_t kind;      /* enum place_kind: RULE EXCEPTION */
    struct node *node; /* RULE STANDARD EXCEPTION BUT */
    struct decision *decision;
    struct rule *within;          /* a proviso: under this rule's 当 */
    atom alias;                   /* 对 甲 : 机构 */
    VEC(struct rule *) exception; /* that take precedence over it */
    bool linked;                  /* its target was found */
    bool astray;                  /* an exception in a circle */
    bool may_be_none;             /* what it gives, once it applies */
    uint32_t place;
    uint32_t number; /* tells its guard from equal ones */
};

enum decision_kind {
    DECISION_RULE,
    DECISION_STANDARD,
    DECISION_HELPER, /* with parameters: no outcome by itself */
    DECISION_CONSTRAINT,
    DECISION_ASSERTION,
    DECISION_PART,   /* a part of a split */
    DECISION_OUTPUT, /* one of several outputs of a rule */
    DECISION_DUTY,   /* the status of a duty */
    DECISION_FACET,  /* what else there is to say of a duty: of its `of` */
};

enum check_state { CHECK_NOT, CHECK_RUNNING, CHECK_DONE };

struct decision {
    atom name;
    uint8_t kind, state; /* enum check_state */
    uint8_t period;      /* 每: enum period_kind */
    uint8_t combine;     /* enum policy between rules */
    bool used, faulty;
    bool astray;       /* 对 names nothing: its facts cannot be known */
    bool asked;        /* a question: its type is what it gives */
    struct entity *on; /* 对; the case when it has none */
    struct node *node;
    struct vtype type;
    bool bounded;
    wide lo, hi;
    VEC(struct field *) parameter;
    VEC(struct decision *) output; /* of a rule with several */
    VEC(struct rule *) rule;
    VEC(struct rule *) exception; /* over all rules */
    struct node *otherwise;
    struct field *awaited; /* a standard that 待 X 定: its input */
    /* PART, OUTPUT. */
    struct decision *of;
    struct split *split;
    uint32_t number;       /* which part or output */
    struct duty *duty;     /* DUTY, FACET */
    struct field *through; /* of a duty that answers an event: the row of 对
                            * is the one that this fact names */
    VEC(struct decision *) facet; /* of a DUTY */
    VEC(struct decision *) worst; /* it is the worst of these, row by row; */
    bool worst_of_windows;        /* or of all windows of `of` */
    bool of_bearer;               /* a FACET: the status of one bearer */
    VEC(struct split *) splits;   /* that divide it */
    uint32_t index;               /* of the plan's decision */
    uint32_t place;
    uint32_t rests;             /* how many decisions deep it rests on others */
    struct decision *waits_for; /* while RUNNING: for the path of a circle */
};

struct split {
    atom name;
    struct node *node;
    struct entity *on;
    atom alias;
    VEC(struct decision *) whole;
    VEC(atom) part;
    bool astray;            /* what it divides is not known */
    struct entity *members; /* 按 多个: the parts are this roster's */
    VEC(struct decision *) decision; /* whole * parts + part */
    uint32_t rest;                   /* which part takes the remainder */
    bool used;
};

/* Who answers for a duty. */
enum bearer_kind {
    BEARER_BODY, /* MEMBER of the 机关 ROSTER */
    BEARER_ROW,  /* the row of 对 itself */
    BEARER_FACT, /* whom FACT of the row names */
};

struct bearer {
    uint8_t kind; /* enum bearer_kind */
    bool lead;
    bool standing; /* by a 责任 clause of the rulebook or the measure */
    struct entity *roster;
    uint32_t member;
    struct field *fact;
};

/* What a duty asks for: the three kinds of the kernel, what they forbid, and
 * words that nothing can be measured by. */
enum duty_form {
    DUTY_WORDS,
    DUTY_EVENT, /* an event in a window */
    DUTY_REACH, /* a state reached by a day */
    DUTY_KEEP,  /* a state kept */
    DUTY_NO_EVENT,
    DUTY_NO_STATE,
};

struct duty {
    atom name;
    struct node *node;
    uint8_t modality;       /* enum modality */
    uint8_t form;           /* enum duty_form */
    bool severally;         /* 各自 */
    struct entity *on;      /* 对; the case when it has none */
    struct entity *trigger; /* 自 .. 起: the event it answers */
    struct entity *event;   /* EVENT, NO_EVENT */
    VEC(struct bearer) bearer;
    VEC(atom) follows; /* 违反则 and 补救: the duties that arise */
    struct decision *status;
    /* Facets; null where it has none. */
    struct decision *due, *done, *since, *overall;
};

struct label { /* a rule, exception or proviso by name */
    atom name;
    struct rule *rule;
    struct span at;
};

struct plan_case;

struct test_case {
    atom name;
    struct node *node;
    struct plan_case *plan; /* the checker's: lang/check_case.h */
};

/* Alternatives that the plan chooses between: what the analysis of the
 * rulebook asks about. Recorded while the plan is made. */
enum group_kind {
    GROUP_TABLE,      /* rows of a decision table */
    GROUP_RATIO,      /* rows of the table of a split */
    GROUP_RULES,      /* the rules of a decision */
    GROUP_EXCEPTIONS, /* exceptions to one thing */
};

struct group_arm {
    node_id guard;
    node_id value;         /* NO_NODE: not looked at */
    struct span at, whole; /* where to point; all of it */
    atom label;            /* of a rule; 0 of a row */
};

/* Where a node is written: a condition, the header of a table, a sum or
 * product. */
struct written {
    node_id node;
    struct span at;
    uint32_t within; /* the decision being lowered, by number */
};

struct group {
    uint8_t kind;      /* enum group_kind */
    uint8_t policy;    /* of a table, or between rules */
    bool covered;      /* 否则 or another rule stands in for a gap */
    node_id node;      /* the ONE or AGREE; else NO_NODE */
    node_id context;   /* the condition it stands under; or NO_NODE */
    const void *owner; /* table or decision: groups of one owner differ only
                        * in the output, day or period they are for */
    const struct table *table;
    struct span at;
    uint32_t n;
    struct group_arm *arm;
};

/* What a name in an expression means: node.meaning of NAME, PATH, CALL. */
enum ref_kind {
    REF_FIELD, /* fact of the row at DEPTH */
    REF_DECISION,
    REF_ROW,   /* the row at DEPTH itself (本, an alias) */
    REF_LOCAL, /* 令 at DEPTH */
    REF_PARAMETER,
    REF_MEMBER, /* of a roster */
    REF_READING,
    REF_ROWS,        /* all rows of an entity */
    REF_REVERSE,     /* the rows whose LINK is the base */
    REF_PERIOD_PART, /* 首日 末日 上期 下期 */
    REF_BUILTIN,
    REF_AS_OF, /* 截止日 */
};

struct ref {
    uint8_t kind;
    uint8_t depth;   /* rows out from the innermost */
    uint8_t part;    /* PERIOD_PART: which */
    uint32_t number; /* MEMBER */
    union {
        struct field *field; /* FIELD, PARAMETER, REVERSE: the link */
        struct decision *decision;
        struct reading *reading;
        struct entity *entity; /* MEMBER, ROWS */
        struct node *local;    /* LET */
        const struct builtin *builtin;
    };
};

struct symbol {
    uint8_t kind; /* enum symbol_kind */
    atom name;
    struct span at;
    void *thing;
};

enum symbol_kind {
    SYMBOL_ENTITY,
    SYMBOL_DECISION,
    SYMBOL_READING,
    SYMBOL_SPLIT,
};

/* Periods in the checker: an enum period_kind, or PERIOD_ROSTER and the number
 * of the calendar (a roster whose members have a first and a last day). */
enum { CALENDARS_MOST = 200 };

struct unknown_seen {
    struct str name;
    uint32_t diag, times; /* which message; how often it would be said */
};

struct model_limits {
    uint32_t rules, depth, readings;
    uint64_t plan; /* nodes */
};

struct model {
    struct model_limits limits;
    struct decision **order; /* see lang/order.h */
    struct arena *arena;
    struct source *source;
    struct diags *diags;
    struct atom_table *atoms;
    struct unit_table units;
    struct vtype_table types;
    VEC(struct node *) file;
    VEC(struct entity *) entity; /* [0] is the case */
    VEC(struct field *) field;   /* the plan's facts, by index */
    VEC(struct decision *) decision;
    VEC(struct reading *) reading;
    VEC(struct split *) split;
    VEC(struct duty *) duty;
    struct field *workdays; /* stands for years that no calendar has; or null */
    struct entity *status;  /* 义务状态; null without duties */
    VEC(struct entity *) calendar; /* those that rules use as periods */
    VEC(struct rule *) rule;
    VEC(struct test_case) test;
    VEC(struct label) label;
    VEC(struct group) group; /* made by model_lower, as are these: */
    VEC(struct written) condition, header, arithmetic;
    VEC(struct symbol) symbol; /* declared names, 1 + index by atom: */
    VEC(uint32_t) by_atom;
    bool broken;           /* a file could not be read at all: names that are
                            * missing are not worth a word */
    VEC(struct span) lost; /* declarations that were not read in full */
    VEC(struct unknown_seen) unknown; /* names that were reported */
    struct node *rulebook;
};

/* Names. */
struct symbol *model_find(const struct model *m, atom name);
/* The rule, exception or proviso with this label, or null. */
struct rule *model_label(const struct model *m, atom name);
/* The calendar that PERIOD is made of, or null for the periods of the year. */
struct entity *model_calendar(const struct model *m, uint8_t period);
/* Its facts 首日 and 末日; null when it has none. */
struct field *
calendar_first(const struct model *m, const struct entity *calendar);
struct field *
calendar_last(const struct model *m, const struct entity *calendar);
/* Its fact 上班, whether the days are worked on; null: it has none. */
struct field *
calendar_work(const struct model *m, const struct entity *calendar);
/* The calendar of working days: the first that says which are. Or null. */
struct entity *model_workdays(const struct model *m);
/* The fact that is the day of an event: the only one that is a day, or the one
 * called 日期 or date. Null when there is none. */
struct field *entity_day(const struct model *m, const struct entity *e);
struct field *entity_field(const struct entity *e, atom name);
/* The decision NAME about the rows of E, or null. */
struct decision *
entity_decision(const struct model *m, const struct entity *e, atom name);
/* The member's number, or -1. */
int32_t entity_member(const struct entity *e, atom name);
struct str model_text(const struct model *m, atom name);
/* Is it the word for the as-of day? Whatever is declared under it comes
 * first. */
bool model_is_as_of(const struct model *m, atom name);
/* Does DECLARATION cite a sentence of MEASURE? 措施 一 has 一.1, 一.2, ... */
bool measure_has(const struct model *m, const struct node *measure,
                 const struct node *declaration);
/* A type in the words of the file's writer. */
struct str vtype_words(struct model *m, struct vtype t);

/* The passes, in order; each expects the one before. */
void model_init(struct model *m, struct arena *a, struct source *s,
                struct atom_table *atoms, struct diags *d);
void model_declare(struct model *m);
void model_check(struct model *m);
/* The plan of a model without errors. */
struct plan *model_lower(struct model *m);

#endif

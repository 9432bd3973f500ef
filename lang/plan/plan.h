/* The plan: a checked rulebook as a flat array of typed nodes.
 *
 * A node is one column on one space. Operands come before their users, so to
 * evaluate is to walk the array once (lang/plan/walk.h). An operand lives on
 * its user's space, or on the case (one row, read by everyone); only UP, REF
 * and the folds read other spaces.
 *
 * The as-of day is no setting: it is a column that the nodes that need it take
 * as an operand. So `(e 于 D)` is e with another operand, on the same space.
 *
 * A plan never changes once it is built and may be shared between threads. */
#ifndef TIAO_PLAN_PLAN_H
#define TIAO_PLAN_PLAN_H

#include "lang/base/atom.h"
#include "lang/base/vec.h"
#include "lang/plan/cell.h"
#include "lang/plan/workday.h"

typedef uint32_t node_id;
typedef uint32_t space_id;

enum { NO_NODE = UINT32_MAX, CASE_SPACE = 0, CASE_ENTITY = 0 };

enum op {
#define OP(name, operands, shape, because, zh, en) OP_##name,
#include "lang/plan/op.def"
#undef OP
    OP_COUNT_OF
};

enum leap_birthday { LEAP_FIRST_OF_MARCH, LEAP_LAST_OF_FEBRUARY };

enum {
    NODE_DISJOINT = 1,
    NODE_TOTAL = 2,
    /* Set by the builder: values of the operands are truths, numbers, days or
     * periods, so that equal values are equal words. */
    NODE_WORDS = 4,
    /* Set by the builder: the last operand is the number of a row. */
    NODE_BY_ROW = 8,
};

struct plan_node {
    uint8_t op;
    uint8_t flags;
    space_id space;
    uint32_t type;     /* index into the plan's types */
    uint32_t a, b;     /* attributes, see op.def */
    uint32_t first, n; /* operands in the plan's operand array */
    uint32_t place;    /* what it stands for in the text; 0 none */
};

enum space_kind { SPACE_CASE, SPACE_TABLE, SPACE_PAIR, SPACE_EACH };

/* A finite list of rows. Rows of a derived space are contiguous by parent row
 * and know it. An open table has one more row, the unseen row: it stands for
 * any number of rows that were not given. */
struct plan_space {
    uint8_t kind;
    uint8_t period;  /* EACH: enum period_kind, not NONE */
    space_id parent; /* TABLE: the case */
    uint32_t entity; /* TABLE, PAIR: whose rows; EACH over a roster */
    /* PAIR: for each parent row the rows t of table(ENTITY) with
     * link(t) = subject. LINK lives on table(ENTITY), SUBJECT on the parent;
     * both NO_NODE: all rows of the entity.
     * EACH: FROM and TO are days on the parent; one and the same node: the
     * one period that holds that day. ROSTER periods: FIRST and LAST are
     * columns on table(ENTITY). */
    node_id link, subject;
    node_id from, to;
    node_id first, last;
};

enum fact_form { FACT_PLAIN, FACT_STATE, FACT_FLOW };

struct plan_fact {
    struct str name;
    uint32_t entity; /* CASE_ENTITY: of the case itself */
    uint32_t slot;   /* its number among the facts of the entity */
    uint32_t type;
    uint8_t form;      /* enum fact_form */
    uint8_t period;    /* FLOW: of which kind */
    uint32_t calendar; /* FLOW, ROSTER periods: whose members they are */
    struct str question, evidence, awaits, citation;
    struct str presumed_by; /* citation of the presumption, or empty */
    struct cell presumed;   /* stands in when the fact is not given */
};

enum { NO_DAY = UINT32_MAX };

struct plan_entity {
    struct str name;
    bool roster;        /* members are declared in the rulebook */
    bool body;          /* its members may bear duties */
    uint32_t members_n; /* of a roster */
    const struct str *member;
    const struct str *member_en; /* null: the same in every language */
    uint32_t facts_n;
    const uint32_t *fact; /* by slot */
    uint32_t day;         /* slot of the day of an event, or NO_DAY */
    /* ROSTER: declared cells, member * facts_n + slot. can = 0: not given. */
    const struct cell *declared;
};

struct plan_reading {
    struct str name, citation;
    struct str by;          /* who may decide it, or empty */
    uint32_t entity;        /* the roster of its alternatives */
    const struct str *text; /* by alternative */
    uint32_t taken;         /* 暂取 */
};

/* Something a fault or a reason can point at. Places are sorted by label and
 * row text, so that the least place does not depend on the order of files. */
struct plan_place {
    uint8_t kind;        /* enum place_kind */
    struct str label;    /* of the rule */
    struct str row;      /* a table row's input cells, as written */
    struct str citation; /* as written: 一.1 */
    struct str words;    /* the condition or value, as written */
    uint32_t lo, hi;     /* span in the rulebook's text */
};

enum place_kind {
    PLACE_NONE,
    PLACE_DECISION,
    PLACE_RULE,
    PLACE_EXCEPTION,
    PLACE_OTHERWISE,
    PLACE_ROW,
    PLACE_CONDITION,
    PLACE_LOCAL,
    PLACE_SPLIT,
    PLACE_PART,
    PLACE_STANDARD,
    PLACE_CONSTRAINT,
    PLACE_ASSERTION,
    PLACE_DUTY, /* and the other modalities, in their order */
    PLACE_PROHIBITION,
    PLACE_PERMISSION,
    PLACE_ENCOURAGEMENT,
    PLACE_TARGET,
    PLACE_FACET,
    PLACE_FORCE, /* 施行, 失效, 自, 至: as a condition */
};

/* Who answers for a duty. */
struct plan_bearer {
    bool row;                /* the row of 对 itself; else: */
    uint32_t fact;           /* the row it names; UINT32_MAX: none; else: */
    uint32_t entity, member; /* of a roster of bodies */
    bool lead, standing;
};

/* A duty, beside the decisions that say how it stands; UINT32_MAX: it has no
 * such decision. */
struct plan_duty {
    struct str name, citation, act; /* ACT: what is asked for, as written */
    uint8_t
        modality; /* enum modality, as in the tree: 义务 禁止 许可 倡导 目标 */
    bool measured;    /* whether it can be told if it is fulfilled */
    bool severally;   /* 各自: each bearer has a status of its own */
    uint32_t entity;  /* 对; CASE_ENTITY when it has none */
    uint32_t through; /* the fact by which a row of the status leads to one
                       * of ENTITY; UINT32_MAX: it is one */
    const struct plan_bearer *bearer;
    uint32_t bearers;
    const struct str *follows; /* what arises when it is violated */
    uint32_t followers;
    uint32_t status, due, done, since, overall;
};

/* What can be asked for. */
struct plan_decision {
    struct str name, citation;
    uint8_t kind;    /* enum place_kind: DECISION STANDARD PART
                      * CONSTRAINT ASSERTION */
    uint8_t period;  /* 每: enum period_kind, NONE when not */
    uint32_t entity; /* CASE_ENTITY when it has no 对 */
    uint32_t of;     /* PART: the decision it is a part of */
    node_id root;    /* on the case, table(entity) or each(..) */
    uint32_t type;
    struct str split; /* PART: the name of the split */
};

/* Where a decision was lowered for other rows than its own: lets a case
 * assume a decision's value everywhere. SUBJECT is the row of the entity. */
struct plan_instance {
    uint32_t decision;
    node_id node, subject, period; /* NO_NODE where it has none */
};

/* NODE stands for PLACE. One node may stand for several places, and a place
 * may be lowered to several nodes. */
struct plan_mark {
    node_id node;
    uint32_t place;
};

/* A citation in a declaration: what the text of a policy is held against. */
struct plan_cited {
    uint8_t kind;         /* enum cited_kind (lang/cited.h) */
    struct str label;     /* of the declaration, or empty */
    struct str citation;  /* one, as written */
    struct str reason;    /* why it is not encoded, or empty */
    uint32_t declaration; /* the same for all of one declaration */
    uint32_t lo, hi;      /* the declaration's name in the text */
};

struct plan_case;

struct plan {
    /* Of the rulebook: labels, that change no answer. A STATUS such as 送审稿
     * makes every answer a projection (测算); empty: in force. */
    struct str title, status;
    struct arena *arena;
    struct plan_node *node;
    node_id *operand;
    struct plan_space *space;
    struct type *type;
    wide *constant; /* TEXT: address of a struct str;
                     * FRACTION: of a struct fraction */
    struct plan_fact *fact;
    struct plan_entity *entity; /* entity[0] is the case */
    struct plan_reading *reading;
    struct plan_place *place; /* place[0] is none */
    struct plan_decision *decision;
    struct plan_instance *instance;
    struct plan_duty *duty;
    struct workdays workdays;
    struct plan_mark *mark;
    struct plan_cited *cited;      /* in the order of the files */
    struct cell **settled;         /* by node: what it is whatever the data
                                    * are, or null; null before
                                    * plan_settle (lang/plan/walk.h) */
    const struct plan_case *test;  /* lang/plan/case.h */
    struct str *unit;              /* as written; unit[0] is none */
    struct str *unit_zh, *unit_en; /* as each language calls it */
    uint32_t nodes, operands, spaces, types, constants, facts, entities,
        readings, places, decisions, instances, duties, marks, tests, units,
        citeds;
};

/* Building. Equal nodes are shared: the same op, space, type, attributes and
 * operands give the same node (the first place given stays). */
struct plan_builder;

/* The builder and the plan live in A. The case space exists from the start. */
struct plan_builder *plan_builder_new(struct arena *a);
uint32_t plan_type(struct plan_builder *b, struct type t);
uint32_t plan_constant(struct plan_builder *b, wide value);
space_id plan_space(struct plan_builder *b, struct plan_space s);
node_id plan_node(struct plan_builder *b, enum op op, space_id space,
                  uint32_t type, uint32_t attribute_a, uint32_t attribute_b,
                  const node_id *operand, uint32_t n, uint32_t place);
/* Says what the box analysis proved of a ONE or AGREE node. */
void plan_prove(struct plan *p, node_id node, uint8_t flags);
/* The plan as built so far; nodes, spaces, types and constants are set, the
 * rest is the caller's to fill in. */
struct plan *plan_of(struct plan_builder *b);

const char *op_words(enum op op, bool english);

#endif

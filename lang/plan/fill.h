/* What the files of the walk share. Each fills columns of some operators; no
 * one else includes this. */
#ifndef TIAO_PLAN_FILL_H
#define TIAO_PLAN_FILL_H

#include "lang/plan/walk.h"

#include <string.h>

/* Every value of a column, in lowest terms, has a denominator of at most MOST;
 * when COMMON it divides MOST. */
struct denominator {
    uwide most;
    bool common;
};

struct walk {
    struct arena *arena;
    const struct plan *plan;
    const struct data *data;
    struct walk_limits limits;
    struct filled *out;
    uint8_t *built;            /* by space */
    const struct slice *slice; /* null: every node */
    struct cell *free;         /* cells taken ahead of their columns */
    size_t free_n;
    enum walk_status status;
    struct denominator *denominator; /* by node, of those before the count */
    node_id denominators;
};

/* A column as the rows of its reader see it: row r reads at[r * step]. */
struct operand {
    const struct cell *at;
    uint32_t step;
    enum rep rep;
    const struct type *type;
};

static inline struct operand
operand_column(const struct walk *w, node_id id)
{
    const struct plan_node *node = &w->plan->node[id];
    const struct type *type = &w->plan->type[node->type];
    return (struct operand){.at = w->out->column[id],
                            .step = node->space != CASE_SPACE,
                            .rep = (enum rep)type->rep,
                            .type = type};
}

static inline struct operand
operand_of(const struct walk *w, const struct plan_node *node, uint32_t i)
{
    return operand_column(w, w->plan->operand[node->first + i]);
}

static inline const struct cell *
operand_cell(const struct operand *in, uint32_t row)
{
    return &in->at[(size_t)row * in->step];
}

static inline const struct type *
node_type(const struct walk *w, const struct plan_node *node)
{
    return &w->plan->type[node->type];
}

static inline bool
can_only(const struct cell *c, uint8_t outcome)
{
    return c->can == outcome;
}

/* One value, of a rep whose values are their words. */
static inline bool
is_word(const struct cell *c)
{
    return c->can == CAN_VALUE && c->lo == c->hi;
}

static inline bool
can_be_true(const struct cell *c)
{
    return c->can & CAN_VALUE && c->hi == 1;
}

static inline bool
can_be_false(const struct cell *c)
{
    return c->can & CAN_VALUE && c->lo == 0;
}

/* By halves: as a whole it would go through memory on its way between two
 * kinds of registers, and wait there. */
static inline void
put_word(wide *to, wide v)
{
    bool big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
    uint64_t low = (uint64_t)v, high = (uint64_t)((uwide)v >> 64);
    char *at = (char *)to;
    memcpy(at + (big ? 8 : 0), &low, 8);
    memcpy(at + (big ? 0 : 8), &high, 8);
}

static inline void
put_value(struct cell *to, wide v)
{
    put_word(&to->lo, v);
    put_word(&to->hi, v);
    to->place = 0;
    to->can = CAN_VALUE;
    to->fault = FAULT_NO;
}

/* Counts ROWS more node-rows; false when that is past the limit. */
bool walk_work(struct walk *w, uint64_t rows);
/* N cells that live as long as the evaluation. */
struct cell *walk_cells(struct walk *w, size_t n);
/* Rows of the table of ENTITY, the unseen one included. */
uint32_t walk_table_rows(const struct walk *w, uint32_t entity);
/* Any value of T. */
struct cell walk_any(const struct walk *w, const struct type *t);
/* A word of REP for F, kept as long as the evaluation. */
wide walk_fraction(const struct walk *w, struct fraction f);

/* Builds the rows of SPACE and of those it hangs on. */
void space_build(struct walk *w, space_id space);
/* Is it plain before anything is filled that SPACE has one row for each row of
 * its parent, which is certainly there? */
bool space_aligned(const struct walk *w, space_id space);
/* The period that holds the day C, which may be a range, none or a fault. */
struct cell period_holding(enum period_kind kind, const struct cell *c);

/* The rows of a fact of a table, as far as they were given. */
struct fact_rows {
    const struct cell *plain;
    uint32_t given;
    struct cell missing, unseen;
};

struct fact_rows fact_rows_of(const struct walk *w, uint32_t fact);

static inline const struct cell *
fact_cell(const struct fact_rows *f, uint32_t row)
{
    if (row >= f->given)
        return &f->unseen;
    return f->plain != NULL && f->plain[row].can ? &f->plain[row] : &f->missing;
}

/* A set of whole numbers as a cell has them: rows, members, periods. */
struct choice {
    wide lo, hi;
    uint64_t mask; /* of members, when MASKED */
    bool masked;
};

struct choice choice_of(const struct cell *c, enum rep rep);

static inline bool
choice_has(const struct choice *c, wide i)
{
    if (c->masked && (i >= 64 || !(c->mask >> i & 1)))
        return false;
    return c->lo <= i && i <= c->hi;
}

/* How two cells of one rep, both with values, compare for equality. MANY is
 * the number of the unseen row of an open table (it is not one row), or -1. */
enum same { SAME_NO, SAME_PERHAPS, SAME_YES };
enum same
cells_same(const struct cell *a, const struct cell *b, enum rep rep, wide many);
/* The number of the unseen row that cells of T may hold, or -1. */
wide walk_many_row(const struct walk *w, const struct type *t);

/* Fills columns of one row from the I-th of N nodes on, as long as their
 * operands are known and nothing else is special; returns the first left. What
 * it fills is what the functions below would. */
uint32_t quick_run(struct walk *w, uint32_t i, uint32_t n);

/* What a strict operator of at most three operands C gives, when those are
 * words for its scalar function; else false. */
bool strict_known(struct walk *w, node_id id, const struct cell *const *c,
                  struct cell *to);

/* The same of a split, whose whole may be none. */
bool split_known(const struct walk *w, const struct plan_node *node,
                 struct cell *to);

/* Of the column of a node that is filled. */
struct denominator denominator_of(struct walk *w, node_id id);
struct denominator
denominator_either(struct denominator x, struct denominator y);
/* Can every value of RESULT over D be held? */
bool denominator_fits(struct denominator d, const struct cell *result);
/* May the sum, difference, product or quotient of C, with the range of RESULT,
 * leave the 128 bits on the way between its ends? */
bool
denominator_overflows(struct walk *w, const struct plan_node *node,
                      const struct cell *const *c, const struct cell *result);

/* Fills the whole column of a node; false when that passes a limit. INSTANCE
 * has, by node, what is assumed of it; null: nothing. */
bool walk_node(struct walk *w, node_id id, const uint32_t *instance);
/* Fills everything in strips and keeps the columns ASKED, by node. */
void walk_strips(struct walk *w, const uint8_t *asked);

/* Filling N rows of NODE into TO: any operator, and those of one file each. */
void fill_rows(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_read(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_choose(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_strict(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_fold(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_nary(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_upto(struct walk *w, node_id id, struct cell *to, uint32_t n);
void fill_split(struct walk *w, node_id id, struct cell *to, uint32_t n);

#endif

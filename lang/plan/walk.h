/* The one walk: fills every column a question needs, in the order of the
 * plan. Known facts, missing facts, bounds and boxes are the same walk. */
#ifndef TIAO_PLAN_WALK_H
#define TIAO_PLAN_WALK_H

#include "lang/plan/data.h"

/* The rows of a filled space. */
struct rows {
    uint32_t n;
    uint32_t *parent;     /* by row; null on the case and on tables */
    uint32_t *first;      /* by parent row, n + 1 of them: its rows start */
    struct cell *element; /* by row: row of the entity, or the period */
    uint8_t *sure;        /* by row: enum row_sure */
};

enum row_sure {
    ROW_SURE,    /* is there */
    ROW_PERHAPS, /* may be there */
    ROW_MANY,    /* stands for any number of rows, or for no row */
};

struct walk_limits {
    uint64_t node_rows;  /* work of one evaluation */
    uint32_t periods;    /* per row */
    uint64_t pairs;      /* rows of one pair space, where more stand
                          * there than the table has */
    uint64_t collection; /* rows a ROW_MANY may stand for. UINT64_MAX:
                          * any number, and what grows with it has no
                          * bound (lang/plan/cell.h) */
};

extern const struct walk_limits walk_limits_default;

enum walk_status { WALK_OK, WALK_NODE_ROWS, WALK_PERIODS, WALK_PAIRS };

/* A column of many rows: 64 bits a row where those suffice. */
struct words {
    uint32_t n; /* rows */
    enum rep rep;
    int64_t *v;
    uint8_t *can;       /* by row: CAN_VALUE, CAN_NONE; 0: see REST */
    struct cell **rest; /* by WORDS_REST rows: any other cells of those */
};

enum { WORDS_REST = 256 };

struct cell words_cell(const struct words *c, uint32_t row);

struct filled {
    const struct plan *plan;
    const struct data *data;
    struct cell **column; /* by node; null when not asked for */
    struct words **words; /* by node, of plan_walk_asked; else null */
    struct rows *rows;    /* by space */
    uint64_t work;        /* node-rows */
    node_id stopped_at;   /* where a limit was passed */
};

/* Some nodes and all that they need, spaces included. */
struct slice {
    uint8_t *has;            /* by node: not 0 for those */
    node_id *open;           /* those that depend on data, in order */
    uint32_t opens, settled; /* how many do, and do not */
    struct cell **column;    /* by node: of those that do not, else null */
};

/* Of the nodes ASKED. Null: of all. */
struct slice *plan_slice(struct arena *a, const struct plan *p,
                         const node_id *asked, uint32_t n);

/* Fills once and for all what depends on no data. */
void plan_settle(struct plan *p);

/* Columns of the case have one cell, whatever the space of their reader. A
 * null SLICE asks for every node. Columns may be the data's or the plan's own
 * cells, or one another's: all must stay as they are while OUT is read. */
enum walk_status
plan_walk(struct arena *a, const struct plan *p, const struct data *d,
          const struct slice *slice, const struct walk_limits *limits,
          struct filled *out);

/* As plan_walk for the nodes ASKED, but made for many rows: only their columns
 * are sure to be in OUT, as cells or as words, and spaces may be missing. */
enum walk_status
plan_walk_asked(struct arena *a, const struct plan *p, const struct data *d,
                const node_id *asked, uint32_t n,
                const struct walk_limits *limits, struct filled *out);

/* The cell of NODE in ROW of the space of a reader. */
static inline struct cell
filled_cell(const struct filled *f, node_id node, uint32_t row)
{
    bool one = f->plan->node[node].space == CASE_SPACE;
    return f->column[node][one ? 0 : row];
}

/* As filled_cell, of a node that plan_walk_asked was asked for. */
static inline struct cell
filled_asked(const struct filled *f, node_id node, uint32_t row)
{
    if (f->column[node] == NULL)
        return words_cell(f->words[node], row);
    return filled_cell(f, node, row);
}

/* How many rows the column of such a node has. */
static inline uint32_t
filled_asked_rows(const struct filled *f, node_id node)
{
    if (f->column[node] == NULL)
        return f->words[node]->n;
    return f->rows[f->plan->node[node].space].n;
}

#endif

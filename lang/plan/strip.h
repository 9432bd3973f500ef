/* Walking many rows: runs of nodes that share their rows, in strips of rows.
 * No one but the files strip*.c includes this. */
#ifndef TIAO_PLAN_STRIP_H
#define TIAO_PLAN_STRIP_H

#include "lang/plan/fill.h"

enum { STRIP_ROWS = WORDS_REST, NO_RUN = 0 };

/* The rows of one column in one strip: what is none or a known value of 64
 * bits here, any other cell in REST. */
struct strip {
    int64_t *v;
    uint8_t *can; /* CAN_VALUE, CAN_NONE; 0: see REST */
    bool values;  /* every row is a value */
    bool once;    /* the same in every strip */
    enum rep rep;
    struct cell *rest; /* by row; null until one is needed */
};

/* How the rows of a node come about. */
enum strip_how {
    STRIP_CELLS, /* from a column of cells */
    STRIP_WORDS, /* they stand in a column of words */
    STRIP_FACT,
    STRIP_NUMBER, /* the numbers of the rows themselves */
    STRIP_PERIOD, /* the periods that hold the days of the operand */
    STRIP_GATHER, /* rows of a table, which the operand names */
    STRIP_OPERATOR,
};

/* A node of a run, or a column that one reads, with what it reads and fills. */
struct strip_node {
    node_id id;
    enum strip_how how;
    const struct plan_node *node;
    struct strip *to;
    struct strip **operand;
    const struct words *words; /* WORDS; what GATHER reads */
    const struct cell *cells;
    struct words *kept; /* the whole of TO, or null */
    struct fact_rows fact;
};

/* Fills the N rows of S->to that machine words suffice for, and lists the
 * others in LEFT; returns how many those are. */
uint32_t strip_kernel(struct walk *w, const struct strip_node *s, uint32_t n,
                      uint16_t *left);

struct run {
    VEC(node_id) node;
};

/* Spaces whose rows are the rows of one space, one for one, share that space:
 * their frame. */
struct strips {
    struct walk *w;
    space_id *frame;      /* by space */
    uint32_t *run;        /* by node: the number of its run */
    node_id *same;        /* by node: what has the same rows, or itself */
    uint8_t *numbers;     /* by node: the numbers of the rows of its frame */
    uint8_t *kept;        /* by node: its column is needed as a whole */
    uint32_t *open;       /* by frame: the run that still takes nodes */
    VEC(struct run) runs; /* runs.at[0] is none */
    struct strip **strip; /* by node, while a run is filled */
    uint32_t *uses;       /* by node: readers left, while a run is made ready */
};

/* Fills a run of N rows; its columns that are kept are words. */
void run_strips(struct strips *p, const struct run *run, uint32_t n);
/* What NODE reads row by row within its run, and how. */
const node_id *
strip_reads(const struct strips *p, const struct plan_node *node, uint32_t *n);
enum strip_how strip_how(const struct strips *p, const struct plan_node *node);

/* The column of a node that is filled, as words or as cells; made from the
 * other when there is only that. */
struct words *strips_words(struct strips *p, node_id id);
struct cell *strips_cells(struct strips *p, node_id id);

/* A column for N rows, nothing in it. */
struct words *words_new(struct arena *a, uint32_t n, enum rep rep);
/* Where the rows of C from FROM on stand. */
struct strip words_strip(const struct words *c, uint32_t from);
struct cell strip_cell(const struct strip *s, uint32_t r);
void
strip_put(struct arena *a, struct strip *s, uint32_t r, const struct cell *c);
/* The common cells by machine words, others by strip_put. */
static inline void
strip_load(struct arena *a, struct strip *s, uint32_t r, const struct cell *c)
{
    bool member = s->rep == REP_MEMBER && (c->lo & (c->lo - 1)) == 0;
    s->v[r] = (int64_t)c->lo;
    s->can[r] = CAN_VALUE;
    if (c->can != CAN_VALUE || c->lo != s->v[r] || !(member || c->lo == c->hi))
        strip_put(a, s, r, c);
}

#endif

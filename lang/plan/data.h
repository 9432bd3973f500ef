/* What one evaluation is given: the facts of a case or a population, the
 * as-of day, the periods asked for, the readings, the assumptions. */
#ifndef TIAO_PLAN_DATA_H
#define TIAO_PLAN_DATA_H

#include "lang/plan/plan.h"

struct state_value {
    int32_t from; /* in force from this day on */
    struct cell value;
};

struct flow_value {
    int32_t period;
    struct cell value;
};

struct history {
    struct state_value *at; /* by day; before the first it is not known */
    uint32_t n;
};

struct flow {
    struct flow_value *at; /* by period; a missing period is not known */
    uint32_t n;
};

/* One fact of one table. Null: not given for any row. The unseen row of an
 * open table is never given. */
struct fact_column {
    struct cell *plain; /* by row; can = 0 is not given */
    struct history *history;
    struct flow *flow;
};

struct table_data {
    uint32_t rows; /* without the unseen row */
    bool open;
    int32_t open_from;        /* rows that were not given have their day
                               * (plan_entity.day) from then on */
    struct fact_column *fact; /* by slot */
    struct str *id;           /* what people call the row */
};

/* Everywhere DECISION is lowered, in row ROW (and PERIOD) its outcome is
 * taken to be VALUE. */
struct assumption {
    uint32_t decision, row;
    int32_t period;
    bool any_period;
    struct cell value;
};

struct data {
    struct table_data *table;         /* by entity; rosters and the case too */
    struct cell asof;                 /* a day */
    struct cell asked_from, asked_to; /* days; equal to ASOF when the
                                       * asker names no period: then each
                                       * space has the one period that
                                       * holds it, known or not */
    struct cell *reading;             /* by reading: masks */
    struct assumption *assumption;
    uint32_t assumptions;
};

/* Nothing given: one row for the case, every other table empty and open,
 * rosters as declared, the readings as taken, as-of not known. */
struct data *data_new(struct arena *a, const struct plan *p);
/* Makes ENTITY's table ROWS rows long (for ids and cells, not given). */
void data_table(struct arena *a, const struct plan *p, struct data *d,
                uint32_t entity, uint32_t rows, bool open);
/* Gives a plain fact. FACT_STATE: from ever on. */
void data_give(struct arena *a, const struct plan *p, struct data *d,
               uint32_t fact, uint32_t row, struct cell value);

#endif

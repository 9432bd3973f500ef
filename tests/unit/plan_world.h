/* Small plans written by hand, for tests. */
#ifndef TIAO_TESTS_UNIT_PLAN_WORLD_H
#define TIAO_TESTS_UNIT_PLAN_WORLD_H

#include "lang/plan/walk.h"

#include <setjmp.h>

enum { WORLD_FACTS = 64, WORLD_ENTITIES = 8 };

struct world {
    struct arena arena;
    jmp_buf failure;
    struct plan_builder *b;
    struct plan_fact fact[WORLD_FACTS];
    uint32_t facts;
    struct plan_entity entity[WORLD_ENTITIES];
    uint32_t fact_of[WORLD_ENTITIES][WORLD_FACTS];
    uint32_t entities;
    space_id space; /* where the next nodes live */
    uint32_t place; /* and what they stand for */
    struct plan *plan;
    struct data *data;
    struct walk_limits limits;
    struct filled out;
};

struct world *world_new(void);
void world_free(struct world *w);
/* Another entity; MEMBERS > 0 makes a roster. */
uint32_t world_entity(struct world *w, uint32_t members);

uint32_t type_truth(struct world *w);
uint32_t type_number(struct world *w, wide lo, wide hi);
uint32_t type_decimal(struct world *w, unsigned scale, wide lo, wide hi);
uint32_t type_fraction(struct world *w);
uint32_t type_date(struct world *w);
uint32_t type_period(struct world *w, enum period_kind kind);
uint32_t type_member(struct world *w, uint32_t entity);
uint32_t type_row(struct world *w, uint32_t entity);
uint32_t type_text(struct world *w);
uint32_t type_list(struct world *w);
uint32_t type_optional(struct world *w, uint32_t type);

/* A fact of ENTITY. */
uint32_t world_fact(struct world *w, uint32_t entity, uint32_t type);
/* Its column on the current space. */
node_id fact(struct world *w, uint32_t fact);
/* On the case, whatever the current space is. */
node_id constant(struct world *w, uint32_t type, wide v);
node_id number(struct world *w, wide v);
node_id truth(struct world *w, bool v);
/* A node on the current space: operands, then NO_NODE. */
#define node(w, op, type, ...)                                                 \
    node_with(w, op, type, 0, 0, (const node_id[]){__VA_ARGS__, NO_NODE})
node_id node_with(struct world *w, enum op op, uint32_t type, uint32_t a,
                  uint32_t b, const node_id *operand);
space_id space_table(struct world *w, uint32_t entity);
space_id space_pair(struct world *w, space_id parent, uint32_t entity,
                    node_id link, node_id subject);
space_id space_each(struct world *w, space_id parent, enum period_kind kind,
                    node_id from, node_id to);

/* Ends the plan; the data are then to be given. */
void world_plan(struct world *w);
void give(struct world *w, uint32_t fact, uint32_t row, struct cell c);
/* Walks the whole plan. */
enum walk_status world_walk(struct world *w);
struct cell at(const struct world *w, node_id node, uint32_t row);

struct cell range(wide lo, wide hi);
struct cell with_none(struct cell c);
struct cell with_fault(struct cell c, enum fault kind, uint32_t place);
struct cell text_cell(struct world *w, const char *s);
/* A fraction's cell. */
struct cell fraction_cell(struct world *w, wide num, wide den);

/* Fails the test when the cell of NODE in ROW is not WANT. */
#define expect(w, n, row, ...)                                                 \
    expect_cell(w, n, row, __VA_ARGS__, __FILE__, __LINE__)
void expect_cell(const struct world *w, node_id node, uint32_t row,
                 struct cell want, const char *file, int line);

#endif

/* Applicants as facts of measure one: columns for the walk, JSON for the
 * public interface. */
#ifndef TIAO_BENCH_POPULATION_H
#define TIAO_BENCH_POPULATION_H

#include "lang/plan/walk.h"
#include "tests/bench/measure_one.h"

/* Row I of each table is applicant FROM + I. */
struct data *population_data(struct arena *a, const struct plan *p,
                             uint32_t from, uint32_t rows, int32_t asof);
/* Applicant I as a text of facts, ended by a zero byte. Returns its length;
 * ends the program when SIZE bytes are too few. */
size_t applicant_json(uint32_t i, char *to, size_t size);
/* The roots of the decisions measured, by outcome. */
void outcome_roots(const struct plan *p, node_id root[OUTCOMES]);
/* How many of the cells in F are not what measure_one says of the applicants
 * FROM .. FROM + ROWS - 1. */
uint32_t outcomes_wrong(const struct filled *f, const node_id root[OUTCOMES],
                        uint32_t from, uint32_t rows, struct month m);

#endif

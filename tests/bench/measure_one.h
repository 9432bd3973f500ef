/* Measure one by hand: what rules/01-subsidies.tiao says under the readings
 * taken, as a programmer would write it in C. The measurements compare the
 * rules with it, in what comes out and in what it costs. */
#ifndef TIAO_BENCH_MEASURE_ONE_H
#define TIAO_BENCH_MEASURE_ONE_H

#include <stdbool.h>
#include <stdint.h>

/* Money is in hundredths of a 元, days are counted as in lang/base/date.h. */
enum {
    NOTHING = -1,         /* no value */
    KINDS = 5,            /* 类别; 0: 托育机构 */
    OWNERS = 2,           /* 举办主体; 1: 社会力量 */
    COUNTIES = 6,         /* 0: 甘州区 */
    FEE_STANDARD = 120000 /* 普惠收费标准 */
};

/* An institution and a child in it, whose family lives in HOME. */
struct applicant {
    uint8_t kind, owner, county, home;
    bool meets, filed;
    int32_t places;
    int32_t born, entered, left; /* LEFT: NOTHING while enrolled */
    int64_t fee, paid;           /* PAID: NOTHING before the first time */
};

enum outcome {
#define OUTCOME(id, name) OUTCOME_##id,
#include "tests/bench/outcome.def"
#undef OUTCOME
    OUTCOMES
};

extern const char *const outcome_names[OUTCOMES];

/* The month the child is asked about. */
struct month {
    int32_t first, last;
};

/* The I-th applicant; equal I, equal applicant. */
struct applicant applicant_of(uint32_t i);
void measure_one(const struct applicant *a, struct month m,
                 int64_t outcome[OUTCOMES]);

#endif

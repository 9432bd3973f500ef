/* What one run of a case gives, as data of an evaluation. */
#ifndef TIAO_RUNTIME_TRIAL_DATA_H
#define TIAO_RUNTIME_TRIAL_DATA_H

#include "lang/plan/case.h"
#include "lang/plan/data.h"

struct data *
trial_data(struct arena *a, const struct plan *p, const struct plan_case *test,
           const struct case_run *run, const struct case_time *time);

#endif

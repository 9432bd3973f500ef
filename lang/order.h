/* What rests on what, found by name before anything is checked. */
#ifndef TIAO_LANG_ORDER_H
#define TIAO_LANG_ORDER_H

#include "lang/model.h"

/* All decisions, each after those it names (but for circles, which the
 * checker reports): checked and lowered in this order, nothing recurses from
 * one decision into a long chain of others. Reports helper rules that would
 * grow the plan past m->limits.plan, before anything is expanded. */
struct decision **model_order(struct model *m);

#endif

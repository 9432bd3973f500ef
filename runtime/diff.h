/* The difference of two texts, line by line, in the unified form that patch
 * and people read. */
#ifndef TIAO_RUNTIME_DIFF_H
#define TIAO_RUNTIME_DIFF_H

#include "lang/base/str.h"

/* Nothing when both are the same. */
void diff_add(struct text *to, struct str name, struct str was, struct str is);

#endif

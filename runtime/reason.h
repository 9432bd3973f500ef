/* The facts that an outcome rests on, held to account: with every fact that
 * is not named withheld, the walk must give the same outcome. */
#ifndef TIAO_RUNTIME_REASON_H
#define TIAO_RUNTIME_REASON_H

#include "runtime/because.h"

/* D with only what LEAVES names: other facts are not given, other readings
 * are open, and the as-of day and the asked periods are not known unless they
 * are named or KEEP_DAYS. Rows and declared rosters stay. */
struct data *
data_withheld(struct arena *a, const struct plan *p, const struct data *d,
              const struct leaves *leaves, bool keep_days);

/* What the known outcome at AT rests on, in the order of reading. Where the
 * operands that count name too little, further leaves are named until the
 * walk over them alone gives the outcome; then what it does not need is taken
 * out again. */
void reason_of(struct arena *a, const struct filled *f, struct spot at,
               const struct walk_limits *limits, struct leaves *to);

/* Does the walk over LEAVES alone give the outcome at AT? */
bool
reason_suffices(struct arena *a, const struct filled *f, struct spot at,
                const struct walk_limits *limits, const struct leaves *leaves);

#endif

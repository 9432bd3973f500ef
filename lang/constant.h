/* Values written out: in domains, in tables of rosters, in cases. */
#ifndef TIAO_LANG_CONSTANT_H
#define TIAO_LANG_CONSTANT_H

#include "lang/model.h"

/* N as a value of TYPE. A bare number takes the type's unit. False when a
 * message was given. */
bool constant_cell(struct model *m, const struct node *n, struct vtype type,
                   struct cell *value);
/* Only a number (or its negative) in TYPE's unit and scale. */
bool constant_number(struct model *m, const struct node *n, struct vtype type,
                     wide *value);
/* The literal's own type: unit as written, scale as short as can be. */
bool literal_type(struct model *m, const struct node *number,
                  struct vtype *type, wide *value);

/* The range N is empty; the fix swaps its ends. */
void report_reversed(struct model *m, const struct node *n);

#endif

/* Checking decision tables and ratios; for check_rule.c. */
#ifndef TIAO_LANG_CHECK_TABLE_H
#define TIAO_LANG_CHECK_TABLE_H

#include "lang/check.h"
#include "lang/table.h"

/* The table in a 取 of D. True when what it gives may be none. */
bool check_table(struct checker *c, struct node *node, struct decision *d);
/* The table of a split: inputs, then one column of ratios. */
void check_ratio_table(struct checker *c, struct node *node, uint32_t parts);
void check_ratio(struct checker *c, struct node *n, uint32_t parts);
/* A given value for WANT; a bare number takes its unit when BARE. True when
 * it may be none. */
bool check_output(struct checker *c, struct node *n, struct vtype want);

#endif

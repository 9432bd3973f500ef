/* Names that a reader cannot tell apart: аbc (Cyrillic а) and abc. */
#ifndef TIAO_LOOKALIKE_H
#define TIAO_LOOKALIKE_H

#include "lang/ast.h"
#include "lang/diag.h"

/* Reports every pair of different names in the N trees of FILE that differ in
 * look-alike Latin, Greek and Cyrillic letters only, where the second of them
 * is first written. */
void
lookalike_check(struct diags *d, struct atom_table *names,
                struct node *const *file, uint32_t n, struct arena *scratch);

#endif

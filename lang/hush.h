/* The one switch for notes: 不提示 N0531、N0535 in 规章 is for the whole
 * rulebook, in 措施 for the declarations that cite a sentence of it. It takes
 * every note about rules (N05..), whoever gives it: a note is reported like
 * any message, and what is switched off is taken out again here. */
#ifndef TIAO_LANG_HUSH_H
#define TIAO_LANG_HUSH_H

#include "lang/model.h"

/* Reports codes that are no notes about rules. M is declared. */
void hush_check(struct model *m);
/* Takes out the notes that are switched off. DRAFTING: every question was
 * asked, so a switch that is of no use is noted. */
void hush_notes(struct model *m, bool drafting);

#endif

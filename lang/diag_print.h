/* Messages for people: place, sentence, the line with a caret under it, the
 * second place, help.
 *
 *   rules/a.tiao:3:6: 错误[E0201]: 这里应当是则，却是『100元』
 *     3 |   取 若 低保 100元 否则 0元
 *       |              ^^^^^
 *   帮助: …
 *
 * Carets stand under what they mean in a terminal of fixed cells. */
#ifndef TIAO_DIAG_PRINT_H
#define TIAO_DIAG_PRINT_H

#include "lang/diag.h"

struct diag_style {
    enum language language;
    int ambiguous; /* cells of ambiguous characters: 1 (or 0), 2 */
    bool color;    /* ANSI colours */
};

/* One message. D's place is in SOURCE, or {0, 0} for none. */
void diag_print(struct text *to, const struct diag *d,
                const struct source *source, const struct diag_style *style);
/* All of them in order of place, as many as are to be shown, and then how
 * many more there were. */
void diags_print(struct text *to, struct diags *d, const struct source *source,
                 const struct diag_style *style);
/* That there were MORE than are shown. */
void diags_more(struct text *to, uint64_t more, enum language l);

#endif

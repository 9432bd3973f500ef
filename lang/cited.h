/* Who cites the text of a policy: kinds of declarations, and what each makes
 * of a sentence. plan_cited.kind is one of them. */
#ifndef TIAO_LANG_CITED_H
#define TIAO_LANG_CITED_H

#include "lang/diag.h"

/* What a declaration makes of the sentences it cites. */
enum cited_weight {
    CITED_ENCODES,
    CITED_ENCOURAGES, /* says that it would be good, and binds nobody */
    CITED_DELEGATES,  /* another text, or a body, has to say it */
    CITED_LEAVES_OUT, /* says why it is not encoded */
    CITED_NOTES,      /* is about the sentence, and says nothing of it */
    CITED_TRIES,      /* tests what others made of it */
};

enum cited_kind {
#define CITED(id, ...) CITED_##id,
#include "lang/cited.def"
#undef CITED
    CITED_KINDS
};

struct cited_row {
    enum cited_weight weight;
    const char *key;      /* for machines */
    const char *words[2]; /* by enum language */
};

const struct cited_row *cited_row(enum cited_kind kind);

#endif

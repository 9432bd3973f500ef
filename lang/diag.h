/* What is wrong with a rulebook, as data.
 *
 * diag.def holds every message once: a stable code, a severity, a sentence
 * and help in each language. A mistake is collected here, not printed:
 * diag_print writes it for people; its fields are there for machines. */
#ifndef TIAO_DIAG_H
#define TIAO_DIAG_H

#include "lang/source.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };
enum language { LANGUAGE_ZH, LANGUAGE_EN };

enum diag_id {
    DIAG_NONE,
#define DIAG(id, ...) DIAG_##id,
#define LABEL(...)
#define WORD(...)
#include "lang/diag.def"
    DIAG_COUNT
};

/* What a second place is. */
enum diag_label {
    LABEL_NONE,
#define DIAG(...)
#define LABEL(id, ...) LABEL_##id,
#define WORD(...)
#include "lang/diag.def"
    LABEL_COUNT
};

/* Words that are put into a sentence in its language. */
enum diag_word {
    WORD_NONE,
#define DIAG(...)
#define LABEL(...)
#define WORD(id, ...) WORD_##id,
#include "lang/diag.def"
    WORD_COUNT
};

struct diag_row {
    const char *code;
    enum severity severity;
    const char *text[2], *help[2]; /* by language; {0} .. {3}; help or "" */
};

enum { DIAG_ARGS = 4 };

/* Replace AT by TEXT. AT empty: insert. TEXT empty: delete. AT {0, 0}: there
 * is no fix. GUESS: what was meant is likely, not certain, so that only a
 * person may take it. */
struct fix {
    struct span at;
    struct str text;
    bool guess;
};

struct diag {
    enum diag_id id;
    struct span at;
    /* Plain text, with words of diag.def folded in by diag_word_add. */
    struct str arg[DIAG_ARGS];
    struct {
        struct span at;
        enum diag_label label;
    } second; /* LABEL_NONE: there is none */
    struct fix fix;
};

struct diags {
    struct arena *arena;
    VEC(struct diag) list;
    uint32_t most;             /* shown at most */
    uint32_t errors, warnings; /* all that were reported */
    uint32_t dropped;          /* reported, but no longer kept */
    bool sorted;
};

/* MOST is the number shown; 0 takes the default of 100. */
void diags_init(struct diags *d, struct arena *a, uint32_t most);
/* Copies what DIAG points to. The same message at the same place is kept
 * once. */
void diag_add(struct diags *d, const struct diag *diag);
#define report(diags, name, ...)                                               \
    diag_add((diags), &(struct diag){.id = DIAG_##name, __VA_ARGS__})
/* In the order of their places; of several errors at the same place only the
 * first that was reported stays. */
void diags_sort(struct diags *d);
/* Drops the messages that KEEP says no of. */
void diags_keep(struct diags *d, bool (*keep)(const struct diag *, void *),
                void *user);
const struct diag_row *diag_row(enum diag_id id);
const char *diag_label_text(enum diag_label label, enum language l);
const char *diag_word_text(enum diag_word word, enum language l);
/* Puts WORD into an argument that is being built. */
void diag_word_add(struct text *to, enum diag_word word);
/* ARG with its words in language L. */
void diag_arg_write(struct text *to, struct str arg, enum language l);
/* The sentence or the help (no line end) of D. */
void diag_sentence(struct text *to, const struct diag *d, enum language l);
void diag_help(struct text *to, const struct diag *d, enum language l);

#endif

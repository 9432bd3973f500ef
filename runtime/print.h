/* Answers as text: for people in two forms, for machines in one. */
#ifndef TIAO_RUNTIME_PRINT_H
#define TIAO_RUNTIME_PRINT_H

#include "lang/base/vec.h"
#include "runtime/json_member.h"
#include "runtime/phrase.h"
#include "runtime/tiao.h"

/* The form of JSON output; goes up when a key changes its meaning. */
#define ANSWERS_FORMAT "tiao-answers/1"

struct printing {
    struct text *to;
    enum language language;
    bool colour;
    const struct tiao_answer *answer;
    size_t answers;
    struct tiao_explanation *const *why; /* by answer; null without */
    struct tiao_why_not *const *why_not; /* the same */
    const struct tiao_text *source; /* whose sentences WHY quotes; or null */
    const char *as_of, *period;     /* "" when not named */
    struct str status; /* of a rulebook not yet in force, or empty */
};

/* Of a rulebook that is not in force every answer is a projection (测算):
 * says so on a line of its own. */
void print_projection(const struct printing *p);

/* Why answer I, which has an explanation, is so: its steps, then the
 * sentences they cite. */
void print_why(const struct printing *p, size_t i, const char *indent,
               const char *mark);
void print_pretty(const struct printing *p);
void print_plain(const struct printing *p);
void print_json(const struct printing *p);

/* The members of one answer, within an object that is open. */
void print_json_answer(struct json_writer *w, const struct tiao_answer *a);
/* S with control and bidi characters made visible: <U+001B>. */
void print_safe(struct text *to, const char *s);
/* What follows is shown by CODE ("1": bold, "0": as usual) when COLOUR. */
void print_colour(struct text *to, bool colour, const char *code);
/* The lines of an explanation below its answer: INDENT, two blanks for each
 * level, MARK. What the step above has said already (whose, when, which
 * citation) is not said again; a condition and the one fact it rests on share
 * a line. */
void
print_steps(struct text *to, enum language l, const struct tiao_explanation *e,
            const char *indent, const char *mark);
/* What would change the answer A, each line behind INDENT and MARK; what goes
 * below a line is behind two blanks more. */
void print_why_not(struct text *to, enum language l,
                   const struct tiao_answer *a, const struct tiao_why_not *w,
                   const char *indent, const char *mark);
void print_why_not_json(struct json_writer *w, const struct tiao_answer *a,
                        const struct tiao_why_not *why);
/* Sentences of a policy's text, each once. */
struct quotes {
    VEC(const struct tiao_sentence *) list;
};

/* Those of SOURCE that ANSWER and WHY cite, in the order of their steps. */
struct quotes print_quotes_find(struct arena *a, const struct tiao_text *source,
                                const struct tiao_answer *answer,
                                const struct tiao_explanation *why);
/* A line each, behind INDENT. */
void print_quotes(struct text *to, enum language l, const struct quotes *quotes,
                  const char *indent);
void print_quotes_json(struct json_writer *w, const struct quotes *quotes);
/* How JSON puts values of each kind. */
void print_json_value(struct json_writer *w, const char *key,
                      enum tiao_kind kind, const char *exact);
/* The members of one ground, within an object that is open. */
void print_json_ground(struct json_writer *w, const struct tiao_ground *g);
const char *print_json_state(enum tiao_state state);
/* Readings, presumptions and open terms that an answer used, each line behind
 * INDENT. */
void print_used(struct text *to, enum language l, const struct tiao_answer *a,
                const char *indent);
/* 无：未备案（措施一 第1句）: the outcome with its short reason and citation.
 */
void
print_outcome(struct text *to, enum language l, const struct tiao_answer *a);

#endif

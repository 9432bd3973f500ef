/* The insides of the public objects that belong to one case. */
#ifndef TIAO_RUNTIME_CASE_H
#define TIAO_RUNTIME_CASE_H

#include "runtime/answer.h"
#include "runtime/facts.h"
#include "runtime/object.h"
#include "runtime/sha256.h"

/* A text of facts that was given, for receipts. */
struct given_text {
    struct str name;
    struct sha256_hex hash;
};

struct given_texts {
    VEC(struct given_text) list;
    bool by_hand; /* facts were set one by one, too */
};

struct tiao_facts {
    struct object object;
    const struct tiao_rulebook *rulebook;
    struct facts facts;
    struct source source; /* of the last call, like DIAGS */
    struct diags diags;
    struct given_texts text;
};

/* A question, copied. */
struct question {
    struct str as_of, period; /* empty: not said */
    enum tiao_language language;
    struct str *ask;
    uint32_t asks;
    struct {
        struct str reading, alternative;
    } * choice;
    uint32_t choices;
    struct walk_limits limits;
};

struct tiao_answers {
    struct object object;
    const struct tiao_rulebook *rulebook;
    const struct plan *plan;
    struct question question;
    struct given_texts text;
    struct data *data;
    struct filled filled;
    struct speech speech;
    struct source source; /* empty: the messages have no place */
    struct diags diags;
    struct asked_list asked;
    struct tiao_answer *answer; /* by asked */
};

/* Reads Q into A's data and the decisions asked for, in A->asked's order.
 * Reports what is wrong with it and returns false. */
struct wanted {
    VEC(uint32_t) decision;
};
bool question_read(struct tiao_answers *a, struct wanted *wanted);

/* The explanations of all answers, in ARENA. */
struct tiao_explanation **
answers_explained(struct arena *arena, const struct tiao_answers *a);
/* What would change each of them. */
struct tiao_why_not **
answers_why_not(struct arena *arena, const struct tiao_answers *a);

#endif

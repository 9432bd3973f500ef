/* Drafting notes: what is no mistake, but what whoever keeps a rulebook would
 * rather write otherwise. Asked of a rulebook without errors, on request; each
 * question is a file of its own and a row of the table in drafting.c. What is
 * found is reported as any message is: the switch 不提示 (lang/hush.h) takes
 * every note. A note that is often wrong is worse than none. */
#ifndef TIAO_DRAFTING_H
#define TIAO_DRAFTING_H

#include "lang/model.h"

struct drafting {
    struct model *m;
    struct arena *arena;
};

/* Asks every question about M, whose plan is made. */
void model_draft(struct model *m);

/* The questions. */
void draft_tests(struct drafting *d);
void draft_names(struct drafting *d);
void draft_surfaces(struct drafting *d);
void draft_numbers(struct drafting *d);
void draft_tables(struct drafting *d);
void draft_conditions(struct drafting *d);
void draft_truths(struct drafting *d);
void draft_locals(struct drafting *d);
void draft_questions(struct drafting *d);
void draft_duties(struct drafting *d);

/* VISIT(N, USER) for N and all that is below it. */
typedef void draft_visit(const struct node *n, void *user);
void nodes_visit(const struct node *n, draft_visit *visit, void *user);
/* Likewise for every declaration of the rulebook. */
void declarations_visit(struct drafting *d, draft_visit *visit, void *user);
/* What is written at AT without its blanks. */
struct str written_at(struct drafting *d, struct span at);

#endif

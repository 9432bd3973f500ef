/* Duties become rules: each is a decision whose value is a status, made of
 * ordinary conditions over ordinary facts, so that nothing behind the tree
 * knows of duties. spec/duties.md says what they mean. */
#ifndef TIAO_LANG_DUTY_H
#define TIAO_LANG_DUTY_H

#include "lang/builtin.h"
#include "lang/declare.h"

enum status {
#define STATUS(id, zh, en) STATUS_##id,
#include "lang/status.def"
#undef STATUS
    STATUS_COUNT
};

/* What there is to say of a duty beside its status: the last day to fulfil it,
 * the day on which it was, the day from which it is violated, and the worst of
 * all windows so far. */
enum facet { FACET_DUE, FACET_DONE, FACET_SINCE, FACET_OVERALL };

/* The facet, or the status of one bearer, that NAME calls; null: none. */
struct decision *
duty_facet(const struct model *m, const struct decision *d, atom name);

/* Makes the decisions of every 义务, 禁止, 许可, 倡导 and 目标; when all
 * entities are entered and before any name is looked up. */
void duties_declare(struct model *m);

/* duty_bearer.c: who bears D, by its 由 and the standing 责任. */
void duty_bearers(struct model *m, struct duty *d);

/* ---- trees: duty_tree.c. What is made stands at AT of the text. ---- */

struct grower {
    struct model *m;
    struct span at;
};

struct node *grow(const struct grower *g, enum node_kind kind, uint32_t kids);
struct node *
grow_1(const struct grower *g, enum node_kind kind, struct node *a);
struct node *grow_2(const struct grower *g, enum node_kind kind, struct node *a,
                    struct node *b);
struct node *grow_name(const struct grower *g, atom name);
struct node *grow_word(const struct grower *g, const char *word);
struct node *grow_path(const struct grower *g, struct node *base, atom name);
struct node *grow_compare(const struct grower *g, enum compare how,
                          struct node *a, struct node *b);
struct node *grow_if(const struct grower *g, struct node *condition,
                     struct node *then, struct node *otherwise);
struct node *grow_status(const struct grower *g, enum status s);
/* FUNCTION(VALUE 当 CONDITION 取 TAKEN); the last two may be null. */
struct node *
grow_aggregate(const struct grower *g, enum builtin_id function,
               struct node *value, struct node *condition, struct node *taken);
/* FUNCTION(逐日 自 FIRST 至 LAST 当 CONDITION 取 TAKEN). */
struct node *
grow_daily(const struct grower *g, enum builtin_id function, struct node *first,
           struct node *last, struct node *condition, struct node *taken);
/* FUNCTION(A, B). */
struct node *grow_call(const struct grower *g, enum builtin_id function,
                       struct node *a, struct node *b);
/* A whole number; UNIT null: without one. */
struct node *grow_count(const struct grower *g, wide n, const char *unit);
/* A and B; either may be null. */
struct node *grow_and(const struct grower *g, struct node *a, struct node *b);
struct node *tree_copy(struct arena *a, const struct node *n);

/* ---- what a duty asks for, read by duty.c for duty_status.c ---- */

/* What the trees of one duty are made of. */
struct making {
    struct grower g;
    struct duty *d;
    struct node *act;     /* EVENT, STATE_ACT or TEXT */
    struct node *due;     /* as written; null: none */
    struct node *within;  /* 自 .. 起 n 内 */
    struct node *from;    /* 自 .. 至 .., unless it only bounds periods */
    bool windows;         /* 每 */
    bool head;            /* only the head of a rule is wanted */
    bool facet;           /* provisos are of the status, not of its days */
    wide times;           /* so many events in a window */
    struct field *day;    /* of the event */
    struct field *period; /* of the event: the window it is for; or null */
    struct field *actor;  /* of the event: who; or null */
    struct field *link;   /* of the event: the row it answers; or null */
    atom bearer;          /* 各自: whose events count; 0: everyone's */
};

/* The entity that F refers to, by what its declaration says; or null. */
struct entity *field_entity(const struct model *m, const struct field *f);
/* The one fact of E that is a day, or null after a message at AT. */
struct field *
duty_event_day(struct model *m, const struct entity *e, const struct node *at);
/* The fact of E that refers to TO, or null. */
struct field *duty_event_link(const struct model *m, const struct entity *e,
                              const struct entity *to);

/* The status on the as-of day. */
struct node *duty_status(const struct making *k);
/* The last day of the window; null when it stays open. */
struct node *duty_due(const struct making *k);
/* The first day on which it was done; none when it was not. */
struct node *duty_done_day(const struct making *k);
/* Since when it is violated; none while it is not. Null: there is no telling.
 */
struct node *duty_violated_day(const struct making *k);

#endif

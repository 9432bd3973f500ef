/* Making the parts of a model; for the passes that declare and link. */
#ifndef TIAO_LANG_DECLARE_H
#define TIAO_LANG_DECLARE_H

#include "lang/model.h"

struct entity *model_entity_new(struct model *m, enum entity_form form,
                                struct node *n, atom name);
/* Says so when the member is there already. NAME is a NAME node. */
void
entity_member_add(struct model *m, struct entity *e, const struct node *name);
/* OF null: a parameter or output, which is no fact. */
struct field *
model_field_new(struct model *m, struct entity *of, struct node *n);
struct decision *model_decision_new(struct model *m, enum decision_kind kind,
                                    struct node *n, atom name);

/* A decision with its first rule, entered by its name. */
struct decision *model_decision_declare(struct model *m, struct node *n,
                                        enum decision_kind kind);
/* LABEL 0: it has none. */
struct rule *model_rule_new(struct model *m, enum place_kind kind,
                            struct node *n, atom label);

/* declare_unit.c: 单位. */
void model_units(struct model *m);
/* declare_type.c: what the words of every type mean. */
void model_types(struct model *m);
/* declare_link.c: 归, 优先于, 对, splits: what belongs to what. */
void model_link(struct model *m);

/* The names of a list, joined; empty when N is null. */
struct str names_text(struct model *m, const struct node *n);
/* The period kind of the word (月, month ..), or PERIOD_NONE. */
enum period_kind period_named(struct str word);
/* The period of the word or calendar that NAME is: see CALENDARS_MOST. NONE
 * after a message. */
uint8_t model_period(struct model *m, const struct node *name);

#endif

/* The grammar's actions: each makes one node or adds to one list. Lists are
 * used up by the node that takes them. */
#ifndef TIAO_BUILD_H
#define TIAO_BUILD_H

#include "lang/parser.h"

struct nodes *nodes_new(struct parser *p);
struct nodes *nodes_one(struct parser *p, struct node *n);
/* N may be null: nothing is added. Returns LIST. */
struct nodes *nodes_add(struct parser *p, struct nodes *list, struct node *n);
/* N in front of LIST. */
struct nodes *nodes_first(struct parser *p, struct node *n, struct nodes *list);
struct nodes *nodes_open(struct nodes *list);
void parser_done(struct parser *p, struct node *n);

struct node *
ast_leaf(struct parser *p, enum node_kind kind, struct span at, int form);
struct node *ast_one(struct parser *p, enum node_kind kind, struct span at,
                     struct node *kid);
struct node *ast_pair(struct parser *p, enum node_kind kind, struct span at,
                      struct node *a, struct node *b);
struct node *ast_three(struct parser *p, enum node_kind kind, struct span at,
                       struct node *a, struct node *b, struct node *c);
struct node *ast_list(struct parser *p, enum node_kind kind, struct span at,
                      struct nodes *list);

struct node *ast_name(struct parser *p, struct span at, struct word w);
struct node *
ast_number(struct parser *p, struct span at, const struct literal *n);
struct node *ast_day(struct parser *p, struct span at, int32_t day);
struct node *
ast_period(struct parser *p, struct span at, struct period_value v);
struct node *ast_text(struct parser *p, enum node_kind kind, struct span at,
                      struct str text);
struct node *ast_citation(struct parser *p, struct span at, struct word w);
struct node *ast_cites(struct parser *p, struct span at, struct nodes *list);

/* Declarations; a null NAME was unreadable. */
struct node *ast_file(struct parser *p, struct span at, struct nodes *list);
struct node *
ast_declaration(struct parser *p, enum node_kind kind, struct span at,
                struct node *name, struct nodes *parts);
struct node *ast_measure(struct parser *p, struct span at, struct node *cites,
                         struct nodes *parts);
struct node *ast_unit(struct parser *p, struct span at, struct nodes *names,
                      struct node *value, struct nodes *parts);
struct node *
ast_roster_list(struct parser *p, enum roster_form form, struct span at,
                struct node *name, struct nodes *members);
struct node *ast_roster(struct parser *p, enum roster_form form, struct span at,
                        struct node *name, struct nodes *parts);
struct node *ast_bodies(struct parser *p, struct span at, struct nodes *members,
                        struct nodes *parts);
struct nodes *ast_head(struct parser *p, struct node *name, struct node *params,
                       struct node *type, struct node *more);
struct node *ast_rule(struct parser *p, enum node_kind kind, struct span at,
                      struct nodes *head, struct nodes *clauses);
struct node *ast_exception(struct parser *p, struct span at, struct node *name,
                           struct node *overrides, struct nodes *clauses);
struct node *
ast_presumption(struct parser *p, struct span at, struct node *subject,
                struct node *value, struct nodes *clauses);
struct node *ast_case(struct parser *p, struct span at, struct node *name,
                      struct nodes *parts);
struct node *ast_uncoded(struct parser *p, struct span at, struct node *cites,
                         struct node *text);
struct node *ast_awaiting(struct parser *p, struct span at, struct nodes *names,
                          enum keyword what);
struct node *ast_attribute(struct parser *p, struct span at, struct node *name,
                           struct node *value);

/* Types and fields. */
struct node *ast_field(struct parser *p, struct span at, struct nodes *head,
                       struct node *type, struct nodes *tail);
struct node *
ast_type_tail(struct parser *p, struct span at, int flags, struct node *every);
struct node *ast_type(struct parser *p, struct span at, struct nodes *words,
                      struct node *domain, struct node *tail);
struct node *ast_type_list(struct parser *p, struct span at,
                           struct nodes *words, struct node *tail);
struct node *ast_type_many(struct parser *p, struct span at, struct node *word,
                           struct node *tail);
struct node *
ast_type_outputs(struct parser *p, struct span at, struct nodes *fields);
struct node *ast_unit_name(struct parser *p, struct span at, struct node *left,
                           struct node *right);

/* Clauses. */
struct node *ast_for(struct parser *p, struct span at, struct node *entity,
                     struct node *row, struct nodes *behind);
struct node *ast_every(struct parser *p, struct span at, struct node *period,
                       struct node *times);
struct node *ast_combine(struct parser *p, struct span at, struct word w);
struct node *
ast_gives(struct parser *p, struct nodes *outputs, struct node *table);
struct node *ast_gives_policy(struct parser *p, struct word policy,
                              struct nodes *outputs, struct node *table);
struct node *ast_but(struct parser *p, struct span at, struct nodes *label);

/* Duties. */
struct node *ast_duty(struct parser *p, struct span at, enum keyword which,
                      struct nodes *head, struct nodes *clauses);
struct node *
ast_act(struct parser *p, struct span at, enum keyword modal, struct node *act);
struct node *ast_event(struct parser *p, struct span at, struct node *entity,
                       struct nodes *behind);
struct node *ast_state_act(struct parser *p, struct span at, enum keyword which,
                           struct node *state);
struct node *
ast_bearers(struct parser *p, struct span at, int form, struct nodes *list);
struct node *
ast_bearer(struct parser *p, struct span at, struct node *who, int lead);
struct node *ast_then_duty(struct parser *p, struct span at, enum keyword which,
                           struct nodes *names);

/* Cases. */
struct node *ast_given(struct parser *p, struct span at, struct node *entity,
                       struct node *member, int flags, struct nodes *facts);
/* 设 抽查 部分 自 2025-07-01. */
struct node *ast_given_from(struct parser *p, struct span at,
                            struct node *entity, int32_t from);
struct node *
ast_fact(struct parser *p, struct span at, int flags, struct node *path,
         struct node *value, struct node *from, struct node *on);
struct node *ast_expected(struct parser *p, struct span at, struct node *path,
                          struct node *value);
struct node *
ast_expected_not(struct parser *p, struct span at, struct node *path);
struct node *ast_expect(struct parser *p, struct span at, struct nodes *list,
                        struct node *because);
struct node *ast_state(struct parser *p, struct span at, enum keyword state);

/* Tables and tests. */
struct node *ast_table(struct parser *p, struct span at, struct nodes *rows);
struct node *ast_row_wrong(struct parser *p, struct span at);
struct node *ast_cell(struct parser *p, struct span at, enum cell_form form,
                      struct nodes *tests);
struct node *ast_test(struct parser *p, struct span at, enum compare how,
                      struct node *bound);
/* From LOW (how: GE or GT) to HIGH, which is included; a LOW that is LT or LE
 * leaves HIGH as a mistake of the writer. */
struct node *ast_range(struct parser *p, struct span at, enum compare how,
                       struct node *low, struct node *high);
struct node *ast_range_suffix(struct parser *p, struct span at,
                              struct node *bound, enum keyword suffix);

/* Expressions. */
struct node *ast_chain(struct parser *p, enum node_kind kind, struct span at,
                       struct node *left, struct node *right);
struct node *ast_compare(struct parser *p, struct span at, enum compare how,
                         struct node *left, struct node *right);
struct node *
ast_in(struct parser *p, struct span at, int flags, struct node *subject,
       struct nodes *tests, struct node *awaiting);
struct node *ast_has(struct parser *p, struct span at, struct node *value,
                     enum keyword which);
struct node *ast_round(struct parser *p, struct span at, struct node *value,
                       enum keyword how, struct node *place);
struct node *ast_cap(struct parser *p, struct span at, struct node *value,
                     enum keyword which, struct node *bound);
struct node *ast_binary(struct parser *p, struct span at, enum binary how,
                        struct node *left, struct node *right);
struct node *ast_brackets(struct parser *p, struct span at, struct node *inner);
struct node *ast_call(struct parser *p, struct span at, struct node *name,
                      struct nodes *args);
struct node *
ast_arg(struct parser *p, struct span at, enum arg_form form, struct node *row,
        struct node *value, struct node *condition, struct node *taken);
struct node *ast_arg_rest(struct parser *p, struct span at, struct node *arg,
                          struct node *condition, struct node *taken);
struct node *ast_arg_each(struct parser *p, struct span at, enum keyword each,
                          struct node *range);

#endif

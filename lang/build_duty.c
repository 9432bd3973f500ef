/* Duties and what they are made of. */
#include "lang/build.h"

/* The period of `应当 抽查 每 季度` is the duty's, wherever it stands: in
 * front, for what stands behind 但 is the proviso's. */
static void
period_lift(struct parser *p, struct nodes *clauses)
{
    struct node *every = NULL;
    for (uint32_t i = 0; i < clauses->n && !every; i++) {
        const struct node *act = clauses->at[i];
        struct node *event = act->kind == NODE_ACT ? act->kid[0] : NULL;
        if (event && event->kind == NODE_EVENT)
            every = node_find(event, NODE_EVERY);
    }
    if (every)
        nodes_first(p, every, clauses);
}

struct node *
ast_duty(struct parser *p, struct span at, enum keyword which,
         struct nodes *head, struct nodes *clauses)
{
    struct node *name = head->n ? head->at[0] : NULL;
    struct node *over = head->n > 1 ? head->at[1] : NULL;
    period_lift(p, clauses);
    if (over)
        nodes_first(p, over, clauses);
    struct node *n = ast_declaration(p, NODE_DUTY, at, name, clauses);
    n->form = (uint8_t)(which - KEYWORD_DUTY);
    return n;
}

struct node *
ast_act(struct parser *p, struct span at, enum keyword modal, struct node *act)
{
    struct node *n = ast_one(p, NODE_ACT, at, act);
    n->form = modal == KEYWORD_MUST       ? ACT_MUST
              : modal == KEYWORD_MUST_NOT ? ACT_MUST_NOT
                                          : ACT_MAY;
    return n;
}

struct node *
ast_event(struct parser *p, struct span at, struct node *entity,
          struct nodes *behind)
{
    struct node *n =
        ast_list(p, NODE_EVENT, at, nodes_first(p, entity, behind));
    n->name = entity->name;
    return n;
}

struct node *
ast_state_act(struct parser *p, struct span at, enum keyword which,
              struct node *state)
{
    struct node *n = ast_one(p, NODE_STATE_ACT, at, state);
    n->form = which == KEYWORD_KEEP;
    return n;
}

struct node *
ast_bearers(struct parser *p, struct span at, int form, struct nodes *list)
{
    struct node *n = ast_list(p, NODE_BEARERS, at, list);
    n->form = (uint8_t)form;
    return n;
}

struct node *
ast_bearer(struct parser *p, struct span at, struct node *who, int lead)
{
    struct node *n = ast_one(p, NODE_BEARER, at, who);
    n->form = (uint8_t)lead;
    n->name = who->name;
    return n;
}

struct node *
ast_then_duty(struct parser *p, struct span at, enum keyword which,
              struct nodes *names)
{
    struct node *n = ast_list(p, NODE_THEN_DUTY, at, names);
    n->form = which == KEYWORD_REMEDIED_BY;
    return n;
}

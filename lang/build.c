#include "lang/build.h"

#include <string.h>

/* Lists. */

struct nodes *
nodes_new(struct parser *p)
{
    struct nodes *list = p->spare;
    if (!list)
        return arena_new(p->scratch, struct nodes);
    p->spare = list->spare;
    list->n = 0;
    list->open = false;
    return list;
}

struct nodes *
nodes_add(struct parser *p, struct nodes *list, struct node *n)
{
    if (n)
        vec_push(p->scratch, list, n);
    return list;
}

struct nodes *
nodes_one(struct parser *p, struct node *n)
{
    return nodes_add(p, nodes_new(p), n);
}

struct nodes *
nodes_first(struct parser *p, struct node *n, struct nodes *list)
{
    vec_push(p->scratch, list, n);
    memmove(list->at + 1, list->at, (list->n - 1) * sizeof *list->at);
    list->at[0] = n;
    return list;
}

struct nodes *
nodes_open(struct nodes *list)
{
    list->open = true;
    return list;
}

static void
nodes_done(struct parser *p, struct nodes *list)
{
    list->spare = p->spare;
    p->spare = list;
}

/* Nodes. */

static struct node *
node_new(struct parser *p, enum node_kind kind, struct span at, uint32_t n)
{
    struct node *node =
        arena_zero(p->tree, sizeof *node + (size_t)n * sizeof *node->kid);
    node->kind = (uint8_t)kind;
    node->at = at;
    node->n = n & NODE_KIDS;
    return node;
}

/* Trees that are deeper than any walk over them may go are cut off here. A
 * chain such as 1 + 1 + .. is as deep as it is long. */
static struct node *
node_deepen(struct parser *p, struct node *n)
{
    uint32_t depth = 0;
    for (uint32_t i = 0; i < n->n; i++)
        if (n->kid[i] && n->kid[i]->depth > depth)
            depth = n->kid[i]->depth;
    uint32_t most = 5 * p->scan.limits->nesting;
    n->depth = (depth + 1) & 1023;
    bool expression = n->kind >= NODE_RANGE;
    if (!expression || (depth < most && depth < NODE_DEPTH))
        return n;
    if (!p->deep_reported) {
        struct text limit = {.arena = p->scratch};
        text_add_unsigned(&limit, most < NODE_DEPTH ? most : NODE_DEPTH);
        report(p->diags, LIMIT_CHAIN, .at = {n->at.hi - 1, n->at.hi},
               .arg = {text_str(&limit)});
    }
    p->deep_reported = true;
    return ast_leaf(p, NODE_WRONG, n->at, 0);
}

struct node *
ast_leaf(struct parser *p, enum node_kind kind, struct span at, int form)
{
    struct node *n = node_new(p, kind, at, 0);
    n->form = (uint8_t)form;
    return n;
}

struct node *
ast_one(struct parser *p, enum node_kind kind, struct span at, struct node *kid)
{
    struct node *n = node_new(p, kind, at, 1);
    n->kid[0] = kid;
    if (kind == NODE_OF || kind == NODE_REMAINDER || kind == NODE_FOR_NOW)
        n->name = kid->name;
    return node_deepen(p, n);
}

struct node *
ast_pair(struct parser *p, enum node_kind kind, struct span at, struct node *a,
         struct node *b)
{
    struct node *n = node_new(p, kind, at, 2);
    n->kid[0] = a;
    n->kid[1] = b;
    if (kind == NODE_PATH)
        n->name = b->name;
    else if (kind == NODE_LET || kind == NODE_ALTERNATIVE ||
             kind == NODE_ATTRIBUTE)
        n->name = a->name;
    return node_deepen(p, n);
}

struct node *
ast_three(struct parser *p, enum node_kind kind, struct span at, struct node *a,
          struct node *b, struct node *c)
{
    struct node *n = node_new(p, kind, at, 3);
    n->kid[0] = a;
    n->kid[1] = b;
    n->kid[2] = c;
    return node_deepen(p, n);
}

struct node *
ast_list(struct parser *p, enum node_kind kind, struct span at,
         struct nodes *list)
{
    struct node *n = node_new(p, kind, at, list->n);
    if (list->n)
        memcpy(n->kid, list->at, list->n * sizeof *list->at);
    n->flags = list->open ? FLAG_OPEN : 0;
    if (kind == NODE_BUT && list->n && list->at[0]->kind == NODE_NAME)
        n->name = list->at[0]->name;
    nodes_done(p, list);
    return node_deepen(p, n);
}

void
parser_done(struct parser *p, struct node *n)
{
    p->result = n;
}

struct node *
ast_name(struct parser *p, struct span at, struct word w)
{
    struct node *n = ast_leaf(p, NODE_NAME, at, w.keyword);
    n->name = w.name;
    n->flags = w.quoted ? FLAG_QUOTED : 0;
    return n;
}

struct node *
ast_number(struct parser *p, struct span at, const struct literal *literal)
{
    struct node *n = ast_leaf(p, NODE_NUMBER, at, 0);
    n->literal = literal;
    return n;
}

struct node *
ast_day(struct parser *p, struct span at, int32_t day)
{
    struct node *n = ast_leaf(p, NODE_DAY, at, 0);
    n->day = day;
    return n;
}

struct node *
ast_period(struct parser *p, struct span at, struct period_value v)
{
    struct node *n = ast_leaf(p, NODE_PERIOD, at, (int)v.kind);
    n->day = v.number;
    return n;
}

struct node *
ast_text(struct parser *p, enum node_kind kind, struct span at, struct str text)
{
    struct node *n = ast_leaf(p, kind, at, 0);
    n->text = text;
    return n;
}

struct node *
ast_citation(struct parser *p, struct span at, struct word w)
{
    struct node *n = ast_leaf(p, NODE_CITATION, at, 0);
    n->name = w.name;
    return n;
}

struct node *
ast_cites(struct parser *p, struct span at, struct nodes *list)
{
    return ast_list(p, NODE_CITES, at, list);
}

/* Expressions. */

/* a 且 b 且 c is one node with three kids. */
struct node *
ast_chain(struct parser *p, enum node_kind kind, struct span at,
          struct node *left, struct node *right)
{
    bool same = left->kind == kind && !(left->flags & FLAG_BRACKETS);
    if (!same)
        return ast_pair(p, kind, at, left, right);
    uint32_t n = left->n;
    /* A chain is kept with room for a power of two of kids. */
    struct node *chain = left;
    if ((n & (n - 1)) == 0) {
        chain = node_new(p, kind, at, 2 * n);
        memcpy(chain->kid, left->kid, n * sizeof *left->kid);
        chain->depth = left->depth;
    }
    chain->at = at;
    chain->n = (n + 1) & NODE_KIDS;
    chain->kid[n] = right;
    if (chain->depth <= right->depth)
        return node_deepen(p, chain);
    return chain;
}

struct node *
ast_compare(struct parser *p, struct span at, enum compare how,
            struct node *left, struct node *right)
{
    struct node *n = ast_pair(p, NODE_COMPARE, at, left, right);
    n->form = (uint8_t)how;
    return n;
}

struct node *
ast_binary(struct parser *p, struct span at, enum binary how, struct node *left,
           struct node *right)
{
    struct node *n = ast_pair(p, NODE_BINARY, at, left, right);
    n->form = (uint8_t)how;
    return n;
}

struct node *
ast_in(struct parser *p, struct span at, int flags, struct node *subject,
       struct nodes *tests, struct node *awaiting)
{
    nodes_add(p, tests, awaiting);
    struct node *n = ast_list(p, NODE_IN, at, nodes_first(p, subject, tests));
    n->flags = (uint16_t)flags;
    return n;
}

struct node *
ast_has(struct parser *p, struct span at, struct node *value,
        enum keyword which)
{
    struct node *n = ast_one(p, NODE_HAS, at, value);
    n->form = which == KEYWORD_HAS_VALUE;
    return n;
}

struct node *
ast_round(struct parser *p, struct span at, struct node *value,
          enum keyword how, struct node *place)
{
    struct node *n = ast_pair(p, NODE_ROUND, at, value, place);
    n->form = (uint8_t)(ROUND_HALF_AWAY + how - KEYWORD_HALF_AWAY);
    return n;
}

struct node *
ast_cap(struct parser *p, struct span at, struct node *value,
        enum keyword which, struct node *bound)
{
    struct node *n = ast_pair(p, NODE_CAP, at, value, bound);
    n->form = which == KEYWORD_FLOORED;
    return n;
}

struct node *
ast_brackets(struct parser *p, struct span at, struct node *inner)
{
    (void)p;
    (void)at;
    inner->flags |= FLAG_BRACKETS;
    return inner;
}

struct node *
ast_call(struct parser *p, struct span at, struct node *name,
         struct nodes *args)
{
    struct node *n = ast_list(p, NODE_CALL, at, nodes_first(p, name, args));
    n->name = name->name;
    return n;
}

struct node *
ast_arg(struct parser *p, struct span at, enum arg_form form, struct node *row,
        struct node *value, struct node *condition, struct node *taken)
{
    struct node *n = node_new(p, NODE_ARG, at, 4);
    n->form = (uint8_t)form;
    n->name = row ? row->name : 0;
    n->kid[0] = value;
    n->kid[1] = condition;
    n->kid[2] = taken;
    n->kid[3] = row;
    return node_deepen(p, n);
}

struct node *
ast_arg_rest(struct parser *p, struct span at, struct node *arg,
             struct node *condition, struct node *taken)
{
    if (arg->kind != NODE_ARG)
        return arg;
    arg->at = at;
    arg->kid[1] = condition;
    arg->kid[2] = taken;
    return node_deepen(p, arg);
}

struct node *
ast_arg_each(struct parser *p, struct span at, enum keyword each,
             struct node *range)
{
    int form = ARG_DAYS + (int)each - (int)KEYWORD_DAILY;
    return ast_arg(p, at, (enum arg_form)form, NULL, range, NULL, NULL);
}

/* Tests. */

struct node *
ast_range(struct parser *p, struct span at, enum compare how, struct node *low,
          struct node *high)
{
    struct node *n = ast_pair(p, NODE_RANGE, at, low, high);
    if (how == COMPARE_GT)
        n->flags |= FLAG_LOW_OPEN;
    else if (how != COMPARE_GE)
        report(p->diags, RANGE_LOW, .at = at);
    return n;
}

/* A range without one of its ends. */
static struct node *
ast_half(struct parser *p, struct span at, bool low, bool open,
         struct node *bound)
{
    struct node *n = node_new(p, NODE_RANGE, at, 2);
    n->kid[low ? 0 : 1] = bound;
    n->flags = open ? (low ? FLAG_LOW_OPEN : FLAG_HIGH_OPEN) : 0;
    return node_deepen(p, n);
}

struct node *
ast_range_suffix(struct parser *p, struct span at, struct node *bound,
                 enum keyword suffix)
{
    return ast_half(p, at, suffix != KEYWORD_AND_UNDER,
                    suffix == KEYWORD_BEYOND, bound);
}

struct node *
ast_test(struct parser *p, struct span at, enum compare how, struct node *bound)
{
    switch (how) {
    case COMPARE_EQ:
        return bound;
    case COMPARE_NE:
        return ast_one(p, NODE_NOT, at, bound);
    case COMPARE_LT:
    case COMPARE_LE:
        return ast_half(p, at, false, how == COMPARE_LT, bound);
    case COMPARE_GT:
    case COMPARE_GE:
        return ast_half(p, at, true, how == COMPARE_GT, bound);
    }
    return bound;
}

/* Tables. */

struct node *
ast_cell(struct parser *p, struct span at, enum cell_form form,
         struct nodes *tests)
{
    struct node *n = ast_list(p, NODE_CELL, at, tests);
    n->form = (uint8_t)form;
    return n;
}

struct node *
ast_row_wrong(struct parser *p, struct span at)
{
    struct node *n = ast_leaf(p, NODE_ROW, at, 0);
    n->flags = FLAG_WRONG;
    return n;
}

/* Rows that could not be read are left out: they have been reported. Without
 * its header a table says nothing. */
struct node *
ast_table(struct parser *p, struct span at, struct nodes *rows)
{
    if (rows->at[0]->flags & FLAG_WRONG) {
        nodes_done(p, rows);
        return ast_leaf(p, NODE_WRONG, at, 0);
    }
    if (rows->n == 1)
        report(p->diags, ROW_EMPTY, .at = rows->at[0]->at);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < rows->n; i++)
        if (!(rows->at[i]->flags & FLAG_WRONG))
            rows->at[kept++] = rows->at[i];
    struct node *n = node_new(p, NODE_TABLE, at, kept + 1);
    memcpy(n->kid + 1, rows->at, kept * sizeof *rows->at);
    nodes_done(p, rows);
    return node_deepen(p, n);
}

/* Trees that nobody wrote: what a duty means, in expressions. */
#include "lang/duty.h"

#include "lang/builtin.h"

#include <string.h>

struct node *
grow(const struct grower *g, enum node_kind kind, uint32_t kids)
{
    struct node *n = arena_zero(g->m->arena, sizeof(struct node) +
                                                 kids * sizeof(struct node *));
    n->kind = (uint8_t)kind;
    n->at = g->at;
    n->n = kids & NODE_KIDS;
    return n;
}

struct node *
grow_1(const struct grower *g, enum node_kind kind, struct node *a)
{
    struct node *n = grow(g, kind, 1);
    n->kid[0] = a;
    return n;
}

struct node *
grow_2(const struct grower *g, enum node_kind kind, struct node *a,
       struct node *b)
{
    struct node *n = grow(g, kind, 2);
    n->kid[0] = a;
    n->kid[1] = b;
    return n;
}

struct node *
grow_name(const struct grower *g, atom name)
{
    struct node *n = grow(g, NODE_NAME, 0);
    n->name = name;
    return n;
}

struct node *
grow_word(const struct grower *g, const char *word)
{
    return grow_name(g, atom_of(g->m->atoms, str_of(word)));
}

struct node *
grow_path(const struct grower *g, struct node *base, atom name)
{
    struct node *n = grow_2(g, NODE_PATH, base, grow_name(g, name));
    n->name = name;
    return n;
}

struct node *
grow_compare(const struct grower *g, enum compare how, struct node *a,
             struct node *b)
{
    struct node *n = grow_2(g, NODE_COMPARE, a, b);
    n->form = (uint8_t)how;
    return n;
}

struct node *
grow_if(const struct grower *g, struct node *condition, struct node *then,
        struct node *otherwise)
{
    struct node *n = grow(g, NODE_IF, 3);
    n->kid[0] = condition;
    n->kid[1] = then;
    n->kid[2] = otherwise;
    return n;
}

struct node *
grow_status(const struct grower *g, enum status s)
{
    return grow_name(g, g->m->status->member.at[s]);
}

static struct node *
argument(const struct grower *g, struct node *value, struct node *condition,
         struct node *taken)
{
    struct node *n = grow(g, NODE_ARG, 4);
    n->kid[0] = value;
    n->kid[1] = condition;
    n->kid[2] = taken;
    return n;
}

static struct node *
call(const struct grower *g, enum builtin_id function, uint32_t arguments)
{
    struct node *n = grow(g, NODE_CALL, arguments + 1);
    n->kid[0] = grow_word(g, builtin_at(function)->zh);
    n->name = n->kid[0]->name;
    return n;
}

struct node *
grow_aggregate(const struct grower *g, enum builtin_id function,
               struct node *value, struct node *condition, struct node *taken)
{
    struct node *n = call(g, function, 1);
    n->kid[1] = argument(g, value, condition, taken);
    return n;
}

struct node *
grow_daily(const struct grower *g, enum builtin_id function, struct node *first,
           struct node *last, struct node *condition, struct node *taken)
{
    struct node *n = call(g, function, 1);
    n->kid[1] =
        argument(g, grow_2(g, NODE_RANGE, first, last), condition, taken);
    n->kid[1]->form = ARG_DAYS;
    return n;
}

struct node *
grow_call(const struct grower *g, enum builtin_id function, struct node *a,
          struct node *b)
{
    struct node *n = call(g, function, 2);
    n->kid[1] = argument(g, a, NULL, NULL);
    n->kid[2] = argument(g, b, NULL, NULL);
    return n;
}

struct node *
grow_count(const struct grower *g, wide count, const char *unit)
{
    struct literal *l = arena_new(g->m->arena, struct literal);
    struct node *n = grow(g, NODE_NUMBER, 0);
    l->coefficient = count;
    l->unit = unit ? atom_of(g->m->atoms, str_of(unit)) : 0;
    n->literal = l;
    return n;
}

struct node *
grow_and(const struct grower *g, struct node *a, struct node *b)
{
    if (!a || !b)
        return a ? a : b;
    return grow_2(g, NODE_AND, a, b);
}

struct node *
tree_copy(struct arena *a, const struct node *n)
{
    if (!n)
        return NULL;
    size_t size = sizeof *n + n->n * sizeof n->kid[0];
    struct node *copy = arena_zero(a, size);
    memcpy(copy, n, size);
    for (uint32_t i = 0; i < n->n; i++)
        copy->kid[i] = tree_copy(a, n->kid[i]);
    return copy;
}

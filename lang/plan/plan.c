#include "lang/plan/plan.h"

#include <string.h>

struct item_slot {
    uint32_t item; /* its number plus one; 0: free */
    uint32_t hash;
};

/* An open-addressing index over the items of one array. */
struct item_index {
    struct item_slot *slot;
    uint32_t n, slots;
};

struct plan_builder {
    struct plan plan;
    VEC(struct plan_node) node;
    VEC(node_id) operand;
    VEC(struct plan_space) space;
    VEC(struct type) type;
    VEC(wide) constant;
    struct item_index nodes, spaces, types, constants;
};

static const struct {
    const char *zh, *en;
} words[] = {
#define OP(name, operands, shape, because, zh, en) {zh, en},
#include "lang/plan/op.def"
#undef OP
};

const char *
op_words(enum op op, bool english)
{
    return english ? words[op].en : words[op].zh;
}

static uint64_t
mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static uint64_t
mix_wide(uint64_t hash, wide word)
{
    return mix(mix(hash, (uint64_t)word), (uint64_t)((uwide)word >> 64));
}

static void
index_put(struct item_index *ix, struct item_slot item)
{
    uint32_t at = item.hash & (ix->slots - 1);
    while (ix->slot[at].item != 0)
        at = (at + 1) & (ix->slots - 1);
    ix->slot[at] = item;
}

static void
index_grow(struct arena *a, struct item_index *ix)
{
    struct item_index old = *ix;
    ix->slots = old.slots == 0 ? 64 : old.slots * 2;
    ix->slot = arena_array(a, struct item_slot, ix->slots);
    for (uint32_t i = 0; i < old.slots; i++)
        if (old.slot[i].item != 0)
            index_put(ix, old.slot[i]);
}

static void
index_add(struct arena *a, struct item_index *ix, uint64_t hash, uint32_t item)
{
    if (ix->n * 2 >= ix->slots)
        index_grow(a, ix);
    index_put(ix, (struct item_slot){item + 1, (uint32_t)hash});
    ix->n++;
}

/* The next item of HASH from *AT on, or UINT32_MAX. Start with *AT = 0. */
static uint32_t
index_next(const struct item_index *ix, uint64_t hash, uint32_t *at)
{
    if (ix->slots == 0)
        return UINT32_MAX;
    for (uint32_t mask = ix->slots - 1;; ++*at) {
        struct item_slot slot = ix->slot[((uint32_t)hash + *at) & mask];
        if (slot.item == 0)
            return UINT32_MAX;
        if (slot.hash == (uint32_t)hash) {
            ++*at;
            return slot.item - 1;
        }
    }
}

static struct arena *
arena_of(const struct plan_builder *b)
{
    return b->plan.arena;
}

struct plan_builder *
plan_builder_new(struct arena *a)
{
    struct plan_builder *b = arena_new(a, struct plan_builder);
    b->plan.arena = a;
    /* Never null: a walk points into it for nodes without operands too. */
    b->operand.at = vec_more(a, NULL, sizeof *b->operand.at, &b->operand.room);
    plan_space(b, (struct plan_space){.kind = SPACE_CASE,
                                      .entity = CASE_ENTITY,
                                      .link = NO_NODE,
                                      .subject = NO_NODE,
                                      .from = NO_NODE,
                                      .to = NO_NODE,
                                      .first = NO_NODE,
                                      .last = NO_NODE});
    return b;
}

static bool
type_same(const struct type *s, const struct type *t)
{
    return s->rep == t->rep && s->scale == t->scale && s->period == t->period &&
           s->optional == t->optional && s->entity == t->entity &&
           s->element == t->element && s->unit == t->unit && s->lo == t->lo &&
           s->hi == t->hi;
}

uint32_t
plan_type(struct plan_builder *b, struct type t)
{
    uint64_t hash = mix(mix(t.rep, t.scale), t.period * 2u + t.optional);
    hash = mix(mix(mix(hash, t.entity), t.element), t.unit);
    hash = mix_wide(mix_wide(hash, t.lo), t.hi);
    uint32_t at = 0, item;
    while ((item = index_next(&b->types, hash, &at)) != UINT32_MAX)
        if (type_same(&b->type.at[item], &t))
            return item;
    vec_push(arena_of(b), &b->type, t);
    index_add(arena_of(b), &b->types, hash, b->type.n - 1);
    plan_of(b);
    return b->type.n - 1;
}

uint32_t
plan_constant(struct plan_builder *b, wide value)
{
    uint64_t hash = mix_wide(0, value);
    uint32_t at = 0, item;
    while ((item = index_next(&b->constants, hash, &at)) != UINT32_MAX)
        if (b->constant.at[item] == value)
            return item;
    vec_push(arena_of(b), &b->constant, value);
    index_add(arena_of(b), &b->constants, hash, b->constant.n - 1);
    plan_of(b);
    return b->constant.n - 1;
}

static bool
space_same(const struct plan_space *s, const struct plan_space *t)
{
    return s->kind == t->kind && s->period == t->period &&
           s->parent == t->parent && s->entity == t->entity &&
           s->link == t->link && s->subject == t->subject &&
           s->from == t->from && s->to == t->to && s->first == t->first &&
           s->last == t->last;
}

space_id
plan_space(struct plan_builder *b, struct plan_space s)
{
    uint64_t hash = mix(mix(s.kind, s.period), s.parent);
    hash = mix(mix(mix(hash, s.entity), s.link), s.subject);
    hash = mix(mix(mix(mix(hash, s.from), s.to), s.first), s.last);
    uint32_t at = 0, item;
    while ((item = index_next(&b->spaces, hash, &at)) != UINT32_MAX)
        if (space_same(&b->space.at[item], &s))
            return item;
    vec_push(arena_of(b), &b->space, s);
    index_add(arena_of(b), &b->spaces, hash, b->space.n - 1);
    plan_of(b);
    return b->space.n - 1;
}

static bool
node_same(const struct plan_builder *b, const struct plan_node *s,
          const struct plan_node *t, const node_id *operand)
{
    return s->op == t->op && s->space == t->space && s->type == t->type &&
           s->a == t->a && s->b == t->b && s->n == t->n &&
           (s->n == 0 || memcmp(b->operand.at + s->first, operand,
                                s->n * sizeof *operand) == 0);
}

/* Are values of the operands told apart by their words? */
static bool
operands_words(const struct plan_builder *b, const node_id *operand, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t type = b->node.at[operand[i]].type;
        enum rep rep = (enum rep)b->type.at[type].rep;
        if (rep != REP_TRUTH && rep != REP_NUMBER && rep != REP_DATE &&
            rep != REP_PERIOD)
            return false;
    }
    return n > 0;
}

node_id
plan_node(struct plan_builder *b, enum op op, space_id space, uint32_t type,
          uint32_t attribute_a, uint32_t attribute_b, const node_id *operand,
          uint32_t n, uint32_t place)
{
    struct plan_node node = {.op = (uint8_t)op,
                             .space = space,
                             .type = type,
                             .a = attribute_a,
                             .b = attribute_b,
                             .first = b->operand.n,
                             .n = n,
                             .place = place};
    uint64_t hash = mix(mix(mix(op, space), type), attribute_a);
    hash = mix(mix(hash, attribute_b), n);
    for (uint32_t i = 0; i < n; i++)
        hash = mix(hash, operand[i]);
    uint32_t at = 0, item;
    while ((item = index_next(&b->nodes, hash, &at)) != UINT32_MAX)
        if (node_same(b, &b->node.at[item], &node, operand))
            return item;
    if (operands_words(b, operand, n))
        node.flags = NODE_WORDS;
    if (n > 0 && b->type.at[b->node.at[operand[n - 1]].type].rep == REP_ROW)
        node.flags |= NODE_BY_ROW;
    for (uint32_t i = 0; i < n; i++)
        vec_push(arena_of(b), &b->operand, operand[i]);
    vec_push(arena_of(b), &b->node, node);
    index_add(arena_of(b), &b->nodes, hash, b->node.n - 1);
    plan_of(b);
    return b->node.n - 1;
}

void
plan_prove(struct plan *p, node_id node, uint8_t flags)
{
    p->node[node].flags |= flags;
}

struct plan *
plan_of(struct plan_builder *b)
{
    struct plan *p = &b->plan;
    p->node = b->node.at, p->nodes = b->node.n;
    p->operand = b->operand.at, p->operands = b->operand.n;
    p->space = b->space.at, p->spaces = b->space.n;
    p->type = b->type.at, p->types = b->type.n;
    p->constant = b->constant.at, p->constants = b->constant.n;
    return p;
}

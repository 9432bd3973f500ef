#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>
#include <stdlib.h>

struct world *
world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    cr_assert(w != NULL);
    arena_init(&w->arena, &allocator_libc, &w->failure);
    w->b = plan_builder_new(&w->arena);
    w->limits = walk_limits_default;
    w->entities = 1;
    return w;
}

void
world_free(struct world *w)
{
    arena_free(&w->arena);
    free(w);
}

uint32_t
world_entity(struct world *w, uint32_t members)
{
    struct plan_entity *e = &w->entity[w->entities];
    e->roster = members > 0;
    e->members_n = members;
    e->day = NO_DAY;
    struct str *name = arena_array(&w->arena, struct str, members);
    for (uint32_t i = 0; i < members; i++) {
        struct text t = {.arena = &w->arena};
        text_add_char(&t, 'A' + (char)i);
        name[i] = text_str(&t);
    }
    e->member = name;
    return w->entities++;
}

uint32_t
type_truth(struct world *w)
{
    return plan_type(
        w->b, (struct type){.rep = REP_TRUTH, .entity = NO_ENTITY, .hi = 1});
}

uint32_t
type_decimal(struct world *w, unsigned scale, wide lo, wide hi)
{
    return plan_type(w->b, (struct type){.rep = REP_NUMBER,
                                         .scale = (uint8_t)scale,
                                         .entity = NO_ENTITY,
                                         .lo = lo,
                                         .hi = hi});
}

uint32_t
type_number(struct world *w, wide lo, wide hi)
{
    return type_decimal(w, 0, lo, hi);
}

uint32_t
type_fraction(struct world *w)
{
    return plan_type(w->b, (struct type){.rep = REP_FRACTION,
                                         .entity = NO_ENTITY,
                                         .lo = -1000,
                                         .hi = 1000});
}

uint32_t
type_date(struct world *w)
{
    return plan_type(w->b, (struct type){.rep = REP_DATE,
                                         .entity = NO_ENTITY,
                                         .lo = DAY_FIRST,
                                         .hi = DAY_LAST});
}

uint32_t
type_period(struct world *w, enum period_kind kind)
{
    return plan_type(w->b, (struct type){.rep = REP_PERIOD,
                                         .period = (uint8_t)kind,
                                         .entity = NO_ENTITY,
                                         .lo = period_least(kind),
                                         .hi = period_greatest(kind)});
}

uint32_t
type_member(struct world *w, uint32_t entity)
{
    wide all = ((wide)1 << w->entity[entity].members_n) - 1;
    return plan_type(
        w->b, (struct type){.rep = REP_MEMBER, .entity = entity, .lo = all});
}

uint32_t
type_row(struct world *w, uint32_t entity)
{
    return plan_type(w->b, (struct type){.rep = REP_ROW, .entity = entity});
}

uint32_t
type_text(struct world *w)
{
    return plan_type(w->b, (struct type){.rep = REP_TEXT, .entity = NO_ENTITY});
}

uint32_t
type_list(struct world *w)
{
    return plan_type(w->b, (struct type){.rep = REP_LIST, .entity = NO_ENTITY});
}

uint32_t
type_optional(struct world *w, uint32_t type)
{
    struct type t = plan_of(w->b)->type[type];
    t.optional = true;
    return plan_type(w->b, t);
}

uint32_t
world_fact(struct world *w, uint32_t entity, uint32_t type)
{
    struct plan_entity *e = &w->entity[entity];
    w->fact[w->facts] =
        (struct plan_fact){.entity = entity, .slot = e->facts_n, .type = type};
    w->fact_of[entity][e->facts_n++] = w->facts;
    e->fact = w->fact_of[entity];
    return w->facts++;
}

node_id
fact(struct world *w, uint32_t fact)
{
    return node_with(w, OP_FACT, w->fact[fact].type, fact, 0,
                     (const node_id[]){NO_NODE});
}

node_id
constant(struct world *w, uint32_t type, wide v)
{
    return plan_node(w->b, OP_CONST, CASE_SPACE, type, plan_constant(w->b, v),
                     0, NULL, 0, 0);
}

node_id
number(struct world *w, wide v)
{
    return constant(w, type_number(w, v, v), v);
}

node_id
truth(struct world *w, bool v)
{
    return constant(w, type_truth(w), v);
}

node_id
node_with(struct world *w, enum op op, uint32_t type, uint32_t a, uint32_t b,
          const node_id *operand)
{
    uint32_t n = 0;
    while (operand[n] != NO_NODE)
        n++;
    return plan_node(w->b, op, w->space, type, a, b, operand, n, w->place);
}

static struct plan_space
space_of(enum space_kind kind, space_id parent, uint32_t entity)
{
    return (struct plan_space){.kind = (uint8_t)kind,
                               .parent = parent,
                               .entity = entity,
                               .link = NO_NODE,
                               .subject = NO_NODE,
                               .from = NO_NODE,
                               .to = NO_NODE,
                               .first = NO_NODE,
                               .last = NO_NODE};
}

space_id
space_table(struct world *w, uint32_t entity)
{
    return plan_space(w->b, space_of(SPACE_TABLE, CASE_SPACE, entity));
}

space_id
space_pair(struct world *w, space_id parent, uint32_t entity, node_id link,
           node_id subject)
{
    struct plan_space s = space_of(SPACE_PAIR, parent, entity);
    s.link = link;
    s.subject = subject;
    return plan_space(w->b, s);
}

space_id
space_each(struct world *w, space_id parent, enum period_kind kind,
           node_id from, node_id to)
{
    struct plan_space s = space_of(SPACE_EACH, parent, NO_ENTITY);
    s.period = (uint8_t)kind;
    s.from = from;
    s.to = to;
    return plan_space(w->b, s);
}

void
world_plan(struct world *w)
{
    w->plan = plan_of(w->b);
    w->plan->fact = w->fact;
    w->plan->facts = w->facts;
    w->plan->entity = w->entity;
    w->plan->entities = w->entities;
    w->data = data_new(&w->arena, w->plan);
}

void
give(struct world *w, uint32_t fact, uint32_t row, struct cell c)
{
    data_give(&w->arena, w->plan, w->data, fact, row, c);
}

enum walk_status
world_walk(struct world *w)
{
    return plan_walk(&w->arena, w->plan, w->data, NULL, &w->limits, &w->out);
}

struct cell
at(const struct world *w, node_id node, uint32_t row)
{
    return filled_cell(&w->out, node, row);
}

struct cell
range(wide lo, wide hi)
{
    struct cell c = cell_value(lo);
    c.hi = hi;
    return c;
}

struct cell
with_none(struct cell c)
{
    c.can |= CAN_NONE;
    return c;
}

struct cell
with_fault(struct cell c, enum fault kind, uint32_t place)
{
    cell_join_fault(&c, kind, place);
    return c;
}

struct cell
text_cell(struct world *w, const char *s)
{
    struct str *kept = arena_new(&w->arena, struct str);
    *kept = str_of(s);
    return cell_value((wide)(uintptr_t)kept);
}

struct cell
fraction_cell(struct world *w, wide num, wide den)
{
    struct fraction *f = arena_new(&w->arena, struct fraction);
    cr_assert(fraction_of(num, den, f));
    return cell_value((wide)(uintptr_t)f);
}

/* C for a person who reads a failure. */
static const char *
cell_words(struct text *t, struct cell c, enum rep rep)
{
    if (c.can & CAN_VALUE && rep == REP_FRACTION) {
        text_add_char(t, '[');
        decimal_write(t, FRACTION_AT(c.lo).num, 0);
        text_add_char(t, '/');
        decimal_write(t, FRACTION_AT(c.lo).den, 0);
        text_add_z(t, ", ");
        decimal_write(t, FRACTION_AT(c.hi).num, 0);
        text_add_char(t, '/');
        decimal_write(t, FRACTION_AT(c.hi).den, 0);
        text_add_char(t, ']');
    } else if (c.can & CAN_VALUE) {
        text_add_char(t, '[');
        decimal_write(t, c.lo, 0);
        text_add_z(t, ", ");
        decimal_write(t, c.hi, 0);
        text_add_char(t, ']');
    }
    if (c.can & CAN_NONE)
        text_add_z(t, " none");
    if (c.can & CAN_FAULT) {
        text_add_z(t, " fault ");
        text_add_unsigned(t, c.fault);
        text_add_z(t, " at ");
        text_add_unsigned(t, c.place);
    }
    text_add_char(t, '\0');
    return t->at;
}

void
expect_cell(const struct world *w, node_id node, uint32_t row, struct cell want,
            const char *file, int line)
{
    struct cell got = at(w, node, row);
    enum rep rep = (enum rep)w->plan->type[w->plan->node[node].type].rep;
    struct arena *a = w->plan->arena;
    cr_assert(cell_equal(got, want, rep), "%s:%d: %s, not %s", file, line,
              cell_words(&(struct text){.arena = a}, got, rep),
              cell_words(&(struct text){.arena = a}, want, rep));
}

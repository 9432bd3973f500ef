/* What a walk costs: nanoseconds a node-row, for one case and for a table of
 * 100,000 rows, everything given. */
#include "lang/plan/walk.h"

#include <setjmp.h>
#include <stdio.h>
#include <time.h>

enum { ROWS = 100000, BANDS = 5, WAN = 1000000 };

struct bench {
    struct arena plan, data;
    jmp_buf failure;
    struct plan_builder *b;
    struct plan_fact fact[8];
    uint32_t slot[8];
    struct plan_entity entity[2];
    uint32_t facts, truth, number, money, date;
    space_id space;
};

static uint32_t
number_type(struct bench *b, unsigned scale, wide hi, bool optional)
{
    struct type t = {.rep = REP_NUMBER,
                     .scale = (uint8_t)scale,
                     .optional = optional,
                     .entity = NO_ENTITY,
                     .hi = hi};
    return plan_type(b->b, t);
}

static node_id
fact(struct bench *b, uint32_t type)
{
    uint32_t n = b->facts++;
    b->fact[n] = (struct plan_fact){.entity = 1, .slot = n, .type = type};
    b->slot[n] = n;
    return plan_node(b->b, OP_FACT, b->space, type, n, 0, NULL, 0, 0);
}

static node_id
constant(struct bench *b, uint32_t type, wide v)
{
    return plan_node(b->b, OP_CONST, CASE_SPACE, type, plan_constant(b->b, v),
                     0, NULL, 0, 0);
}

static node_id
two(struct bench *b, enum op op, uint32_t type, node_id x, node_id y)
{
    return plan_node(b->b, op, b->space, type, 0, 0, (node_id[]){x, y}, 2, 0);
}

static node_id
one(struct bench *b, enum op op, uint32_t type, node_id x)
{
    return plan_node(b->b, op, b->space, type, 0, 0, &x, 1, 0);
}

/* LO <= x <= HI. */
static node_id
within(struct bench *b, node_id x, wide lo, wide hi)
{
    return two(b, OP_AND, b->truth,
               two(b, OP_LE, b->truth, constant(b, b->number, lo), x),
               two(b, OP_LE, b->truth, x, constant(b, b->number, hi)));
}

/* A table of bands on X, each with an amount, as `one`. */
static node_id
bands(struct bench *b, node_id x, wide width)
{
    node_id arm[2 * BANDS];
    for (int i = 0; i < BANDS; i++) {
        wide lo = i * width, hi = lo + width - 1;
        arm[2 * i] = within(b, x, lo, i < BANDS - 1 ? hi : 1000000);
        arm[2 * i + 1] = constant(b, b->money, (i + 1) * WAN);
    }
    return plan_node(b->b, OP_ONE, b->space, b->money, 0, 0, arm, 2 * BANDS, 0);
}

/* What a subsidy by bands, a subsidy by places and a limit on both come to. */
static void
rules(struct bench *b)
{
    node_id meets = fact(b, b->truth), filed = fact(b, b->truth);
    node_id paid = fact(b, b->money), places = fact(b, b->number);
    node_id since = fact(b, b->date), cheap = fact(b, b->truth);
    node_id unpaid = one(b, OP_NOT, b->truth, one(b, OP_HAS, b->truth, paid));
    node_id may = two(b, OP_AND, b->truth,
                      two(b, OP_AND, b->truth, meets, filed), unpaid);
    node_id build = two(b, OP_GUARD, b->money, may, bands(b, places, 40));
    node_id old = two(b, OP_LE, b->truth, since, constant(b, b->date, 20000));
    node_id runs =
        two(b, OP_AND, b->truth, two(b, OP_AND, b->truth, cheap, filed), old);
    node_id each =
        two(b, OP_MULTIPLY, b->money, places, constant(b, b->money, 100000));
    node_id run =
        two(b, OP_GUARD, b->money, runs,
            two(b, OP_MIN, b->money, each, constant(b, b->money, 50 * WAN)));
    node_id none = constant(b, b->money, 0);
    node_id both =
        two(b, OP_ADD, b->money, two(b, OP_ELSE, b->money, build, none),
            two(b, OP_ELSE, b->money, run, none));
    node_id more = two(b, OP_GUARD, b->money, meets, bands(b, places, 100));
    node_id all =
        two(b, OP_ADD, b->money, both, two(b, OP_ELSE, b->money, more, none));
    two(b, OP_MIN, b->money, all, constant(b, b->money, 60 * WAN));
}

static struct plan *
bench_plan(struct bench *b)
{
    b->b = plan_builder_new(&b->plan);
    b->truth = plan_type(
        b->b, (struct type){.rep = REP_TRUTH, .entity = NO_ENTITY, .hi = 1});
    b->date = plan_type(b->b, (struct type){.rep = REP_DATE,
                                            .entity = NO_ENTITY,
                                            .lo = DAY_FIRST,
                                            .hi = DAY_LAST});
    b->number = number_type(b, 0, 2000, false);
    b->money = number_type(b, 2, (wide)WAN * WAN, true);
    b->space = plan_space(b->b, (struct plan_space){.kind = SPACE_TABLE,
                                                    .entity = 1,
                                                    .link = NO_NODE,
                                                    .subject = NO_NODE,
                                                    .from = NO_NODE,
                                                    .to = NO_NODE,
                                                    .first = NO_NODE,
                                                    .last = NO_NODE});
    rules(b);
    struct plan *p = plan_of(b->b);
    p->fact = b->fact, p->facts = b->facts;
    b->entity[1] = (struct plan_entity){
        .day = NO_DAY, .facts_n = b->facts, .fact = b->slot};
    p->entity = b->entity, p->entities = 2;
    return p;
}

static struct data *
bench_data(struct bench *b, const struct plan *p, uint32_t rows)
{
    struct data *d = data_new(&b->data, p);
    data_table(&b->data, p, d, 1, rows, false);
    for (uint32_t r = 0; r < rows; r++) {
        data_give(&b->data, p, d, 0, r, cell_value(r % 7 != 0));
        data_give(&b->data, p, d, 1, r, cell_value(r % 5 != 0));
        data_give(&b->data, p, d, 2, r,
                  r % 3 == 0 ? cell_value(WAN) : cell_none());
        data_give(&b->data, p, d, 3, r, cell_value(r * 37 % 400));
        data_give(&b->data, p, d, 4, r, cell_value(19000 + r % 2000));
        data_give(&b->data, p, d, 5, r, cell_value(r % 2));
    }
    return d;
}

static int64_t
nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The best of five rounds, in nanoseconds a walk. */
static int64_t
best_walk(struct bench *b, const struct plan *p, const struct data *d,
          uint32_t times, bool asked)
{
    int64_t best = INT64_MAX;
    node_id root = p->nodes - 1;
    struct filled out = {0};
    for (int round = 0; round < 5; round++) {
        int64_t start = nanoseconds();
        for (uint32_t i = 0; i < times; i++) {
            struct arena_mark mark = arena_mark(&b->data);
            if (asked)
                plan_walk_asked(&b->data, p, d, &root, 1, NULL, &out);
            else
                plan_walk(&b->data, p, d, NULL, NULL, &out);
            arena_back(&b->data, mark);
        }
        int64_t took = (nanoseconds() - start) / times;
        best = took < best ? took : best;
    }
    return best;
}

static void
measure(struct bench *b, const struct plan *p, uint32_t rows, uint32_t times,
        bool asked)
{
    struct data *d = bench_data(b, p, rows);
    int64_t best = best_walk(b, p, d, times, asked);
    int64_t own = 0;
    for (node_id n = 0; n < p->nodes; n++)
        own += p->node[n].space != CASE_SPACE;
    int64_t work = own * rows + p->nodes - own;
    int64_t hundredths = best * 100 / work;
    printf("%6u rows%s: %5lld ns a row, %lld.%02lld ns a node-row\n", rows,
           asked ? ", one column asked for" : "", (long long)(best / rows),
           (long long)(hundredths / 100), (long long)(hundredths % 100));
}

int
main(void)
{
    static struct bench b;
    if (setjmp(b.failure)) {
        fprintf(stderr, "out of memory\n");
        return 6;
    }
    arena_init(&b.plan, &allocator_libc, &b.failure);
    arena_init(&b.data, &allocator_libc, &b.failure);
    const struct plan *p = bench_plan(&b);
    printf("a plan of %u nodes, everything given\n", p->nodes);
    measure(&b, p, 1, 100000, false);
    measure(&b, p, 100, 2000, false);
    measure(&b, p, ROWS, 2, false);
    measure(&b, p, ROWS, 2, true);
    arena_free(&b.data);
    arena_free(&b.plan);
    return 0;
}

/* Filling one run, strip by strip, so that its columns stay near the
 * processor. What a kernel leaves is filled as a column of one row. */
#include "lang/plan/strip.h"

/* Room for one strip. It is free again behind its last reader, unless what it
 * holds is the same in every strip. */
struct buffer {
    int64_t v[STRIP_ROWS];
    uint8_t can[STRIP_ROWS];
};

/* A run on its way through the rows. */
struct passage {
    struct strips *p;
    struct walk *w;
    VEC(struct strip_node) node;
    VEC(struct buffer *) free;
    /* The operands of one row, and the columns they stand in for. */
    struct cell *cells, **lent;
};

/* ---- making a run ready ---- */

static void
buffer_take(struct passage *g, struct strip *s)
{
    bool again = g->free.n > 0 && !s->once;
    struct buffer *b =
        again ? g->free.at[--g->free.n] : arena_new(g->w->arena, struct buffer);
    s->v = b->v;
    s->can = b->can;
}

static void
buffer_give(struct passage *g, const struct strip *s)
{
    vec_push(g->w->arena, &g->free, (struct buffer *)(void *)s->v);
}

static struct strip_node *
passage_add(struct passage *g, node_id id, enum strip_how how)
{
    const struct plan_node *node = &g->w->plan->node[id];
    struct strip *to = arena_new(g->w->arena, struct strip);
    to->rep = (enum rep)node_type(g->w, node)->rep;
    g->p->strip[id] = to;
    vec_push(g->w->arena, &g->node,
             (struct strip_node){.id = id, .how = how, .node = node, .to = to});
    return &g->node.at[g->node.n - 1];
}

static void
settle(struct strip *s, uint32_t n)
{
    uint8_t all = CAN_VALUE;
    if (n == STRIP_ROWS)
        for (uint32_t r = 0; r < STRIP_ROWS; r++)
            all &= s->can[r];
    else
        for (uint32_t r = 0; r < n; r++)
            all &= s->can[r];
    s->values = all == CAN_VALUE;
}

/* A cell of the case in every row, once and for all. */
static void
passage_case(struct passage *g, node_id id)
{
    struct strip_node *s = passage_add(g, id, STRIP_CELLS);
    s->to->once = true;
    buffer_take(g, s->to);
    for (uint32_t r = 0; r < STRIP_ROWS; r++)
        strip_load(g->w->arena, s->to, r, g->w->out->column[id]);
    settle(s->to, STRIP_ROWS);
}

/* A column from outside the run. */
static void
passage_load(struct passage *g, node_id id)
{
    const struct filled *out = g->w->out;
    if (g->w->plan->node[id].space == CASE_SPACE) {
        passage_case(g, id);
        return;
    }
    bool words = out->column[id] == NULL;
    struct strip_node *s =
        passage_add(g, id, words ? STRIP_WORDS : STRIP_CELLS);
    s->words = words ? strips_words(g->p, id) : NULL;
    s->cells = out->column[id];
    if (!words)
        buffer_take(g, s->to);
}

/* The strip that holds X: of a node before this one, or loaded for it. */
static struct strip *
passage_strip_of(struct passage *g, node_id x)
{
    x = g->p->same[x];
    if (g->p->strip[x] == NULL)
        passage_load(g, x);
    return g->p->strip[x];
}

/* X has one reader less; its room is free when that was the last. */
static void
passage_done(struct passage *g, node_id x)
{
    x = g->p->same[x];
    const struct strip *s = g->p->strip[x];
    if (--g->p->uses[x] == 0 && !s->once && s->v != NULL)
        buffer_give(g, s);
}

static void
passage_node(struct passage *g, node_id id)
{
    struct strips *p = g->p;
    const struct plan_node *node = &g->w->plan->node[id];
    uint32_t n;
    const node_id *read = strip_reads(p, node, &n);
    struct strip **operand = arena_array(g->w->arena, struct strip *, n);
    enum strip_how how = strip_how(p, node);
    bool once = how == STRIP_PERIOD || how == STRIP_OPERATOR;
    for (uint32_t i = 0; i < n; i++) {
        operand[i] = passage_strip_of(g, read[i]);
        once = once && operand[i]->once;
    }
    struct strip_node *s = passage_add(g, id, how);
    s->operand = operand;
    s->to->once = once && !p->kept[id];
    if (how == STRIP_FACT)
        s->fact = fact_rows_of(g->w, node->a);
    if (how == STRIP_GATHER)
        s->words = strips_words(p, p->w->plan->operand[node->first]);
    if (!p->kept[id])
        buffer_take(g, s->to);
    for (uint32_t i = 0; i < n; i++)
        passage_done(g, read[i]);
}

/* Counts the readers of each strip. */
static void
passage_uses(struct passage *g, const struct run *run)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < run->node.n; i++) {
        uint32_t n;
        const node_id *read =
            strip_reads(g->p, &g->w->plan->node[run->node.at[i]], &n);
        most = n > most ? n : most;
        for (uint32_t j = 0; j < n; j++)
            g->p->uses[g->p->same[read[j]]]++;
    }
    g->cells = arena_array(g->w->arena, struct cell, most);
    g->lent = arena_array(g->w->arena, struct cell *, most);
}

static void
passage_keep(struct passage *g, uint32_t n)
{
    struct filled *out = g->w->out;
    for (uint32_t i = 0; i < g->node.n; i++) {
        struct strip_node *s = &g->node.at[i];
        if (!g->p->kept[s->id] || s->how == STRIP_CELLS ||
            s->how == STRIP_WORDS)
            continue;
        out->words[s->id] = words_new(g->w->arena, n, s->to->rep);
        s->kept = out->words[s->id];
    }
}

static struct passage
passage_new(struct strips *p, const struct run *run, uint32_t n)
{
    struct passage g = {.p = p, .w = p->w};
    passage_uses(&g, run);
    for (uint32_t i = 0; i < run->node.n; i++)
        if (p->same[run->node.at[i]] == run->node.at[i])
            passage_node(&g, run->node.at[i]);
    passage_keep(&g, n);
    return g;
}

/* ---- through the rows ---- */

/* A row that no kernel fills, as a column of one row: operands lend their
 * cells to the node. */
static void
row_operator(struct passage *g, const struct strip_node *s, uint32_t r)
{
    struct cell **column = g->w->out->column, to;
    uint32_t n;
    const node_id *read = strip_reads(g->p, s->node, &n);
    if (s->how == STRIP_GATHER) {
        node_id target = g->w->plan->operand[s->node->first];
        space_build(g->w, g->w->plan->node[target].space);
        strips_cells(g->p, target);
    }
    for (uint32_t i = 0; i < n; i++) {
        g->lent[i] = column[read[i]];
        if (g->w->plan->node[read[i]].space == CASE_SPACE)
            continue;
        g->cells[i] = strip_cell(s->operand[i], r);
        column[read[i]] = &g->cells[i];
    }
    fill_rows(g->w, s->id, &to, 1);
    for (uint32_t i = n; i-- > 0;)
        column[read[i]] = g->lent[i];
    strip_put(g->w->arena, s->to, r, &to);
}

static void
row_left(struct passage *g, const struct strip_node *s, uint32_t r)
{
    if (s->how != STRIP_PERIOD) {
        row_operator(g, s, r);
        return;
    }
    const struct plan_space *space = &g->w->plan->space[s->node->space];
    struct cell day = strip_cell(s->operand[0], r);
    struct cell period = period_holding((enum period_kind)space->period, &day);
    strip_put(g->w->arena, s->to, r, &period);
}

/* Where the rows of S from FROM on are to be. */
static void
strip_begin(struct strip_node *s, uint32_t from)
{
    const struct words *words = s->how == STRIP_WORDS ? s->words : s->kept;
    if (words == NULL)
        return;
    struct strip there = words_strip(words, from);
    s->to->v = there.v;
    s->to->can = there.can;
    s->to->rest = there.rest;
}

static void
strip_columns(struct passage *g, const struct strip_node *s, uint32_t from,
              uint32_t n)
{
    struct arena *a = g->w->arena;
    for (uint32_t r = 0; r < n && s->how == STRIP_CELLS; r++)
        strip_load(a, s->to, r, &s->cells[from + r]);
    for (uint32_t r = 0; r < n && s->how == STRIP_FACT; r++)
        strip_load(a, s->to, r, fact_cell(&s->fact, from + r));
    for (uint32_t r = 0; r < n && s->how == STRIP_NUMBER; r++) {
        s->to->v[r] = from + r;
        s->to->can[r] = CAN_VALUE;
    }
}

static void
passage_strip(struct passage *g, uint32_t from, uint32_t n)
{
    uint16_t left[STRIP_ROWS];
    for (uint32_t i = 0; i < g->node.n; i++) {
        struct strip_node *s = &g->node.at[i];
        if (s->to->once && (from > 0 || s->how == STRIP_CELLS))
            continue;
        strip_begin(s, from);
        uint32_t rows = 0;
        if (s->how < STRIP_PERIOD)
            strip_columns(g, s, from, n);
        else
            rows = strip_kernel(g->w, s, n, left);
        for (uint32_t j = 0; j < rows; j++)
            row_left(g, s, left[j]);
        settle(s->to, n);
        if (s->kept != NULL)
            s->kept->rest[from / STRIP_ROWS] = s->to->rest;
    }
}

void
run_strips(struct strips *p, const struct run *run, uint32_t n)
{
    struct passage g = passage_new(p, run, n);
    for (uint32_t from = 0; from < n && p->w->status == WALK_OK;
         from += STRIP_ROWS)
        passage_strip(&g, from, n - from < STRIP_ROWS ? n - from : STRIP_ROWS);
    for (uint32_t i = 0; i < g.node.n; i++)
        p->strip[g.node.at[i].id] = NULL;
}

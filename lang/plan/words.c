/* Columns as words and as cells, a strip of them or the whole. */
#include "lang/plan/strip.h"

struct cell
strip_cell(const struct strip *s, uint32_t r)
{
    if (s->can[r] == 0)
        return s->rest[r];
    if (s->can[r] == CAN_NONE)
        return cell_none();
    struct cell c = cell_value(s->v[r]);
    if (s->rep == REP_MEMBER) {
        c.lo = (wide)(uint64_t)s->v[r];
        c.hi = 0;
    }
    return c;
}

void
strip_put(struct arena *a, struct strip *s, uint32_t r, const struct cell *c)
{
    bool member = s->rep == REP_MEMBER && c->can == CAN_VALUE;
    if (is_word(c) && c->lo == (int64_t)c->lo) {
        s->v[r] = (int64_t)c->lo;
        s->can[r] = CAN_VALUE;
    } else if (c->can == CAN_NONE) {
        s->can[r] = CAN_NONE;
    } else if (member && cell_single(c, REP_MEMBER)) {
        s->v[r] = (int64_t)(uint64_t)c->lo;
        s->can[r] = CAN_VALUE;
    } else {
        s->v[r] = -1;
        s->can[r] = 0;
        if (s->rest == NULL)
            s->rest = arena_take(a, STRIP_ROWS * sizeof *s->rest);
        s->rest[r] = *c;
    }
}

struct words *
words_new(struct arena *a, uint32_t n, enum rep rep)
{
    struct words *c = arena_new(a, struct words);
    size_t strips = ((size_t)n + STRIP_ROWS - 1) / STRIP_ROWS;
    c->n = n;
    c->rep = rep;
    c->v = arena_take(a, strips * STRIP_ROWS * sizeof *c->v);
    c->can = arena_take(a, strips * STRIP_ROWS);
    c->rest = arena_array(a, struct cell *, strips);
    /* Rows past the last are filled with whatever comes of them: of nothing
     * odd. */
    if (strips > 0) {
        memset(c->v + (strips - 1) * STRIP_ROWS, 0, STRIP_ROWS * sizeof *c->v);
        memset(c->can + (strips - 1) * STRIP_ROWS, 0, STRIP_ROWS);
    }
    return c;
}

struct strip
words_strip(const struct words *c, uint32_t from)
{
    return (struct strip){.v = c->v + from,
                          .can = c->can + from,
                          .rep = c->rep,
                          .rest = c->rest[from / STRIP_ROWS]};
}

struct cell
words_cell(const struct words *c, uint32_t row)
{
    struct strip s = words_strip(c, row - row % STRIP_ROWS);
    return strip_cell(&s, row % STRIP_ROWS);
}

static enum rep
rep_of(const struct walk *w, node_id id)
{
    return (enum rep)node_type(w, &w->plan->node[id])->rep;
}

struct words *
strips_words(struct strips *p, node_id id)
{
    struct walk *w = p->w;
    struct filled *out = w->out;
    if (out->words[id] != NULL)
        return out->words[id];
    if (p->same[id] != id && out->column[id] == NULL) {
        out->words[id] = strips_words(p, p->same[id]);
        return out->words[id];
    }
    uint32_t n = out->rows[w->plan->node[id].space].n;
    struct words *c = words_new(w->arena, n, rep_of(w, id));
    struct strip s = {.rep = c->rep};
    for (uint32_t r = 0; r < n; r++) {
        if (r % STRIP_ROWS == 0)
            s = words_strip(c, r);
        strip_load(w->arena, &s, r % STRIP_ROWS, &out->column[id][r]);
        c->rest[r / STRIP_ROWS] = s.rest;
    }
    out->words[id] = c;
    return c;
}

struct cell *
strips_cells(struct strips *p, node_id id)
{
    struct filled *out = p->w->out;
    if (out->column[id] != NULL)
        return out->column[id];
    const struct words *c = strips_words(p, id);
    struct cell *cells = walk_cells(p->w, c->n);
    for (uint32_t r = 0; r < c->n; r++)
        cells[r] = words_cell(c, r);
    out->column[id] = cells;
    return cells;
}

#include "runtime/diff.h"

#include <string.h>

#include "lang/base/vec.h"

/* CONTEXT: lines shown around a change. What is further apart than APART lines
 * is one change. */
enum { CONTEXT = 3, APART = 400 };

/* Lines FROM to TO of the first text became lines INTO to END of the second.
 */
struct change {
    uint32_t from, to, into, end;
};

struct lines {
    VEC(struct str) at;
};

struct diff {
    struct arena *arena;
    struct lines was, is;
    VEC(struct change) change;
};

/* Each with its line end, which the last may lack. */
static void
lines_find(struct arena *a, struct lines *l, struct str text)
{
    while (text.len) {
        const char *end = memchr(text.at, '\n', text.len);
        uint32_t len = end ? (uint32_t)(end - text.at) + 1 : text.len;
        vec_push(a, &l->at, str_cut(text, 0, len));
        text = str_from(text, len);
    }
}

/* Are the texts the same again from these lines on, LINES of them? */
static bool
diff_agrees(const struct diff *d, uint32_t from, uint32_t into, uint32_t lines)
{
    uint32_t n = d->was.at.n, m = d->is.at.n;
    for (uint32_t k = 0; k < lines; k++) {
        if (from + k >= n || into + k >= m)
            return from + k >= n && into + k >= m;
        if (!str_equal(d->was.at.at[from + k], d->is.at.at[into + k]))
            return false;
    }
    return true;
}

/* The end of the change that begins at these lines. Where lines came or went,
 * one that is the same may be so by chance. */
static struct change
diff_change(const struct diff *d, uint32_t from, uint32_t into)
{
    uint32_t n = d->was.at.n - from, m = d->is.at.n - into;
    for (uint32_t both = 1; both <= APART; both++)
        for (uint32_t i = both > m ? both - m : 0; i <= both && i <= n; i++)
            if (diff_agrees(d, from + i, into + both - i,
                            both == 2 * i ? 1 : 2))
                return (struct change){from, from + i, into, into + both - i};
    return (struct change){from, from + n, into, into + m};
}

static void
diff_find(struct diff *d)
{
    uint32_t from = 0, into = 0;
    while (from < d->was.at.n || into < d->is.at.n) {
        if (from < d->was.at.n && into < d->is.at.n &&
            str_equal(d->was.at.at[from], d->is.at.at[into])) {
            from++;
            into++;
            continue;
        }
        struct change c = diff_change(d, from, into);
        vec_push(d->arena, &d->change, c);
        from = c.to;
        into = c.end;
    }
}

static void
line_add(struct text *to, char sign, struct str line)
{
    text_add_char(to, sign);
    text_add(to, line);
    if (!line.len || line.at[line.len - 1] != '\n')
        text_add_z(to, "\n\\ No newline at end of file\n");
}

static void
lines_add(struct text *to, char sign, const struct lines *l, uint32_t from,
          uint32_t end)
{
    for (uint32_t i = from; i < end; i++)
        line_add(to, sign, l->at.at[i]);
}

/* A range of lines as it stands in the head of a hunk. */
static void
range_add(struct text *to, char sign, uint32_t from, uint32_t end)
{
    text_add_char(to, ' ');
    text_add_char(to, sign);
    text_add_unsigned(to, end > from ? from + 1 : from);
    text_add_char(to, ',');
    text_add_unsigned(to, end - from);
}

/* Changes A to B, which stand together, with what stands around them. */
static void
hunk_add(struct text *to, const struct diff *d, uint32_t a, uint32_t b)
{
    const struct change *first = &d->change.at[a], *last = &d->change.at[b];
    uint32_t before = first->from < CONTEXT ? first->from : CONTEXT;
    uint32_t behind = d->was.at.n - last->to;
    behind = behind < CONTEXT ? behind : CONTEXT;
    text_add_z(to, "@@");
    range_add(to, '-', first->from - before, last->to + behind);
    range_add(to, '+', first->into - before, last->end + behind);
    text_add_z(to, " @@\n");
    lines_add(to, ' ', &d->was, first->from - before, first->from);
    for (uint32_t i = a; i <= b; i++) {
        const struct change *c = &d->change.at[i];
        uint32_t next = i < b ? c[1].from : c->to + behind;
        lines_add(to, '-', &d->was, c->from, c->to);
        lines_add(to, '+', &d->is, c->into, c->end);
        lines_add(to, ' ', &d->was, c->to, next);
    }
}

void
diff_add(struct text *to, struct str name, struct str was, struct str is)
{
    struct diff d = {.arena = to->arena};
    lines_find(to->arena, &d.was, was);
    lines_find(to->arena, &d.is, is);
    diff_find(&d);
    if (!d.change.n)
        return;
    text_add_z(to, "--- ");
    text_add(to, name);
    text_add_z(to, "\n+++ ");
    text_add(to, name);
    text_add_char(to, '\n');
    for (uint32_t a = 0, b; a < d.change.n; a = b + 1) {
        for (b = a; b + 1 < d.change.n &&
                    d.change.at[b + 1].from - d.change.at[b].to <= 2 * CONTEXT;
             b++)
            ;
        hunk_add(to, &d, a, b);
    }
}

/* Reading with an allocator that refuses: nothing is left behind. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>

#include "lang/diag_print.h"
#include "lang/parse.h"

/* Refuses the call number REFUSED and all later ones. */
struct stingy {
    long calls, refused;
    long held;
};

static void *
stingy_resize(void *user, void *old, size_t old_size, size_t size)
{
    struct stingy *s = user;
    if (size && ++s->calls >= s->refused)
        return NULL;
    s->held += (long)size - (long)(old ? old_size : 0);
    return allocator_libc.resize(allocator_libc.user, old, old_size, size);
}

struct world {
    struct arena tree, scratch;
    jmp_buf failure;
};

static void
world_read(struct world *w, struct str text)
{
    struct atom_table names;
    struct keywords keywords;
    struct source source;
    struct diags diags;
    atom_table_init(&names, &w->tree);
    keywords_init(&keywords, &names, &w->tree);
    source_init(&source, &w->tree);
    diags_init(&diags, &w->tree, 0);
    struct parse with = {
        .source = &source,
        .diags = &diags,
        .names = &names,
        .keywords = &keywords,
        .tree = &w->tree,
        .scratch = &w->scratch,
    };
    parse(&with, source_add(&source, STR("t"), text), PARSE_FILE);
    struct text out = {.arena = &w->scratch};
    diags_print(&out, &diags, &source, &(struct diag_style){0});
}

/* Whether TEXT could be read with REFUSED calls of the allocator. */
static bool
read_with(struct str text, long refused, long *held)
{
    struct stingy s = {.refused = refused};
    struct allocator from = {stingy_resize, &s};
    static struct world w;
    volatile bool done = false;
    arena_init(&w.tree, &from, &w.failure);
    arena_init(&w.scratch, &from, &w.failure);
    if (!setjmp(w.failure)) {
        world_read(&w, text);
        done = true;
    }
    arena_free(&w.scratch);
    arena_free(&w.tree);
    *held = s.held;
    return done;
}

Test(parse_memory, every_refusal_unwinds)
{
    enum { RULES = 300 };
    static char text[RULES * 128];
    size_t n = 0;
    for (int i = 0; i < RULES; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "规则 a%d : 元\n取 (若 x%d 则 %d元 否则 b)\n"
                              "当 x，y\n",
                              i, i, i);
    struct str s = {text, (uint32_t)n};
    long refused = 1, held;
    while (!read_with(s, refused, &held)) {
        cr_assert(zero(long, held), "call %ld", refused);
        refused++;
    }
    cr_expect(zero(long, held));
    cr_expect(gt(long, refused, 8));
}

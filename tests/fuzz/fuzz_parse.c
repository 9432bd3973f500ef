/* Any bytes are read without harm: a FILE comes back, every place lies in the
 * file and inside its parent's declaration, messages print in both languages,
 * reading twice gives the same, and what the formatter writes of a file without
 * mistakes has the same tree, in either surface. */
#include "tests/fuzz/fuzz.h"

#include "lang/diag_print.h"
#include "lang/format.h"
#include "lang/parse.h"

struct bench {
    jmp_buf failure;
    struct arena arena, scratch;
    struct atom_table names;
    struct keywords keywords;
    struct source source;
    struct diags diags;
    struct parse with;
    int file;
};

static void
bench_open(struct bench *b, struct str text)
{
    arena_init(&b->arena, &allocator_libc, &b->failure);
    arena_init(&b->scratch, &allocator_libc, &b->failure);
    atom_table_init(&b->names, &b->arena);
    keywords_init(&b->keywords, &b->names, &b->arena);
    source_init(&b->source, &b->arena);
    diags_init(&b->diags, &b->arena, 0);
    b->file = source_add(&b->source, STR("fuzz.tiao"), text);
    b->with = (struct parse){
        .source = &b->source,
        .diags = &b->diags,
        .names = &b->names,
        .keywords = &b->keywords,
        .tree = &b->arena,
        .scratch = &b->scratch,
    };
}

static void
bench_close(struct bench *b)
{
    arena_free(&b->scratch);
    arena_free(&b->arena);
}

static void
check_node(const struct node *n, struct span within)
{
    PROMISE(n->kind < NODE_COUNT);
    PROMISE(n->at.lo <= n->at.hi);
    PROMISE(within.lo <= n->at.lo && n->at.hi <= within.hi);
    PROMISE(!n->type && !n->meaning);
    for (uint32_t i = 0; i < n->n; i++)
        if (n->kid[i])
            check_node(n->kid[i], within);
}

static void
check_messages(struct bench *b, struct span within)
{
    for (uint32_t i = 0; i < b->diags.list.n; i++) {
        const struct diag *d = &b->diags.list.at[i];
        PROMISE(within.lo <= d->at.lo && d->at.hi <= within.hi);
        PROMISE(within.lo <= d->fix.at.lo || !d->fix.at.lo);
        PROMISE(d->fix.at.hi <= within.hi);
    }
    for (int l = 0; l < 2; l++) {
        struct text out = {.arena = &b->scratch};
        diags_print(&out, &b->diags, &b->source,
                    &(struct diag_style){.language = (enum language)l});
        PROMISE(out.len || !b->diags.list.n);
    }
}

static void
check_file(struct bench *b)
{
    struct node *n = parse(&b->with, b->file, PARSE_FILE);
    struct span within = n->at;
    struct text first = {.arena = &b->arena}, second = first;
    PROMISE(n->kind == NODE_FILE);
    check_node(n, within);
    check_messages(b, within);
    node_dump(&first, n, &b->names);
    n = parse(&b->with, b->file, PARSE_FILE);
    node_dump(&second, n, &b->names);
    PROMISE(str_equal(text_str(&first), text_str(&second)));
}

static void
check_questions(struct bench *b)
{
    struct parse_next next;
    uint32_t said = b->diags.list.n;
    for (int start = PARSE_FILE; start <= PARSE_FACTS; start++) {
        enum parse_start as = (enum parse_start)start;
        PROMISE(parse_more(&b->with, b->file, as) <= PARSE_WRONG);
        parse_next(&b->with, b->file, as, &next);
    }
    parse_guess(&b->with, b->file);
    PROMISE(b->diags.list.n == said);
    parse(&b->with, b->file, PARSE_EXPRESSION);
    parse(&b->with, b->file, PARSE_FACTS);
}

static void
check_format(struct bench *b)
{
    struct text tree = {.arena = &b->arena};
    if (b->diags.errors)
        return;
    node_dump(&tree, parse(&b->with, b->file, PARSE_FILE), &b->names);
    for (int to = SURFACE_KEEP; to <= SURFACE_EN; to++) {
        struct text out = {.arena = &b->arena}, again = out;
        PROMISE(format(&b->with, b->file, (enum surface)to, &out));
        int file = source_add(&b->source, STR("out"), text_str(&out));
        node_dump(&again, parse(&b->with, file, PARSE_FILE), &b->names);
        if (!str_equal(text_str(&tree), text_str(&again)))
            fwrite(out.at, 1, out.len, stderr);
        PROMISE(str_equal(text_str(&tree), text_str(&again)));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bench b;
    if (setjmp(b.failure))
        abort();
    bench_open(&b, (struct str){(const char *)data, (uint32_t)size});
    check_file(&b);
    check_format(&b);
    check_questions(&b);
    bench_close(&b);
    return 0;
}

#include "tests/unit/reading.h"

#include <stdlib.h>
#include <string.h>

void
reading_open(struct reading *r, struct str text)
{
    memset(r, 0, sizeof *r);
    if (setjmp(r->failure))
        abort();
    arena_init(&r->arena, &allocator_libc, &r->failure);
    arena_init(&r->scratch, &allocator_libc, &r->failure);
    atom_table_init(&r->names, &r->arena);
    keywords_init(&r->keywords, &r->names, &r->arena);
    source_init(&r->source, &r->arena);
    diags_init(&r->diags, &r->arena, 0);
    r->limits = syntax_limits_default;
    r->file = source_add(&r->source, STR("t.tiao"), text);
    r->with = (struct parse){
        .source = &r->source,
        .diags = &r->diags,
        .names = &r->names,
        .keywords = &r->keywords,
        .tree = &r->arena,
        .scratch = &r->scratch,
        .limits = &r->limits,
    };
}

void
reading_close(struct reading *r)
{
    arena_free(&r->scratch);
    arena_free(&r->arena);
}

static const char *
reading_text(struct text *t)
{
    text_add_char(t, 0);
    return t->at;
}

const char *
reading_tree(struct reading *r, enum parse_start start)
{
    struct text lines = {.arena = &r->arena}, line = lines;
    struct node *n = parse(&r->with, r->file, start);
    if (!n)
        return "";
    node_dump(&lines, n, &r->names);
    for (uint32_t i = 1; i + 1 < lines.len; i++) {
        bool blank = lines.at[i] == ' ' || lines.at[i] == '\n';
        if (!blank || (line.len && line.at[line.len - 1] != ' '))
            text_add_char(&line, blank ? ' ' : lines.at[i]);
    }
    return reading_text(&line);
}

const char *
reading_codes(struct reading *r)
{
    struct text codes = {.arena = &r->arena};
    diags_sort(&r->diags);
    for (uint32_t i = 0; i < r->diags.list.n; i++) {
        const struct diag *d = &r->diags.list.at[i];
        struct place place = source_place(&r->source, d->at.lo);
        if (i)
            text_add_char(&codes, ' ');
        text_add_z(&codes, diag_row(d->id)->code);
        text_add_char(&codes, '@');
        text_add_unsigned(&codes, place.line);
        text_add_char(&codes, ':');
        text_add_unsigned(&codes, place.column);
    }
    return reading_text(&codes);
}

const char *
reading_messages(struct reading *r, enum language l)
{
    struct text out = {.arena = &r->arena};
    diags_print(&out, &r->diags, &r->source,
                &(struct diag_style){.language = l});
    return reading_text(&out);
}

#include "lang/compile.h"

#include "lang/analysis/analysis.h"
#include "lang/lookalike.h"
#include "lang/model.h"
#include "lang/parse.h"

static struct syntax_limits
syntax_limits_of(const struct compile_limits *limits)
{
    struct syntax_limits s = syntax_limits_default;
    s.file = limits->file;
    s.line = limits->line;
    s.token = limits->token;
    s.name = limits->name;
    s.nesting = limits->nesting;
    s.digits = limits->digits;
    s.text = limits->text;
    return s;
}

const struct plan *
compile(struct arena *a, struct source *s, struct diags *diags,
        const struct compile_limits *limits)
{
    struct syntax_limits syntax = syntax_limits_of(limits);
    struct atom_table *atoms = arena_new(a, struct atom_table);
    struct keywords keywords = {0};
    struct model *m = arena_new(a, struct model);
    struct parse with = {.source = s,
                         .diags = diags,
                         .names = atoms,
                         .keywords = &keywords,
                         .tree = a,
                         .scratch = a,
                         .limits = &syntax};
    atom_table_init(atoms, a);
    keywords_init(&keywords, atoms, a);
    model_init(m, a, s, atoms, diags);
    m->limits = (struct model_limits){limits->rules, limits->depth,
                                      limits->readings, limits->plan};
    for (uint32_t i = 0; i < s->file.n; i++)
        vec_push(a, &m->file, parse(&with, (int)i, PARSE_FILE));
    lookalike_check(diags, atoms, m->file.at, m->file.n, a);
    model_declare(m);
    model_check(m);
    struct plan *p = diags->errors ? NULL : model_lower(m);
    if (p && !diags->errors)
        model_analyse(m, p);
    return diags->errors ? NULL : p;
}

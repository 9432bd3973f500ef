#include "lang/tidy.h"

#include "lang/format.h"

struct tidy {
    struct atom_table names;
    struct keywords keywords;
    struct parse parse;
};

struct tidy *
tidy_new(struct arena *a, struct source *s, struct diags *diags)
{
    struct tidy *t = arena_new(a, struct tidy);
    atom_table_init(&t->names, a);
    keywords_init(&t->keywords, &t->names, a);
    t->parse = (struct parse){.source = s,
                              .diags = diags,
                              .names = &t->names,
                              .keywords = &t->keywords,
                              .tree = a,
                              .scratch = a};
    return t;
}

bool
tidy_file(struct tidy *t, int file, enum surface surface, struct text *out)
{
    return format(&t->parse, file, surface, out);
}

/* tree_dump [--zh|--en] [--expression|--facts|--more|--quiet]
 * [--format] [--to-zh|--to-en] [FILE]: prints
 * the tree of a rule file as an s-expression, then its messages. For tests and
 * developers. The status is 3 when there were errors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/diag_print.h"
#include "lang/format.h"
#include "lang/parse.h"

struct options {
    enum parse_start start;
    enum language language;
    bool more, quiet, format;
    enum surface surface;
    const char *path;
};

static struct options
options_read(int argc, char **argv)
{
    struct options o = {.language = LANGUAGE_ZH};
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--en"))
            o.language = LANGUAGE_EN;
        else if (!strcmp(argv[i], "--zh"))
            o.language = LANGUAGE_ZH;
        else if (!strcmp(argv[i], "--expression"))
            o.start = PARSE_EXPRESSION;
        else if (!strcmp(argv[i], "--facts"))
            o.start = PARSE_FACTS;
        else if (!strcmp(argv[i], "--more"))
            o.more = true;
        else if (!strcmp(argv[i], "--format"))
            o.format = true;
        else if (!strcmp(argv[i], "--to-zh"))
            o.surface = SURFACE_ZH;
        else if (!strcmp(argv[i], "--to-en"))
            o.surface = SURFACE_EN;
        else if (!strcmp(argv[i], "--quiet"))
            o.quiet = true;
        else
            o.path = argv[i];
    }
    return o;
}

static struct str
file_read(struct arena *a, const char *path)
{
    FILE *f = path ? fopen(path, "rb") : stdin;
    struct text all = {.arena = a};
    char piece[65536];
    size_t n;
    if (!f)
        return text_str(&all);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        text_add(&all, (struct str){piece, (uint32_t)n});
    if (path)
        fclose(f);
    return text_str(&all);
}

static const char *
file_name(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path ? path : "-";
}

static int
dump(const struct parse *with, int file, struct options o)
{
    static const char *const words[] = {
        [PARSE_COMPLETE] = "complete",     [PARSE_MAY_GROW] = "may grow",
        [PARSE_NEEDS_MORE] = "needs more", [PARSE_GOES_ON] = "goes on",
        [PARSE_WRONG] = "wrong",
    };
    struct text out = {.arena = with->scratch};
    if (o.more) {
        puts(words[parse_more(with, file, o.start)]);
        return 0;
    }
    if (o.format && format(with, file, o.surface, &out)) {
        fwrite(out.at, 1, out.len, stdout);
        return 0;
    }
    struct node *n = parse(with, file, o.start);
    if (!o.quiet)
        node_dump(&out, n, with->names);
    diags_print(&out, with->diags, with->source,
                &(struct diag_style){.language = o.language});
    fwrite(out.at, 1, out.len, stdout);
    return with->diags->errors ? 3 : 0;
}

int
main(int argc, char **argv)
{
    struct options o = options_read(argc, argv);
    struct arena tree, scratch;
    jmp_buf failure;
    if (setjmp(failure))
        return 6;
    arena_init(&tree, &allocator_libc, &failure);
    arena_init(&scratch, &allocator_libc, &failure);
    struct atom_table names;
    struct keywords keywords;
    struct source source;
    struct diags diags;
    atom_table_init(&names, &tree);
    keywords_init(&keywords, &names, &tree);
    source_init(&source, &tree);
    diags_init(&diags, &tree, 0);
    struct str text = file_read(&tree, o.path);
    int file = source_add(&source, str_of(file_name(o.path)), text);
    struct parse with = {
        .source = &source,
        .diags = &diags,
        .names = &names,
        .keywords = &keywords,
        .tree = &tree,
        .scratch = &scratch,
    };
    int status = dump(&with, file, o);
    arena_free(&scratch);
    arena_free(&tree);
    return status;
}

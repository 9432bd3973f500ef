#include "lang/typing.h"

#include "lang/parse.h"

struct typing {
    struct source source;
    struct diags diags;
    struct atom_table names;
    struct keywords keywords;
    struct parse parse;
    enum parse_start start;
};

static void
typing_init(struct typing *t, struct arena *a, struct str text)
{
    source_init(&t->source, a);
    diags_init(&t->diags, a, 0);
    atom_table_init(&t->names, a);
    keywords_init(&t->keywords, &t->names, a);
    t->parse = (struct parse){.source = &t->source,
                              .diags = &t->diags,
                              .names = &t->names,
                              .keywords = &t->keywords,
                              .tree = a,
                              .scratch = a};
    source_add(&t->source, STR("-"), text);
    t->start = parse_guess(&t->parse, 0);
}

enum typing_more
typing_more(struct arena *a, struct str text)
{
    static const uint8_t more[] = {
        [PARSE_COMPLETE] = TYPING_COMPLETE,
        [PARSE_MAY_GROW] = TYPING_MAY_GROW,
        [PARSE_NEEDS_MORE] = TYPING_NEEDS_MORE,
        [PARSE_GOES_ON] = TYPING_GOES_ON,
        [PARSE_WRONG] = TYPING_WRONG,
    };
    struct typing t;
    typing_init(&t, a, text);
    return (enum typing_more)more[parse_more(&t.parse, 0, t.start)];
}

void
typing_next(struct arena *a, struct str text, enum language l,
            struct typing_next *next)
{
    struct typing t;
    struct parse_next found = {0};
    typing_init(&t, a, text);
    parse_next(&t.parse, 0, t.start, &found);
    *next = (struct typing_next){.name = found.name,
                                 .number = found.number,
                                 .text = found.text,
                                 .day = found.day,
                                 .citation = found.citation,
                                 .row = found.row,
                                 .line_end = found.line_end,
                                 .declares = t.start == PARSE_FILE};
    for (int k = 1; k < KEYWORDS; k++)
        if (found.keyword[k])
            vec_push(a, &next->word,
                     keyword_text((enum keyword)k, l == LANGUAGE_EN));
}

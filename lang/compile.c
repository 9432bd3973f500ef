#include "lang/compile.h"

#include "lang/analysis/analysis.h"
#include "lang/drafting/drafting.h"
#include "lang/hush.h"
#include "lang/lookalike.h"
#include "lang/model.h"
#include "lang/parse.h"
#include "lang/plan/walk.h"

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

static struct node *
node_of(struct arena *a, enum node_kind kind, struct span at, uint32_t kids)
{
    struct node *n =
        arena_zero(a, sizeof(struct node) + kids * sizeof(struct node *));
    n->kind = (uint8_t)kind;
    n->at = at;
    n->n = kids & NODE_KIDS;
    return n;
}

/* The kid of a new node. */
static struct node *
node_around(struct arena *a, enum node_kind kind, struct node *kid)
{
    struct node *n = node_of(a, kind, kid->at, 1);
    n->kid[0] = kid;
    return n;
}

/* A rule that gives EXPRESSION, as a file of its own. */
static struct node *
question_file(struct arena *a, struct atom_table *atoms,
              struct node *expression, struct str entity)
{
    struct node *rule =
        node_of(a, NODE_RULE, expression->at, entity.len ? 2 : 1);
    rule->name = atom_of(atoms, STR("?"));
    rule->flags = FLAG_ASKED;
    rule->kid[0] = node_around(a, NODE_GIVES, expression);
    if (entity.len) {
        struct node *name = node_of(a, NODE_NAME, expression->at, 0);
        name->name = atom_of(atoms, entity);
        rule->kid[1] = node_around(a, NODE_FOR, name);
    }
    return node_around(a, NODE_FILE, rule);
}

static bool
is_error(const struct diag *d, void *user)
{
    (void)user;
    return diag_row(d->id)->severity == SEVERITY_ERROR;
}

/* Who asks for drafting notes has asked for the rest before. */
static void
draft_only(struct model *m)
{
    diags_keep(m->diags, is_error, NULL);
    model_draft(m);
}

const struct plan *
compile(struct arena *a, struct source *s, struct diags *diags,
        const struct compile_limits *limits,
        const struct compile_question *question)
{
    uint32_t files = s->file.n - (question && question->asked);
    struct node *expression;
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
                         .limits = &syntax,
                         .without_cases = limits->without_cases};
    atom_table_init(atoms, a);
    keywords_init(&keywords, atoms, a);
    model_init(m, a, s, atoms, diags);
    m->limits = (struct model_limits){limits->rules, limits->depth,
                                      limits->readings, limits->plan};
    for (uint32_t i = 0; i < files; i++)
        vec_push(a, &m->file, parse(&with, (int)i, PARSE_FILE));
    lookalike_check(diags, atoms, m->file.at, m->file.n, a);
    if (files < s->file.n) {
        expression = parse(&with, (int)files, PARSE_EXPRESSION);
        if (!expression)
            return NULL;
        vec_push(a, &m->file,
                 question_file(a, atoms, expression, question->entity));
    }
    model_declare(m);
    hush_check(m);
    model_check(m);
    struct plan *p = diags->errors ? NULL : model_lower(m);
    if (p && !diags->errors)
        model_analyse(m, p, limits->for_asking || limits->drafting);
    if (limits->drafting && !diags->errors)
        draft_only(m);
    hush_notes(m, limits->drafting && !diags->errors);
    if (diags->errors)
        return NULL;
    plan_settle(p);
    return p;
}

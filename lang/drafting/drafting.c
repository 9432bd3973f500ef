#include "lang/drafting/drafting.h"

/* As in spec/drafting.md. */
static const struct {
    const char *codes;
    void (*ask)(struct drafting *d);
} questions[] = {
    {"N0530", draft_tests},
    {"N0531 N0532", draft_names},
    {"N0533", draft_surfaces},
    {"N0534", draft_numbers},
    {"N0535 N0538", draft_tables},
    {"N0536", draft_locals},
    {"N0537", draft_conditions},
    {"N0540", draft_questions},
    {"N0541", draft_truths},
    {"N0550 N0551 N0552 N0553 N0554 N0555 N0556 N0557 N0558", draft_duties},
};

void
model_draft(struct model *m)
{
    struct drafting d = {.m = m, .arena = m->arena};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        questions[i].ask(&d);
}

void
nodes_visit(const struct node *n, draft_visit *visit, void *user)
{
    if (!n)
        return;
    visit(n, user);
    for (uint32_t i = 0; i < n->n; i++)
        nodes_visit(n->kid[i], visit, user);
}

void
declarations_visit(struct drafting *d, draft_visit *visit, void *user)
{
    for (uint32_t f = 0; f < d->m->file.n; f++)
        for (uint32_t i = 0; i < d->m->file.at[f]->n; i++)
            visit(d->m->file.at[f]->kid[i], user);
}

struct str
written_at(struct drafting *d, struct span at)
{
    struct str text = source_text(d->m->source, at);
    struct text bare = {.arena = d->arena};
    for (uint32_t i = 0; i < text.len; i++)
        if (str_starts(str_from(text, i), STR("　")))
            i += 2;
        else if ((unsigned char)text.at[i] > ' ')
            text_add_char(&bare, text.at[i]);
    return text_str(&bare);
}

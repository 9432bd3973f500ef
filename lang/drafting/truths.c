/* N0541: a truth that is compared with a truth. */
#include "lang/drafting/drafting.h"

static bool
is_truth_of(const struct node *n, uint8_t value)
{
    return n->kind == NODE_TRUTH && n->form == value;
}

static void
compared_note(struct drafting *d, const struct node *n)
{
    const struct node *what = n->kid[0], *with = n->kid[1];
    bool equal = n->form == COMPARE_EQ, holds = with->form == equal;
    struct str words = source_text(d->m->source, what->at);
    struct text plain = {.arena = d->arena};
    bool english =
        (unsigned char)source_text(d->m->source, with->at).at[0] < 0x80;
    if (!holds)
        text_add_z(&plain, english ? "not " : "非 ");
    text_add(&plain, words);
    report(d->m->diags, TRUTH_COMPARED, .at = n->at,
           .arg = {source_text(d->m->source, n->at), text_str(&plain)},
           .fix = {n->at, text_str(&plain), false});
}

/* A name may be compared, and what is chosen may be the condition itself. */
static void
truth_note(const struct node *n, void *user)
{
    struct drafting *d = user;
    if (n->kind == NODE_COMPARE && n->form <= COMPARE_NE &&
        n->kid[1]->kind == NODE_TRUTH &&
        (n->kid[0]->kind == NODE_NAME || n->kid[0]->kind == NODE_PATH))
        compared_note(d, n);
    if (n->kind == NODE_IF && is_truth_of(n->kid[1], 1) &&
        is_truth_of(n->kid[2], 0))
        report(d->m->diags, TRUTH_CHOSEN, .at = n->at,
               .arg = {source_text(d->m->source, n->kid[0]->at)});
}

static void
declaration_note(const struct node *n, void *user)
{
    if (n->kind != NODE_CASE)
        nodes_visit(n, truth_note, user);
}

void
draft_truths(struct drafting *d)
{
    declarations_visit(d, declaration_note, d);
}

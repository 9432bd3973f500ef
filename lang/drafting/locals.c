/* N0536: a name given by 令 to what has a name already. */
#include "lang/drafting/drafting.h"

static void
local_note(const struct node *n, void *user)
{
    struct drafting *d = user;
    const struct node *value = n->kind == NODE_LET ? node_kid(n, 1) : NULL;
    if (value && value->kind == NODE_NAME)
        report(
            d->m->diags, LOCAL_ALIAS, .at = node_name_at(n),
            .arg = {model_text(d->m, n->name), model_text(d->m, value->name)});
}

static void
declaration_note(const struct node *n, void *user)
{
    nodes_visit(n, local_note, user);
}

void
draft_locals(struct drafting *d)
{
    declarations_visit(d, declaration_note, d);
}

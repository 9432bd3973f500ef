/* N0540: a fact without a question where nearly all have one. */
#include "lang/drafting/drafting.h"

/* So many facts, of which so many in ten have a question. */
enum { FACTS = 4, IN_TEN = 7 };

/* A fact that people are asked for: of an entity, and no reference. */
static bool
is_asked(const struct model *m, const struct field *f)
{
    bool reference = f->type.kind == V_MEMBER &&
                     m->entity.at[f->type.entity]->form == ENTITY_DATA;
    return f->of && f->of->form == ENTITY_DATA && f->node &&
           f->node->kind == NODE_FIELD && !reference;
}

void
draft_questions(struct drafting *d)
{
    const struct model *m = d->m;
    uint32_t all = 0, with = 0;
    for (uint32_t i = 0; i < m->field.n; i++) {
        all += is_asked(m, m->field.at[i]);
        with += is_asked(m, m->field.at[i]) && m->field.at[i]->question.len;
    }
    if (all < FACTS || 10 * with < IN_TEN * all)
        return;
    for (uint32_t i = 0; i < m->field.n; i++)
        if (is_asked(m, m->field.at[i]) && !m->field.at[i]->question.len)
            report(m->diags, NO_QUESTION,
                   .at = node_name_at(m->field.at[i]->node),
                   .arg = {model_text(m, m->field.at[i]->name)});
}

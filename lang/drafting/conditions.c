/* N0537: a condition that every rule of a decision repeats. */
#include "lang/drafting/drafting.h"

/* The parts of a condition that 且 joins; itself when it is no such thing. */
static uint32_t
parts_of(const struct node *when)
{
    return when->kid[0]->kind == NODE_AND ? when->kid[0]->n : 1;
}

static const struct node *
part_of(const struct node *when, uint32_t i)
{
    const struct node *all = when->kid[0];
    return all->kind == NODE_AND ? all->kid[i] : all;
}

/* Does a 当 of the rule say what PART says? */
static bool
rule_says(struct drafting *d, const struct rule *r, struct str part)
{
    node_each(r->node, WHEN,
              when) for (uint32_t i = 0; i < parts_of(when);
                         i++) if (str_equal(written_at(d, part_of(when, i)->at),
                                            part)) return true;
    return false;
}

static bool
all_say(struct drafting *d, const struct decision *of, struct str part)
{
    for (uint32_t i = 1; i < of->rule.n; i++)
        if (!rule_says(d, of->rule.at[i], part))
            return false;
    return true;
}

static void
decision_note(struct drafting *d, const struct decision *of)
{
    struct model *m = d->m;
    node_each(of->rule.at[0]->node, WHEN, when)
    {
        for (uint32_t i = 0; i < parts_of(when); i++) {
            const struct node *part = part_of(when, i);
            if (all_say(d, of, written_at(d, part->at)))
                report(m->diags, CONDITION_REPEATED, .at = part->at,
                       .arg = {model_text(m, of->name)});
        }
    }
}

void
draft_conditions(struct drafting *d)
{
    for (uint32_t i = 0; i < d->m->decision.n; i++)
        if (d->m->decision.at[i]->rule.n > 1 &&
            d->m->decision.at[i]->kind == DECISION_RULE)
            decision_note(d, d->m->decision.at[i]);
}

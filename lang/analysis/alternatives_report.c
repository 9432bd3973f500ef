/* What was found about alternatives, as messages. */
#include "lang/analysis/alternatives.h"

static struct str
words_of(struct question *q, const struct claim *claim)
{
    bool rows = q->group->table && q->own_inputs;
    if (q->a->m->diags->dropped) /* nobody is going to read it */
        return STR("");
    return witness_words(q->a, q->cone, claim->input,
                         rows ? q->own_inputs : q->cone->input.n);
}

static const struct group_arm *
arm_of(const struct question *q, uint32_t arm)
{
    return &q->group->arm[arm];
}

static void
report_overlap(struct question *q)
{
    const struct group_arm *x = arm_of(q, q->overlap.x);
    const struct group_arm *y = arm_of(q, q->overlap.y);
    const struct model *m = q->a->m;
    struct str when = words_of(q, &q->overlap);
    if (q->group->kind == GROUP_RULES)
        report(m->diags, RULES_EXCLUDE, .at = y->at,
               .arg = {model_text(m, x->label), model_text(m, y->label), when},
               .second = {x->at, LABEL_OTHER_RULE});
    else if (q->sure)
        report(m->diags, ROWS_OVERLAP, .at = y->at, .arg = {when},
               .second = {x->at, LABEL_OTHER_ROW});
    else
        report(m->diags, ROWS_MAY_OVERLAP, .at = y->at, .arg = {when},
               .second = {x->at, LABEL_OTHER_ROW});
}

static void
report_conflict(struct question *q)
{
    const struct group_arm *x = arm_of(q, q->conflict.x);
    const struct group_arm *y = arm_of(q, q->conflict.y);
    const struct model *m = q->a->m;
    struct str when = words_of(q, &q->conflict);
    if (q->group->table)
        report(m->diags, ROWS_CONFLICT, .at = y->at, .arg = {when},
               .second = {x->at, LABEL_OTHER_ROW});
    else
        report(m->diags, RULES_CONFLICT, .at = y->at,
               .arg = {model_text(m, x->label), model_text(m, y->label), when},
               .second = {x->at, LABEL_OTHER_RULE});
}

static bool
report_readings(const struct question *q)
{
    const struct model *m = q->a->m;
    const struct group *g = q->group;
    struct text n = {.arena = q->a->arena}, most = n;
    text_add_unsigned(&n, q->combinations);
    text_add_unsigned(&most, m->limits.readings);
    report(m->diags, TOO_MANY_READINGS,
           .at = g->table ? g->table->header->at : g->arm[0].at,
           .arg = {text_str(&n), text_str(&most)});
    return true;
}

bool
alternatives_report(struct question *q)
{
    const struct model *m = q->a->m;
    if (q->combinations > m->limits.readings)
        return report_readings(q);
    bool trusted = q->sure || !q->tangled;
    bool found = q->gap.found || q->overlap.found || q->conflict.found;
    if (!trusted || (!found && q->group->table &&
                     (q->result == BOX_BUDGET || q->doubtful))) {
        bool table = q->group->table != NULL && (found || !trusted);
        if (table || (q->group->table && q->result == BOX_BUDGET))
            report(m->diags, NOT_DECIDED, .at = q->group->table->header->at);
        return table;
    }
    if (q->gap.found)
        report(m->diags, TABLE_GAP, .at = q->group->table->header->at,
               .arg = {words_of(q, &q->gap)});
    if (q->overlap.found)
        report_overlap(q);
    if (q->conflict.found)
        report_conflict(q);
    return found;
}

/* A condition within it was said never to hold. */
static bool
said_already(const struct analysis *a, struct span at)
{
    for (uint32_t i = 0; i < a->never.n; i++)
        if (at.lo <= a->never.at[i].lo && a->never.at[i].hi <= at.hi)
            return true;
    return false;
}

void
never_report(struct analysis *a, const struct alternatives *of)
{
    const struct group *g = of->group;
    if (!of->asked || of->undecided || (g->table && !of->met))
        return;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct group_arm *arm = &g->arm[i];
        if (of->reached[i] || said_already(a, arm->whole))
            continue;
        if (!g->table)
            report(a->m->diags, RULE_NEVER, .at = arm->at,
                   .arg = {model_text(a->m, arm->label)});
        else if (of->shadow[i] != NO_NODE)
            report(a->m->diags, ROW_SHADOWED, .at = arm->at,
                   .second = {g->arm[of->shadow[i]].at, LABEL_SHADOW});
        else
            report(a->m->diags, ROW_NEVER, .at = arm->at);
    }
}

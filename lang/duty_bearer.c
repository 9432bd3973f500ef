/* Who bears a duty: its own 由, and the standing 责任 of the rulebook and of
 * the measure it belongs to. */
#include "lang/duty.h"
#include "lang/unknown.h"

struct bearing {
    struct model *m;
    struct duty *d;
    bool lead, standing;
};

static void
bearer_add(const struct bearing *b, struct bearer as)
{
    as.lead = b->lead;
    as.standing = b->standing;
    for (uint32_t i = 0; i < b->d->bearer.n; i++) {
        const struct bearer *old = &b->d->bearer.at[i];
        if (old->kind == as.kind && old->roster == as.roster &&
            old->member == as.member && old->fact == as.fact)
            return;
    }
    vec_push(b->m->arena, &b->d->bearer, as);
}

/* Every member of a 机关 that has a name of its own. */
static bool
bearer_set(const struct bearing *b, atom name)
{
    struct symbol *s = model_find(b->m, name);
    struct entity *e = s && s->kind == SYMBOL_ENTITY ? s->thing : NULL;
    if (!e || !e->body)
        return false;
    for (uint32_t i = 0; i < e->member.n; i++)
        bearer_add(
            b, (struct bearer){.kind = BEARER_BODY, .roster = e, .member = i});
    return true;
}

static bool
bearer_member(const struct bearing *b, atom name)
{
    for (uint32_t i = 0; i < b->m->entity.n; i++) {
        struct entity *e = b->m->entity.at[i];
        int32_t at = e->body ? entity_member(e, name) : -1;
        if (at < 0)
            continue;
        bearer_add(b, (struct bearer){.kind = BEARER_BODY,
                                      .roster = e,
                                      .member = (uint32_t)at});
        return true;
    }
    return false;
}

/* 由 托育机构, of a duty 对 托育机构: each row answers for itself. */
static bool
bearer_row(const struct bearing *b, atom name)
{
    const struct node *subject = node_find(b->d->node, NODE_FOR);
    bool alias = subject && subject->name && subject->name == name;
    if (b->d->on->index == CASE_ENTITY || (b->d->on->name != name && !alias))
        return false;
    bearer_add(b, (struct bearer){.kind = BEARER_ROW});
    return true;
}

/* 由 用人单位, of a duty 对 生育假 that names its 用人单位: by the name of the
 * fact, or of the entity that one fact alone refers to. */
static bool
bearer_fact(const struct bearing *b, atom name)
{
    struct field *found = entity_field(b->d->on, name);
    struct symbol *s = model_find(b->m, name);
    if (b->d->on->index == CASE_ENTITY)
        return false;
    if (!found && s && s->kind == SYMBOL_ENTITY)
        found = duty_event_link(b->m, b->d->on, s->thing);
    if (!found || !field_entity(b->m, found))
        return false;
    found->used = true;
    bearer_add(b, (struct bearer){.kind = BEARER_FACT, .fact = found});
    return true;
}

static void
bearer_unknown(const struct bearing *b, const struct node *name)
{
    struct unknown u =
        unknown_name(b->m, name->at, model_text(b->m, name->name));
    for (uint32_t i = 0; i < b->m->entity.n; i++) {
        const struct entity *e = b->m->entity.at[i];
        if (!e->body)
            continue;
        unknown_try(&u, model_text(b->m, e->name));
        for (uint32_t k = 0; k < e->member.n; k++)
            unknown_try(&u, model_text(b->m, e->member.at[k]));
    }
    if (u.near.len)
        unknown_report(&u);
    else if (!lost_name(b->m, u.at, u.name) && !unknown_said(&u))
        report(b->m->diags, NOT_A_BODY, .at = u.at, .arg = {u.name});
}

static void
bearer_named(const struct bearing *b, const struct node *name)
{
    if (name->kind == NODE_NAME && !bearer_set(b, name->name) &&
        !bearer_member(b, name->name) && !bearer_row(b, name->name) &&
        !bearer_fact(b, name->name))
        bearer_unknown(b, name);
}

static void
bearers_standing(struct bearing *b, const struct node *n)
{
    b->standing = true;
    b->lead = false;
    node_each(n, RESPONSIBLE, clause) for (uint32_t i = 0; i < clause->n; i++)
        bearer_named(b, clause->kid[i]);
}

void
duty_bearers(struct model *m, struct duty *d)
{
    struct bearing b = {.m = m, .d = d};
    node_each(d->node, BEARERS, by)
    {
        d->severally |= by->form;
        for (uint32_t i = 0; i < by->n; i++) {
            b.lead = by->kid[i]->form;
            bearer_named(&b, by->kid[i]->kid[0]);
        }
    }
    bearers_standing(&b, d->node);
    for (uint32_t f = 0; f < m->file.n; f++)
        node_each(m->file.at[f], MEASURE,
                  measure) if (measure_has(m, measure, d->node))
            bearers_standing(&b, measure);
    if (m->rulebook)
        bearers_standing(&b, m->rulebook);
}

/* Duties: what each asks for, and the decisions that say how it stands. */
#include "lang/duty.h"
#include "lang/unknown.h"

/* ---- facts of events ---- */

struct entity *
field_entity(const struct model *m, const struct field *f)
{
    const struct node *t = node_find(f->node, NODE_TYPE);
    const struct node *name =
        t && t->form == TYPE_NAMED ? node_find(t, NODE_NAME) : NULL;
    struct symbol *s = name ? model_find(m, name->name) : NULL;
    return s && s->kind == SYMBOL_ENTITY ? s->thing : NULL;
}

struct field *
duty_event_day(struct model *m, const struct entity *e, const struct node *at)
{
    struct field *day = entity_day(m, e);
    if (!day)
        report(m->diags, EVENT_DAY, .at = at->at,
               .arg = {model_text(m, e->name)},
               .second = {node_name_at(e->node), LABEL_FIRST});
    return day;
}

struct field *
duty_event_link(const struct model *m, const struct entity *e,
                const struct entity *to)
{
    for (uint32_t i = 0; to && i < e->field.n; i++)
        if (field_entity(m, e->field.at[i]) == to)
            return e->field.at[i];
    return NULL;
}

static struct field *
event_actor(const struct model *m, const struct entity *e)
{
    for (uint32_t i = 0; i < e->field.n; i++) {
        const struct entity *to = field_entity(m, e->field.at[i]);
        if (to && to->body)
            return e->field.at[i];
    }
    return NULL;
}

/* The fact that says for which window an event counts: a period of the kind
 * of the duty's windows. */
static struct field *
event_period(struct model *m, const struct entity *e, const struct node *every)
{
    const struct node *word = node_kid(every, 0);
    for (uint32_t i = 0; word && i < e->field.n; i++) {
        struct field *f = e->field.at[i];
        const struct node *t = node_find(f->node, NODE_TYPE);
        const struct node *name = t ? node_find(t, NODE_NAME) : NULL;
        if (!name)
            continue;
        enum period_kind kind = period_named(model_text(m, name->name));
        if (t->form == TYPE_PERIOD && kind != PERIOD_NONE &&
            kind == period_named(model_text(m, word->name)))
            return f;
    }
    return NULL;
}

/* The entity NAME names, or null after a message. */
static struct entity *
entity_called(struct model *m, const struct node *name)
{
    if (name->kind != NODE_NAME)
        return NULL;
    struct symbol *s = model_find(m, name->name);
    if (s && s->kind == SYMBOL_ENTITY)
        return s->thing;
    if (s)
        report(m->diags, NOT_AN_ENTITY, .at = name->at,
               .arg = {model_text(m, name->name)});
    else
        report_unknown(m, name->at, name->name, NAMES_ENTITIES);
    return NULL;
}

/* ---- facets ---- */

static const char *const facet_words[][2] = {
    [FACET_DUE] = {"到期日", "due_day"},
    [FACET_DONE] = {"履行日", "done_day"},
    [FACET_SINCE] = {"违反日", "violated_day"},
    [FACET_OVERALL] = {"总状态", "overall"},
};

static atom
facet_name(const struct model *m, enum facet facet)
{
    return atom_of(m->atoms, str_of(facet_words[facet][0]));
}

struct decision *
duty_facet(const struct model *m, const struct decision *d, atom name)
{
    struct str word = model_text(m, name);
    for (size_t i = 0; i < sizeof facet_words / sizeof *facet_words; i++)
        if (str_equal(word, str_of(facet_words[i][1])))
            name = facet_name(m, (enum facet)i);
    for (uint32_t i = 0; i < d->facet.n; i++)
        if (d->facet.at[i]->name == name)
            return d->facet.at[i];
    return NULL;
}

/* ---- the rule ---- */

static bool
clause_stays(const struct making *k, const struct node *n)
{
    switch (n->kind) {
    case NODE_CITES:
    case NODE_FOR:
        return true;
    case NODE_EVERY:
    case NODE_WHEN:
    case NODE_LET:
    case NODE_EFFECTIVE:
    case NODE_EXPIRES:
        return !k->head;
    case NODE_BUT:
        return !k->head && !k->facet;
    case NODE_FROM:
        return k->windows && !k->head;
    default:
        return false;
    }
}

/* 对 of a duty that answers an event: the event's rows, by their name. */
static struct node *
for_trigger(const struct making *k)
{
    struct node *n =
        grow_2(&k->g, NODE_FOR, grow_name(&k->g, k->d->trigger->name), NULL);
    n->name = k->d->trigger->name;
    return n;
}

/* A rule with the duty's own circumstances, which it shares, that gives VALUE.
 * NAME: the first kid. */
static struct node *
rule_tree(const struct making *k, struct node *name, struct node *value,
          struct node *otherwise)
{
    const struct node *duty = k->d->node;
    struct node *n = grow(&k->g, NODE_RULE, duty->n + 4);
    uint32_t kids = 0;
    n->kid[kids++] = name;
    n->name = name->name;
    n->at = duty->at;
    for (uint32_t i = 1; i < duty->n; i++) {
        bool subject = duty->kid[i]->kind == NODE_FOR;
        if (clause_stays(k, duty->kid[i]) && !(subject && k->d->trigger))
            n->kid[kids++] = duty->kid[i];
    }
    if (k->d->trigger)
        n->kid[kids++] = for_trigger(k);
    if (value)
        n->kid[kids++] = grow_1(&k->g, NODE_GIVES, value);
    if (otherwise)
        n->kid[kids++] = grow_1(&k->g, NODE_OTHERWISE, otherwise);
    n->n = kids & NODE_KIDS;
    return n;
}

static struct vtype
type_status(const struct making *k)
{
    return (struct vtype){.kind = V_MEMBER, .entity = k->g.m->status->index};
}

/* The row of 对, when the rows of the decision are the events it answers. */
static void
decision_through(const struct making *k, struct decision *d)
{
    if (!k->d->trigger || k->d->on->index == CASE_ENTITY ||
        k->d->on == k->d->trigger)
        return;
    d->through = duty_event_link(k->g.m, k->d->trigger, k->d->on);
    if (d->through)
        d->through->used = true;
    else
        report(k->g.m->diags, NO_LINK, .at = k->within->kid[0]->at,
               .arg = {model_text(k->g.m, k->d->trigger->name),
                       model_text(k->g.m, k->d->on->name)});
}

static struct decision *
facet_head(const struct making *k, atom name, struct node *tree,
           struct vtype type)
{
    struct decision *d = model_decision_new(k->g.m, DECISION_FACET, tree, name);
    d->type = type;
    d->of = k->d->status;
    d->duty = k->d;
    decision_through(k, d);
    vec_push(k->g.m->arena, &k->d->status->facet, d);
    return d;
}

static struct decision *
facet_new(const struct making *k, atom name, struct node *value,
          struct vtype type, struct node *otherwise)
{
    if (!value)
        return NULL;
    struct decision *d = facet_head(
        k, name, rule_tree(k, grow_name(&k->g, name), value, otherwise), type);
    struct rule *r = model_rule_new(k->g.m, PLACE_RULE, d->node, 0);
    r->decision = d;
    r->linked = true;
    vec_push(k->g.m->arena, &d->rule, r);
    return d;
}

static struct decision *
facet_day(const struct making *k, enum facet facet, struct node *value)
{
    return facet_new(k, facet_name(k->g.m, facet), value,
                     (struct vtype){.kind = V_DATE}, NULL);
}

/* 各自: one status for each bearer. */
static void
facets_of_bearers(struct making *k)
{
    struct duty *d = k->d;
    for (uint32_t i = 0; i < d->bearer.n; i++) {
        const struct bearer *b = &d->bearer.at[i];
        if (b->kind != BEARER_BODY)
            continue;
        k->bearer = b->roster->member.at[b->member];
        struct decision *own =
            facet_new(k, k->bearer, duty_status(k), type_status(k),
                      grow_status(&k->g, STATUS_NOT_APPLICABLE));
        own->of_bearer = true;
        vec_push(k->g.m->arena, &d->status->worst, own);
    }
    k->bearer = 0;
}

/* All windows so far together. */
static struct decision *
facet_overall(struct making *k)
{
    atom name = facet_name(k->g.m, FACET_OVERALL);
    k->head = true;
    struct node *head = rule_tree(k, grow_name(&k->g, name), NULL, NULL);
    k->head = false;
    struct decision *d = facet_head(k, name, head, type_status(k));
    d->worst_of_windows = true;
    return d;
}

static void
facets_declare(struct making *k)
{
    struct duty *d = k->d;
    k->facet = true;
    if (d->form == DUTY_WORDS)
        return;
    d->due = facet_day(k, FACET_DUE, duty_due(k));
    if (d->form == DUTY_EVENT && k->times == 1)
        d->done = facet_day(k, FACET_DONE, duty_done_day(k));
    d->since = facet_day(k, FACET_SINCE, duty_violated_day(k));
    if (k->windows)
        d->overall = facet_overall(k);
}

/* ---- from the clauses to what is made ---- */

static enum duty_form
form_of(const struct duty *d, const struct node *act)
{
    const struct node *what = act ? act->kid[0] : NULL;
    bool must_not = act && act->form == ACT_MUST_NOT;
    if (!what || what->kind == NODE_TEXT || act->form == ACT_MAY ||
        d->modality == MODALITY_PERMISSION ||
        d->modality == MODALITY_ENCOURAGEMENT)
        return DUTY_WORDS;
    if (what->kind == NODE_EVENT)
        return must_not ? DUTY_NO_EVENT : DUTY_EVENT;
    if (must_not)
        return DUTY_NO_STATE;
    return what->form ? DUTY_KEEP : DUTY_REACH;
}

/* Does the verb go with the kind of declaration? */
static void
act_fits(const struct making *k, const struct node *act)
{
    static const uint8_t allowed[] = {
        [MODALITY_DUTY] = 1 << ACT_MUST | 1 << ACT_MUST_NOT,
        [MODALITY_PROHIBITION] = 1 << ACT_MUST_NOT,
        [MODALITY_PERMISSION] = 1 << ACT_MAY,
        [MODALITY_ENCOURAGEMENT] = 1 << ACT_MUST | 1 << ACT_MAY,
        [MODALITY_TARGET] = 1 << ACT_MUST,
    };
    if (act && !(allowed[k->d->modality] >> act->form & 1))
        report(k->g.m->diags, ACT_MODAL, .at = act->at,
               .arg = {model_text(k->g.m, k->d->name)},
               .second = {node_name_at(k->d->node), LABEL_FIRST});
}

static void
event_read(struct making *k)
{
    struct duty *d = k->d;
    struct node *every = node_find(d->node, NODE_EVERY);
    d->event = entity_called(k->g.m, k->act->kid[0]);
    k->day = d->event ? duty_event_day(k->g.m, d->event, k->act->kid[0]) : NULL;
    if (!k->day) {
        d->form = DUTY_WORDS;
        return;
    }
    k->actor = event_actor(k->g.m, d->event);
    k->period = every ? event_period(k->g.m, d->event, every) : NULL;
}

/* 自 E 起: E is an event. */
static void
trigger_read(struct making *k)
{
    const struct node *from = k->within ? k->within->kid[0] : NULL;
    if (from)
        k->d->trigger = entity_called(k->g.m, from);
    if (from && !k->d->trigger)
        k->within = NULL;
}

static void
times_read(struct making *k)
{
    const struct node *every = node_find(k->d->node, NODE_EVERY);
    const struct node *number = every ? node_kid(every, 1) : NULL;
    k->times = 1;
    if (!number || number->literal->wrong)
        return;
    if (number->literal->scale || number->literal->coefficient < 1)
        report(k->g.m->diags, TIMES_WHOLE, .at = number->at);
    else
        k->times = number->literal->coefficient;
}

static struct node *
subject_name(const struct node *duty)
{
    const struct node *subject = node_find(duty, NODE_FOR);
    return subject && subject->n ? subject->kid[0] : NULL;
}

/* What a proviso may not hold: it only says what comes out instead. */
static void
provisos_check(const struct making *k)
{
    static const uint8_t own[] = {NODE_BEARERS, NODE_ACT, NODE_DUE, NODE_WITHIN,
                                  NODE_THEN_DUTY};
    node_each(k->d->node, BUT, but)
    {
        if (k->d->severally)
            report(k->g.m->diags, BUT_SEVERALLY, .at = but->at);
        for (size_t i = 0; i < sizeof own; i++) {
            const struct node *clause = node_find(but, (enum node_kind)own[i]);
            if (clause)
                report(k->g.m->diags, CLAUSE_PLACE, .at = clause->at,
                       .arg = {source_text(k->g.m->source, clause->at),
                               STR("『但』")});
        }
    }
}

static void
duty_read(struct making *k)
{
    struct duty *d = k->d;
    struct node *act = node_find(d->node, NODE_ACT);
    struct node *subject = subject_name(d->node);
    struct node *due = node_find(d->node, NODE_DUE);
    k->windows = node_find(d->node, NODE_EVERY) != NULL;
    k->within = node_find(d->node, NODE_WITHIN);
    k->due = due ? due->kid[0] : NULL;
    k->from = k->windows ? NULL : node_find(d->node, NODE_FROM);
    k->act = act ? act->kid[0] : NULL;
    d->form = (uint8_t)form_of(d, act);
    d->on = k->g.m->entity.at[0];
    struct symbol *s = subject && subject->kind == NODE_NAME
                           ? model_find(k->g.m, subject->name)
                           : NULL;
    if (s && s->kind == SYMBOL_ENTITY)
        d->on = s->thing;
    act_fits(k, act);
    trigger_read(k);
    times_read(k);
    if (d->form == DUTY_EVENT || d->form == DUTY_NO_EVENT)
        event_read(k);
    const struct node *gives = node_find(d->node, NODE_GIVES);
    if (gives)
        report(k->g.m->diags, DUTY_GIVES, .at = gives->at);
    if (!act && !lost_within(k->g.m, d->node->at))
        report(k->g.m->diags, NO_ACT, .at = node_name_at(d->node),
               .arg = {model_text(k->g.m, d->name)});
}

/* A permission that has precedence over a duty waives it. */
static void
waiver_declare(const struct making *k)
{
    const struct node *over = node_find(k->d->node, NODE_OVERRIDES);
    if (!over)
        return;
    struct node *n = rule_tree(k, k->d->node->kid[0],
                               grow_status(&k->g, STATUS_WAIVED), NULL);
    struct node *with = grow(&k->g, NODE_EXCEPTION, n->n + 1);
    for (uint32_t i = 0; i < n->n; i++)
        with->kid[i] = n->kid[i];
    with->kid[n->n] = tree_copy(k->g.m->arena, over);
    with->at = n->at;
    with->name = n->name;
    struct rule *r = model_rule_new(k->g.m, PLACE_EXCEPTION, with, 0);
    r->label = k->d->name;
}

/* What follows from another duty's being violated arises only then. */
static void
follows_apply(struct model *m, struct duty *d, struct duty *cause,
              struct span at)
{
    struct grower g = {m, at};
    struct node *status = grow_name(&g, cause->name);
    struct rule *r = d->status->rule.at[0];
    struct node *rule = r->node;
    if (cause->overall)
        status = grow_path(&g, status, cause->overall->name);
    struct node *with = grow(&g, NODE_RULE, rule->n + 1);
    for (uint32_t i = 0; i < rule->n; i++)
        with->kid[i] = rule->kid[i];
    with->kid[rule->n] = grow_1(
        &g, NODE_WHEN,
        grow_compare(&g, COMPARE_EQ, status, grow_status(&g, STATUS_VIOLATED)));
    with->name = rule->name;
    with->at = rule->at;
    r->node = d->status->node = with;
}

static struct duty *
duty_called(const struct model *m, atom name)
{
    for (uint32_t i = 0; i < m->duty.n; i++)
        if (m->duty.at[i]->name == name)
            return m->duty.at[i];
    return NULL;
}

static void
follows_join(struct model *m, struct duty *cause)
{
    node_each(cause->node, THEN_DUTY, then) for (uint32_t i = 0; i < then->n;
                                                 i++)
    {
        struct node *name = then->kid[i];
        struct duty *d =
            name->kind == NODE_NAME ? duty_called(m, name->name) : NULL;
        if (!d) {
            if (name->kind == NODE_NAME)
                report_unknown(m, name->at, name->name, NAMES_DECISIONS);
            continue;
        }
        vec_push(m->arena, &cause->follows, name->name);
        follows_apply(m, d, cause, then->at);
    }
}

static void
duty_declare(struct model *m, struct duty *d)
{
    struct making k = {.g = {m, node_name_at(d->node)}, .d = d};
    duty_read(&k);
    struct node *rule = rule_tree(&k, d->node->kid[0], duty_status(&k),
                                  grow_status(&k.g, STATUS_NOT_APPLICABLE));
    d->status = model_decision_declare(m, rule, DECISION_DUTY);
    d->status->duty = d;
    d->status->type = type_status(&k);
    decision_through(&k, d->status);
    duty_bearers(m, d);
    provisos_check(&k);
    waiver_declare(&k);
    if (d->severally && k.actor && d->form != DUTY_WORDS)
        facets_of_bearers(&k);
    facets_declare(&k);
}

/* 义务状态, the roster of what a duty may be. */
static void
status_declare(struct model *m)
{
    static const struct {
        const char *zh, *en;
    } words[] = {
#define STATUS(id, zh, en) {zh, en},
#include "lang/status.def"
#undef STATUS
    };
    struct entity *e = model_entity_new(m, ENTITY_ENUM, m->duty.at[0]->node,
                                        atom_of(m->atoms, STR("义务状态")));
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        vec_push(m->arena, &e->member, atom_of(m->atoms, str_of(words[i].zh)));
        vec_push(m->arena, &e->member_en,
                 atom_of(m->atoms, str_of(words[i].en)));
        vec_push(m->arena, &e->member_at, node_name_at(e->node));
    }
    m->status = e;
}

void
duties_declare(struct model *m)
{
    if (!m->duty.n)
        return;
    status_declare(m);
    for (uint32_t i = 0; i < m->duty.n; i++)
        duty_declare(m, m->duty.at[i]);
    for (uint32_t i = 0; i < m->duty.n; i++)
        follows_join(m, m->duty.at[i]);
}

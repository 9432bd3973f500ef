/* The catalog: what a rulebook holds, as public structs in one language. */
#include "runtime/answer.h"
#include "runtime/object.h"
#include "runtime/report.h"

struct cataloguing {
    struct tiao_catalog *out;
    const struct tiao_rulebook *rulebook;
    const struct plan *plan;
    struct arena *arena;
    struct speech speech;
};

static const char *
end_z(struct cataloguing *c, const struct type *t, wide v)
{
    struct text text = {.arena = c->arena};
    bool ordered = t->rep == REP_NUMBER || t->rep == REP_DATE;
    if (ordered && !value_unbounded(t, v))
        value_exact(&text, &c->speech, t, v);
    return text_z(&text);
}

static const char *const *
names_z(struct cataloguing *c, const struct str *name, size_t n)
{
    const char **at = arena_array(c->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        at[i] = str_z(c->arena, name[i]);
    return at;
}

static struct tiao_type
type_of(struct cataloguing *c, const struct type *t)
{
    struct text words = {.arena = c->arena};
    struct tiao_type out = {.kind = value_kind(t),
                            .places = t->rep == REP_NUMBER ? t->scale : 0,
                            .optional = t->optional,
                            .of = ""};
    type_words(&words, &c->speech, t);
    out.words = text_z(&words);
    out.unit = str_z(c->arena, unit_name(c->plan, t));
    out.lowest = end_z(c, t, t->lo);
    out.highest = end_z(c, t, t->hi);
    if (t->entity != NO_ENTITY && t->entity < c->plan->entities) {
        const struct plan_entity *e = &c->plan->entity[t->entity];
        out.of = str_z(c->arena, e->name);
        if (e->roster) {
            out.member = names_z(c, e->member, e->members_n);
            out.members = e->members_n;
        }
    }
    return out;
}

static struct tiao_fact
fact_of(struct cataloguing *c, const struct plan_fact *f)
{
    const struct type *t = &c->plan->type[f->type];
    struct text presumed = {.arena = c->arena};
    if (f->presumed.can)
        outcome_words(&presumed, &c->speech, t, f->presumed);
    return (struct tiao_fact){
        .name = str_z(c->arena, f->name),
        .entity = f->entity == CASE_ENTITY
                      ? ""
                      : str_z(c->arena, c->plan->entity[f->entity].name),
        .type = type_of(c, t),
        .form = f->form == FACT_STATE  ? TIAO_STATE
                : f->form == FACT_FLOW ? TIAO_FLOW
                                       : TIAO_PLAIN_FACT,
        .period = f->form == FACT_FLOW
                      ? str_z(c->arena, period_kind_key(f->period))
                      : "",
        .question = str_z(c->arena, f->question),
        .evidence = str_z(c->arena, f->evidence),
        .citation = str_z(c->arena, f->citation),
        .awaits = str_z(c->arena, f->awaits),
        .presumed = text_z(&presumed),
        .presumed_by = str_z(c->arena, f->presumed_by),
    };
}

/* Facts of one entity after the other; the case's come first. */
static void
facts_list(struct cataloguing *c)
{
    const struct plan *p = c->plan;
    struct tiao_fact *fact = arena_array(c->arena, struct tiao_fact, p->facts);
    struct tiao_entity *entity =
        arena_array(c->arena, struct tiao_entity, p->entities);
    size_t n = 0;
    for (uint32_t e = 0; e < p->entities; e++) {
        const struct plan_entity *pe = &p->entity[e];
        entity[e] = (struct tiao_entity){
            .name = str_z(c->arena, pe->name),
            .roster = pe->roster,
            .member = names_z(c, pe->member, pe->members_n),
            .members = pe->members_n,
            .first_fact = n,
            .facts = pe->facts_n,
        };
        for (uint32_t slot = 0; slot < pe->facts_n; slot++)
            fact[n++] = fact_of(c, &p->fact[pe->fact[slot]]);
    }
    c->out->fact = fact;
    c->out->facts = n;
    c->out->entity = entity + 1;
    c->out->entities = p->entities - 1;
}

static void
decisions_list(struct cataloguing *c)
{
    const struct plan *p = c->plan;
    struct tiao_decision *at =
        arena_array(c->arena, struct tiao_decision, p->decisions);
    for (uint32_t i = 0; i < p->decisions; i++) {
        const struct plan_decision *d = &p->decision[i];
        struct text words = {.arena = c->arena};
        citation_words(&words, d->citation, c->speech.language);
        at[i] = (struct tiao_decision){
            .name = str_z(c->arena, d->name),
            .kind = decision_kind(d->kind),
            .entity = d->entity == CASE_ENTITY
                          ? ""
                          : str_z(c->arena, p->entity[d->entity].name),
            .period = str_z(c->arena, period_kind_key(d->period)),
            .citation = str_z(c->arena, d->citation),
            .citation_words = text_z(&words),
            .type = type_of(c, &p->type[d->type]),
        };
    }
    c->out->decision = at;
    c->out->decisions = p->decisions;
}

static struct tiao_place
place_at(struct cataloguing *c, const struct plan_place *p)
{
    return place_public(c->arena, &c->rulebook->source,
                        (struct span){p->lo, p->hi});
}

static void
rules_list(struct cataloguing *c)
{
    const struct plan *p = c->plan;
    struct tiao_rule *at = arena_array(c->arena, struct tiao_rule, p->places);
    size_t n = 0;
    for (uint32_t i = 1; i < p->places; i++) {
        const struct plan_place *place = &p->place[i];
        struct text words = {.arena = c->arena};
        if (place->kind != PLACE_RULE && place->kind != PLACE_EXCEPTION)
            continue;
        citation_words(&words, place->citation, c->speech.language);
        at[n++] = (struct tiao_rule){
            .label = str_z(c->arena, place->label),
            .exception = place->kind == PLACE_EXCEPTION,
            .citation = str_z(c->arena, place->citation),
            .citation_words = text_z(&words),
            .place = place_at(c, place),
        };
    }
    c->out->rule = at;
    c->out->rules = n;
}

static void
readings_list(struct cataloguing *c)
{
    const struct plan *p = c->plan;
    struct tiao_reading *at =
        arena_array(c->arena, struct tiao_reading, p->readings);
    for (uint32_t i = 0; i < p->readings; i++) {
        const struct plan_reading *r = &p->reading[i];
        const struct plan_entity *e = &p->entity[r->entity];
        at[i] = (struct tiao_reading){
            .name = str_z(c->arena, r->name),
            .citation = str_z(c->arena, r->citation),
            .alternative = names_z(c, e->member, e->members_n),
            .text = names_z(c, r->text, e->members_n),
            .alternatives = e->members_n,
            .taken = r->taken,
            .by = str_z(c->arena, r->by),
        };
    }
    c->out->reading = at;
    c->out->readings = p->readings;
}

static void
files_list(struct cataloguing *c)
{
    uint32_t n = c->rulebook->file.n;
    struct tiao_place *at = arena_array(c->arena, struct tiao_place, n);
    for (uint32_t i = 0; i < n; i++)
        at[i] = (struct tiao_place){
            .file = str_z(c->arena, c->rulebook->file.at[i].name),
            .line = 1,
            .column = 1,
            .to = c->rulebook->file.at[i].text.len,
        };
    c->out->file = at;
    c->out->files = n;
    c->out->title = c->out->status = "";
}

static enum tiao_status
catalog_work(void *argument)
{
    struct cataloguing *c = argument;
    files_list(c);
    if (!c->plan)
        return TIAO_OK;
    c->out->title = str_z(c->arena, c->plan->title);
    c->out->status = str_z(c->arena, c->plan->status);
    facts_list(c);
    decisions_list(c);
    rules_list(c);
    readings_list(c);
    return TIAO_OK;
}

enum tiao_status
tiao_catalog_of(const struct tiao_rulebook *rulebook,
                enum tiao_language language, struct tiao_catalog **catalog)
{
    struct tiao_catalog *out = view_new(&rulebook->object.from, sizeof *out);
    struct cataloguing c = {
        .out = out,
        .rulebook = rulebook,
        .plan = rulebook->plan,
        .speech = {rulebook->plan, NULL, language_of(language)}};
    enum tiao_status status;
    *catalog = NULL;
    if (!out)
        return TIAO_MEMORY;
    c.arena = &view_object(out)->arena;
    status = object_try(view_object(out), catalog_work, &c);
    if (status == TIAO_OK)
        *catalog = out;
    else
        view_free(out);
    return status;
}

void
tiao_catalog_free(struct tiao_catalog *catalog)
{
    view_free(catalog);
}

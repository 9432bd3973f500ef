/* The public calls that give facts. */
#include <string.h>

#include "runtime/case.h"
#include "runtime/file.h"
#include "runtime/report.h"

/* One public call on facts: what it was given. */
struct giving {
    struct tiao_facts *facts;
    const char *name, *entity, *id, *fact;
    struct str text;
    bool closed, open;
    int descriptor; /* OPEN: of the file */
};

static struct json_limits
json_limits_of(const struct tiao_rulebook *r)
{
    uint64_t bytes = r->limits.at[LIMIT_JSON_BYTES];
    return (struct json_limits){
        .bytes = bytes > UINT32_MAX ? UINT32_MAX : (uint32_t)bytes,
        .depth = (uint32_t)r->limits.at[LIMIT_JSON_DEPTH],
    };
}

static enum tiao_status
new_work(void *argument)
{
    struct tiao_facts *f = argument;
    source_init(&f->source, &f->object.arena);
    diags_init(&f->diags, &f->object.arena, 0);
    facts_init(&f->facts, &f->object.arena, f->rulebook->plan, &f->diags,
               &f->source, (uint32_t)f->rulebook->limits.at[LIMIT_COLLECTION]);
    return TIAO_OK;
}

enum tiao_status
tiao_facts_new(const struct tiao_rulebook *rulebook, struct tiao_facts **facts)
{
    enum tiao_status status;
    *facts = NULL;
    if (!rulebook->plan)
        return TIAO_BAD_RULES;
    *facts = object_new(&rulebook->object.from, sizeof **facts);
    if (!*facts)
        return TIAO_MEMORY;
    (*facts)->rulebook = rulebook;
    status = object_try(&(*facts)->object, new_work, *facts);
    if (status != TIAO_OK) {
        object_free(*facts);
        *facts = NULL;
    }
    return status;
}

void
tiao_facts_free(struct tiao_facts *facts)
{
    object_free(facts);
}

static enum tiao_status
settle_work(void *argument)
{
    struct tiao_facts *f = argument;
    diags_settle(&f->diags, &f->source);
    return TIAO_OK;
}

/* Messages are those of this call alone. */
static enum tiao_status
giving_try(struct giving *g, object_work *work)
{
    struct tiao_facts *f = g->facts;
    enum tiao_status status;
    source_init(&f->source, &f->object.arena);
    diags_init(&f->diags, &f->object.arena,
               (uint32_t)f->rulebook->limits.at[LIMIT_MESSAGES]);
    status = object_try(&f->object, work, g);
    if (status != TIAO_MEMORY && f->diags.list.n &&
        object_try(&f->object, settle_work, f) != TIAO_OK)
        return TIAO_MEMORY;
    return status;
}

/* ---- whole texts ---- */

static enum tiao_status
text_given(struct tiao_facts *f, struct str name, struct str text)
{
    struct given_text given = {.name = name,
                               .hash = sha256_of(text.at, text.len)};
    if (!facts_json(&f->facts, name, text, json_limits_of(f->rulebook)))
        return TIAO_BAD_FACTS;
    vec_push(&f->object.arena, &f->text.list, given);
    return TIAO_OK;
}

static enum tiao_status
json_work(void *argument)
{
    struct giving *g = argument;
    struct arena *a = &g->facts->object.arena;
    return text_given(g->facts, str_copy(a, str_of(g->name)),
                      str_copy(a, g->text));
}

enum tiao_status
tiao_facts_json(struct tiao_facts *facts, const char *name, const char *at,
                size_t len)
{
    uint32_t kept = len > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)len;
    struct giving g = {.facts = facts, .name = name, .text = {at, kept}};
    return giving_try(&g, json_work);
}

static enum tiao_status
file_work(void *argument)
{
    struct giving *g = argument;
    struct tiao_facts *f = g->facts;
    struct str text;
    uint64_t most = f->rulebook->limits.at[LIMIT_JSON_BYTES];
    bool fine = g->open
                    ? file_read_from(&f->object, &f->diags, g->name,
                                     g->descriptor, most, &text)
                    : file_read(&f->object, &f->diags, g->name, most, &text);
    if (!fine)
        return TIAO_IO;
    return text_given(f, str_copy(&f->object.arena, str_of(g->name)), text);
}

enum tiao_status
tiao_facts_file(struct tiao_facts *facts, const char *path)
{
    struct giving g = {.facts = facts, .name = path};
    return giving_try(&g, file_work);
}

enum tiao_status
tiao_facts_descriptor(struct tiao_facts *facts, const char *path,
                      int descriptor)
{
    struct giving g = {
        .facts = facts, .name = path, .open = true, .descriptor = descriptor};
    return giving_try(&g, file_work);
}

/* ---- one by one ---- */

static uint32_t
entity_named(struct tiao_facts *f, const char *name)
{
    uint32_t e = facts_entity(f->rulebook->plan, str_of(name));
    if (!name[0])
        return CASE_ENTITY;
    if (e == UINT32_MAX)
        report(&f->diags, DATA_NAME, .arg = {str_of(name)});
    return e;
}

static uint32_t
row_named(struct tiao_facts *f, uint32_t entity, const char *id)
{
    struct str name = f->rulebook->plan->entity[entity].name;
    uint32_t row = facts_find(&f->facts, entity, str_of(id));
    if (entity == CASE_ENTITY)
        return 0;
    if (row == UINT32_MAX)
        report(&f->diags, DATA_ROW, .arg = {STR("$id"), name, str_of(id)});
    return row;
}

static uint32_t
fact_named(struct tiao_facts *f, uint32_t entity, const char *name)
{
    uint32_t fact = facts_fact(f->rulebook->plan, entity, str_of(name));
    if (fact == UINT32_MAX)
        report(&f->diags, DATA_FACT,
               .arg = {str_of(name), f->rulebook->plan->entity[entity].name});
    return fact;
}

static enum tiao_status
row_work(void *argument)
{
    struct giving *g = argument;
    struct tiao_facts *f = g->facts;
    uint32_t entity = entity_named(f, g->entity);
    struct str id = str_of(g->id);
    if (entity == UINT32_MAX || entity == CASE_ENTITY)
        return TIAO_BAD_FACTS;
    if (facts_find(&f->facts, entity, id) != UINT32_MAX ||
        f->rulebook->plan->entity[entity].roster) {
        report(&f->diags, DATA_ID_TWICE,
               .arg = {f->rulebook->plan->entity[entity].name, id});
        return TIAO_BAD_FACTS;
    }
    f->text.by_hand = true;
    if (facts_add(&f->facts, entity, id, (struct span){0, 0}) != UINT32_MAX)
        return TIAO_OK;
    report(&f->diags, DATA_ROWS,
           .arg = {f->rulebook->plan->entity[entity].name, STR("")});
    return TIAO_BAD_FACTS;
}

enum tiao_status
tiao_facts_row(struct tiao_facts *facts, const char *entity, const char *id)
{
    struct giving g = {.facts = facts, .entity = entity, .id = id};
    return giving_try(&g, row_work);
}

static enum tiao_status
closed_work(void *argument)
{
    struct giving *g = argument;
    uint32_t entity = entity_named(g->facts, g->entity);
    if (entity == UINT32_MAX)
        return TIAO_BAD_FACTS;
    g->facts->text.by_hand = true;
    g->facts->facts.table[entity].said = g->closed ? SAID_CLOSED : SAID_OPEN;
    return TIAO_OK;
}

enum tiao_status
tiao_facts_closed(struct tiao_facts *facts, const char *entity, bool closed)
{
    struct giving g = {.facts = facts, .entity = entity, .closed = closed};
    return giving_try(&g, closed_work);
}

/* Gives the value, or takes it back when there is none. */
static enum tiao_status
set_work(void *argument)
{
    struct giving *g = argument;
    struct tiao_facts *f = g->facts;
    uint32_t entity = entity_named(f, g->entity), row, fact;
    if (entity == UINT32_MAX)
        return TIAO_BAD_FACTS;
    row = row_named(f, entity, g->id);
    fact = fact_named(f, entity, g->fact);
    if (row == UINT32_MAX || fact == UINT32_MAX)
        return TIAO_BAD_FACTS;
    f->text.by_hand = true;
    if (!g->text.at) {
        facts_give(&f->facts, fact, row, (struct facts_given){0});
        return TIAO_OK;
    }
    return facts_json_value(&f->facts, fact, row,
                            str_copy(&f->object.arena, g->text),
                            json_limits_of(f->rulebook))
               ? TIAO_OK
               : TIAO_BAD_FACTS;
}

enum tiao_status
tiao_facts_set(struct tiao_facts *facts, const char *entity, const char *id,
               const char *fact, const char *json)
{
    struct giving g = {.facts = facts,
                       .entity = entity,
                       .id = id,
                       .fact = fact,
                       .text = str_of(json)};
    return giving_try(&g, set_work);
}

enum tiao_status
tiao_facts_unset(struct tiao_facts *facts, const char *entity, const char *id,
                 const char *fact)
{
    struct giving g = {
        .facts = facts, .entity = entity, .id = id, .fact = fact};
    return giving_try(&g, set_work);
}

/* ---- what is given ---- */

struct listing {
    const struct facts *facts;
    struct arena *arena;
    struct tiao_rows *out;
};

static enum tiao_status
rows_work(void *argument)
{
    struct listing *l = argument;
    const struct plan *p = l->facts->plan;
    VEC(struct tiao_row) list = {0};
    for (uint32_t e = 1; e < p->entities; e++) {
        const struct facts_table *t = &l->facts->table[e];
        const char *entity = str_z(l->arena, p->entity[e].name);
        for (uint32_t i = 0; i < t->row.n && !p->entity[e].roster; i++) {
            struct tiao_row row = {entity, str_z(l->arena, t->row.at[i].id)};
            vec_push(l->arena, &list, row);
        }
    }
    *l->out = (struct tiao_rows){list.at, list.n};
    return TIAO_OK;
}

enum tiao_status
tiao_facts_rows(const struct tiao_facts *facts, struct tiao_rows **rows)
{
    struct tiao_rows *out = view_new(&facts->object.from, sizeof *out);
    struct listing l = {.facts = &facts->facts, .out = out};
    enum tiao_status status;
    *rows = NULL;
    if (!out)
        return TIAO_MEMORY;
    l.arena = &view_object(out)->arena;
    status = object_try(view_object(out), rows_work, &l);
    if (status == TIAO_OK)
        *rows = out;
    else
        view_free(out);
    return status;
}

void
tiao_rows_free(struct tiao_rows *rows)
{
    view_free(rows);
}

enum tiao_status
tiao_facts_report(const struct tiao_facts *facts, enum tiao_language language,
                  struct tiao_report **report)
{
    return report_of(&facts->object.from, &facts->diags, &facts->source,
                     language, report);
}

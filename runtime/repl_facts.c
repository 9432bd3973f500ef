/* Facts as they are typed: 设 甲园 : 托育机构 有 托位数 = 60个、已备案. */
#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"
#include "runtime/repl_value.h"

/* ---- names ---- */

const struct tiao_entity *
entity_named(struct repl *r, const char *name)
{
    for (size_t i = 0; r->catalog && i < r->catalog->entities; i++)
        if (text_same(r->catalog->entity[i].name, name))
            return &r->catalog->entity[i];
    return NULL;
}

const struct tiao_decision *
decision_named(struct repl *r, const char *name)
{
    for (size_t i = 0; r->catalog && i < r->catalog->decisions; i++)
        if (text_same(r->catalog->decision[i].name, name))
            return &r->catalog->decision[i];
    return NULL;
}

/* ENTITY null: of the case, else of the entity spoken of, else of any. */
const struct tiao_fact *
fact_named(struct repl *r, const char *entity, const char *name)
{
    const struct tiao_fact *found = NULL;
    for (size_t i = 0; r->catalog && i < r->catalog->facts; i++) {
        const struct tiao_fact *f = &r->catalog->fact[i];
        if (!text_same(f->name, name))
            continue;
        if (entity && !strcmp(f->entity, entity))
            return f;
        if (!entity && (!f->entity[0] || !strcmp(f->entity, r->entity)))
            return f;
        if (!entity && !found)
            found = f;
    }
    return found;
}

static const struct tiao_reading *
reading_named(struct repl *r, const char *name)
{
    for (size_t i = 0; r->catalog && i < r->catalog->readings; i++)
        if (text_same(r->catalog->reading[i].name, name))
            return &r->catalog->reading[i];
    return NULL;
}

/* ---- rows ---- */

/* Row I of those that were typed and those of files; null past the end. */
static struct tiao_row
row_at(const struct repl *r, size_t i)
{
    const struct row *typed = r->now.row.at;
    struct tiao_row none = {NULL, NULL};
    if (i < r->now.row.n)
        return (struct tiao_row){typed[i].entity, typed[i].id};
    i -= r->now.row.n;
    return r->rows && i < r->rows->rows ? r->rows->row[i] : none;
}

/* Is E spoken of, not only named in the types of facts? */
static bool
roster_asked(const struct repl *r, const struct tiao_entity *e)
{
    for (size_t i = 0; i < r->catalog->decisions; i++)
        if (!strcmp(r->catalog->decision[i].entity, e->name))
            return true;
    return e->facts > 0;
}

static bool
is_member(const struct tiao_entity *e, const char *id)
{
    for (size_t i = 0; i < e->members; i++)
        if (!strcmp(e->member[i], id))
            return true;
    return false;
}

const char *
row_entity(struct repl *r, const char *id)
{
    struct tiao_row row;
    for (size_t i = 0; (row = row_at(r, i)).id; i++)
        if (!strcmp(row.id, id))
            return row.entity;
    for (size_t i = 0; r->catalog && i < r->catalog->entities; i++) {
        const struct tiao_entity *e = &r->catalog->entity[i];
        if (is_member(e, id) && roster_asked(r, e))
            return e->name;
    }
    return NULL;
}

/* The row that stood for the entity, before there was one with a name and
 * while nothing was said of it. */
static void
row_replaced(struct repl *r, const char *entity)
{
    for (size_t i = 0; i < r->now.given.n; i++) {
        const struct given *g = LIST(struct given, r->now.given, i);
        if (!strcmp(g->entity, entity) && !strcmp(g->id, entity))
            return;
    }
    for (size_t i = 0; i < r->now.row.n; i++) {
        const struct row *row = LIST(struct row, r->now.row, i);
        if (!strcmp(row->entity, entity) && !strcmp(row->id, entity)) {
            list_cut(&r->now.row, i, sizeof *row);
            return;
        }
    }
}

void
row_add(struct repl *r, const char *entity, const char *id)
{
    const struct tiao_entity *e = entity_named(r, entity);
    bool there = e && e->roster;
    struct row *row;
    for (size_t i = 0; i < r->now.row.n && !there; i++) {
        row = LIST(struct row, r->now.row, i);
        there = !strcmp(row->entity, entity) && !strcmp(row->id, id);
    }
    if (!there) {
        row_replaced(r, entity);
        row = list_add(&r->now.row, sizeof *row);
        text_put(&row->entity, entity);
        text_put(&row->id, id);
    }
    text_put(&r->entity, entity);
    text_put(&r->id, id);
}

const char *
row_meant(struct repl *r, const char *entity)
{
    const char *only = NULL;
    struct tiao_row row;
    size_t n = 0;
    if (!entity[0])
        return "";
    if (!strcmp(r->entity, entity) && r->id[0])
        return r->id;
    for (size_t i = 0; (row = row_at(r, i)).id; i++)
        if (!strcmp(row.entity, entity)) {
            only = row.id;
            n++;
        }
    if (n == 1)
        return only;
    if (n > 1 || entity_named(r, entity)->roster) {
        refuse(r, STATUS_FACTS, TELL_WHICH_ROW, entity, "");
        return NULL;
    }
    row_add(r, entity, entity);
    return r->id;
}

/* ---- giving ---- */

static struct given *
given_find(struct repl *r, const struct tiao_fact *fact, const char *id,
           const char *when)
{
    for (size_t i = 0; i < r->now.given.n; i++) {
        struct given *g = LIST(struct given, r->now.given, i);
        if (!strcmp(g->entity, fact->entity) && !strcmp(g->id, id) &&
            text_same(g->fact, fact->name) && !strcmp(g->when, when))
            return g;
    }
    return NULL;
}

/* All that was given of FACT; false when nothing was. */
static bool
fact_drop(struct repl *r, const struct tiao_fact *fact, const char *id)
{
    bool any = false;
    for (size_t i = 0; i < r->now.given.n;) {
        const struct given *g = LIST(struct given, r->now.given, i);
        if (strcmp(g->entity, fact->entity) || strcmp(g->id, id) ||
            !text_same(g->fact, fact->name)) {
            i++;
            continue;
        }
        list_cut(&r->now.given, i, sizeof *g);
        any = true;
    }
    return any;
}

/* Cuts 自 2025-01-01 or 于 2025-01 off VALUE; "" when it has none. */
static char *
when_cut(const struct tiao_fact *fact, char *value)
{
    static const char *const marks[] = {" 自 ", " from ", " 于 ", " on "};
    size_t len;
    char *at =
        fact->form == TIAO_PLAIN_FACT ? NULL : text_find(value, marks, 4, &len);
    char *when;
    if (!at)
        return text_copy("", 0);
    *at = '\0';
    when = time_plain(text_trim(at + len));
    return when;
}

/* Puts JSON and WORDS, which it takes, where the fact is. */
static void
given_put(struct repl *r, const struct tiao_fact *fact, const char *id,
          const char *when, char *json, char *words)
{
    struct given *g = given_find(r, fact, id, when);
    if (!g) {
        g = list_add(&r->now.given, sizeof *g);
        text_put(&g->entity, fact->entity);
        text_put(&g->id, id);
        text_put(&g->fact, fact->name);
        text_put(&g->when, when);
    }
    free(g->json);
    free(g->words);
    g->json = json;
    g->words = words;
    if (when[0] && words[0]) {
        bool zh = r->language == TIAO_ZH, state = fact->form == TIAO_STATE;
        g->words = text_join(words,
                             zh      ? state ? " 自 " : " 于 "
                             : state ? " from "
                                     : " on ",
                             when);
        free(words);
    }
}

/* Whether it fits is the library's to say. */
static bool
given_try(struct repl *r, const struct tiao_fact *fact, const char *id,
          const char *when, char *json, char *words)
{
    struct supposed before = supposed_copy(&r->now);
    struct tiao_facts *facts;
    bool fine;
    given_put(r, fact, id, when, json, words);
    facts = session_facts(r, r->rulebook);
    fine = facts != NULL;
    if (!fine) {
        struct supposed failed = r->now;
        r->now = before;
        before = failed;
    }
    tiao_facts_free(facts);
    supposed_free(&before);
    return fine;
}

bool
fact_give(struct repl *r, const struct tiao_fact *fact, const char *id,
          const char *value)
{
    char *own = text_copy(value, strlen(value)), *when = when_cut(fact, own);
    char *json, *words;
    bool fine = true;
    if (value_unknown(text_trim(own))) {
        fact_drop(r, fact, id);
    } else if (!value_read(&fact->type, r->language, text_trim(own), &json,
                           &words)) {
        refuse(r, STATUS_FACTS, TELL_BAD_CHOICE, fact->name,
               r->language == TIAO_ZH ? "是、否" : "yes, no");
        fine = false;
    } else {
        fine = given_try(r, fact, id, when, json, words);
    }
    free(own);
    free(when);
    return fine;
}

/* ---- one assignment ---- */

struct target {
    const struct tiao_fact *fact;
    const char *id;
};

/* Behind a row's name: its fact. A new row of the fact's entity may be named
 * so too. */
static bool
row_target(struct repl *r, const char *id, const char *name, bool new,
           struct target *t)
{
    const char *entity = row_entity(r, id);
    if (!entity && !new)
        return false;
    t->fact = fact_named(r, entity, name);
    if (!t->fact || !t->fact->entity[0] ||
        (entity && strcmp(entity, t->fact->entity)))
        return false;
    if (!entity && entity_named(r, t->fact->entity)->roster)
        return false;
    row_add(r, t->fact->entity, id);
    t->id = r->id;
    return true;
}

/* 甲园 的 托位数, 甲园 托位数, 托位数. PATH is left as it was. */
static bool
target_read(struct repl *r, const char *path, bool new, struct target *t)
{
    static const char *const marks[] = {"的", ".", "'s ", " "};
    bool found = false;
    t->fact = fact_named(r, NULL, path);
    if (t->fact) {
        t->id = row_meant(r, t->fact->entity);
        return t->id != NULL;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !found; i++) {
        char *copy = text_copy(path, strlen(path));
        char *at = strstr(copy, marks[i]);
        if (at) {
            *at = '\0';
            found = row_target(r, text_trim(copy),
                               text_trim(at + strlen(marks[i])), new, t);
        }
        free(copy);
    }
    if (!found)
        refuse(r, STATUS_FACTS, TELL_NO_FACT, path, "");
    return found;
}

static bool
reading_choose(struct repl *r, const struct tiao_reading *reading,
               const char *alternative)
{
    struct choice *c = NULL;
    bool there = !strcmp(alternative, "?");
    for (size_t i = 0; i < reading->alternatives; i++)
        there |= !strcmp(reading->alternative[i], alternative);
    if (!there) {
        char *all = names_joined(r->language, reading->alternative,
                                 reading->alternatives);
        refuse(r, STATUS_USAGE, TELL_BAD_CHOICE, reading->name, all);
        free(all);
        return false;
    }
    for (size_t i = 0; i < r->now.choice.n; i++)
        if (!strcmp(LIST(struct choice, r->now.choice, i)->reading,
                    reading->name))
            c = LIST(struct choice, r->now.choice, i);
    if (!c) {
        c = list_add(&r->now.choice, sizeof *c);
        text_put(&c->reading, reading->name);
    }
    text_put(&c->alternative, alternative);
    return true;
}

bool
choice_read(struct repl *r, char *text)
{
    char *equals = strchr(text, '=');
    const struct tiao_reading *reading;
    if (!equals) {
        refuse(r, STATUS_USAGE, TELL_ASSIGN, "", "");
        return false;
    }
    *equals = '\0';
    reading = reading_named(r, text_trim(text));
    if (!reading) {
        refuse(r, STATUS_USAGE, TELL_NO_FACT, text_trim(text), "");
        return false;
    }
    return reading_choose(r, reading, text_trim(equals + 1));
}

/* 已备案 自 2025-01-01: what is true, and when; to be freed. */
static char *
truth_when(char *text, bool yes)
{
    static const char *const marks[] = {" 自 ", " from ", " 于 ", " on "};
    size_t len;
    char *at = text_find(text, marks, 4, &len);
    char *value = text_join(yes ? "是" : "否", at ? at : "", "");
    if (at)
        *at = '\0';
    return value;
}

bool
fact_read(struct repl *r, char *text)
{
    static const char *const marks[] = {"=", "＝", " 是 ", " is "};
    const struct tiao_reading *reading;
    struct target t;
    size_t len;
    char *at = text_find(text, marks, 4, &len), *rest, *value;
    bool fine;
    if (at)
        *at = '\0';
    text = text_trim(text);
    reading = reading_named(r, text);
    if (reading && at)
        return reading_choose(r, reading, text_trim(at + len));
    rest = text_after(text, "非");
    if (!rest)
        rest = text_after(text, "not");
    value = at ? text_join(text_trim(at + len), "", "")
               : truth_when(rest ? rest : text, !rest);
    fine = target_read(r, rest ? rest : text, at != NULL, &t) &&
           fact_give(r, t.fact, t.id, value);
    free(value);
    return fine;
}

static bool
facts_each(struct repl *r, char *text)
{
    struct list parts = text_parts(text);
    bool fine = true;
    for (size_t i = 0; i < parts.n && fine; i++)
        fine = fact_read(r, *LIST(char *, parts, i));
    free(parts.at);
    return fine;
}

/* 甲园 : 托育机构, 托育机构, 甲园: the row that facts behind it are of. */
static bool
head_read(struct repl *r, char *text)
{
    static const char *const marks[] = {":", "："};
    size_t len;
    char *at = text_find(text, marks, 2, &len);
    const char *entity, *id;
    if (at) {
        *at = '\0';
        entity = text_trim(at + len);
        id = text_trim(text);
    } else {
        id = text_trim(text);
        entity = row_entity(r, id);
        entity = entity ? entity : id;
    }
    if (!entity_named(r, entity)) {
        refuse(r, STATUS_FACTS, TELL_NO_ROW, entity, "");
        return false;
    }
    row_add(r, entity, id);
    return true;
}

static bool
facts_typed(struct repl *r, char *text)
{
    static const char *const with[] = {" 有 ", " with "};
    static const char *const colon[] = {":", "："};
    size_t len;
    char *at = text_find(text, with, 2, &len);
    if (at) {
        *at = '\0';
        return head_read(r, text) && facts_each(r, at + len);
    }
    if (text_find(text, colon, 2, &len) || entity_named(r, text_trim(text)))
        return head_read(r, text);
    return facts_each(r, text);
}

/* Of several facts either all are taken or none. */
void
facts_read(struct repl *r, char *text)
{
    struct supposed before;
    char *entity, *id;
    if (!r->catalog) {
        refuse(r, STATUS_RULES, TELL_BROKEN, "", "");
        return;
    }
    before = supposed_copy(&r->now);
    entity = text_copy(r->entity, strlen(r->entity));
    id = text_copy(r->id, strlen(r->id));
    if (!facts_typed(r, text)) {
        struct supposed failed = r->now;
        r->now = before;
        before = failed;
        text_put(&r->entity, entity);
        text_put(&r->id, id);
    }
    supposed_free(&before);
    free(entity);
    free(id);
}

/* ---- taking back ---- */

static size_t
row_unset(struct repl *r, const char *id)
{
    size_t n = 0;
    for (size_t i = 0; i < r->now.row.n;) {
        if (strcmp(LIST(struct row, r->now.row, i)->id, id)) {
            i++;
            continue;
        }
        list_cut(&r->now.row, i, sizeof(struct row));
        n++;
    }
    for (size_t i = 0; n && i < r->now.given.n;)
        if (strcmp(LIST(struct given, r->now.given, i)->id, id))
            i++;
        else
            list_cut(&r->now.given, i, sizeof(struct given));
    if (n)
        text_put(&r->id, "");
    return n;
}

void
facts_unset(struct repl *r, char *text)
{
    struct target t;
    if (!text[0]) {
        struct supposed none = {0};
        text_put(&none.as_of, r->now.as_of);
        text_put(&none.period, r->now.period);
        supposed_free(&r->now);
        r->now = none;
        while (r->facts.n)
            list_cut(&r->facts, r->facts.n - 1, sizeof(char *));
        session_rows(r);
        text_put(&r->id, "");
        return;
    }
    if (row_unset(r, text) || !target_read(r, text, false, &t))
        return;
    if (!fact_drop(r, t.fact, t.id))
        refuse(r, STATUS_FACTS, TELL_NOT_GIVEN, text, "");
}

/* ---- showing ---- */

static void
row_show(struct repl *r, const char *entity, const char *id)
{
    for (size_t i = 0; i < r->now.given.n; i++) {
        const struct given *g = LIST(struct given, r->now.given, i);
        if (!strcmp(g->entity, entity) && !strcmp(g->id, id))
            fprintf(r->out, "  %s = %s\n", g->fact,
                    g->words[0] ? g->words : g->json);
    }
}

static void
members_show(struct repl *r)
{
    for (size_t i = 0; i < r->now.given.n; i++) {
        const struct given *g = LIST(struct given, r->now.given, i);
        const struct tiao_entity *e = entity_named(r, g->entity);
        if (e && e->roster)
            fprintf(r->out, "%s %s = %s\n", g->id, g->fact,
                    g->words[0] ? g->words : g->json);
    }
}

void
facts_show(struct repl *r)
{
    const struct supposed *now = &r->now;
    if (now->as_of[0])
        tell(r, TELL_AS_OF_IS, now->as_of, "");
    if (now->period[0])
        tell(r, TELL_PERIOD_IS, now->period, "");
    for (size_t i = 0; i < now->choice.n; i++)
        fprintf(r->out, "%s = %s\n",
                LIST(struct choice, now->choice, i)->reading,
                LIST(struct choice, now->choice, i)->alternative);
    for (size_t i = 0; i < r->facts.n; i++)
        fprintf(r->out, "%s\n", *LIST(char *, r->facts, i));
    for (size_t i = 0; i < now->given.n; i++)
        if (!LIST(struct given, now->given, i)->entity[0])
            fprintf(r->out, "%s = %s\n",
                    LIST(struct given, now->given, i)->fact,
                    LIST(struct given, now->given, i)->words);
    members_show(r);
    for (size_t i = 0; i < now->row.n; i++) {
        const struct row *row = LIST(struct row, now->row, i);
        if (strcmp(row->entity, row->id))
            fprintf(r->out, "%s : ", row->id);
        fprintf(r->out, "%s\n", row->entity);
        row_show(r, row->entity, row->id);
    }
    if (!now->given.n && !now->row.n && !r->facts.n && !now->choice.n)
        tell(r, TELL_NOTHING, "", "");
}

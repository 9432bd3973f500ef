/* A JSON text of facts: which object is which row, then what it says. Rows
 * come first, so that a reference may name a row that stands further down. */
#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/facts.h"

/* An object that gives facts of one row. */
struct pending {
    const struct json *object;
    uint32_t entity, row;
    uint32_t link; /* the fact that follows from where it stands */
    uint32_t parent, parent_row;
};

struct binder {
    struct facts *f;
    const struct plan *plan;
    VEC(struct pending) pending;
};

struct span
facts_at(const struct facts *f, struct span in_text)
{
    return (struct span){f->base + in_text.lo, f->base + in_text.hi};
}

/* ---- documents ---- */

static const enum diag_id json_messages[] = {
    [JSON_RIGHT] = DIAG_NONE,
    [JSON_TOO_LARGE] = DIAG_JSON_LARGE,
    [JSON_TOO_DEEP] = DIAG_JSON_DEEP,
    [JSON_BOM] = DIAG_JSON_BOM,
    [JSON_BAD_UTF8] = DIAG_JSON_BAD_UTF8,
    [JSON_EMPTY] = DIAG_JSON_EMPTY,
    [JSON_CUT_SHORT] = DIAG_JSON_CUT_SHORT,
    [JSON_TRAILING_COMMA] = DIAG_JSON_TRAILING_COMMA,
    [JSON_MISSING_COMMA] = DIAG_JSON_MISSING_COMMA,
    [JSON_MISSING_COLON] = DIAG_JSON_MISSING_COLON,
    [JSON_MISSING_VALUE] = DIAG_JSON_MISSING_VALUE,
    [JSON_MISMATCHED] = DIAG_JSON_MISMATCHED,
    [JSON_UNOPENED] = DIAG_JSON_UNOPENED,
    [JSON_COMMENT] = DIAG_JSON_COMMENT,
    [JSON_SINGLE_QUOTE] = DIAG_JSON_SINGLE_QUOTE,
    [JSON_FULL_WIDTH] = DIAG_JSON_FULL_WIDTH,
    [JSON_KEY_UNQUOTED] = DIAG_JSON_KEY_UNQUOTED,
    [JSON_NOT_FINITE] = DIAG_JSON_NOT_FINITE,
    [JSON_BAD_WORD] = DIAG_JSON_BAD_WORD,
    [JSON_BAD_NUMBER] = DIAG_JSON_BAD_NUMBER,
    [JSON_BAD_ESCAPE] = DIAG_JSON_BAD_ESCAPE,
    [JSON_CONTROL_CHARACTER] = DIAG_JSON_CONTROL,
    [JSON_LONE_SURROGATE] = DIAG_JSON_SURROGATE,
    [JSON_NUL_IN_KEY] = DIAG_JSON_NUL,
    [JSON_DUPLICATE_KEY] = DIAG_JSON_TWICE,
    [JSON_SECOND_DOCUMENT] = DIAG_JSON_SECOND,
    [JSON_UNEXPECTED] = DIAG_JSON_UNEXPECTED,
};

static struct str
unsigned_arg(struct arena *a, uint64_t n)
{
    struct text text = {.arena = a};
    text_add_unsigned(&text, n);
    return text_str(&text);
}

static void
say_json(struct facts *f, struct str text, struct json_limits limits,
         const struct json_error *error)
{
    struct diag diag = {.id = json_messages[error->wrong],
                        .at = facts_at(f, error->at)};
    uint32_t len = error->at.hi - error->at.lo;
    diag.arg[0] = str_cut(text, error->at.lo, len < 40 ? len : 40);
    if (error->wrong == JSON_TOO_DEEP)
        diag.arg[0] = unsigned_arg(f->arena, limits.depth);
    if (error->wrong == JSON_TOO_LARGE) {
        diag.arg[0] = unsigned_arg(f->arena, limits.bytes);
        diag.at = facts_at(f, (struct span){0, 0});
    }
    if (error->other.hi) {
        diag.second.at = facts_at(f, error->other);
        diag.second.label =
            error->wrong == JSON_DUPLICATE_KEY ? LABEL_FIRST : LABEL_OPENED;
    }
    diag_add(f->diags, &diag);
}

const struct json *
facts_document(struct facts *f, struct str name, struct str text,
               struct json_limits limits)
{
    struct json_error error = {0};
    const struct json *tree;
    int file = source_add(f->source, name, text);
    if (file < 0) {
        report(f->diags, JSON_LARGE,
               .arg = {unsigned_arg(f->arena, limits.bytes)});
        return NULL;
    }
    f->base = f->source->file.at[file].base;
    tree = json_read(f->arena, text, limits, &error);
    if (!tree)
        say_json(f, text, limits, &error);
    return tree;
}

/* ---- names ---- */

static bool
is_structural(struct str key)
{
    return key.len && key.at[0] == '$';
}

/* Keeps in *BEST the name nearest to WANTED. */
static void
nearer(struct str wanted, struct str name, struct str *best, uint32_t *least)
{
    uint32_t d = utf8_distance(wanted, name, *least);
    if (d < *least) {
        *best = name;
        *least = d;
    }
}

static struct str
fact_near(const struct plan *p, uint32_t entity, struct str wanted)
{
    const struct plan_entity *e = &p->entity[entity];
    struct str best = STR("");
    uint32_t least = 2 + utf8_count(wanted) / 3;
    for (uint32_t i = 0; i < e->facts_n; i++)
        nearer(wanted, p->fact[e->fact[i]].name, &best, &least);
    for (uint32_t i = CASE_ENTITY + 1; entity == CASE_ENTITY && i < p->entities;
         i++)
        nearer(wanted, p->entity[i].name, &best, &least);
    return best;
}

static void
say_key(struct binder *b, enum diag_id id, const struct json *j, struct str one,
        struct str two)
{
    struct diag diag = {.id = id, .at = facts_at(b->f, j->key_at)};
    diag.arg[0] = j->key;
    diag.arg[1] = one;
    diag.arg[2] = two;
    diag_add(b->f->diags, &diag);
}

static void
no_such_fact(struct binder *b, uint32_t entity, const struct json *j)
{
    struct str near = fact_near(b->plan, entity, j->key);
    say_key(b, near.len ? DIAG_DATA_FACT_NEAR : DIAG_DATA_FACT, j,
            b->plan->entity[entity].name, near);
}

/* At the top: perhaps it is a fact of some entity. */
static void
no_such_name(struct binder *b, const struct json *j)
{
    struct str near = fact_near(b->plan, CASE_ENTITY, j->key);
    for (uint32_t e = CASE_ENTITY + 1; e < b->plan->entities; e++) {
        if (facts_fact(b->plan, e, j->key) != UINT32_MAX) {
            say_key(b, DIAG_DATA_NAME_WITHIN, j, b->plan->entity[e].name,
                    STR(""));
            return;
        }
    }
    say_key(b, near.len ? DIAG_DATA_NAME_NEAR : DIAG_DATA_NAME, j, near,
            STR(""));
}

/* ---- rows ---- */

static void rows_below(struct binder *b, const struct pending *row);

/* The text of $id; empty when there is none. False after a message. */
static bool
id_of(struct binder *b, const struct json *object, struct str *id,
      struct span *at)
{
    const struct json *j = json_member(object, STR("$id"));
    *id = STR("");
    *at = facts_at(b->f, object->at);
    if (!j)
        return true;
    *at = facts_at(b->f, j->at);
    if ((j->kind == JSON_STRING || j->kind == JSON_NUMBER) && j->text.len) {
        *id = j->text;
        return true;
    }
    report(b->f->diags, DATA_ID, .at = *at);
    return false;
}

static bool
row_twice(struct binder *b, uint32_t entity, uint32_t row, struct span at)
{
    struct facts_row *r = &b->f->table[entity].row.at[row];
    if (r->text != b->f->texts) {
        r->text = b->f->texts;
        r->at = at;
        return false;
    }
    report(b->f->diags, DATA_ID_TWICE, .at = at,
           .arg = {b->plan->entity[entity].name, r->id},
           .second = {r->at, LABEL_FIRST});
    return true;
}

static void
too_many(struct binder *b, uint32_t entity, struct span at)
{
    report(b->f->diags, DATA_ROWS, .at = at,
           .arg = {b->plan->entity[entity].name,
                   unsigned_arg(b->f->arena, b->f->rows_most)});
}

static bool
no_such_member(struct binder *b, uint32_t entity, struct str id, struct span at)
{
    const struct plan_entity *e = &b->plan->entity[entity];
    struct text members = {.arena = b->f->arena};
    if (!id.len) {
        report(b->f->diags, DATA_MEMBER_ROW, .at = at,
               .arg = {e->name, e->members_n ? e->member[0] : STR("")});
        return false;
    }
    for (uint32_t i = 0; i < e->members_n && i < 8; i++) {
        if (i)
            diag_word_add(&members, WORD_COMMA);
        text_add(&members, e->member[i]);
    }
    report(b->f->diags, DATA_MEMBER, .at = at,
           .arg = {e->name, id, text_str(&members)});
    return false;
}

/* The row that OBJECT gives facts of: a new one, or one that an earlier text
 * or the rulebook named. */
static bool
row_of(struct binder *b, uint32_t entity, const struct json *object,
       uint32_t *row)
{
    struct str id;
    struct span at;
    if (!id_of(b, object, &id, &at))
        return false;
    *row = facts_find(b->f, entity, id);
    if (*row != UINT32_MAX)
        return !row_twice(b, entity, *row, at);
    if (b->plan->entity[entity].roster)
        return no_such_member(b, entity, id, at);
    *row = facts_add(b->f, entity, id, at);
    if (*row == UINT32_MAX)
        too_many(b, entity, at);
    return *row != UINT32_MAX;
}

/* {"$partial": [..], "$from": day}: what is missing has its day from then on.
 * False after a message, or when it is no day at all. */
static bool
partial_from(struct binder *b, const struct json *from, int32_t *day)
{
    *day = DAY_FIRST;
    if (!from)
        return true;
    if (from->kind != JSON_STRING)
        return false;
    if (day_read(from->text, day))
        return true;
    report(b->f->diags, DATA_DATE, .at = facts_at(b->f, from->at),
           .arg = {STR("$from"), from->text});
    return false;
}

/* The array of a collection; whether it is the whole of it, and from which day
 * on rows may be missing. Null after a message. */
static const struct json *
collection_of(struct binder *b, const struct json *j, struct str name,
              bool *whole, int32_t *from)
{
    const struct json *partial = NULL, *since = NULL;
    uint32_t errors = b->f->diags->errors;
    *from = DAY_FIRST;
    *whole = j->kind == JSON_ARRAY;
    if (*whole)
        return j;
    if (j->kind == JSON_OBJECT) {
        partial = json_member(j, STR("$partial"));
        since = json_member(j, STR("$from"));
    }
    bool form =
        partial && partial->kind == JSON_ARRAY && j->n == 1 + (since != NULL);
    if (form && partial_from(b, since, from))
        return partial;
    if (b->f->diags->errors != errors)
        return NULL;
    report(b->f->diags, DATA_COLLECTION, .at = facts_at(b->f, j->at),
           .arg = {name});
    return NULL;
}

/* The rows of ENTITY in ARRAY, which stands within PARENT or at the top. */
static bool
rows_in(struct binder *b, uint32_t entity, const struct json *array,
        const struct pending *parent, uint32_t link)
{
    bool fine = true;
    for (const struct json *j = array->first; j; j = j->next) {
        struct pending row = {.object = j, .entity = entity, .link = link};
        if (parent) {
            row.parent = parent->entity;
            row.parent_row = parent->row;
        }
        if (j->kind != JSON_OBJECT) {
            report(b->f->diags, DATA_OBJECT, .at = facts_at(b->f, j->at),
                   .arg = {b->plan->entity[entity].name});
            fine = false;
        } else if (row_of(b, entity, j, &row.row)) {
            vec_push(b->f->arena, &b->pending, row);
            rows_below(b, &row);
        } else if (b->f->rows_most &&
                   b->f->table[entity].row.n >= b->f->rows_most) {
            return false;
        }
    }
    return fine;
}

/* The one fact of ENTITY that names a row of PARENT; UINT32_MAX after a
 * message at J. */
static uint32_t
link_of(struct binder *b, uint32_t entity, uint32_t parent,
        const struct json *j)
{
    const struct plan_entity *e = &b->plan->entity[entity];
    uint32_t link = UINT32_MAX, n = 0;
    for (uint32_t i = 0; i < e->facts_n; i++) {
        const struct type *t = &b->plan->type[b->plan->fact[e->fact[i]].type];
        if ((t->rep == REP_ROW || t->rep == REP_MEMBER) &&
            t->entity == parent) {
            link = e->fact[i];
            n++;
        }
    }
    if (n == 1)
        return link;
    say_key(b, n ? DIAG_DATA_TWO_LINKS : DIAG_DATA_NO_LINK, j,
            b->plan->entity[parent].name, STR(""));
    return UINT32_MAX;
}

/* Counts a whole list of ENTITY within a row of PARENT. */
static void
whole_list(struct binder *b, uint32_t entity, uint32_t parent, uint32_t link)
{
    struct facts_table *t = &b->f->table[entity];
    if (b->plan->type[b->plan->fact[link].type].optional)
        return;
    if (t->parent != parent)
        t->whole_lists = 0;
    t->parent = parent;
    t->whole_lists++;
}

/* The collections that stand within an object. */
static void
rows_below(struct binder *b, const struct pending *row)
{
    for (const struct json *j = row->object->first; j; j = j->next) {
        uint32_t entity = facts_entity(b->plan, j->key), link;
        const struct json *array;
        bool whole;
        int32_t from;
        if (entity == UINT32_MAX ||
            facts_fact(b->plan, row->entity, j->key) != UINT32_MAX)
            continue;
        link = link_of(b, entity, row->entity, j);
        if (link == UINT32_MAX)
            continue;
        array = collection_of(b, j, j->key, &whole, &from);
        if (!array)
            continue;
        /* A day counts for the whole collection, so it stands at the top. */
        if (from != DAY_FIRST)
            say_key(b, DIAG_DATA_FROM_DAY, j, j->key, STR(""));
        rows_in(b, entity, array, row, link);
        if (whole)
            whole_list(b, entity, row->entity, link);
    }
}

/* ---- facts ---- */

static void
give_link(struct binder *b, const struct pending *row)
{
    struct facts_given given = {0};
    const struct plan_fact *fact = &b->plan->fact[row->link];
    bool mask = b->plan->type[fact->type].rep == REP_MEMBER;
    given.plain =
        mask ? cell_member(row->parent_row) : cell_value(row->parent_row);
    facts_give(b->f, row->link, row->row, given);
}

static bool
fact_is_declared(const struct plan *p, uint32_t fact, uint32_t row)
{
    const struct plan_fact *pf = &p->fact[fact];
    const struct plan_entity *e = &p->entity[pf->entity];
    return e->roster && e->declared &&
           e->declared[row * e->facts_n + pf->slot].can;
}

static void
give_fact(struct binder *b, const struct pending *row, uint32_t fact,
          const struct json *j)
{
    struct facts_given given;
    if (fact == row->link) {
        say_key(b, DIAG_DATA_LINK_TWICE, j, b->plan->entity[row->parent].name,
                STR(""));
        return;
    }
    if (fact_is_declared(b->plan, fact, row->row)) {
        report(b->f->diags, DATA_DECLARED, .at = facts_at(b->f, j->key_at),
               .arg = {b->plan->entity[row->entity].member[row->row], j->key});
        return;
    }
    if (facts_value(b->f, fact, j, &given))
        facts_give(b->f, fact, row->row, given);
}

static void
give_row(struct binder *b, const struct pending *row)
{
    if (row->link != UINT32_MAX)
        give_link(b, row);
    for (const struct json *j = row->object->first; j; j = j->next) {
        uint32_t fact = facts_fact(b->plan, row->entity, j->key);
        if (fact != UINT32_MAX)
            give_fact(b, row, fact, j);
        else if (is_structural(j->key) && !str_equal(j->key, STR("$id")))
            say_key(b, DIAG_DATA_STRUCTURE, j, STR("$id"), STR(""));
        else if (!is_structural(j->key) &&
                 facts_entity(b->plan, j->key) == UINT32_MAX)
            no_such_fact(b, row->entity, j);
    }
}

/* ---- the whole ---- */

static void
collection(struct binder *b, uint32_t entity, const struct json *j)
{
    bool whole;
    int32_t from;
    struct facts_table *t = &b->f->table[entity];
    const struct json *array = collection_of(b, j, j->key, &whole, &from);
    if (!array)
        return;
    if (from != DAY_FIRST && b->plan->entity[entity].day == NO_DAY)
        report(b->f->diags, DATA_FROM_DAY, .at = facts_at(b->f, j->at),
               .arg = {j->key});
    rows_in(b, entity, array, NULL, UINT32_MAX);
    if (b->plan->entity[entity].roster)
        return;
    t->said = whole ? SAID_CLOSED : SAID_OPEN;
    t->open_from = from;
}

static void
top(struct binder *b, const struct json *tree)
{
    struct pending whole = {.object = tree, .link = UINT32_MAX};
    for (const struct json *j = tree->first; j; j = j->next) {
        uint32_t entity = facts_entity(b->plan, j->key);
        if (entity != UINT32_MAX)
            collection(b, entity, j);
    }
    for (const struct json *j = tree->first; j; j = j->next) {
        uint32_t fact = facts_fact(b->plan, CASE_ENTITY, j->key);
        if (facts_entity(b->plan, j->key) != UINT32_MAX)
            continue;
        if (fact != UINT32_MAX)
            give_fact(b, &whole, fact, j);
        else if (is_structural(j->key))
            say_key(b, DIAG_DATA_STRUCTURE, j, STR("$partial"), STR(""));
        else
            no_such_name(b, j);
    }
    for (uint32_t i = 0; i < b->pending.n; i++)
        give_row(b, &b->pending.at[i]);
}

bool
facts_json(struct facts *f, struct str name, struct str text,
           struct json_limits limits)
{
    struct binder b = {.f = f, .plan = f->plan};
    struct facts_point point;
    const struct json *tree;
    facts_begin(f, &point);
    tree = facts_document(f, name, text, limits);
    if (tree && tree->kind != JSON_OBJECT)
        report(f->diags, JSON_TOP, .at = facts_at(f, tree->at));
    else if (tree)
        top(&b, tree);
    return facts_end(f, &point);
}

bool
facts_json_value(struct facts *f, uint32_t fact, uint32_t row, struct str text,
                 struct json_limits limits)
{
    struct binder b = {.f = f, .plan = f->plan};
    struct pending one = {
        .entity = f->plan->fact[fact].entity, .row = row, .link = UINT32_MAX};
    struct facts_point point;
    const struct json *tree;
    facts_begin(f, &point);
    tree = facts_document(f, f->plan->fact[fact].name, text, limits);
    if (tree)
        give_fact(&b, &one, fact, tree);
    return facts_end(f, &point);
}

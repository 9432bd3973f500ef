/* What the words of every declared type mean. */
#include "lang/constant.h"
#include "lang/declare.h"
#include "lang/unknown.h"

enum period_kind
period_named(struct str word)
{
    static const struct {
        const char *word;
        enum period_kind kind;
    } words[] = {
        {"日", PERIOD_DAY},          {"天", PERIOD_DAY},
        {"day", PERIOD_DAY},         {"月", PERIOD_MONTH},
        {"月份", PERIOD_MONTH},      {"month", PERIOD_MONTH},
        {"季", PERIOD_QUARTER},      {"季度", PERIOD_QUARTER},
        {"quarter", PERIOD_QUARTER}, {"半年", PERIOD_HALF},
        {"half_year", PERIOD_HALF},  {"年", PERIOD_YEAR},
        {"年度", PERIOD_YEAR},       {"year", PERIOD_YEAR},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(word, str_of(words[i].word)))
            return words[i].kind;
    return PERIOD_NONE;
}

/* The unit of a type whose first word is N, or of none when N is null. */
static bool
type_unit(struct model *m, const struct node *n, unit_id *unit)
{
    struct str wrong;
    *unit = UNIT_ONE;
    if (!n || unit_read(&m->units, n->name, unit, &wrong))
        return true;
    unknown_unit(m, n->at, wrong);
    return false;
}

/* What people call the types. GUESS: it may be another one. */
static const struct {
    const char *said, *meant;
    bool guess;
} type_slips[] = {
    {"布尔", "是否", false},   {"真假", "是否", false},
    {"bool", "flag", false},   {"boolean", "flag", false},
    {"字符串", "文字", false}, {"文本", "文字", false},
    {"string", "text", false}, {"数字", "整数", true},
    {"数值", "整数", true},    {"number", "integer", true},
    {"int", "integer", false}, {"金额", "元", true},
    {"money", "yuan", true},   {"人民币", "元", false},
    {"时间", "日期", true},    {"day", "date", true},
    {"浮点数", "小数", true},  {"float", "decimal", true},
};

/* Whether NAME is one of them; then it was told. */
static bool
type_slip(struct model *m, const struct unknown *u)
{
    size_t i = 0, n = sizeof type_slips / sizeof *type_slips;
    while (i < n && !str_equal(u->name, str_of(type_slips[i].said)))
        i++;
    if (i == n)
        return false;
    struct str meant = str_of(type_slips[i].meant);
    if (!lost_name(m, u->at, u->name) && !unknown_said(u))
        report(m->diags, UNKNOWN_NAME_NEAR, .at = u->at,
               .arg = {u->name, meant},
               .fix = {u->at, meant, type_slips[i].guess});
    return true;
}

/* 整数个 for 整数 个. */
static bool
type_glued(struct model *m, const struct unknown *u)
{
    static const char *const words[] = {"整数", "小数", "分数"};
    struct text mended = {.arena = m->arena};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str word = str_of(words[i]), wrong;
        unit_id unit;
        if (u->name.len <= word.len || !str_starts(u->name, word))
            continue;
        struct str rest = str_from(u->name, word.len);
        if (!unit_read(&m->units, atom_of(m->atoms, rest), &unit, &wrong))
            continue;
        text_add(&mended, word);
        text_add_char(&mended, ' ');
        text_add(&mended, rest);
        report(m->diags, MISSING_BLANK, .at = u->at,
               .arg = {u->name, text_str(&mended)},
               .fix = {u->at, text_str(&mended), false});
        return true;
    }
    return false;
}

static void
type_unknown(struct model *m, const struct node *name)
{
    struct unknown u = unknown_name(m, name->at, model_text(m, name->name));
    if (type_glued(m, &u) || type_slip(m, &u))
        return;
    static const char *const words[] = {
        "是否", "整数",    "小数",    "分数",     "日期", "文字",
        "flag", "integer", "decimal", "fraction", "date", "text"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        unknown_try(&u, str_of(words[i]));
    unknown_try_all(&u, NAMES_ENTITIES | NAMES_UNITS);
    if (u.near.len)
        unknown_report(&u);
    else if (!lost_name(m, u.at, u.name) && !unknown_said(&u))
        report(m->diags, UNKNOWN_TYPE, .at = u.at, .arg = {u.name});
}

/* One word: an entity, a roster or a unit. */
static struct vtype
type_named(struct model *m, const struct node *n)
{
    struct vtype t = {.kind = V_NUMBER};
    struct str wrong;
    const struct node *name = node_kid(n, 0);
    struct symbol *s = name ? model_find(m, name->name) : NULL;
    if (!name || name->kind != NODE_NAME)
        return (struct vtype){.kind = V_POISON};
    if (s && s->kind == SYMBOL_ENTITY) {
        t.kind = V_MEMBER;
        t.entity = ((struct entity *)s->thing)->index;
        return t;
    }
    if (unit_read(&m->units, name->name, &t.unit, &wrong)) {
        t.scale = unit_is_money(&m->units, t.unit) ? 2 : 0;
        return t;
    }
    if (str_equal(wrong, model_text(m, name->name)))
        type_unknown(m, name);
    else
        type_unit(m, name, &t.unit);
    return (struct vtype){.kind = V_POISON};
}

static struct vtype
type_list(struct model *m, struct node *n, atom name)
{
    struct entity *e = model_entity_new(m, ENTITY_ENUM, n, name);
    node_each(n, NAME, member) entity_member_add(m, e, member);
    return (struct vtype){.kind = V_MEMBER, .entity = e->index};
}

static struct vtype
type_period(struct model *m, const struct node *n)
{
    const struct node *word = node_find(n, NODE_NAME);
    struct vtype t = {.kind = V_PERIOD};
    t.period = word ? (uint8_t)period_named(model_text(m, word->name)) : 0;
    if (t.period != PERIOD_NONE)
        return t;
    report(m->diags, UNKNOWN_PERIOD, .at = word ? word->at : n->at,
           .arg = {source_text(m->source, word ? word->at : n->at)});
    return (struct vtype){.kind = V_POISON};
}

/* NAME: of the fact or decision, for the list of its members. */
static struct vtype
type_of(struct model *m, struct node *n, atom name)
{
    struct vtype t = {.kind = V_POISON};
    switch ((enum type_form)n->form) {
    case TYPE_NAMED:
        t = type_named(m, n);
        break;
    case TYPE_LIST:
        t = type_list(m, n, name);
        break;
    case TYPE_FLAG:
        t.kind = V_TRUTH;
        break;
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
    case TYPE_FRACTION:
        if (!type_unit(m, node_find(n, NODE_NAME), &t.unit))
            return t;
        t.kind = n->form == TYPE_FRACTION ? V_FRACTION : V_NUMBER;
        t.scale = n->form == TYPE_DECIMAL ? (uint8_t)n->day : 0;
        break;
    case TYPE_DATE:
        t.kind = V_DATE;
        break;
    case TYPE_TEXT:
        t.kind = V_TEXT;
        break;
    case TYPE_PERIOD:
        t = type_period(m, n);
        break;
    case TYPE_MANY:
        report(m->diags, MANY_FACT, .at = n->at);
        break;
    case TYPE_OUTPUTS:
        break;
    }
    t.optional = (n->flags & FLAG_OPTIONAL) && t.kind != V_POISON;
    return t;
}

/* （0个 到 2000个）: what a value may be. */
static bool
type_bounds(struct model *m, const struct node *type, struct vtype t, wide *lo,
            wide *hi)
{
    const struct node *range = node_find(type, NODE_RANGE);
    struct cell low, high;
    if (!range || t.kind == V_POISON)
        return false;
    struct node *from = node_kid(range, 0), *to = node_kid(range, 1);
    t.optional = false;
    if ((t.kind != V_NUMBER && t.kind != V_DATE) || !from || !to) {
        report(m->diags, DOMAIN_FORM, .at = range->at);
        return false;
    }
    if (!constant_cell(m, from, t, &low) || !constant_cell(m, to, t, &high))
        return false;
    *lo = low.lo;
    *hi = high.lo;
    if (*lo > *hi)
        report_reversed(m, range);
    return *lo <= *hi;
}

static struct str
clause_text(const struct node *n, enum node_kind kind)
{
    struct node *clause = node_find(n, kind);
    return clause ? clause->text : STR("");
}

struct str
names_text(struct model *m, const struct node *n)
{
    struct text text = {.arena = m->arena};
    for (uint32_t i = 0; n && i < n->n; i++) {
        if (i)
            text_add_z(&text, "、");
        text_add(&text, model_text(m, n->kid[i]->name));
    }
    return text_str(&text);
}

static void
field_resolve(struct model *m, struct field *f)
{
    struct node *type = node_find(f->node, NODE_TYPE);
    if (!type)
        return;
    f->type = type_of(m, type, f->name);
    f->bounded = type_bounds(m, type, f->type, &f->lo, &f->hi);
    f->question = clause_text(f->node, NODE_ASK);
    f->evidence = clause_text(f->node, NODE_PROOF);
    f->awaits = names_text(m, node_find(f->node, NODE_AWAITING));
    struct node *every = node_find(type, NODE_EVERY);
    if (type->flags & FLAG_HISTORY)
        f->form = FACT_STATE;
    if (every && every->n) {
        f->form = FACT_FLOW;
        f->period = (uint8_t)period_named(model_text(m, every->kid[0]->name));
    }
    if (f->of && f->type.kind == V_MEMBER) {
        struct entity *to = m->entity.at[f->type.entity];
        if (to->form == ENTITY_DATA || to->form == ENTITY_ROSTER)
            vec_push(m->arena, &to->link, f);
    }
}

/* A calendar is known by its facts, so all of them come first. */
static void
flow_resolve(struct model *m, struct field *f)
{
    struct node *type = node_find(f->node, NODE_TYPE);
    struct node *every = type ? node_find(type, NODE_EVERY) : NULL;
    if (f->form == FACT_FLOW && f->period == PERIOD_NONE)
        f->period = model_period(m, every->kid[0]);
}

/* `: (等级 : 级别, 奖补 : 元)`: every output is a decision of its own. */
static void
outputs_resolve(struct model *m, struct decision *d, struct node *type)
{
    node_each(type, FIELD, field)
    {
        struct decision *o =
            model_decision_new(m, DECISION_OUTPUT, field, field->name);
        struct node *own = node_find(field, NODE_TYPE);
        o->of = d;
        o->number = d->output.n;
        o->type = own ? type_of(m, own, field->name)
                      : (struct vtype){.kind = V_POISON};
        o->bounded = own && type_bounds(m, own, o->type, &o->lo, &o->hi);
        vec_push(m->arena, &d->output, o);
    }
}

/* A standard that somebody has yet to set is an input of the case. */
static void
standard_await(struct model *m, struct decision *d)
{
    struct node *awaiting = node_find(d->node, NODE_AWAITING);
    if (!awaiting || d->kind != DECISION_STANDARD)
        return;
    struct field *f = model_field_new(m, m->entity.at[0], d->node);
    f->type = d->type;
    f->bounded = d->bounded;
    f->lo = d->lo;
    f->hi = d->hi;
    f->awaits = names_text(m, awaiting);
    d->awaited = f;
}

/* A decision is had once a period by its 对, and has no history. */
static void
fact_words_refuse(struct model *m, const struct node *type)
{
    const struct node *every = node_find(type, NODE_EVERY);
    if (every && every->n)
        report(m->diags, TYPE_EVERY, .at = every->at);
    if (type->flags & FLAG_HISTORY)
        report(m->diags, TYPE_HISTORY, .at = type->at);
}

static void
decision_resolve(struct model *m, struct decision *d)
{
    struct node *type = node_find(d->node, NODE_TYPE);
    for (uint32_t i = 0; i < d->parameter.n; i++)
        field_resolve(m, d->parameter.at[i]);
    if (d->kind == DECISION_CONSTRAINT || d->kind == DECISION_ASSERTION) {
        d->type = (struct vtype){.kind = V_TRUTH};
        return;
    }
    if (!type)
        return;
    if (type->form == TYPE_OUTPUTS) {
        outputs_resolve(m, d, type);
        return;
    }
    fact_words_refuse(m, type);
    d->type = type_of(m, type, d->name);
    d->bounded = type_bounds(m, type, d->type, &d->lo, &d->hi);
    standard_await(m, d);
}

static void
header_unknown(struct model *m, const struct entity *e, const struct node *head)
{
    struct unknown u =
        unknown_name(m, head->at, model_text(m, head->kid[0]->name));
    unknown_try_row(&u, e);
    unknown_report(&u);
}

/* The facts declared in a roster's table; the columns behind the first. */
static void
roster_resolve(struct model *m, struct entity *e)
{
    struct node *table = node_find(e->node, NODE_TABLE);
    if (!e->field.n)
        return;
    e->declared = arena_array(m->arena, struct cell, e->member.n * e->field.n);
    if (!table)
        return;
    uint32_t i = 0, member = 0;
    struct node *header = node_next(table, NODE_ROW, &i);
    for (struct node *row = node_next(table, NODE_ROW, &i); row;
         row = node_next(table, NODE_ROW, &i), member++)
        for (uint32_t c = 1; c < row->n && c < header->n; c++) {
            struct node *head = header->kid[c], *cell = row->kid[c];
            struct field *f =
                head->n ? entity_field(e, head->kid[0]->name) : NULL;
            if (!f) {
                if (member == 0 && head->n)
                    header_unknown(m, e, head);
                continue;
            }
            f->used = true;
            if (member < e->member.n && cell->n == 1)
                constant_cell(m, cell->kid[0], f->type,
                              &e->declared[member * e->field.n + f->slot]);
        }
}

void
model_types(struct model *m)
{
    for (uint32_t i = 0; i < m->field.n; i++)
        field_resolve(m, m->field.at[i]);
    for (uint32_t i = 0; i < m->field.n; i++)
        flow_resolve(m, m->field.at[i]);
    for (uint32_t i = 0, n = m->decision.n; i < n; i++)
        decision_resolve(m, m->decision.at[i]);
    for (uint32_t i = 0; i < m->entity.n; i++)
        if (m->entity.at[i]->form == ENTITY_ROSTER)
            roster_resolve(m, m->entity.at[i]);
}

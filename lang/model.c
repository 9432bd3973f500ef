#include "lang/model.h"

void
model_init(struct model *m, struct arena *a, struct source *s,
           struct atom_table *atoms, struct diags *d)
{
    *m = (struct model){.arena = a,
                        .source = s,
                        .diags = d,
                        .atoms = atoms,
                        .limits = {100000, 1000, 64, 4000000}};
    unit_table_init(&m->units, a, atoms);
    vtype_table_init(&m->types, a);
    struct entity *all = arena_new(a, struct entity);
    all->form = ENTITY_CASE;
    vec_push(a, &m->entity, all);
}

struct symbol *
model_find(const struct model *m, atom name)
{
    uint32_t i = name < m->by_atom.n ? m->by_atom.at[name] : 0;
    return i ? &m->symbol.at[i - 1] : NULL;
}

struct rule *
model_label(const struct model *m, atom name)
{
    uint32_t low = 0, high = m->label.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->label.at[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    return low < m->label.n && m->label.at[low].name == name
               ? m->label.at[low].rule
               : NULL;
}

struct entity *
model_calendar(const struct model *m, uint8_t period)
{
    return period < PERIOD_ROSTER ? NULL
                                  : m->calendar.at[period - PERIOD_ROSTER];
}

/* The fact of CALENDAR called so in either language, of KIND. */
static struct field *
calendar_column(const struct model *m, const struct entity *calendar,
                const char *zh, const char *en, enum vkind kind)
{
    for (uint32_t i = 0; i < calendar->field.n; i++) {
        struct field *f = calendar->field.at[i];
        struct str name = model_text(m, f->name);
        if (str_equal(name, str_of(zh)) || str_equal(name, str_of(en)))
            return f->type.kind == kind && !f->type.optional ? f : NULL;
    }
    return NULL;
}

struct field *
calendar_first(const struct model *m, const struct entity *calendar)
{
    return calendar_column(m, calendar, "首日", "first_day", V_DATE);
}

struct field *
calendar_last(const struct model *m, const struct entity *calendar)
{
    return calendar_column(m, calendar, "末日", "last_day", V_DATE);
}

struct field *
calendar_work(const struct model *m, const struct entity *calendar)
{
    return calendar_column(m, calendar, "上班", "workday", V_TRUTH);
}

struct entity *
model_workdays(const struct model *m)
{
    for (uint32_t i = 0; i < m->entity.n; i++) {
        struct entity *e = m->entity.at[i];
        if (e->form == ENTITY_ROSTER && calendar_first(m, e) &&
            calendar_last(m, e) && calendar_work(m, e))
            return e;
    }
    return NULL;
}

static bool
field_is_day(const struct field *f)
{
    const struct node *t = node_find(f->node, NODE_TYPE);
    return t && t->form == TYPE_DATE && !(t->flags & FLAG_HISTORY);
}

struct field *
entity_day(const struct model *m, const struct entity *e)
{
    struct field *only = NULL;
    uint32_t days = 0;
    for (uint32_t i = 0; i < e->field.n; i++) {
        struct field *f = e->field.at[i];
        struct str name = model_text(m, f->name);
        if (!field_is_day(f))
            continue;
        if (str_equal(name, STR("日期")) || str_equal(name, STR("date")))
            return f;
        only = f;
        days++;
    }
    return days == 1 ? only : NULL;
}

struct field *
entity_field(const struct entity *e, atom name)
{
    for (uint32_t i = 0; i < e->field.n; i++)
        if (e->field.at[i]->name == name)
            return e->field.at[i];
    return NULL;
}

struct decision *
entity_decision(const struct model *m, const struct entity *e, atom name)
{
    struct symbol *s = model_find(m, name);
    struct decision *d = s && s->kind == SYMBOL_DECISION ? s->thing : NULL;
    return d && d->on == e ? d : NULL;
}

int32_t
entity_member(const struct entity *e, atom name)
{
    for (uint32_t i = 0; i < e->member.n; i++)
        if (e->member.at[i] == name)
            return (int32_t)i;
    for (uint32_t i = 0; i < e->member_en.n; i++)
        if (e->member_en.at[i] == name)
            return (int32_t)i;
    return -1;
}

struct str
model_text(const struct model *m, atom name)
{
    return atom_str(m->atoms, name);
}

bool
model_is_as_of(const struct model *m, atom name)
{
    struct str s = model_text(m, name);
    return str_equal(s, STR("截止日")) || str_equal(s, STR("as_of"));
}

static enum diag_word
kind_word(struct vtype t)
{
    static const uint8_t words[] = {
        [V_POISON] = WORD_NONE,
        [V_NONE] = WORD_TYPE_NONE,
        [V_TRUTH] = WORD_TYPE_TRUTH,
        [V_NUMBER] = WORD_TYPE_NUMBER,
        [V_FRACTION] = WORD_TYPE_FRACTION,
        [V_DATE] = WORD_TYPE_DATE,
        [V_PERIOD] = WORD_TYPE_PERIOD,
        [V_MEMBER] = WORD_NONE,
        [V_TEXT] = WORD_TYPE_TEXT,
        [V_LIST] = WORD_TYPE_LIST,
    };
    return (enum diag_word)words[t.kind];
}

static enum diag_word
period_word(uint8_t kind)
{
    static const uint8_t words[] = {
        [PERIOD_NONE] = WORD_NONE,      [PERIOD_DAY] = WORD_DAY,
        [PERIOD_MONTH] = WORD_MONTH,    [PERIOD_QUARTER] = WORD_QUARTER,
        [PERIOD_HALF] = WORD_HALF_YEAR, [PERIOD_YEAR] = WORD_YEAR,
        [PERIOD_ROSTER] = WORD_NONE,
    };
    return (enum diag_word)words[kind];
}

struct str
vtype_words(struct model *m, struct vtype t)
{
    struct text text = {.arena = m->arena};
    if (t.many)
        diag_word_add(&text, WORD_TYPE_MANY);
    if (kind_word(t) != WORD_NONE)
        diag_word_add(&text, kind_word(t));
    if (t.kind == V_PERIOD) {
        const struct entity *calendar = model_calendar(m, t.period);
        text_add_char(&text, ' ');
        if (calendar)
            text_add(&text, model_text(m, calendar->name));
        else
            diag_word_add(&text, period_word(t.period));
    }
    if (t.kind == V_MEMBER)
        text_add(&text, model_text(m, m->entity.at[t.entity]->name));
    if ((t.kind == V_NUMBER || t.kind == V_FRACTION) && t.unit) {
        diag_word_add(&text, WORD_UNIT_OPEN);
        text_add(&text, unit_text(&m->units, t.unit));
        diag_word_add(&text, WORD_UNIT_CLOSE);
    }
    if (t.optional && t.kind != V_NONE)
        diag_word_add(&text, WORD_OR_NONE);
    return text_str(&text);
}

bool
measure_has(const struct model *m, const struct node *measure,
            const struct node *declaration)
{
    struct str name = model_text(m, measure->name);
    node_each(declaration, CITES, cites) for (uint32_t i = 0; i < cites->n; i++)
    {
        struct str citation = model_text(m, cites->kid[i]->name);
        if (citation.len > name.len && str_starts(citation, name) &&
            citation.at[name.len] == '.')
            return true;
    }
    return false;
}

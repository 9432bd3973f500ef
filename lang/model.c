#include "lang/model.h"

void
model_init(struct model *m, struct arena *a, struct source *s,
           struct atom_table *atoms, struct diags *d)
{
    *m = (struct model){.arena = a, .source = s, .diags = d, .atoms = atoms};
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
    return -1;
}

struct str
model_text(const struct model *m, atom name)
{
    return atom_str(m->atoms, name);
}

static const char *
kind_words(struct vtype t)
{
    static const char *const words[] = {
        [V_POISON] = "?",    [V_NONE] = "无",       [V_TRUTH] = "是否",
        [V_NUMBER] = "数",   [V_FRACTION] = "分数", [V_DATE] = "日期",
        [V_PERIOD] = "期间", [V_MEMBER] = "",       [V_TEXT] = "文字",
        [V_LIST] = "列表",
    };
    return words[t.kind];
}

static const char *
period_words(uint8_t kind)
{
    static const char *const words[] = {
        [PERIOD_NONE] = "",       [PERIOD_DAY] = "日",
        [PERIOD_MONTH] = "月",    [PERIOD_QUARTER] = "季度",
        [PERIOD_HALF] = "半年",   [PERIOD_YEAR] = "年",
        [PERIOD_ROSTER] = "名册",
    };
    return words[kind];
}

struct str
vtype_words(struct model *m, struct vtype t)
{
    struct text text = {.arena = m->arena};
    if (t.many)
        text_add_z(&text, "多个 ");
    text_add_z(&text, kind_words(t));
    if (t.kind == V_PERIOD) {
        text_add_char(&text, ' ');
        text_add_z(&text, period_words(t.period));
    }
    if (t.kind == V_MEMBER)
        text_add(&text, model_text(m, m->entity.at[t.entity]->name));
    if ((t.kind == V_NUMBER || t.kind == V_FRACTION) && t.unit) {
        text_add_char(&text, ' ');
        text_add(&text, unit_text(&m->units, t.unit));
    }
    if (t.optional && t.kind != V_NONE)
        text_add_z(&text, " 或 无");
    return text_str(&text);
}

#include "lang/plan/scalar.h"

static struct str
member_name(const struct scalar_call *call, const struct type *t, wide mask)
{
    const struct plan_entity *e = &call->walk->plan->entity[t->entity];
    uint32_t member = 0;
    while (member < 63 && !(mask >> member & 1))
        member++;
    return member < e->members_n ? e->member[member] : STR("");
}

static struct str
row_name(const struct scalar_call *call, const struct type *t, wide row)
{
    const struct table_data *d = &call->walk->data->table[t->entity];
    const struct plan_entity *e = &call->walk->plan->entity[t->entity];
    if (row < 0)
        return STR("");
    if (e->roster && row < e->members_n)
        return e->member[row];
    return row < d->rows && d->id != NULL ? d->id[row] : STR("");
}

static void write_value(const struct scalar_call *call, const struct type *t,
                        wide v, struct text *to);

static void
write_fraction(struct text *to, struct fraction f)
{
    decimal_write(to, f.num, 0);
    if (f.den == 1)
        return;
    text_add_char(to, '/');
    decimal_write(to, f.den, 0);
}

static void
write_list(const struct scalar_call *call, const struct type *t,
           const struct cell_list *list, struct text *to)
{
    const struct type *each = &call->walk->plan->type[t->element];
    for (uint32_t i = 0; i < list->n; i++) {
        if (i)
            text_add(to, STR("、"));
        write_value(call, each, list->at[i].lo, to);
    }
}

static void
write_value(const struct scalar_call *call, const struct type *t, wide v,
            struct text *to)
{
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        text_add(to, v ? STR("是") : STR("否"));
        break;
    case REP_NUMBER:
        decimal_write_short(to, v, t->scale);
        break;
    case REP_FRACTION:
        write_fraction(to, FRACTION_AT(v));
        break;
    case REP_DATE:
        day_write(to, (int32_t)v);
        break;
    case REP_PERIOD:
        period_write(to, (enum period_kind)t->period, (int32_t)v);
        break;
    case REP_MEMBER:
        text_add(to, member_name(call, t, v));
        break;
    case REP_ROW:
        text_add(to, row_name(call, t, v));
        break;
    case REP_TEXT:
        text_add(to, *(const struct str *)(uintptr_t)v);
        break;
    case REP_LIST:
        write_list(call, t, (const struct cell_list *)(uintptr_t)v, to);
        break;
    }
}

wide
scalar_text(const struct scalar_call *call, wide v)
{
    struct text to = {.arena = call->walk->arena};
    write_value(call, call->operand[0], v, &to);
    struct str *kept = arena_new(call->walk->arena, struct str);
    *kept = text_str(&to);
    return (wide)(uintptr_t)kept;
}

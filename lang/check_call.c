/* Calls: helper rules, functions, aggregates. */
#include "lang/check.h"
#include "lang/unknown.h"

static bool
is_number(struct vtype t)
{
    return t.kind == V_NUMBER || t.kind == V_FRACTION;
}

static struct vtype
number_of(struct checker *c, const char *unit)
{
    unit_id u = unit ? unit_named(&c->m->units, unit) : UNIT_ONE;
    return (struct vtype){.kind = V_NUMBER, .unit = u};
}

/* The only part of a plain argument; null when a message was given. */
static struct node *
plain_argument(struct checker *c, const struct node *call, uint32_t i)
{
    struct node *arg = node_kid(call, i + 1);
    if (!arg)
        return NULL;
    if (arg->kind != NODE_ARG || arg->form != ARG_PLAIN || !node_kid(arg, 0) ||
        node_kid(arg, 1) || node_kid(arg, 2)) {
        report(c->diags, ARGUMENT_FORM, .at = arg->at);
        return NULL;
    }
    return arg->kid[0];
}

static void
argument_is(struct checker *c, struct node *call, uint32_t i, struct vtype want)
{
    struct node *arg = plain_argument(c, call, i);
    if (arg)
        check_fits(c, arg, check_value(c, arg, &want), want);
}

static struct vtype
check_helper(struct checker *c, struct node *n, struct decision *d)
{
    struct call *call = arena_new(c->m->arena, struct call);
    call->form = CALL_HELPER;
    call->helper = d;
    n->meaning = call;
    d->used = true;
    if (n->n != d->parameter.n + 1) {
        struct text want = {.arena = c->m->arena}, got = want;
        text_add_unsigned(&want, d->parameter.n);
        text_add_unsigned(&got, n->n - 1);
        report(c->diags, ARGUMENTS, .at = n->at,
               .arg = {model_text(c->m, d->name), text_str(&want),
                       text_str(&got)});
        return vtype_poison;
    }
    for (uint32_t i = 0; i < d->parameter.n; i++) {
        struct node *arg = plain_argument(c, n, i);
        struct vtype want = d->parameter.at[i]->type;
        if (arg)
            check_fits(c, arg, check_expr(c, arg, &want), want);
    }
    return check_decision(c, d) ? d->type : vtype_poison;
}

static struct vtype
check_between(struct checker *c, struct node *n, const char *unit)
{
    struct vtype date = {.kind = V_DATE};
    argument_is(c, n, 0, date);
    argument_is(c, n, 1, date);
    return number_of(c, unit);
}

/* Is every day that N can be known to be at most the 28th of its month? */
static bool
never_month_end(const struct node *n)
{
    if (n->kind == NODE_DAY)
        return civil_of(n->day).day <= 28;
    if (n->kind == NODE_PATH && n->meaning) {
        const struct ref *r = n->meaning;
        return r->kind == REF_PERIOD_PART && r->part == PART_FIRST;
    }
    return false;
}

static struct vtype
check_add_months(struct checker *c, struct node *n, struct call *call)
{
    struct vtype date = {.kind = V_DATE};
    argument_is(c, n, 0, date);
    argument_is(c, n, 1, number_of(c, "月"));
    struct node *how = node_kid(n, 3);
    struct node *word = how ? plain_argument(c, n, 2) : NULL;
    const struct month_end_word *end =
        word && word->kind == NODE_NAME
            ? month_end_named(model_text(c->m, word->name))
            : NULL;
    if (end)
        call->month_end = end->how;
    else if (how || !plain_argument(c, n, 0) ||
             !never_month_end(n->kid[1]->kid[0]))
        report(c->diags, MONTH_END, .at = how ? how->at : n->at);
    return date;
}

/* What stands in for the years that CALENDAR does not speak of. */
static void
workdays_ask(struct checker *c, const struct entity *calendar)
{
    struct text name = {.arena = c->m->arena};
    if (c->m->workdays)
        return;
    struct field *f = model_field_new(c->m, c->m->entity.at[0], calendar->node);
    text_add(&name, model_text(c->m, calendar->name));
    text_add_z(&name, " 其他年份");
    f->name = atom_of(c->m->atoms, text_str(&name));
    f->type = (struct vtype){.kind = V_DATE};
    f->used = true;
    c->m->workdays = f;
}

/* The rulebook's calendar has to say which days are worked on. */
static struct vtype
check_add_workdays(struct checker *c, struct node *n)
{
    struct vtype date = {.kind = V_DATE};
    argument_is(c, n, 0, date);
    argument_is(c, n, 1, number_of(c, "工作日"));
    struct entity *calendar = model_workdays(c->m);
    if (!calendar) {
        report(c->diags, NO_WORKDAYS, .at = n->at);
        return vtype_poison;
    }
    calendar_first(c->m, calendar)->used = true;
    calendar_last(c->m, calendar)->used = true;
    calendar_work(c->m, calendar)->used = true;
    workdays_ask(c, calendar);
    return date;
}

static struct vtype
check_holding(struct checker *c, struct node *n, enum period_kind kind)
{
    argument_is(c, n, 0, (struct vtype){.kind = V_DATE});
    return (struct vtype){.kind = V_PERIOD, .period = (uint8_t)kind};
}

/* 幂(底, 指数, 2位): the places are a written number. */
static struct vtype
check_power(struct checker *c, struct node *n)
{
    struct node *base = plain_argument(c, n, 0);
    struct node *places = plain_argument(c, n, 2);
    wide value;
    argument_is(c, n, 1, number_of(c, NULL));
    if (!base || !places)
        return vtype_poison;
    struct vtype t = check_value(c, base, NULL), whole = number_of(c, NULL);
    if (is_poison(t) || !constant_number(c->m, places, whole, &value))
        return vtype_poison;
    typed(c, places, whole);
    if (t.kind != V_NUMBER || !unit_is_one(&c->m->units, t.unit) || value < 0 ||
        value > 18) {
        report(c->diags, POWER_FORM, .at = n->at);
        return vtype_poison;
    }
    t.scale = (uint8_t)value;
    return t;
}

static struct vtype
check_texts(struct checker *c, struct node *n, bool any)
{
    for (uint32_t i = 0; i + 1 < n->n; i++) {
        struct node *arg = plain_argument(c, n, i);
        struct vtype t = arg ? check_value(c, arg, NULL) : vtype_poison;
        if (!any && !is_poison(t) && t.kind != V_TEXT)
            check_fits(c, arg, t, (struct vtype){.kind = V_TEXT});
    }
    return (struct vtype){.kind = V_TEXT};
}

static struct vtype
check_absolute(struct checker *c, struct node *n)
{
    struct node *arg = plain_argument(c, n, 0);
    struct vtype t = arg ? check_value(c, arg, NULL) : vtype_poison;
    if (!is_poison(t) && !is_number(t)) {
        check_fits(c, arg, t, number_of(c, NULL));
        return vtype_poison;
    }
    return t;
}

static struct vtype
check_make_date(struct checker *c, struct node *n)
{
    static const char *const unit[] = {"年", "月", "日"};
    for (uint32_t i = 0; i < 3; i++) {
        struct node *arg = plain_argument(c, n, i);
        struct vtype t = arg ? check_value(c, arg, NULL) : vtype_poison;
        struct vtype want = number_of(c, unit[i]);
        if (t.kind == V_NUMBER && unit_is_one(&c->m->units, t.unit))
            want.unit = UNIT_ONE;
        if (arg)
            check_fits(c, arg, t, want);
    }
    return (struct vtype){.kind = V_DATE};
}

static struct vtype
check_part_of_day(struct checker *c, struct node *n, const char *unit)
{
    argument_is(c, n, 0, (struct vtype){.kind = V_DATE});
    return number_of(c, unit);
}

static struct vtype
check_function(struct checker *c, struct node *n, struct call *call)
{
    switch ((enum builtin_id)call->builtin->id) {
    case BUILTIN_ABSOLUTE:
        return check_absolute(c, n);
    case BUILTIN_POWER:
        return check_power(c, n);
    case BUILTIN_AGE:
        return check_between(c, n, "岁");
    case BUILTIN_AGE_MONTHS:
    case BUILTIN_MONTHS_BETWEEN:
        return check_between(c, n, "月");
    case BUILTIN_DAYS_BETWEEN:
        return check_between(c, n, "日");
    case BUILTIN_YEARS_BETWEEN:
        return check_between(c, n, "年");
    case BUILTIN_ADD_DAYS:
        argument_is(c, n, 0, (struct vtype){.kind = V_DATE});
        argument_is(c, n, 1, number_of(c, "日"));
        return (struct vtype){.kind = V_DATE};
    case BUILTIN_ADD_WORKDAYS:
        return check_add_workdays(c, n);
    case BUILTIN_ADD_MONTHS:
        return check_add_months(c, n, call);
    case BUILTIN_YEAR_OF:
        return check_part_of_day(c, n, "年");
    case BUILTIN_MONTH_OF:
        return check_part_of_day(c, n, "月");
    case BUILTIN_DAY_OF:
        return check_part_of_day(c, n, "日");
    case BUILTIN_WEEKDAY:
        return check_part_of_day(c, n, NULL);
    case BUILTIN_MAKE_DATE:
        return check_make_date(c, n);
    case BUILTIN_DAY_HOLDING:
        return check_holding(c, n, PERIOD_DAY);
    case BUILTIN_MONTH_HOLDING:
        return check_holding(c, n, PERIOD_MONTH);
    case BUILTIN_QUARTER_HOLDING:
        return check_holding(c, n, PERIOD_QUARTER);
    case BUILTIN_HALF_HOLDING:
        return check_holding(c, n, PERIOD_HALF);
    case BUILTIN_YEAR_HOLDING:
        return check_holding(c, n, PERIOD_YEAR);
    case BUILTIN_CONCAT:
        return check_texts(c, n, false);
    case BUILTIN_AS_TEXT:
        return check_texts(c, n, true);
    case BUILTIN_SUM:
    case BUILTIN_COUNT:
    case BUILTIN_LEAST:
    case BUILTIN_GREATEST:
    case BUILTIN_MEAN:
    case BUILTIN_EXISTS:
    case BUILTIN_EVERY:
    case BUILTIN_LIST:
    case BUILTIN_RANK:
    case BUILTIN_COUNT_OF:
        break;
    }
    return vtype_poison;
}

/* What folding elements of type T gives; T is not poison. */
static struct vtype
fold_type(struct checker *c, const struct node *n, const struct call *call,
          struct vtype t)
{
    enum builtin_id id = call->builtin->id;
    t.many = false;
    t.optional = false;
    if (id == BUILTIN_COUNT)
        return number_of(c, "个");
    if (id == BUILTIN_EXISTS || id == BUILTIN_EVERY) {
        if (t.kind != V_TRUTH)
            report(c->diags, NOT_A_CONDITION, .at = n->at,
                   .arg = {vtype_words(c->m, t)});
        return vtype_truth;
    }
    if (id == BUILTIN_LIST)
        return (struct vtype){.kind = V_LIST,
                              .entity = vtype_of(&c->m->types, t)};
    if (!is_number(t) &&
        !(t.kind == V_DATE && id != BUILTIN_SUM && id != BUILTIN_MEAN)) {
        report(c->diags, FOLD_WHAT, .at = n->at, .arg = {vtype_words(c->m, t)});
        return vtype_poison;
    }
    t.optional = id != BUILTIN_SUM;
    if (id == BUILTIN_MEAN) {
        t.kind = V_FRACTION;
        t.scale = 0;
    }
    return t;
}

/* 合计(甲, 乙): those that are none are skipped. */
static struct vtype
check_scalars(struct checker *c, struct node *n, struct call *call)
{
    struct vtype all = vtype_poison;
    bool none = true;
    call->form = CALL_SCALARS;
    for (uint32_t i = 0; i + 1 < n->n; i++) {
        struct node *arg = plain_argument(c, n, i);
        struct vtype t = !arg     ? vtype_poison
                         : i == 0 ? vtype_get(&c->m->types, arg->type)
                                  : check_expr(c, arg, NULL);
        if (is_poison(t))
            return vtype_poison;
        if (t.many) {
            report(c->diags, MANY_VALUES, .at = arg->at);
            return vtype_poison;
        }
        none &= t.optional;
        all = i == 0 ? t : check_unify(c, arg, all, t);
        if (is_poison(all))
            return vtype_poison;
    }
    call->element = all;
    struct vtype t = fold_type(c, n, call, all);
    if (!is_poison(t) && t.optional)
        t.optional = none;
    return t;
}

/* The condition and the 取 of an aggregate, among the rows of ROW (null: no
 * row of its own) in periods of call->period. */
static struct vtype
check_inner(struct checker *c, struct node *arg, struct entity *row,
            struct call *call, struct vtype value)
{
    struct scope inner = {.outer = c->scope,
                          .row = row,
                          .alias = arg->name,
                          .period = call->period};
    inner.any_period = !call->period && (call->within || call->to_date);
    c->scope = &inner;
    if (call->condition)
        check_condition(c, call->condition);
    if (call->taken)
        value = check_expr(c, call->taken, NULL);
    if (!call->period)
        call->period = inner.found_period;
    c->scope = inner.outer;
    return value;
}

/* The entity whose rows an aggregate runs over. */
static struct entity *
rows_of(struct checker *c, const struct node *value, struct vtype t)
{
    if (t.kind == V_MEMBER && value->meaning) {
        const struct ref *r = value->meaning;
        if (r->kind == REF_ROWS || r->kind == REF_REVERSE)
            return c->m->entity.at[t.entity];
    }
    while (value->kind == NODE_PATH) {
        value = value->kid[0];
        struct vtype base = vtype_get(&c->m->types, value->type);
        if (base.kind == V_MEMBER && base.many)
            return c->m->entity.at[base.entity];
    }
    return t.kind == V_MEMBER ? c->m->entity.at[t.entity] : NULL;
}

static struct vtype
check_rows(struct checker *c, struct node *n, struct node *arg,
           struct call *call, struct vtype t)
{
    const struct ref *r = call->value->meaning;
    struct entity *row = rows_of(c, call->value, t);
    call->form = CALL_ROWS;
    call->rows = t.kind == V_MEMBER && r &&
                 (r->kind == REF_ROWS || r->kind == REF_REVERSE);
    struct vtype taken = check_inner(c, arg, row, call, t);
    check_whose_rows(c, n, call);
    enum builtin_id id = call->builtin->id;
    bool truth = id == BUILTIN_EXISTS || id == BUILTIN_EVERY;
    if (is_poison(taken))
        return vtype_poison;
    if (taken.many && call->taken) {
        report(c->diags, MANY_VALUES, .at = call->taken->at);
        return vtype_poison;
    }
    if (truth && call->rows && !call->taken) {
        if (!call->condition)
            report(c->diags, WHICH_ROWS, .at = n->at);
        taken = vtype_truth;
    }
    call->element = taken;
    return fold_type(c, n, call, taken);
}

/* 逐月 自 A 至 B 当 .. 取 ..: over periods, of this row. */
static struct vtype
check_steps(struct checker *c, struct node *n, struct node *arg,
            struct call *call)
{
    static const uint8_t kind[] = {
        [ARG_PLAIN] = PERIOD_NONE,   [ARG_DAYS] = PERIOD_DAY,
        [ARG_MONTHS] = PERIOD_MONTH, [ARG_QUARTERS] = PERIOD_QUARTER,
        [ARG_YEARS] = PERIOD_YEAR,   [ARG_TO_DATE] = PERIOD_NONE,
    };
    struct vtype date = {.kind = V_DATE};
    call->form = CALL_PERIODS;
    call->period = kind[arg->form];
    call->range = node_kid(arg, 0);
    for (uint32_t i = 0; call->range && i < 2; i++) {
        struct node *end = node_kid(call->range, i);
        if (end)
            check_fits(c, end, check_value(c, end, &date), date);
    }
    if (!call->range || !node_kid(call->range, 0) || !node_kid(call->range, 1))
        report(c->diags, STEPS_RANGE, .at = arg->at);
    if (!call->taken)
        report(c->diags, STEPS_WHAT, .at = arg->at);
    struct vtype t = check_inner(c, arg, NULL, call, vtype_poison);
    if (is_poison(t))
        return vtype_poison;
    call->element = t;
    return fold_type(c, n, call, t);
}

/* The last argument as a period to aggregate over; null when it is none. */
static struct node *
period_argument(struct checker *c, struct node *n, struct call *call)
{
    struct node *last = n->n == 3 ? n->kid[2] : NULL;
    if (!last || last->kind != NODE_ARG)
        return NULL;
    if (last->form == ARG_TO_DATE) {
        call->to_date = true;
        struct scope *s = c->scope;
        while (s && !s->period)
            s = s->outer;
        if (!s)
            report(c->diags, NO_THIS_PERIOD, .at = last->at);
        return last;
    }
    struct node *value = node_kid(last, 0);
    if (!value || node_kid(last, 1) || node_kid(last, 2) ||
        last->form != ARG_PLAIN)
        return NULL;
    bool period = value->kind == NODE_THIS_PERIOD ||
                  value->kind == NODE_PERIOD || value->kind == NODE_CALL ||
                  value->kind == NODE_PATH;
    if (!period || check_expr(c, value, NULL).kind != V_PERIOD)
        return NULL;
    if (is_poison(check_value(c, value, NULL)))
        return NULL;
    call->within = value;
    return last;
}

static struct vtype
check_rank(struct checker *c, struct node *n, struct call *call)
{
    struct node *rows = n->kid[1];
    struct node *key = plain_argument(c, n, 1);
    struct vtype t =
        call->value ? check_expr(c, call->value, NULL) : vtype_poison;
    struct scope *outer = c->scope;
    call->form = CALL_ROWS;
    call->rows = true;
    if (is_poison(t) || !key)
        return vtype_poison;
    while (outer && !outer->row)
        outer = outer->outer;
    if (t.kind != V_MEMBER || !t.many || !outer ||
        outer->row->index != t.entity) {
        report(c->diags, RANK_ROWS, .at = rows->at);
        return vtype_poison;
    }
    struct vtype here = check_value(c, key, NULL);
    call->taken = key;
    call->element = here;
    if (call->condition)
        check_inner(c, rows, outer->row, call, t);
    if (!is_poison(here) && !is_number(here) && here.kind != V_DATE)
        report(c->diags, NOT_ORDERED, .at = key->at,
               .arg = {vtype_words(c->m, here)});
    return number_of(c, "个");
}

static struct vtype
check_aggregate(struct checker *c, struct node *n, struct call *call)
{
    struct node *arg = n->kid[1];
    if (arg->kind != NODE_ARG)
        return vtype_poison;
    call->value = node_kid(arg, 0);
    call->condition = node_kid(arg, 1);
    call->taken = node_kid(arg, 2);
    if (arg->form != ARG_PLAIN)
        return check_steps(c, n, arg, call);
    if (call->builtin->id == BUILTIN_RANK)
        return check_rank(c, n, call);
    struct node *period = period_argument(c, n, call);
    if (!call->value) {
        report(c->diags, ARGUMENT_FORM, .at = arg->at);
        return vtype_poison;
    }
    struct scope free = {.outer = c->scope, .any_period = true};
    if (period)
        c->scope = &free;
    struct vtype t = check_expr(c, call->value, NULL);
    c->scope = free.outer;
    call->period = free.found_period;
    if (is_poison(t))
        return t;
    if (t.many && n->n > 2 && !period) {
        report(c->diags, ARGUMENT_FORM, .at = n->kid[2]->at);
        return vtype_poison;
    }
    if (t.many) {
        t = check_rows(c, n, arg, call, t);
        if (period && !call->period && !is_poison(t))
            report(c->diags, NOT_PERIODIC, .at = call->value->at);
        return t;
    }
    if (!period && !call->condition && !call->taken)
        return check_scalars(c, n, call);
    if (!period || !call->period) {
        report(c->diags, NOT_PERIODIC, .at = call->value->at);
        return vtype_poison;
    }
    call->form = CALL_PERIODS;
    t = check_inner(c, arg, NULL, call, t);
    call->element = t;
    return is_poison(t) ? t : fold_type(c, n, call, t);
}

static void
check_count(struct checker *c, const struct node *n, const struct builtin *b)
{
    struct text want = {.arena = c->m->arena}, got = want;
    text_add_unsigned(&want, b->least);
    if (b->most != b->least) {
        text_add_char(&want, '-');
        text_add_unsigned(&want, b->most);
    }
    text_add_unsigned(&got, n->n - 1);
    report(c->diags, ARGUMENTS, .at = n->at,
           .arg = {model_text(c->m, n->kid[0]->name), text_str(&want),
                   text_str(&got)});
}

/* 托位数（个）: a name with its unit, as in the head of a table on paper. */
static bool
header_unit(struct checker *c, const struct node *n)
{
    unit_id unit;
    struct str wrong;
    const struct node *word = n->n == 2 ? n->kid[1] : NULL;
    if (word && word->kind != NODE_NAME)
        word = word->n ? word->kid[0] : NULL;
    if (!word || word->kind != NODE_NAME ||
        !unit_read(&c->m->units, word->name, &unit, &wrong))
        return false;
    report(c->diags, HEADER_UNIT, .at = n->at,
           .arg = {model_text(c->m, n->kid[0]->name)},
           .fix = {n->at, model_text(c->m, n->kid[0]->name), false});
    return true;
}

static void
function_unknown(struct checker *c, const struct node *n)
{
    struct str name = model_text(c->m, n->name);
    struct unknown u = unknown_name(c->m, n->at, name);
    bool english = (unsigned char)name.at[0] < 0x80;
    for (int i = 0; i < BUILTIN_COUNT_OF; i++) {
        const struct builtin *b = builtin_at((enum builtin_id)i);
        unknown_try(&u, str_of(english ? b->en : b->zh));
    }
    for (uint32_t i = 0; unknown_seeks(&u) && i < c->m->decision.n; i++)
        if (c->m->decision.at[i]->kind == DECISION_HELPER)
            unknown_try(&u, model_text(c->m, c->m->decision.at[i]->name));
    if (lost_name(c->m, n->at, name))
        return;
    if (u.near.len)
        report(c->diags, UNKNOWN_FUNCTION_NEAR, .at = n->at,
               .arg = {name, u.near}, .fix = unknown_fix(&u, n->at));
    else
        report(c->diags, UNKNOWN_FUNCTION, .at = n->at, .arg = {name});
}

struct vtype
check_call(struct checker *c, struct node *n)
{
    struct str name = model_text(c->m, n->kid[0]->name);
    struct symbol *s = model_find(c->m, n->kid[0]->name);
    const struct builtin *b = builtin_named(name);
    if (s && s->kind == SYMBOL_DECISION &&
        ((struct decision *)s->thing)->kind == DECISION_HELPER)
        return check_helper(c, n, s->thing);
    if (!b) {
        if (n->kid[0]->kind == NODE_NAME && !header_unit(c, n))
            function_unknown(c, n->kid[0]);
        return vtype_poison;
    }
    if (n->n - 1 < b->least || n->n - 1 > b->most) {
        check_count(c, n, b);
        return vtype_poison;
    }
    struct call *call = arena_new(c->m->arena, struct call);
    call->builtin = b;
    call->form = CALL_PLAIN;
    n->meaning = call;
    if (builtin_is_aggregate(b->id))
        return check_aggregate(c, n, call);
    return check_function(c, n, call);
}

#include "lang/plan/scalar.h"

/* FIRST <= V <= LAST, or the fault of a calendar that ends. */
static struct scalar
within(wide v, wide first, wide last)
{
    if (v < first)
        return scalar_fault(FAULT_NO_SUCH_DATE, first, -1);
    if (v > last)
        return scalar_fault(FAULT_NO_SUCH_DATE, last, 1);
    return scalar_value(v);
}

static struct scalar
moved(wide from, wide by, wide first, wide last)
{
    wide sum;
    if (!wide_add(from, by, &sum))
        sum = by < 0 ? WIDE_MIN : WIDE_MAX;
    return within(sum, first, last);
}

struct scalar
scalar_add_months(wide day, wide months, enum month_end how)
{
    wide most = 12 * 10000;
    wide few = months > most ? most : months < -most ? -most : months;
    int32_t result = 0;
    if (day_add_months((int32_t)day, (int64_t)few, how, &result))
        return scalar_value(result);
    if (how == MONTH_END_FAULT &&
        day_add_months((int32_t)day, (int64_t)few, MONTH_END_CLAMP, &result))
        return scalar_fault(FAULT_NO_SUCH_DATE, result, 0);
    return few < 0 ? scalar_fault(FAULT_NO_SUCH_DATE, DAY_FIRST, -1)
                   : scalar_fault(FAULT_NO_SUCH_DATE, DAY_LAST, 1);
}

/* As whole_months, but what began on 29 February is whole on the last day of
 * every February. */
static int32_t
whole_months_last(int32_t from, int32_t to)
{
    if (to < from)
        return -whole_months_last(to, from);
    struct civil start = civil_of(from), end = civil_of(to);
    bool leap = start.month == 2 && start.day == 29;
    bool last = end.month == 2 && end.day == 28;
    bool short_year = last && month_length(end.year, 2) == 28;
    return whole_months(from, to) + (leap && short_year);
}

static int32_t
months_between(const struct scalar_call *call, const wide *v)
{
    int32_t from = (int32_t)v[0], to = (int32_t)v[1];
    return call->node->a == LEAP_LAST_OF_FEBRUARY ? whole_months_last(from, to)
                                                  : whole_months(from, to);
}

static struct scalar
make_date(const wide *v)
{
    bool possible = v[0] >= 1 && v[0] <= 9999 && v[1] >= 1 && v[1] <= 12 &&
                    v[2] >= 1 && v[2] <= 31;
    if (possible) {
        struct civil c = {(int32_t)v[0], (int32_t)v[1], (int32_t)v[2]};
        if (civil_valid(c))
            return scalar_value(day_of(c));
    }
    return scalar_fault(FAULT_NO_SUCH_DATE, DAY_FIRST, 0);
}

/* Rosters of periods have their days in columns of their own. */
static bool
has_calendar(enum period_kind kind)
{
    return kind != PERIOD_NONE && kind != PERIOD_ROSTER;
}

static struct scalar
shift(const struct scalar_call *call, const wide *v)
{
    enum period_kind kind = (enum period_kind)call->operand[0]->period;
    if (!has_calendar(kind))
        return moved(v[0], v[1], call->result->lo, call->result->hi);
    return moved(v[0], v[1], period_least(kind), period_greatest(kind));
}

static struct scalar
period_day(const struct scalar_call *call, wide v)
{
    enum op op = (enum op)call->node->op;
    const struct type *t = op == OP_PERIOD_OF ? call->result : call->operand[0];
    enum period_kind kind = (enum period_kind)t->period;
    if (!has_calendar(kind))
        return scalar_fault(FAULT_NO_SUCH_DATE, v, 0);
    if (op == OP_PERIOD_OF)
        return scalar_value(period_of(kind, (int32_t)v));
    if (op == OP_FIRST_DAY)
        return scalar_value(period_first(kind, (int32_t)v));
    return scalar_value(period_last(kind, (int32_t)v));
}

static struct scalar
add_workdays(const struct scalar_call *call, const wide *v)
{
    bool known;
    return within(workday_add(&call->walk->plan->workdays, v[0], v[1], &known),
                  DAY_FIRST, DAY_LAST);
}

static struct scalar
workdays_known(const struct scalar_call *call, const wide *v)
{
    bool known;
    workday_add(&call->walk->plan->workdays, v[0], v[1], &known);
    return scalar_value(known);
}

struct scalar
scalar_date(const struct scalar_call *call, const wide *v)
{
    switch ((int)call->node->op) {
    case OP_ADD_DAYS:
        return moved(v[0], v[1], DAY_FIRST, DAY_LAST);
    case OP_ADD_MONTHS:
        return scalar_add_months(v[0], v[1], (enum month_end)call->node->a);
    case OP_ADD_WORKDAYS:
        return add_workdays(call, v);
    case OP_WORKDAYS_KNOWN:
        return workdays_known(call, v);
    case OP_DAYS_BETWEEN:
        return scalar_value(v[1] - v[0]);
    case OP_WHOLE_MONTHS:
        return scalar_value(months_between(call, v));
    case OP_WHOLE_YEARS:
        return scalar_value(months_between(call, v) / 12);
    case OP_YEAR_OF:
        return scalar_value(civil_of((int32_t)v[0]).year);
    case OP_MONTH_OF:
        return scalar_value(civil_of((int32_t)v[0]).month);
    case OP_DAY_OF:
        return scalar_value(civil_of((int32_t)v[0]).day);
    case OP_WEEKDAY:
        return scalar_value(day_weekday((int32_t)v[0]));
    case OP_MAKE_DATE:
        return make_date(v);
    case OP_PERIOD_OF:
    case OP_FIRST_DAY:
    case OP_LAST_DAY:
        return period_day(call, v[0]);
    case OP_SHIFT:
        return shift(call, v);
    }
    return scalar_value(scalar_text(call, v[0]));
}

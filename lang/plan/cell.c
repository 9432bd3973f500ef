#include "lang/plan/cell.h"

#include <string.h>

static int
list_compare(const struct cell_list *s, const struct cell_list *t)
{
    if (s->n != t->n)
        return s->n < t->n ? -1 : 1;
    int order = 0;
    for (uint32_t i = 0; i < s->n && order == 0; i++)
        order = value_compare(s->at[i].lo, t->at[i].lo, (enum rep)s->rep);
    return order;
}

int
value_compare(wide a, wide b, enum rep rep)
{
    if (a == b)
        return 0;
    if (rep == REP_FRACTION)
        return fraction_compare(FRACTION_AT(a), FRACTION_AT(b));
    bool address = a != 0 && b != 0 && a != WIDE_MAX && b != WIDE_MAX;
    if (rep == REP_TEXT && address)
        return str_compare(*(const struct str *)(uintptr_t)a,
                           *(const struct str *)(uintptr_t)b);
    if (rep == REP_LIST && address)
        return list_compare((const struct cell_list *)(uintptr_t)a,
                            (const struct cell_list *)(uintptr_t)b);
    return a < b ? -1 : 1;
}

int
cell_no_bound(wide end, enum rep rep)
{
    if (rep == REP_NUMBER)
        return wide_no_bound(end);
    if (rep != REP_FRACTION || FRACTION_AT(end).den != 1)
        return 0;
    return wide_no_bound(FRACTION_AT(end).num);
}

bool
cell_equal(struct cell a, struct cell b, enum rep rep)
{
    if (a.can != b.can)
        return false;
    if (a.can & CAN_FAULT && (a.fault != b.fault || a.place != b.place))
        return false;
    return !(a.can & CAN_VALUE) || (value_compare(a.lo, b.lo, rep) == 0 &&
                                    value_compare(a.hi, b.hi, rep) == 0);
}

void
cell_join_fault(struct cell *to, unsigned fault, uint32_t place)
{
    bool less = fault != to->fault ? fault < to->fault : place < to->place;
    if (!(to->can & CAN_FAULT) || less) {
        to->fault = (uint8_t)fault;
        to->place = place;
    }
    to->can |= CAN_FAULT;
}

/* Widens the range of TO by the one of FROM. */
static void
range_join(struct cell *to, const struct cell *from, enum rep rep)
{
    if (rep == REP_MEMBER) {
        to->lo |= from->lo;
        return;
    }
    if (rep == REP_TEXT || rep == REP_LIST) {
        bool same = value_compare(to->lo, from->lo, rep) == 0 &&
                    value_compare(to->hi, from->hi, rep) == 0;
        if (!same)
            to->lo = 0, to->hi = WIDE_MAX;
        return;
    }
    if (value_compare(from->lo, to->lo, rep) < 0)
        to->lo = from->lo;
    if (value_compare(from->hi, to->hi, rep) > 0)
        to->hi = from->hi;
}

void
cell_join_value(struct cell *to, const struct cell *from, enum rep rep)
{
    if (to->can & CAN_VALUE) {
        range_join(to, from, rep);
        return;
    }
    to->lo = from->lo;
    to->hi = from->hi;
    to->can |= CAN_VALUE;
}

void
cell_join(struct cell *to, const struct cell *from, enum rep rep)
{
    if (from->can & CAN_VALUE)
        cell_join_value(to, from, rep);
    if (from->can & CAN_FAULT)
        cell_join_fault(to, from->fault, from->place);
    to->can |= from->can;
}

bool
cell_meet_value(struct cell *to, const struct cell *with, enum rep rep)
{
    if (rep == REP_MEMBER) {
        to->lo &= with->lo;
        return to->lo != 0;
    }
    if (rep == REP_TEXT || rep == REP_LIST) {
        if (!cell_single(to, rep))
            to->lo = with->lo, to->hi = with->hi;
        return !cell_single(with, rep) ||
               value_compare(to->lo, with->lo, rep) == 0;
    }
    if (value_compare(with->lo, to->lo, rep) > 0)
        to->lo = with->lo;
    if (value_compare(with->hi, to->hi, rep) < 0)
        to->hi = with->hi;
    return value_compare(to->lo, to->hi, rep) <= 0;
}

struct cell
cell_union(struct cell a, struct cell b, enum rep rep)
{
    cell_join(&a, &b, rep);
    return a;
}

struct cell
cell_value(wide v)
{
    return (struct cell){.lo = v, .hi = v, .can = CAN_VALUE};
}

struct cell
cell_member(unsigned member)
{
    return (struct cell){.lo = (wide)1 << member, .can = CAN_VALUE};
}

struct cell
cell_none(void)
{
    return (struct cell){.can = CAN_NONE};
}

struct cell
cell_fault(enum fault kind, uint32_t place)
{
    return (struct cell){
        .place = place, .can = CAN_FAULT, .fault = (uint8_t)kind};
}

static wide
fraction_whole(struct arena *a, wide number)
{
    struct fraction *f = arena_new(a, struct fraction);
    *f = (struct fraction){number, 1};
    return (wide)(uintptr_t)f;
}

struct cell
cell_any(struct arena *a, const struct type *t, uint32_t rows)
{
    struct cell c = {.lo = t->lo, .hi = t->hi, .can = CAN_VALUE};
    if (t->optional)
        c.can |= CAN_NONE;
    switch ((enum rep)t->rep) {
    case REP_TRUTH:
        c.lo = 0, c.hi = 1;
        break;
    case REP_FRACTION:
        c.lo = fraction_whole(a, t->lo), c.hi = fraction_whole(a, t->hi);
        break;
    case REP_MEMBER:
        c.hi = 0;
        break;
    case REP_ROW:
        c.lo = 0, c.hi = rows > 0 ? rows - 1 : 0;
        break;
    case REP_TEXT:
    case REP_LIST:
        c.lo = 0, c.hi = WIDE_MAX;
        break;
    case REP_NUMBER:
    case REP_DATE:
    case REP_PERIOD:
        break;
    }
    return c;
}

#include "lang/plan/workday.h"

#include "lang/base/date.h"

static uint8_t
entry_of(const struct workdays *w, wide day)
{
    return day >= w->first && day <= w->last ? w->entry[day - w->first]
                                             : WORKDAY_NOT_SAID;
}

static bool
is_workday(const struct workdays *w, int32_t day)
{
    uint8_t entry = entry_of(w, day);
    return entry == WORKDAY_WORK ||
           (entry != WORKDAY_REST && day_weekday(day) <= 5);
}

wide
workday_add(const struct workdays *w, wide day, wide n, bool *known)
{
    int step = n < 0 ? -1 : 1;
    wide left = n < 0 ? -n : n;
    *known = left == 0 || entry_of(w, day) != WORKDAY_NOT_SAID;
    while (left > 0 && day + step >= DAY_FIRST && day + step <= DAY_LAST) {
        day += step;
        left -= is_workday(w, (int32_t)day);
        *known &= entry_of(w, day) != WORKDAY_NOT_SAID;
    }
    return left ? day + step : day;
}

/* Working days: Monday to Friday, but where the rulebook's calendar says
 * otherwise. It speaks of whole years: those that one of its entries lies in.
 * What is not known of other years, nobody may work out. */
#ifndef TIAO_PLAN_WORKDAY_H
#define TIAO_PLAN_WORKDAY_H

#include "lang/base/arena.h"
#include "lang/base/number.h"

enum workday_entry {
    WORKDAY_PLAIN,
    WORKDAY_WORK,
    WORKDAY_REST,
    WORKDAY_NOT_SAID, /* in a year without an entry */
};

struct workdays {
    uint32_t entity;      /* the calendar */
    int32_t first, last;  /* the days it speaks of; last < first: none */
    const uint8_t *entry; /* enum workday_entry, by day from FIRST */
};

/* The Nth working day behind DAY (before it when N < 0). *KNOWN tells whether
 * the calendar speaks of all days on the way. */
wide workday_add(const struct workdays *w, wide day, wide n, bool *known);

#endif

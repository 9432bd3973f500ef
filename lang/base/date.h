/* The proleptic Gregorian calendar, without clocks or zones.
 *
 * A day is its distance from 1970-01-01. A period is its number within its
 * kind: days as above, months year * 12 + month - 1, quarters year * 4 +
 * quarter - 1, half-years year * 2 + half - 1, years the year. Years run from
 * 1 to 9999. */
#ifndef TIAO_BASE_DATE_H
#define TIAO_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/str.h"

#define DAY_FIRST ((int32_t)-719162) /* 0001-01-01 */
#define DAY_LAST ((int32_t)2932896)  /* 9999-12-31 */

enum period_kind {
    PERIOD_NONE,
    PERIOD_DAY,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF,
    PERIOD_YEAR,
    PERIOD_ROSTER, /* the members of a roster with first and last days */
};

/* What a month's end does when months are added. */
enum month_end {
    MONTH_END_CLAMP, /* 31 January + 1 month = the last of February */
    MONTH_END_NEXT,  /* ... = 1 March */
    MONTH_END_FAULT, /* ... has no answer */
};

struct civil {
    int32_t year;
    int32_t month, day; /* from 1 */
};

bool civil_valid(struct civil c);
int32_t month_length(int32_t year, int32_t month);
int32_t day_of(struct civil c); /* C is valid */
struct civil civil_of(int32_t day);
/* Monday 1 to Sunday 7. */
int32_t day_weekday(int32_t day);
/* False when the result leaves the calendar, or for MONTH_END_FAULT. */
bool day_add_months(int32_t day, int64_t months, enum month_end how,
                    int32_t *result);
/* Whole months from FROM to TO, negative when TO is earlier. A month is whole
 * on the day of the same number, or on the first of the next month where
 * there is no such day (born on 29 February: complete on 1 March). */
int32_t whole_months(int32_t from, int32_t to);

/* The period of KIND (not a roster) that holds DAY. */
int32_t period_of(enum period_kind kind, int32_t day);
int32_t period_first(enum period_kind kind, int32_t period);
int32_t period_last(enum period_kind kind, int32_t period);
/* The least and greatest period within the calendar. */
int32_t period_least(enum period_kind kind);
int32_t period_greatest(enum period_kind kind);

/* 2025-01-31; false for anything else. */
bool day_read(struct str s, int32_t *day);
void day_write(struct text *to, int32_t day); /* 2025-01-31 */
/* 2025-01-31, 2025-01, 2025-Q1, 2025-H1, 2025. */
bool period_read(struct str s, enum period_kind *kind, int32_t *period);
void period_write(struct text *to, enum period_kind kind, int32_t period);

#endif

/* What a column holds. */
#ifndef TIAO_PLAN_TYPE_H
#define TIAO_PLAN_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/date.h"
#include "lang/base/number.h"

/* What the bounds of a cell mean. */
enum rep {
    REP_TRUTH,    /* 0 false, 1 true */
    REP_NUMBER,   /* a coefficient; the type has the scale */
    REP_FRACTION, /* the address of a struct fraction (FRACTION_AT) */
    REP_DATE,     /* a day, see lang/base/date.h */
    REP_PERIOD,   /* the number of a period within its kind */
    REP_MEMBER,   /* one of at most 64 members of a roster: LO is the mask
                   * of those still possible, HI is 0 */
    REP_ROW,      /* the number of a row of a table, the unseen row of an
                   * open table included (its number is the row count) */
    REP_TEXT,     /* LO is the address of a struct str kept once per
                   * evaluation; a text that is not known is
                   * [0, WIDE_MAX] */
    REP_LIST,     /* the address of a struct cell_list; not known as TEXT */
};

enum { NO_ENTITY = UINT32_MAX };

struct type {
    uint8_t rep;
    uint8_t scale;    /* NUMBER: digits behind the point */
    uint8_t period;   /* PERIOD: enum period_kind */
    bool optional;    /* may be none */
    uint32_t entity;  /* MEMBER, ROW; else NO_ENTITY */
    uint32_t element; /* LIST: of what, as an index into the plan's types */
    uint32_t unit;    /* an index into the plan's unit names, for people */
    /* What a value that was not given may be. FRACTION: whole numbers.
     * MEMBER: LO is the mask of all. ROW and TEXT: not used. */
    wide lo, hi;
};

#endif

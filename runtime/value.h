/* Values as text: exact for machines, in words for people. */
#ifndef TIAO_RUNTIME_VALUE_H
#define TIAO_RUNTIME_VALUE_H

#include "lang/plan/data.h"
#include "runtime/phrase.h"
#include "runtime/tiao.h"

/* Whose names and which language. DATA may be null: rows have no ids then. */
struct speech {
    const struct plan *plan;
    const struct data *data;
    enum language language;
};

/* What people call a row of ENTITY: its id, or 第2个幼儿. */
void row_words(struct text *to, const struct speech *s, uint32_t entity,
               uint32_t row);
/* The id of the row, or an empty text. */
struct str row_id(const struct speech *s, uint32_t entity, uint32_t row);

/* The value V of type T: a MEMBER's V is its mask; of a mask of several the
 * members are listed. Plain digits, 2025-01-31, a name, true, 1/3. */
void value_exact(struct text *to, const struct speech *s, const struct type *t,
                 wide v);
/* 1,234.50元, 5万元, 是, “text”. */
void value_words(struct text *to, const struct speech *s, const struct type *t,
                 wide v);

/* Does the end of a range say nothing: no bound, or as far out as a number is
 * whose domain nobody declared? */
bool value_unbounded(const struct type *t, wide v);
/* Has nobody declared one of the ends of the numbers of T? */
bool type_undeclared(const struct type *t);
/* 不给予，或 1万元 至 5万元: all that CELL can be. LOW and HIGH say which ends
 * of its range are there. */
void
possible_words(struct text *to, const struct speech *s, const struct type *t,
               struct cell cell, bool low, bool high);
/* A known outcome: the value in words, 无, or the fault's kind. */
void outcome_words(struct text *to, const struct speech *s,
                   const struct type *t, struct cell cell);
/* The value of a known outcome that is one; else nothing. */
void outcome_exact(struct text *to, const struct speech *s,
                   const struct type *t, struct cell cell);

struct str fault_words(enum fault fault, enum language l);
/* conflict, division_by_zero ...: never translated. */
struct str fault_key(enum fault fault);
struct str period_kind_key(enum period_kind kind);
struct str period_kind_words(enum period_kind kind, enum language l);
struct str unit_name(const struct plan *p, const struct type *t);
/* UNIT behind a number: after a blank when it begins with a Latin letter. */
void unit_add(struct text *to, struct str unit);

/* 整数 个（0个 到 2000个） */
void type_words(struct text *to, const struct speech *s, const struct type *t);

enum tiao_kind value_kind(const struct type *t);
/* How many members a roster type has, and whether V (a mask) has member I. */
uint32_t mask_count(wide mask);
static inline bool
mask_has(wide mask, uint32_t i)
{
    return mask >> i & 1;
}

#endif

/* The functions of the language and the steps of a path into a period. */
#ifndef TIAO_LANG_BUILTIN_H
#define TIAO_LANG_BUILTIN_H

#include "lang/model.h"

enum builtin_id {
#define BUILTIN(id, zh, en, least, most) BUILTIN_##id,
#include "lang/builtin.def"
#undef BUILTIN
    BUILTIN_COUNT_OF
};

struct builtin {
    uint8_t id, least, most;
    const char *zh, *en;
};

enum period_part { PART_FIRST, PART_LAST, PART_PREVIOUS, PART_NEXT, PART_NO };

/* How 加月 treats the end of a month; null when WORD is none of them. */
struct month_end_word {
    const char *zh, *en;
    enum month_end how;
};

const struct builtin *builtin_named(struct str name);
const struct builtin *builtin_at(enum builtin_id id);
enum period_part period_part_named(struct str name);
const struct month_end_word *month_end_named(struct str name);
bool builtin_is_aggregate(enum builtin_id id);

/* What a CALL or an aggregate was found to be: its node's meaning. */
enum call_form {
    CALL_HELPER,
    CALL_PLAIN,   /* a function of its arguments */
    CALL_SCALARS, /* an aggregate over several values */
    CALL_ROWS,    /* over the rows of a collection */
    CALL_PERIODS, /* over the periods of one kind: 逐月, or a period */
};

struct call {
    uint8_t form;
    uint8_t period; /* the kind aggregated over, or NONE */
    bool rows;      /* the value is a collection of rows */
    bool to_date;   /* 截至本期 */
    const struct builtin *builtin;
    struct decision *helper;
    struct node *value; /* or null: the rows themselves */
    struct node *condition, *taken;
    struct node *within;  /* the period argument, or null */
    struct node *range;   /* 逐月 自 A 至 B */
    struct vtype element; /* of what is folded */
    enum month_end month_end;
};

#endif

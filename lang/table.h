/* What the columns of a decision table are: a TABLE node's meaning. */
#ifndef TIAO_LANG_TABLE_H
#define TIAO_LANG_TABLE_H

#include "lang/model.h"

enum column_role {
    COLUMN_INPUT,     /* tests against the header's expression */
    COLUMN_CONDITION, /* headed 条件: each cell is a condition */
    COLUMN_EFFECTIVE, /* 施行 */
    COLUMN_EXPIRES,   /* 失效 */
    COLUMN_OUTPUT,
    COLUMN_IGNORED, /* could not be understood */
};

struct table_column {
    uint8_t role;
    uint32_t output; /* which */
};

struct table {
    uint8_t policy; /* enum policy, never NONE */
    uint32_t columns;
    struct table_column *column;
    struct node *header;
    uint32_t rows;
    struct node **row;
    bool default_row; /* some row applies whatever the inputs */
    struct decision *decision;
};

#endif

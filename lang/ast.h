/* The tree of a rule file: one uniform node, in an arena.
 *
 * node.def says for every kind what its kids are. The parser decides form
 * only: what a name means, and whether anything fits, is the checker's. A tree
 * that came with syntax errors lacks the parts that could not be read, but a
 * place that node.def calls fixed always holds a node, WRONG at the least. */
#ifndef TIAO_AST_H
#define TIAO_AST_H

#include "lang/base/atom.h"
#include "lang/base/date.h"
#include "lang/base/number.h"
#include "lang/source.h"

enum node_kind {
#define NODE(kind, ...) NODE_##kind,
#include "lang/node.def"
#undef NODE
    NODE_COUNT
};

enum node_flag {
    FLAG_OPTIONAL = 1,  /* 或 无 */
    FLAG_HISTORY = 2,   /* 历次 */
    FLAG_OPEN = 4,      /* 等 */
    FLAG_NEGATED = 8,   /* 非 不属于 */
    FLAG_LOW_OPEN = 16, /* the low end is not included */
    FLAG_HIGH_OPEN = 32,
    FLAG_INLINE = 64,    /* behind 对 on its line */
    FLAG_PARTIAL = 128,  /* 部分 */
    FLAG_QUOTED = 256,   /* a name in 「」 */
    FLAG_BRACKETS = 512, /* an expression in brackets */
    FLAG_WRONG = 1024,   /* the parser's: a ROW that could not be read */
    FLAG_ASKED = 2048,   /* RULE: a question; its type is what it gives */
};

enum roster_form { ROSTER_PLAIN, ROSTER_BODY, ROSTER_CALENDAR };

enum type_form {
    TYPE_NAMED,    /* one word: a unit, entity or roster */
    TYPE_LIST,     /* a、b、c */
    TYPE_FLAG,     /* 是否 */
    TYPE_INTEGER,  /* 整数 [unit] */
    TYPE_DECIMAL,  /* 小数 N位 [unit]; the places in day */
    TYPE_FRACTION, /* 分数 [unit] */
    TYPE_DATE,     /* 日期 */
    TYPE_TEXT,     /* 文字 */
    TYPE_PERIOD,   /* 期间 word */
    TYPE_MANY,     /* 多个 word */
    TYPE_OUTPUTS,  /* (name : type, ..) */
};

enum policy {
    POLICY_NONE,         /* not written: 唯一 */
    POLICY_UNIQUE,       /* 唯一 */
    POLICY_AGREEING,     /* 任一 */
    POLICY_FIRST,        /* 首个 */
    POLICY_PREFERRED,    /* 优先 */
    POLICY_HIGHEST,      /* 就高 */
    POLICY_LOWEST,       /* 就低 */
    POLICY_STACKED,      /* 叠加 */
    POLICY_COUNTED,      /* 计数 */
    POLICY_MARGINAL,     /* 累进 */
    POLICY_WHOLE_AMOUNT, /* 全额 */
    POLICY_EXCLUSIVE,    /* 互斥: between rules only */
};

enum modality {
    MODALITY_DUTY,
    MODALITY_PROHIBITION,
    MODALITY_PERMISSION,
    MODALITY_ENCOURAGEMENT,
    MODALITY_TARGET,
};

enum act_modal { ACT_MUST, ACT_MUST_NOT, ACT_MAY };

enum state { STATE_UNKNOWN, STATE_CONFLICT };

enum cell_form {
    CELL_TESTS, /* one or more tests, or one value */
    CELL_BLANK,
    CELL_ANY,       /* 任意 - */
    CELL_OTHERS,    /* 其他 */
    CELL_STATE,     /* 未知 冲突: kid STATE */
    CELL_RATIO,     /* 2 : 8 */
    CELL_EFFECTIVE, /* header: 施行 */
    CELL_EXPIRES,   /* header: 失效 */
};

enum arg_form {
    ARG_PLAIN,
    ARG_DAYS,     /* 逐日 */
    ARG_MONTHS,   /* 逐月 */
    ARG_QUARTERS, /* 逐季 */
    ARG_YEARS,    /* 逐年 */
    ARG_TO_DATE,  /* 截至本期 */
};

enum binary { BINARY_ADD, BINARY_SUBTRACT, BINARY_MULTIPLY, BINARY_DIVIDE };

enum compare {
    COMPARE_EQ,
    COMPARE_NE,
    COMPARE_LT,
    COMPARE_LE,
    COMPARE_GT,
    COMPARE_GE,
};

/* coefficient / 10^scale [unit]: the multiplier (万 ..) is applied, and 80% is
 * 80 with scale 2 and PERCENT. */
struct literal {
    wide coefficient;
    uint8_t scale;
    bool percent;
    bool wrong;            /* a message was given */
    uint8_t multiplier;    /* its power of ten, for the formatter */
    uint8_t written_scale; /* digits written behind the point */
    atom unit;             /* its text, as 元/个/年; 0 is none */
    struct span unit_at;
};

struct node {
    uint8_t kind; /* enum node_kind */
    uint8_t form;
    uint16_t flags; /* enum node_flag */
    struct span at;
    uint32_t n : 22;     /* kids */
    uint32_t depth : 10; /* of the tree below; NODE_DEPTH in expressions */
    atom name;
    uint32_t type; /* the checker's; 0 at first */
    void *meaning; /* the checker's; null at first */
    union {
        struct str text;               /* TEXT ASK PROOF */
        const struct literal *literal; /* NUMBER */
        int32_t day;                   /* DAY PERIOD, places of TYPE */
    };
    struct node *kid[];
};

/* Few more levels stand above an expression. */
enum { NODE_DEPTH = 1000, NODE_KIDS = (1 << 22) - 1 };

_Static_assert(sizeof(struct node) <= 64, "a node fits a cache line");

const char *node_kind_name(enum node_kind kind);
/* The first kid of KIND, or null. */
struct node *node_find(const struct node *n, enum node_kind kind);
/* The next kid of KIND from place *I on, which it moves behind it; null when
 * there is none. */
struct node *node_next(const struct node *n, enum node_kind kind, uint32_t *i);
#define node_each(n, wanted, it)                                               \
    for (uint32_t it##_i = 0; it##_i < 1; it##_i++)                            \
        for (struct node *it = node_next((n), NODE_##wanted, &it##_i); it;     \
             it = node_next((n), NODE_##wanted, &it##_i))
/* Kid I, or null past the end. */
struct node *node_kid(const struct node *n, uint32_t i);
/* The name of a declaration, FIELD, LET .. and its place; the node's own place
 * when it has none. */
struct span node_name_at(const struct node *n);
/* Writes N as an s-expression on lines, for tests and developers. Places and
 * surface do not show, so equal trees give equal text. */
void node_dump(struct text *to, const struct node *n,
               const struct atom_table *names);

#endif

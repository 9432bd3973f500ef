/* Random small tables: what the analysis says of gaps, overlaps, rows that
 * never apply and its proofs, against every combination of facts. */
#include "lang/compile.h"
#include "tests/unit/scratch.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 3, ROWS = 5, MOST = 9, TRIES = 3000 };

enum kind { NUMBER, MEMBER, FLAG };

/* One input cell: the values (of 0 .. MOST) that pass, and how it is put. */
struct cell_said {
    uint32_t passes;
    char words[64];
};

struct small_table {
    uint32_t columns, rows, size[COLUMNS];
    enum kind kind[COLUMNS];
    struct cell_said cell[ROWS][COLUMNS];
    uint32_t out[ROWS];
    bool others;    /* the last row */
    uint32_t least; /* the rule's condition: a0 at least this; 0: none */
    const char *policy;
};

static const char *const members[] = {"甲", "乙", "丙", "丁"};

static void
number_cell(struct random *r, struct cell_said *c)
{
    uint32_t lo = random_below(r, MOST + 1), hi = random_below(r, MOST + 1);
    uint32_t all = (1u << (MOST + 1)) - 1, t = lo;
    if (lo > hi)
        lo = hi, hi = t;
    uint32_t from = all & ~((1u << lo) - 1), to = (2u << hi) - 1;
    switch (random_below(r, 6)) {
    case 0:
        c->passes = from;
        sprintf(c->words, "%u个及以上", lo);
        break;
    case 1:
        c->passes = all & ((1u << hi) - 1);
        sprintf(c->words, "不满%u个", hi);
        break;
    case 2:
        c->passes = 1u << lo;
        sprintf(c->words, "%u个", lo);
        break;
    case 3:
        c->passes = all & ~(1u << lo);
        sprintf(c->words, "非 %u个", lo);
        break;
    case 4:
        c->passes = from & to;
        sprintf(c->words, "%u个到%u个", lo, hi);
        break;
    default:
        c->passes = all;
        strcpy(c->words, "任意");
    }
}

static void
member_cell(struct random *r, struct cell_said *c)
{
    c->passes = random_below(r, 16);
    c->words[0] = 0;
    if (c->passes == 0 || c->passes == 15) {
        c->passes = 15;
        strcpy(c->words, "任意");
        return;
    }
    for (uint32_t i = 0; i < 4; i++)
        if (c->passes >> i & 1) {
            if (c->words[0])
                strcat(c->words, "、");
            strcat(c->words, members[i]);
        }
}

static void
flag_cell(struct random *r, struct cell_said *c)
{
    static const char *const words[] = {"任意", "否", "是", "任意"};
    uint32_t which = random_below(r, 4);
    strcpy(c->words, words[which]);
    c->passes = which == 0 ? 3 : which;
}

static void
table_random(struct random *r, struct small_table *t)
{
    static const char *const policies[] = {"唯一", "任一", "首个"};
    *t = (struct small_table){.columns = 1 + random_below(r, COLUMNS),
                              .rows = 1 + random_below(r, ROWS),
                              .policy = policies[random_below(r, 3)]};
    t->others = random_below(r, 5) == 0;
    t->least = random_below(r, 3) ? 0 : 1 + random_below(r, MOST);
    for (uint32_t i = 0; i < t->columns; i++) {
        t->kind[i] = i ? (enum kind)random_below(r, 3) : NUMBER;
        t->size[i] = t->kind[i] == NUMBER   ? MOST + 1
                     : t->kind[i] == MEMBER ? 4
                                            : 2;
    }
    for (uint32_t k = 0; k < t->rows; k++) {
        t->out[k] = random_below(r, 3);
        for (uint32_t i = 0; i < t->columns; i++)
            if (t->kind[i] == NUMBER)
                number_cell(r, &t->cell[k][i]);
            else if (t->kind[i] == MEMBER)
                member_cell(r, &t->cell[k][i]);
            else
                flag_cell(r, &t->cell[k][i]);
    }
}

static struct str
table_text(struct arena *a, const struct small_table *t)
{
    static const char *const types[] = {"整数 个（0个 到 9个）",
                                        "甲、乙、丙、丁", "是否"};
    struct text to = {.arena = a};
    char line[400];
    text_add_z(&to, "规章 试\n实体 机构\n");
    for (uint32_t i = 0; i < t->columns; i++) {
        sprintf(line, "  a%u : %s\n", i, types[t->kind[i]]);
        text_add_z(&to, line);
    }
    text_add_z(&to, "规则 得 : 元\n  依据 一.1\n  对 机构\n");
    if (t->least) {
        sprintf(line, "  当 a0 ≥ %u个\n", t->least);
        text_add_z(&to, line);
    }
    sprintf(line, "  取 %s\n    |", t->policy);
    text_add_z(&to, line);
    for (uint32_t i = 0; i < t->columns; i++) {
        sprintf(line, " a%u |", i);
        text_add_z(&to, line);
    }
    text_add_z(&to, " 得 |\n");
    for (uint32_t k = 0; k < t->rows; k++) {
        text_add_z(&to, "    |");
        for (uint32_t i = 0; i < t->columns; i++) {
            bool others = t->others && k + 1 == t->rows;
            text_add_z(&to, " ");
            text_add_z(&to, others ? "其他" : t->cell[k][i].words);
            text_add_z(&to, " |");
        }
        sprintf(line, " %u元 |\n", t->out[k]);
        text_add_z(&to, line);
    }
    return text_str(&to);
}

/* ---- every combination ---- */

static bool
row_passes(const struct small_table *t, uint32_t row, const uint32_t *fact)
{
    if (t->others && row + 1 == t->rows) {
        for (uint32_t k = 0; k < row; k++)
            if (row_passes(t, k, fact))
                return false;
        return true;
    }
    for (uint32_t i = 0; i < t->columns; i++)
        if (!(t->cell[row][i].passes >> fact[i] & 1))
            return false;
    return true;
}

static uint32_t
rows_passing(const struct small_table *t, const uint32_t *fact)
{
    uint32_t rows = 0;
    for (uint32_t k = 0; k < t->rows; k++)
        rows |= (uint32_t)row_passes(t, k, fact) << k;
    return rows;
}

static bool
in_context(const struct small_table *t, const uint32_t *fact)
{
    return fact[0] >= t->least;
}

static bool
fact_next(const struct small_table *t, uint32_t *fact)
{
    for (uint32_t i = 0; i < t->columns; i++) {
        if (++fact[i] < t->size[i])
            return true;
        fact[i] = 0;
    }
    return false;
}

static bool
outs_differ(const struct small_table *t, uint32_t rows)
{
    for (uint32_t i = 0; i < t->rows; i++)
        for (uint32_t k = 0; k < i; k++)
            if (rows >> i & 1 && rows >> k & 1 && t->out[i] != t->out[k])
                return true;
    return false;
}

struct truth {
    bool gap, overlap, conflict; /* within the rule's condition */
    bool ever_gap, ever_overlap; /* at all */
    uint32_t reached;
};

static struct truth
truth_of(const struct small_table *t)
{
    struct truth all = {0};
    uint32_t fact[COLUMNS] = {0};
    bool first = !strcmp(t->policy, "首个");
    do {
        uint32_t rows = rows_passing(t, fact);
        bool two = rows & (rows - 1);
        all.ever_gap |= rows == 0;
        all.ever_overlap |= two;
        if (!in_context(t, fact))
            continue;
        all.gap |= rows == 0;
        all.overlap |= two;
        all.conflict |= outs_differ(t, rows);
        all.reached |= first ? rows & -rows : rows;
    } while (fact_next(t, fact));
    return all;
}

/* ---- what was said ---- */

/* Can FACT be what the witness WORDS describes? */
static bool
witnessed(const struct small_table *t, const char *words, const uint32_t *fact)
{
    for (uint32_t i = 0; i < t->columns; i++) {
        char name[16];
        sprintf(name, "a%u = ", i);
        const char *at = strstr(words, name);
        if (!at)
            continue;
        at += strlen(name);
        const char *to = strstr(at, ", a");
        size_t len = to ? (size_t)(to - at) : strlen(at);
        unsigned n = 0;
        if (t->kind[i] == NUMBER && sscanf(at, "%u", &n) == 1 && n != fact[i])
            return false;
        if (t->kind[i] == FLAG && (at[0] == 'y') != (fact[i] == 1))
            return false;
        if (t->kind[i] == MEMBER) {
            const char *member = strstr(at, members[fact[i]]);
            if (!member || member >= at + len)
                return false;
        }
    }
    return true;
}

enum claim { GAP, OVERLAP, CONFLICT };

static bool
claim_holds(const struct small_table *t, enum claim claim, uint32_t rows)
{
    switch (claim) {
    case GAP:
        return rows == 0;
    case OVERLAP:
        return (rows & (rows - 1)) != 0;
    case CONFLICT:
        return outs_differ(t, rows);
    }
    return false;
}

/* All that fits the witness is what is claimed, and something does. */
static void
witness_right(const struct small_table *t, const struct diag *d, uint32_t arg,
              enum claim claim, struct arena *a)
{
    struct text to = {.arena = a};
    uint32_t fact[COLUMNS] = {0};
    bool some = false;
    diag_arg_write(&to, d->arg[arg], LANGUAGE_EN);
    text_add_char(&to, 0);
    do {
        if (!in_context(t, fact) || !witnessed(t, to.at, fact))
            continue;
        some = true;
        cr_assert(claim_holds(t, claim, rows_passing(t, fact)), "%s in\n%s",
                  to.at, (table_text(a, t)).at);
    } while (fact_next(t, fact));
    cr_assert(some, "no facts fit %s in\n%s", to.at, table_text(a, t).at);
}

/* The row whose line holds the place, from 0. */
static uint32_t
row_at(struct source *s, struct span at, const struct small_table *t)
{
    uint32_t header = 5 + t->columns + (t->least != 0) + 2;
    return source_place(s, at.lo).line - header - 1;
}

struct said {
    bool gap, overlap, conflict;
    uint32_t never;
};

static struct said
said_of(struct source *s, const struct diags *diags,
        const struct small_table *t, struct arena *a)
{
    struct said said = {0};
    for (uint32_t i = 0; i < diags->list.n; i++) {
        const struct diag *d = &diags->list.at[i];
        switch ((int)d->id) {
        case DIAG_TABLE_GAP:
            said.gap = true;
            witness_right(t, d, 0, GAP, a);
            break;
        case DIAG_ROWS_OVERLAP:
            said.overlap = true;
            witness_right(t, d, 0, OVERLAP, a);
            break;
        case DIAG_ROWS_CONFLICT:
            said.conflict = true;
            witness_right(t, d, 0, CONFLICT, a);
            break;
        case DIAG_ROW_NEVER:
        case DIAG_ROW_SHADOWED:
            said.never |= 1u << row_at(s, d->at, t);
            break;
        case DIAG_NOT_DECIDED:
        case DIAG_ROWS_MAY_OVERLAP:
        case DIAG_RULE_NEVER:
            cr_assert(0, "not said of\n%s", table_text(a, t).at);
        }
    }
    return said;
}

static uint8_t
proved(const struct plan *p)
{
    for (uint32_t i = 0; i < p->nodes; i++)
        if (p->node[i].op == OP_ONE || p->node[i].op == OP_AGREE)
            return p->node[i].flags;
    return 0;
}

static const struct compile_limits limits = {.file = 1 << 20,
                                             .line = 4096,
                                             .token = 4096,
                                             .name = 256,
                                             .nesting = 200,
                                             .digits = 38,
                                             .text = 1 << 20,
                                             .rules = 1000,
                                             .depth = 100,
                                             .readings = 64,
                                             .plan = 100000};

static void
try_table(struct random *r, uint32_t try)
{
    SCRATCH(a);
    struct small_table t;
    struct source s;
    struct diags diags;
    table_random(r, &t);
    struct str text = table_text(&a, &t);
    struct truth truth = truth_of(&t);
    source_init(&s, &a);
    diags_init(&diags, &a, 0);
    source_add(&s, STR("t.tiao"), text);
    const struct plan *p = compile(&a, &s, &diags, &limits, NULL);
    struct said said = said_of(&s, &diags, &t, &a);
    bool unique = !strcmp(t.policy, "唯一");
    bool agree = !strcmp(t.policy, "任一");
    uint32_t never = ((1u << t.rows) - 1) & ~truth.reached;
    cr_assert_eq(said.gap, truth.gap, "%u gap:\n%.*s", try, (int)text.len,
                 text.at);
    cr_assert_eq(said.overlap, unique && truth.overlap, "%u overlap:\n%.*s",
                 try, (int)text.len, text.at);
    cr_assert_eq(said.conflict, agree && truth.conflict, "%u conflict:\n%.*s",
                 try, (int)text.len, text.at);
    cr_assert_eq(said.never, never, "%u never %x not %x:\n%.*s", try,
                 said.never, never, (int)text.len, text.at);
    if (p && (unique || agree) && t.rows > 1) {
        uint8_t flags = proved(p);
        cr_assert_eq(!(flags & NODE_DISJOINT), truth.ever_overlap,
                     "%u disjoint:\n%.*s", try, (int)text.len, text.at);
        cr_assert_eq(!(flags & NODE_TOTAL), truth.ever_gap, "%u total:\n%.*s",
                     try, (int)text.len, text.at);
    }
    arena_free(&a);
}

Test(analysis, tables_against_every_combination)
{
    struct random r = {7};
    for (uint32_t i = 0; i < TRIES; i++)
        try_table(&r, i);
}

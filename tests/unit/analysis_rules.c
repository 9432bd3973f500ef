/* Random decisions of several rules: conflicts, dead rules and proofs against
 * every combination of facts, days and readings. And the ends of what can be
 * proved. */
#include "lang/compile.h"
#include "tests/unit/scratch.h"

#include <stdio.h>
#include <string.h>

enum { RULES = 4, MOST = 6, DAYS = 5, TRIES = 1500 };

/* A rule applies where LO <= a <= HI, the day is in [FROM, TO) and the
 * reading is as said. */
struct small_rule {
    uint32_t lo, hi, from, to, reading, out;
};

struct small_decision {
    uint32_t rules;
    struct small_rule rule[RULES];
};

static void
decision_random(struct random *r, struct small_decision *d)
{
    d->rules = 2 + random_below(r, RULES - 1);
    for (uint32_t i = 0; i < d->rules; i++) {
        struct small_rule *s = &d->rule[i];
        s->lo = random_below(r, MOST + 1);
        s->hi = random_below(r, MOST + 1);
        s->from = random_below(r, DAYS);
        s->to = s->from + 1 + random_below(r, DAYS - s->from);
        s->reading = random_below(r, 3);
        s->out = random_below(r, 3);
    }
}

static struct str
decision_text(struct arena *a, const struct small_decision *d)
{
    struct text to = {.arena = a};
    char line[200];
    text_add_z(&to, "规章 试\n疑义 读\n  依据 一.1\n  甲 “一”\n  乙 “二”\n"
                    "  暂取 甲\n实体 机构\n  a : 整数 个（0个 到 6个）\n");
    for (uint32_t i = 0; i < d->rules; i++) {
        const struct small_rule *s = &d->rule[i];
        sprintf(line, i ? "规则 得%u 归 得\n" : "规则 得 : 元\n", i);
        text_add_z(&to, line);
        text_add_z(&to, "  依据 一.1\n");
        if (s->from > 0) {
            sprintf(line, "  施行 202%u-01-01\n", s->from);
            text_add_z(&to, line);
        }
        if (s->to < DAYS) {
            sprintf(line, "  失效 202%u-01-01\n", s->to);
            text_add_z(&to, line);
        }
        if (i == 0)
            text_add_z(&to, "  对 机构\n");
        sprintf(line, "  当 a ≥ %u个 且 a ≤ %u个%s%s\n  取 %u元\n", s->lo,
                s->hi, s->reading ? " 且 读 是 " : "",
                s->reading == 1   ? "甲"
                : s->reading == 2 ? "乙"
                                  : "",
                s->out);
        text_add_z(&to, line);
    }
    return text_str(&to);
}

static bool
applies(const struct small_rule *s, uint32_t a, uint32_t day, uint32_t reading)
{
    return s->lo <= a && a <= s->hi && s->from <= day && day < s->to &&
           (s->reading == 0 || s->reading == reading);
}

struct truth {
    bool conflict, two;
    uint32_t reached;
};

static struct truth
truth_of(const struct small_decision *d)
{
    struct truth t = {0};
    for (uint32_t at = 0; at < (MOST + 1) * DAYS * 2; at++) {
        uint32_t a = at % (MOST + 1), rest = at / (MOST + 1), out = MOST;
        for (uint32_t i = 0; i < d->rules; i++) {
            const struct small_rule *s = &d->rule[i];
            if (!applies(s, a, rest % DAYS, 1 + rest / DAYS))
                continue;
            t.reached |= 1u << i;
            t.two |= out != MOST;
            t.conflict |= out != MOST && out != s->out;
            out = s->out;
        }
    }
    return t;
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

static const struct plan *
compiled(struct arena *a, struct str text, struct diags *diags)
{
    struct source *s = arena_new(a, struct source);
    source_init(s, a);
    diags_init(diags, a, 0);
    source_add(s, STR("t.tiao"), text);
    return compile(a, s, diags, &limits, NULL);
}

static uint32_t
count_of(const struct diags *diags, enum diag_id id)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < diags->list.n; i++)
        n += diags->list.at[i].id == id;
    return n;
}

static const struct plan_node *
node_of(const struct plan *p, enum op op)
{
    for (uint32_t i = p->nodes; i-- > 0;)
        if (p->node[i].op == op)
            return &p->node[i];
    return NULL;
}

static void
try_decision(struct random *r)
{
    SCRATCH(a);
    struct small_decision d;
    struct diags diags;
    decision_random(r, &d);
    struct str text = decision_text(&a, &d);
    struct truth t = truth_of(&d);
    const struct plan *p = compiled(&a, text, &diags);
    cr_assert(p != NULL, "refused:\n%.*s", (int)text.len, text.at);
    uint32_t never = 0;
    for (uint32_t i = 0; i < d.rules; i++)
        never += !(t.reached >> i & 1);
    cr_assert_eq(count_of(&diags, DIAG_RULES_CONFLICT), t.conflict,
                 "conflict:\n%.*s", (int)text.len, text.at);
    /* Of rules that can never apply the nearest cause is named. */
    uint32_t said = count_of(&diags, DIAG_RULE_NEVER) +
                    count_of(&diags, DIAG_CONDITION_NEVER);
    cr_assert(said == never, "%u never, said %u:\n%.*s", never, said,
              (int)text.len, text.at);
    const struct plan_node *agree = node_of(p, OP_AGREE);
    cr_assert(agree == NULL || !(agree->flags & NODE_DISJOINT) == t.two,
              "disjoint:\n%.*s", (int)text.len, text.at);
    arena_free(&a);
}

Test(analysis, rules_against_every_combination)
{
    struct random r = {11};
    for (uint32_t i = 0; i < TRIES; i++)
        try_decision(&r);
}

/* Compiles the lines of a rule about 机构 with a, b and 比; OP's node. */
static uint8_t
flags_of(const char *facts, const char *rule, enum op op)
{
    SCRATCH(a);
    struct text to = {.arena = &a};
    struct diags diags;
    text_add_z(&to, "规章 试\n实体 机构\n");
    text_add_z(&to, facts);
    text_add_z(&to, rule);
    const struct plan *p = compiled(&a, text_str(&to), &diags);
    cr_assert(p != NULL);
    const struct plan_node *node = node_of(p, op);
    cr_assert(node != NULL);
    uint8_t flags = node->flags & (NODE_DISJOINT | NODE_TOTAL);
    arena_free(&a);
    return flags;
}

/* clang-format off */
#define FACTS                                                                  \
    "  a : 整数 个（0个 到 9个）\n  b : 整数 个（0个 到 9个）\n"                     \
    "  c : 整数 个（0个 到 9个） 或 无\n"
/* clang-format on */
#define RULE "规则 得 : 元\n  依据 一.1\n  对 机构\n  取\n    "

Test(analysis, compares_two_facts)
{
    cr_assert_eq(flags_of(FACTS,
                          RULE "| 条件 | 得 |\n    | a < b | 1元 |\n"
                               "    | a = b | 2元 |\n    | a > b | 3元 |\n",
                          OP_ONE),
                 NODE_DISJOINT | NODE_TOTAL);
    cr_assert_eq(flags_of(FACTS,
                          RULE "| 条件 | 得 |\n    | a < b | 1元 |\n"
                               "    | b < a | 3元 |\n",
                          OP_ONE),
                 NODE_DISJOINT);
}

Test(analysis, quotients_between_whole_numbers)
{
    cr_assert_eq(flags_of(FACTS,
                          RULE "| a / (b + 1个) | 得 |\n"
                               "    | 不满 0.5 | 1元 |\n"
                               "    | 0.5到1 | 2元 |\n"
                               "    | 超过 1 | 3元 |\n",
                          OP_ONE),
                 NODE_DISJOINT | NODE_TOTAL);
}

Test(analysis, faults_are_no_proof)
{
    /* a / b may be a fault, and then no row is true and every row is one. */
    cr_assert_eq(flags_of(FACTS,
                          RULE "| a / b | 得 |\n    | 不满 1 | 1元 |\n"
                               "    | 1及以上 | 2元 |\n",
                          OP_ONE),
                 0);
}

Test(analysis, none_is_a_case_of_its_own)
{
    cr_assert_eq(flags_of(FACTS,
                          RULE "| c | 得 |\n    | 5个及以上 | 1元 |\n"
                               "    | 不满5个 | 2元 |\n    | 无 | 3元 |\n",
                          OP_ONE),
                 NODE_DISJOINT | NODE_TOTAL);
    cr_assert_eq(flags_of(FACTS,
                          RULE "| c | 得 |\n    | 5个及以上 | 1元 |\n"
                               "    | 不满5个 | 2元 |\n",
                          OP_ONE),
                 NODE_DISJOINT);
}

Test(analysis, agreeing_on_none_is_not_total)
{
    cr_assert_eq(flags_of(FACTS,
                          "规则 得 : 元\n  依据 一.1\n  对 机构\n  取 任一\n"
                          "    | a | 得 |\n    | 不满5个 | 无 |\n"
                          "    | 5个及以上 | 2元 |\n",
                          OP_AGREE),
                 NODE_DISJOINT);
}

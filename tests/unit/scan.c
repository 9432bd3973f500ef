/* Words, literals and limits, seen through the tree of one expression. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "tests/unit/reading.h"

struct example {
    const char *text, *tree;
};

static void
expect_trees(const struct example *e, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct reading r;
        reading_open(&r, str_of(e[i].text));
        const char *tree = reading_tree(&r, PARSE_EXPRESSION);
        cr_expect_str_eq(tree, e[i].tree, "%s: %s", e[i].text, tree);
        cr_expect(zero(u32, r.diags.errors), "%s: %s", e[i].text,
                  reading_messages(&r, LANGUAGE_EN));
        reading_close(&r);
    }
}

#define EXPECT_TREES(e) expect_trees((e), sizeof(e) / sizeof *(e))

Test(scan, numbers)
{
    static const struct example e[] = {
        {"5万元", "(NUMBER 50000 元)"},
        {"5 万元", "(NUMBER 50000 元)"},
        {"1.5万", "(NUMBER 15000)"},
        {"2百万元", "(NUMBER 2000000 元)"},
        {"3千克", "(NUMBER 3 千克)"},
        {"1.25亿元", "(NUMBER 125000000 元)"},
        {"１００", "(NUMBER 100)"},
        {"80%", "(NUMBER 0.80%)"},
        {"80 ％", "(NUMBER 0.80%)"},
        {"1000元/个/年", "(NUMBER 1000 元/个/年)"},
        {"3个月", "(NUMBER 3 个月)"},
        {"100 yuan/month", "(NUMBER 100 yuan/month)"},
        {"0.010元", "(NUMBER 0.010 元)"},
        {"3年", "(NUMBER 3 年)"},
    };
    EXPECT_TREES(e);
}

Test(scan, days_and_periods)
{
    static const struct example e[] = {
        {"2025-01-31", "(DAY 2025-01-31)"},
        {"2025年1月31日", "(DAY 2025-01-31)"},
        {"２０２４年2月29日", "(DAY 2024-02-29)"},
        {"2025年3月", "(PERIOD 2025-03)"},
        {"2025-03", "(PERIOD 2025-03)"},
        {"2025年", "(PERIOD 2025)"},
        {"2025年度", "(PERIOD 2025)"},
        {"2025年第三季度", "(PERIOD 2025-Q3)"},
        {"2025-Q3", "(PERIOD 2025-Q3)"},
        {"2025年上半年", "(PERIOD 2025-H1)"},
        {"2025-H2", "(PERIOD 2025-H2)"},
    };
    EXPECT_TREES(e);
}

Test(scan, ranges_and_dashes)
{
    static const struct example e[] = {
        {"x 是 50-99个", "(IN (NAME x) (RANGE (NUMBER 50) (NUMBER 99 个)))"},
        {"x 是 50个～99个",
         "(IN (NAME x) (RANGE (NUMBER 50 个) (NUMBER 99 个)))"},
        {"x in 50..99", "(IN (NAME x) (RANGE (NUMBER 50) (NUMBER 99)))"},
        {"x 属于 0到36月", "(IN (NAME x) (RANGE (NUMBER 0) (NUMBER 36 月)))"},
        {"x 是 100个及以上", "(IN (NAME x) (RANGE (NUMBER 100 个) ()))"},
        {"x 是 3岁以下", "(IN (NAME x) (RANGE () (NUMBER 3 岁)))"},
        {"x 是 3岁 以外", "(IN (NAME x) (RANGE low-open (NUMBER 3 岁) ()))"},
        {"x 是 36000元至14万元",
         "(IN (NAME x) (RANGE (NUMBER 36000 元) (NUMBER 140000 元)))"},
        {"100 - 20", "(BINARY /1 (NUMBER 100) (NUMBER 20))"},
        {"x-1", "(BINARY /1 (NAME x) (NUMBER 1))"},
        {"-3元", "(NEGATE (NUMBER 3 元))"},
    };
    EXPECT_TREES(e);
}

Test(scan, words_without_blanks)
{
    static const struct example e[] = {
        {"幼儿的月龄不满36月",
         "(COMPARE /2 (PATH (NAME 幼儿) (NAME word 月龄)) (NUMBER 36 月))"},
        {"取暖费 + 对象", "(BINARY (NAME 取暖费) (NAME 对象))"},
        {"「目的地」 = 「0到3岁」", "(COMPARE (NAME 目的地) (NAME 0到3岁))"},
        {"`for` + x's age",
         "(BINARY (NAME for) (PATH (NAME x) (NAME word 周岁)))"},
        {"x is not y", "(COMPARE /1 (NAME x) (NAME y))"},
        {"x at  least 3", "(COMPARE /5 (NAME x) (NUMBER 3))"},
        {"5 at least x", "(COMPARE /5 (NUMBER 5) (NAME x))"},
        {"x not in (a, b)", "(IN negated (NAME x) (NAME a) (NAME b))"},
    };
    EXPECT_TREES(e);
}

Test(scan, citations_are_words_of_their_own)
{
    static const char text[] = "规则 a : 元\n"
                               "  依据：1.10、《法》第三条第（二）项、\n"
                               "    二.3 # note\n";
    struct reading r;
    reading_open(&r, str_of(text));
    const char *tree = reading_tree(&r, PARSE_FILE);
    cr_expect_str_eq(tree,
                     "(FILE (RULE (NAME a) (TYPE (NAME 元)) (CITES "
                     "(CITATION 1.10) (CITATION 《法》第三条第（二）项) "
                     "(CITATION 二.3))))",
                     "%s", tree);
    reading_close(&r);
}

/* BEFORE, COUNT times UNIT, AFTER. */
static struct str
repeated(struct arena *a, const char *before, const char *unit, uint32_t count,
         const char *after)
{
    struct text t = {.arena = a};
    text_add_z(&t, before);
    while (count-- > 0)
        text_add_z(&t, unit);
    text_add_z(&t, after);
    return text_str(&t);
}

struct limit_example {
    const char *before, *unit, *after;
    uint32_t most;
    const char *code;
};

static void
expect_limit(const struct limit_example *e, uint32_t count, bool passed)
{
    jmp_buf failure;
    struct arena a;
    if (setjmp(failure))
        cr_fatal("out of memory");
    arena_init(&a, &allocator_libc, &failure);
    struct str text = repeated(&a, e->before, e->unit, count, e->after);
    struct reading r;
    reading_open(&r, text);
    parse(&r.with, r.file, PARSE_FILE);
    const char *codes = reading_codes(&r);
    if (passed)
        cr_expect_str_eq(codes, "", "%s x %u: %.200s", e->code, count, codes);
    else
        cr_expect(strlen(codes) >= 5 && !strncmp(codes, e->code, 5) &&
                      !strchr(codes, ' '),
                  "%s x %u: %.200s", e->code, count, codes);
    reading_close(&r);
    arena_free(&a);
}

Test(scan, limits_at_the_limit_and_one_past)
{
    static const struct limit_example e[] = {
        {"规则 a : 元\n取 x", " + 1", "\n", 1000, "E0902"},
        {"规则 a : 元\n取 ", "- ", "1\n", 200, "E0902"},
        {"规则 a : 元\n取 ", "9", "\n", 38, "E0907"},
        {"规则 a : 元\n取 ", "啊", "\n", 256, "E0906"},
        {"规则 a : 元\n取 「", "啊", "」\n", 256, "E0906"},
        {"规则 a : 元\n取 1 #", "字", "\n", 4091, "E0905"},
        {"规章 a\n名称 “", "字", "”\n", 349525, "E0911"},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        expect_limit(&e[i], e[i].most, true);
        expect_limit(&e[i], e[i].most + 1, false);
    }
}

Test(scan, limit_of_brackets_names_the_place)
{
    struct reading r;
    jmp_buf failure;
    struct arena a;
    if (setjmp(failure))
        cr_fatal("out of memory");
    arena_init(&a, &allocator_libc, &failure);
    struct text t = {.arena = &a};
    text_add(&t, repeated(&a, "规则 a : 元\n取 ", "(", 1000000, "\n"));
    text_add_z(&t, "规则 b : 元\n取 ) 1\n");
    reading_open(&r, text_str(&t));
    struct node *n = parse(&r.with, r.file, PARSE_FILE);
    cr_expect_str_eq(reading_codes(&r), "E0902@2:204 E0203@4:4");
    cr_expect(eq(u32, n->n, 2));
    reading_close(&r);
    arena_free(&a);
}

Test(scan, limit_of_a_file)
{
    struct reading r;
    reading_open(&r, STR("规则 a : 元\n"));
    r.limits.file = 15;
    parse(&r.with, r.file, PARSE_FILE);
    cr_expect_str_eq(reading_codes(&r), "");
    r.limits.file = 14;
    struct node *n = parse(&r.with, r.file, PARSE_FILE);
    cr_expect_str_eq(reading_codes(&r), "E0901@1:1");
    cr_expect(eq(int, n->kind, NODE_FILE));
    reading_close(&r);
}

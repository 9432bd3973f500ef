/* Trees of declarations, both surfaces, mistakes, and what may follow. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

#include "lang/format.h"
#include "lang/lookalike.h"
#include "tests/unit/reading.h"

struct pair {
    const char *zh, *en;
};

static const struct pair pairs[] = {
    {"规章 a\n名称 “x”\n状态 b\n拟施行 2025-01-01\n责任 c、d\n施行 2025-01-01",
     "rulebook a\ntitle \"x\"\nstatus b\nplanned 2025-01-01\n"
     "responsible c, d\neffective 2025-01-01"},
    {"措施 一\n责任 a", "measure 一\nresponsible a"},
    {"单位 a = 10元\n单位 b\n单位 c、d", "unit a = 10元\nunit b\nunit c, d"},
    {"名册 a = b、c 等\n机关 d、e\n机关 f = d、e",
     "roster a = b, c etc\nbody d, e\nbody f = d, e"},
    {"名册 a\n级 : 整数\n人口 : 整数 人\n| a | 级 | 人口 |\n| b | 1 | 2 |",
     "roster a\n级 : integer\n人口 : integer 人\n| a | 级 | 人口 |\n"
     "| b | 1 | 2 |"},
    {"日历 a\n首日 : 日期\n末日 : 日期\n| a | 首日 | 末日 |\n"
     "| b | 2025-01-01 | 2025-02-01 |",
     "calendar a\nfirst_day : date\nlast_day : date\n"
     "| a | first_day | last_day |\n| b | 2025-01-01 | 2025-02-01 |"},
    {"实体 e\na : 是否\nb : 整数 个（0个 到 9个） 或 无 问 “多少？” 凭 “x”\n"
     "c : 小数 2位 平方米\nd : 分数\nf : 日期\ng : 文字\nh : 期间 月\n"
     "i : 多个 e\nj : 是否 历次\nk : 元/月 每 月\nl : x、y\nm : e",
     "entity e\na : flag\nb : integer 个 (0个 to 9个) or none ask \"多少？\" "
     "proof \"x\"\nc : decimal 2 places 平方米\nd : fraction\nf : date\n"
     "g : text\nh : period month\ni : many e\nj : flag history\n"
     "k : 元/月 every month\nl : x, y\nm : e"},
    {"标准 a : 元/月 待 b 定\n依据 五.1", "standard a : 元/月 awaiting b "
                                          "decision\ncites 五.1"},
    {"规则 r : 元\n依据 一.1\n对 e 每 月 当 x\n当 y\n令 z = 1\n取 z\n否则 2\n"
     "但 l\n当 p\n取 3\n但 m 优先于 l\n取 无\n合并 就高\n施行 2025-01-01\n"
     "失效 2026-01-01\n自 2025-01-01 至 2025-12-31",
     "rule r : 元\ncites 一.1\nfor e every month when x\nwhen y\nlet z = 1\n"
     "gives z\notherwise 2\nbut l\nwhen p\ngives 3\nbut m overrides l\n"
     "gives none\ncombine highest\neffective 2025-01-01\n"
     "expires 2026-01-01\nfrom 2025-01-01 to 2025-12-31"},
    {"规则 s 归 r\n对 甲 : e\n取 1\n例外 t 优先于 r、s\n当 x\n取 2",
     "rule s of r\nfor 甲 : e\ngives 1\nexception t overrides r, s\n"
     "when x\ngives 2"},
    {"规则 f(a : 元, b : 月) : (c : 元, d : 是否)\n取 首个 c、d\n"
     "| a | 条件 | c | d |\n| 不满 5元 | 任意 | 1 | 是 |\n"
     "| 其他 | - | a × 2 | 否 |",
     "rule f(a : 元, b : month) : (c : 元, d : flag)\ngives first c, d\n"
     "| a | condition | c | d |\n| under 5元 | any | 1 | yes |\n"
     "| others | - | a * 2 | no |"},
    {"规则 r : 元\n取 叠加\n| a | 施行 | b |\n|---|:--|\n"
     "| 非 x、不是 y | 2025-01-01 | |\n| ≥ 3、5个以上 等 |  | 未知 |",
     "rule r : 元\ngives stacked\n| a | effective | b |\n|---|:--|\n"
     "| not x, is not y | 2025-01-01 | |\n| >= 3, 5个 or_more etc |  | "
     "unknown |"},
    {"分担 s\n对 e\n把 a、b\n按\n| x | m : n |\n| p | 2 : 8 |\n余数 归 n",
     "split s\nfor e\ndivide a, b\nin_ratio\n| x | m : n |\n| p | 2 : 8 |\n"
     "remainder to n"},
    {"分担 s\n把 a\n按 m : n = 1 : 2\n余数 归 n\n"
     "分担 t\n把 a\n按 多个 本 的 e 当 x 取 y\n余数 归 n",
     "split s\ndivide a\nin_ratio m : n = 1 : 2\nremainder of n\n"
     "split t\ndivide a\nin_ratio many this's e when x gives y\n"
     "remainder to n"},
    {"疑义 q\n甲 “x”\n乙 “y”\n暂取 甲\n由 b\n依据 一.1",
     "reading q\n甲 \"x\"\n乙 \"y\"\nfor_now 甲\nby b\ncites 一.1"},
    {"约束 c\n对 e\n应当 a ≤ b\n断言 d\n应当 a 有值",
     "constraint c\nfor e\nmust a <= b\nassertion d\nmust a has_value"},
    {"推定 e 的 a = 否\n依据 一.1\n当 b", "presumed e's a = no\ncites 一.1\n"
                                          "when b"},
    {"案例 c\n于 2025-01-01\n设 x : e 有 a = 1, 非 b, d = （p、q）\n"
     "设 e 部分 有 a 自 2025-01-01\n设 f 部分\n假定 r = 5元\n"
     "预期 r = 1, s 未知, t 无, 非 u\n预期 v 未知 因 a、b\n"
     "| a | r |\n| 1 | 2 |\n依据 一.1",
     "case c\non 2025-01-01\ngiven x : e with a = 1, not b, d = (p, q)\n"
     "given e partial with a from 2025-01-01\ngiven f partial\n"
     "assuming r = 5元\nexpect r = 1, s unknown, t none, not u\n"
     "expect v unknown because a, b\n| a | r |\n| 1 | 2 |\ncites 一.1"},
    {"未编码 二.3 因 “x”", "uncoded 二.3 because \"x\""},
    {"规则 r : 元\n取 若 a 且 b 或 非 c 则 合计(本 的 e 当 x 取 y, 本期) "
     "否则 个数(甲 : e 的 f 当 甲 的 g 不属于 (x、y))\n"
     "令 h = (a 于 2025-01-01) 无则 b 封顶 3 四舍六入 到 0.1\n"
     "令 i = 合计(逐月 自 2025-01-01 至 本期 的 末日 取 x)\n"
     "令 j = a 属于 (x、y 等) 且 b 有值",
     "rule r : 元\ngives if a and b or not c then sum(this's e when x gives "
     "y, this_period) otherwise count(甲 : e.f when 甲.g not in (x, y))\n"
     "let h = (a on 2025-01-01) if_none b capped_at 3 half_even to 0.1\n"
     "let i = sum(monthly from 2025-01-01 to this_period's last_day gives "
     "x)\nlet j = a in (x, y etc) and b has_value"},
};

Test(parse, both_surfaces_have_one_tree)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct reading zh, en;
        reading_open(&zh, str_of(pairs[i].zh));
        reading_open(&en, str_of(pairs[i].en));
        const char *first = reading_tree(&zh, PARSE_FILE);
        const char *second = reading_tree(&en, PARSE_FILE);
        cr_expect_str_eq(reading_messages(&zh, LANGUAGE_ZH), "");
        cr_expect_str_eq(reading_messages(&en, LANGUAGE_EN), "");
        cr_expect_str_eq(first, second, "%s\n%s", first, second);
        reading_close(&zh);
        reading_close(&en);
    }
}

Test(parse, proviso_gathers_what_follows_it)
{
    struct reading r;
    reading_open(&r, STR("规则 r : 元\n取 1\n但 l\n当 p\n取 3\n否则 2\n"
                         "但\n取 4"));
    cr_expect_str_eq(
        reading_tree(&r, PARSE_FILE),
        "(FILE (RULE (NAME r) (TYPE (NAME 元)) (GIVES (NUMBER 1)) (OTHERWISE "
        "(NUMBER 2)) (BUT (NAME l) (WHEN (NAME p)) (GIVES (NUMBER 3))) (BUT "
        "(GIVES (NUMBER 4)))))");
    reading_close(&r);
}

Test(parse, chains_are_flat)
{
    struct reading r;
    reading_open(&r, STR("a 且 b 且 c 且 d 且 e 或 (f 或 g) 或 h"));
    cr_expect_str_eq(reading_tree(&r, PARSE_EXPRESSION),
                     "(OR (AND (NAME a) (NAME b) (NAME c) (NAME d) (NAME e)) "
                     "(OR (NAME f) (NAME g)) (NAME h))");
    reading_close(&r);
}

/* A mistake, put behind a heading of two lines, and the messages it gives. */
static const struct pair mistakes[] = {
    {"当 若 低保 100元 否则 0元", "E0201@3:12"},
    {"否责 0元", "E0202@3:1"},
    {"取 (1元) + 2元)", "E0203@3:15"},
    {"取 (1元 + 2元]", "E0203@3:14"},
    {"取 (1元 + 2元\n依据 一.1", "E0203@3:4"},
    {"取 [1元]", "E0203@3:4"},
    {"令 对 = 1", "E0204@3:4"},
    {"当 1 < x < 3", "E0205@3:10"},
    {"当 已备案，达标", "E0206@3:10"},
    {"对 符合条件的机构", "E0207@3:12"},
    {"期限 2025-01-01", "E0208@3:1"},
    {"余数 归 x", "E0208@3:1"},
    {"取 100-20", "E0209@3:7"},
    {"取 a + 1\n| a |\n| 1 |", "E0210@3:4"},
    {"取\n| a | b |", "E0212@4:1"},
    {"取\n| a |\n| 不满 1 到 3 |", "E0214@5:3"},
    {"合并 首个", "E0218@3:1"},
    {"取 1,000元 × 2", "E0115@3:4"},
    {"取 f(2,300)", "E0115@3:6"},
    {"取 1.000,5", "E0115@3:4"},
    {"取 1e400元", "E0115@3:4"},
    {"取 0x10", "E0115@3:4"},
    {"取 NaN", "E0115@3:4"},
    {"取 .5", "E0115@3:4"},
    {"取 5.", "E0115@3:4"},
    {"施行 2025-02-29", "E0116@3:6"},
    {"施行 2025-13-01", "E0116@3:6"},
    {"施行 2025年6月31日", "E0116@3:6"},
    {"施行 25-1-1", "E0116@3:6"},
    {"施行 2025年底前", "E0116@3:6"},
    {"<<<<<<< a\n取 1\n=======\n取 ) 2\n>>>>>>> b", "E0117@3:1"},
    {"对托育机构", "E0118@3:1"},
    {"当 x ≤ 5万元且y", "E0118@3:11"},
    {"-- x", "E0119@3:1"},
    {"// x", "E0119@3:1"},
    {"取\n| a | b |\n| 1 | 2\n| 3 | 4 |", "E0120@5:8"},
    {"取 1 @ 2", "E0111@3:6"},
    {"当 托\xFF位", "E0101@3:6"},
    {"当 x\xC0\xAFy", "E0101@3:5"},
    {"当 x\xF4\x90\x80\x80", "E0101@3:5"},
    {"当 托\xE4\xBD", "E0101@3:6"},
    {"# a\xE2\x80\xAE"
     "b",
     "E0104@3:4"},
    {"当 托\xE2\x80\x8B位", "E0105@3:6"},
    {"当 cafe\xCC\x81", "E0106@3:4"},
    {"当 \xE2\xBC\x80个 且 \xE2\xBC\x80个", "E0108@3:4 E0108@3:12"},
    {"当 ＡＢ", "E0108@3:4 E0108@3:6"},
    {"当 \"a”", "E0110@3:6"},
    {"当 x = “a\n取 1", "E0113@3:8"},
    {"当 「a\n取 1", "E0114@3:4"},
    {"当\n取 1", "E0201@4:1"},
    {"取\n| a | b |\n| 50- | 2 |\n| 1 | ) |\n| 2 | 3 |\n否则",
     "E0201@5:7 E0203@6:7 E0201@8:5"},
};

Test(parse, each_mistake_gives_one_message)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct reading r;
        char text[512];
        snprintf(text, sizeof text, "规则 a : 元\n依据 一.1\n%s\n",
                 mistakes[i].zh);
        reading_open(&r, str_of(text));
        parse(&r.with, r.file, PARSE_FILE);
        cr_expect_str_eq(reading_codes(&r), mistakes[i].en, "%s\n%s%s", text,
                         reading_messages(&r, LANGUAGE_ZH),
                         reading_messages(&r, LANGUAGE_EN));
        reading_close(&r);
    }
}

#define STR_OF(literal)                                                        \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

/* Files as a whole. */
Test(parse, files_of_other_kinds)
{
    static const struct {
        struct str text;
        const char *codes;
    } e[] = {
        {STR_OF(""), "W0201@1:1"},
        {STR_OF("# x\n"), "W0201@1:1"},
        {STR_OF("\xEF\xBB\xBF"), "W0201@1:1"},
        {STR_OF("\xEF\xBB\xBF规章 a"), ""},
        {STR_OF("\xB9\xE6\xD4\xF2 a : \xD4\xAA\n"), "E0102@1:1"},
        {STR_OF("\xFF\xFE\xC4\x89R\0"), "E0102@1:1"},
        {STR_OF("\x7F"
                "ELF\2\1\1"),
         "E0112@1:1"},
        {STR_OF("PK\3\4\n"), "E0112@1:1"},
        {STR_OF("规章 a\0b\n"), "E0103@1:7"},
        {STR_OF("规章 a\r名称 “b”\r"), "E0109@1:7"},
        {STR_OF("规章 a\r\n名称 “b”\r\n"), ""},
        {STR_OF("你好 世界\n规章 a\n"), "E0201@1:1"},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        struct reading r;
        reading_open(&r, e[i].text);
        parse(&r.with, r.file, PARSE_FILE);
        cr_expect_str_eq(reading_codes(&r), e[i].codes, "%zu: %s", i,
                         reading_messages(&r, LANGUAGE_EN));
        reading_close(&r);
    }
}

Test(parse, many_mistakes_are_shown_up_to_a_limit)
{
    struct reading r;
    static char text[500 * 64];
    size_t n = 0;
    for (int i = 0; i < 500; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "规则 a%d : 元\n取 若 x y\n", i);
    reading_open(&r, (struct str){text, (uint32_t)n});
    struct node *file = parse(&r.with, r.file, PARSE_FILE);
    cr_expect(eq(u32, file->n, 500));
    cr_expect(eq(u32, r.diags.errors, 500));
    const char *zh = reading_messages(&r, LANGUAGE_ZH);
    const char *en = reading_messages(&r, LANGUAGE_EN);
    cr_expect_str_eq(strstr(zh, "另有"), "另有 400 条\n");
    cr_expect_str_eq(en + strlen(en) - 9, "400 more\n");
    reading_close(&r);
}

/* The shell's questions. */

struct more_example {
    enum parse_start start;
    const char *text;
    enum parse_more more;
};

Test(parse, completeness)
{
    static const struct more_example e[] = {
        {PARSE_EXPRESSION, "1 + ", PARSE_GOES_ON},
        {PARSE_EXPRESSION, "(1", PARSE_GOES_ON},
        {PARSE_EXPRESSION, "1 + 2", PARSE_COMPLETE},
        {PARSE_EXPRESSION, "若 a 则 b", PARSE_GOES_ON},
        {PARSE_EXPRESSION, "若 a 则 b 否则 c\n", PARSE_COMPLETE},
        {PARSE_EXPRESSION, "1 2", PARSE_WRONG},
        {PARSE_FACTS, "a = 1, b", PARSE_COMPLETE},
        {PARSE_FACTS, "a = 1,", PARSE_GOES_ON},
        {PARSE_FILE, "规则 a", PARSE_GOES_ON},
        {PARSE_FILE, "规则 a : 元", PARSE_MAY_GROW},
        {PARSE_FILE, "规则 a : 元\n取", PARSE_GOES_ON},
        {PARSE_FILE, "规则 a : 元\n取 1\n", PARSE_MAY_GROW},
        {PARSE_FILE, "规则 a : 元\n取\n| a | b |\n", PARSE_MAY_GROW},
        {PARSE_FILE, "规则 a : 元\n取\n| a | b", PARSE_GOES_ON},
        {PARSE_FILE, "规则 a : 元\n取 ) 1", PARSE_WRONG},
        {PARSE_FILE, "", PARSE_COMPLETE},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        struct reading r;
        reading_open(&r, str_of(e[i].text));
        enum parse_more more = parse_more(&r.with, r.file, e[i].start);
        cr_expect(eq(int, (int)more, (int)e[i].more), "%s", e[i].text);
        cr_expect(zero(u32, r.diags.list.n));
        reading_close(&r);
    }
}

Test(parse, what_may_follow)
{
    struct reading r;
    struct parse_next next;
    reading_open(&r, STR("规则 a : 元\n取 1\n"));
    parse_next(&r.with, r.file, PARSE_FILE, &next);
    cr_expect(next.keyword[KEYWORD_OTHERWISE] && next.keyword[KEYWORD_BUT]);
    cr_expect(next.keyword[KEYWORD_CASE] && !next.keyword[KEYWORD_DIVIDE]);
    cr_expect(zero(int, next.name || next.number));
    reading_close(&r);
    reading_open(&r, STR("规则 a : 元\n取 若 b "));
    parse_next(&r.with, r.file, PARSE_FILE, &next);
    cr_expect(next.keyword[KEYWORD_THEN] && next.keyword[KEYWORD_AND]);
    cr_expect(zero(int, next.keyword[KEYWORD_OTHERWISE]));
    cr_expect(zero(int, next.line_end));
    reading_close(&r);
    reading_open(&r, STR("规则 a : 元\n依据 "));
    parse_next(&r.with, r.file, PARSE_FILE, &next);
    cr_expect(next.citation && !next.name);
    reading_close(&r);
    reading_open(&r, STR("若 a 则"));
    cr_expect(eq(int, (int)parse_guess(&r.with, r.file), PARSE_EXPRESSION));
    reading_close(&r);
    reading_open(&r, STR("案例 a"));
    cr_expect(eq(int, (int)parse_guess(&r.with, r.file), PARSE_FILE));
    reading_close(&r);
}

Test(parse, names_that_look_alike)
{
    struct reading r;
    reading_open(&r, STR("规则 abc : 元\n取 \xD0\xB0"
                         "bc + abc + \xD0\xB0"
                         "bc\n规则 d : 元\n取 \xCE\xBFx + \xD0\xBE\xD1\x85\n"));
    struct node *n = parse(&r.with, r.file, PARSE_FILE);
    lookalike_check(&r.diags, &r.names, &n, 1, &r.scratch);
    cr_expect_str_eq(reading_codes(&r), "E0107@2:4 E0107@4:9");
    cr_expect(ne(ptr,
                 (void *)strstr(reading_messages(&r, LANGUAGE_EN), "U+0430"),
                 NULL));
    reading_close(&r);
}

/* TEXT written in SURFACE, in R's arena. */
static struct str
formatted(struct reading *r, struct str text, enum surface surface)
{
    struct text out = {.arena = &r->arena};
    int file = source_add(&r->source, STR("f.tiao"), text);
    cr_expect(format(&r->with, file, surface, &out));
    return text_str(&out);
}

static const char *
tree_of(struct reading *r, struct str text)
{
    r->file = source_add(&r->source, STR("g.tiao"), text);
    return reading_tree(r, PARSE_FILE);
}

Test(format, keeps_the_tree_in_both_surfaces)
{
    for (size_t i = 0; i < 2 * sizeof pairs / sizeof *pairs; i++) {
        const char *text = i % 2 ? pairs[i / 2].en : pairs[i / 2].zh;
        struct reading r;
        reading_open(&r, str_of(text));
        const char *tree = reading_tree(&r, PARSE_FILE);
        struct str once = formatted(&r, str_of(text), SURFACE_KEEP);
        struct str again = formatted(&r, once, SURFACE_KEEP);
        struct str en = formatted(&r, once, SURFACE_EN);
        struct str zh = formatted(&r, en, SURFACE_ZH);
        struct str back =
            formatted(&r, formatted(&r, zh, SURFACE_EN), SURFACE_ZH);
        cr_expect(str_equal(once, again), "%.*s", (int)once.len, once.at);
        cr_expect_str_eq(tree_of(&r, once), tree, "%.*s", (int)once.len,
                         once.at);
        cr_expect_str_eq(tree_of(&r, en), tree, "%.*s", (int)en.len, en.at);
        cr_expect_str_eq(tree_of(&r, zh), tree, "%.*s", (int)zh.len, zh.at);
        cr_expect(str_equal(zh, back), "%.*s", (int)zh.len, zh.at);
        reading_close(&r);
    }
}

Test(format, one_way_to_write)
{
    struct reading r;
    reading_open(&r, STR("规章 z"));
    struct str s = formatted(&r,
                             STR("# top\n规则   a:元。对：e # one\n\n\n"
                                 "# two\n取（# in\n1 ＋x）；取|托位数|b|\n"
                                 "|---|---|\n|100 个 及以上|５ 万元|# row\n"
                                 "但 l；当 x\n# end\n"),
                             SURFACE_KEEP);
    cr_expect(str_equal(s, STR("# top\n"
                               "规则 a : 元\n"
                               "  对 e  # one\n"
                               "\n"
                               "  # two\n"
                               "  # in\n"
                               "  取 (1 + x)\n"
                               "  取\n"
                               "    | 托位数      | b     |\n"
                               "    | 100个及以上 | 5万元 |  # row\n"
                               "  但 l\n"
                               "    当 x\n"
                               "# end\n")),
              "%.*s", (int)s.len, s.at);
    reading_close(&r);
}

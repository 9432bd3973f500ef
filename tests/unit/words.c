/* Words of answers: citations, amounts, ranges, hashes. */
#include <criterion/criterion.h>

#include "runtime/sha256.h"
#include "runtime/value.h"
#include "tests/unit/scratch.h"

static void
expect_text(struct text *text, const char *words)
{
    text_add_char(text, '\0');
    cr_assert_str_eq(text->at, words);
}

Test(words, citations)
{
    static const struct {
        const char *citation, *zh, *en;
    } rows[] = {
        {"一.1", "措施一 第1句", "measure 一 sentence 1"},
        {"十二.10", "措施十二 第10句", "measure 十二 sentence 10"},
        {"1.3、2.1", "措施1 第3句、措施2 第1句",
         "measure 1 sentence 3, measure 2 sentence 1"},
        {"《办法》第三条", "《办法》第三条", "《办法》第三条"},
        {"第3.2款", "第3.2款", "第3.2款"},
        {"一.", "一.", "一."},
        {"", "", ""},
    };
    SCRATCH(a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text zh = {.arena = &a}, en = {.arena = &a};
        citation_words(&zh, str_of(rows[i].citation), LANGUAGE_ZH);
        citation_words(&en, str_of(rows[i].citation), LANGUAGE_EN);
        expect_text(&zh, rows[i].zh);
        expect_text(&en, rows[i].en);
    }
    arena_free(&a);
}

/* A plan that has units and nothing else. */
static const struct plan *
units(void)
{
    static struct str name[] = {
        {"", 0}, {"元", 3}, {"yuan/month", 10}, {"个", 3}, {"元/月", 7}};
    static const struct plan plan = {.unit = name, .units = 5};
    return &plan;
}

Test(words, amounts)
{
    static const struct {
        long long coefficient;
        int scale, unit;
        const char *zh, *en;
    } rows[] = {
        {5000000, 2, 1, "5万元", "50,000元"},
        {123450, 2, 1, "1,234.50元", "1,234.50元"},
        {20000, 2, 1, "200元", "200元"},
        {0, 2, 1, "0元", "0元"},
        {-3000000, 2, 1, "-3万元", "-30,000元"},
        {1000001, 2, 1, "10,000.01元", "10,000.01元"},
        {20000, 0, 3, "20,000个", "20,000个"},
        {90000, 2, 2, "900 yuan/month", "900 yuan/month"},
        {2000000, 2, 4, "2万元/月", "20,000元/月"},
        {125, 2, 0, "1.25", "1.25"},
    };
    SCRATCH(a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct type t = {.rep = REP_NUMBER,
                               .scale = (uint8_t)rows[i].scale,
                               .entity = NO_ENTITY,
                               .unit = (uint32_t)rows[i].unit};
        struct speech zh = {units(), NULL, LANGUAGE_ZH},
                      en = {units(), NULL, LANGUAGE_EN};
        struct text z = {.arena = &a}, e = {.arena = &a};
        value_words(&z, &zh, &t, rows[i].coefficient);
        value_words(&e, &en, &t, rows[i].coefficient);
        expect_text(&z, rows[i].zh);
        expect_text(&e, rows[i].en);
    }
    arena_free(&a);
}

Test(words, fractions)
{
    static const struct {
        long long num, den;
        const char *words, *exact;
    } rows[] = {{1, 4, "0.25", "1/4"},
                {1, 3, "1/3", "1/3"},
                {12345, 1, "12,345", "12345"},
                {-7, 2, "-3.5", "-7/2"}};
    const struct type t = {.rep = REP_FRACTION, .entity = NO_ENTITY};
    const struct speech s = {units(), NULL, LANGUAGE_ZH};
    SCRATCH(a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text words = {.arena = &a}, exact = {.arena = &a};
        struct fraction f;
        cr_assert(fraction_of(rows[i].num, rows[i].den, &f));
        value_words(&words, &s, &t, (wide)(uintptr_t)&f);
        value_exact(&exact, &s, &t, (wide)(uintptr_t)&f);
        expect_text(&words, rows[i].words);
        expect_text(&exact, rows[i].exact);
    }
    arena_free(&a);
}

Test(words, ranges)
{
    const struct type t = {
        .rep = REP_NUMBER, .scale = 2, .entity = NO_ENTITY, .unit = 1};
    const struct type truth = {.rep = REP_TRUTH, .entity = NO_ENTITY, .hi = 1};
    const struct speech s = {units(), NULL, LANGUAGE_ZH};
    struct cell c = cell_value(1000000);
    SCRATCH(a);
    c.hi = 5000000;
    static const char *const words[] = {"任何值", "至少 1万元", "至多 5万元",
                                        "1万元 至 5万元"};
    for (int ends = 0; ends < 4; ends++) {
        struct text text = {.arena = &a};
        possible_words(&text, &s, &t, c, ends & 1, ends & 2);
        expect_text(&text, words[ends]);
    }
    struct text text = {.arena = &a};
    c = cell_value(0);
    c.hi = 1;
    possible_words(&text, &s, &truth, c, true, true);
    expect_text(&text, "是 或 否");
    cr_assert(value_unbounded(&t, WIDE_MAX));
    cr_assert(value_unbounded(&t, (wide)99999999999999900));
    cr_assert(!value_unbounded(&t, (wide)99999999999999899));
    arena_free(&a);
}

/* FIPS 180-4, appendix B, and the lengths around a block's end. */
Test(words, hashes)
{
    char many[1000];
    struct sha256 s;
    cr_assert_str_eq(
        sha256_of("abc", 3).at,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    cr_assert_str_eq(
        sha256_of("", 0).at,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    memset(many, 'a', sizeof many);
    cr_assert_str_eq(
        sha256_of(many, sizeof many).at,
        "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
    for (size_t n = 0; n < 200; n++) {
        struct sha256_hex whole = sha256_of(many, n);
        sha256_init(&s);
        for (size_t i = 0; i < n; i++)
            sha256_add(&s, many + i, 1);
        cr_assert_str_eq(sha256_end(&s).at, whole.at);
    }
}

/* Messages as people see them: carets stand under what they mean. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/unit/reading.h"

static void
expect_messages(const char *text, enum language l, const char *expected)
{
    struct reading r;
    reading_open(&r, str_of(text));
    parse(&r.with, r.file, PARSE_FILE);
    cr_expect_str_eq(reading_messages(&r, l), expected, "%s",
                     reading_messages(&r, l));
    reading_close(&r);
}

Test(diag_print, caret_under_wide_characters)
{
    expect_messages("规则 a : 元\n取 若 低保 １００元 否则 0元\n", LANGUAGE_ZH,
                    "t.tiao:2:12: 错误[E0201]: "
                    "这里应当是『则』或一个运算词，却是『１００元』\n"
                    "  2 | 取 若 低保 １００元 否则 0元\n"
                    "    |            ^^^^^^^^\n"
                    "  帮助: 在前面加『则』\n");
}

Test(diag_print, caret_behind_emoji_and_rare_characters)
{
    expect_messages("规章 a\n名称 “👧👧𠮷” @\n", LANGUAGE_EN,
                    "t.tiao:2:15: error[E0111]: the character '@' (U+0040) "
                    "has no place here\n"
                    "  2 | 名称 “👧👧𠮷” @\n"
                    "    |               ^\n"
                    "  help: remove it, or put it in quotes\n");
}

Test(diag_print, second_place_has_a_label)
{
    expect_messages("规则 a : 元\n取 (1元 + 2元]\n", LANGUAGE_EN,
                    "t.tiao:2:14: error[E0203]: a bracket opened by ( is "
                    "closed by ]\n"
                    "  2 | 取 (1元 + 2元]\n"
                    "    |              ^\n"
                    "  2 | 取 (1元 + 2元]\n"
                    "    |    - opened here\n"
                    "  help: write )\n");
}

Test(diag_print, what_cannot_be_seen_is_shown)
{
    expect_messages("规章 a # x\xE2\x80\xAE\n", LANGUAGE_ZH,
                    "t.tiao:1:11: 错误[E0104]: 看不见的书写方向控制符 "
                    "<U+202E>\n"
                    "  1 | 规章 a # x<U+202E>\n"
                    "    |           ^^^^^^^^\n"
                    "  帮助: 删去它：它会让人看到的与机器读到的不同\n");
}

#define HELP "  help: begin with 'rulebook NAME' and 'rule NAME : yuan'\n"

Test(diag_print, sorted_by_place_across_files)
{
    struct reading r;
    reading_open(&r, STR("规章 a\n"));
    int second = source_add(&r.source, STR("u.tiao"), STR("\n规章 b\n"));
    uint32_t lo = r.source.file.at[second].base;
    report(&r.diags, NO_RULES, .at = {lo + 1, lo + 2});
    report(&r.diags, NO_RULES, .at = {lo, lo});
    report(&r.diags, NO_RULES, .at = {1, 2});
    report(&r.diags, NO_RULES, .at = {1, 2});
    cr_expect_str_eq(
        reading_messages(&r, LANGUAGE_EN),
        "t.tiao:1:1: warning[W0201]: the file has no rules\n" HELP
        "u.tiao:1:1: warning[W0201]: the file has no rules\n" HELP
        "u.tiao:2:1: warning[W0201]: the file has no rules\n" HELP);
    reading_close(&r);
}

Test(diag_print, every_message_has_both_languages)
{
    for (int id = 1; id < DIAG_COUNT; id++) {
        const struct diag_row *row = diag_row((enum diag_id)id);
        cr_expect(row->text[0][0] && row->text[1][0], "%s", row->code);
        cr_expect(eq(int, row->help[0][0] != 0, row->help[1][0] != 0), "%s",
                  row->code);
        bool error = row->severity == SEVERITY_ERROR;
        cr_expect(eq(int, error, row->code[0] == 'E'), "%s", row->code);
    }
}

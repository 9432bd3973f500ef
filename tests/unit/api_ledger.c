#include <criterion/criterion.h>

#include "tests/unit/api_rules.h"

static const char text[] = "一、托育补贴。每园补贴5万元。照合同给。每月算。\n"
                           "每家分开算。餐费另定。市县分担。（市教育局负责）\n"
                           "本措施自印发之日起施行。\n";

static enum tiao_status
text_load(const char *at, struct tiao_text **to, struct tiao_report **report)
{
    struct tiao_file file = {"原文.txt", at, strlen(at)};
    return tiao_text_of(&file, NULL, TIAO_EN, to, report);
}

Test(api_ledger, a_text_is_cut_into_sentences)
{
    struct tiao_text *cut;
    struct tiao_report *report;
    cr_assert_eq(text_load(text, &cut, &report), TIAO_OK);
    cr_assert_null(report);
    cr_assert_eq(cut->sentences, 9);
    cr_assert_eq(cut->passages, 2);
    cr_assert_str_eq(cut->sentence[0].locator, "一.0");
    cr_assert_eq(cut->sentence[0].kind, TIAO_HEADING);
    cr_assert_str_eq(cut->sentence[7].locator, "一.责任");
    cr_assert_eq(cut->sentence[7].kind, TIAO_RESPONSIBLE);
    cr_assert_str_eq(cut->sentence[8].words, "closing sentence 1");
    tiao_text_free(cut);
}

Test(api_ledger, a_sentence_is_found_by_what_cites_it)
{
    struct tiao_text *cut;
    struct tiao_report *report;
    cr_assert_eq(text_load(text, &cut, &report), TIAO_OK);
    cr_assert_eq(tiao_text_find(cut, "1.3"), &cut->sentence[3]);
    cr_assert_eq(tiao_text_find(cut, "closing.1"), &cut->sentence[8]);
    cr_assert_null(tiao_text_find(cut, "一.9"));
    cr_assert_null(tiao_text_find(cut, "一"));
    cr_assert_null(tiao_text_find(cut, "《办法》"));
    tiao_text_free(cut);
}

Test(api_ledger, a_text_that_is_none_is_reported)
{
    struct tiao_text *cut;
    struct tiao_report *report;
    cr_assert_eq(text_load(" \n", &cut, &report), TIAO_BAD_FACTS);
    cr_assert_null(cut);
    cr_assert_str_eq(report->at[0].code, "E0771");
    tiao_report_free(report);
    cr_assert_eq(text_load("\xff", &cut, &report), TIAO_BAD_FACTS);
    cr_assert_str_eq(report->at[0].code, "E0770");
    tiao_report_free(report);
}

Test(api_ledger, every_sentence_has_an_account)
{
    struct tiao_rulebook *book;
    struct tiao_text *cut;
    struct tiao_ledger *ledger;
    struct tiao_report *report;
    struct tiao_ledger_question question = {0};
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    cr_assert_eq(text_load(text, &cut, &report), TIAO_OK);
    question.source = cut;
    cr_assert_eq(tiao_ledger_of(book, &question, &ledger, &report), TIAO_OK);
    cr_assert_eq(ledger->lines, 9);
    cr_assert_eq(ledger->total.sentences, 8);
    cr_assert_eq(ledger->line[0].account, TIAO_UNCOUNTED);
    cr_assert_eq(ledger->line[1].account, TIAO_ENCODED);
    cr_assert_eq(ledger->line[2].account, TIAO_MISSING);
    cr_assert_eq(ledger->total.of[TIAO_MISSING], 3);
    cr_assert_eq(tiao_ledger_share(&ledger->total), 62);
    cr_assert_not(ledger->locked);
    tiao_ledger_free(ledger);
    tiao_text_free(cut);
    tiao_rulebook_free(book);
}

Test(api_ledger, readings_are_compared_for_facts)
{
    struct tiao_rulebook *book;
    struct tiao_facts *facts;
    struct tiao_comparison *compared;
    struct tiao_report *report;
    const char *ask[] = {"建设补贴"};
    struct tiao_question question = {.ask = ask, .asks = 1};
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_facts_new(book, &facts), TIAO_OK);
    cr_assert_eq(tiao_facts_row(facts, "机构", "甲"), TIAO_OK);
    tiao_facts_set(facts, "机构", "甲", "达标", "true");
    tiao_facts_set(facts, "机构", "甲", "已备案", "true");
    tiao_facts_set(facts, "机构", "甲", "已发", "null");
    tiao_facts_set(facts, "机构", "甲", "托位数", "0");
    cr_assert_eq(
        tiao_readings_compare(book, facts, &question, &compared, &report),
        TIAO_OK);
    cr_assert_eq(compared->readings, 1);
    cr_assert_eq(compared->reading[0].alternative[0].shifts, 0);
    cr_assert_eq(compared->reading[0].alternative[1].shifts, 1);
    cr_assert_str_eq(compared->reading[0].alternative[1].shift[0].more,
                     "10000.00");
    tiao_comparison_free(compared);
    tiao_report_free(report);
    tiao_facts_free(facts);
    tiao_rulebook_free(book);
}

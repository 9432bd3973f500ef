/* The public interface as a host uses it. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "tests/unit/api_rules.h"

/* ---- a host's allocator ---- */

/* Refuses the REFUSED-th request and all later ones; counts what is out. */
struct host {
    size_t asked, refused, bytes;
};

static void *
host_resize(void *user, void *old, size_t old_size, size_t size)
{
    struct host *h = user;
    void *at;
    if (!size) {
        free(old);
        h->bytes -= old_size;
        return NULL;
    }
    if (++h->asked >= h->refused)
        return NULL;
    at = realloc(old, size);
    if (at)
        h->bytes += size - (old ? old_size : 0);
    return at;
}

static bool
swallow(void *user, const char *at, size_t len)
{
    (void)at;
    *(size_t *)user += len;
    return true;
}

/* Everything there is to do; the first status that is not fine. */
static enum tiao_status
host_work(struct host *h)
{
    static const char facts[] =
        "{\"机构\": [{\"$id\": \"甲\", \"所在县区\": \"甘州区\", \"达标\": "
        "true,"
        " \"已备案\": true, \"已发\": null, \"幼儿\": [{\"月龄\": 20}]}]}";
    const struct tiao_settings settings = {.allocator = {host_resize, h}};
    const struct tiao_print how = {.format = TIAO_JSON, .why = true};
    struct tiao_rulebook *book = NULL;
    struct tiao_facts *f = NULL;
    struct tiao_answers *answers = NULL;
    struct tiao_report *report = NULL;
    struct tiao_catalog *catalog = NULL;
    size_t bytes = 0;
    enum tiao_status status = api_load(&settings, &book);
    if (status == TIAO_OK)
        status = tiao_rulebook_report(book, TIAO_ZH, &report);
    if (status == TIAO_OK)
        status = tiao_catalog_of(book, TIAO_EN, &catalog);
    if (status == TIAO_OK)
        status = tiao_facts_new(book, &f);
    if (status == TIAO_OK)
        status = tiao_facts_json(f, "facts", facts, strlen(facts));
    if (status == TIAO_OK)
        status = tiao_evaluate(f, NULL, &answers);
    if (status == TIAO_OK)
        status = tiao_answers_print(answers, &how, swallow, &bytes);
    if (status == TIAO_OK)
        status = tiao_receipt_print(answers, swallow, &bytes);
    tiao_report_free(report);
    tiao_catalog_free(catalog);
    tiao_answers_free(answers);
    tiao_facts_free(f);
    tiao_rulebook_free(book);
    return status;
}

Test(api, every_refusal_comes_back)
{
    struct host h = {.refused = SIZE_MAX};
    size_t needed;
    cr_assert_eq(host_work(&h), TIAO_OK);
    cr_assert_eq(h.bytes, 0, "%zu bytes are left", h.bytes);
    needed = h.asked;
    cr_assert_gt(needed, 20);
    for (size_t n = 1; n <= needed; n++) {
        h = (struct host){.refused = n};
        cr_assert_eq(host_work(&h), TIAO_MEMORY, "request %zu", n);
        cr_assert_eq(h.bytes, 0, "%zu bytes are left after request %zu",
                     h.bytes, n);
    }
}

/* ---- rulebooks ---- */

Test(api, a_mistake_is_in_the_report)
{
    static const char text[] = "规则 甲 : 元\n  取 乙\n";
    const struct tiao_file file = {"a.tiao", text, strlen(text)};
    struct tiao_rulebook *book;
    struct tiao_report *report;
    struct tiao_facts *f;
    cr_assert_eq(tiao_load_texts(&file, 1, NULL, &book), TIAO_BAD_RULES);
    cr_assert_eq(tiao_rulebook_report(book, TIAO_EN, &report), TIAO_OK);
    cr_assert_eq(report->errors, 1);
    const struct tiao_diagnostic *d = NULL;
    for (size_t i = 0; i < report->n; i++)
        if (report->at[i].severity == TIAO_ERROR)
            d = &report->at[i];
    cr_assert_not_null(d);
    cr_assert_str_eq(d->code, "E0302");
    cr_assert_str_eq(d->place.file, "a.tiao");
    cr_assert_eq(d->place.line, 2);
    cr_assert_eq(d->place.column, 6);
    cr_assert_eq(d->place.to - d->place.from, 3);
    cr_assert_eq(tiao_facts_new(book, &f), TIAO_BAD_RULES);
    cr_assert_null(f);
    tiao_report_free(report);
    tiao_rulebook_free(book);
}

Test(api, the_catalog_of_a_mistake_has_its_files)
{
    static const char text[] = "规章 样章\n规则 甲 : 元\n  取 乙\n";
    const struct tiao_file file = {"a.tiao", text, strlen(text)};
    struct tiao_rulebook *book;
    struct tiao_catalog *catalog;
    cr_assert_eq(tiao_load_texts(&file, 1, NULL, &book), TIAO_BAD_RULES);
    cr_assert_eq(tiao_catalog_of(book, TIAO_EN, &catalog), TIAO_OK);
    cr_assert_eq(catalog->files, 1);
    cr_assert_eq(catalog->decisions, 0);
    cr_assert_str_eq(catalog->title, "");
    cr_assert_str_eq(catalog->status, "");
    tiao_catalog_free(catalog);
    tiao_rulebook_free(book);
}

Test(api, a_limit_that_is_not_there)
{
    const struct tiao_limit limit = {"no-such", 1};
    const struct tiao_settings settings = {.limit = &limit, .limits = 1};
    struct tiao_rulebook *book;
    struct tiao_report *report;
    cr_assert_eq(api_load(&settings, &book), TIAO_BAD_QUESTION);
    cr_assert_eq(tiao_rulebook_report(book, TIAO_ZH, &report), TIAO_OK);
    cr_assert_str_eq(report->at[0].code, "E1006");
    tiao_report_free(report);
    tiao_rulebook_free(book);
}

static const struct tiao_fact *
fact_named(const struct tiao_catalog *c, const char *name)
{
    for (size_t i = 0; i < c->facts; i++)
        if (!strcmp(c->fact[i].name, name))
            return &c->fact[i];
    cr_assert(0, "no fact %s", name);
    return NULL;
}

Test(api, the_catalog)
{
    struct tiao_rulebook *book;
    struct tiao_catalog *c;
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_catalog_of(book, TIAO_ZH, &c), TIAO_OK);
    const struct tiao_fact *places = fact_named(c, "托位数");
    cr_assert_str_eq(places->entity, "机构");
    cr_assert_str_eq(places->type.words, "整数 个（0个 到 2,000个）");
    cr_assert_str_eq(places->type.unit, "个");
    cr_assert_str_eq(places->type.highest, "2000");
    cr_assert_str_eq(places->question, "多少个托位？");
    cr_assert_eq(fact_named(c, "类别")->type.members, 3);
    cr_assert_str_eq(fact_named(c, "类别")->type.member[1], "民办");
    cr_assert(fact_named(c, "已发")->type.optional);
    cr_assert_str_eq(fact_named(c, "已发")->type.lowest, "");
    cr_assert_str_eq(fact_named(c, "就读机构")->type.of, "机构");
    cr_assert_eq(c->readings, 1);
    cr_assert_str_eq(c->reading[0].alternative[1], "乙");
    cr_assert_str_eq(c->reading[0].text[0], "至少1个");
    cr_assert_eq(c->files, 1);
    tiao_catalog_free(c);
    tiao_rulebook_free(book);
}

/* ---- facts and answers ---- */

struct session {
    struct tiao_rulebook *book;
    struct tiao_facts *facts;
};

static struct session
session_new(void)
{
    struct session s;
    cr_assert_eq(api_load(NULL, &s.book), TIAO_OK);
    cr_assert_eq(tiao_facts_new(s.book, &s.facts), TIAO_OK);
    return s;
}

static void
session_free(struct session *s)
{
    tiao_facts_free(s->facts);
    tiao_rulebook_free(s->book);
}

static void
expect_words(const struct session *s, const char *ask, const char *choice,
             const char *words)
{
    const struct tiao_choice c = {"含零", choice};
    const struct tiao_question q = {
        .ask = &ask, .asks = 1, .choice = &c, .choices = choice != NULL};
    struct tiao_answers *answers;
    cr_assert_eq(tiao_evaluate(s->facts, &q, &answers), TIAO_OK);
    cr_assert_gt(tiao_answers_count(answers), 0);
    cr_assert_str_eq(tiao_answer(answers, 0)->words, words);
    tiao_answers_free(answers);
}

Test(api, facts_one_by_one)
{
    struct session s = session_new();
    cr_assert_eq(tiao_facts_row(s.facts, "机构", "甲"), TIAO_OK);
    cr_assert_eq(tiao_facts_row(s.facts, "机构", "甲"), TIAO_BAD_FACTS);
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "甲", "托位数", "2001"),
                 TIAO_BAD_FACTS);
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "乙", "托位数", "20"),
                 TIAO_BAD_FACTS);
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "甲", "达标", "true"),
                 TIAO_OK);
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "甲", "已备案", "true"),
                 TIAO_OK);
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "甲", "已发", "null"),
                 TIAO_OK);
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "甲", "托位数", "\"0个\""),
                 TIAO_OK);
    expect_words(&s, "建设补贴", NULL, "无");
    expect_words(&s, "建设补贴", "乙", "1万元");
    cr_assert_eq(tiao_facts_set(s.facts, "机构", "甲", "托位数", "120"),
                 TIAO_OK);
    expect_words(&s, "建设补贴", "?", "5万元");
    cr_assert_eq(
        tiao_facts_set(s.facts, "机构", "甲", "所在县区", "\"甘州区\""),
        TIAO_OK);
    expect_words(&s, "建设补贴的市", NULL, "1万元");
    cr_assert_eq(tiao_facts_unset(s.facts, "机构", "甲", "已备案"), TIAO_OK);
    expect_words(&s, "建设补贴", NULL,
                 "未知：不给予，或 5万元；取决于 已备案（“备案了吗？”）");
    session_free(&s);
}

/* A text with a mistake changes nothing, and a mended one comes whole. */
Test(api, facts_are_added_whole_or_not_at_all)
{
    static const char bad[] = "{\"机构\": [{\"$id\": \"甲\", \"达标\": false},"
                              " {\"$id\": \"乙\", \"托位数\": -1}]}";
    static const char good[] = "{\"机构\": [{\"$id\": \"甲\"}]}";
    struct session s = session_new();
    struct tiao_answers *answers;
    static const char *const ask[] = {"建设补贴"};
    const struct tiao_question q = {.ask = ask, .asks = 1};
    cr_assert_eq(tiao_facts_json(s.facts, "bad", bad, strlen(bad)),
                 TIAO_BAD_FACTS);
    cr_assert_eq(tiao_facts_json(s.facts, "good", good, strlen(good)), TIAO_OK);
    cr_assert_eq(tiao_evaluate(s.facts, &q, &answers), TIAO_OK);
    cr_assert_eq(tiao_answers_count(answers), 1);
    cr_assert_eq(tiao_answer(answers, 0)->state, TIAO_UNKNOWN);
    tiao_answers_free(answers);
    session_free(&s);
}

/* Members given within each parent close the collection; a part leaves it
 * open. */
Test(api, closed_and_open)
{
    static const char *const texts[] = {
        "{\"机构\": [{\"类别\": \"民办\", \"幼儿\": [{\"月龄\": 10,"
        " \"低保\": false}]}]}",
        "{\"机构\": [{\"类别\": \"民办\", \"幼儿\": {\"$partial\":"
        " [{\"月龄\": 10, \"低保\": false}]}}]}",
        "{\"机构\": [{\"$id\": \"甲\"}], \"幼儿\": []}",
    };
    static const char *const words[] = {
        "1,000元", "未知：至少 1,000元；取决于 有哪些幼儿", "0元"};
    for (int i = 0; i < 3; i++) {
        struct session s = session_new();
        cr_assert_eq(tiao_facts_json(s.facts, "f", texts[i], strlen(texts[i])),
                     TIAO_OK);
        expect_words(&s, "机构托费", NULL, words[i]);
        session_free(&s);
    }
}

Test(api, open_terms_are_named)
{
    static const char text[] = "{\"机构\": [], \"幼儿\": [{\"低保\": true}]}";
    static const char *const ask[] = {"伙食费"};
    const struct tiao_question q = {.ask = ask, .asks = 1};
    struct session s = session_new();
    struct tiao_answers *answers;
    cr_assert_eq(tiao_facts_json(s.facts, "f", text, strlen(text)), TIAO_OK);
    cr_assert_eq(tiao_evaluate(s.facts, &q, &answers), TIAO_OK);
    const struct tiao_answer *a = tiao_answer(answers, 0);
    cr_assert_eq(a->state, TIAO_UNKNOWN);
    cr_assert_eq(a->terms, 1);
    cr_assert_str_eq(a->term[0].awaits, "市教育局");
    cr_assert_eq(a->needs, 1);
    tiao_answers_free(answers);
    cr_assert_eq(tiao_facts_set(s.facts, "", "", "伙食标准", "\"300元/月\""),
                 TIAO_OK);
    expect_words(&s, "伙食费", NULL, "300元/月");
    session_free(&s);
}

/* ---- typing ---- */

static enum tiao_input
input_of(const char *text)
{
    enum tiao_input input;
    cr_assert_eq(tiao_input_of(NULL, text, strlen(text), &input), TIAO_OK);
    return input;
}

Test(api, typing)
{
    static const char text[] = "规则 甲 : 元\n  依据 一.1\n  取 1元\n";
    struct tiao_expectation *e;
    bool when = false;
    cr_assert_eq(input_of("规则 甲 : 元\n  取 1元 +"), TIAO_INPUT_GOES_ON);
    cr_assert_eq(input_of(text), TIAO_INPUT_MAY_GROW);
    cr_assert_eq(input_of("规则 甲 : )"), TIAO_INPUT_WRONG);
    cr_assert_eq(tiao_expect(NULL, text, strlen(text), TIAO_EN, &e), TIAO_OK);
    for (size_t i = 0; i < e->words; i++)
        when |= !strcmp(e->word[i], "when");
    cr_assert(when);
    tiao_expectation_free(e);
}

/* ---- more rules, and an expression ---- */

/* Loads the rules, EXTRA and the expression TEXT about ENTITY. */
static enum tiao_status
load_with(const char *extra, const char *text, const char *entity,
          struct tiao_rulebook **book)
{
    const struct tiao_file file = {"extra", extra, strlen(extra)};
    const struct tiao_file expression = {"expression", text, strlen(text)};
    const struct tiao_settings settings = {.extra = &file,
                                           .extras = extra[0] != 0,
                                           .expression = &expression,
                                           .expression_entity = entity};
    return api_load(&settings, book);
}

/* What the expression TEXT about ENTITY is worth for 机构 甲 with 60. */
static void
expect_worth(const char *text, const char *entity, const char *words)
{
    static const char *const question = "?";
    const struct tiao_question q = {.ask = &question, .asks = 1};
    struct tiao_rulebook *book;
    struct tiao_facts *facts;
    struct tiao_answers *answers;
    cr_assert_eq(load_with("", text, entity, &book), TIAO_OK);
    cr_assert_eq(tiao_facts_new(book, &facts), TIAO_OK);
    cr_assert_eq(tiao_facts_row(facts, "机构", "甲"), TIAO_OK);
    cr_assert_eq(tiao_facts_closed(facts, "机构", true), TIAO_OK);
    cr_assert_eq(tiao_facts_set(facts, "机构", "甲", "托位数", "60"), TIAO_OK);
    cr_assert_eq(tiao_evaluate(facts, &q, &answers), TIAO_OK);
    cr_assert_eq(tiao_answers_count(answers), 1);
    cr_assert_str_eq(tiao_answer(answers, 0)->words, words);
    tiao_answers_free(answers);
    tiao_facts_free(facts);
    tiao_rulebook_free(book);
}

Test(api, an_expression_is_a_question)
{
    expect_worth("1 + 2 × 3", NULL, "7");
    expect_worth("托位数 × 2", "机构", "120个");
    expect_worth("托位数 > 59个", "机构", "是");
    expect_worth("无", NULL, "无");
    expect_worth("已发 无则 0元", "机构", "未知：任何值；取决于 已发");
    expect_worth("2025-01-01", NULL, "2025-01-01");
    expect_worth("个数(机构 当 托位数 > 59个)", NULL, "1个");
    expect_worth("10元 ÷ 0", NULL, "出错：除以零（?）");
}

Test(api, an_expression_may_be_wrong)
{
    static const char *const texts[] = {"托位数 +", "托位数", "没有",
                                        "机构",     "",       "1 2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tiao_rulebook *book;
        struct tiao_report *report;
        cr_assert_eq(load_with("", texts[i], NULL, &book), TIAO_BAD_RULES);
        cr_assert_eq(tiao_rulebook_report(book, TIAO_ZH, &report), TIAO_OK);
        cr_assert_gt(report->errors, 0);
        cr_assert_str_eq(report->at[0].place.file, "expression");
        tiao_report_free(report);
        tiao_rulebook_free(book);
    }
}

Test(api, rules_in_memory_stand_behind_the_others)
{
    struct tiao_rulebook *book;
    struct tiao_catalog *catalog;
    cr_assert_eq(load_with("标准 加数 : 元\n  依据 一.9\n  取 5元\n",
                           "加数 + 1元", NULL, &book),
                 TIAO_OK);
    cr_assert_eq(tiao_catalog_of(book, TIAO_ZH, &catalog), TIAO_OK);
    cr_assert_eq(catalog->files, 2);
    cr_assert_str_eq(catalog->file[1].file, "extra");
    tiao_catalog_free(catalog);
    tiao_rulebook_free(book);
}

Test(api, rows_are_listed)
{
    struct tiao_rulebook *book;
    struct tiao_facts *facts;
    struct tiao_rows *rows;
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_facts_new(book, &facts), TIAO_OK);
    cr_assert_eq(tiao_facts_row(facts, "机构", "甲"), TIAO_OK);
    cr_assert_eq(tiao_facts_row(facts, "幼儿", "小明"), TIAO_OK);
    cr_assert_eq(tiao_facts_rows(facts, &rows), TIAO_OK);
    cr_assert_eq(rows->rows, 2);
    cr_assert_str_eq(rows->row[0].entity, "机构");
    cr_assert_str_eq(rows->row[1].id, "小明");
    tiao_rows_free(rows);
    tiao_facts_free(facts);
    tiao_rulebook_free(book);
}

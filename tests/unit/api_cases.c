/* Cases through the public interface: results as values, and refusals. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/tiao.h"

static const char rules[] =
    "实体 机构\n"
    "  托位数 : 整数 个（0个 到 2000个）\n"
    "  已备案 : 是否\n"
    "疑义 含零\n"
    "  依据 一.1\n"
    "  甲 “至少1个”\n"
    "  乙 “含0个”\n"
    "  暂取 甲\n"
    "规则 补贴 : 元\n"
    "  依据 一.1\n"
    "  对 机构\n"
    "  当 已备案\n"
    "  取\n"
    "    | 托位数      | 补贴  |\n"
    "    | 50个及以上  | 3万元 |\n"
    "    | 1-49个      | 1万元 |\n"
    "    | 0个         | 若 含零 是 乙 则 1万元 否则 无 |\n"
    "规则 月报 : 元\n"
    "  依据 一.2\n"
    "  对 机构 每 月\n"
    "  取 1元\n";

static const char cases[] = "案例 分档\n"
                            "  依据 一.1\n"
                            "  设 机构 有 已备案\n"
                            "  | 托位数 | 补贴  |\n"
                            "  | 50个   | 3万元 |\n"
                            "  | 49个   | 3万元 |\n"
                            "案例 备案\n"
                            "  于 2025年\n"
                            "  设 甲园 : 机构 有 非 已备案\n"
                            "  预期 甲园 的 补贴 无 因 已备案\n"
                            "  预期 (甲园 的 月报 于 2025年3月) = 1元\n"
                            "  预期 甲园 的 月报 = 1元\n";

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

static enum tiao_status
load(const struct tiao_settings *settings, struct tiao_rulebook **book)
{
    const struct tiao_file file[] = {{"r.tiao", rules, strlen(rules)},
                                     {"c.tiao", cases, strlen(cases)}};
    return tiao_load_texts(file, 2, settings, book);
}

static struct tiao_tests *
run(struct tiao_rulebook **book, const struct tiao_test_question *question)
{
    struct tiao_tests *tests;
    cr_assert_eq(load(NULL, book), TIAO_OK);
    cr_assert_eq(tiao_test(*book, question, &tests), TIAO_OK);
    return tests;
}

static bool
swallow(void *user, const char *at, size_t len)
{
    (void)at;
    *(size_t *)user += len;
    return true;
}

/* What was printed, for as long as a baseline of these cases is. */
struct written {
    char at[1 << 14];
    size_t len;
};

static bool
keep(void *user, const char *at, size_t len)
{
    struct written *w = user;
    cr_assert_leq(w->len + len, sizeof w->at);
    memcpy(w->at + w->len, at, len);
    w->len += len;
    return true;
}

static bool
refuse(void *user, const char *at, size_t len)
{
    (void)user, (void)at, (void)len;
    return false;
}

/* ---- results ---- */

Test(api_cases, trials_are_values)
{
    const struct tiao_test_question question = {.language = TIAO_ZH};
    struct tiao_rulebook *book;
    struct tiao_tests *t = run(&book, &question);
    cr_assert_eq(t->trials, 3);
    cr_assert_eq(t->passed, 2);
    cr_assert_eq(t->failed, 1);
    cr_assert_eq(t->covereds, 0);
    cr_assert(t->trial[0].passed);
    cr_assert_eq(t->trial[0].row, 1);
    cr_assert_str_eq(t->trial[0].citation_words, "措施一 第1句");
    const struct tiao_trial *failed = &t->trial[1];
    cr_assert_not(failed->passed);
    cr_assert_str_eq(failed->name, "分档");
    cr_assert_eq(failed->row, 2);
    cr_assert_str_eq(failed->words, "| 49个   | 3万元 |");
    cr_assert_str_eq(failed->place.file, "c.tiao");
    cr_assert_eq(failed->place.line, 6);
    cr_assert_eq(failed->differences, 1);
    const struct tiao_difference *d = failed->difference;
    cr_assert_str_eq(d->decision, "补贴");
    cr_assert_str_eq(d->entity, "机构");
    cr_assert_str_eq(d->id, "");
    cr_assert_str_eq(d->expected, "3万元");
    cr_assert_str_eq(d->got, "1万元（措施一 第1句）");
    cr_assert_gt(d->reasons, 1);
    cr_assert_str_eq(d->reason[0], "规则 补贴：1万元");
    cr_assert_eq(d->place.line, 6);
    cr_assert_eq(t->trial[2].row, 0);
    cr_assert_str_eq(t->trial[2].words, "");
    tiao_tests_free(t);
    tiao_rulebook_free(book);
}

Test(api_cases, a_filter_takes_part_of_a_name)
{
    struct tiao_test_question question = {.filter = "备"};
    struct tiao_rulebook *book;
    struct tiao_tests *t = run(&book, &question);
    cr_assert_eq(t->trials, 1);
    cr_assert_str_eq(t->trial[0].name, "备案");
    tiao_tests_free(t);
    question.filter = "无此";
    cr_assert_eq(tiao_test(book, &question, &t), TIAO_OK);
    cr_assert_eq(t->trials, 0);
    tiao_tests_free(t);
    tiao_rulebook_free(book);
}

/* How many cases reach the thing of KIND with these words. */
static size_t
reached_by(const struct tiao_tests *t, enum tiao_covered_kind kind,
           const char *words)
{
    for (size_t i = 0; i < t->covereds; i++)
        if (t->covered[i].kind == kind && !strcmp(t->covered[i].words, words))
            return t->covered[i].bys;
    cr_assert_fail("there is no %s to reach", words);
    return 0;
}

Test(api_cases, coverage_names_the_cases)
{
    const struct tiao_test_question question = {.coverage = true};
    struct tiao_rulebook *book;
    struct tiao_tests *t = run(&book, &question);
    /* two rules, three rows, a condition both ways, two alternatives */
    cr_assert_eq(t->covereds, 9);
    cr_assert_eq(t->reached, 6);
    cr_assert_eq(reached_by(t, TIAO_COVERED_ROW, "50个及以上"), 1);
    cr_assert_eq(reached_by(t, TIAO_COVERED_ROW, "1-49个"), 1);
    cr_assert_eq(reached_by(t, TIAO_COVERED_ROW, "0个"), 0);
    cr_assert_eq(reached_by(t, TIAO_COVERED_TRUE, "已备案"), 1);
    cr_assert_eq(reached_by(t, TIAO_COVERED_FALSE, "已备案"), 1);
    cr_assert_eq(reached_by(t, TIAO_COVERED_READING, "甲"), 0);
    cr_assert_str_eq(t->covered[0].label, "补贴");
    cr_assert_str_eq(t->covered[0].by[0], "分档");
    cr_assert_str_eq(t->covered[0].place.file, "r.tiao");
    tiao_tests_free(t);
    tiao_rulebook_free(book);
}

/* ---- baselines ---- */

/* 3万元 of the first band, which is what VALUE replaces. */
static struct tiao_tests *
run_changed(struct tiao_rulebook **book, const char *value)
{
    static char changed[sizeof rules];
    const struct tiao_test_question question = {.outcomes = true};
    struct tiao_tests *t;
    strcpy(changed, rules);
    memcpy(strstr(changed, "| 3万元") + 2, value, 1);
    const struct tiao_file file[] = {{"r.tiao", changed, strlen(changed)},
                                     {"c.tiao", cases, strlen(cases)}};
    cr_assert_eq(tiao_load_texts(file, 2, NULL, book), TIAO_OK);
    cr_assert_eq(tiao_test(*book, &question, &t), TIAO_OK);
    return t;
}

Test(api_cases, a_baseline_tells_what_changed)
{
    static struct written written;
    struct tiao_rulebook *before, *after;
    struct tiao_tests *old = run_changed(&before, "3"),
                      *now = run_changed(&after, "4");
    cr_assert_eq(tiao_baseline_print(old, keep, &written), TIAO_OK);
    cr_assert_eq(tiao_baseline_compare(old, written.at, written.len), TIAO_OK);
    cr_assert(old->compared);
    cr_assert_eq(old->changed + old->gone + old->added, 0);
    cr_assert_eq(tiao_baseline_compare(now, written.at, written.len), TIAO_OK);
    cr_assert_eq(now->changed, 1);
    const struct tiao_outcome_change *c = now->change;
    cr_assert_str_eq(c->before->name, "分档");
    cr_assert_eq(c->before->row, 1);
    cr_assert_str_eq(c->before->decision, "补贴");
    cr_assert_str_eq(c->before->outcome, "30000.00");
    cr_assert_str_eq(c->now->outcome, "40000.00");
    cr_assert_str_eq(c->now->words[TIAO_EN], "40,000 yuan");
    cr_assert_str_eq(c->now->label, "补贴");
    cr_assert_str_eq(c->now->citation, "一.1");
    cr_assert_eq(tiao_baseline_compare(now, "{}", 2), TIAO_BAD_RECEIPT);
    tiao_tests_free(old);
    tiao_tests_free(now);
    tiao_rulebook_free(before);
    tiao_rulebook_free(after);
}

/* ---- limits and refusals ---- */

Test(api_cases, a_limit_stops_a_trial_and_fails_it)
{
    const struct tiao_test_question question = {.node_rows = 3,
                                                .language = TIAO_EN};
    struct tiao_rulebook *book;
    struct tiao_tests *t = run(&book, &question);
    cr_assert_eq(t->failed, 3);
    cr_assert_not(t->trial[0].passed);
    cr_assert_str_eq(t->trial[0].stopped,
                     "stopped at the limit of 3 node-rows");
    cr_assert_eq(t->trial[0].differences, 0);
    tiao_tests_free(t);
    tiao_rulebook_free(book);
}

Test(api_cases, a_rulebook_with_errors_is_not_run)
{
    const struct tiao_file file = {"a", "规则 甲 : 元\n  取 乙\n", 28};
    struct tiao_rulebook *book;
    struct tiao_tests *t;
    cr_assert_eq(tiao_load_texts(&file, 1, NULL, &book), TIAO_BAD_RULES);
    cr_assert_eq(tiao_test(book, NULL, &t), TIAO_BAD_RULES);
    cr_assert_null(t);
    tiao_tests_free(t);
    tiao_rulebook_free(book);
}

Test(api_cases, what_cannot_be_written_is_said)
{
    struct tiao_rulebook *book;
    struct tiao_tests *t = run(&book, NULL);
    cr_assert_eq(tiao_tests_print(t, TIAO_TEST_TAP, false, refuse, NULL),
                 TIAO_IO);
    tiao_tests_free(t);
    tiao_rulebook_free(book);
}

static enum tiao_status
host_work(struct host *h)
{
    const struct tiao_settings settings = {.allocator = {host_resize, h}};
    const struct tiao_test_question question = {.coverage = true,
                                                .outcomes = true};
    struct tiao_rulebook *book = NULL;
    struct tiao_tests *t = NULL;
    struct written written = {0};
    size_t bytes = 0;
    enum tiao_status status = load(&settings, &book);
    if (status == TIAO_OK)
        status = tiao_test(book, &question, &t);
    if (status == TIAO_OK)
        status = tiao_baseline_print(t, keep, &written);
    if (status == TIAO_OK)
        status = tiao_baseline_compare(t, written.at, written.len);
    for (int f = TIAO_TEST_PRETTY; f <= TIAO_TEST_TAP; f++)
        if (status == TIAO_OK)
            status = tiao_tests_print(t, (enum tiao_test_format)f, true,
                                      swallow, &bytes);
    tiao_tests_free(t);
    tiao_rulebook_free(book);
    return status;
}

Test(api_cases, every_refusal_comes_back)
{
    struct host h = {.refused = SIZE_MAX};
    cr_assert_eq(host_work(&h), TIAO_OK);
    cr_assert_eq(h.bytes, 0, "%zu bytes are left", h.bytes);
    size_t needed = h.asked;
    cr_assert_gt(needed, 20);
    for (size_t n = 1; n <= needed; n++) {
        h = (struct host){.refused = n};
        cr_assert_eq(host_work(&h), TIAO_MEMORY, "request %zu", n);
        cr_assert_eq(h.bytes, 0, "%zu bytes are left after request %zu",
                     h.bytes, n);
    }
}

/* Boundary cases through the public interface. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/tiao.h"

static const char rules[] = "实体 机构\n"
                            "  托位数 : 整数 个（0个 到 2000个）\n"
                            "规则 补贴 : 元\n"
                            "  依据 一.1\n"
                            "  对 机构\n"
                            "  取\n"
                            "    | 托位数     | 补贴  |\n"
                            "    | 50个及以上 | 3万元 |\n"
                            "    | 0-49个     | 1万元 |\n";

static const char cases[] = "案例 有人看过\n"
                            "  设 机构 有 托位数 = 49个\n"
                            "  预期 补贴 = 1万元\n"
                            "\n"
                            "案例 没人看过\n"
                            "  待确认\n"
                            "  设 机构 有 托位数 = 50个\n"
                            "  预期 补贴 = 3万元\n";

struct host {
    size_t asked, refused, bytes;
};

static void *
host_resize(void *user, void *old, size_t old_size, size_t size)
{
    struct host *h = user;
    void *at;
    if (size == 0) {
        h->bytes -= old ? old_size : 0;
        free(old);
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

Test(api_bounds, what_is_there_is_not_written_again)
{
    struct tiao_rulebook *book;
    struct tiao_bounds *b;
    cr_assert_eq(load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_bounds_of(book, NULL, &b), TIAO_OK);
    cr_assert_eq(b->files, 2);
    cr_assert_str_eq(b->file[0].name, "r.tiao");
    cr_assert_str_eq(b->file[0].kept, rules);
    cr_assert_str_eq(b->file[1].kept, cases);
    cr_assert_eq(b->file[1].len, 0);
    cr_assert_eq(b->cases, 1);
    cr_assert_eq(b->rows, 3, "0, 1 and 2000");
    cr_assert_eq(b->reached, b->covereds);
    cr_assert_not(b->stopped);
    cr_assert(strstr(b->file[0].text, "  | 2000个 | 3万元 |\n"));
    cr_assert_null(strstr(b->file[0].text, "| 49个"));
    tiao_bounds_free(b);
    tiao_rulebook_free(book);
}

Test(api_bounds, only_what_nobody_confirmed_is_refreshed)
{
    const char *refresh[] = {"c.tiao"};
    const struct tiao_bounds_question question = {
        .refresh = refresh, .refreshes = 1, .language = TIAO_EN};
    struct tiao_rulebook *book;
    struct tiao_bounds *b;
    cr_assert_eq(load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_bounds_of(book, &question, &b), TIAO_OK);
    cr_assert_str_eq(b->file[1].kept, "案例 有人看过\n"
                                      "  设 机构 有 托位数 = 49个\n"
                                      "  预期 补贴 = 1万元\n");
    cr_assert_eq(b->rows, 4);
    cr_assert(strstr(b->file[0].text, "  unconfirmed\n"));
    tiao_bounds_free(b);
    tiao_rulebook_free(book);
}

Test(api_bounds, a_wrong_day_is_refused)
{
    const struct tiao_bounds_question question = {.as_of = "2025-02-30"};
    struct tiao_rulebook *book;
    struct tiao_bounds *b;
    cr_assert_eq(load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_bounds_of(book, &question, &b), TIAO_BAD_QUESTION);
    cr_assert_null(b);
    tiao_rulebook_free(book);
}

Test(api_bounds, a_limit_stops_the_search)
{
    const struct tiao_bounds_question question = {.node_rows = 1};
    struct tiao_rulebook *book;
    struct tiao_bounds *b;
    cr_assert_eq(load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_bounds_of(book, &question, &b), TIAO_OK);
    cr_assert(b->stopped);
    tiao_bounds_free(b);
    tiao_rulebook_free(book);
}

static enum tiao_status
host_work(struct host *h)
{
    const struct tiao_settings settings = {.allocator = {host_resize, h}};
    struct tiao_rulebook *book = NULL;
    struct tiao_bounds *b = NULL;
    enum tiao_status status = load(&settings, &book);
    if (status == TIAO_OK)
        status = tiao_bounds_of(book, NULL, &b);
    tiao_bounds_free(b);
    tiao_rulebook_free(book);
    return status;
}

Test(api_bounds, every_refusal_comes_back)
{
    struct host h = {.refused = SIZE_MAX};
    cr_assert_eq(host_work(&h), TIAO_OK);
    cr_assert_eq(h.bytes, 0, "%zu bytes are left", h.bytes);
    size_t needed = h.asked;
    for (size_t n = 1; n <= needed; n++) {
        h = (struct host){.refused = n};
        cr_assert_eq(host_work(&h), TIAO_MEMORY, "request %zu", n);
        cr_assert_eq(h.bytes, 0, "%zu bytes are left after request %zu",
                     h.bytes, n);
    }
}

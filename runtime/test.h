/* What the cases came to, kept and written out. */
#ifndef TIAO_RUNTIME_TEST_H
#define TIAO_RUNTIME_TEST_H

#include "runtime/json_write.h"
#include "runtime/phrase.h"
#include "runtime/tiao.h"
#include "runtime/trial.h"

/* The form of JSON output; goes up when a key changes its meaning. */
#define TESTS_FORMAT "tiao-test/1"

/* What a view of tests keeps besides what it shows. */
struct tests_view {
    struct tiao_tests tests;
    enum language language;
    struct str filter; /* empty: none */
};

/* What T, which is filled, comes to in every decision, appended. */
struct outcome_list {
    VEC(struct tiao_outcome) list;
};
void outcomes_add(struct arena *keep, struct trial *t, struct outcome_list *to);
struct test_printing {
    struct text *to;
    const struct tiao_tests *tests;
    enum language language;
    bool colour;
};

/* For people: a line for each case, and differences with their reasons. */
void test_print_pretty(const struct test_printing *p);
/* One line for each trial and difference. */
void test_print_plain(const struct test_printing *p);
void test_print_json(const struct test_printing *p);
/* For build servers: JUnit's XML, and the Test Anything Protocol. */
void test_print_junit(const struct test_printing *p);
void test_print_tap(const struct test_printing *p);

/* Against the baseline: for people, a line each, within an open object. */
void changes_pretty(const struct test_printing *p);
void changes_plain(const struct test_printing *p);
void changes_json(struct json_writer *w, const struct tiao_tests *tests);

/* 分档边界 第3行. */
void trial_title(struct text *to, enum language l, const struct tiao_trial *t);
/* 甲园的建设补贴 2025-01. */
void difference_name(struct text *to, enum language l,
                     const struct tiao_difference *d);
/* 建设补贴：预期 1万元，得到 2万元. */
void difference_line(struct text *to, enum language l,
                     const struct tiao_difference *d);
/* 条件 已备案 成立. */
void
covered_words(struct text *to, enum language l, const struct tiao_covered *c);

#endif

/* Each change that is offered gives, made alone, the outcome that is said,
 * and no part of it gives something better than there is. */
#include <stdio.h>

#include "tests/unit/api_rules.h"
#include "tests/unit/scratch.h"

enum { ROUNDS = 60, CHILDREN = 2 };

static void
set(struct tiao_facts *f, const char *entity, const char *id, const char *fact,
    const char *json)
{
    enum tiao_status status = tiao_facts_set(f, entity, id, fact, json);
    cr_assert_eq(status, TIAO_OK, "%s %s %s %s", entity, id, fact, json);
}

/* One value of several, now and then none at all. */
static void
maybe(struct tiao_facts *f, struct random *r, const char *entity,
      const char *id, const char *fact, const char *const *json, uint32_t n)
{
    if (random_below(r, 8))
        set(f, entity, id, fact, json[random_below(r, n)]);
}

static void
institution(struct tiao_facts *f, struct random *r, const char *id)
{
    static const char *const places[] = {"0", "1", "48", "50", "98", "100"};
    static const char *const truths[] = {"true", "false"};
    static const char *const paid[] = {"null", "null", "300.50"};
    static const char *const kinds[] = {"\"公办\"", "\"民办\"", "\"集体\""};
    static const char *const counties[] = {"\"甘州区\"", "\"临泽县\""};
    maybe(f, r, "机构", id, "所在县区", counties, 2);
    maybe(f, r, "机构", id, "类别", kinds, 3);
    maybe(f, r, "机构", id, "托位数", places, 6);
    maybe(f, r, "机构", id, "达标", truths, 2);
    maybe(f, r, "机构", id, "已备案", truths, 2);
    maybe(f, r, "机构", id, "已发", paid, 3);
}

static void
child(struct tiao_facts *f, struct random *r, const char *id)
{
    static const char *const homes[] = {"\"0\"", "\"1\""};
    static const char *const months[] = {"0", "12", "35", "36", "72"};
    static const char *const truths[] = {"true", "false"};
    maybe(f, r, "幼儿", id, "就读机构", homes, 2);
    maybe(f, r, "幼儿", id, "月龄", months, 5);
    maybe(f, r, "幼儿", id, "低保", truths, 2);
}

/* The facts of one round: the same for the same SEED. */
static struct tiao_facts *
world(const struct tiao_rulebook *book, uint32_t seed)
{
    static const char *const ids[] = {"0", "1"};
    struct random r = {seed};
    struct tiao_facts *f;
    cr_assert_eq(tiao_facts_new(book, &f), TIAO_OK);
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(tiao_facts_row(f, "机构", ids[i]), TIAO_OK);
        cr_assert_eq(tiao_facts_row(f, "幼儿", ids[i]), TIAO_OK);
    }
    for (int i = 0; i < 2; i++) {
        institution(f, &r, ids[i]);
        child(f, &r, ids[i]);
    }
    cr_assert_eq(tiao_facts_closed(f, "机构", true), TIAO_OK);
    cr_assert_eq(tiao_facts_closed(f, "幼儿", true), TIAO_OK);
    return f;
}

static void
change_make(struct tiao_facts *f, const struct tiao_change *c, size_t option)
{
    char json[256];
    if (c->none)
        snprintf(json, sizeof json, "null");
    else if (c->fact.value_kind == TIAO_TRUTH)
        snprintf(json, sizeof json, "%s", c->exact[option]);
    else
        snprintf(json, sizeof json, "\"%s\"", c->exact[option]);
    set(f, c->fact.entity, c->fact.id, c->fact.fact, json);
}

static const struct tiao_answer *
answer_again(const struct tiao_facts *f, const struct tiao_answer *a,
             struct tiao_answers **answers)
{
    const struct tiao_question q = {.ask = &a->decision, .asks = 1};
    cr_assert_eq(tiao_evaluate(f, &q, answers), TIAO_OK);
    for (size_t i = 0; i < tiao_answers_count(*answers); i++) {
        const struct tiao_answer *b = tiao_answer(*answers, i);
        if (!strcmp(a->id, b->id) && !strcmp(a->entity, b->entity))
            return b;
    }
    return NULL;
}

/* Of two amounts that are not negative, with the same places. */
static bool
greater(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b);
    return m == n ? strcmp(a, b) > 0 : m > n;
}

static bool
better(const struct tiao_answer *now, const struct tiao_answer *then)
{
    if (now->state == TIAO_NONE)
        return then->state == TIAO_VALUE ||
               (then->state == TIAO_UNKNOWN && then->can_value);
    return then->state == TIAO_VALUE && greater(then->exact, now->exact);
}

/* Makes those changes of OFFER that are in the mask PART. */
static void
check_part(const struct tiao_rulebook *book, uint32_t seed,
           const struct tiao_answer *a, const struct tiao_offer *offer,
           unsigned part, size_t option)
{
    struct tiao_facts *f = world(book, seed);
    struct tiao_answers *answers;
    const struct tiao_answer *b;
    bool whole = part == (1u << offer->changes) - 1;
    for (size_t i = 0; i < offer->changes; i++)
        if (part >> i & 1)
            change_make(f, &offer->change[i],
                        offer->change[i].exacts > option ? option : 0);
    b = answer_again(f, a, &answers);
    cr_assert_not_null(b);
    if (whole)
        cr_assert(b->state == offer->state && !strcmp(b->words, offer->words),
                  "%s %s: %s was said, but %s", a->id, a->decision,
                  offer->words, b->words);
    cr_assert_eq(better(a, b), whole, "%s %s: %s, changed %s", a->id,
                 a->decision, a->words, b->words);
    tiao_answers_free(answers);
    tiao_facts_free(f);
}

static void
check_offer(const struct tiao_rulebook *book, uint32_t seed,
            const struct tiao_answer *a, const struct tiao_offer *offer)
{
    size_t options = 1;
    cr_assert(offer->changes >= 1 && offer->changes <= 3);
    for (size_t i = 0; i < offer->changes; i++) {
        if (offer->change[i].some)
            return;
        if (offer->change[i].exacts > options)
            options = offer->change[i].exacts;
    }
    for (size_t option = 0; option < options; option++)
        for (unsigned part = 1; part < 1u << offer->changes; part++)
            check_part(book, seed, a, offer, part, option);
}

Test(why_not, does_what_it_says)
{
    struct tiao_rulebook *book;
    size_t offers[4] = {0}, failed = 0;
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct tiao_facts *f = world(book, seed);
        struct tiao_answers *answers;
        cr_assert_eq(tiao_evaluate(f, NULL, &answers), TIAO_OK);
        for (size_t i = 0; i < tiao_answers_count(answers); i++) {
            const struct tiao_answer *a = tiao_answer(answers, i);
            struct tiao_why_not *w;
            cr_assert_eq(tiao_why_not(answers, i, &w), TIAO_OK);
            cr_assert_eq(w->applies,
                         a->state == TIAO_NONE || a->state == TIAO_VALUE);
            for (size_t k = 0; k < w->offers; k++) {
                check_offer(book, seed, a, &w->offer[k]);
                offers[w->offer[k].changes]++;
            }
            failed += !w->offers && w->faileds;
            tiao_why_not_free(w);
        }
        tiao_answers_free(answers);
        tiao_facts_free(f);
    }
    cr_assert_gt(offers[1], 100);
    cr_assert_gt(offers[2], 10);
    cr_assert_gt(offers[3], 3);
    cr_assert_gt(failed, 0);
    tiao_rulebook_free(book);
}

/* The nearest bound, and no nearer number. */
Test(why_not, nearest_bound)
{
    static const char *const ask[] = {"建设补贴"};
    const struct tiao_question q = {.ask = ask, .asks = 1};
    struct tiao_rulebook *book;
    struct tiao_facts *f;
    struct tiao_answers *answers;
    struct tiao_why_not *w;
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    cr_assert_eq(tiao_facts_new(book, &f), TIAO_OK);
    cr_assert_eq(tiao_facts_row(f, "机构", "甲园"), TIAO_OK);
    set(f, "机构", "甲园", "达标", "true");
    set(f, "机构", "甲园", "已备案", "true");
    set(f, "机构", "甲园", "已发", "null");
    set(f, "机构", "甲园", "托位数", "97");
    cr_assert_eq(tiao_evaluate(f, &q, &answers), TIAO_OK);
    cr_assert_eq(tiao_why_not(answers, 0, &w), TIAO_OK);
    cr_assert_eq(w->offers, 1);
    cr_assert_str_eq(w->offer[0].change[0].exact[0], "100");
    cr_assert_str_eq(w->offer[0].change[0].by, "3个");
    cr_assert_not(w->offer[0].change[0].less);
    cr_assert_str_eq(w->offer[0].exact, "50000.00");
    tiao_why_not_free(w);
    tiao_answers_free(answers);
    tiao_facts_free(f);
    tiao_rulebook_free(book);
}

/* Reasons suffice: with every fact that an explanation does not name
 * withheld, the answer is known and the same. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/api_rules.h"
#include "tests/unit/scratch.h"

enum { ROUNDS = 150, INSTITUTIONS = 3, CHILDREN = 4 };

struct given {
    const char *entity;
    char id[16];
    const char *fact;
    char json[32];
};

struct world {
    struct given fact[64];
    size_t n;
};

static void
maybe(struct world *w, struct random *r, const char *entity, int id,
      const char *fact, const char *json)
{
    struct given *g = &w->fact[w->n];
    if (random_below(r, 4) == 0)
        return;
    g->entity = entity;
    g->fact = fact;
    snprintf(g->id, sizeof g->id, "%d", id);
    snprintf(g->json, sizeof g->json, "%s", json);
    w->n++;
}

static const char *
truth(struct random *r)
{
    return random_below(r, 3) ? "true" : "false";
}

static void
institution(struct world *w, struct random *r, int id)
{
    static const char *const counties[] = {"\"甘州区\"", "\"临泽县\"",
                                           "\"高台县\""};
    static const char *const kinds[] = {"\"公办\"", "\"民办\"", "\"集体\""};
    static const char *const places[] = {"0", "1", "49", "50", "99", "100"};
    maybe(w, r, "机构", id, "所在县区", counties[random_below(r, 3)]);
    maybe(w, r, "机构", id, "类别", kinds[random_below(r, 3)]);
    maybe(w, r, "机构", id, "托位数", places[random_below(r, 6)]);
    maybe(w, r, "机构", id, "达标", truth(r));
    maybe(w, r, "机构", id, "已备案", truth(r));
    maybe(w, r, "机构", id, "已发", random_below(r, 3) ? "null" : "300.50");
}

static void
child(struct world *w, struct random *r, int id)
{
    char json[16];
    snprintf(json, sizeof json, "\"%u\"", random_below(r, INSTITUTIONS));
    maybe(w, r, "幼儿", id, "就读机构", json);
    snprintf(json, sizeof json, "%u", random_below(r, 73));
    maybe(w, r, "幼儿", id, "月龄", json);
    maybe(w, r, "幼儿", id, "低保", truth(r));
}

static void
set(struct tiao_facts *f, const char *entity, const char *id, const char *fact,
    const char *json)
{
    enum tiao_status status = tiao_facts_set(f, entity, id, fact, json);
    cr_assert_eq(status, TIAO_OK, "%s %s %s %s", entity, id, fact, json);
}

/* Rows without facts. */
static struct tiao_facts *
rows(const struct tiao_rulebook *book)
{
    struct tiao_facts *f;
    char id[16];
    cr_assert_eq(tiao_facts_new(book, &f), TIAO_OK);
    for (int i = 0; i < INSTITUTIONS; i++) {
        snprintf(id, sizeof id, "%d", i);
        cr_assert_eq(tiao_facts_row(f, "机构", id), TIAO_OK);
    }
    for (int i = 0; i < CHILDREN; i++) {
        snprintf(id, sizeof id, "%d", i);
        cr_assert_eq(tiao_facts_row(f, "幼儿", id), TIAO_OK);
    }
    cr_assert_eq(tiao_facts_closed(f, "机构", true), TIAO_OK);
    cr_assert_eq(tiao_facts_closed(f, "幼儿", true), TIAO_OK);
    return f;
}

static void
set_ground(struct tiao_facts *f, const struct tiao_ground *g)
{
    char json[256];
    if (g->none)
        snprintf(json, sizeof json, "null");
    else if (g->value_kind == TIAO_TRUTH)
        snprintf(json, sizeof json, "%s", g->exact);
    else
        snprintf(json, sizeof json, "\"%s\"", g->exact);
    set(f, g->entity, g->id, g->fact, json);
}

static bool
same(const struct tiao_answer *a, const struct tiao_answer *b)
{
    return a->state == b->state && !strcmp(a->exact, b->exact) &&
           !strcmp(a->fault, b->fault) &&
           !strcmp(a->fault_label, b->fault_label);
}

/* Answer I again, from its grounds alone. */
static void
check_answer(const struct tiao_rulebook *book, struct tiao_answers *answers,
             size_t i)
{
    const struct tiao_answer *a = tiao_answer(answers, i);
    const struct tiao_question q = {.ask = &a->decision, .asks = 1};
    struct tiao_explanation *why;
    struct tiao_answers *again;
    struct tiao_facts *f = rows(book);
    bool found = false;
    cr_assert_eq(tiao_explain(answers, i, &why), TIAO_OK);
    for (size_t k = 0; k < why->grounds; k++)
        set_ground(f, &why->ground[k]);
    cr_assert_eq(tiao_evaluate(f, &q, &again), TIAO_OK);
    for (size_t k = 0; k < tiao_answers_count(again); k++) {
        const struct tiao_answer *b = tiao_answer(again, k);
        if (strcmp(a->id, b->id) || strcmp(a->entity, b->entity))
            continue;
        found = true;
        cr_assert(same(a, b), "%s %s: %s, but with its reasons alone %s", a->id,
                  a->decision, a->words, b->words);
    }
    cr_assert(found);
    tiao_answers_free(again);
    tiao_facts_free(f);
    tiao_explanation_free(why);
}

Test(reason, suffices)
{
    struct random r = {7};
    struct tiao_rulebook *book;
    size_t known = 0;
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    for (int round = 0; round < ROUNDS; round++) {
        struct world w = {.n = 0};
        struct tiao_facts *f = rows(book);
        struct tiao_answers *answers;
        for (int i = 0; i < INSTITUTIONS; i++)
            institution(&w, &r, i);
        for (int i = 0; i < CHILDREN; i++)
            child(&w, &r, i);
        for (size_t i = 0; i < w.n; i++)
            set(f, w.fact[i].entity, w.fact[i].id, w.fact[i].fact,
                w.fact[i].json);
        cr_assert_eq(tiao_evaluate(f, NULL, &answers), TIAO_OK);
        for (size_t i = 0; i < tiao_answers_count(answers); i++) {
            if (tiao_answer(answers, i)->state == TIAO_UNKNOWN)
                continue;
            check_answer(book, answers, i);
            known++;
        }
        tiao_answers_free(answers);
        tiao_facts_free(f);
    }
    cr_assert_gt(known, 1000);
    tiao_rulebook_free(book);
}

/* What an unknown answer needs decides it: once all of it is given, over and
 * over, the answer is known. */
Test(reason, needs_decide)
{
    struct tiao_rulebook *book;
    struct tiao_facts *f;
    static const char *const ask[] = {"建设补贴"};
    const struct tiao_question q = {.ask = ask, .asks = 1};
    static const struct {
        const char *fact, *json;
    } value[] = {{"达标", "true"},
                 {"已备案", "true"},
                 {"已发", "null"},
                 {"托位数", "60"},
                 {"所在县区", "\"甘州区\""}};
    const char *words = NULL;
    cr_assert_eq(api_load(NULL, &book), TIAO_OK);
    f = rows(book);
    for (int step = 0; step < 4; step++) {
        struct tiao_answers *answers;
        const struct tiao_answer *a;
        cr_assert_eq(tiao_evaluate(f, &q, &answers), TIAO_OK);
        a = tiao_answer(answers, 0);
        cr_assert_eq(a->state, TIAO_UNKNOWN);
        cr_assert_eq(a->needs, (size_t)(4 - step));
        for (size_t i = 0; i < sizeof value / sizeof *value; i++)
            if (!strcmp(value[i].fact, a->need[0].fact))
                words = value[i].json;
        cr_assert_not_null(words);
        set(f, "机构", a->need[0].id, a->need[0].fact, words);
        tiao_answers_free(answers);
    }
    struct tiao_answers *answers;
    cr_assert_eq(tiao_evaluate(f, &q, &answers), TIAO_OK);
    cr_assert_eq(tiao_answer(answers, 0)->state, TIAO_VALUE);
    cr_assert_str_eq(tiao_answer(answers, 0)->exact, "30000.00");
    cr_assert_str_eq(tiao_answer(answers, 0)->words, "3万元");
    cr_assert_eq(tiao_answer(answers, 0)->readings, 0);
    tiao_answers_free(answers);
    tiao_facts_free(f);
    tiao_rulebook_free(book);
}

/* Reasons suffice in the examples too: periods, histories, references,
 * rosters, sums. Here the walk itself is asked, with everything withheld that
 * the reason does not name, readings and days included. */
#include "runtime/case.h"
#include "tests/unit/scratch.h"

struct example {
    const char *rules, *facts, *as_of;
};

static const struct example examples[] = {
    {ROOT "/rules", ROOT "/examples/city/institution.json", "2025-06-30"},
    {ROOT "/rules", ROOT "/examples/city/family.json", "2025-06-30"},
    {ROOT "/rules", ROOT "/examples/city/county.json", "2025-06-30"},
    {ROOT "/rules", ROOT "/examples/city/county.json", NULL},
    {ROOT "/examples/tax", ROOT "/examples/tax/payroll.json", "2025-03-31"},
    {ROOT "/examples/benefit", ROOT "/examples/benefit/households.json",
     "2025-06-30"},
};

static size_t
check_answers(const struct example *x, const struct tiao_answers *a)
{
    size_t known = 0;
    SCRATCH(arena);
    for (uint32_t i = 0; i < a->asked.list.n; i++) {
        struct leaves leaves = {0};
        struct arena_mark mark = arena_mark(&arena);
        struct spot at = a->asked.list.at[i].at;
        if (a->answer[i].state == TIAO_UNKNOWN)
            continue;
        reason_of(&arena, &a->filled, at, &a->question.limits, &leaves);
        cr_assert(reason_suffices(&arena, &a->filled, at, &a->question.limits,
                                  &leaves),
                  "%s: %s %s %s", x->facts, a->answer[i].id,
                  a->answer[i].decision, a->answer[i].words);
        arena_back(&arena, mark);
        known++;
    }
    arena_free(&arena);
    return known;
}

Test(reason_examples, suffice)
{
    size_t known = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct example *x = &examples[i];
        const struct tiao_question q = {.as_of = x->as_of};
        struct tiao_rulebook *book;
        struct tiao_facts *facts;
        struct tiao_answers *answers;
        cr_assert_eq(tiao_load_paths(&x->rules, 1, NULL, &book), TIAO_OK);
        cr_assert_eq(tiao_facts_new(book, &facts), TIAO_OK);
        cr_assert_eq(tiao_facts_file(facts, x->facts), TIAO_OK, "%s", x->facts);
        cr_assert_eq(tiao_evaluate(facts, &q, &answers), TIAO_OK);
        known += check_answers(x, answers);
        tiao_answers_free(answers);
        tiao_facts_free(facts);
        tiao_rulebook_free(book);
    }
    cr_assert_gt(known, 200);
}

/* Any facts are answered without harm: they are refused with a report, or each
 * answer of the rulebook comes back, the same when it alone is asked for, and
 * can be explained and printed.
 *
 * The first line says which rules of fuzz/rules/ are asked, as of which day,
 * for which period, and whether the readings are open; facts stand behind. */
#include <string.h>

#include "runtime/tiao.h"
#include "tests/fuzz/fuzz.h"

enum { RULEBOOKS = 3, ANSWERS_ASKED = 8, WORK_MOST = 200000 };

static struct tiao_rulebook *rulebook[RULEBOOKS];

static void
rulebooks_load(void)
{
    static const char *const path[RULEBOOKS] = {
        ROOT "/tests/fuzz/rules/care.tiao", ROOT "/tests/fuzz/rules/tax.tiao",
        ROOT "/tests/fuzz/rules/all.tiao"};
    for (int i = 0; i < RULEBOOKS && !rulebook[i]; i++)
        PROMISE(tiao_load_paths(&path[i], 1, NULL, &rulebook[i]) == TIAO_OK);
}

static bool
swallow(void *user, const char *at, size_t len)
{
    (void)at;
    *(size_t *)user += len;
    return true;
}

static void
print_all(struct tiao_answers *answers)
{
    static const enum tiao_format format[] = {TIAO_PRETTY, TIAO_PLAIN,
                                              TIAO_JSON};
    for (int i = 0; i < 3; i++) {
        struct tiao_print how = {.format = format[i]};
        size_t n = 0;
        PROMISE(tiao_answers_print(answers, &how, swallow, &n) == TIAO_OK);
    }
}

static void
explain_all(struct tiao_answers *answers)
{
    for (size_t i = 0; i < tiao_answers_count(answers) && i < ANSWERS_ASKED;
         i++) {
        struct tiao_explanation *why;
        PROMISE(tiao_explain(answers, i, &why) == TIAO_OK);
        PROMISE(why->steps > 0);
        tiao_explanation_free(why);
    }
}

/* The answer to ONE among all that are asked for. */
static const struct tiao_answer *
same_in(const struct tiao_answers *all, const struct tiao_answer *one)
{
    for (size_t i = 0; i < tiao_answers_count(all); i++) {
        const struct tiao_answer *a = tiao_answer(all, i);
        if (!strcmp(a->decision, one->decision) && !strcmp(a->id, one->id) &&
            !strcmp(a->entity, one->entity) && !strcmp(a->period, one->period))
            return a;
    }
    return NULL;
}

/* Asking for less changes nothing. */
static void
ask_alone(const struct tiao_facts *facts, struct tiao_question question,
          const struct tiao_answers *all)
{
    if (tiao_answers_count(all) == 0)
        return;
    const char *name = tiao_answer(all, 0)->decision;
    struct tiao_answers *answers;
    question.ask = &name;
    question.asks = 1;
    if (tiao_evaluate(facts, &question, &answers) == TIAO_OK)
        for (size_t i = 0; i < tiao_answers_count(answers); i++) {
            const struct tiao_answer *one = tiao_answer(answers, i);
            const struct tiao_answer *same = same_in(all, one);
            PROMISE(same && same->state == one->state);
            PROMISE(!strcmp(same->words, one->words));
        }
    tiao_answers_free(answers);
}

static void
ask(const struct tiao_facts *facts, const struct tiao_question *question)
{
    struct tiao_answers *answers;
    enum tiao_status status = tiao_evaluate(facts, question, &answers);
    PROMISE(status == TIAO_OK || status == TIAO_BAD_FACTS ||
            status == TIAO_LIMIT || status == TIAO_BAD_QUESTION);
    if (status == TIAO_OK) {
        print_all(answers);
        explain_all(answers);
        ask_alone(facts, *question, answers);
    }
    tiao_answers_free(answers);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const day[] = {NULL, "2025-03-31", "2024-02-29"};
    static const char *const period[] = {NULL, "2025-03", "2025"};
    static const struct tiao_choice open = {"口径", "?"};
    struct tiao_facts *facts;
    const uint8_t *line = memchr(data, '\n', size);
    if (!line || line - data < 4)
        return 0;
    rulebooks_load();
    PROMISE(tiao_facts_new(rulebook[data[0] % RULEBOOKS], &facts) == TIAO_OK);
    size_t rest = size - (size_t)(line + 1 - data);
    if (tiao_facts_json(facts, "fuzz", (const char *)line + 1, rest) ==
        TIAO_OK) {
        struct tiao_question question = {.as_of = day[data[1] % 3],
                                         .period = period[data[2] % 3],
                                         .choice = &open,
                                         .choices = data[3] % 2,
                                         .node_rows = WORK_MOST};
        ask(facts, &question);
    }
    tiao_facts_free(facts);
    return 0;
}

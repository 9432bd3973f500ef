/* One rulebook, many threads: each has its own facts and answers, and all see
 * the same. Under the thread sanitizer ("tsan" preset) this shows that a
 * rulebook does not change once it is loaded. Ends with "N passed, N failed".
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/tiao.h"

enum { THREADS = 8, ROUNDS = 4, ROOM = 1 << 18 };

struct worker {
    const struct tiao_rulebook *rulebook;
    const char *facts;
    size_t length;
    enum tiao_status status;
    size_t n;
    char *told; /* all that was printed, one behind another */
};

static bool
keep(void *user, const char *at, size_t len)
{
    struct worker *w = user;
    if (len > ROOM - w->n)
        return false;
    memcpy(w->told + w->n, at, len);
    w->n += len;
    return true;
}

/* What a rulebook says of itself. */
static enum tiao_status
look(struct worker *w)
{
    struct tiao_catalog *catalog = NULL;
    struct tiao_report *report = NULL;
    struct tiao_tests *tests = NULL;
    struct tiao_tidied *tidied = NULL;
    struct tiao_report *refused = NULL;
    struct tiao_test_question question = {.coverage = true};
    enum tiao_status status = tiao_catalog_of(w->rulebook, TIAO_ZH, &catalog);
    if (status == TIAO_OK)
        status = tiao_rulebook_report(w->rulebook, TIAO_ZH, &report);
    if (status == TIAO_OK)
        status = tiao_report_print(report, TIAO_REPORT_PRETTY, false, keep, w);
    if (status == TIAO_OK)
        status = tiao_test(w->rulebook, &question, &tests);
    if (status == TIAO_OK)
        status = tiao_tests_print(tests, TIAO_TEST_PRETTY, false, keep, w);
    if (status == TIAO_OK)
        status =
            tiao_tidy(w->rulebook, TIAO_SURFACE_EN, TIAO_EN, &tidied, &refused);
    tiao_tidied_free(tidied);
    tiao_report_free(refused);
    tiao_tests_free(tests);
    tiao_report_free(report);
    tiao_catalog_free(catalog);
    return status;
}

static enum tiao_status
ask(struct worker *w, const struct tiao_facts *facts)
{
    struct tiao_question question = {.as_of = "2025-06-30",
                                     .period = "2025-06"};
    struct tiao_print how = {
        .format = TIAO_PLAIN, .why = true, .why_not = true};
    struct tiao_answers *answers = NULL;
    enum tiao_status status = tiao_evaluate(facts, &question, &answers);
    if (status == TIAO_OK)
        status = tiao_answers_print(answers, &how, keep, w);
    if (status == TIAO_OK)
        status = tiao_receipt_print(answers, keep, w);
    tiao_answers_free(answers);
    return status;
}

static enum tiao_status
give(struct worker *w)
{
    struct tiao_facts *facts = NULL;
    enum tiao_status status = tiao_facts_new(w->rulebook, &facts);
    if (status == TIAO_OK)
        status = tiao_facts_json(facts, "facts.json", w->facts, w->length);
    if (status == TIAO_OK)
        status = ask(w, facts);
    tiao_facts_free(facts);
    return status;
}

static void *
work(void *argument)
{
    struct worker *w = argument;
    for (int i = 0; i < ROUNDS && w->status == TIAO_OK; i++) {
        w->n = 0;
        w->status = give(w);
        if (w->status == TIAO_OK)
            w->status = look(w);
    }
    return NULL;
}

/* How many of the threads failed, or were told something else than the first.
 */
static size_t
differ(const struct worker *worker)
{
    size_t failed = 0;
    for (int i = 0; i < THREADS; i++) {
        const struct worker *w = &worker[i];
        if (w->status == TIAO_OK && w->n && w->n == worker->n &&
            !memcmp(w->told, worker->told, w->n))
            continue;
        fprintf(stderr, "thread %d: status %d, %zu bytes\n", i, w->status,
                w->n);
        failed++;
    }
    return failed;
}

static size_t
run_all(const struct tiao_rulebook *rulebook, const char *facts, size_t length)
{
    struct worker worker[THREADS];
    pthread_t thread[THREADS];
    size_t failed;
    for (int i = 0; i < THREADS; i++) {
        worker[i] =
            (struct worker){rulebook, facts, length, TIAO_OK, 0, malloc(ROOM)};
        if (!worker[i].told ||
            pthread_create(&thread[i], NULL, work, &worker[i]))
            abort();
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    failed = differ(worker);
    for (int i = 0; i < THREADS; i++)
        free(worker[i].told);
    return failed;
}

int
main(void)
{
    static char facts[1 << 16];
    const char *path = ROOT "/tests/robust/journey.tiao";
    struct tiao_rulebook *rulebook = NULL;
    FILE *f = fopen(ROOT "/tests/robust/facts.json", "r");
    size_t length = f ? fread(facts, 1, sizeof facts, f) : 0, failed = THREADS;
    if (f)
        fclose(f);
    if (tiao_load_paths(&path, 1, NULL, &rulebook) == TIAO_OK)
        failed = run_all(rulebook, facts, length);
    tiao_rulebook_free(rulebook);
    printf("%zu passed, %zu failed\n", THREADS - failed, failed);
    return failed > 0;
}

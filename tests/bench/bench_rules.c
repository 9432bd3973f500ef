/* What measure one costs within a process, next to the same by hand in C: a
 * case through the walk and through the public interface, with and without
 * its explanation, and a table of 100,000 rows. Every figure stands on
 * results that are compared with those of the hand-written C in the run.
 *
 *   bench-rules RULES            a line a figure: name, median, least, most,
 *                                in nanoseconds of processor time
 *   bench-rules RULES --table    the table as lines of numbers, facts and
 *                                outcomes, for others to work out
 *   bench-rules RULES --facts    the facts of the first case */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/case.h"
#include "tests/bench/population.h"

enum {
    ROWS = 100000,
    CASES = 64,
    ROUNDS = 15,
    JSON_MOST = 4096,
    ASOF = 20254, /* 2025-06-15 */
};

static const struct month june = {20240, 20269};
static const char asof_text[] = "2025-06-15";

struct bench {
    struct arena arena, scratch; /* SCRATCH: of one walk */
    jmp_buf failure;
    struct tiao_rulebook *book;
    const struct plan *plan;
    node_id root[OUTCOMES];
    const struct slice *slice;
    struct data *one[CASES], *table;
    struct applicant applicant[CASES], *row;
    struct tiao_facts *facts[CASES];
    uint64_t node_rows; /* of one case */
    uint32_t wrong;
    int64_t sum; /* so that nothing is left out as useless */
};

/* Runs once through all cases, or through the table. */
typedef void work(struct bench *b);

static double
nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

_Noreturn static void
stop(const char *what)
{
    fprintf(stderr, "bench-rules: %s\n", what);
    exit(1);
}

static void
need(enum tiao_status status, const char *what)
{
    if (status != TIAO_OK)
        stop(what);
}

/* ---- the works ---- */

static void
walk_one(struct bench *b, uint32_t i, struct filled *out)
{
    if (plan_walk(&b->scratch, b->plan, b->one[i], b->slice, NULL, out))
        stop("the walk passed a limit");
}

static void
walk_table(struct bench *b, struct filled *out)
{
    if (plan_walk_asked(&b->scratch, b->plan, b->table, b->root, OUTCOMES, NULL,
                        out))
        stop("the walk passed a limit");
}

static void
work_walk(struct bench *b)
{
    struct filled out;
    for (uint32_t i = 0; i < CASES; i++) {
        struct arena_mark mark = arena_mark(&b->scratch);
        walk_one(b, i, &out);
        b->sum += out.column[b->root[OUTCOME_RUNNING]]->can;
        arena_back(&b->scratch, mark);
    }
}

static void
work_by_hand(struct bench *b)
{
    int64_t outcome[OUTCOMES];
    for (uint32_t i = 0; i < CASES; i++) {
        measure_one(&b->applicant[i], june, outcome);
        b->sum += outcome[OUTCOME_RUNNING];
    }
}

static struct tiao_answers *
evaluate(struct bench *b, uint32_t i)
{
    const struct tiao_question question = {
        .as_of = asof_text, .ask = outcome_names, .asks = OUTCOMES};
    struct tiao_answers *answers;
    need(tiao_evaluate(b->facts[i], &question, &answers), "no answers");
    return answers;
}

static void
work_evaluate(struct bench *b)
{
    for (uint32_t i = 0; i < CASES; i++) {
        struct tiao_answers *answers = evaluate(b, i);
        b->sum += (int64_t)tiao_answers_count(answers);
        tiao_answers_free(answers);
    }
}

static void
work_explain(struct bench *b)
{
    for (uint32_t i = 0; i < CASES; i++) {
        struct tiao_answers *answers = evaluate(b, i);
        for (unsigned j = 0; j < OUTCOMES; j++) {
            struct tiao_explanation *why;
            need(tiao_explain(answers, j, &why), "no explanation");
            b->sum += (int64_t)why->steps;
            tiao_explanation_free(why);
        }
        tiao_answers_free(answers);
    }
}

static void
work_table(struct bench *b)
{
    struct arena_mark mark = arena_mark(&b->scratch);
    struct filled out;
    walk_table(b, &out);
    b->sum += filled_asked(&out, b->root[OUTCOME_RUNNING], 0).can;
    arena_back(&b->scratch, mark);
}

static void
work_table_by_hand(struct bench *b)
{
    int64_t outcome[OUTCOMES];
    for (uint32_t i = 0; i < ROWS; i++) {
        measure_one(&b->row[i], june, outcome);
        for (unsigned j = 0; j < OUTCOMES; j++)
            b->sum += outcome[j];
    }
}

/* ---- are the results the same? ---- */

static void
check_walk(struct bench *b)
{
    struct filled out;
    for (uint32_t i = 0; i < CASES; i++) {
        struct arena_mark mark = arena_mark(&b->scratch);
        walk_one(b, i, &out);
        b->node_rows = out.work;
        b->wrong += outcomes_wrong(&out, b->root, i, 1, june);
        arena_back(&b->scratch, mark);
    }
    struct arena_mark mark = arena_mark(&b->scratch);
    walk_table(b, &out);
    b->wrong += outcomes_wrong(&out, b->root, 0, ROWS, june);
    arena_back(&b->scratch, mark);
}

static bool
answer_says(const struct tiao_answer *a, int64_t v)
{
    char exact[32];
    if (v == NOTHING)
        return a->state == TIAO_NONE;
    snprintf(exact, sizeof exact, "%lld.%02lld", (long long)v / 100,
             (long long)v % 100);
    return a->state == TIAO_VALUE && strcmp(a->exact, exact) == 0;
}

static void
check_interface(struct bench *b)
{
    for (uint32_t i = 0; i < CASES; i++) {
        int64_t outcome[OUTCOMES];
        struct tiao_answers *answers = evaluate(b, i);
        measure_one(&b->applicant[i], june, outcome);
        if (tiao_answers_count(answers) != OUTCOMES)
            stop("not an answer for each question");
        for (unsigned j = 0; j < OUTCOMES; j++)
            b->wrong += !answer_says(tiao_answer(answers, j), outcome[j]);
        tiao_answers_free(answers);
    }
}

/* ---- figures ---- */

static int
order(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* One figure: WORK, done TIMES in a round, comes to UNITS. */
struct figure {
    const char *name;
    work *work;
    uint32_t times, units;
    double took[ROUNDS];
};

static void
figures_print(struct bench *b, struct figure *f, size_t n)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < n; i++) {
            double from = nanoseconds();
            for (uint32_t k = 0; k < f[i].times; k++)
                f[i].work(b);
            f[i].took[round] = (nanoseconds() - from) / f[i].times / f[i].units;
        }
    }
    for (size_t i = 0; i < n; i++) {
        qsort(f[i].took, ROUNDS, sizeof *f[i].took, order);
        printf("%s\t%.1f\t%.1f\t%.1f\n", f[i].name, f[i].took[ROUNDS / 2],
               f[i].took[0], f[i].took[ROUNDS - 1]);
    }
    printf("node-rows\t%llu\n", (unsigned long long)b->node_rows);
}

static void
measure(struct bench *b)
{
    struct figure figure[] = {
        {"case-by-hand", work_by_hand, 2000, CASES, {0}},
        {"case-walk", work_walk, 60, CASES, {0}},
        {"case-evaluate", work_evaluate, 4, CASES, {0}},
        {"case-explain", work_explain, 1, CASES, {0}},
        {"table-by-hand", work_table_by_hand, 4, ROWS, {0}},
        {"table-walk", work_table, 1, ROWS, {0}},
    };
    figures_print(b, figure, sizeof figure / sizeof *figure);
}

/* Facts and outcomes, a line a row: for SQLite and Lua. */
static void
table_print(void)
{
    for (uint32_t i = 0; i < ROWS; i++) {
        struct applicant a = applicant_of(i);
        int64_t outcome[OUTCOMES], sum = 0;
        measure_one(&a, june, outcome);
        for (unsigned j = 0; j < OUTCOMES; j++)
            sum += outcome[j];
        printf("%u\t%u\t%u\t%u\t%u\t%u\t%d\t%d\t%d\t%d\t%lld\t%lld\t%lld\n",
               a.kind, a.owner, a.county, a.home, a.meets, a.filed, a.places,
               a.born, a.entered, a.left, (long long)a.fee, (long long)a.paid,
               (long long)sum);
    }
}

/* ---- setting up ---- */

static void
prepare(struct bench *b)
{
    char json[JSON_MOST];
    b->plan = b->book->plan;
    outcome_roots(b->plan, b->root);
    b->slice = plan_slice(&b->arena, b->plan, b->root, OUTCOMES);
    for (uint32_t i = 0; i < CASES; i++) {
        size_t len = applicant_json(i, json, sizeof json);
        b->applicant[i] = applicant_of(i);
        b->one[i] = population_data(&b->arena, b->plan, i, 1, ASOF);
        need(tiao_facts_new(b->book, &b->facts[i]), "no facts");
        need(tiao_facts_json(b->facts[i], "facts", json, len), "bad facts");
    }
    b->row = arena_array(&b->arena, struct applicant, ROWS);
    for (uint32_t i = 0; i < ROWS; i++)
        b->row[i] = applicant_of(i);
    b->table = population_data(&b->arena, b->plan, 0, ROWS, ASOF);
}

static int
run(struct bench *b, const char *rules)
{
    need(tiao_load_paths(&rules, 1, NULL, &b->book), "the rules have errors");
    prepare(b);
    check_walk(b);
    check_interface(b);
    if (b->wrong) {
        fprintf(stderr, "bench-rules: %u outcomes differ\n", b->wrong);
        return 1;
    }
    measure(b);
    return 0;
}

static void
facts_print(void)
{
    char json[JSON_MOST];
    applicant_json(0, json, sizeof json);
    fputs(json, stdout);
}

int
main(int argc, char **argv)
{
    static struct bench b;
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: bench-rules RULES [--table | --facts]\n");
        return 2;
    }
    if (argc == 3) {
        if (strcmp(argv[2], "--table") == 0)
            table_print();
        else
            facts_print();
        return 0;
    }
    if (setjmp(b.failure)) {
        fprintf(stderr, "bench-rules: out of memory\n");
        return 6;
    }
    arena_init(&b.arena, &allocator_libc, &b.failure);
    arena_init(&b.scratch, &allocator_libc, &b.failure);
    int status = run(&b, argv[1]);
    for (uint32_t i = 0; i < CASES; i++)
        tiao_facts_free(b.facts[i]);
    tiao_rulebook_free(b.book);
    arena_free(&b.scratch);
    arena_free(&b.arena);
    return status;
}

/* Asks a rulebook what follows from facts, and prints each answer with the
 * facts that it rests on, or that are still needed.
 *
 *     cc -std=c17 embed.c $(pkg-config --cflags --libs tiao) -o embed
 *     ./embed rules facts.json 2025-06-30
 *
 * Every call returns a status; objects are freed in the reverse order. */
#include <stdio.h>

#include <tiao.h>

static void
print_report(const struct tiao_report *report)
{
    for (size_t i = 0; i < report->n; i++)
        fprintf(stderr, "%s:%u:%u: %s %s\n", report->at[i].place.file,
                report->at[i].place.line, report->at[i].place.column,
                report->at[i].code, report->at[i].message);
}

static void
print_grounds(struct tiao_answers *answers, size_t i)
{
    struct tiao_explanation *explanation = NULL;
    if (tiao_explain(answers, i, &explanation) != TIAO_OK)
        return;
    for (size_t k = 0; k < explanation->grounds; k++) {
        const struct tiao_ground *ground = &explanation->ground[k];
        printf("    %s = %s\n", ground->fact, ground->value);
    }
    tiao_explanation_free(explanation);
}

static void
print_answer(struct tiao_answers *answers, size_t i)
{
    const struct tiao_answer *answer = tiao_answer(answers, i);
    printf("%s %s %s: %s\n", answer->id, answer->decision, answer->period,
           answer->words);
    if (answer->state == TIAO_UNKNOWN) {
        for (size_t k = 0; k < answer->needs; k++)
            printf("    ? %s %s\n", answer->need[k].fact,
                   answer->need[k].question);
    } else {
        print_grounds(answers, i);
    }
}

static enum tiao_status
ask(const struct tiao_facts *facts, const char *day)
{
    struct tiao_question question = {.as_of = day, .language = TIAO_ZH};
    struct tiao_answers *answers = NULL;
    struct tiao_report *report = NULL;
    enum tiao_status status = tiao_evaluate(facts, &question, &answers);
    if (status == TIAO_OK) {
        size_t n = tiao_answers_count(answers);
        for (size_t i = 0; i < n; i++)
            print_answer(answers, i);
    } else if (answers &&
               tiao_answers_report(answers, TIAO_ZH, &report) == TIAO_OK) {
        print_report(report);
    }
    tiao_report_free(report);
    tiao_answers_free(answers);
    return status;
}

static enum tiao_status
ask_file(const struct tiao_rulebook *rulebook, const char *path,
         const char *day)
{
    struct tiao_facts *facts = NULL;
    struct tiao_report *report = NULL;
    enum tiao_status status = tiao_facts_new(rulebook, &facts);
    if (status == TIAO_OK)
        status = tiao_facts_file(facts, path);
    if (status == TIAO_OK)
        status = ask(facts, day);
    else if (facts && tiao_facts_report(facts, TIAO_ZH, &report) == TIAO_OK)
        print_report(report);
    tiao_report_free(report);
    tiao_facts_free(facts);
    return status;
}

int
main(int argc, char **argv)
{
    struct tiao_rulebook *rulebook = NULL;
    struct tiao_report *report = NULL;
    if (argc != 4) {
        fprintf(stderr, "usage: %s RULES FACTS DAY\n", argv[0]);
        return 2;
    }
    const char *const paths[] = {argv[1]};
    enum tiao_status status = tiao_load_paths(paths, 1, NULL, &rulebook);
    if (status == TIAO_OK)
        status = ask_file(rulebook, argv[2], argv[3]);
    else if (rulebook &&
             tiao_rulebook_report(rulebook, TIAO_ZH, &report) == TIAO_OK)
        print_report(report);
    tiao_report_free(report);
    tiao_rulebook_free(rulebook);
    return status == TIAO_OK ? 0 : 1;
}

/* The session as a case, and what the rulebook holds. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/repl.h"
#include "runtime/repl_value.h"

enum word { CASE, GIVEN, WITH, ON, ASSUMING, EXPECT, OF, NOT, COMMA, WORDS };

/* The words that a case is written in. */
static const char *
word(const struct repl *r, enum word which)
{
    static const char *const words[WORDS][2] = {
        [CASE] = {"案例", "case"},    [GIVEN] = {"设", "given"},
        [WITH] = {"有", "with"},      [ON] = {"于", "on"},
        [ASSUMING] = {"设", "given"}, [EXPECT] = {"预期", "expect"},
        [OF] = {" 的 ", "'s "},       [NOT] = {"非", "not"},
        [COMMA] = {"、", ", "},
    };
    return words[which][r->language];
}

static void
name_print(FILE *to, const char *name)
{
    char *written = name_written(name);
    fputs(written, to);
    free(written);
}

/* ---- what is given ---- */

static bool
row_unnamed(const struct row *row)
{
    return !strcmp(row->entity, row->id);
}

static void
fact_print(FILE *to, const struct given *g)
{
    name_print(to, g->fact);
    fprintf(to, " = %s", g->words);
}

/* Facts of one row, or of the case, that a case can have. */
static void
row_print(struct repl *r, FILE *to, const struct row *row)
{
    bool first = true;
    fprintf(to, "  %s ", word(r, GIVEN));
    if (!row_unnamed(row)) {
        name_print(to, row->id);
        fputs(" : ", to);
    }
    name_print(to, row->entity);
    for (size_t i = 0; i < r->now.given.n; i++) {
        const struct given *g = LIST(struct given, r->now.given, i);
        if (strcmp(g->entity, row->entity) || strcmp(g->id, row->id) ||
            !g->words[0])
            continue;
        if (first)
            fprintf(to, " %s ", word(r, WITH));
        else
            fputs(word(r, COMMA), to);
        fact_print(to, g);
        first = false;
    }
    fputc('\n', to);
}

/* Facts of the case itself, and of members of rosters. */
static void
others_print(struct repl *r, FILE *to)
{
    for (size_t i = 0; i < r->now.given.n; i++) {
        const struct given *g = LIST(struct given, r->now.given, i);
        const struct tiao_entity *e = entity_named(r, g->entity);
        if ((g->entity[0] && (!e || !e->roster)) || !g->words[0])
            continue;
        fprintf(to, "  %s ", word(r, GIVEN));
        if (g->entity[0]) {
            name_print(to, g->id);
            fputs(word(r, OF), to);
        }
        fact_print(to, g);
        fputc('\n', to);
    }
}

/* What has no form in a case is said, not lost in silence. */
static void
lost_say(struct repl *r)
{
    for (size_t i = 0; i < r->now.given.n; i++) {
        const struct given *g = LIST(struct given, r->now.given, i);
        if (!g->words[0])
            refuse(r, STATUS_FACTS, TELL_NO_CASE, g->fact, "");
    }
    for (size_t i = 0; i < r->facts.n; i++)
        refuse(r, STATUS_FACTS, TELL_FILE_FACTS, *LIST(char *, r->facts, i),
               "");
}

/* ---- what is expected ---- */

/* 30000.00 as 30000. */
static void
number_print(FILE *to, const char *exact)
{
    size_t n = strlen(exact);
    while (strchr(exact, '.') && exact[n - 1] == '0')
        n--;
    if (exact[n - 1] == '.')
        n--;
    fprintf(to, " = %.*s", (int)n, exact);
}

/* Its status, or something else there is to say of a duty. */
static bool
of_duty(const struct tiao_answer *a)
{
    return a->kind == TIAO_DUTY || a->kind == TIAO_FACET;
}

/* The outcome of A as an expectation; false when a case has no word for it. */
static bool
outcome_print(struct repl *r, FILE *to, const struct tiao_answer *a)
{
    static const char *const states[][2] = {
        [TIAO_NONE] = {"无", "none"},
        [TIAO_UNKNOWN] = {"未知", "unknown"},
        [TIAO_FAULT] = {"冲突", "conflict"},
    };
    char *name;
    if (a->state != TIAO_VALUE) {
        if (a->state == TIAO_FAULT && strcmp(a->fault, "conflict"))
            return false;
        fprintf(to, " %s", states[a->state][r->language]);
        return true;
    }
    switch (a->value_kind) {
    case TIAO_TRUTH:
        fprintf(to, " = %s", a->words);
        return true;
    case TIAO_NUMBER:
        number_print(to, a->exact);
        fputs(a->unit, to);
        return !strchr(a->exact, '/');
    case TIAO_DATE:
    case TIAO_PERIOD:
        fprintf(to, " = %s", a->exact);
        return true;
    case TIAO_MEMBER:
    case TIAO_REFERENCE:
        name = name_written(of_duty(a) ? a->words : a->exact);
        fprintf(to, " = %s", name);
        free(name);
        return true;
    case TIAO_TEXT:
        fprintf(to, " = “%s”", a->exact);
        return true;
    case TIAO_LIST:
        break;
    }
    return false;
}

/* A duty is meant in the window that was asked about, not in all so far. */
static void
expectation_print(struct repl *r, FILE *to, const struct tiao_answer *a)
{
    char *line = NULL;
    size_t size;
    FILE *text = open_memstream(&line, &size);
    bool fine = false, window = of_duty(a) && a->period[0];
    if (text) {
        fprintf(text, "  %s %s", word(r, EXPECT), window ? "(" : "");
        if (a->id[0] && strcmp(a->id, a->entity)) {
            name_print(text, a->id);
            fputs(word(r, OF), text);
        }
        fputs(a->decision, text);
        if (window)
            fprintf(text, " %s %s)", word(r, ON), a->period);
        fine = outcome_print(r, text, a);
        fclose(text);
    }
    if (fine)
        fprintf(to, "%s\n", line);
    else
        refuse(r, STATUS_NO, TELL_NO_CASE, a->decision, "");
    free(line);
}

static bool
answer_again(const struct tiao_answers *answers, size_t i)
{
    const struct tiao_answer *a = tiao_answer(answers, i);
    for (size_t k = 0; k < tiao_answers_count(answers); k++) {
        const struct tiao_answer *b = tiao_answer(answers, k);
        if (k != i && !strcmp(a->decision, b->decision) &&
            !strcmp(a->id, b->id) && !strcmp(a->entity, b->entity))
            return true;
    }
    return false;
}

/* A case stands at one day or period, so one of many has no place in it. */
static void
asked_print(struct repl *r, FILE *to, const struct asked *asked)
{
    const char *name = asked->decision;
    struct tiao_answers *answers = NULL;
    if (decision_named(r, name))
        answers = session_ask(r, r->rulebook, &name, 1);
    for (size_t i = 0; answers && i < tiao_answers_count(answers); i++) {
        const struct tiao_answer *a = tiao_answer(answers, i);
        if (asked->id[0] && strcmp(asked->id, a->id))
            continue;
        if (answer_again(answers, i))
            refuse(r, STATUS_NO, TELL_NO_CASE, name, "");
        else
            expectation_print(r, to, a);
    }
    tiao_answers_free(answers);
}

/* ---- the case ---- */

void
case_print(struct repl *r, FILE *to, const char *name)
{
    const struct supposed *now = &r->now;
    bool whole = strchr(now->period, '.') == NULL;
    fprintf(to, "%s ", word(r, CASE));
    name_print(to, name[0] ? name : tell_text(r->language, TELL_CASE_NAME));
    fputc('\n', to);
    if (now->period[0] && whole)
        fprintf(to, "  %s %s\n", word(r, ON), now->period);
    else if (now->as_of[0])
        fprintf(to, "  %s %s\n", word(r, ON), now->as_of);
    for (size_t i = 0; i < now->choice.n; i++) {
        const struct choice *c = LIST(struct choice, now->choice, i);
        fprintf(to, "  %s ", word(r, ASSUMING));
        name_print(to, c->reading);
        fputs(" = ", to);
        if (strcmp(c->alternative, "?"))
            name_print(to, c->alternative);
        else
            fputs(r->language == TIAO_ZH ? "未知" : "unknown", to);
        fputc('\n', to);
    }
    others_print(r, to);
    for (size_t i = 0; i < now->row.n; i++)
        row_print(r, to, LIST(struct row, now->row, i));
    for (size_t i = 0; i < r->asked.n; i++)
        asked_print(r, to, LIST(struct asked, r->asked, i));
    lost_say(r);
}

void
case_save(struct repl *r, char *text)
{
    char *blank = strpbrk(text, " \t");
    const char *name = "";
    struct output o;
    if (blank) {
        *blank = '\0';
        name = text_trim(blank + 1);
    }
    if (!access(text, F_OK)) {
        refuse(r, STATUS_WORLD, TELL_EXISTS, text, "");
        return;
    }
    if (!output_open(r->command, &o, text)) {
        r->status = r->status == STATUS_FINE ? STATUS_WORLD : r->status;
        return;
    }
    if (r->text[0])
        fprintf(o.file, "%s\n", r->text);
    case_print(r, o.file, name);
    if (output_close(r->command, &o, text))
        tell(r, TELL_SAVED, text, "");
    else
        r->status = r->status == STATUS_FINE ? STATUS_WORLD : r->status;
}

/* ---- the catalog ---- */

static void
facts_table(struct repl *r, const char *entity, const char *name)
{
    const struct tiao_catalog *c = r->catalog;
    bool first = true;
    for (size_t i = 0; i < c->facts; i++) {
        if (strcmp(c->fact[i].entity, entity))
            continue;
        if (first)
            fprintf(r->out, "%s\n", name);
        first = false;
        fprintf(r->out, "  %s : %s\n", c->fact[i].name, c->fact[i].type.words);
    }
}

static void
decisions_table(struct repl *r)
{
    const struct tiao_catalog *c = r->catalog;
    if (c->decisions)
        tell(r, TELL_DECISIONS, "", "");
    for (size_t i = 0; i < c->decisions; i++) {
        const struct tiao_decision *d = &c->decision[i];
        fprintf(r->out, "  %s%s%s : %s", d->entity, d->entity[0] ? " " : "",
                d->name, d->type.words);
        if (d->citation_words[0])
            fprintf(r->out, r->language == TIAO_ZH ? "（%s）" : " (%s)",
                    d->citation_words);
        fputc('\n', r->out);
    }
}

static void
readings_table(struct repl *r)
{
    const struct tiao_catalog *c = r->catalog;
    if (c->readings)
        tell(r, TELL_READINGS, "", "");
    for (size_t i = 0; i < c->readings; i++) {
        const struct tiao_reading *g = &c->reading[i];
        fprintf(r->out, "  %s\n", g->name);
        for (size_t k = 0; k < g->alternatives; k++)
            fprintf(r->out,
                    r->language == TIAO_ZH ? "    %s %s “%s”\n"
                                           : "    %s %s \"%s\"\n",
                    k == g->taken ? "*" : "-", g->alternative[k], g->text[k]);
    }
}

void
tables_show(struct repl *r)
{
    const struct tiao_catalog *c = r->catalog;
    if (!c) {
        refuse(r, STATUS_RULES, TELL_BROKEN, "", "");
        return;
    }
    facts_table(r, "", tell_text(r->language, TELL_OF_CASE));
    for (size_t i = 0; i < c->entities; i++) {
        if (c->entity[i].facts)
            facts_table(r, c->entity[i].name, c->entity[i].name);
        else if (!c->entity[i].roster)
            fprintf(r->out, "%s\n", c->entity[i].name);
    }
    decisions_table(r);
    readings_table(r);
}

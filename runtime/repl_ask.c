/* Questions: a decision, the decision of a row, an expression. */
#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"

/* 甲园 的 建设补贴 begins with a row: its name (to be freed), and what stands
 * behind it. */
static char *
row_in_front(struct repl *r, const char *text, const char **rest)
{
    static const char *const marks[] = {"的", ".", "'s ", " "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(text, marks[i]);
        char *copy, *id = NULL;
        if (!at)
            continue;
        copy = text_copy(text, (size_t)(at - text));
        if (row_entity(r, text_trim(copy)))
            id = text_copy(text_trim(copy), strlen(text_trim(copy)));
        free(copy);
        if (id) {
            *rest = at + strlen(marks[i]);
            return id;
        }
    }
    return NULL;
}

const struct tiao_decision *
ask_decision(struct repl *r, const char *text, char **id)
{
    const struct tiao_decision *d = decision_named(r, text);
    const char *rest;
    *id = NULL;
    if (!d && (*id = row_in_front(r, text, &rest))) {
        const char *entity = row_entity(r, *id);
        d = decision_named(r, rest);
        if (d && strcmp(d->entity, entity))
            d = NULL;
        if (!d) {
            free(*id);
            *id = NULL;
        }
    }
    if (d && !*id)
        *id = text_copy("", 0);
    return d;
}

/* ---- printing ---- */

static bool
answer_counts(const struct tiao_answer *a, const char *id)
{
    return !id[0] || !strcmp(a->id, id);
}

void
need_print(struct repl *r, FILE *to, const struct tiao_ground *need,
           const char *indent)
{
    fprintf(to, "%s%s%s%s", indent, need->id, need->id[0] ? " " : "",
            need->fact);
    if (need->time[0])
        fprintf(to, " %s", need->time);
    if (need->question[0])
        fprintf(to, r->language == TIAO_ZH ? "：“%s”" : ": \"%s\"",
                need->question);
    if (need->evidence[0]) {
        fputs(r->language == TIAO_ZH ? "，" : ", ", to);
        tell_to(to, r->language, TELL_PROOF, need->evidence, "");
    }
    if (need->awaits[0]) {
        fputs(r->language == TIAO_ZH ? "，" : ", ", to);
        tell_to(to, r->language, TELL_FROM_WHO, need->awaits, "");
    }
    fputc('\n', to);
}

static void
needs_print(struct repl *r, struct tiao_answers *answers, const char *id)
{
    bool any = false;
    for (size_t i = 0; i < tiao_answers_count(answers); i++) {
        const struct tiao_answer *a = tiao_answer(answers, i);
        if (!answer_counts(a, id) || (!a->needs && !a->needs_as_of))
            continue;
        fprintf(r->out, "%s%s%s\n", a->id, a->id[0] ? " " : "", a->decision);
        for (size_t k = 0; k < a->needs; k++)
            need_print(r, r->out, &a->need[k], "  ");
        if (a->needs_as_of) {
            fputs("  ", r->out);
            tell(r, TELL_DAY, "", "");
        }
        any = true;
    }
    if (!any)
        tell(r, TELL_KNOWN, "", "");
}

static void
answers_print(struct repl *r, struct tiao_answers *answers, const char *id,
              enum show show)
{
    struct tiao_print how = {.format = r->format,
                             .why = show == SHOW_WHY,
                             .why_not = show == SHOW_WHY_NOT,
                             .colour = r->command->colour,
                             .id = id[0] ? id : NULL};
    struct tiao_report *report = NULL;
    tiao_answers_report(answers, r->language, &report);
    if (report && report->n)
        refuse_report(r, STATUS_FINE, report);
    else
        tiao_report_free(report);
    if (!tiao_answers_count(answers))
        tell(r, TELL_NO_ANSWER, "", "");
    else
        tiao_answers_print(answers, &how, file_write, r->out);
    for (size_t i = 0; i < tiao_answers_count(answers); i++)
        if (answer_counts(tiao_answer(answers, i), id) &&
            tiao_answer(answers, i)->state == TIAO_FAULT &&
            r->status == STATUS_FINE)
            r->status = STATUS_FAULT;
}

/* ---- a decision ---- */

static void
asked_add(struct repl *r, const char *decision, const char *id)
{
    struct asked *a;
    for (size_t i = 0; i < r->asked.n; i++) {
        a = LIST(struct asked, r->asked, i);
        if (!strcmp(a->decision, decision) && (!a->id[0] || !strcmp(a->id, id)))
            return;
        if (!strcmp(a->decision, decision) && !id[0])
            list_cut(&r->asked, i--, sizeof *a);
    }
    a = list_add(&r->asked, sizeof *a);
    text_put(&a->decision, decision);
    text_put(&a->id, id);
}

/* A decision about rows can only be asked of rows that are there. */
static void
row_exists(struct repl *r, const char *entity)
{
    const struct tiao_entity *e = entity_named(r, entity);
    if (!e || e->roster || r->facts.n)
        return;
    for (size_t i = 0; i < r->now.row.n; i++)
        if (!strcmp(LIST(struct row, r->now.row, i)->entity, entity))
            return;
    row_add(r, entity, entity);
}

static void
decision_ask(struct repl *r, const struct tiao_decision *d, const char *id,
             enum show show)
{
    struct tiao_answers *answers;
    row_exists(r, d->entity);
    asked_add(r, d->name, id);
    answers = session_ask(r, r->rulebook, &d->name, 1);
    if (answers && show == SHOW_NEEDS)
        needs_print(r, answers, id);
    else if (answers)
        answers_print(r, answers, id, show);
    tiao_answers_free(answers);
}

/* ---- an expression ---- */

static void
worth_print(struct repl *r, struct tiao_answers *answers, const char *id)
{
    for (size_t i = 0; i < tiao_answers_count(answers); i++) {
        const struct tiao_answer *a = tiao_answer(answers, i);
        if (!answer_counts(a, id))
            continue;
        if (a->id[0] && tiao_answers_count(answers) > 1 && !id[0])
            fprintf(r->out, r->language == TIAO_ZH ? "%s：" : "%s: ", a->id);
        /* The expression has no name that its fault could be told by. */
        fprintf(r->out, "%s\n",
                strcmp(a->fault_label, "?") ? a->words : a->fault_words);
        if (a->state == TIAO_FAULT && r->status == STATUS_FINE)
            r->status = STATUS_FAULT;
    }
}

static void
worth_ask(struct repl *r, const struct tiao_rulebook *book, const char *entity,
          const char *id, enum show show)
{
    static const char *const question = "?";
    struct tiao_answers *answers;
    if (entity)
        row_exists(r, entity);
    answers = session_ask(r, book, &question, 1);
    if (!answers)
        return;
    if (show == SHOW_NEEDS)
        needs_print(r, answers, id);
    else if (show == SHOW_WHY || show == SHOW_WHY_NOT || r->format == TIAO_JSON)
        answers_print(r, answers, id, show);
    else if (!tiao_answers_count(answers))
        tell(r, TELL_NO_ANSWER, "", "");
    else
        worth_print(r, answers, id);
    tiao_answers_free(answers);
}

/* Does TEXT speak of a fact or decision of ENTITY? */
static bool
speaks_of(struct repl *r, const char *text, const char *entity)
{
    for (size_t i = 0; i < r->catalog->facts; i++)
        if (!strcmp(r->catalog->fact[i].entity, entity) &&
            strstr(text, r->catalog->fact[i].name))
            return true;
    for (size_t i = 0; i < r->catalog->decisions; i++)
        if (!strcmp(r->catalog->decision[i].entity, entity) &&
            strstr(text, r->catalog->decision[i].name))
            return true;
    return false;
}

/* The places where an expression may have a meaning: the case, the row spoken
 * of, any entity that it names. The one at I of them; false past the end. */
static bool
place_at(struct repl *r, const char *text, size_t i, const char **place)
{
    const struct tiao_catalog *c = r->catalog;
    *place = NULL;
    if (i == 1 && r->entity[0])
        *place = r->entity;
    if (i < 2)
        return true;
    i -= 2;
    if (i < c->entities && speaks_of(r, text, c->entity[i].name))
        *place = c->entity[i].name;
    return i < c->entities;
}

/* The rulebook with the expression TEXT, in the first place where it has a
 * meaning. *ENTITY, when it is null, becomes that place. Null after messages:
 * those of the place that it speaks of. */
static struct tiao_rulebook *
worth_rulebook(struct repl *r, const char *text, const char **entity)
{
    struct tiao_report *report, *kept = NULL;
    const char *place = *entity;
    struct tiao_rulebook *book = session_expression(r, text, place, &kept);
    bool spoken = place != NULL;
    for (size_t i = 1; !book && !*entity && place_at(r, text, i, &place); i++) {
        if (!place)
            continue;
        book = session_expression(r, text, place, &report);
        if (!spoken && report && speaks_of(r, text, place)) {
            struct tiao_report *other = kept;
            kept = report;
            report = other;
            spoken = true;
        }
        tiao_report_free(report);
    }
    if (!book)
        refuse_report(r, STATUS_USAGE, kept);
    else
        tiao_report_free(kept);
    *entity = book ? place : NULL;
    return book;
}

static bool
expression_ask(struct repl *r, const char *text, enum show show)
{
    const char *rest = text, *entity = NULL;
    char *id = row_in_front(r, text, &rest);
    struct tiao_rulebook *book;
    if (id)
        entity = row_entity(r, id);
    book = worth_rulebook(r, rest, &entity);
    if (book)
        worth_ask(r, book, entity, id ? id : "", show);
    tiao_rulebook_free(book);
    free(id);
    return book != NULL;
}

/* Without the sign that people put behind a question. */
static char *
question_plain(char *text)
{
    static const char *const marks[] = {"？", "?"};
    text = text_trim(text);
    for (int i = 0; i < 2; i++) {
        size_t n = strlen(text), m = strlen(marks[i]);
        if (n > m && !strcmp(text + n - m, marks[i]))
            text[n - m] = '\0';
    }
    return text_trim(text);
}

void
ask(struct repl *r, const char *text, enum show show)
{
    const struct tiao_decision *d;
    char *own, *question, *id;
    if (!r->rulebook) {
        refuse(r, STATUS_RULES, TELL_BROKEN, "", "");
        return;
    }
    own = text_copy(text, strlen(text));
    question = question_plain(own);
    d = ask_decision(r, question, &id);
    if (d)
        decision_ask(r, d, id, show);
    if (d || expression_ask(r, question, show))
        text_put(&r->last, question);
    free(own);
    free(id);
}

/* ---- what if ---- */

void
ask_what(struct repl *r, char *text)
{
    struct supposed before = supposed_copy(&r->now);
    struct list old = outcomes_now(r), new = {0}, parts = text_parts(text);
    bool fine = true;
    for (size_t i = 0; i < parts.n && fine; i++)
        fine = fact_read(r, *LIST(char *, parts, i));
    if (fine)
        new = outcomes_now(r);
    if (fine && !outcomes_compare(r, &old, &new))
        tell(r, TELL_SAME, "", "");
    supposed_free(&r->now);
    r->now = before;
    outcomes_free(&old);
    outcomes_free(&new);
    free(parts.at);
}

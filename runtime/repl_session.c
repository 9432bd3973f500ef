/* The rulebook and the facts of a session, as the library has them. Facts are
 * given anew for every question: they are few, and the rules may have changed.
 */
#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"

/* Memory was refused: by us after Ctrl-C, or by the system. */
static void
memory_refused(struct repl *r)
{
    if (line_interrupted()) {
        /* Behind the ^C that the terminal shows. */
        fputc('\n', r->out);
        refuse(r, STATUS_FINE, TELL_STOPPED, "", "");
    } else {
        refuse_memory(r);
    }
}

/* ---- rules ---- */

static bool
book_keep(struct repl *r, struct tiao_rulebook *book)
{
    struct tiao_catalog *catalog;
    if (tiao_catalog_of(book, r->language, &catalog) != TIAO_OK) {
        tiao_rulebook_free(book);
        return false;
    }
    tiao_catalog_free(r->catalog);
    tiao_rulebook_free(r->rulebook);
    r->rulebook = book;
    r->catalog = catalog;
    return true;
}

static enum tiao_status
book_load(struct repl *r, const char *text, const struct tiao_file *expression,
          const char *entity, struct tiao_rulebook **book)
{
    struct tiao_settings settings = r->settings;
    struct tiao_file session = {tell_text(r->language, TELL_SESSION), text,
                                strlen(text)};
    settings.extra = &session;
    settings.extras = text[0] ? 1 : 0;
    settings.expression = expression;
    settings.expression_entity = entity;
    return tiao_load_paths((const char *const *)r->path.at, r->path.n,
                           &settings, book);
}

bool
session_load(struct repl *r, const char *text)
{
    struct tiao_rulebook *book;
    struct tiao_report *report = NULL;
    enum tiao_status status = book_load(r, text, NULL, NULL, &book);
    if (!book) {
        memory_refused(r);
        return false;
    }
    if (status == TIAO_OK)
        return book_keep(r, book);
    tiao_rulebook_report(book, r->language, &report);
    refuse_report(r, status_of(status), report);
    tiao_rulebook_free(book);
    return false;
}

struct tiao_rulebook *
session_expression(struct repl *r, const char *text, const char *entity,
                   struct tiao_report **report)
{
    struct tiao_file file = {tell_text(r->language, TELL_EXPRESSION), text,
                             strlen(text)};
    struct tiao_rulebook *book;
    *report = NULL;
    if (book_load(r, r->text, &file, entity, &book) == TIAO_OK)
        return book;
    if (book)
        tiao_rulebook_report(book, r->language, report);
    tiao_rulebook_free(book);
    return NULL;
}

/* ---- facts ---- */

static bool
facts_failed(struct repl *r, struct tiao_facts *facts, enum tiao_status status)
{
    struct tiao_report *report = NULL;
    if (status == TIAO_MEMORY) {
        memory_refused(r);
        return false;
    }
    tiao_facts_report(facts, r->language, &report);
    refuse_report(r, status_of(status), report);
    return false;
}

static bool
given_beside(const struct given *a, const struct given *b)
{
    return a->when[0] && b->when[0] && !strcmp(a->entity, b->entity) &&
           !strcmp(a->id, b->id) && !strcmp(a->fact, b->fact);
}

/* Is there one before I that speaks for it? */
static bool
given_again(const struct repl *r, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (given_beside(LIST(struct given, r->now.given, k),
                         LIST(struct given, r->now.given, i)))
            return true;
    return false;
}

static bool
is_state(const struct repl *r, const struct given *g)
{
    for (size_t i = 0; i < r->catalog->facts; i++) {
        const struct tiao_fact *f = &r->catalog->fact[i];
        if (!strcmp(f->entity, g->entity) && !strcmp(f->name, g->fact))
            return f->form == TIAO_STATE;
    }
    return false;
}

char *
given_json(const struct repl *r, size_t i)
{
    const struct given *g = LIST(struct given, r->now.given, i);
    bool state = is_state(r, g), first = true;
    char *json = NULL;
    size_t size;
    FILE *to;
    if (!g->when[0])
        return text_copy(g->json, strlen(g->json));
    to = open_memstream(&json, &size);
    if (!to)
        return text_copy("null", 4);
    for (size_t k = 0; k < r->now.given.n; k++) {
        const struct given *b = LIST(struct given, r->now.given, k);
        if (!given_beside(g, b))
            continue;
        fputs(first ? state ? "[" : "{" : ", ", to);
        fprintf(to,
                state ? "{\"$from\": \"%s\", \"$value\": %s}" : "\"%s\": %s",
                b->when, b->json);
        first = false;
    }
    fputs(state ? "]" : "}", to);
    fclose(to);
    return json;
}

static enum tiao_status
given_set(struct repl *r, struct tiao_facts *facts, size_t i)
{
    const struct given *g = LIST(struct given, r->now.given, i);
    char *json = given_json(r, i);
    enum tiao_status status =
        tiao_facts_set(facts, g->entity, g->id, g->fact, json);
    free(json);
    return status;
}

static bool
facts_fill(struct repl *r, struct tiao_facts *facts)
{
    const struct supposed *now = &r->now;
    enum tiao_status status;
    for (size_t i = 0; i < r->facts.n; i++) {
        status = tiao_facts_file(facts, *LIST(char *, r->facts, i));
        if (status != TIAO_OK)
            return facts_failed(r, facts, status);
    }
    /* A row that a file of facts has too is the same row. */
    for (size_t i = 0; i < now->row.n; i++) {
        const struct row *row = LIST(struct row, now->row, i);
        tiao_facts_row(facts, row->entity, row->id);
    }
    for (size_t i = 0; i < now->given.n; i++) {
        if (given_again(r, i))
            continue;
        status = given_set(r, facts, i);
        if (status != TIAO_OK)
            return facts_failed(r, facts, status);
    }
    return true;
}

/* As in a case, what is not given is not there; files say it themselves. */
static void
facts_close(struct repl *r, struct tiao_facts *facts)
{
    for (size_t i = 0; i < r->catalog->entities && !r->facts.n; i++)
        if (!r->catalog->entity[i].roster)
            tiao_facts_closed(facts, r->catalog->entity[i].name, true);
}

struct tiao_facts *
session_facts(struct repl *r, const struct tiao_rulebook *rulebook)
{
    struct tiao_facts *facts;
    if (tiao_facts_new(rulebook, &facts) != TIAO_OK) {
        memory_refused(r);
        return NULL;
    }
    if (facts_fill(r, facts)) {
        facts_close(r, facts);
        return facts;
    }
    tiao_facts_free(facts);
    return NULL;
}

bool
session_rows(struct repl *r)
{
    struct tiao_facts *facts;
    tiao_rows_free(r->rows);
    r->rows = NULL;
    if (!r->facts.n || !r->rulebook)
        return true;
    facts = session_facts(r, r->rulebook);
    if (!facts)
        return false;
    tiao_facts_rows(facts, &r->rows);
    tiao_facts_free(facts);
    return true;
}

/* What was given may not fit rules that have changed. */
void
session_settle(struct repl *r)
{
    struct tiao_facts *facts;
    struct list *given = &r->now.given;
    enum tiao_status status = TIAO_OK;
    if (tiao_facts_new(r->rulebook, &facts) != TIAO_OK)
        return;
    for (size_t i = 0; i < r->now.row.n; i++) {
        const struct row *row = LIST(struct row, r->now.row, i);
        tiao_facts_row(facts, row->entity, row->id);
    }
    for (size_t i = 0; i < given->n;) {
        const struct given *g = LIST(struct given, *given, i);
        status = given_set(r, facts, i);
        if (status == TIAO_MEMORY)
            break;
        if (status == TIAO_OK) {
            i++;
            continue;
        }
        tell(r, TELL_LOST, g->fact, "");
        list_cut(given, i, sizeof *g);
    }
    for (size_t i = 0; i < r->now.row.n;)
        if (entity_named(r, LIST(struct row, r->now.row, i)->entity))
            i++;
        else
            list_cut(&r->now.row, i, sizeof(struct row));
    tiao_facts_free(facts);
}

/* ---- questions ---- */

static struct tiao_answers *
answers_failed(struct repl *r, struct tiao_answers *answers,
               enum tiao_status status)
{
    struct tiao_report *report = NULL;
    if (!answers) {
        memory_refused(r);
    } else {
        tiao_answers_report(answers, r->language, &report);
        refuse_report(r, status_of(status), report);
    }
    tiao_answers_free(answers);
    return NULL;
}

struct tiao_answers *
session_ask(struct repl *r, const struct tiao_rulebook *rulebook,
            const char *const *ask, size_t n)
{
    size_t choices = r->now.choice.n;
    struct tiao_choice *choice = memory(choices, sizeof *choice);
    struct tiao_question question = {
        .as_of = r->now.as_of[0] ? r->now.as_of : NULL,
        .period = r->now.period[0] ? r->now.period : NULL,
        .ask = ask,
        .asks = n,
        .choice = choice,
        .choices = choices,
        .language = r->language,
    };
    struct tiao_facts *facts = session_facts(r, rulebook);
    struct tiao_answers *answers = NULL;
    enum tiao_status status = TIAO_BAD_FACTS;
    for (size_t i = 0; i < choices; i++) {
        const struct choice *c = LIST(struct choice, r->now.choice, i);
        choice[i] = (struct tiao_choice){c->reading, c->alternative};
    }
    if (facts)
        status = tiao_evaluate(facts, &question, &answers);
    if (facts && status != TIAO_OK)
        answers = answers_failed(r, answers, status);
    tiao_facts_free(facts);
    free(choice);
    return answers;
}

/* ---- comparing ---- */

static char *
answer_key(const struct tiao_answer *a)
{
    char *own = text_join(a->id, a->id[0] ? " " : "", a->decision);
    char *key = text_join(own, a->period[0] ? " " : "", a->period);
    free(own);
    return key;
}

struct list
outcomes_now(struct repl *r)
{
    struct list outcomes = {0};
    struct tiao_answers *answers =
        r->rulebook ? session_ask(r, r->rulebook, NULL, 0) : NULL;
    for (size_t i = 0; answers && i < tiao_answers_count(answers); i++) {
        const struct tiao_answer *a = tiao_answer(answers, i);
        struct outcome *o = list_add(&outcomes, sizeof *o);
        o->key = answer_key(a);
        o->words = text_copy(a->words, strlen(a->words));
    }
    tiao_answers_free(answers);
    return outcomes;
}

void
outcomes_free(struct list *outcomes)
{
    for (size_t i = 0; i < outcomes->n; i++) {
        free(LIST(struct outcome, *outcomes, i)->key);
        free(LIST(struct outcome, *outcomes, i)->words);
    }
    free(outcomes->at);
    *outcomes = (struct list){0};
}

static const char *
outcome_of(const struct list *outcomes, const char *key)
{
    for (size_t i = 0; i < outcomes->n; i++)
        if (!strcmp(LIST(struct outcome, *outcomes, i)->key, key))
            return LIST(struct outcome, *outcomes, i)->words;
    return NULL;
}

static bool
outcome_compare(struct repl *r, const char *key, const char *before,
                const char *after)
{
    char *both;
    if (before && after && !strcmp(before, after))
        return false;
    both = text_join(before ? before : tell_text(r->language, TELL_NEW), " → ",
                     after ? after : tell_text(r->language, TELL_NEW));
    tell(r, TELL_CHANGED, key, both);
    free(both);
    return true;
}

bool
outcomes_compare(struct repl *r, const struct list *before,
                 const struct list *after)
{
    bool changed = false;
    for (size_t i = 0; i < before->n; i++) {
        const struct outcome *o = LIST(struct outcome, *before, i);
        changed |=
            outcome_compare(r, o->key, o->words, outcome_of(after, o->key));
    }
    for (size_t i = 0; i < after->n; i++) {
        const struct outcome *o = LIST(struct outcome, *after, i);
        if (!outcome_of(before, o->key))
            changed |= outcome_compare(r, o->key, NULL, o->words);
    }
    return changed;
}

/* The next fact that decides is asked, with its question, until the answer is
 * known or nobody knows more. */
#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"
#include "runtime/repl_value.h"

struct interview {
    struct repl *r;
    const struct tiao_decision *decision;
    const char *id;
    struct list skipped; /* char *: what the person does not know */
    bool stopped;
};

static char *
need_key(const struct tiao_ground *need)
{
    char *own = text_join(need->entity, "\n", need->id);
    char *key = text_join(own, "\n", need->fact);
    free(own);
    return key;
}

static bool
skipped(const struct interview *v, const struct tiao_ground *need)
{
    char *key = need_key(need);
    bool found = false;
    for (size_t i = 0; i < v->skipped.n; i++)
        found |= !strcmp(*LIST(char *, v->skipped, i), key);
    free(key);
    return found;
}

/* What is asked next; null when there is nothing more to ask. */
static const struct tiao_ground *
need_next(const struct interview *v, const struct tiao_answers *answers,
          bool *as_of)
{
    *as_of = false;
    for (size_t i = 0; i < tiao_answers_count(answers); i++) {
        const struct tiao_answer *a = tiao_answer(answers, i);
        if (v->id[0] && strcmp(a->id, v->id))
            continue;
        for (size_t k = 0; k < a->needs; k++)
            if (!skipped(v, &a->need[k]))
                return &a->need[k];
        *as_of |= a->needs_as_of && !v->r->now.as_of[0];
    }
    return NULL;
}

static void
question_print(struct interview *v, const struct tiao_ground *need,
               const struct tiao_fact *fact)
{
    struct repl *r = v->r;
    const struct tiao_type *type = &fact->type;
    char *names;
    need_print(r, r->out, need, "");
    if (type->members) {
        names = names_joined(r->language, type->member, type->members);
        tell(r, TELL_CHOICES, names, "");
        free(names);
    } else if (type->unit[0]) {
        tell(r, TELL_UNIT, type->unit, "");
    }
}

/* The line typed, trimmed and to be freed; null when the person stops. */
static char *
reply_read(struct interview *v)
{
    char *text, *own;
    enum line_got got;
    out_end(v->r);
    line_remember(v->r->line, false);
    got = line_read(v->r->line, "? ", &text);
    line_remember(v->r->line, true);
    out_begin(v->r);
    if (got == LINE_TEXT) {
        own = text_copy(text_trim(text), strlen(text_trim(text)));
        free(text);
        if (own[0] != '.')
            return own;
        free(own);
    }
    v->stopped = true;
    return NULL;
}

/* What is said of a flow is said of the period that was asked about. */
static void
reply_give(struct repl *r, const struct tiao_fact *fact,
           const struct tiao_ground *need, const char *reply)
{
    bool flow = fact->form == TIAO_FLOW && need->time[0];
    char *value = text_join(reply, flow ? " 于 " : "", flow ? need->time : "");
    fact_give(r, fact, need->id, value);
    free(value);
}

static void
fact_ask(struct interview *v, const struct tiao_ground *need)
{
    const struct tiao_fact *fact = fact_named(v->r, need->entity, need->fact);
    char *reply;
    if (!fact) {
        *(char **)list_add(&v->skipped, sizeof(char *)) = need_key(need);
        return;
    }
    question_print(v, need, fact);
    reply = reply_read(v);
    if (!reply)
        return;
    if (value_unknown(reply))
        *(char **)list_add(&v->skipped, sizeof(char *)) = need_key(need);
    else if (reply[0])
        reply_give(v->r, fact, need, reply);
    free(reply);
}

static void
day_ask(struct interview *v)
{
    char *reply;
    tell(v->r, TELL_DAY, "", "");
    reply = reply_read(v);
    if (!reply)
        return;
    if (value_unknown(reply))
        v->stopped = true;
    else
        text_put(&v->r->now.as_of, reply);
    free(reply);
}

/* False when the interview is over. */
static bool
interview_step(struct interview *v)
{
    struct repl *r = v->r;
    struct tiao_answers *answers =
        session_ask(r, r->rulebook, &v->decision->name, 1);
    const struct tiao_ground *need;
    bool as_of = false;
    if (!answers) {
        text_put(&r->now.as_of, "");
        return false;
    }
    need = need_next(v, answers, &as_of);
    if (need)
        fact_ask(v, need);
    else if (as_of)
        day_ask(v);
    tiao_answers_free(answers);
    return (need || as_of) && !v->stopped;
}

void
interview(struct repl *r, const char *text)
{
    struct interview v = {.r = r};
    char *id, *question;
    if (!r->rulebook) {
        refuse(r, STATUS_RULES, TELL_BROKEN, "", "");
        return;
    }
    v.decision = ask_decision(r, text, &id);
    if (!v.decision) {
        refuse(r, STATUS_USAGE, TELL_NO_FACT, text, "");
        return;
    }
    question = text_copy(text, strlen(text));
    v.id = id;
    ask(r, question, SHOW_ANSWER);
    tell(r, TELL_HOW_TO_ANSWER, "", "");
    while (interview_step(&v))
        continue;
    ask(r, question, SHOW_ANSWER);
    for (size_t i = 0; i < v.skipped.n; i++)
        free(*LIST(char *, v.skipped, i));
    free(v.skipped.at);
    free(question);
    free(id);
}

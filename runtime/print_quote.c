/* The sentences that an answer and its explanation cite, in the words of the
 * text. */
#include "runtime/explain.h"
#include "runtime/policy_text.h"
#include "runtime/print.h"

struct quoting {
    struct arena *arena;
    const struct text_view *source;
    struct quotes *to;
};

static void
quote_add(struct quoting *q, uint32_t at)
{
    const struct tiao_sentence *s = &q->source->text.sentence[at];
    for (uint32_t i = 0; i < q->to->list.n; i++)
        if (q->to->list.at[i] == s)
            return;
    vec_push(q->arena, &q->to->list, s);
}

/* A citation of a part is of every sentence in it. */
static void
quote_one(struct quoting *q, struct str citation)
{
    const struct sentence_index *index = &q->source->index;
    struct str key = locator_key(q->arena, citation);
    uint32_t at = key.len ? sentence_find(index, key) : NO_SENTENCE;
    if (at != NO_SENTENCE) {
        quote_add(q, at);
        return;
    }
    for (uint32_t i = 0; key.len && i < index->n; i++)
        if (key_within(index->at[i].key, key))
            quote_add(q, i);
}

/* CITATION as explanations have it: several are divided by 、. */
static void
quote_all(struct quoting *q, const char *citation)
{
    struct str rest = str_of(citation), divider = STR("、");
    uint32_t from = 0;
    for (uint32_t i = 0; i < rest.len; i++) {
        if (!str_starts(str_from(rest, i), divider))
            continue;
        quote_one(q, str_cut(rest, from, i - from));
        from = i + divider.len;
    }
    quote_one(q, str_from(rest, from));
}

struct quotes
print_quotes_find(struct arena *a, const struct tiao_text *source,
                  const struct tiao_answer *answer,
                  const struct tiao_explanation *why)
{
    struct quotes quotes = {0};
    struct quoting q = {a, (const struct text_view *)source, &quotes};
    quote_all(&q, answer->citation);
    for (size_t i = 0; i < why->steps; i++)
        quote_all(&q, why->step[i].citation);
    return quotes;
}

void
print_quotes(struct text *to, enum language l, const struct quotes *quotes,
             const char *indent)
{
    for (uint32_t i = 0; i < quotes->list.n; i++) {
        const struct tiao_sentence *s = quotes->list.at[i];
        struct text plain = {.arena = to->arena};
        for (const char *at = s->text; *at; at++)
            text_add_char(&plain, *at == '\n' || *at == '\r' ? ' ' : *at);
        struct text safe = {.arena = to->arena};
        print_safe(&safe, text_z(&plain));
        text_add_z(to, indent);
        phrase_with(to, PHRASE_QUOTED, l, str_of(s->words), text_str(&safe));
        text_add_char(to, '\n');
    }
}

void
print_quotes_json(struct json_writer *w, const struct quotes *quotes)
{
    member_key(w, "quotes");
    json_array_open(w);
    for (uint32_t i = 0; i < quotes->list.n; i++) {
        json_object_open(w);
        member_text(w, "sentence", quotes->list.at[i]->locator);
        member_text(w, "text", quotes->list.at[i]->text);
        json_object_close(w);
    }
    json_array_close(w);
}

void
print_why(const struct printing *p, size_t i, const char *indent,
          const char *mark)
{
    struct quotes quotes;
    print_steps(p->to, p->language, p->why[i], indent, mark);
    if (!p->source)
        return;
    quotes =
        print_quotes_find(p->to->arena, p->source, &p->answer[i], p->why[i]);
    print_quotes(p->to, p->language, &quotes, indent);
}

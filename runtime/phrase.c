#include "runtime/phrase.h"

#include "runtime/locator.h"

#define WORDS(literal)                                                         \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }
static const struct str phrases[PHRASE_COUNT][2] = {
#define PHRASE(id, zh, en) [PHRASE_##id] = {WORDS(zh), WORDS(en)},
#include "runtime/phrase.def"
#undef PHRASE
#undef WORDS
};

struct str
phrase_str(enum phrase id, enum language l)
{
    return phrases[id][l == LANGUAGE_EN];
}

void
phrase_add(struct text *to, enum phrase id, enum language l)
{
    text_add(to, phrase_str(id, l));
}

void
phrase_fill(struct text *to, enum phrase id, enum language l,
            const struct str arg[PHRASE_ARGS])
{
    struct str rest = phrase_str(id, l);
    for (uint32_t i = 0; i + 2 < rest.len;) {
        bool place = rest.at[i] == '{' && rest.at[i + 1] >= '0' &&
                     rest.at[i + 1] < '0' + PHRASE_ARGS &&
                     rest.at[i + 2] == '}';
        if (!place) {
            i++;
            continue;
        }
        text_add(to, str_cut(rest, 0, i));
        text_add(to, arg[rest.at[i + 1] - '0']);
        rest = str_from(rest, i + 3);
        i = 0;
    }
    text_add(to, rest);
}

/* 措施一, 前言, 第五条: the part of a text that KEY is of, written PART. */
static void
part_words(struct text *to, struct str part, struct str key, enum language l)
{
    bool plain = key.at[0] == 't';
    for (uint32_t i = 1; plain && i < key.len && key.at[i] != '.'; i++)
        plain = key.at[i] >= '0' && key.at[i] <= '9';
    if (key.at[0] == KEY_PREAMBLE[0])
        phrase_add(to, PHRASE_PREAMBLE, l);
    else if (key.at[0] == KEY_CLOSING[0])
        phrase_add(to, PHRASE_CLOSING, l);
    else if (plain && !str_starts(part, STR("第")))
        phrase_with(to, PHRASE_MEASURE, l, part);
    else
        text_add(to, part);
}

void
passage_words(struct text *to, struct str name, enum language l)
{
    part_words(to, name, locator_key(to->arena, name), l);
}

static void
citation_one(struct text *to, struct str s, enum language l)
{
    struct str key = locator_key(to->arena, s), part, sentence;
    struct text words = {.arena = to->arena};
    locator_divide(s, &part, &sentence);
    if (!key.len || !sentence.len) {
        text_add(to, s);
        return;
    }
    part_words(&words, part, key, l);
    if (key_is_heading(key))
        phrase_with(to, PHRASE_HEADING_OF, l, text_str(&words));
    else if (key_is_responsible(key))
        phrase_with(to, PHRASE_RESPONSIBLE_OF, l, text_str(&words));
    else
        phrase_with(to, PHRASE_SENTENCE, l, text_str(&words), sentence);
}

void
citation_words(struct text *to, struct str citation, enum language l)
{
    struct str divider = STR("、");
    uint32_t from = 0;
    for (uint32_t i = 0; i < citation.len;) {
        if (!str_starts(str_from(citation, i), divider)) {
            i++;
            continue;
        }
        citation_one(to, str_cut(citation, from, i - from), l);
        phrase_add(to, PHRASE_LIST, l);
        i += divider.len;
        from = i;
    }
    citation_one(to, str_from(citation, from), l);
}

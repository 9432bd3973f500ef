#include "runtime/phrase.h"

static const char *const phrases[PHRASE_COUNT][2] = {
#define PHRASE(id, zh, en) [PHRASE_##id] = {zh, en},
#include "runtime/phrase.def"
#undef PHRASE
};

struct str
phrase_str(enum phrase id, enum language l)
{
    return str_of(phrases[id][l == LANGUAGE_EN]);
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

/* Where the measure ends in MEASURE.SENTENCE, or 0 when S is something else:
 * a measure is digits or one to three Han numerals, a sentence digits. */
static uint32_t
citation_point(struct str s)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五",
                                           "六", "七", "八", "九", "十",
                                           "百", "零", "〇", "两"};
    uint32_t at = 0;
    while (at < s.len && s.at[at] != '.') {
        uint32_t step = s.at[at] >= '0' && s.at[at] <= '9';
        for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
            if (str_starts(str_from(s, at), str_of(numerals[i])))
                step = str_of(numerals[i]).len;
        if (!step)
            return 0;
        at += step;
    }
    if (!at || at + 1 >= s.len)
        return 0;
    for (uint32_t i = at + 1; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return 0;
    return at;
}

static void
citation_one(struct text *to, struct str s, enum language l)
{
    uint32_t point = citation_point(s);
    if (point)
        phrase_with(to, PHRASE_SENTENCE, l, str_cut(s, 0, point),
                    str_from(s, point + 1));
    else
        text_add(to, s);
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

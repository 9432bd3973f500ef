#include "lang/keyword.h"

#include "lang/grammar.h"

static const struct keyword_row rows[KEYWORDS] = {
#define KEYWORD(id, tok, cls, chinese, english)                                \
    [KEYWORD_##id] = {TOKEN_##tok, CLASS_##cls, chinese, english},
#include "lang/keyword.def"
#undef KEYWORD
};

const struct keyword_row *
keyword_row(enum keyword k)
{
    return &rows[k];
}

struct str
keyword_spelling(enum keyword k, bool english, uint32_t i)
{
    const char *at = english ? rows[k].en : rows[k].zh;
    if (!at)
        return STR("");
    for (; i > 0; i--) {
        while (*at && *at != '|')
            at++;
        if (!*at)
            return STR("");
        at++;
    }
    uint32_t len = 0;
    while (at[len] && at[len] != '|')
        len++;
    return (struct str){at, len};
}

struct str
keyword_text(enum keyword k, bool english)
{
    struct str s = keyword_spelling(k, english, 0);
    return s.len ? s : keyword_spelling(k, !english, 0);
}

bool
keyword_reserved(enum keyword k)
{
    switch (rows[k].class) {
    case CLASS_CLAUSE:
    case CLASS_OPERATOR:
    case CLASS_CELL:
    case CLASS_LATER:
        return k != NO_KEYWORD;
    case CLASS_DECLARATION:
    case CLASS_SUFFIX:
    case CLASS_POLICY:
    case CLASS_WORD:
        return false;
    }
    return false;
}

static void
keyword_enter(struct keywords *k, struct atom_table *names, bool fill)
{
    for (int id = 1; id < KEYWORDS; id++) {
        for (int both = 0; both < 2; both++) {
            for (uint32_t i = 0;; i++) {
                struct str s = keyword_spelling(id, both, i);
                if (!s.len)
                    break;
                atom a = atom_of(names, s);
                if (fill)
                    k->of[a] = (uint8_t)id;
                else if (a >= k->end)
                    k->end = a + 1;
            }
        }
    }
}

void
keywords_init(struct keywords *k, struct atom_table *names, struct arena *a)
{
    k->end = 0;
    keyword_enter(k, names, false);
    k->of = arena_array(a, uint8_t, k->end);
    keyword_enter(k, names, true);
}

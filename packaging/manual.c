#include "packaging/manual.h"

#include <string.h>

enum value_kind
value_kind(const char *words)
{
    static const struct {
        const char *part;
        enum value_kind kind;
    } rows[] = {
        {"RULES", VALUE_RULES}, {"RECEIPT", VALUE_FILE}, {"FILE", VALUE_FILE},
        {"TEXT", VALUE_FILE},   {"KEY=N", VALUE_LIMIT},  {"VERB", VALUE_VERB},
        {"CODE", VALUE_CODE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(words, rows[i].part))
            return rows[i].kind;
    return VALUE_OTHER;
}

bool
option_fits(int option, int verb)
{
    return verb == VERB_COUNT ? option_rows[option].verbs == ~0u
                              : option_rows[option].verbs >> verb & 1;
}

const char *
choice_at(int option, int verb, size_t i)
{
    unsigned verbs = verb == VERB_COUNT ? ~0u : 1u << verb;
    for (const struct choice_row *row = choice_rows;
         row->option != OPTION_COUNT; row++) {
        if ((int)row->option != option || !(row->verbs & verbs))
            continue;
        for (int k = 0; k < CHOICE_MOST && row->word[k]; k++)
            if (!i--)
                return row->word[k];
    }
    return NULL;
}

int
main(int argc, char **argv)
{
    const char *what = argc == 2 ? argv[1] : "";
    if (!strcmp(what, "en"))
        manual_page(TIAO_EN);
    else if (!strcmp(what, "zh"))
        manual_page(TIAO_ZH);
    else if (!strcmp(what, "bash"))
        complete_bash();
    else if (!strcmp(what, "zsh"))
        complete_zsh();
    else if (!strcmp(what, "fish"))
        complete_fish();
    else
        return 2;
    return fflush(stdout) || ferror(stdout);
}

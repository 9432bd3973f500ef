/* explain: what a code means. */
#include <stdlib.h>
#include <string.h>

#include "runtime/cli.h"

static enum status
explain_status(const struct command *c, enum tiao_status status)
{
    if (status != TIAO_IO)
        return status_of(status);
    say_errno(c, SAY_NOT_WRITTEN, say_text(c, SAY_STANDARD_OUTPUT));
    return STATUS_WORLD;
}

/* How far CODE is from what was typed: 0 when only its letter differs, 1 when
 * both are about the same. */
static int
apart(const char *code, const char *typed)
{
    if (!strcmp(code + 1, typed + 1))
        return 0;
    return strncmp(code, typed, 3) ? 2 : 1;
}

static void
word_capital(char *to, size_t room, const char *word)
{
    size_t i = 0;
    for (; i + 1 < room && word[i]; i++)
        to[i] = (char)(word[i] >= 'a' && word[i] <= 'z' ? word[i] - 'a' + 'A'
                                                        : word[i]);
    to[i] = 0;
}

/* The code that WORD was likely meant to be; of several that are as near, one
 * that is about the same. */
static void
say_near_code(const struct command *c, const char *word)
{
    char(*code)[TIAO_CODE_SIZE], typed[2 * TIAO_CODE_SIZE] = "";
    const char **names;
    size_t n = 0, near = 0;
    while (tiao_code_at(n, typed))
        n++;
    code = memory(n, sizeof *code);
    names = memory(n, sizeof *names);
    word_capital(typed, sizeof typed, word);
    for (size_t i = 0; i < n; i++)
        tiao_code_at(i, code[i]);
    for (int far = 0; far <= 2 && typed[0]; far++)
        for (size_t i = 0; i < n; i++)
            if (apart(code[i], typed) == far)
                names[near++] = code[i];
    say_near(c, typed, names, near, "");
    free(names);
    free(code);
}

enum status
run_explain(const struct command *c)
{
    enum tiao_status status;
    if (c->operand.n > 1) {
        say(c, SAY_EXTRA_OPERAND, c->operand.at[1], "");
        return STATUS_USAGE;
    }
    if (!c->operand.n)
        return explain_status(c,
                              tiao_code_list(c->language, file_write, stdout));
    status = tiao_code_text(c->operand.at[0], c->language, file_write, stdout);
    if (status != TIAO_BAD_QUESTION)
        return explain_status(c, status);
    say(c, SAY_NO_CODE, c->operand.at[0], "");
    say_near_code(c, c->operand.at[0]);
    return STATUS_USAGE;
}

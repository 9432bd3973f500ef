#include "runtime/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *code, *text[2];
} says[SAY_COUNT] = {
#define SAY(id, code, zh, en) [SAY_##id] = {code, {zh, en}},
#include "runtime/cli.def"
};

void *
memory(size_t n, size_t size)
{
    void *at = calloc(n ? n : 1, size);
    if (!at) {
        fputs("tiao: E0808 out of memory\n", stderr);
        exit(STATUS_WORLD);
    }
    return at;
}

/* ---- saying ---- */

const char *
say_text(const struct command *c, enum say what)
{
    return says[what].text[c->language];
}

const char *
say_code(enum say what)
{
    return says[what].code;
}

void
say_to(FILE *to, enum tiao_language l, enum say what, const char *zero,
       const char *one)
{
    for (const char *c = says[what].text[l]; *c; c++) {
        if (!strncmp(c, "{0}", 3) || !strncmp(c, "{1}", 3)) {
            fputs(c[1] == '0' ? zero : one, to);
            c += 2;
        } else {
            fputc(*c, to);
        }
    }
}

static void
say_help(const struct command *c, enum say what, const char *zero)
{
    fputs("  ", stderr);
    say_to(stderr, c->language, SAY_HELP_WORD, "", "");
    fputs(": ", stderr);
    say_to(stderr, c->language, what, zero, "");
    fputc('\n', stderr);
}

/* The option that is typed as NAME, or OPTION_COUNT. */
static enum option
option_named(const char *name)
{
    int i = 0;
    for (; i < OPTION_COUNT; i++) {
        char letter[3] = {'-', option_rows[i].letter, 0};
        if ((!strncmp(name, "--", 2) &&
             !strcmp(name + 2, option_rows[i].name)) ||
            (letter[1] && !strcmp(name, letter)))
            break;
    }
    return (enum option)i;
}

static void
say_option(const struct command *c, const char *name)
{
    enum option option = option_named(name);
    if (option != OPTION_COUNT)
        say_help(c, SAY_AS_IT_IS, option_rows[option].help[c->language]);
}

/* Which value of the option called NAME was likely meant by VALUE. */
static void
say_choice(const struct command *c, const char *name, const char *value)
{
    enum option option = option_named(name);
    unsigned verb = c->verb == VERB_COUNT ? ~0u : 1u << c->verb;
    for (const struct choice_row *row = choice_rows;
         row->option != OPTION_COUNT; row++) {
        size_t n = 0;
        while (n < CHOICE_MOST && row->word[n])
            n++;
        if (row->option == option && row->verbs & verb)
            say_near(c, value, row->word, n, "");
    }
}

void
say(const struct command *c, enum say what, const char *zero, const char *one)
{
    fputs("tiao: ", stderr);
    say_to(stderr, c->language, SAY_ERROR_WORD, "", "");
    fprintf(stderr, "[%s]: ", say_code(what));
    say_to(stderr, c->language, what, zero, one);
    fputc('\n', stderr);
    if (what == SAY_BAD_VALUE || what == SAY_NO_VALUE || what == SAY_ONCE)
        say_option(c, zero);
    if (what == SAY_BAD_VALUE)
        say_choice(c, zero, one);
    else if (what == SAY_NO_RULES || what == SAY_NO_OPERAND ||
             what == SAY_EXTRA_OPERAND)
        say_help(c, SAY_SEE_HELP,
                 c->verb < VERB_COUNT ? verb_rows[c->verb].name : "");
    else if (what == SAY_NO_BASELINE)
        say_help(c, SAY_RECORD_AGAIN, "");
    else if (what == SAY_STDIN_TWICE)
        say_help(c, SAY_USE_FILE, "");
    else if (what == SAY_SAME_FILE)
        say_help(c, SAY_OTHER_NAME, "");
}

/* How many letters to change, add, leave out or swap; words of the command
 * line are short. */
static int
distance(const char *a, const char *b)
{
    enum { MOST = 32 };
    int row[MOST + 1][MOST + 1];
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > MOST || m > MOST)
        return MOST;
    for (int i = 0; i <= n; i++) {
        for (int k = 0; k <= m; k++) {
            int best;
            if (!i || !k) {
                row[i][k] = i + k;
                continue;
            }
            best = row[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            best = row[i - 1][k] + 1 < best ? row[i - 1][k] + 1 : best;
            best = row[i][k - 1] + 1 < best ? row[i][k - 1] + 1 : best;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
                a[i - 2] == b[k - 1] && row[i - 2][k - 2] + 1 < best)
                best = row[i - 2][k - 2] + 1;
            row[i][k] = best;
        }
    }
    return row[n][m];
}

bool
near_enough(const char *a, const char *b)
{
    return distance(a, b) <= 1 + (int)strlen(b) / 4;
}

void
say_near(const struct command *c, const char *word, const char *const *names,
         size_t n, const char *mark)
{
    char whole[64];
    const char *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (near_enough(word, names[i]) &&
            (!best || distance(word, names[i]) < distance(word, best)))
            best = names[i];
    if (!best)
        return;
    snprintf(whole, sizeof whole, "%s%s", mark, best);
    say_help(c, SAY_DID_YOU_MEAN, whole);
}

void
say_errno(const struct command *c, enum say what, const char *path)
{
    static const struct {
        int error;
        enum say reason;
    } rows[] = {
        {ENOENT, SAY_NO_FILE},   {ENOTDIR, SAY_NO_FILE},
        {EACCES, SAY_NO_ACCESS}, {EPERM, SAY_NO_ACCESS},
        {ENOSPC, SAY_DISK_FULL}, {EISDIR, SAY_IS_FOLDER},
        {EBADF, SAY_IS_CLOSED},
    };
    int error = errno;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].error == error) {
            say(c, what, path, says[rows[i].reason].text[c->language]);
            return;
        }
    }
    say(c, what, path, strerror(error));
}

/* ---- words of the command line ---- */

static void
values_add(struct values *v, const char *value)
{
    const char **at = memory(v->n + 1, sizeof *at);
    if (v->n)
        memcpy(at, v->at, v->n * sizeof *at);
    free(v->at);
    v->at = at;
    v->at[v->n++] = value;
}

const char *
command_value(const struct command *c, enum option option)
{
    const struct values *v = &c->option[option];
    return v->n ? v->at[v->n - 1] : NULL;
}

void
command_free(struct command *c)
{
    free(c->operand.at);
    free(c->descriptor);
    for (int i = 0; i < OPTION_COUNT; i++)
        free(c->option[i].at);
}

static bool
no_option(const struct command *c, const char *word, const char *name)
{
    const char *names[OPTION_COUNT];
    for (int i = 0; i < OPTION_COUNT; i++)
        names[i] = option_rows[i].name;
    say(c, SAY_NO_OPTION, word, "");
    say_near(c, name, names, OPTION_COUNT, "--");
    return false;
}

/* The words that are still to be read. */
struct words {
    char **at;
    int n, i;
};

static bool
option_take(struct command *c, struct words *w, enum option option,
            const char *typed, const char *value)
{
    const struct option_row *row = &option_rows[option];
    if (!row->value[0] && value) {
        say(c, SAY_EXTRA_VALUE, typed, "");
        return false;
    }
    if (row->value[0] && !value) {
        if (w->i >= w->n) {
            say(c, SAY_NO_VALUE, typed, row->value);
            return false;
        }
        value = w->at[w->i++];
    }
    if (c->option[option].n && row->value[0] && !strstr(row->value, "...")) {
        say(c, SAY_ONCE, typed, "");
        return false;
    }
    values_add(&c->option[option], value ? value : row->name);
    return true;
}

static bool
long_option(struct command *c, struct words *w, const char *word)
{
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    char *copy = memory(len + 1, 1);
    bool fine = false;
    int i = 0;
    memcpy(copy, name, len);
    while (i < OPTION_COUNT && strcmp(option_rows[i].name, copy))
        i++;
    if (i == OPTION_COUNT)
        no_option(c, word, copy);
    else
        fine =
            option_take(c, w, (enum option)i, word, equals ? equals + 1 : NULL);
    free(copy);
    return fine;
}

static bool
short_option(struct command *c, struct words *w, const char *word)
{
    for (const char *at = word + 1; *at; at++) {
        int i = 0;
        while (i < OPTION_COUNT && option_rows[i].letter != *at)
            i++;
        if (i == OPTION_COUNT)
            return no_option(c, word, word);
        if (option_rows[i].value[0])
            return option_take(c, w, (enum option)i, word,
                               at[1] ? at + 1 : NULL);
        if (!option_take(c, w, (enum option)i, word, NULL))
            return false;
    }
    return true;
}

bool
verb_named(const struct command *c, const char *word, enum verb *verb)
{
    const char *names[VERB_COUNT];
    for (int i = 0; i < VERB_COUNT; i++) {
        names[i] = verb_rows[i].name;
        if (!strcmp(word, names[i])) {
            *verb = (enum verb)i;
            return true;
        }
    }
    say(c, SAY_NO_VERB, word, "");
    say_near(c, word, names, VERB_COUNT, "");
    return false;
}

static bool
words_read(struct command *c, struct words *w)
{
    bool options = true;
    while (w->i < w->n) {
        const char *word = w->at[w->i++];
        bool fine = true;
        if (options && !strcmp(word, "--"))
            options = false;
        else if (options && word[0] == '-' && word[1] == '-')
            fine = long_option(c, w, word);
        else if (options && word[0] == '-' && word[1])
            fine = short_option(c, w, word);
        else if (c->verb == VERB_COUNT)
            fine = verb_named(c, word, &c->verb);
        else
            values_add(&c->operand, word);
        if (!fine)
            return false;
    }
    return true;
}

static bool
options_belong(const struct command *c)
{
    for (int i = 0; i < OPTION_COUNT && c->verb != VERB_COUNT; i++) {
        char name[64];
        if (!c->option[i].n || option_rows[i].verbs & 1u << c->verb)
            continue;
        snprintf(name, sizeof name, "--%s", option_rows[i].name);
        say(c, SAY_OTHER_OPTION, name, verb_rows[c->verb].name);
        say_help(c, SAY_SEE_HELP, verb_rows[c->verb].name);
        return false;
    }
    return true;
}

bool
command_read(struct command *c, int argc, char **argv)
{
    struct words w = {argv, argc, 1};
    *c = (struct command){.verb = VERB_COUNT};
    language_early(c, argc, argv);
    return words_read(c, &w) && manner_read(c) && options_belong(c);
}

#include "runtime/repl_line.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "runtime/repl_history.h"

#ifdef TIAO_READLINE
#include <dlfcn.h>
#endif

/* What we use of readline, by its names there. It is loaded when a person
 * begins to type, so nothing else of the command depends on it. */
struct readline {
    void (*callback_handler_install)(const char *prompt, void (*done)(char *));
    void (*callback_read_char)(void);
    void (*callback_handler_remove)(void);
    void (*callback_sigcleanup)(void);
    void (*free_line_state)(void);
    void (*add_history)(const char *line);
    void (*stifle_history)(int most);
    char *(*variable_value)(const char *name);
    char **(*completion_matches)(const char *text,
                                 char *(*entry)(const char *, int));
    char ***attempted_completion_function_at; /* a pointer to a function */
    const char **completer_word_break_characters;
    const char **readline_name, **library_version;
    char **line_buffer;
    int *catch_signals, *completion_append_character;
};

struct line {
    line_complete *complete;
    void *user;
    bool terminal, edited, remember;
    bool ends_line; /* readline does so itself after Ctrl-D */
    struct readline readline;
    struct history history;
    char *queue, *next; /* lines that were pasted at once */
    /* What the callbacks leave. */
    bool done;
    char *text;
    struct words {
        char **at;
        size_t n, from;
        const char *before;
        size_t start; /* where the word that readline knows begins */
    } words;
};

/* A signal handler is given no argument. */
static volatile sig_atomic_t interrupts;

static void
interrupt(int signal)
{
    (void)signal;
    interrupts = 1;
}

bool
line_interrupted(void)
{
    return interrupts;
}

void
line_interrupt_forget(void)
{
    interrupts = 0;
}

bool
line_terminal(const struct line *l)
{
    return l->terminal;
}

void
line_remember(struct line *l, bool on)
{
    l->remember = on;
}

/* ---- readline ---- */

#ifdef TIAO_READLINE

/* Nor are readline's callbacks. */
static struct line *editing;

static void
edited(char *text)
{
    editing->readline.callback_handler_remove();
    editing->text = text;
    editing->done = true;
}

static void
word_add(void *list, const char *word, size_t replaces)
{
    struct line *l = list;
    struct words *w = &l->words;
    size_t n = strlen(w->before), head;
    char **more;
    /* readline replaces from its own word on: what stands before ours is
     * given back with it. */
    if (replaces > n || n - replaces < w->start)
        return;
    head = n - replaces - w->start;
    more = realloc(w->at, (w->n + 1) * sizeof *w->at);
    if (!more)
        return;
    w->at = more;
    w->at[w->n] = malloc(head + strlen(word) + 1);
    if (!w->at[w->n])
        return;
    memcpy(w->at[w->n], w->before + w->start, head);
    strcpy(w->at[w->n++] + head, word);
}

/* readline frees what it is given. */
static char *
next_word(const char *text, int state)
{
    struct words *w = &editing->words;
    (void)text;
    if (!state)
        w->from = 0;
    return w->from < w->n ? w->at[w->from++] : NULL;
}

static char **
completions(const char *text, int start, int end)
{
    struct line *l = editing;
    char *before = strndup(*l->readline.line_buffer, (size_t)end);
    char **matches = NULL;
    l->words = (struct words){.before = before, .start = (size_t)start};
    if (before)
        l->complete(l->user, before, (size_t)end, word_add, l);
    if (l->words.n)
        matches = l->readline.completion_matches(text, next_word);
    free(l->words.at);
    free(before);
    return matches;
}

static bool
readline_load(struct readline *r)
{
    const struct {
        const char *name;
        void *at;
    } names[] = {
        {"rl_callback_handler_install", &r->callback_handler_install},
        {"rl_callback_read_char", &r->callback_read_char},
        {"rl_callback_handler_remove", &r->callback_handler_remove},
        {"rl_callback_sigcleanup", &r->callback_sigcleanup},
        {"rl_free_line_state", &r->free_line_state},
        {"add_history", &r->add_history},
        {"stifle_history", &r->stifle_history},
        {"rl_variable_value", &r->variable_value},
        {"rl_completion_matches", &r->completion_matches},
        {"rl_attempted_completion_function",
         &r->attempted_completion_function_at},
        {"rl_completer_word_break_characters",
         &r->completer_word_break_characters},
        {"rl_readline_name", &r->readline_name},
        {"rl_library_version", &r->library_version},
        {"rl_line_buffer", &r->line_buffer},
        {"rl_catch_signals", &r->catch_signals},
        {"rl_completion_append_character", &r->completion_append_character},
    };
    void *library = dlopen("libreadline.so.8", RTLD_NOW | RTLD_LOCAL);
    for (size_t i = 0; library && i < sizeof names / sizeof *names; i++) {
        void *symbol = dlsym(library, names[i].name);
        if (!symbol)
            return false;
        memcpy(names[i].at, &symbol, sizeof symbol);
    }
    return library != NULL;
}

const char *
line_editor(void)
{
    struct readline r;
    return readline_load(&r) ? *r.library_version : "";
}

static bool
edit_start(struct line *l)
{
    struct readline *r = &l->readline;
    char **(*function)(const char *, int, int) = completions;
    if (!readline_load(r))
        return false;
    editing = l;
    memcpy(r->attempted_completion_function_at, &function, sizeof function);
    *r->completer_word_break_characters = " \t\n|=()+*/<>,:";
    *r->readline_name = "tiao";
    *r->catch_signals = 0;
    r->stifle_history(HISTORY_MOST);
    for (size_t i = 0; i < l->history.n; i++)
        r->add_history(l->history.at[i]);
    return true;
}

static enum line_got
edit_stop(struct line *l)
{
    fputs("^C", stdout);
    fflush(stdout);
    l->readline.free_line_state();
    l->readline.callback_sigcleanup();
    l->readline.callback_handler_remove();
    putchar('\n');
    fflush(stdout);
    return LINE_INTERRUPT;
}

/* Ctrl-C is let in only while nothing is being done. */
static enum line_got
edit_read(struct line *l, const char *prompt, char **text)
{
    sigset_t held, free_set;
    const char *paste;
    enum line_got got = LINE_TEXT;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigprocmask(SIG_BLOCK, &held, &free_set);
    l->done = false;
    l->text = NULL;
    l->readline.callback_handler_install(prompt, edited);
    paste = l->readline.variable_value("enable-bracketed-paste");
    l->ends_line = paste && !strcmp(paste, "on");
    while (!l->done && got == LINE_TEXT) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(STDIN_FILENO, &set);
        if (pselect(STDIN_FILENO + 1, &set, NULL, NULL, NULL, &free_set) > 0)
            l->readline.callback_read_char();
        else if (interrupts)
            got = edit_stop(l);
    }
    sigprocmask(SIG_SETMASK, &free_set, NULL);
    if (got == LINE_INTERRUPT)
        return got;
    *text = l->text;
    if (!l->text && !l->ends_line)
        putchar('\n');
    return l->text ? LINE_TEXT : LINE_END;
}

static void
edit_remember(struct line *l, const char *text)
{
    l->readline.add_history(text);
}

#else

const char *
line_editor(void)
{
    return NULL;
}

static bool
edit_start(struct line *l)
{
    (void)l;
    return false;
}

static enum line_got
edit_read(struct line *l, const char *prompt, char **text)
{
    (void)l, (void)prompt, (void)text;
    return LINE_END;
}

static void
edit_remember(struct line *l, const char *text)
{
    (void)l, (void)text;
}

#endif

/* ---- plain ---- */

static enum line_got
plain_read(struct line *l, const char *prompt, char **text)
{
    size_t room = 0;
    ssize_t n;
    if (l->terminal) {
        fputs(prompt, stdout);
        fflush(stdout);
    }
    errno = 0;
    n = getline(text, &room, stdin);
    if (n >= 0) {
        if (n && (*text)[n - 1] == '\n')
            (*text)[--n] = '\0';
        if (n && (*text)[n - 1] == '\r')
            (*text)[n - 1] = '\0';
        return LINE_TEXT;
    }
    free(*text);
    *text = NULL;
    clearerr(stdin);
    if (l->terminal)
        putchar('\n');
    return interrupts ? LINE_INTERRUPT : LINE_END;
}

/* ---- both ---- */

struct line *
line_new(line_complete *complete, void *user)
{
    struct line *l = calloc(1, sizeof *l);
    struct sigaction action = {.sa_handler = interrupt};
    if (!l)
        return NULL;
    l->complete = complete;
    l->user = user;
    l->remember = true;
    l->terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (!l->terminal)
        return l;
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8")) {
        setenv("LC_ALL", "C.UTF-8", 1);
        setlocale(LC_ALL, "");
    }
    /* Numbers are read and written without the locale's signs. */
    setlocale(LC_NUMERIC, "C");
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    history_read(&l->history);
    l->edited = edit_start(l);
    return l;
}

void
line_free(struct line *l)
{
    if (l->terminal)
        history_write(&l->history);
    history_free(&l->history);
    free(l->queue);
    free(l);
}

/* The next of several lines that came at once; null when there is none. */
static char *
queued(struct line *l)
{
    char *end, *line;
    if (!l->next)
        return NULL;
    end = strchr(l->next, '\n');
    line = end ? strndup(l->next, (size_t)(end - l->next)) : strdup(l->next);
    l->next = end && end[1] ? end + 1 : NULL;
    return line;
}

static void
remember(struct line *l, const char *text)
{
    if (!l->terminal || !l->remember || !text[0])
        return;
    history_add(&l->history, text);
    if (l->edited)
        edit_remember(l, text);
}

enum line_got
line_read(struct line *l, const char *prompt, char **text)
{
    enum line_got got;
    interrupts = 0;
    *text = queued(l);
    if (!*text) {
        got = l->edited ? edit_read(l, prompt, text)
                        : plain_read(l, prompt, text);
        if (got != LINE_TEXT) {
            l->next = NULL;
            return got;
        }
        if (strchr(*text, '\n')) {
            free(l->queue);
            l->queue = l->next = *text;
            *text = queued(l);
        }
    }
    if (!*text)
        return LINE_END;
    remember(l, *text);
    return LINE_TEXT;
}

/* ledger: a text, the rules that cite it, and the lock between them. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/cli.h"

enum { FAIL_MISSING, FAIL_CHANGED, FAIL_ADDED, FAIL_ASTRAY, FAILS };

/* tiao.lock beside the first of the rules; to be freed. */
static char *
lock_beside(const struct command *c)
{
    static const char name[] = "tiao.lock";
    const char *path = c->operand.at[0], *slash = strrchr(path, '/');
    struct stat st;
    bool folder = !stat(path, &st) && S_ISDIR(st.st_mode);
    size_t n = folder ? strlen(path) : slash ? (size_t)(slash - path) + 1 : 0;
    char *lock = memory(n + 1 + sizeof name, 1);
    memcpy(lock, path, n);
    if (n && lock[n - 1] != '/')
        lock[n++] = '/';
    memcpy(lock + n, name, sizeof name);
    return lock;
}

struct ledger_run {
    const struct command *c;
    struct tiao_settings settings;
    enum tiao_list_format format;
    bool fail[FAILS];
    char *beside; /* the lock that is looked for when none is named */
    struct tiao_text *text;
};

static const char *
lock_path(const struct ledger_run *r)
{
    const char *named = command_value(r->c, OPTION_LOCK);
    return named ? named : r->beside;
}

static enum status
lock_write(const struct ledger_run *r)
{
    const char *path = lock_path(r);
    char many[24];
    struct output o;
    enum tiao_status status;
    if (!strcmp(path, "-"))
        return status_of(tiao_lock_print(r->text, file_write, stdout));
    if (!output_open(r->c, &o, path))
        return STATUS_WORLD;
    status = tiao_lock_print(r->text, file_write, o.file);
    if (status != TIAO_OK) {
        output_drop(r->c, &o, path);
        return status_of(status);
    }
    if (!output_close(r->c, &o, path))
        return STATUS_WORLD;
    snprintf(many, sizeof many, "%zu", r->text->sentences);
    say_to(stderr, r->c->language, SAY_LOCKED, many, path);
    fputc('\n', stderr);
    return STATUS_FINE;
}

static enum status
ledger_status(const struct ledger_run *r, const struct tiao_ledger *ledger)
{
    bool is[FAILS] = {[FAIL_MISSING] = ledger->total.of[TIAO_MISSING] > 0,
                      [FAIL_ASTRAY] = ledger->astrays > 0};
    for (size_t i = 0; i < ledger->reviseds; i++)
        is[ledger->revised[i].revision == TIAO_ADDED ? FAIL_ADDED
                                                     : FAIL_CHANGED] = true;
    for (int i = 0; i < FAILS; i++)
        if (is[i] && r->fail[i])
            return STATUS_NO;
    return STATUS_FINE;
}

static enum status
ledger_show(const struct ledger_run *r, const struct tiao_rulebook *rulebook)
{
    struct tiao_file lock = {.name = lock_path(r)};
    bool locked = command_value(r->c, OPTION_LOCK) || !access(lock.name, F_OK);
    struct tiao_ledger_question question = {.source = r->text,
                                            .lock = locked ? &lock : NULL,
                                            .language = r->c->language};
    struct tiao_ledger *ledger;
    struct tiao_report *report;
    enum tiao_status status;
    enum status result;
    if (!r->text && !locked) {
        say(r->c, SAY_NO_TEXT, lock.name, "");
        return STATUS_USAGE;
    }
    status = tiao_ledger_of(rulebook, &question, &ledger, &report);
    report_show(r->c, report);
    if (status == TIAO_MEMORY)
        say(r->c, SAY_NO_MEMORY, "", "");
    result = status_of(status);
    if (result == STATUS_FINE)
        result = status_of(tiao_ledger_print(ledger, r->format, r->c->colour,
                                             file_write, stdout));
    if (result == STATUS_FINE)
        result = ledger_status(r, ledger);
    tiao_ledger_free(ledger);
    return result;
}

static bool
options_fit(struct ledger_run *r)
{
    static const char *const names[] = {
        [FAIL_MISSING] = "missing",
        [FAIL_CHANGED] = "changed",
        [FAIL_ADDED] = "added",
        [FAIL_ASTRAY] = "astray",
    };
    if (!list_format_read(r->c, &r->format) ||
        !fail_on_read(r->c, names, FAILS, r->fail))
        return false;
    if (r->c->option[OPTION_UPDATE].n && !r->c->option[OPTION_SOURCE].n) {
        say(r->c, SAY_NEEDS, "--update", "--source");
        return false;
    }
    return !r->c->option[OPTION_UPDATE].n || output_apart(r->c, OPTION_LOCK);
}

static enum status
ledger_run(struct ledger_run *r, const struct tiao_rulebook *rulebook)
{
    enum status status = source_load(r->c, &r->settings, &r->text);
    if (status != STATUS_FINE)
        return status;
    return r->c->option[OPTION_UPDATE].n ? lock_write(r)
                                         : ledger_show(r, rulebook);
}

enum status
run_ledger(const struct command *c)
{
    struct ledger_run r = {.c = c};
    struct tiao_rulebook *rulebook = NULL;
    struct tiao_limit *limit = NULL;
    enum status status = STATUS_USAGE;
    if (options_fit(&r) && settings_read(c, &r.settings, &limit))
        status = rulebook_load_under(c, &r.settings, &rulebook);
    if (status == STATUS_FINE) {
        r.beside = lock_beside(c);
        status = ledger_run(&r, rulebook);
    }
    tiao_text_free(r.text);
    tiao_rulebook_free(rulebook);
    free(r.beside);
    free(limit);
    return status;
}

/* cases: writes cases at the bounds of the rules. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/cli.h"

static const char suffix[] = "-bounds.tiao";

/* Where the cases go. */
struct target {
    const char *path;  /* null: standard output */
    bool folder;       /* a file for each rule file, within PATH */
    struct values old; /* files of cases that are there already; owned */
};

static void
old_add(struct target *t, const char *folder, const char *name)
{
    struct values grown = {memory(t->old.n + 1, sizeof *grown.at), t->old.n};
    size_t n = strlen(folder) + strlen(name) + 2;
    char *path = memory(n, 1);
    snprintf(path, n, "%s%s%s", folder, folder[0] ? "/" : "", name);
    for (size_t i = 0; i < t->old.n; i++)
        grown.at[i] = t->old.at[i];
    grown.at[grown.n++] = path;
    free(t->old.at);
    t->old = grown;
}

static int
name_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && !strcmp(text + n - m, end);
}

static bool
folder_read(const struct command *c, struct target *t)
{
    DIR *folder = opendir(t->path);
    struct dirent *entry;
    t->folder = true;
    if (!folder) {
        say_errno(c, SAY_NOT_READ, t->path);
        return false;
    }
    while ((entry = readdir(folder)))
        if (ends_in(entry->d_name, suffix))
            old_add(t, t->path, entry->d_name);
    closedir(folder);
    if (t->old.n)
        qsort(t->old.at, t->old.n, sizeof *t->old.at, name_order);
    return true;
}

static bool
target_read(const struct command *c, struct target *t)
{
    const char *path = command_value(c, OPTION_OUTPUT);
    struct stat at;
    *t = (struct target){0};
    if (!path || !strcmp(path, "-"))
        return true;
    t->path = path;
    if (stat(path, &at))
        return !ends_in(path, "/") || folder_read(c, t);
    if (S_ISDIR(at.st_mode))
        return folder_read(c, t);
    old_add(t, "", path);
    return true;
}

static void
target_free(struct target *t)
{
    for (size_t i = 0; i < t->old.n; i++)
        free((char *)(uintptr_t)t->old.at[i]);
    free(t->old.at);
}

/* ---- loading ---- */

static bool
same_file(const char *a, const char *b)
{
    struct stat x, y;
    return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

/* The rules and the files of cases that are there. */
static enum status
target_load(const struct command *c, const struct target *t,
            struct tiao_rulebook **rulebook)
{
    struct command all = *c;
    size_t n = c->operand.n;
    all.operand.at = memory(n + t->old.n + 1, sizeof *all.operand.at);
    for (size_t i = 0; i < n; i++)
        all.operand.at[i] = c->operand.at[i];
    for (size_t i = 0; n && i < t->old.n; i++)
        all.operand.at[all.operand.n++] = t->old.at[i];
    enum status status = rulebook_load(&all, rulebook);
    free(all.operand.at);
    return status;
}

static bool
is_old(const struct target *t, const char *name)
{
    for (size_t i = 0; i < t->old.n; i++)
        if (same_file(name, t->old.at[i]))
            return true;
    return false;
}

static enum status
bounds_load(const struct command *c, const struct target *t,
            const struct tiao_rulebook *rulebook, struct tiao_bounds **bounds)
{
    struct tiao_bounds_question q = {.as_of = command_value(c, OPTION_AS_OF),
                                     .language = c->language};
    struct tiao_catalog *catalog;
    if (tiao_catalog_of(rulebook, c->language, &catalog) != TIAO_OK) {
        say(c, SAY_NO_MEMORY, "", "");
        return STATUS_WORLD;
    }
    const char **refresh = memory(catalog->files + 1, sizeof *refresh);
    for (size_t i = 0; i < catalog->files; i++)
        if (is_old(t, catalog->file[i].file))
            refresh[q.refreshes++] = catalog->file[i].file;
    q.refresh = refresh;
    enum tiao_status status = tiao_bounds_of(rulebook, &q, bounds);
    free(refresh);
    tiao_catalog_free(catalog);
    if (status == TIAO_BAD_QUESTION)
        say(c, SAY_BAD_VALUE, "--as-of", q.as_of);
    else if (status != TIAO_OK)
        say(c, SAY_NO_MEMORY, "", "");
    return status_of(status);
}

/* ---- writing ---- */

/* The file that the cases about FILE go to; to be freed. */
static char *
output_path(const struct target *t, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash ? slash + 1 : file;
    size_t n = strlen(t->path) + strlen(name) + sizeof suffix + 2;
    size_t stem = strlen(name) - (ends_in(name, ".tiao") ? 5 : 0);
    char *path = memory(n, 1);
    if (!t->folder)
        snprintf(path, n, "%s", t->path);
    else if (ends_in(name, suffix))
        snprintf(path, n, "%s/%s", t->path, name);
    else
        snprintf(path, n, "%s/%.*s%s", t->path, (int)stem, name, suffix);
    return path;
}

struct written {
    FILE *to;
    bool some; /* something was written before */
};

static void
part_write(struct written *w, const char *at, size_t len)
{
    if (!len)
        return;
    if (w->some)
        fputc('\n', w->to);
    fwrite(at, 1, len, w->to);
    w->some = true;
}

/* What goes to PATH (null: everything): what stays of it, or a word on what
 * such a file is, then the new cases. */
static void
cases_write(const struct command *c, const struct target *t,
            const struct tiao_bounds *b, const char *path, FILE *to)
{
    struct written w = {.to = to};
    bool old = path == NULL && b->cases == 0;
    for (size_t i = 0; path && i < b->files; i++)
        if (is_old(t, b->file[i].name) && same_file(path, b->file[i].name)) {
            part_write(&w, b->file[i].kept, b->file[i].kept_len);
            old = true;
        }
    if (!old) {
        say_to(to, c->language, SAY_CASES_HEAD, "", "");
        fputc('\n', to);
        w.some = true;
    }
    for (size_t i = 0; i < b->files; i++) {
        char *own = path ? output_path(t, b->file[i].name) : NULL;
        if (!own || !strcmp(own, path))
            part_write(&w, b->file[i].text, b->file[i].len);
        free(own);
    }
}

static enum status
file_write_cases(const struct command *c, const struct target *t,
                 const struct tiao_bounds *b, const char *path)
{
    struct output o;
    char number[24];
    size_t cases = 0;
    if (!output_open(c, &o, path))
        return STATUS_WORLD;
    cases_write(c, t, b, path, o.file);
    if (ferror(o.file)) {
        output_drop(c, &o, path);
        return STATUS_WORLD;
    }
    if (!output_close(c, &o, path))
        return STATUS_WORLD;
    for (size_t i = 0; i < b->files; i++) {
        char *own = output_path(t, b->file[i].name);
        cases += strcmp(own, path) ? 0 : b->file[i].cases;
        free(own);
    }
    snprintf(number, sizeof number, "%zu", cases);
    say_to(stderr, c->language, SAY_CASES_WRITTEN, path, number);
    fputc('\n', stderr);
    return STATUS_FINE;
}

/* Each output once, by the first file whose cases go there. */
static bool
path_first(const struct target *t, const struct tiao_bounds *b, size_t i,
           const char *path)
{
    for (size_t k = 0; k < i; k++) {
        char *other = output_path(t, b->file[k].name);
        bool same = !strcmp(other, path) &&
                    (b->file[k].len || is_old(t, b->file[k].name));
        free(other);
        if (same)
            return false;
    }
    return true;
}

static enum status
bounds_write(const struct command *c, const struct target *t,
             const struct tiao_bounds *b)
{
    enum status status = STATUS_FINE;
    if (!t->path) {
        cases_write(c, t, b, NULL, stdout);
        return STATUS_FINE;
    }
    for (size_t i = 0; i < b->files && status == STATUS_FINE; i++) {
        char *path = output_path(t, b->file[i].name);
        bool some = b->file[i].len || is_old(t, b->file[i].name);
        if (some && path_first(t, b, i, path))
            status = file_write_cases(c, t, b, path);
        free(path);
    }
    return status;
}

static void
reach_say(const struct command *c, const struct tiao_bounds *b)
{
    char reached[24], all[24];
    snprintf(reached, sizeof reached, "%zu", b->reached);
    snprintf(all, sizeof all, "%zu", b->covereds);
    say_to(stderr, c->language, SAY_CASES_REACH, reached, all);
    fputc('\n', stderr);
}

enum status
run_cases(const struct command *c)
{
    struct tiao_rulebook *rulebook = NULL;
    struct tiao_bounds *bounds = NULL;
    struct target t;
    enum status status = STATUS_WORLD;
    if (target_read(c, &t))
        status = target_load(c, &t, &rulebook);
    if (status == STATUS_FINE)
        status = bounds_load(c, &t, rulebook, &bounds);
    if (status == STATUS_FINE)
        status = bounds_write(c, &t, bounds);
    if (status == STATUS_FINE)
        reach_say(c, bounds);
    if (status == STATUS_FINE && bounds->stopped) {
        say(c, SAY_CASES_STOPPED, "", "");
        status = STATUS_FAULT;
    }
    tiao_bounds_free(bounds);
    tiao_rulebook_free(rulebook);
    target_free(&t);
    return status;
}

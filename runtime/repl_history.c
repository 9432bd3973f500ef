#include "runtime/repl_history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 20, LINE_MOST = 4096 };

/* False when there is nowhere to keep state. MAKE: the folders too. */
static bool
path_of(char path[HISTORY_PATH], bool make)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int n;
    if (state && state[0] == '/')
        n = snprintf(path, HISTORY_PATH, "%s/tiao/history", state);
    else if (home && home[0] == '/')
        n = snprintf(path, HISTORY_PATH, "%s/.local/state/tiao/history", home);
    else
        return false;
    if (n < 0 || n >= HISTORY_PATH)
        return false;
    for (char *c = path + 1; make && *c; c++) {
        if (*c != '/')
            continue;
        *c = '\0';
        if (mkdir(path, 0700) && errno != EEXIST)
            return false;
        *c = '/';
    }
    return true;
}

bool
history_path(char path[HISTORY_PATH])
{
    return path_of(path, false);
}

/* Every byte that a line can hold: no controls, and whole UTF-8. */
static bool
line_fine(const char *at, size_t n)
{
    size_t more = 0;
    if (!n || n > LINE_MOST)
        return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)at[i];
        if (more && (c & 0xc0) == 0x80) {
            more--;
            continue;
        }
        if (more || (c < ' ' && c != '\t') || c == 0x7f ||
            (c >= 0x80 && c < 0xc2) || c > 0xf4)
            return false;
        more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    }
    return !more;
}

static void
line_push(struct history *h, const char *at, size_t n)
{
    char **more, *copy;
    if (!line_fine(at, n))
        return;
    more = realloc(h->at, (h->n + 1) * sizeof *h->at);
    copy = strndup(at, n);
    if (more)
        h->at = more;
    if (more && copy)
        h->at[h->n++] = copy;
    else
        free(copy);
}

void
history_add(struct history *h, const char *line)
{
    size_t n = strlen(line);
    bool again = h->n && !strcmp(h->at[h->n - 1], line);
    if (!again)
        line_push(h, line, n);
}

/* Ours alone, and a file? */
static int
file_open(const char *path)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (!fstat(fd, &s) && S_ISREG(s.st_mode) && s.st_uid == geteuid() &&
        s.st_size <= FILE_MOST)
        return fd;
    close(fd);
    return -1;
}

void
history_read(struct history *h)
{
    char path[HISTORY_PATH], *line = NULL;
    size_t room = 0;
    ssize_t n;
    int fd = path_of(path, false) ? file_open(path) : -1;
    FILE *f = fd < 0 ? NULL : fdopen(fd, "r");
    *h = (struct history){0};
    while (f && (n = getline(&line, &room, f)) > 0)
        line_push(h, line, (size_t)n - (line[n - 1] == '\n'));
    free(line);
    if (f)
        fclose(f);
    h->read = h->n;
}

/* Whole or not at all; a file of somebody else is not replaced. */
static void
lines_write(const char *path, const struct history *now,
            const struct history *h)
{
    char name[HISTORY_PATH + 8];
    size_t all = now->n + h->n - h->read, skip;
    FILE *f;
    int fd, failed;
    snprintf(name, sizeof name, "%s.XXXXXX", path);
    fd = mkstemp(name);
    f = fd < 0 ? NULL : fdopen(fd, "w");
    if (!f)
        return;
    skip = all > HISTORY_MOST ? all - HISTORY_MOST : 0;
    for (size_t i = skip; i < all; i++)
        fprintf(f, "%s\n",
                i < now->n ? now->at[i] : h->at[h->read + i - now->n]);
    failed = fflush(f);
    failed |= fclose(f);
    if (failed || rename(name, path))
        unlink(name);
}

void
history_write(const struct history *h)
{
    char path[HISTORY_PATH];
    struct stat s;
    struct history now;
    if (h->n == h->read || !path_of(path, true))
        return;
    if (!lstat(path, &s) &&
        (!S_ISREG(s.st_mode) || s.st_uid != geteuid() || access(path, W_OK)))
        return;
    history_read(&now);
    lines_write(path, &now, h);
    history_free(&now);
}

void
history_free(struct history *h)
{
    for (size_t i = 0; i < h->n; i++)
        free(h->at[i]);
    free(h->at);
    *h = (struct history){0};
}

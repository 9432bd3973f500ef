/* Files that the command writes: whole or not at all. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/cli.h"

bool
output_drop(const struct command *c, struct output *o, const char *path)
{
    say_errno(c, SAY_NOT_WRITTEN, path);
    if (o->file)
        fclose(o->file);
    if (o->name)
        unlink(o->name);
    free(o->name);
    return false;
}

/* A new file as the umask says, a replaced one as it was. */
static mode_t
mode_for(const struct stat *old)
{
    mode_t mask = umask(0);
    umask(mask);
    return old ? old->st_mode & 0777 : 0666 & ~mask;
}

static void
temporary_open(struct output *o, const char *path, const struct stat *old)
{
    size_t n = strlen(path);
    int fd;
    o->name = memory(n + 8, 1);
    memcpy(o->name, path, n);
    memcpy(o->name + n, ".XXXXXX", 7);
    fd = mkstemp(o->name);
    if (fd < 0) {
        free(o->name);
        o->name = NULL;
        return;
    }
    fchmod(fd, mode_for(old));
    o->file = fdopen(fd, "w");
}

/* A device or a pipe is written as it stands: it is not to be replaced. */
bool
output_open(const struct command *c, struct output *o, const char *path)
{
    struct stat st;
    bool there = !stat(path, &st);
    *o = (struct output){.file = NULL};
    if (there && S_ISDIR(st.st_mode))
        errno = EISDIR;
    else if (there && !S_ISREG(st.st_mode))
        o->file = fopen(path, "w");
    else
        temporary_open(o, path, there ? &st : NULL);
    return o->file || output_drop(c, o, path);
}

bool
output_close(const struct command *c, struct output *o, const char *path)
{
    int failed = fflush(o->file) || (o->name && fsync(fileno(o->file)));
    failed |= fclose(o->file) != 0;
    o->file = NULL;
    if (failed || (o->name && rename(o->name, path)))
        return output_drop(c, o, path);
    free(o->name);
    return true;
}

bool
file_replace(const struct command *c, const char *path, const char *at,
             size_t len)
{
    char *real = realpath(path, NULL);
    struct output o;
    bool fine = output_open(c, &o, real ? real : path);
    if (fine && !file_write(o.file, at, len))
        fine = output_drop(c, &o, path);
    else if (fine)
        fine = output_close(c, &o, real ? real : path);
    free(real);
    return fine;
}

/* Writing over a file that was read would lose it. */
bool
output_apart(const struct command *c, enum option option)
{
    const char *path = command_value(c, option);
    const struct values *read[] = {&c->operand, &c->option[OPTION_FACTS],
                                   &c->option[OPTION_SOURCE]};
    struct stat out, in;
    if (!path || stat(path, &out))
        return true;
    for (int k = 0; k < 3; k++)
        for (size_t i = 0; i < read[k]->n; i++)
            if (!stat(read[k]->at[i], &in) && in.st_dev == out.st_dev &&
                in.st_ino == out.st_ino) {
                say(c, SAY_SAME_FILE, path, "");
                return false;
            }
    return true;
}

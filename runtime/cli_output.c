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

bool
output_open(const struct command *c, struct output *o, const char *path)
{
    size_t n = strlen(path);
    int fd;
    *o = (struct output){.name = memory(n + 8, 1)};
    memcpy(o->name, path, n);
    memcpy(o->name + n, ".XXXXXX", 7);
    fd = mkstemp(o->name);
    if (fd < 0) {
        free(o->name);
        o->name = NULL;
        return output_drop(c, o, path);
    }
    fchmod(fd, 0644);
    o->file = fdopen(fd, "w");
    return o->file || output_drop(c, o, path);
}

bool
output_close(const struct command *c, struct output *o, const char *path)
{
    int failed = fflush(o->file) || fsync(fileno(o->file));
    failed |= fclose(o->file) != 0;
    o->file = NULL;
    if (failed || rename(o->name, path))
        return output_drop(c, o, path);
    free(o->name);
    return true;
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

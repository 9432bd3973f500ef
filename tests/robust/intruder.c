/* What somebody could try who has found a mistake in tiao: loaded into the
 * command before its libraries, it takes the place of two functions that the
 * command calls, one while rule files are looked for, one while they are read
 * through, and tries to open, connect and start things from there. What came
 * of it is said on standard error, a line for each. tests/sandbox.sh. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utf8proc.h>

static void
say(const char *when, const char *what, bool done)
{
    char line[128];
    int n = snprintf(line, sizeof line, "%s: %s: %s\n", when, what,
                     done ? "done" : "refused");
    write(STDERR_FILENO, line, (size_t)n);
}

static bool
opens(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Any answer but a refusal: nobody listens there. */
static bool
connects(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool done = fd >= 0 && (!connect(fd, (struct sockaddr *)&to, sizeof to) ||
                            errno == ECONNREFUSED);
    if (fd >= 0)
        close(fd);
    return done;
}

static bool
starts(void)
{
    int status = -1;
    pid_t child = fork();
    if (!child) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    return child > 0 && waitpid(child, &status, 0) == child && !status;
}

static bool
replaces(void)
{
    char *const words[] = {"intruder-is-no-such-program", NULL};
    return execve("/nowhere", words, NULL) < 0 && errno == ENOENT;
}

static bool
runs_memory(void)
{
    void *at = mmap(NULL, 4096, PROT_READ | PROT_EXEC,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at != MAP_FAILED;
}

static void
intrude(const char *when)
{
    say(when, "open another file", opens("/etc/passwd", O_RDONLY));
    say(when, "write a file", opens("rules/a.tiao", O_WRONLY));
    say(when, "make a file", opens(when, O_WRONLY | O_CREAT | O_EXCL));
    say(when, "connect", connects());
    say(when, "start a program", starts());
    say(when, "become a program", replaces());
    say(when, "make code", runs_memory());
}

char *
realpath(const char *path, char *to)
{
    static bool done;
    char *(*real)(const char *, char *);
    *(void **)&real = dlsym(RTLD_NEXT, "realpath");
    if (!done)
        intrude("reading");
    done = true;
    return real(path, to);
}

utf8proc_category_t
utf8proc_category(utf8proc_int32_t code)
{
    static bool done;
    if (!done)
        intrude("looking");
    done = true;
    return (utf8proc_category_t)utf8proc_get_property(code)->category;
}

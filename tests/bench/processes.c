/* What whole processes cost, side by side.
 *
 *   bench-processes TIMES COMMAND...    COMMAND: words in one argument,
 *                                       with newlines between them
 *
 * Runs the commands in turn, TIMES each, their output thrown away, and prints
 * a line for each: median, least, most milliseconds by the clock, the same
 * for processor time, and the most memory in kB. A command that fails ends
 * the run. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 64 };

struct command {
    char *word[WORDS + 1];
    double *clock, *processor; /* by time */
    long memory;
};

_Noreturn static void
stop(const char *what)
{
    fprintf(stderr, "bench-processes: %s\n", what);
    exit(1);
}

static void *
room(size_t n, size_t size)
{
    void *at = calloc(n, size);
    if (!at)
        stop("out of memory");
    return at;
}

static double
milliseconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void
command_read(struct command *c, char *text, size_t times)
{
    size_t n = 0;
    for (char *at = strtok(text, "\n"); at; at = strtok(NULL, "\n")) {
        if (n == WORDS)
            stop("too many words");
        c->word[n++] = at;
    }
    if (!n)
        stop("an empty command");
    c->clock = room(times, sizeof *c->clock);
    c->processor = room(times, sizeof *c->processor);
}

static void
command_run(struct command *c, size_t time,
            const posix_spawn_file_actions_t *quiet)
{
    struct rusage used;
    int status;
    pid_t pid;
    double from = milliseconds_now();
    if (posix_spawnp(&pid, c->word[0], quiet, NULL, c->word, environ))
        stop(c->word[0]);
    while (wait4(pid, &status, 0, &used) < 0)
        if (errno != EINTR)
            stop("no child to wait for");
    c->clock[time] = milliseconds_now() - from;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        stop(c->word[0]);
    c->processor[time] =
        milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    if (used.ru_maxrss > c->memory)
        c->memory = used.ru_maxrss;
}

static int
order(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void
figures_print(double *took, size_t times)
{
    qsort(took, times, sizeof *took, order);
    printf("%.3f\t%.3f\t%.3f\t", took[times / 2], took[0], took[times - 1]);
}

int
main(int argc, char **argv)
{
    posix_spawn_file_actions_t quiet;
    if (argc < 3 || atoi(argv[1]) < 1)
        stop("usage: bench-processes TIMES COMMAND...");
    size_t times = (size_t)atoi(argv[1]), n = (size_t)argc - 2;
    struct command *command = room(n, sizeof *command);
    for (size_t i = 0; i < n; i++)
        command_read(&command[i], argv[i + 2], times);
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (size_t time = 0; time < times; time++)
        for (size_t i = 0; i < n; i++)
            command_run(&command[i], time, &quiet);
    for (size_t i = 0; i < n; i++) {
        figures_print(command[i].clock, times);
        figures_print(command[i].processor, times);
        printf("%ld\n", command[i].memory);
        free(command[i].clock);
        free(command[i].processor);
    }
    posix_spawn_file_actions_destroy(&quiet);
    free(command);
    return 0;
}

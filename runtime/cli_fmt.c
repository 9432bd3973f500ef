/* fmt: the one way to write rule files. */
#include <string.h>

#include "runtime/cli.h"

static bool
surface_read(const struct command *c, enum tiao_surface *surface)
{
    const char *to = command_value(c, OPTION_TO);
    *surface = TIAO_SURFACE_KEEP;
    if (!to)
        return true;
    if (!strcmp(to, "zh"))
        *surface = TIAO_SURFACE_ZH;
    else if (!strcmp(to, "en"))
        *surface = TIAO_SURFACE_EN;
    else
        say(c, SAY_BAD_VALUE, "--to", to);
    return *surface != TIAO_SURFACE_KEEP;
}

static enum status
file_tidy(const struct command *c, const struct tiao_tidied_file *f)
{
    if (!strcmp(f->name, "-"))
        return file_write(stdout, f->at, f->len) ? STATUS_FINE : STATUS_WORLD;
    if (!f->changed)
        return STATUS_FINE;
    if (!file_replace(c, f->name, f->at, f->len))
        return STATUS_WORLD;
    say_to(stderr, c->language, SAY_TIDIED, f->name, "");
    fputc('\n', stderr);
    return STATUS_FINE;
}

/* With --check the names of the files that would change go to stdout. */
static enum status
files_tidy(const struct command *c, const struct tiao_tidied *tidied)
{
    bool check = c->option[OPTION_CHECK].n > 0;
    enum status status = STATUS_FINE;
    for (size_t i = 0; i < tidied->files; i++) {
        const struct tiao_tidied_file *f = &tidied->file[i];
        if (!f->at)
            continue;
        if (check && f->changed) {
            puts(f->name);
            status = STATUS_NO;
        } else if (!check && status == STATUS_FINE) {
            status = file_tidy(c, f);
        }
    }
    return status;
}

/* What is wrong but can be read is none of fmt's business. */
enum status
run_fmt(const struct command *c)
{
    struct tiao_rulebook *rulebook;
    struct tiao_tidied *tidied;
    struct tiao_report *report;
    enum tiao_surface surface;
    enum status status;
    if (!surface_read(c, &surface))
        return STATUS_USAGE;
    status = rulebook_load(c, &rulebook);
    if (status != STATUS_FINE && status != STATUS_RULES) {
        tiao_rulebook_free(rulebook);
        return status;
    }
    enum tiao_status read =
        tiao_tidy(rulebook, surface, c->language, &tidied, &report);
    status = status_of(read);
    if (tidied) {
        enum status written = files_tidy(c, tidied);
        if (status == STATUS_FINE)
            status = written;
    }
    report_show(c, report);
    tiao_tidied_free(tidied);
    tiao_rulebook_free(rulebook);
    return status;
}

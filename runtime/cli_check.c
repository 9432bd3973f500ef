/* check and lint: what is wrong with rules, what mends itself, what could be
 * better. */
#include <stdlib.h>
#include <string.h>

#include "runtime/cli.h"

/* Is there a message of LEVEL in it, or of a graver one? */
static bool
report_reaches(const struct tiao_report *report, const char *level)
{
    if (!strcmp(level, "note"))
        return report->n > 0;
    return report->errors || (!strcmp(level, "warning") && report->warnings);
}

static enum status
check_level(const struct command *c, const struct tiao_rulebook *rulebook)
{
    static const char *const levels[] = {"note", "warning", "error"};
    const char *level = command_value(c, OPTION_FAIL_LEVEL);
    struct tiao_report *report = NULL;
    size_t i = 0;
    enum status status;
    if (!level)
        return STATUS_FINE;
    while (i < 3 && strcmp(level, levels[i]))
        i++;
    if (i == 3) {
        say(c, SAY_BAD_VALUE, "--fail-level", level);
        return STATUS_USAGE;
    }
    if (tiao_rulebook_report(rulebook, c->language, &report) != TIAO_OK)
        return STATUS_WORLD;
    status = report_reaches(report, level) ? STATUS_RULES : STATUS_FINE;
    tiao_report_free(report);
    return status;
}

static void
check_summary(const struct command *c, const struct tiao_rulebook *rulebook)
{
    struct tiao_size size = tiao_rulebook_size(rulebook);
    char files[24], decisions[24];
    snprintf(files, sizeof files, "%zu", size.files);
    snprintf(decisions, sizeof decisions, "%zu", size.decisions);
    say_to(stdout, c->language, c->verb == VERB_LINT ? SAY_LINTED : SAY_CHECKED,
           files, decisions);
    putchar('\n');
}

/* What is said of RULEBOOK, whose loading gave STATUS. */
static enum status
check_tell(const struct command *c, const struct tiao_rulebook *rulebook,
           enum status status, bool summary)
{
    struct tiao_report *report = NULL;
    if (rulebook)
        tiao_rulebook_report(rulebook, c->language, &report);
    summary &= c->verb == VERB_CHECK || (report && !report->n);
    report_show(c, report);
    if (status == STATUS_FINE)
        status = check_level(c, rulebook);
    if (status == STATUS_FINE && summary)
        check_summary(c, rulebook);
    return status;
}

/* ---- check --fix ---- */

static void
fixed_show(const struct command *c, const struct tiao_fixed *f)
{
    enum say what = !f->was[0]  ? SAY_PUT_IN
                    : !f->is[0] ? SAY_TAKEN_OUT
                                : SAY_REPLACED;
    fprintf(stderr, "%s:%u:%u: %s ", f->place.file, f->place.line,
            f->place.column, f->code);
    say_to(stderr, c->language, what, f->was[0] ? f->was : f->is, f->is);
    fputc('\n', stderr);
}

/* Writes the files that changed. What came from standard input goes to
 * standard output, and *THERE says so. */
static enum status
mended_write(const struct command *c, const struct tiao_mended *m, bool *there)
{
    for (size_t i = 0; i < m->files; i++) {
        const struct tiao_tidied_file *f = &m->file[i];
        bool standard = !strcmp(f->name, "-");
        *there |= standard;
        if (standard && !file_write(stdout, f->at, f->len))
            return STATUS_WORLD;
        if (!standard && f->changed && !file_replace(c, f->name, f->at, f->len))
            return STATUS_WORLD;
    }
    for (size_t i = 0; i < m->fixeds; i++)
        fixed_show(c, &m->fixed[i]);
    return STATUS_FINE;
}

/* The rulebook that M is. */
static enum status
mended_load(const struct tiao_mended *m, const struct tiao_settings *settings,
            struct tiao_rulebook **rulebook)
{
    struct tiao_file *file = memory(m->files, sizeof *file);
    struct tiao_settings again = *settings;
    enum tiao_status status;
    again.have_read = NULL;
    for (size_t i = 0; i < m->files; i++)
        file[i] =
            (struct tiao_file){m->file[i].name, m->file[i].at, m->file[i].len};
    status = tiao_load_texts(file, m->files, &again, rulebook);
    free(file);
    return status_of(status);
}

static enum status
check_fixed(const struct command *c, const struct tiao_mended *m,
            const struct tiao_settings *settings,
            enum tiao_report_format format)
{
    struct tiao_rulebook *rulebook = NULL;
    bool taken = false; /* standard output, by a file */
    enum status status = mended_write(c, m, &taken);
    if (status != STATUS_FINE)
        return status;
    status = mended_load(m, settings, &rulebook);
    status = check_tell(c, rulebook, status, !taken && !report_is_data(format));
    tiao_rulebook_free(rulebook);
    return status;
}

/* The difference is the answer: nothing else is said when there is one. */
static enum status
check_dry(const struct command *c, const struct tiao_mended *m,
          const struct tiao_rulebook *rulebook, enum status status,
          enum tiao_report_format format)
{
    if (!m->fixeds)
        return check_tell(c, rulebook, status, !report_is_data(format));
    status = status_of(tiao_mended_print(m, file_write, stdout));
    return status == STATUS_FINE ? STATUS_NO : status;
}

/* Is standard output for the report alone? */
static bool
output_is_free(const struct command *c, enum tiao_report_format format)
{
    bool taken = false;
    for (size_t i = 0; i < c->operand.n; i++)
        taken |= !strcmp(c->operand.at[i], "-");
    if (!taken || !report_is_data(format) || c->option[OPTION_DRY_RUN].n)
        return true;
    say(c, SAY_OUTPUT_SHARED, command_value(c, OPTION_FORMAT), "");
    return false;
}

static enum status
check_mended(const struct command *c, const struct tiao_rulebook *rulebook,
             const struct tiao_settings *settings, enum status status,
             enum tiao_report_format format)
{
    struct tiao_mended *mended = NULL;
    enum status mending =
        status_of(tiao_mend(rulebook, settings, c->language, &mended));
    if (mending != STATUS_FINE)
        status = mending;
    else if (c->option[OPTION_DRY_RUN].n)
        status = check_dry(c, mended, rulebook, status, format);
    else
        status = check_fixed(c, mended, settings, format);
    tiao_mended_free(mended);
    return status;
}

static enum status
check_under(const struct command *c, const struct tiao_settings *settings,
            enum tiao_report_format format)
{
    bool fix = c->option[OPTION_FIX].n || c->option[OPTION_DRY_RUN].n;
    struct tiao_rulebook *rulebook;
    enum status status;
    if (fix && !output_is_free(c, format))
        return STATUS_USAGE;
    status = rulebook_load_under(c, settings, &rulebook);
    if (fix && (status == STATUS_FINE || status == STATUS_RULES))
        status = check_mended(c, rulebook, settings, status, format);
    else
        status = check_tell(c, rulebook, status, !report_is_data(format));
    tiao_rulebook_free(rulebook);
    return status;
}

enum status
run_check(const struct command *c)
{
    struct tiao_settings settings;
    struct tiao_limit *limit;
    enum tiao_report_format format;
    enum status status = STATUS_USAGE;
    if (!report_format_read(c, &format))
        return STATUS_USAGE;
    if (settings_read(c, &settings, &limit))
        status = check_under(c, &settings, format);
    free(limit);
    return status;
}

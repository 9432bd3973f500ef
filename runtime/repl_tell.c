/* What a session says, and how much of it at once. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "runtime/repl.h"

const struct command_row command_rows[COMMAND_COUNT] = {
#define COMMAND(id, name, operands, zh, en)                                    \
    [COMMAND_##id] = {name, operands, {zh, en}},
#include "runtime/repl.def"
};

static const char *const tells[TELL_COUNT][2] = {
#define TELL(id, zh, en) [TELL_##id] = {zh, en},
#include "runtime/repl.def"
};

const char *
tell_text(enum tiao_language l, enum tell what)
{
    return tells[what][l];
}

/* TEXT with controls made visible: names and values may hold anything. */
static void
safe(FILE *to, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ' || c == 0x7f)
            fprintf(to, "<U+%04X>", c);
        else
            fputc(c, to);
    }
}

void
tell_to(FILE *to, enum tiao_language l, enum tell what, const char *zero,
        const char *one)
{
    for (const char *c = tells[what][l]; *c; c++) {
        if (!strncmp(c, "{0}", 3) || !strncmp(c, "{1}", 3)) {
            safe(to, c[1] == '0' ? zero : one);
            c += 2;
        } else {
            fputc(*c, to);
        }
    }
}

void
tell(struct repl *r, enum tell what, const char *zero, const char *one)
{
    tell_to(r->out, r->language, what, zero, one);
    fputc('\n', r->out);
}

static void
failed(struct repl *r, enum status status)
{
    if (r->status == STATUS_FINE)
        r->status = status;
}

/* What is wrong goes to standard error, behind what was printed before it. */
void
refuse(struct repl *r, enum status status, enum tell what, const char *zero,
       const char *one)
{
    failed(r, status);
    out_end(r);
    fputs("tiao: ", stderr);
    tell_to(stderr, r->language, what, zero, one);
    fputc('\n', stderr);
    out_begin(r);
}

void
refuse_memory(struct repl *r)
{
    failed(r, STATUS_WORLD);
    say(r->command, SAY_NO_MEMORY, "", "");
}

void
refuse_report(struct repl *r, enum status status, struct tiao_report *report)
{
    if (!report)
        return;
    if (report->errors)
        failed(r, status);
    out_end(r);
    tiao_report_print(report,
                      r->format == TIAO_PRETTY ? TIAO_REPORT_PRETTY
                                               : TIAO_REPORT_PLAIN,
                      r->command->colour_errors, file_write, stderr);
    tiao_report_free(report);
    out_begin(r);
}

/* ---- folding ---- */

static size_t
screen_rows(void)
{
    struct winsize size;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_row > 4)
        return size.ws_row;
    return 24;
}

void
out_begin(struct repl *r)
{
    r->printed = NULL;
    r->out = open_memstream(&r->printed, &r->printed_size);
    if (!r->out) {
        say(r->command, SAY_NO_MEMORY, "", "");
        exit(STATUS_WORLD);
    }
}

static size_t
lines_of(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* The first lines of TEXT; the rest is kept for .more. */
static void
text_fold(struct repl *r, char *text)
{
    char rest[24], *at = text;
    size_t rows = screen_rows(), lines = lines_of(text);
    if (!line_terminal(r->line) || lines < rows) {
        fputs(text, stdout);
        free(text);
        return;
    }
    for (size_t i = 0; i + 2 < rows; i++)
        at = strchr(at, '\n') + 1;
    fwrite(text, 1, (size_t)(at - text), stdout);
    snprintf(rest, sizeof rest, "%zu", lines - (rows - 2));
    tell_to(stdout, r->language, TELL_FOLDED, rest, "");
    putchar('\n');
    r->folded = text_copy(at, strlen(at));
    free(text);
}

void
out_end(struct repl *r)
{
    fclose(r->out);
    if (r->printed_size) {
        free(r->folded);
        r->folded = NULL;
        text_fold(r, r->printed);
    } else {
        free(r->printed);
    }
    r->out = NULL;
    r->printed = NULL;
    fflush(stdout);
}

void
out_more(struct repl *r)
{
    if (r->folded)
        fputs(r->folded, r->out);
}

/* doctor: what the machine offers, and what decided. */
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "runtime/cli_sandbox.h"
#include "runtime/repl_history.h"
#include "runtime/repl_line.h"

enum finding {
#define FINDING(id, ...) FINDING_##id,
#include "runtime/cli_doctor.def"
#undef FINDING
    FINDING_COUNT
};

enum kind { KIND_TEXT, KIND_CAUSE, KIND_TRUTH, KIND_NUMBER };

static const struct {
    const char *key;
    enum kind kind;
    const char *label[2];
} rows[FINDING_COUNT] = {
#define FINDING(id, key, kind, zh, en)                                         \
    [FINDING_##id] = {key, KIND_##kind, {zh, en}},
#include "runtime/cli_doctor.def"
#undef FINDING
};

/* By the kind of the row; a text may be null, a number below 0: none. */
struct found {
    const char *text;
    bool truth;
    int number;
};

static int
width(void)
{
    struct winsize size;
    bool fine = !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col;
    return fine ? size.ws_col : -1;
}

static const char *
text_or_null(const char *text)
{
    return text && text[0] ? text : NULL;
}

static void
look(const struct command *c, char history[HISTORY_PATH],
     struct found found[FINDING_COUNT])
{
    struct sandbox_level level = sandbox_level();
    bool kept = history_path(history);
    setlocale(LC_CTYPE, "");
    const struct found all[FINDING_COUNT] = {
        [FINDING_VERSION] = {.text = tiao_version()},
        [FINDING_LANGUAGE] = {.text = c->language == TIAO_ZH ? "zh" : "en"},
        [FINDING_LANGUAGE_BY] = {.text = text_or_null(c->language_by)},
        [FINDING_CODESET] = {.text = nl_langinfo(CODESET)},
        [FINDING_INPUT] = {.truth = isatty(STDIN_FILENO)},
        [FINDING_OUTPUT] = {.truth = isatty(STDOUT_FILENO)},
        [FINDING_TERM] = {.text = text_or_null(getenv("TERM"))},
        [FINDING_WIDTH] = {.number = width()},
        [FINDING_COLOUR] = {.truth = c->colour},
        [FINDING_COLOUR_BY] = {.text = text_or_null(c->colour_by)},
        [FINDING_READLINE] = {.text = text_or_null(line_editor())},
        [FINDING_HISTORY] = {.text = kept ? history : NULL},
        [FINDING_SANDBOX] = {.truth = level.calls || level.landlock_abi},
        [FINDING_SECCOMP] = {.truth = level.calls},
        [FINDING_LANDLOCK] = {.number = level.landlock_abi},
    };
    memcpy(found, all, sizeof all);
}

/* ---- for people ---- */

static void
words(const struct command *c, const struct found *f, enum kind kind)
{
    switch (kind) {
    case KIND_TEXT:
        fputs(f->text ? f->text : say_text(c, SAY_NOT_THERE), stdout);
        break;
    case KIND_CAUSE:
        fputs(f->text ? f->text : say_text(c, SAY_NOTHING_SET), stdout);
        break;
    case KIND_TRUTH:
        fputs(say_text(c, f->truth ? SAY_YES : SAY_NO_WORD), stdout);
        break;
    case KIND_NUMBER:
        if (f->number < 0)
            fputs(say_text(c, SAY_NOT_THERE), stdout);
        else
            printf("%d", f->number);
        break;
    }
    putchar('\n');
}

static void
tell(const struct command *c, const struct found found[FINDING_COUNT])
{
    const char *colon = c->language == TIAO_ZH ? "：" : ": ";
    struct tiao_limit_range r;
    for (int i = 0; i < FINDING_COUNT; i++) {
        printf("%s%s", rows[i].label[c->language], colon);
        words(c, &found[i], rows[i].kind);
    }
    printf("%s%s\n", say_text(c, SAY_LIMIT_RANGES),
           c->language == TIAO_ZH ? "：" : ":");
    for (size_t i = 0; tiao_limit_at(i, &r); i++)
        printf("  %-12s %12ju %12ju %12ju\n", r.key, (uintmax_t)r.usual,
               (uintmax_t)r.most, (uintmax_t)r.untrusted);
}

/* ---- for machines ---- */

/* How many bytes of AT are one character of UTF-8; 0 when none are. */
static size_t
character(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    size_t n = *byte < 0x80   ? 1
               : *byte < 0xc2 ? 0
               : *byte < 0xe0 ? 2
               : *byte < 0xf0 ? 3
               : *byte < 0xf5 ? 4
                              : 0;
    bool low =
        (*byte == 0xe0 && byte[1] < 0xa0) || (*byte == 0xf0 && byte[1] < 0x90);
    bool high =
        (*byte == 0xed && byte[1] > 0x9f) || (*byte == 0xf4 && byte[1] > 0x8f);
    for (size_t i = 1; i < n; i++)
        if ((byte[i] & 0xc0) != 0x80)
            return 0;
    return low || high ? 0 : n;
}

/* What the environment says need be no text: a byte that is none is ?. */
static void
json_text(const char *text)
{
    putchar('"');
    while (*text) {
        size_t n = character(text);
        unsigned char byte = (unsigned char)*text;
        if (!n)
            putchar('?');
        else if (byte < ' ' || byte == '"' || byte == '\\')
            printf("\\u%04x", byte);
        else
            fwrite(text, 1, n, stdout);
        text += n ? n : 1;
    }
    putchar('"');
}

static void
json_found(const struct found *f, enum kind kind)
{
    switch (kind) {
    case KIND_TEXT:
    case KIND_CAUSE:
        if (f->text)
            json_text(f->text);
        else
            fputs("null", stdout);
        break;
    case KIND_TRUTH:
        fputs(f->truth ? "true" : "false", stdout);
        break;
    case KIND_NUMBER:
        if (f->number < 0)
            fputs("null", stdout);
        else
            printf("%d", f->number);
        break;
    }
}

static void
json(const struct found found[FINDING_COUNT])
{
    struct tiao_limit_range r;
    fputs("{\n  \"format\": \"tiao-doctor/1\"", stdout);
    for (int i = 0; i < FINDING_COUNT; i++) {
        printf(",\n  \"%s\": ", rows[i].key);
        json_found(&found[i], rows[i].kind);
    }
    fputs(",\n  \"limits\": {", stdout);
    for (size_t i = 0; tiao_limit_at(i, &r); i++)
        printf("%s\n    \"%s\": {\"usual\": %ju, \"most\": %ju, "
               "\"untrusted\": %ju}",
               i ? "," : "", r.key, (uintmax_t)r.usual, (uintmax_t)r.most,
               (uintmax_t)r.untrusted);
    fputs("\n  }\n}\n", stdout);
}

enum status
run_doctor(const struct command *c)
{
    struct found found[FINDING_COUNT];
    char history[HISTORY_PATH];
    enum tiao_format format;
    if (!format_read(c, &format))
        return STATUS_USAGE;
    if (c->operand.n) {
        say(c, SAY_EXTRA_OPERAND, c->operand.at[0], "");
        return STATUS_USAGE;
    }
    look(c, history, found);
    if (format == TIAO_JSON)
        json(found);
    else
        tell(c, found);
    return STATUS_FINE;
}

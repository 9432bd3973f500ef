#include "lang/scan.h"

#include <string.h>

#include "lang/base/utf8.h"

static const struct {
    const char *start;
    uint32_t len;
    const char *what;
} magic[] = {
    {"\x7F"
     "ELF",
     4, "ELF"},
    {"\x89PNG", 4, "PNG"},
    {"PK\x03\x04", 4, "zip / xlsx / docx"},
    {"%PDF", 4, "PDF"},
    {"\xFF\xD8\xFF", 3, "JPEG"},
    {"GIF8", 4, "GIF"},
    {"\x1F\x8B", 2, "gzip"},
    {"BZh", 3, "bzip2"},
    {"\xD0\xCF\x11\xE0", 4, "doc / xls"},
    {"SQLite format 3", 15, "SQLite"},
    {"7z\xBC\xAF", 4, "7z"},
    {"{\\rtf", 5, "RTF"},
};

uint32_t
scan_count(struct str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return n;
}

static bool
bytes_binary(struct scan *s)
{
    for (unsigned i = 0; i < sizeof magic / sizeof *magic; i++) {
        if (s->text.len < magic[i].len ||
            memcmp(s->text.at, magic[i].start, magic[i].len))
            continue;
        report(s->diags, BINARY_FILE, .at = scan_span(s, 0, 1),
               .arg = {str_of(magic[i].what)});
        return true;
    }
    return false;
}

static bool
bytes_other_encoding(struct scan *s, const char *name)
{
    report(s->diags, ENCODING, .at = scan_span(s, 0, 1), .arg = {str_of(name)});
    return true;
}

/* UTF-16 begins with a mark, or has a NUL in every other byte of its
 * beginning. */
static bool
bytes_wide(struct scan *s)
{
    struct str t = s->text;
    if (str_starts(t, STR("\xFF\xFE")))
        return bytes_other_encoding(s, "UTF-16LE");
    if (str_starts(t, STR("\xFE\xFF")))
        return bytes_other_encoding(s, "UTF-16BE");
    uint32_t n = t.len < 64 ? t.len & ~1u : 64, even = 0, odd = 0;
    for (uint32_t i = 0; i < n; i += 2) {
        even += !t.at[i];
        odd += !t.at[i + 1];
    }
    if (n >= 8 && !even && odd * 4 > n)
        return bytes_other_encoding(s, "UTF-16LE");
    if (n >= 8 && !odd && even * 4 > n)
        return bytes_other_encoding(s, "UTF-16BE");
    return false;
}

/* Length of the GB18030 character at T, or 0. */
static uint32_t
bytes_gb(struct str t)
{
    const unsigned char *c = (const unsigned char *)t.at;
    if (c[0] < 0x80)
        return 1;
    if (c[0] < 0x81 || c[0] == 0xFF || t.len < 2)
        return 0;
    if (c[1] >= 0x40 && c[1] != 0x7F && c[1] != 0xFF)
        return 2;
    bool four = t.len >= 4 && c[1] >= 0x30 && c[1] <= 0x39 && c[2] >= 0x81 &&
                c[3] >= 0x30 && c[3] <= 0x39;
    return four ? 4 : 0;
}

/* Wrong as UTF-8 more than right, and right as GB18030 throughout. */
static bool
bytes_chinese(struct scan *s)
{
    uint32_t pairs = 0, right = 0, wrong = 0, len;
    for (uint32_t i = 0; i < s->text.len; i += len) {
        len = bytes_gb(str_from(s->text, i));
        if (!len)
            return false;
        pairs += len > 1;
    }
    for (uint32_t i = 0; i < s->text.len; i += len) {
        uint32_t code = utf8_next(str_from(s->text, i), &len);
        right += code != UINT32_MAX && code >= 0x80;
        wrong += code == UINT32_MAX;
    }
    return pairs > 0 && wrong > right && bytes_other_encoding(s, "GB18030");
}

static void
bytes_wrong(struct scan *s, uint32_t at, uint32_t len)
{
    if (at + len == s->text.len && (unsigned char)s->text.at[at] >= 0xC2) {
        uint32_t where;
        if (utf8_check(str_from(s->text, at), &where) == UTF8_CUT_SHORT) {
            report(s->diags, CUT_UTF8, .at = scan_span(s, at, at + len));
            return;
        }
    }
    struct text hex = {.arena = s->scratch};
    struct text place = {.arena = s->scratch};
    for (uint32_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s->text.at[at + i];
        if (i)
            text_add_char(&hex, ' ');
        text_add_char(&hex, "0123456789ABCDEF"[c >> 4]);
        text_add_char(&hex, "0123456789ABCDEF"[c & 15]);
    }
    text_add_unsigned(&place, (uint64_t)at + 1);
    report(s->diags, BAD_UTF8, .at = scan_span(s, at, at + len),
           .arg = {text_str(&hex), text_str(&place)});
}

static void
bytes_invisible(struct scan *s, uint32_t at, uint32_t len, uint32_t code)
{
    struct text name = {.arena = s->scratch};
    text_add_code(&name, code);
    struct span where = scan_span(s, at, at + len);
    diag_add(s->diags,
             &(struct diag){.id = utf8_is_bidi_control(code) ? DIAG_BIDI_CONTROL
                                                             : DIAG_INVISIBLE,
                            .at = where,
                            .arg = {text_str(&name)},
                            .fix = {where, STR(""), false}});
}

static void
bytes_control(struct scan *s, uint32_t at)
{
    struct span where = scan_span(s, at, at + 1);
    struct text name = {.arena = s->scratch};
    text_add_code(&name, (unsigned char)s->text.at[at]);
    if (!s->text.at[at])
        report(s->diags, NUL_BYTE, .at = where, .fix = {where, STR(""), false});
    else
        report(s->diags, INVISIBLE, .at = where, .arg = {text_str(&name)},
               .fix = {where, STR(""), false});
}

/* How many bytes from AT on are wrong, all one mistake. */
static uint32_t
bytes_wrong_run(const struct scan *s, uint32_t at)
{
    uint32_t run = 0, len;
    while (run < 8 && at + run < s->text.len &&
           utf8_next(str_from(s->text, at + run), &len) == UINT32_MAX)
        run += len;
    return run;
}

/* The character at AT, which is not plain; returns its length. */
static uint32_t
bytes_character(struct scan *s, char *copy, uint32_t at)
{
    unsigned char c = (unsigned char)s->text.at[at];
    uint32_t len = 1;
    if (c < 0x80) {
        bytes_control(s, at);
        copy[at] = 1;
        return 1;
    }
    uint32_t code = utf8_next(str_from(s->text, at), &len);
    bool mark = at == 0 && code == 0xFEFF;
    if (code == UINT32_MAX)
        bytes_wrong(s, at, len = bytes_wrong_run(s, at));
    else if (!mark && utf8_is_invisible(code))
        bytes_invisible(s, at, len, code);
    else
        return len;
    memset(copy + at, 1, len);
    return len;
}

/* Whether C can be part of nothing wrong, whatever follows. */
static bool
bytes_plain(unsigned char c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t';
}

/* The text from AT on with LF for each CR that stands alone. */
static struct str
lines_ended(const struct scan *s, uint32_t at)
{
    struct text to = {.arena = s->scratch};
    struct str rest = str_from(s->text, at);
    for (uint32_t i = 0; i < rest.len; i++) {
        bool lone =
            rest.at[i] == '\r' && (i + 1 == rest.len || rest.at[i + 1] != '\n');
        text_add_char(&to, lone ? '\n' : rest.at[i]);
    }
    return text_str(&to);
}

static void
bytes_lone_cr(struct scan *s, uint32_t at, bool *reported)
{
    bool crlf = at + 1 < s->text.len && s->text.at[at + 1] == '\n';
    struct span sign = scan_span(s, at, at + 1);
    if (!crlf && !*reported)
        report(
            s->diags, LONE_CR, .at = sign,
            .fix = {scan_span(s, at, s->text.len), lines_ended(s, at), false});
    *reported |= !crlf;
}

static bool
bytes_limit(struct scan *s)
{
    if (s->text.len <= s->limits->file)
        return false;
    struct text size = {.arena = s->scratch};
    struct text limit = {.arena = s->scratch};
    text_add_unsigned(&size, s->text.len);
    text_add_unsigned(&limit, s->limits->file);
    report(s->diags, LIMIT_FILE, .at = scan_span(s, 0, 1),
           .arg = {text_str(&size), text_str(&limit)});
    return true;
}

char *
scan_bytes(struct scan *s)
{
    uint32_t n = s->text.len, at;
    if (bytes_limit(s) || bytes_binary(s) || bytes_wide(s))
        return NULL;
    if (utf8_check(s->text, &at) != UTF8_OK && bytes_chinese(s))
        return NULL;
    char *copy = arena_take(s->scratch, (size_t)n + 2);
    memcpy(copy, s->text.at, n);
    copy[n] = copy[n + 1] = 0;
    bool cr = false;
    for (uint32_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s->text.at[i];
        bool han = c >= 0xE4 && c <= 0xE9 && n - i >= 3 &&
                   (s->text.at[i + 1] & 0xC0) == 0x80 &&
                   (s->text.at[i + 2] & 0xC0) == 0x80;
        if (bytes_plain(c) || han) {
            i += han ? 3 : 1;
        } else if (c == '\r') {
            bytes_lone_cr(s, i, &cr);
            i++;
        } else {
            i += bytes_character(s, copy, i);
        }
    }
    return copy;
}

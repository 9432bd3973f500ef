#include "runtime/json_scan.h"

#include <string.h>

#include "lang/base/utf8.h"

void
json_scan_blanks(struct json_scan *s)
{
    char c = json_scan_peek(s);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        s->at++;
        c = json_scan_peek(s);
    }
}

bool
json_scan_wrong(struct json_scan *s, enum json_wrong wrong, struct span at)
{
    *s->error = (struct json_error){.wrong = wrong, .at = at};
    return false;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What makes up a word or a number, right or wrong. */
static bool
is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || c == '$' || (c & 0x80);
}

static bool
is_number_part(char c)
{
    return is_word(c) || c == '+' || c == '-' || c == '.';
}

/* The length of punctuation that people type instead of ASCII at the front of
 * S, or 0. */
static uint32_t
full_width(struct str s)
{
    static const char *const marks[] = {
        "“",  "”",  "‘",  "’",  "，", "：", "、", "；",
        "｛", "｝", "［", "］", "＂", "【", "】", "　",
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct str mark = str_of(marks[i]);
        if (str_starts(s, mark))
            return mark.len;
    }
    return 0;
}

static uint32_t
full_width_at(const struct json_scan *s)
{
    return full_width(str_from(s->text, s->at));
}

/* The bytes at hand that belong together. */
static struct str
run_at(const struct json_scan *s, bool (*belongs)(char))
{
    struct str rest = str_from(s->text, s->at);
    uint32_t n = 0;
    while (n < rest.len && belongs(rest.at[n]) &&
           !((rest.at[n] & 0x80) && full_width(str_from(rest, n))))
        n++;
    return str_cut(rest, 0, n);
}

static uint32_t
comment_at(const struct json_scan *s)
{
    struct str rest = str_from(s->text, s->at);
    if (str_starts(rest, STR("#")))
        return 1;
    return str_starts(rest, STR("//")) || str_starts(rest, STR("/*")) ? 2 : 0;
}

static bool
is_not_finite(struct str word)
{
    if (word.len && (word.at[0] == '-' || word.at[0] == '+'))
        word = str_from(word, 1);
    return str_equal(word, STR("NaN")) || str_equal(word, STR("Infinity")) ||
           str_equal(word, STR("nan")) || str_equal(word, STR("inf")) ||
           str_equal(word, STR("Inf")) || str_equal(word, STR("infinity"));
}

bool
json_scan_refuse(struct json_scan *s, enum json_wrong wrong)
{
    uint32_t len = comment_at(s);
    if (len)
        return json_scan_wrong(s, JSON_COMMENT, json_scan_here(s, len));
    if (json_scan_peek(s) == '\'')
        return json_scan_wrong(s, JSON_SINGLE_QUOTE, json_scan_here(s, 1));
    len = full_width_at(s);
    if (len)
        return json_scan_wrong(s, JSON_FULL_WIDTH, json_scan_here(s, len));
    struct str word = run_at(s, is_number_part);
    if (wrong == JSON_KEY_UNQUOTED && word.len == 0)
        wrong = JSON_UNEXPECTED;
    if (word.len == 0 || wrong == JSON_SECOND_DOCUMENT)
        utf8_next(str_from(s->text, s->at), &word.len);
    return json_scan_wrong(s, wrong, json_scan_here(s, word.len));
}

/* Reports a text that ends within what begins at LO with LEN bytes. */
static bool
cut_short(struct json_scan *s, uint32_t lo, uint32_t len)
{
    struct span end = {s->text.len, s->text.len};
    json_scan_wrong(s, JSON_CUT_SHORT, end);
    s->error->other = (struct span){lo, lo + len};
    return false;
}

/* Digits from AT on; where they end. */
static uint32_t
digits_end(struct str s, uint32_t at)
{
    while (at < s.len && is_digit(s.at[at]))
        at++;
    return at;
}

static bool
has(struct str s, uint32_t at, const char *any)
{
    return at < s.len && s.at[at] && strchr(any, s.at[at]);
}

/* Where the longest start of a number in S ends; whether it is a whole one. */
static uint32_t
number_end(struct str s, bool *whole)
{
    uint32_t at = has(s, 0, "-"), from = at;
    at = has(s, at, "0") ? at + 1 : digits_end(s, at);
    *whole = at > from;
    if (*whole && has(s, at, ".")) {
        from = at + 1;
        at = digits_end(s, from);
        *whole = at > from;
    }
    if (*whole && has(s, at, "eE")) {
        from = at + 1 + has(s, at + 1, "+-");
        at = digits_end(s, from);
        *whole = at > from;
    }
    return at;
}

static bool
number_scan(struct json_scan *s, struct str run, struct str *text)
{
    bool whole;
    uint32_t end = number_end(run, &whole);
    if (!whole && end == run.len && s->at + end == s->text.len)
        return cut_short(s, s->at, run.len);
    if (!whole || end < run.len)
        return json_scan_wrong(s, JSON_BAD_NUMBER, json_scan_here(s, run.len));
    *text = run;
    s->at += end;
    return true;
}

static bool
word_scan(struct json_scan *s, struct str word, enum json_kind *kind)
{
    static const struct {
        struct str word;
        enum json_kind kind;
    } words[] = {
        {{"null", 4}, JSON_NULL},
        {{"false", 5}, JSON_FALSE},
        {{"true", 4}, JSON_TRUE},
    };
    bool last = s->at + word.len == s->text.len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_equal(word, words[i].word)) {
            *kind = words[i].kind;
            s->at += word.len;
            return true;
        }
        if (last && str_starts(words[i].word, word))
            return cut_short(s, s->at, word.len);
    }
    return json_scan_wrong(s, JSON_BAD_WORD, json_scan_here(s, word.len));
}

bool
json_scan_plain(struct json_scan *s, enum json_kind *kind, struct str *text)
{
    char c = json_scan_peek(s);
    struct str run = run_at(s, is_number_part);
    if (is_not_finite(run))
        return json_scan_wrong(s, JSON_NOT_FINITE, json_scan_here(s, run.len));
    if (is_digit(c) || c == '-' || c == '+' || c == '.') {
        *kind = JSON_NUMBER;
        return number_scan(s, run, text);
    }
    struct str word = run_at(s, is_word);
    if (word.len == 0)
        return json_scan_refuse(s, JSON_UNEXPECTED);
    return word_scan(s, word, kind);
}

static int
hex_of(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code unit of the escape \uXXXX in S at AT, or -1. */
static int32_t
unit_at(struct str s, uint32_t at)
{
    if (s.len < 6 || at > s.len - 6 || s.at[at] != '\\' || s.at[at + 1] != 'u')
        return -1;
    int32_t unit = 0;
    for (uint32_t i = at + 2; i < at + 6; i++) {
        int digit = hex_of(s.at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool
is_high(int32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool
is_low(int32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Whether the text ends before REST, its end, is a whole escape \uXXXX. */
static bool
escape_begun(struct str rest)
{
    if (rest.len >= 6 || (rest.len > 0 && rest.at[0] != '\\') ||
        (rest.len > 1 && rest.at[1] != 'u'))
        return false;
    for (uint32_t i = 2; i < rest.len; i++) {
        if (hex_of(rest.at[i]) < 0)
            return false;
    }
    return true;
}

/* Reports the bytes from the escape at hand that cannot be one. */
static bool
escape_wrong(struct json_scan *s)
{
    struct str rest = str_from(s->text, s->at);
    uint32_t len = 2;
    if (rest.at[1] == 'u') {
        while (len < rest.len && hex_of(rest.at[len]) >= 0)
            len++;
    } else {
        utf8_next(str_from(rest, 1), &len);
        len++;
    }
    return json_scan_wrong(s, JSON_BAD_ESCAPE, json_scan_here(s, len));
}

/* Passes over the escape at hand, within the string that begins at QUOTE. */
static bool
escape_pass(struct json_scan *s, uint32_t quote, bool is_key)
{
    if (has(s->text, s->at + 1, "\"\\/bfnrt")) {
        s->at += 2;
        return true;
    }
    struct str rest = str_from(s->text, s->at);
    int32_t unit = unit_at(rest, 0);
    if (escape_begun(rest) ||
        (is_high(unit) && escape_begun(str_from(rest, 6))))
        return cut_short(s, quote, 1);
    if (unit < 0)
        return escape_wrong(s);
    bool pair = is_high(unit) && is_low(unit_at(rest, 6));
    if (!pair && (is_high(unit) || is_low(unit)))
        return json_scan_wrong(s, JSON_LONE_SURROGATE, json_scan_here(s, 6));
    if (is_key && unit == 0)
        return json_scan_wrong(s, JSON_NUL_IN_KEY, json_scan_here(s, 6));
    s->at += pair ? 12 : 6;
    return true;
}

/* What the escape at hand in RAW stands for, written to TO. */
static uint32_t
escape_decode(struct str raw, uint32_t *at, char *to)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    int32_t unit = unit_at(raw, *at);
    if (unit < 0) {
        *to = meant[strchr(plain, raw.at[*at + 1]) - plain];
        *at += 2;
        return 1;
    }
    *at += 6;
    if (is_high(unit)) {
        unit = 0x10000 + (unit - 0xD800) * 0x400 + (unit_at(raw, *at) - 0xDC00);
        *at += 6;
    }
    return utf8_put((uint32_t)unit, to);
}

/* An escape is never shorter than what it stands for. */
static struct str
string_decode(struct arena *a, struct str raw)
{
    char *to = arena_take(a, raw.len);
    uint32_t n = 0;
    for (uint32_t at = 0; at < raw.len;) {
        if (raw.at[at] == '\\')
            n += escape_decode(raw, &at, to + n);
        else
            to[n++] = raw.at[at++];
    }
    return (struct str){arena_grow(a, to, raw.len, n), n};
}

/* Where a quote, an escape, a control character or the end is, from AT on. */
static uint32_t
plain_end(struct str s, uint32_t at)
{
    while (at < s.len && s.at[at] != '"' && s.at[at] != '\\' &&
           (unsigned char)s.at[at] >= 0x20)
        at++;
    return at;
}

bool
json_scan_string(struct json_scan *s, struct str *decoded, bool is_key)
{
    uint32_t quote = s->at++;
    bool escaped = false;
    while (s->at = plain_end(s->text, s->at), json_scan_peek(s) != '"') {
        if (json_scan_end(s))
            return cut_short(s, quote, 1);
        if (json_scan_peek(s) != '\\')
            return json_scan_wrong(s, JSON_CONTROL_CHARACTER,
                                   json_scan_here(s, 1));
        if (!escape_pass(s, quote, is_key))
            return false;
        escaped = true;
    }
    struct str raw = str_cut(s->text, quote + 1, s->at - quote - 1);
    *decoded = escaped ? string_decode(s->arena, raw) : raw;
    s->at++;
    return true;
}

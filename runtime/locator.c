#include "runtime/locator.h"

#include "lang/base/numeral.h"
#include "lang/base/utf8.h"

uint32_t
blank_at(struct str s)
{
    uint32_t len, code;
    if (!s.len)
        return 0;
    code = utf8_next(s, &len);
    bool blank = code == ' ' || (code >= '\t' && code <= '\r') ||
                 code == 0xA0 || (code >= 0x2000 && code <= 0x200A) ||
                 code == 0x3000 || code == 0xFEFF;
    return blank ? len : 0;
}

/* ---- pieces ---- */

/* Passes over WORD where S stands at it. */
static bool
pass(struct str *s, const char *word)
{
    uint32_t n = 0;
    while (word[n] && n < s->len && s->at[n] == word[n])
        n++;
    if (word[n])
        return false;
    *s = str_from(*s, n);
    return true;
}

static bool
pass_any(struct str *s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (pass(s, words[i]))
            return true;
    return false;
}

static const char *const points[] = {".", "．"};
static const char *const opens[] = {"（", "("}, *const closes[] = {"）", ")"};

/* The digit that S begins with, narrow or full-width, or -1. */
static int
digit_at(struct str s, uint32_t *len)
{
    uint32_t code = s.len ? utf8_next(s, len) : 0;
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code >= 0xFF10 && code <= 0xFF19 ? (int)(code - 0xFF10) : -1;
}

/* At most six digits. */
static bool
pass_digits(struct str *s, uint32_t *number)
{
    uint32_t len = 0, n = 0;
    int digit;
    *number = 0;
    while (n < 6 && (digit = digit_at(*s, &len)) >= 0) {
        *number = *number * 10 + (uint32_t)digit;
        *s = str_from(*s, len);
        n++;
    }
    return n > 0 && digit_at(*s, &len) < 0;
}

/* A number in digits or in words. */
static bool
pass_number(struct str *s, struct mark *m, bool *digits)
{
    uint32_t len, ignored;
    int64_t value = numeral_read(*s, &len);
    *digits = digit_at(*s, &ignored) >= 0;
    if (*digits) {
        return pass_digits(s, &m->number) && m->number <= NUMERAL_LAST;
    }
    if (value <= 0 || value > NUMERAL_LAST)
        return false;
    m->number = (uint32_t)value;
    *s = str_from(*s, len);
    return true;
}

/* 第五条, 第五条之一, 第二款, 第一项. */
static bool
pass_ordinal(struct str *s, struct mark *m)
{
    static const struct {
        const char *word;
        enum mark_kind kind;
    } kinds[] = {
        {"章", MARK_CHAPTER},         {"节", MARK_SECTION},
        {"条", MARK_ARTICLE},         {"款", MARK_PARAGRAPH},
        {"项", MARK_NUMERAL_BRACKET}, {"目", MARK_DIGIT},
    };
    struct str at = *s;
    struct mark after;
    bool digits;
    if (!pass(&at, "第") || !pass_number(&at, m, &digits))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!pass(&at, kinds[i].word))
            continue;
        m->kind = kinds[i].kind;
        *s = at;
        if (m->kind == MARK_ARTICLE && pass(&at, "之") &&
            pass_number(&at, &after, &digits)) {
            m->after = after.number;
            *s = at;
        }
        return true;
    }
    return false;
}

static bool
pass_bracket(struct str *s, struct mark *m)
{
    struct str at = *s;
    bool digits;
    if (!pass_any(&at, opens, 2) || !pass_number(&at, m, &digits) ||
        !pass_any(&at, closes, 2))
        return false;
    m->kind = digits ? MARK_DIGIT_BRACKET : MARK_NUMERAL_BRACKET;
    *s = at;
    return true;
}

/* ---- marks of a text ---- */

static bool
pass_plain_mark(struct str *s, struct mark *m)
{
    struct str at = *s;
    uint32_t len;
    bool digits;
    if (!pass_number(&at, m, &digits))
        return false;
    if (!pass(&at, "、") && !pass_any(&at, points, 2))
        return false;
    if (digits && (digit_at(at, &len) >= 0 || m->number > 999))
        return false; /* 1.5万元, 2025. */
    m->kind = digits ? MARK_DIGIT : MARK_NUMERAL;
    *s = at;
    return true;
}

bool
mark_read(struct str line, struct mark *m)
{
    struct str at = line;
    uint32_t blank;
    bool fine;
    *m = (struct mark){0};
    fine = pass_ordinal(&at, m);
    if (fine && at.len && !blank_at(at))
        return false; /* 第三条的规定 */
    if (!fine)
        fine = pass_bracket(&at, m) || pass_plain_mark(&at, m);
    while ((blank = blank_at(at)) > 0)
        at = str_from(at, blank);
    m->len = line.len - at.len;
    return fine;
}

static void
ordinal_name(struct text *name, const struct mark *m, const char *word)
{
    text_add_z(name, "第");
    numeral_write(name, m->number);
    text_add_z(name, word);
}

void
mark_name(struct text *name, const struct mark *m)
{
    switch (m->kind) {
    case MARK_NONE:
        break;
    case MARK_CHAPTER:
        ordinal_name(name, m, "章");
        break;
    case MARK_SECTION:
        ordinal_name(name, m, "节");
        break;
    case MARK_ARTICLE:
        ordinal_name(name, m, "条");
        if (m->after) {
            text_add_z(name, "之");
            numeral_write(name, m->after);
        }
        break;
    case MARK_PARAGRAPH:
        ordinal_name(name, m, "款");
        break;
    case MARK_NUMERAL:
        numeral_write(name, m->number);
        break;
    case MARK_NUMERAL_BRACKET:
        text_add_z(name, "（");
        numeral_write(name, m->number);
        text_add_z(name, "）");
        break;
    case MARK_DIGIT:
        text_add_unsigned(name, m->number);
        break;
    case MARK_DIGIT_BRACKET:
        text_add_z(name, "（");
        text_add_unsigned(name, m->number);
        text_add_z(name, "）");
        break;
    }
}

/* ---- keys ---- */

/* A letter for each step. The outermost is the same however it is written, so
 * that 1.1 is 一.1 and 第一条.1; a first 款 is the article itself. */
void
mark_key(struct text *key, bool top, const struct mark *m)
{
    static const char letters[] = {
        [MARK_NONE] = '?',
        [MARK_CHAPTER] = 'z',
        [MARK_SECTION] = 'j',
        [MARK_ARTICLE] = 't',
        [MARK_PARAGRAPH] = 'k',
        [MARK_NUMERAL] = 'h',
        [MARK_NUMERAL_BRACKET] = 'x',
        [MARK_DIGIT] = 'n',
        [MARK_DIGIT_BRACKET] = 'm',
    };
    bool chapter = m->kind == MARK_CHAPTER || m->kind == MARK_SECTION;
    if (m->kind == MARK_PARAGRAPH && m->number == 1 && !top)
        return;
    text_add_char(key, top && !chapter ? 't' : letters[m->kind]);
    text_add_unsigned(key, m->number);
    if (m->after) {
        text_add_char(key, '-');
        text_add_unsigned(key, m->after);
    }
}

void
key_sentence(struct text *key, uint32_t number, bool responsible)
{
    text_add_char(key, '.');
    if (responsible)
        text_add_char(key, 'r');
    text_add_unsigned(key, number);
}

static bool
pass_step(struct str *s, struct mark *m)
{
    bool digits;
    *m = (struct mark){0};
    if (pass_ordinal(s, m) || pass_bracket(s, m))
        return true;
    if (!pass_number(s, m, &digits))
        return false;
    m->kind = digits ? MARK_DIGIT : MARK_NUMERAL;
    return true;
}

/* 〔2〕: the second part of that name. */
static void
pass_again(struct str *s, struct text *key)
{
    struct str at = *s;
    uint32_t number;
    if (!pass(&at, "〔") || !pass_digits(&at, &number) || !pass(&at, "〕"))
        return;
    text_add_char(key, '~');
    text_add_unsigned(key, number);
    *s = at;
}

static bool
pass_part(struct str *s, struct text *key)
{
    static const char *const preamble[] = {"前言", "前", "preamble"};
    static const char *const closing[] = {"结尾", "后", "closing"};
    struct mark m;
    if (pass_any(s, preamble, 3)) {
        text_add_z(key, KEY_PREAMBLE);
        return true;
    }
    if (pass_any(s, closing, 3)) {
        text_add_z(key, KEY_CLOSING);
        return true;
    }
    while (pass_step(s, &m)) {
        mark_key(key, key->len == 0, &m);
        pass_again(s, key);
    }
    return key->len > 0;
}

struct str
locator_key(struct arena *a, struct str citation)
{
    static const char *const responsible[] = {"责任", "responsible"};
    struct text key = {.arena = a};
    struct str at = citation;
    uint32_t number = 1;
    bool bears;
    if (!pass_part(&at, &key))
        return STR("");
    if (!at.len)
        return text_str(&key);
    if (!pass_any(&at, points, 2))
        return STR("");
    bears = pass_any(&at, responsible, 2);
    if (!(bears && !at.len) && !pass_digits(&at, &number))
        return STR("");
    key_sentence(&key, number, bears);
    return at.len ? STR("") : text_str(&key);
}

bool
key_within(struct str key, struct str whole)
{
    if (!str_starts(key, whole))
        return false;
    struct str rest = str_from(key, whole.len);
    return !rest.len || rest.at[0] == '.' ||
           (rest.at[0] >= 'a' && rest.at[0] <= 'z');
}

void
locator_divide(struct str citation, struct str *part, struct str *sentence)
{
    struct str at = citation;
    while (at.len && !pass_any(&at, points, 2))
        at = str_from(at, 1);
    *sentence = at;
    *part = str_cut(citation, 0, citation.len - at.len);
    for (size_t i = 0; i < 2; i++) {
        struct str point = str_of(points[i]);
        if (part->len >= point.len &&
            str_equal(str_from(*part, part->len - point.len), point))
            part->len -= point.len;
    }
}

/* What stands behind the point of KEY. */
static struct str
key_tail(struct str key)
{
    while (key.len && key.at[0] != '.')
        key = str_from(key, 1);
    return key.len ? str_from(key, 1) : key;
}

bool
key_is_heading(struct str key)
{
    return str_equal(key_tail(key), STR("0"));
}

bool
key_is_responsible(struct str key)
{
    return str_starts(key_tail(key), STR("r"));
}

#include "lang/scan.h"

#include <string.h>

#include "lang/base/utf8.h"

enum keyword
word_keyword(const struct scan *s, struct str name)
{
    return keyword_of(s->keywords, atom_find(s->names, name));
}

bool
word_reserved(const struct scan *s, struct str name)
{
    enum keyword k = word_keyword(s, name);
    return keyword_reserved(k) || (k && keyword_row(k)->class == CLASS_SUFFIX);
}

/* What stands for CODE in a name: CODE itself, another character, or 0 for
 * nothing. */
static uint32_t
word_plain(uint32_t code)
{
    if (code == 1 || utf8_is_invisible(code))
        return 0;
    if ((code >= 0xFF21 && code <= 0xFF3A) ||
        (code >= 0xFF41 && code <= 0xFF5A))
        return code - 0xFEE0;
    uint32_t unified = utf8_unified(code);
    return unified ? unified : code;
}

static void
word_compatible(struct scan *s, struct span at, struct str was, uint32_t code,
                uint32_t plain)
{
    char to[4];
    struct str is = {to, utf8_put(plain, to)};
    struct text was_code = {.arena = s->scratch};
    struct text is_code = {.arena = s->scratch};
    text_add_code(&was_code, code);
    text_add_code(&is_code, plain);
    diag_add(s->diags, &(struct diag){.id = DIAG_COMPATIBILITY,
                                      .at = at,
                                      .arg = {was, text_str(&was_code), is,
                                              text_str(&is_code)},
                                      .fix = {at, is, false}});
}

/* NAME with each mark that joins the letter before it as <U+0301>. */
static struct str
word_marks_shown(struct scan *s, struct str name)
{
    struct text shown = {.arena = s->scratch};
    uint32_t len;
    for (uint32_t i = 0; i < name.len; i += len) {
        uint32_t code = utf8_next(str_from(name, i), &len);
        if (code < 0x300 || code > 0x36F) {
            text_add(&shown, str_cut(name, i, len));
            continue;
        }
        text_add_char(&shown, '<');
        text_add_code(&shown, code);
        text_add_char(&shown, '>');
    }
    return text_str(&shown);
}

/* NAME without what may not be in a name, each such thing reported at LO and
 * what follows (invisible characters were reported before). */
static struct str
word_clean(struct scan *s, struct str name, uint32_t lo)
{
    struct text clean = {.arena = s->scratch};
    uint32_t len;
    for (uint32_t i = 0; i < name.len; i += len) {
        uint32_t code = utf8_next(str_from(name, i), &len);
        uint32_t plain = word_plain(code);
        struct str was = str_cut(name, i, len);
        if (plain && plain != code)
            word_compatible(s, (struct span){lo + i, lo + i + len}, was, code,
                            plain);
        char to[4];
        if (plain)
            text_add(&clean, (struct str){to, utf8_put(plain, to)});
    }
    struct str all = text_str(&clean);
    if (utf8_is_nfc(all))
        return all;
    struct str composed = utf8_nfc(s->scratch, all);
    struct str shown = word_marks_shown(s, all);
    struct span at = {lo, lo + name.len};
    diag_add(s->diags, &(struct diag){.id = DIAG_NOT_NFC,
                                      .at = at,
                                      .arg = {shown, composed},
                                      .fix = {at, composed, false}});
    return composed;
}

static bool
word_too_long(struct scan *s, struct str name, struct span at)
{
    if (name.len <= s->limits->name || scan_count(name) <= s->limits->name)
        return false;
    struct text limit = {.arena = s->scratch};
    text_add_unsigned(&limit, s->limits->name);
    report(s->diags, LIMIT_NAME, .at = at, .arg = {text_str(&limit)});
    return true;
}

static bool
word_simple(struct str name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c < 0x20)
            return false;
        if (c < 0x80)
            continue;
        if (c < 0xE4 || c > 0xE9)
            return false;
        i += 2;
    }
    return true;
}

static bool
word_not_number(struct str name)
{
    return str_equal(name, STR("NaN")) || str_equal(name, STR("Infinity"));
}

/* The atom of NAME, with what is wrong in it mended. */
static atom
word_atom(struct scan *s, struct str name, struct span at)
{
    if (word_too_long(s, name, at) && name.len > 4 * s->limits->name)
        name.len = 0;
    if (word_not_number(name))
        report(s->diags, NUMBER_FORM, .at = at, .arg = {name});
    if (!word_simple(name))
        name = word_clean(s, name, at.lo);
    return atom_of(s->names, name);
}

/* Whether the Chinese keyword that ends HEAD may be cut off in front of a
 * digit: 不满 36月 glued as 月龄不满36月. Only comparing words of two
 * characters and more are certain. */
static uint32_t
word_comparator(const struct scan *s, struct str head)
{
    for (uint32_t len = 9; len >= 6; len -= 3) {
        if (head.len <= len)
            continue;
        enum keyword k = word_keyword(s, str_from(head, head.len - len));
        if (k >= KEYWORD_OVER && k <= KEYWORD_AT_MOST)
            return head.len - len;
    }
    return 0;
}

/* A word with a digit in it: a Chinese keyword directly before the digit
 * stands alone. Returns how many bytes of TEXT are the first word. */
static uint32_t
word_before_digit(const struct scan *s, struct str text)
{
    uint32_t len, i = 0;
    while (i < text.len && digit_at(str_from(text, i), &len) < 0)
        i++;
    if (i == text.len || i == 0 || (unsigned char)text.at[0] < 0x80)
        return text.len;
    struct str head = str_cut(text, 0, i);
    enum keyword k = word_keyword(s, head);
    if (k && (keyword_reserved(k) || keyword_row(k)->class == CLASS_POLICY))
        return i;
    uint32_t cut = word_comparator(s, head);
    return cut ? cut : text.len;
}

static bool
word_has_digit(struct str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if ((c >= '0' && c <= '9') || c == 0xEF)
            return true;
    }
    return false;
}

static void
word_token(struct scan *s, enum keyword k, atom name, struct token *t)
{
    t->kind = TOKEN_NAME;
    t->value.word = (struct word){.name = name};
    t->keyword = k;
    if (!k)
        return;
    const struct keyword_row *row = keyword_row(k);
    t->kind = row->token;
    if (row->class == CLASS_POLICY || row->class == CLASS_WORD)
        t->value.word.keyword = (uint8_t)k;
    else
        t->value.keyword = k;
    (void)s;
}

uint32_t
word_read(struct scan *s, struct str text, struct token *t)
{
    struct str given = str_cut(s->text, s->at, text.len);
    if (s->cut_len && s->cut_at == s->at)
        text.len = given.len = s->cut_len;
    else if (word_has_digit(given))
        text.len = given.len = word_before_digit(s, given);
    atom name = word_atom(s, text, scan_span(s, s->at, s->at + text.len));
    word_token(s, keyword_of(s->keywords, name), name, t);
    return text.len;
}

uint32_t
word_read_phrase(struct scan *s, struct str text, struct token *t)
{
    uint32_t first = 0, second;
    while (text.at[first] >= 'a')
        first++;
    for (second = first; (unsigned char)text.at[second] < 'a' ||
                         (unsigned char)text.at[second] > 'z';)
        second++;
    struct str rest = str_from(s->text, s->at + text.len);
    uint32_t len;
    unsigned char next = rest.len ? (unsigned char)rest.at[0] : ' ';
    bool more = (next >= 'a' && next <= 'z') || next == '_' ||
                (next >= 'A' && next <= 'Z') || digit_at(rest, &len) >= 0;
    if (more)
        return word_read(s, str_cut(text, 0, first), t);
    struct text whole = {.arena = s->scratch};
    text_add(&whole, str_cut(text, 0, first));
    text_add_char(&whole, ' ');
    text_add(&whole, str_from(text, second));
    word_token(s, word_keyword(s, text_str(&whole)), 0, t);
    return text.len;
}

/* 「名称”: the sign at the end is that of a text. */
static bool
word_mixed_quotes(struct scan *s, struct str text, uint32_t open,
                  struct str close)
{
    static const char *const ends[] = {"”", "“", "\"", "'", "’", "』", "》"};
    uint32_t end = text.len;
    while (end > open && (text.at[end - 1] == ' ' || text.at[end - 1] == '\t'))
        end--;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct str sign = str_of(ends[i]);
        uint32_t from = end - sign.len;
        if (end < open + sign.len ||
            !str_equal(str_cut(text, from, sign.len), sign))
            continue;
        struct span at = scan_span(s, s->at + from, s->at + end);
        diag_add(s->diags,
                 &(struct diag){.id = DIAG_QUOTE_MIXED,
                                .at = at,
                                .arg = {str_cut(text, 0, open), sign, close},
                                .second = {scan_span(s, s->at, s->at + open),
                                           LABEL_OPENED},
                                .fix = {at, close, false}});
        return true;
    }
    return false;
}

/* Signs after which something else than the quoted text may have begun. */
static const char *const breaks[] = {" ",  "\t", "　", "#", "＃", "|",
                                     ",",  "，", "、", ":", "：", "(",
                                     "（", ")",  "）", ";", "；", "。"};

bool
word_whole(struct str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        for (size_t k = 0; k < sizeof breaks / sizeof *breaks; k++)
            if (str_starts(str_from(s, i), str_of(breaks[k])))
                return false;
    return s.len > 0;
}

uint32_t
word_read_quoted(struct scan *s, struct str text, struct token *t)
{
    uint32_t open = text.at[0] == '`' ? 1 : 3;
    struct str close = open == 1 ? STR("`") : STR("」");
    struct span at = scan_span(s, s->at, s->at + text.len);
    struct str name = str_from(text, open);
    bool closed = name.len >= close.len &&
                  str_equal(str_from(name, name.len - close.len), close);
    if (closed)
        name.len -= close.len;
    else if (!word_mixed_quotes(s, text, open, close))
        diag_add(
            s->diags,
            &(struct diag){.id = DIAG_NAME_OPEN,
                           .at = {at.lo, at.lo + open},
                           .arg = {close},
                           .fix = {{at.hi, at.hi}, close, !word_whole(name)}});
    at.lo += open;
    at.hi = at.lo + name.len;
    t->kind = TOKEN_NAME;
    t->value.word =
        (struct word){.name = word_atom(s, name, at), .quoted = true};
    return text.len;
}

uint32_t
word_read_citation(struct scan *s, struct str text, struct token *t)
{
    t->kind = TOKEN_CITATION;
    t->value.word = (struct word){.name = atom_of(s->names, text)};
    return text.len;
}

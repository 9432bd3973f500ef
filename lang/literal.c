#include "lang/scan.h"

#include <string.h>

#include "lang/base/date.h"
#include "lang/base/utf8.h"

/* Parts of a unit that is glued to what follows it, cut off behind a number:
 * 100个及以上, 15个工作日内. Longer ones first. */
static const char *const suffixes[] = {
    "及以上", "及以下", "以上", "以下", "以内", "以外", "内",
};

/* Multipliers in front of a unit. Longer ones first. 百 and 千 alone are no
 * multipliers: 百分点, 千克. */
static const struct {
    const char *word;
    uint8_t ten_to;
} multipliers[] = {
    {"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"千万", 7},
    {"百万", 6},  {"十万", 5},  {"亿", 8},    {"万", 4},
};

/* Words that are no part of any unit: where one is found, a blank is missing.
 */
static const char *const strangers[] = {
    "且",   "或",       "是",   "则",   "否则", "封顶",
    "保底", "四舍五入", "无则", "不满", "超过", "属于",
};

int
digit_at(struct str s, uint32_t *len)
{
    const unsigned char *c = (const unsigned char *)s.at;
    *len = 1;
    if (s.len && c[0] >= '0' && c[0] <= '9')
        return c[0] - '0';
    *len = 3;
    if (s.len >= 3 && c[0] == 0xEF && c[1] == 0xBC && c[2] >= 0x90 &&
        c[2] <= 0x99)
        return c[2] - 0x90;
    return -1;
}

/* A whole number at *I, which moves behind it; returns its count of digits. */
static uint32_t
literal_digits(struct str s, uint32_t *i, int64_t *value)
{
    uint32_t n = 0, len;
    *value = 0;
    for (;; n++) {
        int digit = digit_at(str_from(s, *i), &len);
        if (digit < 0)
            return n;
        if (*value < 100000000)
            *value = *value * 10 + digit;
        *i += len;
    }
}

static uint32_t
literal_blanks(struct str s)
{
    uint32_t i = 0;
    for (;;) {
        struct str rest = str_from(s, i);
        if (str_starts(rest, STR(" ")) || str_starts(rest, STR("\t")))
            i++;
        else if (str_starts(rest, STR("\xE3\x80\x80")))
            i += 3;
        else if (str_starts(rest, STR("\xC2\xA0")))
            i += 2;
        else
            return i;
    }
}

/* The digits at the start of S as a coefficient and a scale. */
static uint32_t
literal_number(struct scan *s, struct str text, struct literal *n)
{
    uint32_t i = 0, len, digits = 0;
    bool point = false, full = false;
    for (;; i += len) {
        int digit = digit_at(str_from(text, i), &len);
        if (digit < 0) {
            uint32_t behind;
            if (point || i >= text.len || text.at[i] != '.' ||
                digit_at(str_from(text, i + 1), &behind) < 0)
                break;
            point = true;
            len = 1;
            continue;
        }
        digits += digits || digit;
        full |= digits > NUMBER_DIGITS || digits > s->limits->digits ||
                n->scale == NUMBER_DIGITS;
        if (!full) {
            n->coefficient = n->coefficient * 10 + digit;
            n->scale = (uint8_t)(n->scale + point);
        }
    }
    n->written_scale = n->scale;
    if (full) {
        struct text limit = {.arena = s->scratch};
        text_add_unsigned(&limit, s->limits->digits);
        report(s->diags, LIMIT_DIGITS, .at = scan_span(s, s->at, s->at + i),
               .arg = {text_str(&limit)});
    }
    return i;
}

static void
literal_multiply(struct scan *s, struct literal *n, uint8_t ten_to)
{
    uint8_t shift = n->scale < ten_to ? n->scale : ten_to;
    n->multiplier = ten_to;
    n->scale = (uint8_t)(n->scale - shift);
    wide product;
    if (wide_multiply(n->coefficient, wide_ten_to(ten_to - shift), &product) &&
        product < wide_ten_to(NUMBER_DIGITS)) {
        n->coefficient = product;
        return;
    }
    struct text limit = {.arena = s->scratch};
    text_add_unsigned(&limit, s->limits->digits);
    report(s->diags, LIMIT_DIGITS, .at = scan_span(s, s->at, s->at + 1),
           .arg = {text_str(&limit)});
}

static uint32_t
literal_multiplier(struct scan *s, struct str text, struct literal *n)
{
    for (unsigned i = 0; i < sizeof multipliers / sizeof *multipliers; i++) {
        struct str word = str_of(multipliers[i].word);
        if (str_starts(text, word)) {
            literal_multiply(s, n, multipliers[i].ten_to);
            return word.len;
        }
    }
    return 0;
}

/* How much of WORD, which begins a unit, is before 至 or 到 and a digit, or
 * before a digit behind a Han character. */
static uint32_t
literal_cut_digit(struct str word)
{
    uint32_t len;
    for (uint32_t i = 1; i < word.len; i++) {
        if (digit_at(str_from(word, i), &len) < 0)
            continue;
        if ((unsigned char)word.at[i - 1] < 0x80)
            continue;
        struct str head = str_cut(word, 0, i);
        struct str end = i >= 3 ? str_from(head, i - 3) : STR("");
        if (str_equal(end, STR("至")) || str_equal(end, STR("到")))
            return i - 3;
        return i;
    }
    return word.len;
}

static uint32_t
literal_cut_suffix(struct str word)
{
    for (unsigned i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct str end = str_of(suffixes[i]);
        if (word.len >= end.len &&
            str_equal(str_from(word, word.len - end.len), end))
            return word.len - end.len;
    }
    return word.len;
}

/* Where a word stands in WORD that no unit has, or WORD's length; *LEN is how
 * long it is. */
static uint32_t
literal_cut_stranger(struct str word, uint32_t *len)
{
    uint32_t cut = word.len;
    for (unsigned k = 0; k < sizeof strangers / sizeof *strangers; k++) {
        struct str odd = str_of(strangers[k]);
        for (uint32_t i = 0; i + odd.len <= word.len && i <= cut; i++) {
            if (!str_starts(str_from(word, i), odd) ||
                (i == cut && odd.len <= *len))
                continue;
            cut = i;
            *len = odd.len;
        }
    }
    return cut;
}

/* The stranger is read as the keyword it is. */
static void
literal_missing_blank(struct scan *s, struct str text, uint32_t lo,
                      uint32_t cut, uint32_t len)
{
    struct text mended = {.arena = s->scratch};
    text_add(&mended, str_cut(text, 0, cut));
    if (cut)
        text_add_char(&mended, ' ');
    text_add(&mended, str_cut(text, cut, len));
    if (cut + len < text.len)
        text_add_char(&mended, ' ');
    text_add(&mended, str_from(text, cut + len));
    struct span at = scan_span(s, lo, lo + text.len);
    diag_add(s->diags, &(struct diag){.id = DIAG_MISSING_BLANK,
                                      .at = at,
                                      .arg = {text, text_str(&mended)},
                                      .fix = {at, text_str(&mended), false}});
    s->cut_at = lo + cut;
    s->cut_len = len;
}

/* English comparators of two words: their first is no unit. */
static bool
literal_phrase(struct scan *s, struct str word, uint32_t end)
{
    struct str rest = str_from(s->text, s->at + end);
    rest = str_from(rest, literal_blanks(rest));
    if (str_equal(word, STR("at")))
        return str_starts(rest, STR("least")) || str_starts(rest, STR("most"));
    if (str_equal(word, STR("more")) || str_equal(word, STR("less")))
        return str_starts(rest, STR("than"));
    return false;
}

/* The unit at the start of TEXT, which ends at UNTIL in the match; returns
 * how much of TEXT is unit. */
static uint32_t
literal_unit(struct scan *s, struct str text, uint32_t from)
{
    struct str word = text;
    word.len = literal_cut_digit(word);
    bool whole = word.len == text.len;
    if (word_reserved(s, word) || literal_phrase(s, word, from + word.len))
        return 0;
    if (whole)
        word.len = literal_cut_suffix(word);
    uint32_t len = 0, cut = literal_cut_stranger(word, &len);
    if (cut < word.len) {
        literal_missing_blank(s, word, s->at + from, cut, len);
        word.len = cut;
    }
    while (word.len && word.at[word.len - 1] == '/')
        word.len--;
    if (word.len && word_reserved(s, word))
        return 0;
    return word.len;
}

/* What stands behind the number of N, which ends at USED: %, a multiplier, a
 * unit. Returns where the literal ends. */
static uint32_t
literal_behind(struct scan *s, struct str text, uint32_t used,
               struct literal *n)
{
    struct str rest = str_from(text, used);
    uint32_t blanks = literal_blanks(rest);
    rest = str_from(rest, blanks);
    if (str_starts(rest, STR("%")) || str_starts(rest, STR("％"))) {
        n->percent = true;
        n->scale = (uint8_t)(n->scale + 2);
        return text.len;
    }
    uint32_t multiplier = literal_multiplier(s, rest, n);
    if (multiplier) {
        used += blanks + multiplier;
        blanks = literal_blanks(str_from(text, used));
        rest = str_from(text, used + blanks);
    }
    uint32_t unit = rest.len ? literal_unit(s, rest, used + blanks) : 0;
    if (!unit)
        return used;
    used += blanks;
    n->unit = atom_of(s->names, str_cut(rest, 0, unit));
    n->unit_at = scan_span(s, s->at + used, s->at + used + unit);
    return used + unit;
}

uint32_t
literal_read(struct scan *s, struct str text, struct token *t)
{
    uint32_t used = literal_read_date(s, text, t);
    if (used)
        return used;
    text = str_cut(s->text, s->at, text.len);
    struct literal *n = arena_new(s->tree, struct literal);
    t->kind = TOKEN_NUMBER;
    t->value.literal = n;
    return literal_behind(s, text, literal_number(s, text, n), n);
}

static uint32_t
literal_day(struct scan *s, struct str text, uint32_t used, struct civil c,
            struct token *t)
{
    struct span at = scan_span(s, s->at, s->at + used);
    struct str written = str_cut(text, 0, used);
    struct text year = {.arena = s->scratch}, month = year, days = year;
    t->kind = TOKEN_DAY;
    t->value.day = 0;
    if (c.month < 1 || c.month > 12) {
        report(s->diags, MONTH_RANGE, .at = at, .arg = {written});
    } else if (!civil_valid(c)) {
        text_add_signed(&year, c.year);
        text_add_signed(&month, c.month);
        text_add_signed(&days, c.year > 0 ? month_length(c.year, c.month) : 0);
        report(s->diags, DAY_RANGE, .at = at,
               .arg = {written, text_str(&year), text_str(&month),
                       text_str(&days)});
    } else {
        t->value.day = day_of(c);
    }
    return used;
}

static uint32_t
literal_date_form(struct scan *s, struct str text, uint32_t used,
                  struct token *t)
{
    report(s->diags, DATE_FORM, .at = scan_span(s, s->at, s->at + used),
           .arg = {str_cut(text, 0, used)});
    t->kind = TOKEN_DAY;
    t->value.day = 0;
    return used;
}

static uint32_t
literal_period(uint32_t used, enum period_kind kind, int64_t number,
               struct token *t)
{
    t->kind = TOKEN_PERIOD;
    t->value.period = (struct period_value){kind, (int32_t)number};
    return used;
}

/* The day of 2025-01-01, from I on, in the month of C, which is WELL written.
 */
static uint32_t
literal_dashed_day(struct scan *s, struct str text, uint32_t i, bool well,
                   struct civil c, struct token *t)
{
    int64_t day;
    uint32_t days = literal_digits(text, &i, &day);
    if (!well || days != 2)
        return literal_date_form(s, text, i, t);
    c.day = (int32_t)day;
    return literal_day(s, text, i, c, t);
}

/* 2025-01-01, 2025-01, 2025-Q1, 2025-H1. */
static uint32_t
literal_dashed(struct scan *s, struct str text, struct token *t)
{
    int64_t year, month;
    uint32_t i = 0, years = literal_digits(text, &i, &year);
    if (!years || i >= text.len || text.at[i] != '-')
        return 0;
    char letter = i + 1 < text.len ? text.at[i + 1] : ' ';
    i += 1 + (letter == 'Q' || letter == 'H');
    uint32_t months = literal_digits(text, &i, &month);
    if (letter == 'Q' || letter == 'H') {
        if (month < 1 || month > (letter == 'Q' ? 4 : 2))
            return literal_date_form(s, text, i, t);
        return letter == 'Q'
                   ? literal_period(i, PERIOD_QUARTER, year * 4 + month - 1, t)
                   : literal_period(i, PERIOD_HALF, year * 2 + month - 1, t);
    }
    if (i < text.len && text.at[i] == '-')
        return literal_dashed_day(
            s, text, i + 1, years == 4 && months == 2,
            (struct civil){(int32_t)year, (int32_t)month, 0}, t);
    if (years == 4 && months == 2 && month >= 1 && month <= 12)
        return literal_period(i, PERIOD_MONTH, year * 12 + month - 1, t);
    /* No month, and as a range it would be reversed: 2025-13, 2025-3. */
    if (years == 4 && (months == 1 || months == 2) && i == text.len &&
        year >= 1900 && year <= 2199)
        return literal_date_form(s, text, i, t);
    return 0;
}

static uint32_t
literal_part_of_year(struct str rest, enum period_kind *kind, int64_t *number)
{
    static const struct {
        const char *word;
        enum period_kind kind;
        int number;
    } parts[] = {
        {"上半年", PERIOD_HALF, 0},      {"下半年", PERIOD_HALF, 1},
        {"第一季度", PERIOD_QUARTER, 0}, {"第二季度", PERIOD_QUARTER, 1},
        {"第三季度", PERIOD_QUARTER, 2}, {"第四季度", PERIOD_QUARTER, 3},
        {"第1季度", PERIOD_QUARTER, 0},  {"第2季度", PERIOD_QUARTER, 1},
        {"第3季度", PERIOD_QUARTER, 2},  {"第4季度", PERIOD_QUARTER, 3},
        {"度", PERIOD_YEAR, 0},
    };
    for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!str_starts(rest, str_of(parts[i].word)))
            continue;
        *kind = parts[i].kind;
        int64_t each = *kind == PERIOD_HALF ? 2 : *kind == PERIOD_YEAR ? 1 : 4;
        *number = *number * each + parts[i].number;
        return str_of(parts[i].word).len;
    }
    return 0;
}

/* 2025年底前, 2025年初: which day? */
static uint32_t
literal_rough(struct scan *s, struct str text, uint32_t used, int64_t year,
              struct token *t)
{
    static const char *const words[] = {"底", "末", "初", "前", "中"};
    struct str rest = str_from(text, used);
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_starts(rest, str_of(words[i])))
            continue;
        used += 3;
        if (str_starts(str_from(text, used), STR("前")))
            used += 3;
        struct text example = {.arena = s->scratch};
        text_add_signed(&example, year);
        text_add(&example, STR("-12-31"));
        report(s->diags, ROUGH_DATE, .at = scan_span(s, s->at, s->at + used),
               .arg = {str_cut(text, 0, used), text_str(&example)});
        t->kind = TOKEN_DAY;
        t->value.day = 0;
        return used;
    }
    return 0;
}

/* 2025year; 0 when TEXT is a length of time, or another unit. */
static uint32_t
literal_year(struct str text, struct token *t)
{
    int64_t year;
    uint32_t i = 0;
    if (literal_digits(text, &i, &year) != 4 || year < 1)
        return 0;
    if (!str_equal(str_from(text, i), STR("year")))
        return 0;
    return literal_period(text.len, PERIOD_YEAR, year, t);
}

/* 2025年, 2025年1月, 2025年1月1日; 0 when TEXT is a length of time, 3年. */
static uint32_t
literal_chinese(struct scan *s, struct str text, struct token *t)
{
    int64_t year, month, day;
    uint32_t i = 0, years = literal_digits(text, &i, &year), rough;
    if (!years || !str_starts(str_from(text, i), STR("年")))
        return 0;
    i += 3;
    uint32_t behind = i;
    uint32_t months = literal_digits(text, &i, &month);
    bool has_month = months && str_starts(str_from(text, i), STR("月"));
    i += 3;
    uint32_t after_month = i;
    uint32_t days = has_month ? literal_digits(text, &i, &day) : 0;
    bool has_day = days && str_starts(str_from(text, i), STR("日"));
    i += 3;
    if (has_day && years != 4)
        return literal_date_form(s, text, i, t);
    if (years != 4 || year < 1)
        return 0;
    if (has_day)
        return literal_day(
            s, text, i,
            (struct civil){(int32_t)year, (int32_t)month, (int32_t)day}, t);
    if ((rough =
             literal_rough(s, text, has_month ? after_month : behind, year, t)))
        return rough;
    if (has_month && (month < 1 || month > 12))
        return literal_date_form(s, text, after_month, t);
    if (has_month)
        return literal_period(after_month, PERIOD_MONTH, year * 12 + month - 1,
                              t);
    enum period_kind kind = PERIOD_YEAR;
    behind += literal_part_of_year(str_from(text, behind), &kind, &year);
    return literal_period(behind, kind, year, t);
}

uint32_t
literal_read_date_signs(struct scan *s, struct str text, struct token *t)
{
    int64_t part[3];
    struct str given = str_cut(s->text, s->at, text.len);
    uint32_t i = 0;
    literal_digits(given, &i, &part[0]);
    uint32_t end = i;
    for (int k = 1; k < 3; k++) {
        i++;
        literal_digits(given, &i, &part[k]);
    }
    if (part[0] < 1900 || part[0] > 2199)
        return literal_read(s, str_cut(text, 0, end), t);
    struct text mended = {.arena = s->scratch};
    for (int k = 0; k < 3; k++) {
        if (k)
            text_add_char(&mended, '-');
        if (part[k] < 10)
            text_add_char(&mended, '0');
        text_add_signed(&mended, part[k]);
    }
    struct span at = scan_span(s, s->at, s->at + text.len);
    diag_add(s->diags, &(struct diag){.id = DIAG_DATE_WRITTEN,
                                      .at = at,
                                      .arg = {given, text_str(&mended)},
                                      .fix = {at, text_str(&mended), false}});
    t->kind = TOKEN_DAY;
    t->value.day = 0;
    return text.len;
}

uint32_t
literal_read_date(struct scan *s, struct str text, struct token *t)
{
    text = str_cut(s->text, s->at, text.len);
    uint32_t used = literal_chinese(s, text, t);
    if (!used)
        used = literal_year(text, t);
    return used ? used : literal_dashed(s, text, t);
}

/* Where the decimal point of TEXT is: 1.000,5 has it at the comma. */
static uint32_t
literal_point(struct str text)
{
    uint32_t comma = UINT32_MAX, point = UINT32_MAX, commas = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.at[i] == ',' && ++commas)
            comma = i;
        if (text.at[i] == '.' && point == UINT32_MAX)
            point = i;
    }
    return commas == 1 && point < comma ? comma : point;
}

/* Digits of TEXT with at most one point, as the plain form to write. */
static struct str
literal_plain(struct scan *s, struct str text)
{
    struct text plain = {.arena = s->scratch};
    uint32_t len, decimal = literal_point(text);
    bool point = false;
    for (uint32_t i = 0; i < text.len;) {
        int digit = digit_at(str_from(text, i), &len);
        if (digit >= 0) {
            text_add_char(&plain, (char)('0' + digit));
            i += len;
            continue;
        }
        if (i == decimal && !point) {
            if (!plain.len)
                text_add_char(&plain, '0');
            text_add_char(&plain, '.');
            point = true;
        } else if (str_starts(str_from(text, i), STR("，"))) {
            i += 2;
        } else if (text.at[i] != ',' && text.at[i] != '.') {
            break;
        }
        i++;
    }
    return text_str(&plain);
}

/* 1,000 and 12,345.5: at most three digits, then groups of three. */
static bool
literal_grouped_well(struct str text)
{
    uint32_t run = 0, groups = 0, i = 0;
    for (; i < text.len && text.at[i] != '.'; i++) {
        if (text.at[i] >= '0' && text.at[i] <= '9') {
            run++;
            continue;
        }
        if (text.at[i] != ',' || !run || run > 3 || (groups && run != 3))
            return false;
        groups++;
        run = 0;
    }
    return groups && run == 3 && (i == text.len || i + 1 < text.len) &&
           !memchr(text.at + i, ',', text.len - i);
}

/* Within brackets it may be two numbers: f(2,300). */
static void
literal_refuse(struct scan *s, struct str text, struct token *t)
{
    struct span at = scan_span(s, s->at, s->at + text.len);
    struct str plain = literal_plain(s, text);
    bool guess = s->bracket.n || !literal_grouped_well(text);
    diag_add(s->diags, &(struct diag){.id = DIAG_GROUPED_NUMBER,
                                      .at = at,
                                      .arg = {text, plain},
                                      .fix = {at, plain, guess}});
    struct literal *n = arena_new(s->tree, struct literal);
    n->wrong = true;
    t->kind = TOKEN_NUMBER;
    t->value.literal = n;
}

/* How much of TEXT is the number that is none: letters, digits, signs. */
static uint32_t
literal_wrong_end(struct str text)
{
    uint32_t i = 0, len;
    while (i < text.len) {
        unsigned char c = (unsigned char)text.at[i];
        bool digit = digit_at(str_from(text, i), &len) >= 0;
        if (!digit && !((c | 32) >= 'a' && (c | 32) <= 'z') && c != '.' &&
            c != '+' && c != '-')
            break;
        i += digit ? len : 1;
    }
    return i;
}

/* Whether only blanks stand before this place on its line. */
static bool
literal_begins_line(const struct scan *s)
{
    uint32_t lo = s->at;
    while (lo > 0 && (s->text.at[lo - 1] == ' ' || s->text.at[lo - 1] == '\t'))
        lo--;
    return lo == 0 || s->text.at[lo - 1] == '\n' || s->text.at[lo - 1] == '\r';
}

uint32_t
literal_read_wrong(struct scan *s, struct str text, struct token *t)
{
    struct str number = str_cut(text, 0, literal_wrong_end(text));
    struct span at = scan_span(s, s->at, s->at + number.len);
    struct str plain = literal_plain(s, number);
    bool last = number.at[number.len - 1] == '.';
    if (last && number.len == text.len && literal_begins_line(s)) {
        diag_add(s->diags, &(struct diag){.id = DIAG_LINE_NUMBER,
                                          .at = at,
                                          .arg = {number},
                                          .fix = {at, STR(""), false}});
        t->kind = RAW_NEWLINE;
        return number.len;
    }
    if (last)
        plain.len--;
    if (last || number.at[0] == '.')
        diag_add(s->diags, &(struct diag){.id = DIAG_BAD_NUMBER,
                                          .at = at,
                                          .arg = {number, plain},
                                          .fix = {at, plain, false}});
    else
        report(s->diags, NUMBER_FORM, .at = at, .arg = {number});
    struct literal *n = arena_new(s->tree, struct literal);
    n->wrong = true;
    t->kind = TOKEN_NUMBER;
    t->value.literal = n;
    return literal_behind(s, text, number.len, n);
}

/* Digits with commas; what is no number is two of them: f(2,3). */
uint32_t
literal_read_grouped(struct scan *s, struct str text, struct token *t)
{
    bool grouped = false;
    uint32_t run = 0, first = 0, end = 0, len = 0;
    for (;; end += len) {
        bool digit = digit_at(str_from(text, end), &len) >= 0;
        char c = end < text.len ? text.at[end] : 0;
        bool broad = str_starts(str_from(text, end), STR("，"));
        run += digit;
        if (digit)
            continue;
        grouped |= first && run == 3;
        if (c != ',' && c != '.' && !broad)
            break;
        first = first ? first : end;
        len = broad ? 3 : 1;
        run = 0;
    }
    if (!grouped)
        return literal_read(s, str_cut(text, 0, first), t);
    literal_refuse(s, str_cut(text, 0, end), t);
    return literal_behind(s, text, end, (struct literal *)t->value.literal);
}

static struct str
literal_close(struct str open)
{
    return open.at[0] == '"' ? STR("\"") : STR("”");
}

static bool
literal_text_limit(struct scan *s, uint32_t len)
{
    if (len <= s->limits->text)
        return false;
    struct text limit = {.arena = s->scratch};
    text_add_unsigned(&limit, s->limits->text);
    report(s->diags, LIMIT_TEXT, .at = scan_span(s, s->at, s->at + 1),
           .arg = {text_str(&limit)});
    return true;
}

uint32_t
literal_read_text(struct scan *s, struct str text, struct token *t)
{
    uint32_t open = text.at[0] == '"' ? 1 : 3;
    uint32_t shut = text.at[text.len - 1] == '"' ? 1 : 3;
    struct str from = str_cut(text, 0, open);
    struct str last = str_from(text, text.len - shut);
    struct str want = literal_close(from);
    struct span end = scan_span(s, s->at + text.len - shut, s->at + text.len);
    if (open == 3 && str_equal(last, STR("“")))
        return literal_read_open_text(s, text, t);
    if (!str_equal(last, want))
        diag_add(s->diags,
                 &(struct diag){.id = DIAG_QUOTE_MIXED,
                                .at = end,
                                .arg = {from, last, want},
                                .second = {scan_span(s, s->at, s->at + open),
                                           LABEL_OPENED},
                                .fix = {end, want, false}});
    literal_text_limit(s, text.len - open - shut);
    t->kind = TOKEN_TEXT;
    t->value.text = str_copy(
        s->tree, str_cut(s->text, s->at + open, text.len - open - shut));
    return text.len;
}

uint32_t
literal_read_open_text(struct scan *s, struct str text, struct token *t)
{
    uint32_t open = text.at[0] == '"' ? 1 : 3, len = open;
    while (len < text.len && text.at[len] != '\n' && text.at[len] != '\r')
        len++;
    struct str close = literal_close(text);
    struct str rest = str_cut(text, open, len - open);
    uint32_t hi = s->base + s->at + len;
    diag_add(s->diags,
             &(struct diag){.id = DIAG_TEXT_OPEN,
                            .at = scan_span(s, s->at, s->at + open),
                            .arg = {close},
                            .fix = {{hi, hi}, close, !word_whole(rest)}});
    t->kind = TOKEN_TEXT;
    t->value.text =
        str_copy(s->tree, str_cut(s->text, s->at + open, len - open));
    return len;
}

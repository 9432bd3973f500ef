

#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"
#include "runtime/repl_value.h"

static bool
is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (!strcmp(text, *words))
            return true;
    return false;
}

bool
value_unknown(const char *typed)
{
    static const char *const words[] = {"?",    "？",      "不知道",
                                        "未知", "unknown", NULL};
    return is_one_of(typed, words);
}

/* Full-width digits and points as they are read everywhere else. */
static char *
narrow(const char *text)
{
    char *out = memory(strlen(text) + 1, 1), *to = out;
    while (*text) {
        unsigned char c = (unsigned char)text[0], d = (unsigned char)text[1];
        unsigned char e = d ? (unsigned char)text[2] : 0;
        if (c == 0xef && d == 0xbc && e >= 0x81 && e <= 0xbf) {
            *to++ = (char)(e - 0x81 + '!');
            text += 3;
        } else {
            *to++ = *text++;
        }
    }
    return out;
}

/* 2025年1月31日 as 2025-01-31, 2025年3月 as 2025-03; else as it was. */
static void
day_plain(char *text)
{
    int year, month, day, end = 0;
    char plain[40];
    if (sscanf(text, "%4d年%2d月%2d日%n", &year, &month, &day, &end) == 3 &&
        end && !text[end])
        snprintf(plain, sizeof plain, "%04d-%02d-%02d", year, month, day);
    else if ((end = 0, sscanf(text, "%4d年%2d月%n", &year, &month, &end)) ==
                 2 &&
             end && !text[end])
        snprintf(plain, sizeof plain, "%04d-%02d", year, month);
    else if ((end = 0, sscanf(text, "%4d年%n", &year, &end)) == 1 && end &&
             !text[end])
        snprintf(plain, sizeof plain, "%04d", year);
    else
        return;
    strcpy(text, plain);
}

char *
time_plain(const char *typed)
{
    char *text = narrow(typed);
    day_plain(text);
    return text;
}

static char *
json_text(const char *text)
{
    char *json = memory(strlen(text) * 6 + 3, 1), *to = json;
    *to++ = '"';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ') {
            to += sprintf(to, "\\u%04x", c);
            continue;
        }
        if (c == '"' || c == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    *to++ = '"';
    return json;
}

/* What a person puts a text in. */
static char *
unquoted(char *text)
{
    static const char *const marks[][2] = {
        {"“", "”"}, {"\"", "\""}, {"「", "」"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(text), a = strlen(marks[i][0]),
               b = strlen(marks[i][1]);
        if (n >= a + b && !strncmp(text, marks[i][0], a) &&
            !strcmp(text + n - b, marks[i][1])) {
            text[n - b] = '\0';
            return text + a;
        }
    }
    return text;
}

char *
name_written(const char *name)
{
    enum tiao_input input = TIAO_INPUT_WRONG;
    bool plain = (unsigned char)name[0] > '9';
    for (const char *c = name; *c && plain; c++)
        plain = (unsigned char)*c >= 0x80 || *c == '_' ||
                (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
                (*c >= 'a' && *c <= 'z');
    /* A keyword wants more behind it. */
    if (plain && !strstr(name, "的"))
        tiao_input_of(NULL, name, strlen(name), &input);
    return input == TIAO_INPUT_COMPLETE ? text_copy(name, strlen(name))
                                        : text_join("「", name, "」");
}

/* A bare number in a case needs the unit that the fact has. */
static char *
number_words(const struct tiao_type *type, const char *text)
{
    size_t n = strspn(text, "-0123456789.");
    return text_join(text, text[n] ? "" : type->unit, "");
}

static char *
word(const char *z)
{
    return text_copy(z, strlen(z));
}

static bool
truth_read(enum tiao_language l, const char *text, char **json, char **words)
{
    static const char *const yes[] = {"是",   "真", "有", "yes",
                                      "true", "y",  NULL};
    static const char *const no[] = {"否",    "假", "没有", "no",
                                     "false", "n",  NULL};
    bool is = is_one_of(text, yes);
    if (!is && !is_one_of(text, no))
        return false;
    *json = word(is ? "true" : "false");
    *words = word(l == TIAO_ZH ? is ? "是" : "否" : is ? "yes" : "no");
    return true;
}

static void
plain_read(const struct tiao_type *type, char *text, char **json, char **words)
{
    if (type->kind == TIAO_DATE || type->kind == TIAO_PERIOD)
        day_plain(text);
    if (type->kind == TIAO_TEXT) {
        char *own = unquoted(text);
        *json = json_text(own);
        *words = text_join("“", own, "”");
        return;
    }
    *json = json_text(text);
    *words = type->kind == TIAO_NUMBER ? number_words(type, text)
             : type->kind == TIAO_MEMBER || type->kind == TIAO_REFERENCE
                 ? name_written(text)
                 : word(text);
}

bool
value_read(const struct tiao_type *type, enum tiao_language l,
           const char *typed, char **json, char **words)
{
    static const char *const none[] = {"无", "none", "null", NULL};
    char *text = type->kind == TIAO_TEXT ? word(typed) : narrow(typed);
    bool fine = true;
    if (text[0] == '{' || text[0] == '[') {
        *json = word(text);
        *words = word("");
    } else if (is_one_of(text, none)) {
        *json = word("null");
        *words = word(l == TIAO_ZH ? "无" : "none");
    } else if (type->kind == TIAO_TRUTH) {
        fine = truth_read(l, text, json, words);
    } else {
        plain_read(type, text, json, words);
    }
    free(text);
    return fine;
}

char *
names_joined(enum tiao_language l, const char *const *name, size_t n)
{
    char *all = word("");
    for (size_t i = 0; i < n; i++) {
        char *more =
            text_join(all, i ? l == TIAO_ZH ? "、" : ", " : "", name[i]);
        free(all);
        all = more;
    }
    return all;
}

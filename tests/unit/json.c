#include "runtime/json.h"

#include <stdio.h>
#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/json_write.h"
#include "tests/unit/scratch.h"

static const struct json_limits limits = {1 << 20, 64};

static const struct json *
read_z(struct arena *a, const char *text)
{
    struct json_error error;
    const struct json *tree = json_read(a, str_of(text), limits, &error);
    cr_assert(tree, "%s: %d at %u", text, (int)error.wrong, error.at.lo);
    cr_assert(error.wrong == JSON_RIGHT);
    return tree;
}

static struct str
print(struct arena *a, const struct json *tree, bool pretty)
{
    struct text t = {.arena = a};
    struct json_writer w = {.to = &t, .pretty = pretty};
    json_tree(&w, tree);
    return text_str(&t);
}

Test(json, documents_print_as_they_are)
{
    static const char *const rows[] = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "0.10",
        "12345678901234567890.123",
        "1e3",
        "-1.5E-10",
        "1E+99999",
        "\"\"",
        "\"措施一\"",
        "\"a\\\"b\\\\c\\n\\t\"",
        "\"\\u0000\\u001b\"",
        "[]",
        "{}",
        "[[],{},[[]]]",
        "[1,2,3]",
        "{\"托位数\":80,\"已备案\":true,\"所在县区\":\"甘州区\",\"补贴\":null}",
        "{\"\":{\"\":[{\"\":0}]}}",
        "[{\"a\":1},{\"a\":2}]",
    };
    SCRATCH(a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert(
            str_equal(print(&a, read_z(&a, rows[i]), false), str_of(rows[i])),
            "%s", rows[i]);
    arena_free(&a);
}

Test(json, pretty_and_blanks)
{
    SCRATCH(a);
    const char *pretty = "{\n"
                         "  \"a\": [\n"
                         "    1,\n"
                         "    {\n"
                         "      \"b\": []\n"
                         "    }\n"
                         "  ],\n"
                         "  \"c\": {}\n"
                         "}";
    const struct json *tree =
        read_z(&a, " \t\r\n{ \"a\" :[1 ,{\"b\":[ ]} ], \"c\":{\n} } ");
    cr_assert(str_equal(print(&a, tree, true), str_of(pretty)));
    tree = read_z(&a, pretty);
    cr_assert(str_equal(print(&a, tree, true), str_of(pretty)));
    arena_free(&a);
}

static bool
covers(const char *text, struct span at, const char *wanted)
{
    return str_equal(str_cut(str_of(text), at.lo, at.hi - at.lo),
                     str_of(wanted)) &&
           at.hi >= at.lo;
}

Test(json, spans_cover_what_was_written)
{
    SCRATCH(a);
    const char *text =
        "{ \"名\\u79f0\" : [ 1.50, \"x\\n\", null ] , \"b\":{} }";
    const struct json *tree = read_z(&a, text);
    cr_assert(covers(text, tree->at, text));
    cr_assert(tree->kind == JSON_OBJECT && tree->n == 2);
    const struct json *m = json_member(tree, STR("名称"));
    cr_assert(m && m == tree->first);
    cr_assert(covers(text, m->key_at, "\"名\\u79f0\""));
    cr_assert(covers(text, m->at, "[ 1.50, \"x\\n\", null ]"));
    cr_assert(m->kind == JSON_ARRAY && m->n == 3);
    const struct json *item = m->first;
    cr_assert(covers(text, item->at, "1.50"));
    cr_assert(str_equal(item->text, STR("1.50")));
    cr_assert(covers(text, item->next->at, "\"x\\n\""));
    cr_assert(str_equal(item->next->text, STR("x\n")));
    cr_assert(covers(text, item->next->next->at, "null"));
    cr_assert(!item->next->next->next);
    cr_assert(covers(text, m->next->at, "{}") && !m->next->next);
    cr_assert(!json_member(tree, STR("c")));
    arena_free(&a);
}

Test(json, strings_are_decoded)
{
    static const struct {
        const char *text;
        struct str decoded;
    } rows[] = {
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", {"\"\\/\b\f\n\r\t", 8}},
        {"\"\\u6761\\u4EF6\"", {"条件", 6}},
        {"\"a\\u0000b\"", {"a\0b", 3}},
        {"\"\\ud842\\udfB7x\"", {"𠮷x", 5}},
        {"\"\\uD800\\uDC00\\uDBFF\\uDFFF\"", {"\U00010000\U0010FFFF", 8}},
        {"\"\\uFFFF\\u007f\\u0080\\u0800\"", {"\uFFFF\x7f\xc2\x80\u0800", 9}},
        {"\"\x7f 'é'\"", {"\x7f 'é'", 6}},
    };
    SCRATCH(a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct json *tree = read_z(&a, rows[i].text);
        cr_assert(tree->kind == JSON_STRING);
        cr_assert(str_equal(tree->text, rows[i].decoded), "row %zu", i);
    }
    arena_free(&a);
}

/* TEXT is refused: AT covers from LO to HI, OTHER from OTHER_LO. */
struct bad {
    const char *text;
    enum json_wrong wrong;
    uint32_t lo, hi, other_lo, other_hi;
};

static const struct bad bads[] = {
    {"", JSON_EMPTY, 0, 0, 0, 0},
    {" \n\t", JSON_EMPTY, 0, 3, 0, 0},
    {"\xEF\xBB\xBF{}", JSON_BOM, 0, 3, 0, 0},
    {"[\"a\xff\"]", JSON_BAD_UTF8, 3, 4, 0, 0},
    {"[\"\xed\xa0\x80\"]", JSON_BAD_UTF8, 2, 3, 0, 0},
    {"\xff\xfe{", JSON_BAD_UTF8, 0, 1, 0, 0},

    {"{", JSON_CUT_SHORT, 1, 1, 0, 1},
    {"[1,[2,", JSON_CUT_SHORT, 6, 6, 3, 4},
    {"[1", JSON_CUT_SHORT, 2, 2, 0, 1},
    {"{\"a\"", JSON_CUT_SHORT, 4, 4, 0, 1},
    {"{\"a\":", JSON_CUT_SHORT, 5, 5, 0, 1},
    {"{\"a\":1,", JSON_CUT_SHORT, 7, 7, 0, 1},
    {"[\"abc", JSON_CUT_SHORT, 5, 5, 1, 2},
    {"[\"abc\\", JSON_CUT_SHORT, 6, 6, 1, 2},
    {"[\"abc\\u12", JSON_CUT_SHORT, 9, 9, 1, 2},
    {"[\"\\ud842\\ud", JSON_CUT_SHORT, 11, 11, 1, 2},
    {"[tru", JSON_CUT_SHORT, 4, 4, 1, 4},
    {"[1.", JSON_CUT_SHORT, 3, 3, 1, 3},
    {"-", JSON_CUT_SHORT, 1, 1, 0, 1},

    {"[1,]", JSON_TRAILING_COMMA, 2, 3, 0, 0},
    {"{\"a\":1 , }", JSON_TRAILING_COMMA, 7, 8, 0, 0},
    {"[1 2]", JSON_MISSING_COMMA, 3, 4, 0, 0},
    {"[\"a\" \"b\"]", JSON_MISSING_COMMA, 5, 6, 0, 0},
    {"{\"a\":1 \"b\":2}", JSON_MISSING_COMMA, 7, 8, 0, 0},
    {"[1;2]", JSON_MISSING_COMMA, 2, 3, 0, 0},
    {"{\"a\" 1}", JSON_MISSING_COLON, 5, 6, 1, 4},
    {"{\"a\"=1}", JSON_MISSING_COLON, 4, 5, 1, 4},
    {"{\"a\",\"b\"}", JSON_MISSING_COLON, 4, 5, 1, 4},
    {"{\"a\":}", JSON_MISSING_VALUE, 5, 6, 0, 0},
    {"[1,,2]", JSON_MISSING_VALUE, 3, 4, 0, 0},
    {"[,1]", JSON_MISSING_VALUE, 1, 2, 0, 0},
    {"{,}", JSON_MISSING_VALUE, 1, 2, 0, 0},
    {"]", JSON_MISSING_VALUE, 0, 1, 0, 0},
    {"[1}", JSON_MISMATCHED, 2, 3, 0, 1},
    {"[{\"a\":1]]", JSON_MISMATCHED, 7, 8, 1, 2},
    {"[}", JSON_MISMATCHED, 1, 2, 0, 1},
    {"{]", JSON_MISMATCHED, 1, 2, 0, 1},
    {"[]]", JSON_UNOPENED, 2, 3, 0, 0},

    {"// x\n{}", JSON_COMMENT, 0, 2, 0, 0},
    {"[1, /* x */ 2]", JSON_COMMENT, 4, 6, 0, 0},
    {"[1 # x\n]", JSON_COMMENT, 3, 4, 0, 0},
    {"{} // x", JSON_COMMENT, 3, 5, 0, 0},
    {"{'a':1}", JSON_SINGLE_QUOTE, 1, 2, 0, 0},
    {"['a']", JSON_SINGLE_QUOTE, 1, 2, 0, 0},
    {"{“a”:1}", JSON_FULL_WIDTH, 1, 4, 0, 0},
    {"{\"a\"：1}", JSON_FULL_WIDTH, 4, 7, 0, 0},
    {"[1，2]", JSON_FULL_WIDTH, 2, 5, 0, 0},
    {"[true，false]", JSON_FULL_WIDTH, 5, 8, 0, 0},
    {"{a:1}", JSON_KEY_UNQUOTED, 1, 2, 0, 0},
    {"{托位数:1}", JSON_KEY_UNQUOTED, 1, 10, 0, 0},
    {"{1:1}", JSON_KEY_UNQUOTED, 1, 2, 0, 0},
    {"{[1]:1}", JSON_UNEXPECTED, 1, 2, 0, 0},

    {"[NaN]", JSON_NOT_FINITE, 1, 4, 0, 0},
    {"[-Infinity]", JSON_NOT_FINITE, 1, 10, 0, 0},
    {"Infinity", JSON_NOT_FINITE, 0, 8, 0, 0},
    {"[True]", JSON_BAD_WORD, 1, 5, 0, 0},
    {"[nul]", JSON_BAD_WORD, 1, 4, 0, 0},
    {"[truex]", JSON_BAD_WORD, 1, 6, 0, 0},
    {"[undefined]", JSON_BAD_WORD, 1, 10, 0, 0},
    {"{\"a\":是}", JSON_BAD_WORD, 5, 8, 0, 0},
    {"[01]", JSON_BAD_NUMBER, 1, 3, 0, 0},
    {"[-01]", JSON_BAD_NUMBER, 1, 4, 0, 0},
    {"[+1]", JSON_BAD_NUMBER, 1, 3, 0, 0},
    {"[.5]", JSON_BAD_NUMBER, 1, 3, 0, 0},
    {"[1.]", JSON_BAD_NUMBER, 1, 3, 0, 0},
    {"[1.e5]", JSON_BAD_NUMBER, 1, 5, 0, 0},
    {"[1e]", JSON_BAD_NUMBER, 1, 3, 0, 0},
    {"[1e+]", JSON_BAD_NUMBER, 1, 4, 0, 0},
    {"[0x10]", JSON_BAD_NUMBER, 1, 5, 0, 0},
    {"[1_000]", JSON_BAD_NUMBER, 1, 6, 0, 0},
    {"[10万]", JSON_BAD_NUMBER, 1, 6, 0, 0},
    {"[-]", JSON_BAD_NUMBER, 1, 2, 0, 0},
    {"[1.2.3]", JSON_BAD_NUMBER, 1, 6, 0, 0},

    {"[\"\\x41\"]", JSON_BAD_ESCAPE, 2, 4, 0, 0},
    {"[\"\\'\"]", JSON_BAD_ESCAPE, 2, 4, 0, 0},
    {"[\"\\条\"]", JSON_BAD_ESCAPE, 2, 6, 0, 0},
    {"[\"\\u12\"]", JSON_BAD_ESCAPE, 2, 6, 0, 0},
    {"[\"\\u12g4\"]", JSON_BAD_ESCAPE, 2, 6, 0, 0},
    {"[\"a\nb\"]", JSON_CONTROL_CHARACTER, 3, 4, 0, 0},
    {"[\"\t\"]", JSON_CONTROL_CHARACTER, 2, 3, 0, 0},
    {"[\"a\\ud800\"]", JSON_LONE_SURROGATE, 3, 9, 0, 0},
    {"[\"\\udc00\"]", JSON_LONE_SURROGATE, 2, 8, 0, 0},
    {"[\"\\ud800\\ud800\\udc00\"]", JSON_LONE_SURROGATE, 2, 8, 0, 0},
    {"[\"\\ud800\\n\"]", JSON_LONE_SURROGATE, 2, 8, 0, 0},
    {"{\"a\\u0000\":1}", JSON_NUL_IN_KEY, 3, 9, 0, 0},
    {"{\"a\":1,\"b\":2,\"a\":3}", JSON_DUPLICATE_KEY, 13, 16, 1, 4},
    {"{\"a\":1,\"\\u0061\":3}", JSON_DUPLICATE_KEY, 7, 15, 1, 4},
    {"[{\"\":1,\"\":3}]", JSON_DUPLICATE_KEY, 7, 9, 2, 4},

    {"{}\n{}", JSON_SECOND_DOCUMENT, 3, 4, 0, 0},
    {"1 2", JSON_SECOND_DOCUMENT, 2, 3, 0, 0},
    {"\"a\"\"b\"", JSON_SECOND_DOCUMENT, 3, 4, 0, 0},
    {"[1],", JSON_UNEXPECTED, 3, 4, 0, 0},
    {"[:]", JSON_UNEXPECTED, 1, 2, 0, 0},
    {"[\x01]", JSON_UNEXPECTED, 1, 2, 0, 0},
    {"<a/>", JSON_UNEXPECTED, 0, 1, 0, 0},
};

Test(json, what_is_wrong_is_told_with_its_place)
{
    SCRATCH(a);
    for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
        const struct bad *b = &bads[i];
        struct json_error e;
        cr_assert(!json_read(&a, str_of(b->text), limits, &e), "%s", b->text);
        cr_assert(e.wrong == b->wrong, "%s: %d", b->text, (int)e.wrong);
        cr_assert(e.at.lo == b->lo && e.at.hi == b->hi, "%s: at %u-%u", b->text,
                  e.at.lo, e.at.hi);
        cr_assert(e.other.lo == b->other_lo && e.other.hi == b->other_hi,
                  "%s: other %u-%u", b->text, e.other.lo, e.other.hi);
    }
    arena_free(&a);
}

Test(json, nul_byte_is_no_blank)
{
    SCRATCH(a);
    struct json_error e;
    cr_assert(!json_read(&a, STR("[1\0]"), limits, &e));
    cr_assert(e.wrong == JSON_MISSING_COMMA && e.at.lo == 2);
    cr_assert(!json_read(&a, STR("\0"), limits, &e));
    cr_assert(e.wrong == JSON_UNEXPECTED && e.at.lo == 0 && e.at.hi == 1);
    cr_assert(!json_read(&a, STR("1\0"), limits, &e));
    cr_assert(e.wrong == JSON_UNEXPECTED && e.at.lo == 1);
    cr_assert(!json_read(&a, STR("\"\0\""), limits, &e));
    cr_assert(e.wrong == JSON_CONTROL_CHARACTER && e.at.lo == 1);
    arena_free(&a);
}

Test(json, limits_hold)
{
    SCRATCH(a);
    struct json_error e;
    struct json_limits deep = {UINT32_MAX, UINT32_MAX};
    uint32_t n = 1000000;
    char *brackets = arena_take(&a, n);
    memset(brackets, '[', n);
    cr_assert(!json_read(&a, (struct str){brackets, n}, deep, &e));
    cr_assert(e.wrong == JSON_TOO_DEEP && e.at.lo == JSON_DEPTH_MOST);
    for (uint32_t i = 0; i < n; i++)
        brackets[i] = "{\"\":["[i % 5];
    cr_assert(!json_read(&a, (struct str){brackets, n}, deep, &e));
    cr_assert(e.wrong == JSON_TOO_DEEP);
    cr_assert(!json_read(&a, STR("[[1]]"), (struct json_limits){99, 1}, &e));
    cr_assert(e.wrong == JSON_TOO_DEEP && e.at.lo == 1 && e.at.hi == 2);
    cr_assert(json_read(&a, STR("[[1]]"), (struct json_limits){5, 2}, &e));
    cr_assert(!json_read(&a, STR("[[1]]"), (struct json_limits){4, 2}, &e));
    cr_assert(e.wrong == JSON_TOO_LARGE);
    memset(brackets, '[', JSON_DEPTH_MOST);
    memset(brackets + JSON_DEPTH_MOST, ']', JSON_DEPTH_MOST);
    struct str most = {brackets, 2 * JSON_DEPTH_MOST};
    const struct json *tree = json_read(&a, most, deep, &e);
    cr_assert(tree && str_equal(print(&a, tree, false), most));
    arena_free(&a);
}

/* An object of N members k0, k1 ..., the last one called k<TWIN>. */
static struct str
object_of(struct arena *a, uint32_t n, uint32_t twin)
{
    struct text t = {.arena = a};
    struct json_writer w = {.to = &t};
    json_object_open(&w);
    for (uint32_t i = 0; i < n; i++) {
        struct text key = {.arena = a};
        text_add_char(&key, 'k');
        text_add_unsigned(&key, i == n - 1 ? twin : i);
        json_key(&w, text_str(&key));
        json_integer(&w, i);
    }
    json_object_close(&w);
    return text_str(&t);
}

/* The last of N keys is the same as that of number TWIN. */
static void
twin_check(struct arena *a, uint32_t n, uint32_t twin)
{
    struct json_error e;
    struct str text = object_of(a, n, twin);
    cr_assert(!json_read(a, text, limits, &e));
    cr_assert(e.wrong == JSON_DUPLICATE_KEY);
    cr_assert(e.other.hi < e.at.lo && e.at.hi > text.len - 8);
    cr_assert(str_equal(str_cut(text, e.at.lo, e.at.hi - e.at.lo),
                        str_cut(text, e.other.lo, e.other.hi - e.other.lo)));
}

Test(json, twins_are_found_among_few_and_many)
{
    SCRATCH(a);
    struct arena_mark mark = arena_mark(&a);
    for (uint32_t n = 1; n < 3000; n += n < 40 ? 1 : 371) {
        struct json_error e;
        const struct json *tree =
            json_read(&a, object_of(&a, n, n - 1), limits, &e);
        cr_assert(tree && tree->n == n);
        for (uint32_t twin = 0; twin < n - 1; twin += 1 + n / 5)
            twin_check(&a, n, twin);
        arena_back(&a, mark);
    }
    arena_free(&a);
}

Test(json, every_prefix_is_cut_short)
{
    static const char text[] =
        "{\"a\\n\\u6761\\ud842\\udfb7\" : [ true , false,null, -1.5e+3 ,"
        "\"x\\\"\", {}, [ ] ],\n\"b\":{\"c\":\"d\"}}";
    SCRATCH(a);
    for (uint32_t len = 1; len < sizeof text - 1; len++) {
        struct json_error e;
        cr_assert(!json_read(&a, (struct str){text, len}, limits, &e));
        cr_assert(e.wrong == JSON_CUT_SHORT, "%.*s: %d", (int)len, text,
                  (int)e.wrong);
        cr_assert(e.at.lo == len && e.at.hi == len);
    }
    read_z(&a, text);
    arena_free(&a);
}

Test(json, writer_escapes_what_would_harm)
{
    SCRATCH(a);
    struct text t = {.arena = &a};
    struct json_writer w = {.to = &t};
    json_array_open(&w);
    json_string(&w, STR("\x1b[2J\x7f\xc2\x85"));
    json_string(&w, STR("\u202e\u2028\u2066"));
    json_string(&w, STR("a\xff"
                        "b\xe6\x9d"));
    json_string(&w, STR("条👩‍👧/é"));
    json_decimal(&w, -5, 2);
    json_integer(&w, INT64_MIN);
    json_truth(&w, false);
    json_null(&w);
    json_array_close(&w);
    cr_assert(
        str_equal(text_str(&t),
                  STR("[\"\\u001b[2J\\u007f\\u0085\",\"\\u202e\\u2028\\u2066\","
                      "\"a\uFFFDb\uFFFD\",\"条👩‍👧/"
                      "é\",-0.05,-9223372036854775808,"
                      "false,null]")));
    arena_free(&a);
}

/* Any text at all, written and read, is the same text. */
Test(json, strings_go_both_ways)
{
    static const uint32_t ends[] = {0x30,   0x80,   0x800,
                                    0x3000, 0xD800, 0x110000};
    SCRATCH(a);
    struct random r = {71};
    struct arena_mark mark = arena_mark(&a);
    for (int round = 0; round < 20000; round++) {
        struct text s = {.arena = &a}, t = {.arena = &a};
        for (uint32_t n = random_below(&r, 12); n > 0; n--) {
            char bytes[4];
            uint32_t code = random_below(&r, ends[random_below(&r, 6)]);
            if (code < 0xD800 || code > 0xDFFF)
                text_add(&s, (struct str){bytes, utf8_put(code, bytes)});
        }
        struct json_writer w = {.to = &t};
        json_string(&w, text_str(&s));
        struct json_error e;
        const struct json *tree = json_read(&a, text_str(&t), limits, &e);
        cr_assert(tree && str_equal(tree->text, text_str(&s)));
        arena_back(&a, mark);
    }
    arena_free(&a);
}

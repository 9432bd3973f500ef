#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "lang/base/utf8.h"

static bool
is_scalar(uint32_t code)
{
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

Test(base_utf8, every_code_point_goes_both_ways)
{
    char bytes[4];
    for (uint32_t code = 0; code <= 0x1FFFFF; code++) {
        uint32_t len = utf8_put(code, bytes), got_len, at = 99;
        struct str s = {bytes, len};
        uint32_t got = utf8_next(s, &got_len);
        if (is_scalar(code)) {
            cr_assert(got == code && got_len == len);
            cr_assert(utf8_check(s, &at) == UTF8_OK);
        } else {
            cr_assert(got == UINT32_MAX && got_len >= 1 && got_len < len);
            cr_assert(utf8_check(s, &at) == UTF8_BAD_BYTE && at == 0);
        }
    }
}

/* The form of LEN bytes is right when what it says, written again, is the
 * same bytes. */
static bool
form_right(const unsigned char *b, uint32_t len)
{
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    uint32_t code = b[0];
    if (len > 1)
        code = b[0] ^ first[len];
    for (uint32_t i = 1; i < len; i++)
        code = code * 64 + (b[i] ^ 0x80u);
    char again[4];
    return is_scalar(code) && utf8_put(code, again) == len &&
           memcmp(again, b, len) == 0;
}

static const unsigned char telling[] = {
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
    0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
    0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF};
enum { TELLING = sizeof telling };

Test(base_utf8, four_bytes_of_any_kind)
{
    for (uint32_t n = 0; n < TELLING * TELLING * TELLING * TELLING; n++) {
        unsigned char b[4] = {telling[n % TELLING],
                              telling[n / TELLING % TELLING],
                              telling[n / TELLING / TELLING % TELLING],
                              telling[n / TELLING / TELLING / TELLING]};
        uint32_t right = 0, len, at = 99;
        for (uint32_t i = 1; i <= 4 && !right; i++)
            right = form_right(b, i) ? i : 0;
        struct str s = {(char *)b, 4};
        uint32_t code = utf8_next(s, &len);
        cr_assert((code != UINT32_MAX) == (right != 0));
        cr_assert(right ? len == right : len >= 1 && len < 4);
        enum utf8_wrong wrong = utf8_check(s, &at);
        cr_assert(right || (wrong == UTF8_BAD_BYTE && at == 0));
        cr_assert(wrong == UTF8_OK || at < 4);
    }
}

Test(base_utf8, wrong_places_are_found)
{
    static const struct {
        const char *text;
        enum utf8_wrong wrong;
        uint32_t at, pass;
    } rows[] = {
        {"措\x80", UTF8_BAD_BYTE, 3, 1},
        {"abcdefghijklmnop\xff", UTF8_BAD_BYTE, 16, 1},
        {"a\xc0\x80", UTF8_BAD_BYTE, 1, 1},
        {"\xc1\xbf", UTF8_BAD_BYTE, 0, 1},
        {"\xe0\x80\x80", UTF8_BAD_BYTE, 0, 1},
        {"\xe0\x9f\xbf", UTF8_BAD_BYTE, 0, 1},
        {"\xed\xa0\x80", UTF8_BAD_BYTE, 0, 1},
        {"\xed\xbf\xbf", UTF8_BAD_BYTE, 0, 1},
        {"\xf0\x8f\xbf\xbf", UTF8_BAD_BYTE, 0, 1},
        {"\xf4\x90\x80\x80", UTF8_BAD_BYTE, 0, 1},
        {"\xf5\x80\x80\x80", UTF8_BAD_BYTE, 0, 1},
        {"\xf8\x88\x80\x80\x80", UTF8_BAD_BYTE, 0, 1},
        {"\xe6\x8e(", UTF8_BAD_BYTE, 0, 2},
        {"\xf0\xa0\xae(", UTF8_BAD_BYTE, 0, 3},
        {"措\xe6\x8e", UTF8_CUT_SHORT, 3, 2},
        {"\xc3", UTF8_CUT_SHORT, 0, 1},
        {"\xf0\xa0\xae", UTF8_CUT_SHORT, 0, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_of(rows[i].text);
        uint32_t at = 99, pass;
        cr_assert(utf8_check(s, &at) == rows[i].wrong, "row %zu", i);
        cr_assert(at == rows[i].at, "row %zu: %u", i, at);
        cr_assert(utf8_next(str_from(s, at), &pass) == UINT32_MAX);
        cr_assert(pass == rows[i].pass, "row %zu: %u", i, pass);
    }
}

Test(base_utf8, wrong_byte_is_found_wherever_it_stands)
{
    char bytes[80];
    for (uint32_t len = 1; len < sizeof bytes; len++) {
        for (uint32_t wrong = 0; wrong < len; wrong++) {
            uint32_t at = 99;
            memset(bytes, 'a', sizeof bytes);
            cr_assert(utf8_check((struct str){bytes, len}, &at) == UTF8_OK);
            bytes[wrong] = '\x80';
            cr_assert(utf8_check((struct str){bytes, len}, &at) ==
                      UTF8_BAD_BYTE);
            cr_assert(at == wrong);
            cr_assert(utf8_count((struct str){bytes, len}) == len);
        }
    }
    cr_assert(utf8_count(STR("条a𠮷")) == 3);
}

Test(base_utf8, width_in_cells)
{
    static const struct {
        const char *text;
        uint32_t narrow, wide; /* with ambiguous 1 and 2 */
    } rows[] = {
        {"", 0, 0},
        {"abc ~", 5, 5},
        {"措施一", 6, 6},
        {"𠮷", 2, 2},
        {"１００％，；：（）", 18, 18},
        {"ｱｲｳ｡", 4, 4},
        {"e\xcc\x81", 1, 1},
        {"é", 1, 2},
        {"“托育”", 6, 8},
        {"·±×÷", 4, 8},
        {"①Ω", 2, 4},
        {"\xe2\x80\x8b", 0, 0},
        {"👶", 2, 2},
        {"👶🏽", 2, 2},
        {"👩‍👩‍👧‍👦x", 3, 3},
        {"❤", 1, 1},
        {"❤️", 2, 2},
        {"🇨🇳", 2, 2},
        {"🇨🇳🇫🇷", 4, 4},
        {"a\xe2\x80\x8d字", 3, 3},
        {"한글", 4, 4},
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2, 2},
        {"一\x80二", 5, 6},
        {"　", 2, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_of(rows[i].text);
        uint32_t narrow = utf8_width(s, 1), wide = utf8_width(s, 2);
        cr_assert(narrow == rows[i].narrow, "row %zu: %u", i, narrow);
        cr_assert(wide == rows[i].wide, "row %zu: %u", i, wide);
    }
}

Test(base_utf8, all_han_is_two_cells)
{
    static const uint32_t blocks[][2] = {{0x3400, 0x4DBF},
                                         {0x4E00, 0x9FFF},
                                         {0x20000, 0x2A6DF},
                                         {0x2A700, 0x2EBE0},
                                         {0x30000, 0x3134A}};
    char bytes[4];
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        for (uint32_t c = blocks[i][0]; c <= blocks[i][1]; c++) {
            uint32_t len = utf8_put(c, bytes);
            cr_assert(utf8_width((struct str){bytes, len}, 1) == 2);
            cr_assert(!utf8_is_invisible(c));
            cr_assert(utf8_is_nfc((struct str){bytes, len}));
        }
    }
}

/* Code points that compose, are split up, sort, or do nothing. */
static const uint32_t restless[] = {
    'a',     'e',     'o',     0xE9,    0xF4,   0x1ED1, 0x300,  0x301,
    0x302,   0x323,   0x327,   0x31B,   0x345,  0x344,  0x340,  0x1F71,
    0x3B1,   0x1100,  0x1161,  0x11A8,  0xAC00, 0xAC01, 0x212B, 0x212A,
    0x2126,  0xF900,  0x2F81A, 0xFA0E,  0x4E00, 0x3042, 0x3099, 0x309A,
    0x304B,  0x304C,  0xFF76,  0xFF9E,  0x958,  0x915,  0x93C,  0x1D15E,
    0x2ADC,  0x338,   0x200D,  0xFB1D,  0x5D0,  0x9C7,  0x9BE,  0x110A5,
    0x110BA, 0x1112E, 0x11131, 0x11127, 0x387,  0x37E,
};
enum { RESTLESS = sizeof restless / sizeof *restless };

static bool
nfc_agrees(struct arena *a, struct str s)
{
    char *truth = (char *)utf8proc_NFC((const utf8proc_uint8_t *)s.at);
    struct str wanted = str_of(truth), got = utf8_nfc(a, s);
    bool agrees = str_equal(wanted, got) && utf8_is_nfc(got) &&
                  utf8_is_nfc(s) == str_equal(s, wanted);
    free(truth);
    return agrees;
}

Test(base_utf8, nfc_as_the_database_has_it)
{
    SCRATCH(a);
    struct arena_mark mark = arena_mark(&a);
    struct random r = {11};
    for (int round = 0; round < 100000; round++) {
        char bytes[8 * 4 + 1];
        uint32_t len = 0, n = random_below(&r, 8);
        for (uint32_t i = 0; i < n; i++)
            len += utf8_put(restless[random_below(&r, RESTLESS)], bytes + len);
        bytes[len] = 0;
        cr_assert(nfc_agrees(&a, (struct str){bytes, len}), "%s", bytes);
        arena_back(&a, mark);
    }
    arena_free(&a);
}

Test(base_utf8, nfc_of_every_code_point)
{
    SCRATCH(a);
    struct arena_mark mark = arena_mark(&a);
    for (uint32_t code = 1; code <= 0x2FFFF; code++) {
        char bytes[8] = "e";
        uint32_t len = is_scalar(code) ? 1 + utf8_put(code, bytes + 1) : 1;
        bytes[len] = 0;
        cr_assert(nfc_agrees(&a, (struct str){bytes, len}), "U+%04X", code);
        arena_back(&a, mark);
    }
    arena_free(&a);
}

Test(base_utf8, letters_are_of_four_scripts)
{
    static const uint32_t letters[] = {'a',    'Z',     0xE9,   0x153,  0x3B1,
                                       0x3A9,  0x436,   0x42F,  0x4E00, 0x3005,
                                       0x3007, 0x20BB7, 0xFA0E, 0x1E9E, 0x1F00};
    static const uint32_t others[] = {
        '0',    '_',    '-',   0xD7,   0xF7,   0x300,  0x3042, 0x30A2, 0xAC00,
        0x5D0,  0x627,  0x915, 0x3000, 0xFF21, 0xFF11, 0x2F00, 0xF900, 0x1F600,
        0x3001, 0x2160, 0x384, 0x387,  0xB7,   0x482,  0x200D, 0xAB,
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        cr_assert(utf8_is_letter(letters[i]), "U+%04X", letters[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_assert(!utf8_is_letter(others[i]), "U+%04X", others[i]);
}

Test(base_utf8, what_a_reader_cannot_see)
{
    static const uint32_t unseen[] = {
        0,      0x1B,   0x7F,   0x85,   0xAD,   0x34F,  0x61C,   0x115F,
        0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x2028, 0x202E,  0x2060,
        0x2066, 0x2069, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0001, 0xE0100};
    static const uint32_t seen[] = {'\t',  '\n',   '\r',   ' ',
                                    'a',   '~',    0x3000, 0xA1,
                                    0x301, 0x4E00, 0xFFFD, 0x1F600};
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        cr_assert(utf8_is_invisible(unseen[i]), "U+%04X", unseen[i]);
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        cr_assert(!utf8_is_invisible(seen[i]), "U+%04X", seen[i]);
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (utf8_is_bidi_control(code))
            cr_assert(utf8_is_invisible(code));
    }
    cr_assert(utf8_is_bidi_control(0x202E) && utf8_is_bidi_control(0x2066));
    cr_assert(!utf8_is_bidi_control(0x200B));
}

Test(base_utf8, unified_ideographs)
{
    cr_assert(utf8_unified(0x2F00) == 0x4E00);
    cr_assert(utf8_unified(0x2FD5) == 0x9FA0);
    cr_assert(utf8_unified(0x2E9F) == 0x6BCD);
    cr_assert(utf8_unified(0xF900) == 0x8C48);
    cr_assert(utf8_unified(0x2F800) == 0x4E3D);
    cr_assert(utf8_unified(0xFA0E) == 0, "a unified one in spite of its place");
    cr_assert(utf8_unified(0x4E00) == 0);
    cr_assert(utf8_unified('a') == 0 && utf8_unified(0xC5) == 0);
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        uint32_t unified = utf8_unified(code);
        cr_assert(unified == 0 || utf8_is_letter(unified));
        cr_assert(unified == 0 || !utf8_is_letter(code));
    }
}

/* The whole table, without a band. */
static uint32_t
distance_slow(const char *a, uint32_t rows, const char *b, uint32_t columns)
{
    uint32_t cell[12][12];
    for (uint32_t i = 0; i <= rows; i++) {
        for (uint32_t j = 0; j <= columns; j++) {
            uint32_t best = i == 0 ? j : cell[i - 1][j] + 1;
            if (i && j && cell[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best)
                best = cell[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (j && cell[i][j - 1] + 1 < best)
                best = cell[i][j - 1] + 1;
            cell[i][j] = best;
        }
    }
    return cell[rows][columns];
}

Test(base_utf8, distance_as_the_whole_table)
{
    struct random r = {5};
    for (int round = 0; round < 100000; round++) {
        char letters[2][12], bytes[2][48];
        struct str s[2];
        for (int k = 0; k < 2; k++) {
            uint32_t n = random_below(&r, 11), len = 0;
            for (uint32_t i = 0; i < n; i++) {
                letters[k][i] = (char)random_below(&r, 3);
                len += utf8_put(0x4E00 + (uint32_t)letters[k][i] * 70000,
                                bytes[k] + len);
            }
            letters[k][11] = (char)n;
            s[k] = (struct str){bytes[k], len};
        }
        uint32_t truth = distance_slow(letters[0], (uint32_t)letters[0][11],
                                       letters[1], (uint32_t)letters[1][11]);
        uint32_t most = random_below(&r, 12);
        uint32_t got = utf8_distance(s[0], s[1], most);
        cr_assert(got == (truth <= most ? truth : most + 1),
                  "%u of %u, at most %u", got, truth, most);
    }
    cr_assert(utf8_distance(STR("运营补贴"), STR("运营补助"), 2) == 1);
    cr_assert(utf8_distance(STR("a"), STR("abcdefghijkl"), 3) == 4);
}

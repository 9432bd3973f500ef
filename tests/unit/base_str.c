#include "tests/unit/scratch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lang/base/atom.h"

Test(base_str, order_is_bytewise_and_total)
{
    const struct str s[] = {STR(""),     STR("a"),   STR("a\0b"), STR("ab"),
                            STR("abc"),  STR("b"),   STR("\x7f"), STR("条"),
                            STR("条款"), STR("\xff")};
    int n = sizeof s / sizeof *s;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            int order = str_compare(s[i], s[j]);
            cr_assert((order > 0) - (order < 0) == (i > j) - (i < j));
            cr_assert(str_equal(s[i], s[j]) == (i == j));
        }
    }
}

Test(base_str, cuts_stay_inside)
{
    struct str s = STR("措施一");
    for (uint32_t offset = 0; offset < 12; offset++) {
        struct str rest = str_from(s, offset);
        cr_assert(rest.len == (offset < 9 ? 9 - offset : 0));
        cr_assert(rest.at == s.at + (offset < 9 ? offset : 9));
        for (uint32_t len = 0; len < 12; len++) {
            struct str cut = str_cut(s, offset, len);
            cr_assert(cut.at == rest.at);
            cr_assert(cut.len == (len < rest.len ? len : rest.len));
            cr_assert(str_starts(rest, cut));
        }
    }
    cr_assert(!str_starts(STR("ab"), STR("abc")));
    cr_assert(str_from((struct str){0}, 3).len == 0);
    cr_assert(str_equal(str_of("措施一"), s));
}

Test(base_str, hash_depends_on_every_byte_and_the_length)
{
    char bytes[40];
    memset(bytes, 0, sizeof bytes);
    uint64_t seen[sizeof bytes * 9];
    size_t n = 0;
    for (uint32_t len = 0; len < sizeof bytes; len++) {
        seen[n++] = str_hash((struct str){bytes, len});
        for (uint32_t i = 0; i < len && len == sizeof bytes - 1; i++) {
            for (int bit = 0; bit < 8; bit++) {
                bytes[i] ^= (char)(1 << bit);
                seen[n++] = str_hash((struct str){bytes, len});
                bytes[i] ^= (char)(1 << bit);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++)
            cr_assert(seen[i] != seen[j]);
    }
}

Test(base_str, text_grows_and_prints_numbers)
{
    SCRATCH(a);
    struct text t = {.arena = &a};
    cr_assert(text_str(&t).len == 0 && text_str(&t).at);
    static char expected[200000];
    char *end = expected;
    struct random r = {7};
    for (int i = 0; i < 3000; i++) {
        int64_t n = (int64_t)(random_word(&r) >> random_below(&r, 64));
        n = random_below(&r, 2) ? -n : n;
        text_add_signed(&t, n);
        text_add_char(&t, ' ');
        text_add_unsigned(&t, (uint64_t)n);
        text_add_z(&t, "条");
        text_add(&t, str_cut(STR(";;;;"), 0, (uint32_t)i % 4));
        end += sprintf(end, "%" PRId64 " %" PRIu64 "条%.*s", n, (uint64_t)n,
                       i % 4, ";;;;");
    }
    text_add_signed(&t, INT64_MIN);
    text_add_unsigned(&t, UINT64_MAX);
    text_add_unsigned(&t, 0);
    strcpy(end, "-9223372036854775808184467440737095516150");
    cr_assert(str_equal(text_str(&t), str_of(expected)));
    arena_free(&a);
}

Test(base_str, copy_is_another_piece)
{
    SCRATCH(a);
    char bytes[] = "条";
    struct str copy = str_copy(&a, str_of(bytes));
    bytes[0] = 'x';
    cr_assert(str_equal(copy, STR("条")));
    cr_assert(str_copy(&a, (struct str){0}).at != NULL);
    arena_free(&a);
}

Test(base_atom, equal_names_have_equal_numbers)
{
    SCRATCH(a);
    struct atom_table t;
    atom_table_init(&t, &a);
    enum { NAMES = 20000 };
    static atom known[NAMES];
    char name[40];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < NAMES; i++) {
            sprintf(name, "名%d", i * 7);
            struct str s = str_of(name);
            cr_assert(atom_find(&t, s) == known[i]);
            atom got = atom_of(&t, s);
            cr_assert(got != 0 && (round == 0 || got == known[i]));
            known[i] = got;
            cr_assert(str_equal(atom_str(&t, got), s));
            cr_assert(atom_str(&t, got).at != name);
        }
    }
    for (int i = 1; i < NAMES; i++)
        cr_assert(known[i] == known[i - 1] + 1);
    arena_free(&a);
}

Test(base_atom, zero_is_no_name)
{
    SCRATCH(a);
    struct atom_table t;
    atom_table_init(&t, &a);
    cr_assert(atom_of(&t, STR("")) == 0);
    cr_assert(atom_find(&t, STR("")) == 0);
    cr_assert(atom_find(&t, STR("x")) == 0);
    cr_assert(atom_str(&t, 0).len == 0);
    cr_assert(atom_of(&t, STR("a\0b")) != atom_of(&t, STR("a\0c")));
    arena_free(&a);
}

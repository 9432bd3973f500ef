#include "tests/fuzz/fuzz.h"

#include "lang/base/date.h"
#include "lang/base/number.h"

static void
check_same(struct text *t, wide coefficient, unsigned scale)
{
    wide again;
    unsigned places;
    PROMISE(decimal_read(text_str(t), &again, &places));
    PROMISE(places <= scale);
    PROMISE(again * wide_ten_to(scale - places) == coefficient);
}

/* Without its commas the grouped form is the plain one. */
static void
check_grouped(struct arena *a, struct str plain, wide coefficient,
              unsigned scale)
{
    struct text grouped = {.arena = a}, bare = {.arena = a};
    decimal_write_grouped(&grouped, coefficient, scale);
    for (uint32_t i = 0; i < grouped.len; i++) {
        if (grouped.at[i] != ',')
            text_add_char(&bare, grouped.at[i]);
    }
    PROMISE(str_equal(text_str(&bare), plain));
}

static void
check_number(struct arena *a, struct str s)
{
    wide coefficient;
    unsigned scale;
    if (!decimal_read(s, &coefficient, &scale))
        return;
    PROMISE(scale <= NUMBER_DIGITS);
    struct text plain = {.arena = a}, brief = {.arena = a};
    decimal_write(&plain, coefficient, scale);
    check_same(&plain, coefficient, scale);
    decimal_write_short(&brief, coefficient, scale);
    check_same(&brief, coefficient, scale);
    PROMISE(brief.len <= plain.len);
    check_grouped(a, text_str(&plain), coefficient, scale);
    struct fraction f;
    wide back;
    PROMISE(fraction_of(coefficient, wide_ten_to(scale), &f));
    PROMISE(fraction_round(f, scale, ROUND_DOWN, &back));
    PROMISE(back == coefficient);
}

static void
check_period(struct arena *a, struct str s)
{
    enum period_kind kind;
    int32_t period, day;
    bool is_day = day_read(s, &day);
    if (!period_read(s, &kind, &period)) {
        PROMISE(!is_day);
        return;
    }
    PROMISE(is_day == (kind == PERIOD_DAY));
    struct text t = {.arena = a};
    period_write(&t, kind, period);
    PROMISE(str_equal(text_str(&t), s));
    PROMISE(period_of(kind, period_first(kind, period)) == period);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jmp_buf failed;
    struct arena a;
    arena_init(&a, &allocator_libc, &failed);
    if (size < UINT32_MAX && setjmp(failed) == 0) {
        struct str s = {(const char *)data, (uint32_t)size};
        check_number(&a, s);
        check_period(&a, s);
    }
    arena_free(&a);
    return 0;
}

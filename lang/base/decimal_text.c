#include "lang/base/number.h"

#include "lang/base/uwide2.h"

/* Enough for 2^127 and for a zero before 38 places. */
enum { DIGITS_ROOM = NUMBER_DIGITS + 2, GROUP = 3 };

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What has been read of a number. */
struct reader {
    struct str rest;
    uwide value;
    unsigned digits; /* without the zeros in front */
};

/* Reads digits; false when there are none or too many. */
static bool
digits_read(struct reader *r)
{
    uint32_t n = 0;
    for (; n < r->rest.len && is_digit(r->rest.at[n]); n++) {
        r->value = r->value * 10 + (unsigned)(r->rest.at[n] - '0');
        r->digits += r->value != 0;
        if (r->digits > NUMBER_DIGITS)
            return false;
    }
    r->rest = str_from(r->rest, n);
    return n > 0;
}

static bool
char_take(struct str *s, char c)
{
    if (s->len == 0 || s->at[0] != c)
        return false;
    *s = str_from(*s, 1);
    return true;
}

bool
decimal_read(struct str s, wide *coefficient, unsigned *scale)
{
    struct reader r = {.rest = s};
    bool negative = char_take(&r.rest, '-');
    *scale = 0;
    if (!digits_read(&r))
        return false;
    if (char_take(&r.rest, '.')) {
        uint32_t places = r.rest.len;
        if (places > NUMBER_DIGITS || !digits_read(&r))
            return false;
        *scale = places;
    }
    return r.rest.len == 0 && wide_signed(negative, r.value, coefficient);
}

/* The digits of a number, at least one before the point. */
struct digits {
    char at[DIGITS_ROOM];
    uint32_t first; /* up to DIGITS_ROOM */
};

static void
digits_of(struct digits *d, uwide value, unsigned scale)
{
    uint32_t least = DIGITS_ROOM - scale - 1;
    d->first = DIGITS_ROOM;
    while (value || d->first > least) {
        /* Sixty-four bits are many times faster to divide. */
        uint64_t part = (uint64_t)(value % 10000000000000000000u);
        bool more = value > part;
        value /= 10000000000000000000u;
        for (int i = 0; more ? i < 19 : part || d->first > least; i++) {
            d->at[--d->first] = (char)('0' + part % 10);
            part /= 10;
        }
    }
}

static void
number_write(struct text *to, wide coefficient, unsigned scale, unsigned places,
             unsigned group)
{
    struct digits d;
    digits_of(&d, wide_magnitude(coefficient), scale);
    if (coefficient < 0)
        text_add_char(to, '-');
    uint32_t point = DIGITS_ROOM - scale;
    for (uint32_t i = d.first; i < point; i++) {
        if (i > d.first && (point - i) % group == 0)
            text_add_char(to, ',');
        text_add_char(to, d.at[i]);
    }
    if (places)
        text_add_char(to, '.');
    text_add(to, (struct str){d.at + point, places});
}

void
decimal_write(struct text *to, wide coefficient, unsigned scale)
{
    number_write(to, coefficient, scale, scale, DIGITS_ROOM);
}

void
decimal_write_short(struct text *to, wide coefficient, unsigned scale)
{
    unsigned places = scale;
    for (wide rest = coefficient; places && rest % 10 == 0; rest /= 10)
        places--;
    number_write(to, coefficient, scale, places, DIGITS_ROOM);
}

void
decimal_write_grouped(struct text *to, wide coefficient, unsigned scale)
{
    number_write(to, coefficient, scale, scale, GROUP);
}

/* Changes a text by its words and lines, so that what comes out is often still
 * a rulebook, or facts: a word becomes another of the text, a number a number
 * at a boundary, a line is dropped, doubled, or changes places. */
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>
#include <string.h>

struct piece {
    size_t at, n;
};

struct change {
    uint8_t *text;
    size_t n, most;
    uint32_t state;
};

static uint32_t
below(struct change *c, size_t limit)
{
    c->state = c->state * 1664525u + 1013904223u;
    return limit ? (uint32_t)(((uint64_t)c->state * limit) >> 32) : 0;
}

/* Part of a word: anything but blanks and the signs of ASCII. */
static bool
is_word(uint8_t byte)
{
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           byte == '_' || byte == '.' || byte == '-';
}

static bool
is_line(uint8_t byte)
{
    return byte != '\n';
}

/* The run of bytes for which HOLDS around or behind a random place. */
static struct piece
piece_at_random(struct change *c, bool (*holds)(uint8_t))
{
    size_t at = below(c, c->n), end;
    while (at < c->n && !holds(c->text[at]))
        at++;
    while (at > 0 && at <= c->n && holds(c->text[at - 1]))
        at--;
    for (end = at; end < c->n && holds(c->text[end]); end++)
        continue;
    return (struct piece){at, end - at};
}

/* Puts the LEN bytes at BY in the place of OLD, if there is room. */
static void
replace(struct change *c, struct piece old, const void *by, size_t len)
{
    if (c->n - old.n + len > c->most)
        return;
    memmove(c->text + old.at + len, c->text + old.at + old.n,
            c->n - old.at - old.n);
    memcpy(c->text + old.at, by, len);
    c->n += len - old.n;
}

enum { PIECE_MOST = 512 };

static void
copy_piece(struct change *c, struct piece from, struct piece to)
{
    uint8_t kept[PIECE_MOST];
    if (from.n > sizeof kept)
        return;
    memcpy(kept, c->text + from.at, from.n);
    replace(c, to, kept, from.n);
}

static void
change_number(struct change *c)
{
    static const char *const number[] = {
        "0",
        "1",
        "-1",
        "0.01",
        "99999999999999999999999999999999999999",
        "1/3",
        "2025-02-28",
        "0001-01-01",
        "9999-12-31",
        "100%",
        "null"};
    const char *by = number[below(c, sizeof number / sizeof *number)];
    replace(c, piece_at_random(c, is_word), by, strlen(by));
}

size_t
fuzz_change(uint8_t *text, size_t n, size_t most, uint32_t seed)
{
    struct change c = {text, n, most, seed * 2654435761u + 1};
    struct piece line = piece_at_random(&c, is_line);
    struct piece word = piece_at_random(&c, is_word);
    switch (below(&c, 6)) {
    case 0:
        change_number(&c);
        break;
    case 1:
        replace(&c, line, "", 0);
        break;
    case 2:
        copy_piece(&c, line, (struct piece){line.at, 0});
        break;
    case 3:
        copy_piece(&c, line, piece_at_random(&c, is_line));
        break;
    default:
        copy_piece(&c, piece_at_random(&c, is_word), word);
    }
    return c.n;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *text, size_t n, size_t most, unsigned seed)
{
    return seed % 3 ? fuzz_change(text, n, most, seed)
                    : LLVMFuzzerMutate(text, n, most);
}

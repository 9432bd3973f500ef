#include "lang/base/utf8.h"

#include <string.h>

/* What a first byte says: how many bytes follow, and between which bounds the
 * second must lie so that the form is neither overlong, nor a surrogate, nor
 * too great. FOLLOW is -1 for a byte that begins nothing. */
struct lead {
    int follow;
    uint8_t low, high;
};

static struct lead
lead_of(uint8_t byte)
{
    if (byte < 0x80)
        return (struct lead){0, 0, 0};
    if (byte < 0xC2 || byte > 0xF4)
        return (struct lead){-1, 0, 0};
    if (byte < 0xE0)
        return (struct lead){1, 0x80, 0xBF};
    if (byte < 0xF0)
        return (struct lead){2, byte == 0xE0 ? 0xA0 : 0x80,
                             byte == 0xED ? 0x9F : 0xBF};
    return (struct lead){3, byte == 0xF0 ? 0x90 : 0x80,
                         byte == 0xF4 ? 0x8F : 0xBF};
}

uint32_t
utf8_next(struct str s, uint32_t *len)
{
    uint8_t first = (uint8_t)s.at[0];
    struct lead lead = lead_of(first);
    *len = 1;
    if (lead.follow <= 0)
        return lead.follow ? UINT32_MAX : first;
    uint32_t code = first & (0x3Fu >> lead.follow);
    for (int i = 0; i < lead.follow; i++) {
        uint8_t byte = *len < s.len ? (uint8_t)s.at[*len] : 0;
        if (byte < lead.low || byte > lead.high)
            return UINT32_MAX;
        lead.low = 0x80;
        lead.high = 0xBF;
        code = code << 6 | (byte & 0x3F);
        ++*len;
    }
    return code;
}

/* How many ASCII bytes S has from AT on, eight at a time as long as it can. */
static uint32_t
ascii_run(struct str s, uint32_t at)
{
    const uint64_t high_bits = 0x8080808080808080;
    uint32_t start = at;
    uint64_t word;
    for (; s.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, s.at + at, sizeof word);
        if (word & high_bits)
            break;
    }
    while (at < s.len && !(s.at[at] & 0x80))
        at++;
    return at - start;
}

static bool
is_follower(char c)
{
    return (c & 0xC0) == 0x80;
}

/* How many bytes from AT on are plain three-byte forms: most of Han, where
 * the second byte has no bounds of its own. */
static uint32_t
han_run(struct str s, uint32_t at)
{
    uint32_t start = at;
    while (s.len - at >= 3) {
        uint8_t first = (uint8_t)s.at[at];
        if (first <= 0xE0 || first >= 0xED || !is_follower(s.at[at + 1]) ||
            !is_follower(s.at[at + 2]))
            break;
        at += 3;
    }
    return at - start;
}

enum utf8_wrong
utf8_check(struct str s, uint32_t *at)
{
    uint32_t i = 0, len;
    while (i < s.len) {
        i += (uint8_t)s.at[i] < 0x80 ? ascii_run(s, i) : han_run(s, i);
        if (i == s.len)
            break;
        if (utf8_next(str_from(s, i), &len) == UINT32_MAX) {
            *at = i;
            bool begun = lead_of((uint8_t)s.at[i]).follow > 0;
            return begun && i + len == s.len ? UTF8_CUT_SHORT : UTF8_BAD_BYTE;
        }
        i += len;
    }
    return UTF8_OK;
}

uint32_t
utf8_put(uint32_t code, char to[4])
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    uint32_t follow = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    for (uint32_t i = follow; i > 0; i--) {
        to[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    to[0] = (char)((0xFF00u >> (follow + 1) & 0xFF) | code);
    return follow + 1;
}

uint32_t
utf8_count(struct str s)
{
    uint32_t n = 0, len;
    for (uint32_t i = 0; i < s.len; i += len) {
        len = ascii_run(s, i);
        n += len;
        if (len == 0) {
            utf8_next(str_from(s, i), &len);
            n++;
        }
    }
    return n;
}

enum { DISTANCE_MOST = 31 };

/* One row of the table of distances, near its diagonal: cell K belongs to
 * column ROW - MOST + K. Columns before the first and after the last are out
 * of reach. */
struct band {
    uint32_t cell[2 * DISTANCE_MOST + 3];
    uint32_t most, row;
};

static uint32_t
least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The row below B, for CODE against the code points of NEAR, which begins at
 * the row's first column; COLUMNS is how many B's text has. */
static void
band_next(struct band *b, uint32_t code, struct str near, uint32_t columns)
{
    uint32_t width = 2 * b->most + 1, far = b->most + 1, len;
    uint32_t left = far;
    b->row++;
    for (uint32_t k = 0; k < width; k++) {
        /* COLUMN + MOST, so that it is never negative. */
        uint32_t column = b->row + k;
        uint32_t up = k + 1 < width ? b->cell[k + 1] + 1 : far;
        if (column < b->most || column - b->most > columns) {
            left = b->cell[k] = far;
        } else if (column == b->most) {
            left = b->cell[k] = least(b->row, far);
        } else {
            uint32_t other = utf8_next(near, &len);
            near = str_from(near, len);
            uint32_t across = b->cell[k] + (other != code);
            left = least(least(across, up), least(left + 1, far));
            b->cell[k] = left;
        }
    }
}

uint32_t
utf8_distance(struct str a, struct str b, uint32_t most)
{
    uint32_t rows = utf8_count(a), columns = utf8_count(b), len;
    struct band band = {.most = least(most, DISTANCE_MOST)};
    uint32_t apart = rows > columns ? rows - columns : columns - rows;
    uint32_t far = band.most + 1;
    if (apart > band.most)
        return far;
    for (uint32_t k = 0; k < far + band.most; k++)
        band.cell[k] = k < band.most || k - band.most > columns
                           ? far
                           : least(k - band.most, far);
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t code = utf8_next(a, &len);
        a = str_from(a, len);
        if (i > band.most) {
            utf8_next(b, &len);
            b = str_from(b, len);
        }
        band_next(&band, code, b, columns);
    }
    return band.cell[columns + band.most - rows];
}

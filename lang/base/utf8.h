/* UTF-8 and what a terminal makes of it. */
#ifndef TIAO_BASE_UTF8_H
#define TIAO_BASE_UTF8_H

#include "lang/base/str.h"

enum utf8_wrong { UTF8_OK, UTF8_BAD_BYTE, UTF8_CUT_SHORT };

/* The code point at S.at and its length in *LEN; on a wrong sequence
 * UINT32_MAX and in *LEN how many bytes to pass over (at least 1). S is not
 * empty. Overlong forms, surrogates and values past U+10FFFF are wrong. */
uint32_t utf8_next(struct str s, uint32_t *len);
/* The first wrong place in S, or UTF8_OK. */
enum utf8_wrong utf8_check(struct str s, uint32_t *at);
/* Writes up to 4 bytes; returns how many. */
uint32_t utf8_put(uint32_t code, char to[4]);
uint32_t utf8_count(struct str s); /* code points */
/* Terminal cells: East Asian wide 2, combining 0, ambiguous as given; a
 * cluster joined with U+200D or a variation selector counts once. */
uint32_t utf8_width(struct str s, int ambiguous);
bool utf8_is_nfc(struct str s);
struct str utf8_nfc(struct arena *a, struct str s);
/* Letters of Tiao's names: Han, Latin, Greek, Cyrillic. */
bool utf8_is_letter(uint32_t code);
/* Bidi controls, zero-width and other characters a reader cannot see. */
bool utf8_is_invisible(uint32_t code);
bool utf8_is_bidi_control(uint32_t code);
/* The unified ideograph for a compatibility ideograph or Kangxi radical,
 * else 0. */
uint32_t utf8_unified(uint32_t code);
/* Adds a code point as people name it: U+202E. */
void text_add_code(struct text *to, uint32_t code);
/* Edit distance over code points, at most MOST + 1. MOST is at most 31. */
uint32_t utf8_distance(struct str a, struct str b, uint32_t most);

#endif

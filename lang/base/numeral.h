/* Numbers in Chinese words: 三, 十二, 一百零五. */
#ifndef TIAO_BASE_NUMERAL_H
#define TIAO_BASE_NUMERAL_H

#include "lang/base/str.h"

/* The value of the numeral that S begins with, in *LEN bytes; below 0 when
 * there is none. At most ten characters belong to it, up to thousands. */
int64_t numeral_read(struct str s, uint32_t *len);
enum { NUMERAL_LAST = 9999 };

/* N, at most NUMERAL_LAST, in Chinese words. */
void numeral_write(struct text *to, uint32_t n);

#endif

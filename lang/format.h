/* One way to write a rule file. */
#ifndef TIAO_FORMAT_H
#define TIAO_FORMAT_H

#include "lang/parse.h"
#include "lang/tidy.h"

/* Adds file number FILE to OUT in the one way it is written: same tree, same
 * comments; SURFACE says which spelling keywords get. False when the file has
 * mistakes, which are reported, and nothing is added. */
bool format(const struct parse *with, int file, enum surface surface,
            struct text *out);

#endif

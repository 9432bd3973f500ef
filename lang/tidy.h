/* Rule files in the one way they are written, for those who see no trees. */
#ifndef TIAO_LANG_TIDY_H
#define TIAO_LANG_TIDY_H

#include "lang/diag.h"

enum surface { SURFACE_KEEP, SURFACE_ZH, SURFACE_EN };

struct tidy;

/* All of it lives in A. S and DIAGS are the caller's. */
struct tidy *tidy_new(struct arena *a, struct source *s, struct diags *diags);
/* Adds file number FILE of the source to OUT, keywords as SURFACE says. False
 * when the file has mistakes, which are reported, and nothing is added. */
bool
tidy_file(struct tidy *t, int file, enum surface surface, struct text *out);

#endif

/* The pages about codes: what a message means, with an example that gives it
 * and one that is mended. Their text stands in lang/pages/, see its README. */
#ifndef TIAO_PAGES_H
#define TIAO_PAGES_H

#include "lang/base/str.h"
#include "lang/diag.h"

/* All pages as they stand in their files; made by the build. */
extern const unsigned char pages_text[];
extern const size_t pages_size;

struct page {
    struct str code, title[2], cause[2]; /* by enum diag_language */
    struct str examples;                 /* fenced blocks */
};

/* An example of a page. */
struct page_block {
    enum page_use {
        PAGE_GIVEN, /* rules that both examples read */
        PAGE_BAD,
        PAGE_GOOD,
    } use;
    struct str text; /* whole lines */
};

/* The page at *AT, which becomes the place of the next; false behind the last.
 * *AT is 0 at first. */
bool page_next(size_t *at, struct page *page);
/* The page of CODE, in capitals or not. */
bool page_find(struct str code, struct page *page);
/* The first of the blocks in *REST, which becomes what stands behind it. */
bool page_block_next(struct str *rest, struct page_block *block);

#endif

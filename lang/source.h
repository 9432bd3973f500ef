/* The files of a rulebook, in one row of bytes.
 *
 * All files share one 32-bit space of offsets, in the order in which they
 * were added, so a span alone says which file and where. Lines and columns
 * are worked out when a person has to see them. */
#ifndef TIAO_SOURCE_H
#define TIAO_SOURCE_H

#include "lang/base/str.h"
#include "lang/base/vec.h"

/* Half-open, in bytes. All the tree remembers about where it came from. */
struct span {
    uint32_t lo, hi;
};

struct source_file {
    struct str name; /* as shown to people */
    struct str text; /* as given, a BOM included; not owned */
    uint32_t base;   /* the offset of its first byte, at least 1 */
    uint32_t *line;  /* offsets within text of its lines; late */
    uint32_t lines;
};

struct source {
    struct arena *arena;
    VEC(struct source_file) file;
    uint32_t end; /* the next free offset */
};

/* Where a person looks: all from 1. */
struct place {
    const struct source_file *file; /* null for the span {0, 0} */
    uint32_t line;
    uint32_t column; /* in terminal cells, ambiguous ones narrow */
};

void source_init(struct source *s, struct arena *a);
/* TEXT is kept, not copied, and has to outlive S. Returns the file's index, or
 * -1 when the offsets are used up (4 GiB in all). */
int source_add(struct source *s, struct str name, struct str text);
/* The file that holds OFFSET (its end included), or null. */
struct source_file *source_at(const struct source *s, uint32_t offset);
/* The bytes of SPAN, which lies within one file. */
struct str source_text(const struct source *s, struct span at);
/* The same on one line, for people: blanks count as one, comments are left
 * out. A copy in A, or the bytes themselves when they read so already. */
struct str
source_words(const struct source *s, struct arena *a, struct span at);
struct place source_place(const struct source *s, uint32_t offset);
/* Line NUMBER (from 1) of FILE without its end. */
struct str
source_line(const struct source *s, struct source_file *file, uint32_t number);
/* The span of that line, in offsets of the rulebook. */
struct span source_line_span(const struct source *s, struct source_file *file,
                             uint32_t number);
/* From the start of A to the end of B. */
struct span span_join(struct span a, struct span b);

#endif

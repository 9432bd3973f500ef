/* Cells of tables: comma-separated values, and Markdown. */
#ifndef TIAO_RUNTIME_CELLS_H
#define TIAO_RUNTIME_CELLS_H

#include "lang/base/str.h"

/* A row of N cells. A cell with commas, quotes or line ends is quoted (RFC
 * 4180); one that a spreadsheet would take for a formula has an apostrophe in
 * front, numbers apart. */
void csv_row(struct text *to, const char *const *cell, size_t n);
/* The same as a row of a Markdown table. */
void markdown_row(struct text *to, const char *const *cell, size_t n);
/* The line below the first row. */
void markdown_rule(struct text *to, size_t n);

#endif

#include "lang/pages.h"

#include <string.h>

/* Cuts the line off the front of *REST, its end included. */
static struct str
line_take(struct str *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    uint32_t len = end ? (uint32_t)(end - rest->at) + 1 : rest->len;
    struct str line = str_cut(*rest, 0, len);
    *rest = str_from(*rest, len);
    return line;
}

static struct str
line_bare(struct str line)
{
    if (line.len && line.at[line.len - 1] == '\n')
        line.len--;
    return line;
}

/* The lines up to an empty one. */
static struct str
paragraph_take(struct str *rest)
{
    struct str all = *rest;
    while (rest->len && rest->at[0] == '\n')
        line_take(rest);
    all = *rest;
    while (rest->len && rest->at[0] != '\n')
        line_take(rest);
    return str_cut(all, 0, all.len - rest->len);
}

/* "## CODE Chinese | English" */
static void
title_read(struct str line, struct page *page)
{
    static const char between[] = " | ";
    struct str title = str_from(line_bare(line), 3);
    uint32_t i = 0;
    while (i < title.len && title.at[i] != ' ')
        i++;
    page->code = str_cut(title, 0, i);
    title = str_from(title, i + 1);
    i = 0;
    while (i < title.len && !str_starts(str_from(title, i), STR(" | ")))
        i++;
    page->title[LANGUAGE_ZH] = str_cut(title, 0, i);
    page->title[LANGUAGE_EN] = str_from(title, i + (sizeof between - 1));
}

static bool
is_heading(struct str rest)
{
    return str_starts(rest, STR("## ")) || str_starts(rest, STR("# "));
}

bool
page_next(size_t *at, struct page *page)
{
    struct str rest = {(const char *)pages_text + *at,
                       (uint32_t)(pages_size - *at)};
    struct str line = {0}, body;
    while (rest.len && !str_starts(line, STR("## ")))
        line = line_take(&rest);
    if (!str_starts(line, STR("## ")))
        return false;
    title_read(line, page);
    page->cause[LANGUAGE_ZH] = paragraph_take(&rest);
    page->cause[LANGUAGE_EN] = paragraph_take(&rest);
    body = rest;
    for (bool fenced = false; rest.len && (fenced || !is_heading(rest));)
        fenced ^= str_starts(line_take(&rest), STR("~~~"));
    page->examples = str_cut(body, 0, body.len - rest.len);
    *at = pages_size - rest.len;
    return true;
}

static bool
code_matches(struct str code, struct str typed)
{
    if (code.len != typed.len)
        return false;
    for (uint32_t i = 0; i < code.len; i++) {
        char c = typed.at[i];
        if (code.at[i] != (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c))
            return false;
    }
    return true;
}

bool
page_find(struct str code, struct page *page)
{
    size_t at = 0;
    while (page_next(&at, page))
        if (code_matches(page->code, code))
            return true;
    return false;
}

static enum page_use
use_of(struct str fence)
{
    fence = line_bare(fence);
    if (fence.len > 4 && str_equal(str_from(fence, fence.len - 4), STR(" bad")))
        return PAGE_BAD;
    if (fence.len > 5 &&
        str_equal(str_from(fence, fence.len - 5), STR(" good")))
        return PAGE_GOOD;
    return PAGE_GIVEN;
}

bool
page_block_next(struct str *rest, struct page_block *block)
{
    struct str line = {0}, all;
    while (rest->len && !str_starts(line, STR("~~~")))
        line = line_take(rest);
    if (!str_starts(line, STR("~~~")))
        return false;
    block->use = use_of(line);
    all = *rest;
    while (rest->len && !str_starts(*rest, STR("~~~")))
        line_take(rest);
    block->text = str_cut(all, 0, all.len - rest->len);
    line_take(rest);
    return true;
}

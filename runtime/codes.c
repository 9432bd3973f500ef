/* The public calls about codes: pages, shown in one language. */
#include <string.h>

#include "lang/pages.h"

#include "runtime/tiao.h"

struct showing {
    tiao_write *write;
    void *user;
    bool fine;
};

static void
put(struct showing *s, struct str text)
{
    s->fine = s->fine && (!text.len || s->write(s->user, text.at, text.len));
}

static void
put_title(struct showing *s, const struct page *page, enum language l)
{
    put(s, page->code);
    put(s, STR(" "));
    put(s, page->title[l]);
    put(s, STR("\n"));
}

/* Every line of TEXT, moved in from the words around it. */
static void
put_indented(struct showing *s, struct str text)
{
    while (text.len) {
        const char *end = memchr(text.at, '\n', text.len);
        uint32_t len = end ? (uint32_t)(end - text.at) + 1 : text.len;
        put(s, STR("    "));
        put(s, str_cut(text, 0, len));
        text = str_from(text, len);
    }
}

static void
put_block(struct showing *s, const struct page_block *block, enum language l)
{
    static const char *const heads[][2] = {
        [PAGE_GIVEN] = {"\n规则：\n\n", "\nThe rules:\n\n"},
        [PAGE_BAD] = {"\n这样写会报出来：\n\n",
                      "\nThis gives the message:\n\n"},
        [PAGE_GOOD] = {"\n改成这样：\n\n", "\nMended:\n\n"},
    };
    put(s, str_of(heads[block->use][l]));
    put_indented(s, block->text);
}

enum tiao_status
tiao_code_text(const char *code, enum tiao_language language, tiao_write *write,
               void *user)
{
    enum language l = language == TIAO_ZH ? LANGUAGE_ZH : LANGUAGE_EN;
    struct showing s = {.write = write, .user = user, .fine = true};
    struct page page;
    struct page_block block;
    if (!page_find(str_of(code), &page))
        return TIAO_BAD_QUESTION;
    put_title(&s, &page, l);
    put(&s, STR("\n"));
    put(&s, page.cause[l]);
    while (page_block_next(&page.examples, &block))
        put_block(&s, &block, l);
    return s.fine ? TIAO_OK : TIAO_IO;
}

enum tiao_status
tiao_code_list(enum tiao_language language, tiao_write *write, void *user)
{
    enum language l = language == TIAO_ZH ? LANGUAGE_ZH : LANGUAGE_EN;
    struct showing s = {.write = write, .user = user, .fine = true};
    struct page page;
    size_t at = 0;
    while (page_next(&at, &page))
        put_title(&s, &page, l);
    return s.fine ? TIAO_OK : TIAO_IO;
}

bool
tiao_code_at(size_t i, char code[TIAO_CODE_SIZE])
{
    struct page page;
    size_t at = 0;
    for (size_t k = 0; k <= i; k++)
        if (!page_next(&at, &page))
            return false;
    memcpy(code, page.code.at, TIAO_CODE_SIZE - 1);
    code[TIAO_CODE_SIZE - 1] = 0;
    return true;
}

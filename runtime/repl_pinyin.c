/* Chinese names by the first letters of their reading. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "runtime/repl.h"

#ifdef TIAO_PINYIN

enum { HAN_FIRST = 0x4e00, HAN_LAST = 0x9fff };

static const char initials[] =
#include "runtime/repl_initials.def"
    ;

/* Characters that are often read otherwise, with that letter. */
static const struct {
    const char *han;
    char letter;
} others[] = {
    {"行", 'h'}, {"长", 'c'}, {"重", 'z'}, {"重", 'c'}, {"调", 'd'},
    {"调", 't'}, {"弹", 't'}, {"率", 'l'}, {"传", 'z'}, {"单", 's'},
    {"参", 's'}, {"给", 'j'}, {"会", 'k'}, {"校", 'j'}, {"都", 'd'},
    {"系", 'j'}, {"省", 'x'}, {"期", 'q'}, {"还", 'h'}, {"降", 'j'},
    {"曾", 'c'}, {"折", 's'}, {"合", 'h'}, {"提", 't'}, {"教", 'j'},
};

/* The three bytes of a Han character of the basic block, as its code point; 0
 * for anything else. */
static uint32_t
han_at(const char *name)
{
    const unsigned char *c = (const unsigned char *)name;
    if ((c[0] & 0xf0) != 0xe0 || !c[1] || !c[2])
        return 0;
    uint32_t code = (uint32_t)(c[0] & 0x0f) << 12 |
                    (uint32_t)(c[1] & 0x3f) << 6 | (c[2] & 0x3f);
    return code >= HAN_FIRST && code <= HAN_LAST ? code : 0;
}

static bool
reads_as(const char *han, uint32_t code, char letter)
{
    if (initials[code - HAN_FIRST] == letter)
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].letter == letter && !strncmp(han, others[i].han, 3))
            return true;
    return false;
}

bool
pinyin_begins(const char *name, const char *letters, size_t n)
{
    bool chinese = false;
    for (size_t i = 0; i < n; i++) {
        char letter = (char)tolower((unsigned char)letters[i]);
        uint32_t code = han_at(name);
        if (letter < 'a' || letter > 'z')
            return false;
        if (code && !reads_as(name, code, letter))
            return false;
        if (!code && tolower((unsigned char)*name) != letter)
            return false;
        name += code ? 3 : 1;
        chinese |= code != 0;
    }
    return chinese;
}

#else

bool
pinyin_begins(const char *name, const char *letters, size_t n)
{
    (void)name, (void)letters, (void)n;
    return false;
}

#endif

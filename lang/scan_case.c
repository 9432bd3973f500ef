/* Cases that nobody asks for: who only wants answers need not read them.
 *
 * The lines of a case become blank in the copy that the scanner runs on, so
 * every place keeps its offset. That is done only where the lines show for
 * certain where the case ends: none has a text, which might go on behind its
 * end, or a second statement, and each but the first is set in, a row or a
 * comment. Any other case is read as ever. */
#include "lang/scan.h"

/* The length of the blank that S begins with, or 0. */
static uint32_t
blank_at(struct str s)
{
    if (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
        return 1;
    if (str_starts(s, STR("\xE3\x80\x80")))
        return 3;
    return str_starts(s, STR("\xC2\xA0")) ? 2 : 0;
}

/* What is left of the line that begins AT. */
static struct str
line_of(const struct scan *s, uint32_t at)
{
    struct str rest = str_from(s->text, at);
    uint32_t len = 0;
    while (len < rest.len && rest.at[len] != '\n' && rest.at[len] != '\r')
        len++;
    return str_cut(rest, 0, len);
}

/* Has LINE one statement at most, and no text? */
static bool
line_certain(struct str line)
{
    static const char *const signs[] = {"“", "”", "；", "。"};
    if (str_starts(line, STR("#")))
        return true;
    for (uint32_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.at[i];
        if (c == '"' || c == ';')
            return false;
        if (c != 0xE2 && c != 0xE3 && c != 0xEF)
            continue; /* begins none of the signs */
        for (unsigned k = 0; k < sizeof signs / sizeof *signs; k++)
            if (str_starts(str_from(line, i), str_of(signs[k])))
                return false;
    }
    return true;
}

static bool
line_set_in(struct str line)
{
    return blank_at(line) || str_starts(line, STR("|")) ||
           str_starts(line, STR("#"));
}

static bool
line_declares(const struct scan *s, uint32_t at)
{
    struct str rest = line_of(s, at);
    uint32_t blank, len = 0;
    while ((blank = blank_at(rest)) > 0) {
        rest = str_from(rest, blank);
        at += blank;
    }
    while (len < rest.len && !blank_at(str_from(rest, len)))
        len++;
    enum keyword k = word_keyword(s, str_cut(rest, 0, len));
    return k && keyword_row(k)->class == CLASS_DECLARATION &&
           scan_declares(s, at + len);
}

bool
scan_pass_case(struct scan *s)
{
    uint32_t end = s->at;
    if (!s->without_cases)
        return false;
    while (end < s->text.len) {
        struct str line = line_of(s, end);
        if (!line_certain(line))
            return false;
        end += line.len;
        while (end < s->text.len &&
               (s->text.at[end] == '\n' || s->text.at[end] == '\r'))
            end++;
        if (line_declares(s, end))
            break;
        if (end < s->text.len && !line_set_in(line_of(s, end)))
            return false;
    }
    for (uint32_t i = s->at; i < end; i++)
        if (s->text.at[i] != '\n' && s->text.at[i] != '\r')
            s->copy[i] = ' ';
    return s->passed_case = true;
}

#include "runtime/sentence.h"

#include "lang/base/map.h"
#include "lang/base/utf8.h"

struct piece { /* a sentence before it has a number */
    struct str text;
    bool responsible, title;
};

struct part {
    enum mark_kind mark;
    struct str name, key;
    uint32_t parent; /* its number, or NO_PART */
    uint32_t group;
    uint32_t paragraphs; /* of an article: 款 so far */
    bool divided;        /* it has parts below it */
    VEC(struct piece) piece;
};

enum { NO_PART = UINT32_MAX };

struct paragraph {
    struct str text; /* without blanks around it, and without its mark */
    struct mark mark;
    bool marked;
};

struct cutting {
    struct arena *arena;
    struct sentences *to;
    VEC(struct paragraph) paragraph;
    VEC(struct part) part;
    struct map names; /* how many parts of that key there are */
    uint32_t at;      /* the part at hand, or NO_PART */
    uint32_t chapter; /* the last one, or NO_PART */
    uint32_t last;    /* the last paragraph with a mark, or NO_PART */
};

/* ---- paragraphs ---- */

static struct str
trimmed(struct str s)
{
    uint32_t blank, end = 0;
    while ((blank = blank_at(s)) > 0)
        s = str_from(s, blank);
    for (uint32_t i = 0, len; i < s.len; i += len) {
        utf8_next(str_from(s, i), &len);
        if (!blank_at(str_from(s, i)))
            end = i + len;
    }
    return str_cut(s, 0, end);
}

static void
paragraph_add(struct cutting *c, struct str line)
{
    struct paragraph p = {.text = trimmed(line)};
    if (!p.text.len)
        return;
    p.marked = mark_read(p.text, &p.mark);
    if (p.marked) {
        p.text = str_from(p.text, p.mark.len);
        c->last = c->paragraph.n;
    }
    vec_push(c->arena, &c->paragraph, p);
}

/* Every line that is not blank is a paragraph. */
static void
paragraphs_read(struct cutting *c, struct str text)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i <= text.len; i++)
        if (i == text.len || text.at[i] == '\n' || text.at[i] == '\r') {
            paragraph_add(c, str_cut(text, from, i - from));
            from = i + 1;
        }
}

/* ---- brackets and quotes ---- */

static const char *const pairs[][2] = {
    {"“", "”"},   {"‘", "’"},   {"「", "」"}, {"『", "』"},
    {"《", "》"}, {"〈", "〉"}, {"（", "）"}, {"(", ")"},
    {"【", "】"}, {"〔", "〕"}, {"[", "]"},   {"\"", "\""},
};

enum { PAIRS = sizeof pairs / sizeof *pairs };

struct open {
    uint32_t pair, at;
};

struct opens {
    VEC(struct open) list;
    uint32_t of[PAIRS]; /* how many of each are open */
    uint32_t *close;    /* by the place of what opens: where it closes; 0 */
};

/* Closes the innermost that is open of PAIR; what was opened within it and
 * never closed is no bracket. */
static void
pair_close(struct opens *o, uint32_t pair, uint32_t at)
{
    for (;;) {
        struct open top = o->list.at[--o->list.n];
        o->of[top.pair]--;
        if (top.pair != pair)
            continue;
        o->close[top.at] = at;
        return;
    }
}

/* Where each bracket and quote of TEXT that has an end has it. */
static uint32_t *
pairs_match(struct arena *a, struct str text)
{
    struct opens o = {.close = arena_array(a, uint32_t, text.len + 1)};
    for (uint32_t i = 0, len; i < text.len; i += len) {
        struct str rest = str_from(text, i);
        utf8_next(rest, &len);
        for (uint32_t k = 0; k < PAIRS; k++) {
            if (str_starts(rest, str_of(pairs[k][1])) && o.of[k]) {
                pair_close(&o, k, i);
                break;
            }
            if (str_starts(rest, str_of(pairs[k][0]))) {
                vec_push(a, &o.list, (struct open){k, i});
                o.of[k]++;
                break;
            }
        }
    }
    return o.close;
}

/* ---- sentences of a paragraph ---- */

static bool
lower_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does the full stop at I of TEXT end a sentence? Not in 3.5, in U.S. or
 * before a word that goes on. */
static bool
stop_ends(struct str text, uint32_t i)
{
    struct str rest = str_from(text, i + 1);
    uint32_t blank = blank_at(rest);
    bool initial =
        i > 0 && letter(text.at[i - 1]) && (i == 1 || !letter(text.at[i - 2]));
    if (!rest.len)
        return true;
    if (!blank || initial)
        return false;
    while ((blank = blank_at(rest)) > 0)
        rest = str_from(rest, blank);
    return !lower_or_digit(rest.at[0]);
}

/* The length of the sign at I of TEXT when it ends a sentence, or 0. */
static uint32_t
ending_at(struct str text, uint32_t i)
{
    static const char *const wide_signs[] = {"。", "！", "？"};
    struct str rest = str_from(text, i);
    for (size_t k = 0; k < sizeof wide_signs / sizeof *wide_signs; k++)
        if (str_starts(rest, str_of(wide_signs[k])))
            return str_of(wide_signs[k]).len;
    if (rest.at[0] == '.')
        return stop_ends(text, i);
    if (rest.at[0] == '!' || rest.at[0] == '?')
        return rest.len == 1 || (unsigned char)rest.at[1] > 0x7F ||
               blank_at(str_from(rest, 1)) || rest.at[1] == '!' ||
               rest.at[1] == '?';
    return 0;
}

/* Where the sentence that begins at FROM ends; *ENDED: by a sign. */
static uint32_t
sentence_end(struct str text, const uint32_t *close, uint32_t from, bool *ended)
{
    uint32_t len;
    *ended = false;
    for (uint32_t i = from; i < text.len; i += len) {
        uint32_t sign = ending_at(text, i);
        if (close[i])
            i = close[i];
        utf8_next(str_from(text, i), &len);
        if (!sign)
            continue;
        *ended = true;
        for (i += sign; i < text.len && (sign = ending_at(text, i)) > 0;)
            i += sign;
        return i;
    }
    return text.len;
}

static bool
contains(struct str s, const char *word)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (str_starts(str_from(s, i), str_of(word)))
            return true;
    return false;
}

/* （市教育局负责）: one bracket, whole, that says who answers. AT is where it
 * begins in the paragraph that CLOSE is of. */
static bool
says_who(struct str s, const uint32_t *close, uint32_t at)
{
    static const char *const words[] = {"负责", "责任", "牵头", "responsible"};
    bool round = str_starts(s, STR("（")) || str_starts(s, STR("("));
    uint32_t end = close[at] - at, len;
    if (!round || !close[at])
        return false;
    utf8_next(str_from(s, end), &len);
    struct str rest = str_from(s, end + len);
    if (rest.len && !str_equal(rest, STR("。")) && !str_equal(rest, STR(".")))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (contains(s, words[i]))
            return true;
    return false;
}

/* ---- parts ---- */

/* Of several parts of one name the later ones are told apart: 一〔2〕. */
static void
part_distinguish(struct cutting *c, struct text *name, struct text *key)
{
    uint64_t hash = str_hash(text_str(key));
    uint32_t before = map_get(&c->names, hash);
    uint32_t now = before == MAP_NONE ? 1 : before + 1;
    map_put(&c->names, hash, now);
    if (now == 1)
        return;
    text_add_z(name, "〔");
    text_add_unsigned(name, now);
    text_add_z(name, "〕");
    text_add_char(key, '~');
    text_add_unsigned(key, now);
}

static void
part_open(struct cutting *c, uint32_t parent, const struct mark *m,
          const char *own_name, const char *own_key)
{
    struct part p = {.mark = m ? m->kind : MARK_NONE, .parent = parent};
    struct text name = {.arena = c->arena}, key = name;
    if (parent != NO_PART) {
        text_add(&name, c->part.at[parent].name);
        text_add(&key, c->part.at[parent].key);
    }
    text_add_z(&name, own_name);
    text_add_z(&key, own_key);
    if (m) {
        mark_name(&name, m);
        mark_key(&key, parent == NO_PART, m);
    }
    part_distinguish(c, &name, &key);
    p.name = text_str(&name);
    p.key = text_str(&key);
    if (parent != NO_PART)
        c->part.at[parent].divided = true;
    if (parent != NO_PART && p.mark != MARK_SECTION) {
        p.group = c->part.at[parent].group;
    } else {
        p.group = c->to->group.n;
        vec_push(c->arena, &c->to->group,
                 (struct sentence_group){.name = p.name});
    }
    c->at = c->part.n;
    if (p.mark == MARK_CHAPTER)
        c->chapter = c->at;
    vec_push(c->arena, &c->part, p);
}

static bool
in_article(const struct cutting *c, uint32_t part)
{
    enum mark_kind mark = c->part.at[part].mark;
    return mark == MARK_ARTICLE || mark == MARK_PARAGRAPH;
}

/* The part that a part numbered like M belongs to: articles are numbered
 * through whatever they stand in, and 一、 stands in none of them. */
static uint32_t
part_above(const struct cutting *c, const struct mark *m)
{
    uint32_t at = c->at;
    if (m->kind == MARK_SECTION)
        return c->chapter;
    while (at != NO_PART && (c->part.at[at].mark == MARK_NONE ||
                             c->part.at[at].mark >= m->kind ||
                             (m->kind == MARK_NUMERAL && in_article(c, at))))
        at = c->part.at[at].parent;
    return m->kind == MARK_ARTICLE ? NO_PART : at;
}

static bool
has_responsible(const struct part *p)
{
    return p->piece.n && p->piece.at[p->piece.n - 1].responsible;
}

/* The article that AT stands in, or NO_PART. */
static uint32_t
article_of(const struct cutting *c)
{
    uint32_t at = c->at;
    while (at != NO_PART && c->part.at[at].mark != MARK_ARTICLE)
        at = c->part.at[at].parent;
    return at;
}

/* The part that paragraph I, which has no mark, belongs to. */
static void
part_continue(struct cutting *c, uint32_t i)
{
    uint32_t article = article_of(c);
    bool after = c->last == NO_PART || i > c->last;
    if (c->at == NO_PART) {
        part_open(c, NO_PART, NULL, "前", KEY_PREAMBLE);
    } else if (after && has_responsible(&c->part.at[c->at])) {
        part_open(c, NO_PART, NULL, "后", KEY_CLOSING);
    } else if (article != NO_PART && c->part.at[article].piece.n &&
               c->paragraph.at[i].text.at[0] != '(' &&
               !str_starts(c->paragraph.at[i].text, STR("（"))) {
        struct mark m = {.kind = MARK_PARAGRAPH,
                         .number = ++c->part.at[article].paragraphs};
        part_open(c, article, &m, "", "");
    }
}

/* Lines in front of the first sentence are the title, all together. */
static bool
title_add(struct part *p, struct str text)
{
    struct piece *title = p->piece.n ? &p->piece.at[0] : NULL;
    if (p->mark != MARK_NONE || !str_equal(p->key, STR(KEY_PREAMBLE)) ||
        p->piece.n > 1 || (title && !title->title))
        return false;
    if (title)
        title->text.len = (uint32_t)(text.at + text.len - title->text.at);
    return title != NULL;
}

static void
paragraph_cut(struct cutting *c, struct str text)
{
    struct part *p = &c->part.at[c->at];
    uint32_t *close = pairs_match(c->arena, text);
    bool ended;
    for (uint32_t from = 0, to; from < text.len; from = to) {
        struct piece piece = {0};
        uint32_t blank;
        to = sentence_end(text, close, from, &ended);
        piece.text = trimmed(str_cut(text, from, to - from));
        piece.responsible = to == text.len && says_who(piece.text, close, from);
        piece.title = !ended && to == text.len && from == 0;
        while ((blank = blank_at(str_from(text, to))) > 0)
            to += blank;
        if (piece.title && title_add(p, piece.text))
            continue;
        vec_push(c->arena, &p->piece, piece);
    }
}

/* ---- numbers ---- */

static bool
has_heading(const struct part *p)
{
    uint32_t numbered = 0;
    for (uint32_t i = 0; i < p->piece.n; i++)
        numbered += !p->piece.at[i].responsible;
    if (!p->piece.n || p->piece.at[0].responsible)
        return false;
    switch (p->mark) {
    case MARK_NONE:
        return str_equal(p->key, STR(KEY_PREAMBLE)) && p->piece.at[0].title;
    case MARK_ARTICLE:
    case MARK_PARAGRAPH:
        return false;
    case MARK_CHAPTER:
    case MARK_SECTION:
        return true;
    case MARK_NUMERAL:
    case MARK_NUMERAL_BRACKET:
    case MARK_DIGIT:
    case MARK_DIGIT_BRACKET:
        return numbered > 1 || p->divided;
    }
    return false;
}

static void
sentence_add(struct cutting *c, const struct part *p, const struct piece *piece,
             enum sentence_kind kind, uint32_t number)
{
    struct sentence s = {
        .text = piece->text, .kind = (uint8_t)kind, .group = p->group};
    struct text locator = {.arena = c->arena}, key = locator;
    struct sentence_group *g = &c->to->group.at[p->group];
    bool bears = kind == SENTENCE_RESPONSIBLE;
    text_add(&locator, p->name);
    text_add_char(&locator, '.');
    if (bears)
        text_add_z(&locator, "责任");
    if (!bears || number > 1)
        text_add_unsigned(&locator, number);
    text_add(&key, p->key);
    key_sentence(&key, number, bears);
    s.locator = text_str(&locator);
    s.key = text_str(&key);
    if (!g->n++)
        g->first = c->to->list.n;
    vec_push(c->arena, &c->to->list, s);
}

static void
part_number(struct cutting *c, const struct part *p)
{
    uint32_t number = 0, bears = 0, i = 0;
    if (has_heading(p))
        sentence_add(c, p, &p->piece.at[i++], SENTENCE_HEADING, 0);
    for (; i < p->piece.n; i++) {
        const struct piece *piece = &p->piece.at[i];
        if (piece->responsible)
            sentence_add(c, p, piece, SENTENCE_RESPONSIBLE, ++bears);
        else
            sentence_add(c, p, piece, SENTENCE_PLAIN, ++number);
    }
}

void
sentences_of(struct arena *a, struct str text, struct sentences *to)
{
    struct cutting c = {.arena = a,
                        .to = to,
                        .at = NO_PART,
                        .chapter = NO_PART,
                        .last = NO_PART};
    *to = (struct sentences){0};
    map_init(&c.names, a);
    paragraphs_read(&c, text);
    for (uint32_t i = 0; i < c.paragraph.n; i++) {
        const struct paragraph *p = &c.paragraph.at[i];
        if (p->marked) {
            part_open(&c, part_above(&c, &p->mark), &p->mark, "", "");
            c.part.at[c.at].paragraphs = 1;
        } else {
            part_continue(&c, i);
        }
        paragraph_cut(&c, p->text);
    }
    for (uint32_t i = 0; i < c.part.n; i++)
        part_number(&c, &c.part.at[i]);
}

/* ---- hashes ---- */

/* Blanks beside these mean nothing. */
static bool
written_without_blanks(uint32_t code)
{
    return code >= 0x2E80;
}

struct str
sentence_hash(struct arena *a, struct str text)
{
    struct str s = utf8_nfc(a, text);
    struct text plain = {.arena = a};
    uint32_t before = 0x3000, len;
    bool blank = false;
    for (uint32_t i = 0; i < s.len; i += len) {
        uint32_t code = utf8_next(str_from(s, i), &len);
        if (blank_at(str_from(s, i))) {
            blank = true;
            continue;
        }
        if (utf8_is_invisible(code))
            continue;
        if (blank && !written_without_blanks(before) &&
            !written_without_blanks(code))
            text_add_char(&plain, ' ');
        text_add(&plain, str_cut(s, i, len));
        before = code;
        blank = false;
    }
    struct sha256_hex hex = sha256_of(plain.at, plain.len);
    return str_copy(a, (struct str){hex.at, SENTENCE_HASH});
}

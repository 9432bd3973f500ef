#include "runtime/json.h"

#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/json_scan.h"

/* What may come next. */
enum expect {
    EXPECT_VALUE,
    EXPECT_ITEM_OR_END, /* after [ */
    EXPECT_KEY,
    EXPECT_KEY_OR_END, /* after { */
    EXPECT_COMMA_OR_END,
    EXPECT_NOTHING, /* behind the document */
};

/* A container that is not closed yet and where its next member goes. */
struct open {
    struct json *container;
    struct json **tail;
};

struct reader {
    struct json_scan scan;
    struct json *root;
    struct json member; /* key of the value to come */
    enum expect expect;
    uint32_t depth_most;
    VEC(struct open) open;
};

static struct open *
innermost(struct reader *r)
{
    return r->open.n ? &r->open.at[r->open.n - 1] : NULL;
}

/* Where the innermost container begins: what is not closed at the end. */
static struct span
innermost_bracket(struct reader *r)
{
    struct open *open = innermost(r);
    if (!open)
        return (struct span){0, 0};
    uint32_t lo = open->container->at.lo;
    return (struct span){lo, lo + 1};
}

/* Reports the character at hand: at the end as a text cut short, else by
 * its own nature, else as WRONG. */
static bool
refuse(struct reader *r, enum json_wrong wrong)
{
    struct json_error *e = r->scan.error;
    if (json_scan_end(&r->scan))
        *e = (struct json_error){JSON_CUT_SHORT, json_scan_here(&r->scan, 0),
                                 innermost_bracket(r)};
    else
        json_scan_refuse(&r->scan, wrong);
    return false;
}

/* Puts a value where the next one goes. */
static struct json *
value_add(struct reader *r, enum json_kind kind)
{
    struct json *value = arena_take(r->scan.arena, sizeof *value);
    *value = r->member;
    r->member = (struct json){0};
    value->kind = kind;
    struct open *open = innermost(r);
    if (open) {
        *open->tail = value;
        open->tail = &value->next;
        open->container->n++;
    } else {
        r->root = value;
    }
    r->expect = open ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
    return value;
}

static bool
container_open(struct reader *r, enum json_kind kind)
{
    if (r->open.n >= r->depth_most)
        return json_scan_wrong(&r->scan, JSON_TOO_DEEP,
                               json_scan_here(&r->scan, 1));
    struct json *value = value_add(r, kind);
    value->at = json_scan_here(&r->scan, 1);
    r->scan.at++;
    vec_push(r->scan.arena, &r->open,
             (struct open){.container = value, .tail = &value->first});
    r->expect = kind == JSON_ARRAY ? EXPECT_ITEM_OR_END : EXPECT_KEY_OR_END;
    return true;
}

/* The earlier member with the key of a later one, which is left in *LATER; or
 * null. Few keys are compared each with each. */
static const struct json *
twin_of_few(const struct json *object, const struct json **later)
{
    for (const struct json *m = object->first; m; m = m->next) {
        const struct json *first = json_member(object, m->key);
        *later = m;
        if (first != m)
            return first;
    }
    return NULL;
}

/* Many keys are put into a table, which is given back. */
static const struct json *
twin_of_many(struct arena *a, const struct json *object,
             const struct json **later)
{
    struct arena_mark mark = arena_mark(a);
    uint32_t slots = 32;
    while (slots / 2 < object->n)
        slots *= 2;
    const struct json **slot = arena_array(a, const struct json *, slots);
    const struct json *twin = NULL;
    for (const struct json *m = object->first; m && !twin; m = m->next) {
        uint32_t i = (uint32_t)str_hash(m->key) & (slots - 1);
        while (slot[i] && !str_equal(slot[i]->key, m->key))
            i = (i + 1) & (slots - 1);
        twin = slot[i];
        slot[i] = *later = m;
    }
    arena_back(a, mark);
    return twin;
}

static bool
keys_differ(struct reader *r, const struct json *object)
{
    enum { FEW = 8 };
    const struct json *later = NULL;
    const struct json *twin = object->n <= FEW
                                  ? twin_of_few(object, &later)
                                  : twin_of_many(r->scan.arena, object, &later);
    if (!twin)
        return true;
    json_scan_wrong(&r->scan, JSON_DUPLICATE_KEY, later->key_at);
    r->scan.error->other = twin->key_at;
    return false;
}

static bool
container_close(struct reader *r)
{
    struct json *container = innermost(r)->container;
    container->at.hi = ++r->scan.at;
    r->open.n--;
    r->expect = r->open.n ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
    return container->kind != JSON_OBJECT || keys_differ(r, container);
}

static bool
value_read(struct reader *r)
{
    uint32_t lo = r->scan.at;
    struct str text = {0};
    enum json_kind kind = JSON_NULL;
    switch (json_scan_peek(&r->scan)) {
    case '{':
        return container_open(r, JSON_OBJECT);
    case '[':
        return container_open(r, JSON_ARRAY);
    case '"':
        kind = JSON_STRING;
        if (!json_scan_string(&r->scan, &text, false))
            return false;
        break;
    case ',':
    case ']':
    case '}':
        return refuse(r, JSON_MISSING_VALUE);
    default:
        if (json_scan_end(&r->scan))
            return refuse(r, JSON_CUT_SHORT);
        if (!json_scan_plain(&r->scan, &kind, &text))
            return false;
    }
    struct json *value = value_add(r, kind);
    if (kind == JSON_NUMBER || kind == JSON_STRING)
        value->text = text;
    value->at = (struct span){lo, r->scan.at};
    return true;
}

static bool
key_read(struct reader *r)
{
    uint32_t lo = r->scan.at;
    if (json_scan_peek(&r->scan) == ',')
        return refuse(r, JSON_MISSING_VALUE);
    if (json_scan_peek(&r->scan) != '"')
        return refuse(r, JSON_KEY_UNQUOTED);
    if (!json_scan_string(&r->scan, &r->member.key, true))
        return false;
    r->member.key_at = (struct span){lo, r->scan.at};
    json_scan_blanks(&r->scan);
    if (json_scan_peek(&r->scan) != ':') {
        refuse(r, JSON_MISSING_COLON);
        if (r->scan.error->wrong == JSON_MISSING_COLON)
            r->scan.error->other = r->member.key_at;
        return false;
    }
    r->scan.at++;
    r->expect = EXPECT_VALUE;
    return true;
}

static bool
is_closing(char c)
{
    return c == ']' || c == '}';
}

static bool
comma_read(struct reader *r)
{
    struct span comma = json_scan_here(&r->scan, 1);
    r->scan.at++;
    json_scan_blanks(&r->scan);
    if (is_closing(json_scan_peek(&r->scan)))
        return json_scan_wrong(&r->scan, JSON_TRAILING_COMMA, comma);
    bool array = innermost(r)->container->kind == JSON_ARRAY;
    r->expect = array ? EXPECT_VALUE : EXPECT_KEY;
    return true;
}

static bool
closing_read(struct reader *r)
{
    char c = json_scan_peek(&r->scan);
    if ((innermost(r)->container->kind == JSON_ARRAY) == (c == ']'))
        return container_close(r);
    json_scan_wrong(&r->scan, JSON_MISMATCHED, json_scan_here(&r->scan, 1));
    r->scan.error->other = innermost_bracket(r);
    return false;
}

static bool
document_end(struct reader *r)
{
    char c = json_scan_peek(&r->scan);
    if (is_closing(c))
        return refuse(r, JSON_UNOPENED);
    return refuse(r, c && strchr("{[\"-0123456789tfn", c) ? JSON_SECOND_DOCUMENT
                                                          : JSON_UNEXPECTED);
}

static bool
step(struct reader *r)
{
    bool closing;
    json_scan_blanks(&r->scan);
    closing = is_closing(json_scan_peek(&r->scan));
    switch (r->expect) {
    case EXPECT_ITEM_OR_END:
        return closing ? closing_read(r) : value_read(r);
    case EXPECT_VALUE:
        return value_read(r);
    case EXPECT_KEY_OR_END:
        return closing ? closing_read(r) : key_read(r);
    case EXPECT_KEY:
        return key_read(r);
    case EXPECT_COMMA_OR_END:
        if (closing)
            return closing_read(r);
        if (json_scan_peek(&r->scan) == ',')
            return comma_read(r);
        return refuse(r, JSON_MISSING_COMMA);
    case EXPECT_NOTHING:
        return document_end(r);
    }
    return false;
}

/* What can be said before reading: size, encoding, emptiness. */
static bool
document_begin(struct reader *r, uint32_t bytes_most)
{
    struct json_scan *s = &r->scan;
    uint32_t len, at;
    if (s->text.len > bytes_most)
        return json_scan_wrong(s, JSON_TOO_LARGE,
                               (struct span){bytes_most, s->text.len});
    if (str_starts(s->text, STR("\xEF\xBB\xBF")))
        return json_scan_wrong(s, JSON_BOM, (struct span){0, 3});
    if (utf8_check(s->text, &at) != UTF8_OK) {
        utf8_next(str_from(s->text, at), &len);
        return json_scan_wrong(s, JSON_BAD_UTF8, (struct span){at, at + len});
    }
    json_scan_blanks(s);
    if (json_scan_end(s))
        return json_scan_wrong(s, JSON_EMPTY, (struct span){0, s->text.len});
    return true;
}

const struct json *
json_read(struct arena *a, struct str text, struct json_limits limits,
          struct json_error *error)
{
    struct reader r = {.scan = {.arena = a, .text = text, .error = error}};
    r.depth_most =
        limits.depth < JSON_DEPTH_MOST ? limits.depth : JSON_DEPTH_MOST;
    *error = (struct json_error){0};
    if (!document_begin(&r, limits.bytes))
        return NULL;
    do {
        if (!step(&r))
            return NULL;
        json_scan_blanks(&r.scan);
    } while (r.expect != EXPECT_NOTHING || !json_scan_end(&r.scan));
    return r.root;
}

const struct json *
json_member(const struct json *object, struct str key)
{
    const struct json *m = object->first;
    while (m && !str_equal(m->key, key))
        m = m->next;
    return m;
}

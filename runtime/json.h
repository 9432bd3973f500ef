/* JSON documents, as RFC 8259 has them and nothing more.
 *
 * A document in memory becomes a tree in an arena. Numbers stay the text they
 * were; every value and key remembers its bytes. What is wrong with a document
 * is a value too, precise enough to say how to mend it. The depth is limited
 * and nothing recurses, so no document exhausts the stack. */
#ifndef TIAO_JSON_H
#define TIAO_JSON_H

#include "lang/source.h"

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

/* A value; within an object also its member. */
struct json {
    enum json_kind kind;
    struct span at;     /* quotes and brackets included */
    struct span key_at; /* members: the key with its quotes */
    struct str key;     /* members: decoded */
    union {
        struct str text; /* number: as written; string: decoded */
        struct {
            struct json *first; /* array, object: in order, then by next */
            uint32_t n;
        };
    };
    struct json *next;
};

/* What can be wrong, and what the spans of the error then cover. */
enum json_wrong {
    JSON_RIGHT,
    JSON_TOO_LARGE,         /* the limit of bytes is passed */
    JSON_TOO_DEEP,          /* the bracket that is one too many */
    JSON_BOM,               /* U+FEFF in front */
    JSON_BAD_UTF8,          /* the bytes that are no UTF-8 */
    JSON_EMPTY,             /* nothing but blanks */
    JSON_CUT_SHORT,         /* the end; other: what was not closed */
    JSON_TRAILING_COMMA,    /* the comma before a closing bracket */
    JSON_MISSING_COMMA,     /* what stands where a comma should */
    JSON_MISSING_COLON,     /* what stands where a colon should; other: key */
    JSON_MISSING_VALUE,     /* the comma or bracket where a value should be */
    JSON_MISMATCHED,        /* the closing bracket; other: the opening one */
    JSON_UNOPENED,          /* a closing bracket behind the document */
    JSON_COMMENT,           /* its first bytes: two slashes, slash-star, # */
    JSON_SINGLE_QUOTE,      /* the quote */
    JSON_FULL_WIDTH,        /* “ ” ， ： and the like */
    JSON_KEY_UNQUOTED,      /* the word or number where a key should be */
    JSON_NOT_FINITE,        /* NaN, Infinity, -Infinity */
    JSON_BAD_WORD,          /* a word that is not true, false, null */
    JSON_BAD_NUMBER,        /* 01, +1, .5, 1., 0x10, 1_000 */
    JSON_BAD_ESCAPE,        /* the escape */
    JSON_CONTROL_CHARACTER, /* the byte below U+0020 within a string */
    JSON_LONE_SURROGATE,    /* the escape */
    JSON_NUL_IN_KEY,        /* the escape */
    JSON_DUPLICATE_KEY,     /* the later key; other: the earlier */
    JSON_SECOND_DOCUMENT,   /* its first byte: was NDJSON meant? */
    JSON_UNEXPECTED,        /* any other character */
};

struct json_error {
    enum json_wrong wrong;
    struct span at, other;
};

enum { JSON_DEPTH_MOST = 1000 };

struct json_limits {
    uint32_t bytes; /* of the document */
    uint32_t depth; /* of brackets, at most JSON_DEPTH_MOST */
};

/* The tree of TEXT, or null and what is wrong in *ERROR. Strings without
 * escapes and numbers stay in TEXT, which has to outlive the tree. */
const struct json *
json_read(struct arena *a, struct str text, struct json_limits limits,
          struct json_error *error);
/* The member of that key, or null. */
const struct json *json_member(const struct json *object, struct str key);

#endif

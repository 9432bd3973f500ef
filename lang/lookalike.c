#include "lang/lookalike.h"

#include "lang/base/utf8.h"
#include "lang/scan.h"

/* Letters that look like a Latin one. */
static const struct {
    uint16_t code;
    char like;
} letters[] = {
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'}, {0x397, 'H'},
    {0x399, 'I'}, {0x39A, 'K'}, {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'},
    {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A5, 'Y'}, {0x3A7, 'X'}, {0x3B1, 'a'},
    {0x3B9, 'i'}, {0x3BD, 'v'}, {0x3BF, 'o'}, {0x3C1, 'p'}, {0x405, 'S'},
    {0x406, 'I'}, {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'},
    {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'},
    {0x421, 'C'}, {0x422, 'T'}, {0x423, 'Y'}, {0x425, 'X'}, {0x430, 'a'},
    {0x435, 'e'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'},
    {0x445, 'x'}, {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'}, {0x4BB, 'h'},
    {0x501, 'd'}, {0x51B, 'q'}, {0x51D, 'w'},
};

struct written {
    struct span at; /* where first; {0, 0}: nowhere */
    atom shown;     /* the first name that looks like this one */
};

struct lookalike {
    struct atom_table *names;
    struct diags *diags;
    struct arena *scratch;
    struct written *of; /* by atom */
    uint32_t room;
};

static uint32_t
letter_like(uint32_t code)
{
    for (unsigned i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].code == code)
            return (unsigned char)letters[i].like;
    return code;
}

static bool
name_has_others(struct str name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c >= 0xCD && c <= 0xD4)
            return true;
    }
    return false;
}

/* NAME with each letter as the Latin one it looks like. */
static atom
name_skeleton(struct lookalike *l, atom name)
{
    struct str s = atom_str(l->names, name);
    struct text plain = {.arena = l->scratch};
    uint32_t len;
    if (!name_has_others(s))
        return name;
    for (uint32_t i = 0; i < s.len; i += len) {
        char to[4];
        uint32_t code = letter_like(utf8_next(str_from(s, i), &len));
        text_add(&plain, (struct str){to, utf8_put(code, to)});
    }
    return atom_of(l->names, text_str(&plain));
}

static struct written *
written_of(struct lookalike *l, atom name)
{
    if (name >= l->room) {
        uint32_t room = 2 * name + 64;
        struct written *of = arena_array(l->scratch, struct written, room);
        for (uint32_t i = 0; i < l->room; i++)
            of[i] = l->of[i];
        l->of = of;
        l->room = room;
    }
    return &l->of[name];
}

/* The first letter of A that is not B's, as people name it. */
static struct str
name_difference(struct lookalike *l, struct str a, struct str b)
{
    struct text code = {.arena = l->scratch};
    uint32_t i = 0, k = 0, m, n;
    while (i < a.len && k < b.len) {
        uint32_t left = utf8_next(str_from(a, i), &m);
        if (left != utf8_next(str_from(b, k), &n)) {
            text_add_code(&code, left);
            break;
        }
        i += m;
        k += n;
    }
    return text_str(&code);
}

static void
name_see(struct lookalike *l, const struct node *n)
{
    if (written_of(l, n->name)->at.lo)
        return;
    atom plain = name_skeleton(l, n->name);
    written_of(l, n->name)->at = n->at;
    struct written *w = written_of(l, plain);
    if (!w->shown) {
        w->shown = n->name;
        return;
    }
    struct str first = atom_str(l->names, w->shown);
    struct str second = atom_str(l->names, n->name);
    report(l->diags, LOOK_ALIKE, .at = n->at,
           .arg = {second, name_difference(l, second, first), first,
                   name_difference(l, first, second)},
           .second = {written_of(l, w->shown)->at, LABEL_FIRST});
}

static void
tree_see(struct lookalike *l, const struct node *n)
{
    if (n->kind == NODE_NAME && n->name)
        name_see(l, n);
    for (uint32_t i = 0; i < n->n; i++)
        if (n->kid[i])
            tree_see(l, n->kid[i]);
}

void
lookalike_check(struct diags *d, struct atom_table *names,
                struct node *const *file, uint32_t n, struct arena *scratch)
{
    struct lookalike l = {.names = names, .diags = d, .scratch = scratch};
    atom other = 1;
    while (other < names->n && !name_has_others(atom_str(names, other)))
        other++;
    if (other == names->n)
        return;
    written_of(&l, names->n);
    for (uint32_t i = 0; i < n; i++)
        tree_see(&l, file[i]);
}

/* N0533: a file with keywords of both languages. */
#include "lang/drafting/drafting.h"

/* Is the declaration's keyword an English one? */
static bool
in_english(const struct drafting *d, const struct node *declaration)
{
    struct str text = source_text(d->m->source, declaration->at);
    return text.len && (unsigned char)text.at[0] < 0x80;
}

static void
file_note(struct drafting *d, const struct node *file)
{
    const struct node *first[2] = {NULL, NULL};
    uint32_t times[2] = {0, 0};
    for (uint32_t i = 0; i < file->n; i++) {
        bool english = in_english(d, file->kid[i]);
        if (!times[english]++)
            first[english] = file->kid[i];
    }
    if (!times[0] || !times[1])
        return;
    bool fewer = times[1] <= times[0];
    report(d->m->diags, SURFACES_MIXED, .at = node_name_at(first[fewer]));
}

void
draft_surfaces(struct drafting *d)
{
    for (uint32_t f = 0; f < d->m->file.n; f++)
        file_note(d, d->m->file.at[f]);
}

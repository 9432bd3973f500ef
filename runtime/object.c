#include "runtime/object.h"

#include <string.h>
#include <unistd.h>

/* In front of a view: its memory. Aligned as any object is. */
struct view {
    struct object object;
    _Alignas(max_align_t) unsigned char public[];
};

void *
object_new(const struct allocator *from, size_t size)
{
    struct object *o = from->resize(from->user, NULL, 0, size);
    if (!o)
        return NULL;
    memset(o, 0, size);
    o->from = *from;
    o->size = size;
    arena_init(&o->arena, &o->from, NULL);
    return o;
}

void
object_free(void *object)
{
    struct object *o = object;
    struct allocator from;
    if (!o)
        return;
    from = o->from;
    arena_free(&o->arena);
    from.resize(from.user, o, o->size, 0);
}

void
object_close(struct object *o)
{
    if (o->open.file)
        close(o->open.file - 1);
    if (o->open.folder)
        closedir(o->open.folder);
    o->open.file = 0;
    o->open.folder = NULL;
}

struct allocator
allocator_of(const struct tiao_allocator *a)
{
    if (!a || !a->resize)
        return allocator_libc;
    return (struct allocator){a->resize, a->user};
}

enum tiao_status
object_try(struct object *o, object_work *work, void *argument)
{
    jmp_buf here, *outer = o->arena.on_failure;
    volatile enum tiao_status status = TIAO_MEMORY;
    if (!setjmp(here)) {
        o->arena.on_failure = &here;
        status = work(argument);
    }
    if (status == TIAO_MEMORY)
        object_close(o);
    o->arena.on_failure = outer;
    return status;
}

void *
view_new(const struct allocator *from, size_t size)
{
    struct view *v = object_new(from, sizeof(struct view) + size);
    return v ? v->public : NULL;
}

struct object *
view_object(const void *view)
{
    return (struct object *)((uintptr_t)view - offsetof(struct view, public));
}

void
view_free(void *view)
{
    if (view)
        object_free(view_object(view));
}

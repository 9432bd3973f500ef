#!/usr/bin/awk -f
# Comments of the public headers as Doxygen reads them: one before a
# declaration is about it, one behind it on the line too, and "---- title ----"
# begins a group.
/^\/\* ---- .* ---- \*\/$/ {
    title = $0
    gsub(/^\/\* ---- | ---- \*\/$/, "", title)
    if (groups++)
        print "/** @} */"
    name = FILENAME
    gsub(/^.*\/|\.h$/, "", name)
    printf "/** @defgroup %s_%d %s\n * @{ */\n", name, groups, title
    next
}
/^#ifdef __cplusplus/ && groups {
    print "/** @} */"
    groups = 0
}
NR == 1 { sub(/^\/\*/, "/** @file\n *") }
/^ *\/\*/ { sub(/\/\*+/, "/**") }
/[;,{] *\/\*/ { sub(/\/\*/, "/**<") }
{ print }

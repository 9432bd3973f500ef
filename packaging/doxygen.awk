#!/usr/bin/awk -f
# Comments of tiao.h as Doxygen reads them: one before a declaration is about
# it, one behind it on the line too, and "---- title ----" begins a group.
/^\/\* ---- .* ---- \*\/$/ {
    title = $0
    gsub(/^\/\* ---- | ---- \*\/$/, "", title)
    if (groups++)
        print "/** @} */"
    printf "/** @defgroup g%d %s\n * @{ */\n", groups, title
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

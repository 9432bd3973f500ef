# Writes OUTPUT, a C file with the text of PAGES, one file after the other.
set(bytes "")
foreach(page IN LISTS PAGES)
    file(READ "${page}" text HEX)
    string(APPEND bytes "${text}")
endforeach()
string(REGEX REPLACE "(........................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE "${OUTPUT}" "/* Made of lang/pages/ by lang/pages.cmake. */
#include \"lang/pages.h\"

const unsigned char pages_text[] = {
${bytes}0};
const size_t pages_size = sizeof pages_text - 1;
")

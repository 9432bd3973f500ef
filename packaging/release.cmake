# What a release (CMAKE_BUILD_TYPE) is built with besides optimisation.

# Mistakes in memory end the process instead of being of use to somebody: a
# stack that was written over, a buffer that is too small, a table of addresses
# that was changed, code at known addresses.
set(hardened
    -fstack-protector-strong -fstack-clash-protection
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(APPEND hardened -fcf-protection)
endif()
add_compile_options("$<$<CONFIG:Release>:${hardened}>")
add_link_options("$<$<CONFIG:Release>:LINKER:-z,relro,-z,now>")
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)

# The same bytes, whatever the folders of the sources and of the build.
add_compile_options("$<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.;-ffile-prefix-map=${PROJECT_BINARY_DIR}=.>")

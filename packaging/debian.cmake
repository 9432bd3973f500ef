# Debian packages, by CPack: the command, the library, and what one builds with.
# The presets configure them for /usr; "./dev package" makes them.
set(abi ${PROJECT_VERSION_MAJOR})
file(STRINGS changelog newest LIMIT_COUNT 1)
if(NOT newest MATCHES "^tiao \\(${PROJECT_VERSION}\\)")
    message(FATAL_ERROR "packaging/changelog does not begin with the version")
endif()
file(STRINGS changelog CPACK_PACKAGE_CONTACT REGEX "^ -- " LIMIT_COUNT 1)
string(REGEX REPLACE "^ -- (.*>)  .*" "\\1"
    CPACK_PACKAGE_CONTACT "${CPACK_PACKAGE_CONTACT}")

# What Debian wants beside the files themselves; only packages have it.
add_custom_command(
    OUTPUT changelog.gz
    COMMAND gzip -9nc "${CMAKE_CURRENT_SOURCE_DIR}/changelog" > changelog.gz
    DEPENDS changelog
    VERBATIM)
add_custom_target(tiao_changelog ALL DEPENDS changelog.gz)
foreach(row command:tiao library:libtiao${abi} development:libtiao-dev)
    string(REPLACE ":" ";" row "${row}")
    list(GET row 0 component)
    list(GET row 1 package)
    install(FILES copyright "${CMAKE_CURRENT_BINARY_DIR}/changelog.gz"
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/${package}"
        COMPONENT ${component}
        EXCLUDE_FROM_ALL)
    string(TOUPPER ${component} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
endforeach()

install(FILES overrides
    DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/lintian/overrides"
    RENAME libtiao${abi}
    COMPONENT library
    EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tiao)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "small declarative language for policies")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL command library development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)

set(about "Tiao is a small declarative language in which each article of a
policy is written as rules that cite it, and the tools around it: they check
the rules, say exactly what follows from the facts of a case and why, and what
is still possible when facts are missing.")
set(CPACK_COMPONENT_COMMAND_DESCRIPTION
    "${about}")
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION interpreters)
set(CPACK_DEBIAN_COMMAND_PACKAGE_RECOMMENDS libreadline8)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
    "${about}\n.\nThis package has the shared library.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA
    "${CMAKE_CURRENT_SOURCE_DIR}/symbols"
    "${CMAKE_CURRENT_SOURCE_DIR}/triggers")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "${about}\n.\nThis package has the header, the archive, and what pkg-config and CMake ask.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libtiao${abi} (= ${PROJECT_VERSION}), libutf8proc-dev")
include(CPack)

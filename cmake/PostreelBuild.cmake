# Strict compiler and Qt settings once, on an INTERFACE target that every target of ours links,
# and the functions that declare a module and a test.

# ccache caches what uses a precompiled header only when it is told to, and shares it between clones only
# when it may forget their paths.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-fpch-preprocess)
    endif()
endif()

add_library(postreel_build INTERFACE)
target_compile_definitions(postreel_build INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
    # What a newer Qt calls deprecated has no successor yet in the oldest that we build with.
    QT_WARN_DEPRECATED_UP_TO=0x060400
    POSTREEL_VERSION="${PROJECT_VERSION}")
target_include_directories(postreel_build INTERFACE ${PROJECT_SOURCE_DIR})
if(MSVC)
    target_compile_options(postreel_build INTERFACE /W4 /we4062 /utf-8)
else()
    target_compile_options(postreel_build INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
        -Wimplicit-fallthrough
        # A designated initializer names what differs; every record member has its default.
        -Wno-missing-field-initializers
        -Werror=switch -Werror=return-type)
endif()
if(POSTREEL_WERROR AND NOT MSVC)
    target_compile_options(postreel_build INTERFACE -Werror)
endif()
if(POSTREEL_SANITIZE)
    target_compile_options(postreel_build INTERFACE -fsanitize=${POSTREEL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # A null pointer that is used ends the program under the address sanitizer anyway, and misaligned bytes are looked for
    # where foreign ones are read (tests/fuzz): these two checks, at each member access, made the libraries four times as
    # large and each start of a program a second longer.
    if(POSTREEL_SANITIZE MATCHES "undefined")
        target_compile_options(postreel_build INTERFACE -fno-sanitize=null,alignment)
    endif()
    target_link_options(postreel_build INTERFACE -fsanitize=${POSTREEL_SANITIZE})
    target_compile_definitions(postreel_build INTERFACE POSTREEL_SANITIZED)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC 12 warns falsely about uninitialized values in instrumented code.
        target_compile_options(postreel_build INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()

# postreel_module(name LINKS targets…): a library of all sources in this folder and those below it; static in what people
# run, shared where two hundred tests link it (BUILD_SHARED_LIBS): their programs would be 150 MB each with sanitizers.
function(postreel_module name)
    cmake_parse_arguments(MODULE "" "" "LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    if(NOT sources)
        return()
    endif()
    add_library(postreel_${name} ${sources})
    target_link_libraries(postreel_${name} PUBLIC postreel_build ${MODULE_LINKS})
    target_precompile_headers(postreel_${name} PRIVATE
        <QByteArray> <QHash> <QJsonObject> <QObject> <QString> <QVector> <functional> <memory> <optional> <variant>)
endfunction()

# postreel_test(file LINKS targets…): one Qt Test program, run offscreen.
# A warning of ours that the test did not announce fails it.
# Only the file itself has a class for moc, so it is given to moc directly: AUTOMOC would scan and compile twice as much for
# each of these programs. Without include folders, which moc would read through: what it knows no macro of, such as Q_OS_UNIX,
# must not decide whether a slot is there (tests/architecture looks).
function(postreel_test source)
    cmake_parse_arguments(TEST "" "" "LINKS" ${ARGN})
    get_filename_component(stem ${source} NAME_WE)
    get_filename_component(module ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    set(target ${stem}_${module})
    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
    get_filename_component(path ${source} ABSOLUTE)
    add_custom_command(OUTPUT ${stem}.moc COMMAND Qt6::moc -o ${stem}.moc ${path} DEPENDS ${path} VERBATIM)
    set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(${target} PRIVATE postreel_build postreel_test_support Qt6::Test ${TEST_LINKS})
    add_test(NAME ${module}/${stem} COMMAND ${target})
    set_tests_properties(${module}/${stem} PROPERTIES
        TIMEOUT 3000
        SKIP_RETURN_CODE 77
        FAIL_REGULAR_EXPRESSION "QWARN[^\n]*postreel\\."
        ENVIRONMENT "POSTREEL_TEST_FILMS=${CMAKE_BINARY_DIR}/films;QTEST_FUNCTION_TIMEOUT=1200000;QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=1:abort_on_error=0;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()

# postreel_with_fake_engine(module/stem): the test stands on an Engine of its own, whose definitions come before those in
# the library. Both are there where libraries are shared: that is meant here.
function(postreel_with_fake_engine test)
    string(REGEX REPLACE "(.*)/(.*)" "\\2_\\1" target ${test})
    if(NOT TARGET postreel_fake_engine)
        set(headers engine engine_accounts engine_media engine_network engine_posts engine_removals)
        list(TRANSFORM headers PREPEND ${PROJECT_SOURCE_DIR}/app/engine/)
        list(TRANSFORM headers APPEND .h)
        add_library(postreel_fake_engine OBJECT ${PROJECT_SOURCE_DIR}/tests/ui/fake_engine.cpp ${headers})
        target_link_libraries(postreel_fake_engine PRIVATE postreel_build postreel_engine Qt6::Test)
    endif()
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:postreel_fake_engine>)
    get_test_property(${test} ENVIRONMENT environment)
    string(REPLACE "ASAN_OPTIONS=" "ASAN_OPTIONS=detect_odr_violation=0:" environment "${environment}")
    set_tests_properties(${test} PROPERTIES ENVIRONMENT "${environment}")
endfunction()

# postreel_module_tests(LINKS targets… [EXCEPT name]): every tst_*.cpp in this folder and those below it, with one precompiled
# header for all of them.
function(postreel_module_tests)
    cmake_parse_arguments(TESTS "" "EXCEPT" "LINKS" ${ARGN})
    get_filename_component(module ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS tst_*.cpp)
    if(TESTS_EXCEPT)
        list(FILTER sources EXCLUDE REGEX "/${TESTS_EXCEPT}\\.cpp$")
    endif()
    set(first "")
    foreach(source IN LISTS sources)
        postreel_test(${source} LINKS ${TESTS_LINKS})
        get_filename_component(stem ${source} NAME_WE)
        if(first)
            target_precompile_headers(${stem}_${module} REUSE_FROM ${first})
        else()
            set(first ${stem}_${module})
            target_precompile_headers(${first} PRIVATE
                <QHash> <QJsonArray> <QJsonObject> <QSignalSpy> <QTemporaryDir> <QtTest> <functional> <memory> <optional>)
        endif()
    endforeach()
endfunction()

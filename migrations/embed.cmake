# Writes OUTPUT, a C++ source that holds FILES: every NNNN_what_it_does.sql of the folders ledger, syncd and desktop.
# Called at build time: cmake "-DFILES=a.sql;b.sql" -DOUTPUT=embedded.cpp -P embed.cmake
cmake_policy(VERSION 3.25)

function(embed folder function result)
  set(files ${FILES})
  list(FILTER files INCLUDE REGEX "/migrations/${folder}/[^/]+$")
  list(SORT files)
  set(steps "")
  set(number 0)
  foreach(path IN LISTS files)
    math(EXPR number "${number} + 1")
    get_filename_component(name "${path}" NAME_WE)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
      message(FATAL_ERROR "migrations/${folder}/${name}.sql: a migration is named as 0001_what_it_does.sql")
    endif()
    string(REGEX REPLACE "^0+" "" named "${CMAKE_MATCH_1}")
    if(NOT named EQUAL number)
      message(FATAL_ERROR "migrations/${folder}/${name}.sql: the next number is ${number}")
    endif()
    file(READ "${path}" sql)
    # One literal for each line: compilers limit the length of a literal, and the output stays readable.
    string(REPLACE "\n" "\n)sql\"\n    R\"sql(" sql "${sql}")
    string(APPEND steps "    { ${number}, \"${name}\",\n    R\"sql(${sql})sql\" },\n")
  endforeach()
  if(number EQUAL 0)
    set(${result} "std::span<const Migration> ${function}()\n{\n    return {};\n}\n" PARENT_SCOPE)
  else()
    set(${result} "std::span<const Migration> ${function}()\n{\n    static constexpr Migration steps[] = {\n${steps}    };\n    return steps;\n}\n" PARENT_SCOPE)
  endif()
endfunction()

embed(ledger ledgerMigrations ledger)
embed(syncd registryMigrations registry)
embed(desktop desktopMigrations desktop)
file(WRITE "${OUTPUT}" "// Written by migrations/embed.cmake from the .sql files beside it.
#include \"migrations/migrations.h\"

namespace qm {

${ledger}
${registry}
${desktop}
} // namespace qm
")

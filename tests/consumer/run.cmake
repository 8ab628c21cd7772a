# Installs a finished build to a fresh folder, takes examples/embed out of the tree, builds it against
# the installed package and runs both programs.
# Expects: build, config, scratch, generator, compiler, flags.
cmake_minimum_required(VERSION 3.25)

macro(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endmacro()

file(REMOVE_RECURSE "${scratch}")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/../../examples/embed" DESTINATION "${scratch}")
run("${CMAKE_COMMAND}" --install "${build}" --config "${config}" --prefix "${scratch}/prefix")
if(NOT EXISTS "${scratch}/prefix/share/kaohe/policy.schema.json")
  message(FATAL_ERROR "the schema of policy files is not installed")
endif()
run(
  "${CMAKE_COMMAND}" -S "${scratch}/embed" -B "${scratch}/build" -G "${generator}"
  "-DCMAKE_PREFIX_PATH=${scratch}/prefix" "-DCMAKE_BUILD_TYPE=${config}"
  "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_CXX_FLAGS=${flags}"
)
run("${CMAKE_COMMAND}" --build "${scratch}/build" --config "${config}")
foreach(program IN ITEMS core with_io)
  find_program(path ${program} PATHS "${scratch}/build" "${scratch}/build/${config}"
               NO_DEFAULT_PATH NO_CACHE REQUIRED)
  run("${path}")
  unset(path)
endforeach()

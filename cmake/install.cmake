# What `cmake --install` lays down, so that others can call find_package(kaohe).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(config_folder "${CMAKE_INSTALL_LIBDIR}/cmake/kaohe")

install(
  TARGETS kaohe kaohe_io
  EXPORT kaohe-targets
  FILE_SET HEADERS
)
install(EXPORT kaohe-targets NAMESPACE kaohe:: DESTINATION "${config_folder}")

configure_package_config_file(
  cmake/kaohe-config.cmake.in "${PROJECT_BINARY_DIR}/kaohe-config.cmake"
  INSTALL_DESTINATION "${config_folder}"
  NO_SET_AND_CHECK_MACRO
)
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/kaohe-config-version.cmake"
  COMPATIBILITY SameMinorVersion
)
install(
  FILES "${PROJECT_BINARY_DIR}/kaohe-config.cmake"
        "${PROJECT_BINARY_DIR}/kaohe-config-version.cmake"
        cmake/Findcctz.cmake
        cmake/Findutf8proc.cmake
  DESTINATION "${config_folder}"
)

# What belongs to no compiler: the schema of policy files, and the policies that are ready to use.
file(GLOB policies CONFIGURE_DEPENDS policies/*.yaml)
install(FILES schema/policy.schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/kaohe")
install(FILES ${policies} DESTINATION "${CMAKE_INSTALL_DATADIR}/kaohe/policies")

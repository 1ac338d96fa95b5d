# web/report.css and web/report.js -> generated/report_css.h, generated/report_js.h: byte arrays in the library, so that a report
# needs no file of ours. report.js is compiled from report.ts and committed, so that a build needs no node (tests/web_test.sh
# watches that it is fresh). The nonce is the script's digest: the report's policy lets this script run and no other.
foreach(asset css js)
  set(source ${CMAKE_SOURCE_DIR}/web/report.${asset})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} hex HEX)
  file(MD5 ${source} digest)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(content "/* made from web/report.${asset} by cmake/generated.cmake */\nstatic const unsigned char report_${asset}[] = {${bytes}};\n")
  if(asset STREQUAL "js")
    string(APPEND content "#define REPORT_JS_NONCE \"${digest}\"\n")
  endif()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/report_${asset}.h CONTENT "${content}" @ONLY)
endforeach()

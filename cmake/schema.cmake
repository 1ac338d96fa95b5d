# src/record/schema.sql -> generated/record_schema.h, a byte array: the text is longer than a portable string literal may be.
set(schema_sql ${CMAKE_SOURCE_DIR}/src/record/schema.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_sql})
file(READ ${schema_sql} schema_hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," schema_bytes "${schema_hex}")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/record_schema.h
     CONTENT "/* made from src/record/schema.sql by cmake/schema.cmake */\nstatic const unsigned char record_schema[] = {${schema_bytes}0};\n" @ONLY)

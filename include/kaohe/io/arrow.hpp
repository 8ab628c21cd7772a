#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kaohe/data/dataset.hpp>
#include <kaohe/io/arrow_abi.hpp>
#include <kaohe/result/frame.hpp>

namespace kaohe::inline v1 {

/// Keys and values that travel with an exported table's schema.
using arrow_metadata = std::vector<std::pair<std::string, std::string>>;

/// Reads a whole stream of record batches as a table and releases the stream, also when it throws.
/// Several threads read a column each.
///
/// Text (utf8, large utf8, views) is not copied: the table keeps the producer's buffers alive.
/// Dictionaries may hold any of the types below and become codes where they hold text. Integers
/// become integers; decimals of up to 128 bits and floating-point numbers (by their shortest
/// decimal, NaN as null) become decimals, rounded half to even to six places; timestamps become
/// microseconds, rounded down, zoned where the type names a zone. Dates outside the years 1 to
/// 29999 become the open ends. A column of the null type becomes text without a cell.
///
/// Throws `data_error` for all columns of other types at once (K-E411), for numbers and timestamps
/// that do not fit (K-E412, the first hundred of each column), for malformed data (K-E413), and
/// where the producer fails (K-E414). The sizes of buffers are not part of the interface, so what
/// the producer says about them is believed.
table import_table(std::string_view table_name, ArrowArrayStream& stream, unsigned threads = 1);

/// Writes a result table as a stream of one record batch. `out` is the caller's to release; until
/// then and until its batch is released, `owner` keeps alive what the frame refers to.
///
/// Coded text is a dictionary of utf8 with int32 indices; days are date32, numbers float64, whole
/// numbers int64, truths bool, lists list<utf8>. Nothing but dictionaries, lists' items, truths,
/// indices with nulls and cells that rows share is copied. Several threads write a column each.
void export_table(frame const& result, std::shared_ptr<void const> owner,
                  arrow_metadata const& metadata, ArrowArrayStream* out, unsigned threads = 1);

/// Writes an input table in the same way: importing it gives an equal table. Text without codes
/// is utf8, decimals are decimal128(38, 6), instants timestamps in microseconds, in UTC or local.
void export_table(table const& content, std::shared_ptr<void const> owner,
                  arrow_metadata const& metadata, ArrowArrayStream* out);

}  // namespace kaohe::inline v1

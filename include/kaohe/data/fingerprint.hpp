#pragma once

#include <string>

#include <kaohe/data/dataset.hpp>

namespace kaohe::inline v1 {

/// A fingerprint of what a table says: 64 hexadecimal digits. Tables with the same columns and the
/// same rows have the same one, whatever the order of both, and whether a cell came as text or as
/// the type that prints as that text. A row that comes twice counts twice; null is not empty text.
///
/// It is the SHA-256 of the names of the columns in the order of their bytes, the number of rows
/// (eight bytes), and the sum modulo 2^256 of the SHA-256 of each row: its cells in the order of
/// those names. A name or a cell is four bytes, the length of its text plus one, and the text as
/// `column::text_of` has it; a null is the length 0. All numbers have the most significant byte
/// first.
std::string fingerprint(table const& content);

}  // namespace kaohe::inline v1

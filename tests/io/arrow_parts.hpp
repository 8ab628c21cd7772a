#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <kaohe/io/arrow.hpp>

namespace kaohe_test {

/// An Arrow column made by hand, well or badly: what a producer would hand over.
struct made_column {
    std::string format;
    std::string name = "c";
    std::int64_t length = 0;
    std::int64_t null_count = 0;
    std::int64_t offset = 0;
    std::vector<void const*> buffers;
    std::deque<made_column> dictionary;  ///< one at most

    ArrowSchema schema{};
    ArrowArray array{};
};

/// A stream of record batches made of such columns, which counts what its reader releases.
class made_stream {
  public:
    explicit made_stream(std::vector<made_column> columns) { add(std::move(columns)); }

    void add(std::vector<made_column> columns) {
        batch& made = batches_.emplace_back();
        made.columns = std::move(columns);
        for (made_column& column : made.columns) {
            prepare(column);
            made.schemas.push_back(&column.schema);
            made.arrays.push_back(&column.array);
        }
        made.array.length = made.columns.empty() ? 0 : made.columns.front().length;
        made.array.n_buffers = 1;
        made.array.buffers = no_buffers_;
        made.array.n_children = static_cast<std::int64_t>(made.arrays.size());
        made.array.children = made.arrays.data();
    }

    /// The record batch added last, to be spoilt.
    ArrowArray& last_batch() { return batches_.back().array; }

    ArrowArrayStream& stream() {
        stream_ = {&next_schema, &next_batch, &last_error, &release_stream, this};
        return stream_;
    }

    int schemas_released = 0;
    int batches_released = 0;
    int streams_released = 0;
    std::string record_format = "+s";
    int status = 0;  ///< what the stream answers when it is asked for a batch

  private:
    struct batch {
        std::vector<made_column> columns;
        std::vector<ArrowSchema*> schemas;
        std::vector<ArrowArray*> arrays;
        ArrowArray array{};
    };

    static void release_part(ArrowSchema* schema) { schema->release = nullptr; }
    static void release_part(ArrowArray* array) { array->release = nullptr; }

    static void prepare(made_column& column) {
        column.schema.format = column.format.c_str();
        column.schema.name = column.name.c_str();
        column.schema.release = &release_part;
        column.array.length = column.length;
        column.array.null_count = column.null_count;
        column.array.offset = column.offset;
        column.array.n_buffers = static_cast<std::int64_t>(column.buffers.size());
        column.array.buffers = column.buffers.data();
        column.array.release = &release_part;
        for (made_column& values : column.dictionary) {
            prepare(values);
            column.schema.dictionary = &values.schema;
            column.array.dictionary = &values.array;
        }
    }

    static made_stream& self(void* data) { return *static_cast<made_stream*>(data); }

    static int next_schema(ArrowArrayStream* stream, ArrowSchema* out) {
        made_stream& made = self(stream->private_data);
        batch& first = made.batches_.front();
        *out = {};
        out->format = made.record_format.c_str();
        out->n_children = static_cast<std::int64_t>(first.schemas.size());
        out->children = first.schemas.data();
        out->private_data = &made;
        out->release = [](ArrowSchema* schema) {
            ++self(schema->private_data).schemas_released;
            schema->release = nullptr;
        };
        return 0;
    }
    static int next_batch(ArrowArrayStream* stream, ArrowArray* out) {
        made_stream& made = self(stream->private_data);
        *out = {};
        if (made.status != 0 || made.handed_over_ == made.batches_.size())
            return made.status;
        *out = made.batches_[made.handed_over_++].array;
        out->private_data = &made;
        out->release = [](ArrowArray* array) {
            ++self(array->private_data).batches_released;
            array->release = nullptr;
        };
        return 0;
    }
    static char const* last_error(ArrowArrayStream*) { return "the disk is gone"; }
    static void release_stream(ArrowArrayStream* stream) {
        ++self(stream->private_data).streams_released;
        stream->release = nullptr;
    }

    std::deque<batch> batches_;
    std::size_t handed_over_ = 0;
    ArrowArrayStream stream_{};
    void const* no_buffers_[1] = {nullptr};
};

}  // namespace kaohe_test

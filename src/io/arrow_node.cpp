#include "arrow_node.hpp"

#include <cerrno>
#include <cstring>
#include <deque>
#include <new>

namespace kaohe::inline v1::detail {
namespace {

using shared_node = std::shared_ptr<arrow_node const>;

/// What an exported structure points to. A consumer may move a child away and release it later,
/// so each structure keeps the node alive by itself.
template <typename Structure>
struct exported {
    shared_node node;
    std::deque<Structure> children;
    std::vector<Structure*> pointers;
    Structure dictionary{};

    static void release(Structure* structure) {
        std::unique_ptr<exported> const own(static_cast<exported*>(structure->private_data));
        for (Structure& child : own->children)
            if (child.release != nullptr)
                child.release(&child);
        if (own->dictionary.release != nullptr)
            own->dictionary.release(&own->dictionary);
        structure->release = nullptr;
    }
};

void describe(arrow_node const& node, ArrowSchema& schema) {
    schema.format = node.format.c_str();
    schema.name = node.name.c_str();
    schema.metadata = node.metadata.empty() ? nullptr : node.metadata.data();
    schema.flags = node.nullable ? ARROW_FLAG_NULLABLE : 0;
}

void describe(arrow_node const& node, ArrowArray& array) {
    array.length = node.length;
    array.null_count = node.nulls;
    array.n_buffers = static_cast<std::int64_t>(node.buffers.size());
    array.buffers = const_cast<void const**>(node.buffers.data());
}

template <typename Structure>
void fill(shared_node const& node, Structure& structure) {
    auto own = std::make_unique<exported<Structure>>();
    own->node = node;
    structure = {};
    describe(*node, structure);
    try {
        for (arrow_node const& child : node->children) {
            fill(shared_node(node, &child), own->children.emplace_back());
            own->pointers.push_back(&own->children.back());
        }
        if (node->dictionary != nullptr)
            fill(node->dictionary, own->dictionary);
    } catch (...) {
        structure.private_data = own.release();
        exported<Structure>::release(&structure);
        throw;
    }
    structure.n_children = static_cast<std::int64_t>(own->pointers.size());
    structure.children = own->pointers.data();
    structure.dictionary = node->dictionary == nullptr ? nullptr : &own->dictionary;
    structure.private_data = own.release();
    structure.release = &exported<Structure>::release;
}

struct exported_stream {
    shared_node batch;
    bool is_read = false;

    static exported_stream& of(ArrowArrayStream* stream) {
        return *static_cast<exported_stream*>(stream->private_data);
    }
    static int schema(ArrowArrayStream* stream, ArrowSchema* out) {
        return attempt([&] { fill(of(stream).batch, *out); });
    }
    static int next(ArrowArrayStream* stream, ArrowArray* out) {
        if (of(stream).is_read) {
            *out = {};
            return 0;
        }
        return attempt([&] {
            fill(of(stream).batch, *out);
            of(stream).is_read = true;
        });
    }
    static char const* last_error(ArrowArrayStream*) { return "out of memory"; }
    static void release(ArrowArrayStream* stream) {
        delete &of(stream);
        stream->release = nullptr;
    }

  private:
    template <typename Action>
    static int attempt(Action action) {
        try {
            action();
            return 0;
        } catch (std::bad_alloc const&) {
            return ENOMEM;
        }
    }
};

void append_number(std::string& text, std::size_t number) {
    auto const narrow = static_cast<std::int32_t>(number);
    char bytes[sizeof narrow];
    std::memcpy(bytes, &narrow, sizeof narrow);
    text.append(bytes, sizeof narrow);
}

}  // namespace

std::string encode_arrow_metadata(arrow_metadata const& metadata) {
    std::string text;
    if (metadata.empty())
        return text;
    append_number(text, metadata.size());
    for (auto const& [key, value] : metadata) {
        append_number(text, key.size());
        text += key;
        append_number(text, value.size());
        text += value;
    }
    return text;
}

void export_stream(arrow_node batch, ArrowArrayStream* out) {
    auto own = std::make_unique<exported_stream>();
    own->batch = std::make_shared<arrow_node const>(std::move(batch));
    *out = {&exported_stream::schema, &exported_stream::next, &exported_stream::last_error,
            &exported_stream::release, own.release()};
}

}  // namespace kaohe::inline v1::detail

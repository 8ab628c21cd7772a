#pragma once

#include <memory>

#include <kaohe/data/dataset.hpp>

namespace kaohe::inline v1::python {

/// A dataset that others may be reading: what changes is a copy as long as they do.
struct shared_dataset {
    std::shared_ptr<dataset> tables = std::make_shared<dataset>();

    dataset& writable() {
        if (tables.use_count() > 1)
            tables = std::make_shared<dataset>(*tables);
        return *tables;
    }
};

}  // namespace kaohe::inline v1::python

#pragma once

/// The core in one include: rules and policies as values, datasets, evaluation, result tables.
/// Left out: `kaohe/io/…` (YAML, Arrow, time zones), which needs `kaohe::io`.

#include <kaohe/data/dataset.hpp>
#include <kaohe/engine/batch.hpp>
#include <kaohe/engine/explain.hpp>
#include <kaohe/error.hpp>
#include <kaohe/policy/lint.hpp>
#include <kaohe/policy/policy.hpp>
#include <kaohe/result/verdicts.hpp>
#include <kaohe/rule/rule.hpp>
#include <kaohe/time/period.hpp>
#include <kaohe/version.hpp>

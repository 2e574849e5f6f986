// How a result of the engine comes back.
#pragma once

#include <functional>

namespace postreel {

// Called on the main thread, while the `context` that is given with it lives.
template <typename T> using Callback = std::function<void(T)>;

} // namespace postreel

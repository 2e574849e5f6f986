// A composer and the desk behind it on an engine that notes what it is asked.
// Invariant: nothing is shown and no draft is open to begin with.
#pragma once

#include "fake_engine.h"
#include "ui/window/composer.h"
#include "ui/window/draft_desk.h"
#include "ui/window/message_area.h"
#include "ui/window/picture_cache.h"
#include "ui/window/queue_model.h"

namespace postreel::testing {

struct DraftRoom
{
    Engine engine{EngineOptions{}};
    PictureCache pictures;
    QueueModel posts;
    Composer composer{pictures, nullptr};
    QWidget host;
    MessageArea messages{&host};
    DraftDesk desk{engine, composer, messages, posts, nullptr};
};

} // namespace postreel::testing

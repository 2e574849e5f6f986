// A composer and the controller behind it on an engine that notes what it is asked.
// Invariant: nothing is shown and no draft is open to begin with.
#pragma once

#include "fake_engine.h"
#include "ui/window/compose/composer.h"
#include "ui/window/draft_controller.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/queue/queue_model.h"

namespace postreel::testing {

struct DraftFixture
{
    Engine engine{EngineOptions{}};
    PictureCache pictures;
    QueueModel posts;
    Composer composer{pictures, nullptr};
    QWidget host;
    MessageArea messages{&host};
    DraftController controller{engine, composer, messages, posts, nullptr};
};

} // namespace postreel::testing

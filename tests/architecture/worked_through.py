"""Headers of app whose classes no Qt Test program names, for class_coverage.py."""

# Nothing outside their module makes these, so a test works them as the program does: through what, in which program, and the
# case that shows the most of it.
WORKED_THROUGH = {
    "app/media/subtitles/cue_times.h": ("cueTimesOf()", "tests/media/subtitles/tst_subtitle_cues.cpp", "times"),
    "app/x/pending_request.h": ("Transport", "tests/x/tst_transport_ends.cpp", "aStallIsNoAbort"),
    "app/auth/keychain_task.h": ("KeychainStore", "tests/auth/tst_keychain_store.cpp", "aDaemonThatHangsTimesOut"),
    "app/upload/segment_sender.h": ("Uploader", "tests/upload/tst_uploader_records.cpp", "rangesAreOnDiskBeforeTheyLeave"),
    "app/upload/upload_table.h": ("step()", "tests/upload/tst_upload_table.cpp", "everyPair"),
    "app/post/post_table.h": ("step()", "tests/post/tst_post_table.cpp", "everyPair"),
    "app/desktop/bus_link_linux.h": ("SleepInhibitor", "tests/desktop/tst_sleep_inhibitor_bus.cpp", "aBusThatHangsLaterStopsNobody"),
    "app/desktop/bus_linux.h": ("SleepInhibitor", "tests/desktop/tst_sleep_inhibitor_bus.cpp", "aBusThatHangsWhileItOpensStopsNoOther"),
    "app/engine/event_feed.h": ("Engine", "tests/engine/tst_engine.cpp", "eventsInOrder"),
    "app/engine/files_being_added.h": ("Engine", "tests/engine/tst_engine_adding.cpp", "mediaStandInTheOrderOfTheDrops"),
    "app/engine/post_maker.h": ("Engine", "tests/engine/tst_engine.cpp", "badFilesRecordNothing"),
    "app/engine/removals.h": ("Engine", "tests/engine/tst_engine_removal_ends.cpp", "whenItsTimeIsOverItIsGone"),
    "app/engine/account_mover.h": ("Engine", "tests/engine/tst_engine_accounts.cpp", "anEndedSignInGoesOnWithTheSameUserAlone"),
    "app/engine/film_controller.h": ("Engine", "tests/engine/tst_engine_frames.cpp", "theLastWordOnTheCoverCounts"),
    "app/engine/live_posts.h": ("Engine", "tests/engine/tst_engine_removals.cpp", "rowsComeBackAsTheyWere"),
    "app/engine/media_adder.h": ("Engine", "tests/engine/tst_engine_adding.cpp", "aFileThatDoesNotComeHoldsThePost"),
    "app/engine/media_changer.h": ("Engine", "tests/engine/tst_engine_changes.cpp", "aFailedStepLeavesAllAsItWas"),
    "app/engine/media_commands.h": ("Engine", "tests/engine/tst_engine_fixes.cpp", "sentAnywayItGoesAsItIs"),
    "app/engine/network_controller.h": ("Engine", "tests/engine/tst_engine_reach.cpp", "whatWaitsForTheNetworkGoesOn"),
    "app/engine/post_commands.h": ("Engine", "tests/engine/tst_engine_commands.cpp", "pauseAllHoldsNewPostsToo"),
    "app/engine/post_controllers.h": ("Engine", "tests/engine/tst_engine_commands.cpp", "undo"),
    "app/engine/post_creation.h": ("Engine", "tests/engine/tst_engine.cpp", "onceKeyTwiceAtTheSameMoment"),
    "app/engine/post_remover.h": ("Engine", "tests/engine/tst_engine_removals.cpp", "whatChangedMeanwhileHoldsForIt"),
    "app/engine/post_views.h": ("Engine", "tests/engine/tst_engine_holds.cpp", "oneThatAPersonLetGoOnDoesSo"),
    "app/engine/sign_in_controller.h": ("Engine", "tests/engine/tst_engine_starts.cpp", "nothingReachesAPostBeforeItIsTakenUp"),
    "app/engine/thumbnails.h": ("Engine", "tests/engine/tst_engine_starts.cpp", "picturesAreMadeOfWhatIsShownAlone"),
    # The sandbox is worked as its clients do: by requests.
    "app/sandbox/response_source.h": ("a Sandbox", "tests/sandbox/tst_fault_scenes.cpp", "headersNeverEnd"),
    "app/sandbox/body_reader.h": ("a Sandbox", "tests/sandbox/tst_strictness.cpp", "append"),
    "app/sandbox/content_probe.h": ("a Sandbox", "tests/sandbox/tst_probe_process.cpp", "aLookStopsNobody"),
    "app/sandbox/exchange.h": ("a Sandbox", "tests/sandbox/tst_strictness.cpp", "paths"),
    "app/sandbox/http_connection.h": ("a Sandbox", "tests/sandbox/tst_wire_forms.cpp", "keepAliveAndPipelining"),
    "app/sandbox/http_server.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "takesAnotherPortWhenItsOwnIsTaken"),
    "app/sandbox/ids.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "seedRepeats"),
    "app/sandbox/journal.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "outlastsTheProcess"),
    "app/sandbox/json_schema.h": ("a Sandbox", "tests/sandbox/tst_strictness.cpp", "json"),
    "app/sandbox/link.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "linkDelaysAndKeepsEveryByte"),
    "app/sandbox/media.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "outlastsTheProcess"),
    "app/sandbox/media_assembler.h": ("a Sandbox", "tests/sandbox/tst_wire_forms.cpp", "resourceForm"),
    "app/sandbox/media_store.h": ("a Sandbox", "tests/sandbox/tst_strictness.cpp", "append"),
    "app/sandbox/page_keys.h": ("a Sandbox", "tests/sandbox/tst_page_access.cpp", "aKeyOpensOnce"),
    "app/sandbox/post_store.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "timeline"),
    "app/sandbox/probe_run.h": ("a Sandbox", "tests/sandbox/tst_probe_process.cpp", "brokenFfprobe"),
    "app/sandbox/processing_script.h": ("a Sandbox", "tests/sandbox/tst_fault_scenes.cpp", "processingScripts"),
    "app/sandbox/rate_limits.h": ("a Sandbox", "tests/sandbox/tst_strictness.cpp", "rateLimits"),
    "app/sandbox/received_file.h": ("a Sandbox", "tests/sandbox/tst_fault_scenes.cpp", "append"),
    "app/sandbox/request_log.h": ("a Sandbox", "tests/sandbox/tst_wire_forms.cpp", "record"),
    "app/sandbox/sandbox_state.h": ("a Sandbox", "tests/sandbox/tst_state.cpp", "outlastsTheProcess"),
}

# No program shows what these do: what one has to show. It takes the entry away.
NOT_YET = {
    "app/engine/computer.h": "what the network and sleep tell reaches the engine; staying awake follows its work; \"shut down when "
                             "done\" counts 60 s, is called off by new work and by the person, and tells a refusal",
}

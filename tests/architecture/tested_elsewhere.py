"""Long modules whose tests stand in another file, each with its reason."""

from __future__ import annotations

TESTED_ELSEWHERE: dict[str, tuple[str, str]] = {
    "engine/data/digits/distortions.py": (
        "tests/engine/data/digits/test_expansion.py",
        "ranges and fields; each distortion alone is compared with its naive twin there",
    ),
    "engine/experiments/chapters/chapter_3/hyper_parameters.py": (
        "tests/engine/experiments/chapters/chapter_3/test_chapter_3.py",
        "one of the tables of the chapter, whose experiments are run there",
    ),
    "engine/experiments/chapters/chapter_3/regularisation.py": (
        "tests/engine/experiments/chapters/chapter_3/test_chapter_3.py",
        "one of the tables of the chapter, whose experiments are run there",
    ),
    "engine/kernels/activations.py": (
        "tests/engine/kernels/test_elementwise.py",
        "plain pairs of value and slope; their dispatch is compared with the table for all codes",
    ),
    "app/commands/search/report.py": (
        "tests/app/commands/search/test_command.py",
        "lines, table and document are what the whole command prints",
    ),
    "app/commands/search/request.py": (
        "tests/app/commands/search/test_command.py",
        "each option that is refused is given to the whole command",
    ),
    "app/pages/digits/sentence.py": (
        "tests/app/pages/digits/test_view.py",
        "The sentences are said by the whole page.",
    ),
    "engine/simulations/learning/pace.py": (
        "tests/engine/simulations/learning/test_work_slices.py",
        "A pace is kept by the slices of work.",
    ),
    "app/widgets/networks/network_items.py": (
        "tests/app/window/test_accessible_items.py",
        "neurons and weights are compared there with the networks that pages show",
    ),
    "app/widgets/window/time_line.py": (
        "tests/app/window/history/test_controller.py",
        "opened, walked through by keys, resized and translated there in a whole window",
    ),
    "app/widgets/score/cue_list.py": (
        "tests/app/window/score/test_controller.py",
        "used there by clicks and keys in a whole window with a real session",
    ),
    "app/widgets/score/cue_panel.py": (
        "tests/app/window/score/test_controller.py",
        "used there by clicks and keys in a whole window with a real session",
    ),
    "app/window/score/notes_window.py": (
        "tests/app/window/score/test_controller.py",
        "used there by clicks and keys in a whole window with a real session",
    ),
    "engine/commands/scores.py": (
        "tests/engine/session/test_score_keeper.py",
        "frozen values without logic; each of them is given to a session there",
    ),
    "engine/commands/pages/builder.py": (
        "tests/engine/commands/test_command.py",
        "frozen values without logic; that each has a handler is asserted there",
    ),
    "engine/commands/pages/digits.py": (
        "tests/engine/commands/test_command.py",
        "frozen values without logic; that each has a handler is asserted there",
    ),
    "engine/commands/pages/perceptrons.py": (
        "tests/engine/commands/test_command.py",
        "frozen values without logic; that each has a handler is asserted there",
    ),
    "engine/commands/pages/universality.py": (
        "tests/engine/commands/test_command.py",
        "frozen values without logic; that each has a handler is asserted there",
    ),
    "engine/simulations/slowdown/activations/state.py": (
        "tests/engine/simulations/slowdown/activations/test_station.py",
        "frozen values; the station that builds them is tested",
    ),
    "engine/simulations/backprop/state.py": (
        "tests/engine/simulations/backprop/test_views.py",
        "frozen values; the views that build them are tested, with `UpdateView.ratio`",
    ),
    "engine/simulations/digits/state.py": (
        "tests/engine/simulations/digits/test_game.py",
        "frozen values; `GameView.finished` is asserted card by card there",
    ),
    "engine/simulations/learning/views/playground.py": (
        "tests/engine/simulations/builder/test_simulation.py",
        "frozen values without logic; compared with what the network computes",
    ),
    "engine/simulations/learning/views/state.py": (
        "tests/engine/simulations/learning/views/test_run_views.py",
        "frozen values without logic; the functions that fill them are tested there",
    ),
    "engine/simulations/perceptrons/state.py": (
        "tests/engine/simulations/perceptrons/test_views.py",
        "frozen values; `BitsView.right` is counted there for right and empty layers",
    ),
    "engine/simulations/surface/state.py": (
        "tests/engine/simulations/surface/test_views.py",
        "frozen values and a table of colours; views are compared with numbers by hand",
    ),
    "engine/simulations/universality/state.py": (
        "tests/engine/simulations/universality/test_views.py",
        "frozen values; the functions that build them are tested there",
    ),
    "engine/simulations/universality/two_inputs/settings.py": (
        "tests/engine/simulations/universality/two_inputs/test_figures.py",
        "a table of settings; each figure finds its own in it there",
    ),
    "engine/simulations/learning/recorded_playback.py": (
        "tests/engine/simulations/digits/test_recorded_playback.py",
        "the page of digits plays a recorded run, epoch by epoch",
    ),
    "engine/simulations/scene_page/station_runner.py": (
        "tests/engine/simulations/overfitting/test_simulation.py",
        "defaults of stations; what a document would miss is counted there",
    ),
    "engine/simulations/scene_page/station_scene_page.py": (
        "tests/engine/simulations/vanishing/test_simulation.py",
        "a page with stations of which only the present one runs",
    ),
    "app/pages/overfitting/gap/figures.py": (
        "tests/app/pages/overfitting/gap/test_station.py",
        "the figures of the gap are compared with the curves that they show",
    ),
    "app/pages/overfitting/trap/figures.py": (
        "tests/app/pages/overfitting/trap/test_station.py",
        "the figures are read from the plots of the station, before and after trials",
    ),
    "app/pages/overfitting/weights/arrows.py": (
        "tests/app/pages/overfitting/weights/test_station.py",
        "painted by the station; ends of the arrows are read from its description",
    ),
    "app/pages/overfitting/weights/time_map.py": (
        "tests/app/pages/overfitting/weights/test_station.py",
        "the picture and its scale of epochs are compared there pixel by pixel",
    ),
    "app/pages/overfitting/stations.py": (
        "tests/app/pages/overfitting/test_view.py",
        "a table; its stations are compared with those of the engine there",
    ),
    "engine/simulations/overfitting/expansion/state.py": (
        "tests/engine/simulations/overfitting/expansion/test_runner.py",
        "frozen values without logic; the runner that builds them is tested there",
    ),
    "engine/commands/edits.py": (
        "tests/engine/simulations/digits/test_simulation.py",
        "commands without logic; the pages that take them are tested there",
    ),
    "app/pages/overfitting/more_data/figures.py": (
        "tests/app/pages/overfitting/more_data/test_station.py",
        "the figures are compared with the points and the law that they show",
    ),
    "app/pages/overfitting/more_data/words.py": (
        "tests/app/pages/overfitting/more_data/test_station.py",
        "sentences and lines are read from the station",
    ),
    "engine/simulations/search/edits.py": (
        "tests/engine/simulations/search/test_simulation.py",
        "every edit is a command of the whole page there",
    ),
    "engine/simulations/search/runner.py": (
        "tests/engine/simulations/search/test_simulation.py",
        "the transport of the stations is asked for by commands there",
    ),
    "engine/simulations/search/scene.py": (
        "tests/engine/simulations/search/test_views.py",
        "the plan of the first scene is trained and compared with the stored map there",
    ),
    "engine/simulations/search/settings.py": (
        "tests/engine/simulations/search/test_views.py",
        "tables; that every setting has values to begin with is asserted there",
    ),
    "engine/simulations/search/state.py": (
        "tests/engine/simulations/search/test_views.py",
        "frozen values without logic; the views that fill them are tested there",
    ),
    "engine/simulations/search/works.py": (
        "tests/engine/simulations/search/test_simulation.py",
        "each station's work is played to its end there",
    ),
    "engine/simulations/search/document.py": (
        "tests/engine/simulations/search/test_simulation.py",
        "settings and results are written and read again there",
    ),
    "engine/simulations/overfitting/gap/live.py": (
        "tests/engine/simulations/overfitting/gap/test_runner.py",
        "live runs are begun, held, kept and found again by the runner",
    ),
    "engine/simulations/overfitting/gap/state.py": (
        "tests/engine/simulations/overfitting/gap/test_views.py",
        "frozen values without logic; the functions that build them are tested there",
    ),
    "engine/simulations/overfitting/initialisation/first_epochs.py": (
        "tests/engine/simulations/overfitting/initialisation/test_runner.py",
        "both networks are trained and measured by the runner",
    ),
    "app/pages/overfitting/dropout/thinned_network.py": (
        "tests/app/pages/overfitting/dropout/test_station.py",
        "painted by the station; its neurons are compared with the masks there",
    ),
    "app/pages/overfitting/dropout/mask_grid.py": (
        "tests/app/pages/overfitting/dropout/test_station.py",
        "painted by the station, its masks are those of the view",
    ),
    "app/pages/overfitting/dropout/vote_bars.py": (
        "tests/app/pages/overfitting/dropout/test_station.py",
        "painted by the station; the votes are read from its description",
    ),
    "app/pages/overfitting/polynomial/canvas.py": (
        "tests/app/pages/overfitting/polynomial/test_station.py",
        "points are dragged, added and removed there by mouse and keys",
    ),
    "app/pages/overfitting/polynomial/painting.py": (
        "tests/app/pages/overfitting/polynomial/test_station.py",
        "painted by the canvas",
    ),
    "engine/simulations/overfitting/polynomial/edits.py": (
        "tests/engine/simulations/overfitting/polynomial/test_runner.py",
        "every edit is made and taken back through the page",
    ),
    "app/pages/overfitting/initialisation/figures.py": (
        "tests/app/pages/overfitting/initialisation/test_station.py",
        "the figures are compared with theory and draws there",
    ),
    "engine/simulations/overfitting/scene.py": (
        "tests/engine/simulations/overfitting/test_simulation.py",
        "settings of all stations and edits of the scene are tested through the page",
    ),
    "engine/simulations/overfitting/trap/trial.py": (
        "tests/engine/simulations/overfitting/trap/test_runner.py",
        "trials are made, trained and measured by the runner",
    ),
    "engine/simulations/vanishing/state.py": (
        "tests/engine/simulations/vanishing/test_views.py",
        "frozen values without logic; chains and circuits in them are tested there",
    ),
    "engine/data/files/pickle_opcodes.py": (
        "tests/engine/data/files/test_pickled_arrays.py",
        "every protocol, damaged and harmful pickles are read through the reader of arrays",
    ),
    "engine/data/files/csv_table.py": (
        "tests/engine/data/files/test_tables.py",
        "read through TABLES, by suffix",
    ),
    "engine/data/files/raw_parts.py": (
        "tests/engine/data/files/test_npz_arrays.py",
        "shapes, types and ranges of arrays are tested with archives and tables",
    ),
    "engine/data/files/class_folders.py": (
        "tests/engine/data/files/test_own.py",
        "folders of classes are what own data mostly are",
    ),
    "app/page_frame/page_info.py": (
        "tests/app/page_frame/test_added_page.py",
        "a page that is declared there is opened and driven in a window",
    ),
    "app/page_frame/transport.py": (
        "tests/app/window/test_main_window.py",
        "the keys of the transport are pressed in a window",
    ),
    "app/pages/results/lines.py": (
        "tests/app/pages/results/test_card.py",
        "the lines of every experiment are made there, and read on the card",
    ),
    "app/pages/results/openings.py": (
        "tests/app/pages/results/test_card.py",
        "each kind of opening is given there to a session of the page that it names",
    ),
    "app/pages/results/titles.py": (
        "tests/app/pages/results/test_card.py",
        "a table; compared there with the engine's",
    ),
    "app/pages/results/view.py": (
        "tests/app/pages/results/test_table.py",
        "its keys and sentence are tried there and in test_card.py on the shown page",
    ),
    "app/pages/results/words.py": (
        "tests/app/pages/results/test_table.py",
        "the words stand in the table and on the card that are read there",
    ),
    "engine/experiments/outside.py": (
        "tests/engine/experiments/test_worker.py",
        "process and worker are tested together, from the order to the end",
    ),
    "engine/simulations/results/rows.py": (
        "tests/engine/simulations/results/test_simulation.py",
        "rows with shipped, noted and own results are looked at there",
    ),
    "engine/simulations/results/running.py": (
        "tests/engine/simulations/results/test_simulation.py",
        "each kind of report and what is kept are tried there on the whole simulation",
    ),
    "engine/simulations/results/scene.py": (
        "tests/engine/simulations/results/test_simulation.py",
        "settings and lengths are tried there on the whole simulation",
    ),
    "engine/simulations/results/state.py": (
        "tests/engine/simulations/results/test_simulation.py",
        "frozen values with a few derived ones, which are asserted there",
    ),
}
"""Module: the file that exercises it, and why it has none of its own."""

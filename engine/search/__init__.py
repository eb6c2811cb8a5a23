"""Search of hyper-parameters: over any settings of training, in processes or on a cluster.

A search is a plan, workers that train its trials, and a journal that keeps the results::

    space = Space.of(span("eta", 0.01, 10, scale="log", count=20), values("lambda", [0, 1, 5]))
    plan = SearchPlan(space, "grid", base, SearchData.at("xor"))
    search = Search(plan, make_workers(plan, Place(workers=2)), Path("search.jsonl"))
    try:
        while not search.finished:
            search.poll()       # takes results, hands out trials; does not block
            search.wait(0.2)    # until something has happened; a window polls instead
    finally:
        search.close()          # stops at once; what ended is in the journal

`Search(plan, workers, journal)` with the same plan goes on with a journal; `read_journal(path)`
returns the plan and the results of one. A trial that was lost with its worker is trained again.
Everything that is refused is an `EngineError` with a sentence.

space       Space, Dimension; values, span, parse_dimension ("eta=log:0.01:10:20")
plan        SearchPlan (space, strategy, base settings, SearchData, trials, prune, together)
strategies  STRATEGIES: grid, random, optuna, threshold
search      Search: poll, wait, close; results (by number), running, best, finished, total, ready
trial       Trial, TrialResult: values, state, epochs, score (best validation accuracy), digest,
            settings(plan) and command(plan), which train to the same weights
journal     Journal, read_journal
workers/    make_workers(plan, Place): this process, processes, Dask
pruning     the median rule
hunt        the book's hunt (3.N to 3.R) as trials that can be varied; `Hunt.run`
eta_threshold  the book's procedure for the largest useful η, a strategy of its own

For a map: `space.shape` and cell number → place by `numpy.unravel_index(number, space.shape)`;
`plan.settings(result.values)` gives the whole settings of a cell.
"""

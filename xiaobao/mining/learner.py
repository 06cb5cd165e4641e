"""Learning from what officers ruled and from the docket's own paths: ``xiaobao mine learn``, its pure part.

::

    learn_from(models: Path | None, examples: Mapping[str, Sequence[Example]], *, content: Path, on: date)
        -> dict[str, Proposal]                       one for each scheme (hot, object, problem, …)
    serve(models: Path, proposal: Proposal, *, insisted_by: str = "") -> Path
        raises NotBetter unless ``proposal.comparison.serves`` or somebody insists

``models`` is the bureau's own folder (``Run.models``). ``Example(text, label, by, group)``: ``text`` as in
``TEXTS.text``, ``by`` is officer, docket or seed; ``group`` is the same for texts that must not stand on both
sides of a division (an empty one is a group of its own). ``Proposal`` has ``scheme``, ``model``, ``card``
(what the model was made of and how good it is), ``comparison`` (``serves``, ``why`` in Chinese, figures of old
and new with intervals; None where too little was given, ``why`` says so).
"""

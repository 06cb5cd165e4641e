"""Measurements of the finished software: ``python -m bench`` (or ``make bench``) prints one JSON document.

    year      ground  the two workbooks of a year, given or invented; homes to measure in
    importing peer    the import, and reading the same workbooks with openpyxl
    pages     http    the screens, in the server's own process and over the network
    clocks            due dates a second
    documents         notices a second
    searching         full-text queries
    mining            every step of the mining over an invented year, and a night after it
    near_copies       pairs and clusters of copied texts, beside datasketch and rensa
    classifying       prediction beside jieba + TF-IDF + LinearSVC
    topics            hot issues found by average linkage
    cube              the cube of the figures, beside pandas and SQLite

Every measurement runs in a process of its own, on a home of its own. ``docs/benchmarks.md`` says what each
figure means and what was last recorded.
"""

"""``python -m xiaobao`` is the same as the console script ``xiaobao``."""

from xiaobao.jobs.cli import main

main()

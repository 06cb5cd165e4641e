"""Mining (挖掘): what people complain about, who complains together, what is signal and what is noise (信噪).

Tables in, findings out: ``pipeline.run`` takes the docket as tables through the steps, one file a step, and
every table between two steps can be opened. A finding is a proposal with its parts and its evidence; a person
confirms it, and it changes no matter by itself. Only ``linkage`` sees who somebody is, and returns keys.

This room knows no web framework and no clock: the day is an argument.
"""

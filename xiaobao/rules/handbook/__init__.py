"""The handbook (消费投诉举报处置指导手册) as data: its entries, what fits a matter, flowcharts, questions.

Nothing here knows of a database: an entry is a text, a book is all of them, and a matter is a few facts.
"""

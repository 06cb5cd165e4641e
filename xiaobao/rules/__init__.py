"""Pure decisions: one file per legal term. The day and the law are always arguments."""

"""What the sources' banks are told and what they answer: payment files, statements, matches and the reconciliation. Pure rules, no database."""

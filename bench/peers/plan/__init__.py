"""Workload P ("plan"): the whole sales management plan over a company of any size, for one year."""

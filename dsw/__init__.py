"""Actieplanmonitor: the commitment tracker of the action plan Digitaal Sociaal Werk(t)! 2025."""

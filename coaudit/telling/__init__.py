"""Telling: a description and its verdict put into the words and places of a Report. No threshold lives here."""

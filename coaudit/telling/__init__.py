"""Telling: a description and its verdict put into the words and places of a Report. No threshold of a verdict
lives here; `items.TALK_ABOUT`, from where on two sides have something to talk about, moves none.
"""

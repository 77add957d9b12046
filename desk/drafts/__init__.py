"""Drafts: a plan's document read into a campaign whose open questions people answer."""

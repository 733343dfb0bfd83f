"""What stands around every page, and what happens before there is one.

May hold what is the same on all pages and in no page's own words.
"""

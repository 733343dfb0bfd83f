"""Promises made to the reader, one file each. Fast ones first; test_browser needs Chromium."""

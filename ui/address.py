"""The address bar, the page's language and where a link's anchor leads: the browser's side."""

import streamlit as st

_ADDRESS = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  const url = new URL(location.href);
  url.search = data.query;
  // Replacing keeps the history to pages: Back leads to a page, not to a slider's last step.
  if (url.href !== location.href) history.replaceState(history.state, "", url);
  // The page is drawn after the browser looked for the anchor, so look once more.
  const anchor = location.hash.slice(1);
  if (anchor && window.anchorShown !== location.href) {
    const target = document.getElementById(anchor);
    if (target) {
      window.anchorShown = location.href;
      if (target.tagName === "DETAILS") target.open = true;
      target.scrollIntoView();
    }
  }
}
"""


def write(page: str, query: str, language: str) -> None:
    """Make the address say ``query`` and the document say ``language``.

    ``page`` is the page's path: after navigation the address has lost its query,
    and a changed argument makes the component run again.
    """
    component = st.components.v2.component("address", html="", js=_ADDRESS)
    component(data={"page": page, "query": query, "language": language}, key="address")

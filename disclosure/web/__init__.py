"""The pages: read the form, call one verb, choose the page."""

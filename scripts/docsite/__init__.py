"""Extensions of the documentation site, which mkdocs.yml names."""

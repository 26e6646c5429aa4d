"""The API classes and objects of Better Stack."""

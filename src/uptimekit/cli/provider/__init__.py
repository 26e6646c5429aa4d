"""``uptimekit <provider> <resource> <verb>``: every operation of a generated client, from its ``commands.json``."""

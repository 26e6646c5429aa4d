"""Rate limits and sessions that many hosts share, kept by Redis or Valkey (extra ``shared``)."""

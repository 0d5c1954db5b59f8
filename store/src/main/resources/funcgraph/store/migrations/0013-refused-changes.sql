-- Refused changes have a bound of their own: whoever may change nothing cannot push out what others have changed.
create index audit_refused on audit_events (at) where status >= 400;

-- What is sent to URLs that are paused waits at the end of time.
create index delivery_held on delivery (environment_id, url) where due = 'infinity';

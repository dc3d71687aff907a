create table step (name text);
insert into step values ('one');

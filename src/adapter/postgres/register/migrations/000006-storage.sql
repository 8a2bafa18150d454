-- A class's records are alike: the first of them becomes the dictionary by which the others are compressed. It rests here
-- for good, named by its digest, and every record says which one it needs.
create table dictionary (
  province text not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (province, sha256)
);
-- Which dictionary a class's next records are compressed by.
create table class_dictionary (
  province text not null,
  year text not null,
  school text not null,
  class_name text not null,
  sha256 text not null,
  primary key (province, year, school, class_name),
  foreign key (province, sha256) references dictionary
);
alter table record_version add column dictionary text;
alter table record_version add foreign key (province, dictionary) references dictionary (province, sha256);

-- A package rests whole in the queue until it is answered. Then its records stand in record_version, and only the rest of
-- the message is kept; both together give back the bytes that came. Older rows keep theirs.
alter table message alter column bytes drop not null;
alter table message_work add column body bytea;
create table message_rest (
  province text not null,
  number bigint not null,
  bytes bytea not null,
  primary key (province, number),
  foreign key (province, number) references message
);

do $$
declare
  one text;
begin
  foreach one in array array['dictionary', 'class_dictionary', 'message_rest'] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()', one);
    execute format(
      'create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()',
      one);
    execute format('grant select, insert on %I to hocba_register', one);
    perform protect_rows(one::regclass);
  end loop;
end $$;

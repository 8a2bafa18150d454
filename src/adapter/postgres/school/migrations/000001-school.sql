-- A school's own data: the year as imported, and the life of its records. Everything here is appended; nothing is
-- updated or deleted, and triggers hold to that whoever writes.

-- The year's data as one import left it; the last one of a year counts.
create table school_year (
  number bigint generated always as identity primary key,
  school text not null,
  year text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  yearbook text not null,
  imported_at timestamptz not null
);
create index school_year_last on school_year (school, year, number desc);

-- What was supplied or decided after the import, in order.
create table year_mend (
  number bigint generated always as identity primary key,
  school text not null,
  year text not null,
  mend jsonb not null,
  at timestamptz not null
);
create index year_mend_order on year_mend (school, year, number);

-- One row per learner, year and version.
create table record (
  code text not null check (code ~ '^[0-9a-f]{32}$'),
  version integer not null check (version >= 1),
  school text not null,
  year text not null,
  class text not null,
  learner text not null,
  primary key (code, version),
  unique (school, year, learner, version)
);
create index record_class on record (school, year, class);

-- The life of a record: its state is a fold of these. Acts on one class come one after the other, so the ids of a class
-- grow in the order in which its events are seen.
create table record_event (
  id bigint generated always as identity unique,
  code text not null,
  version integer not null,
  number integer not null check (number >= 1),
  type text not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (code, version, number),
  foreign key (code, version) references record
);

-- DU_LIEU_HOC_BA as each closing fixed it.
create table record_data (
  code text not null,
  version integer not null,
  sha256 text not null,
  data text not null,
  primary key (code, version, sha256),
  foreign key (code, version) references record
);

-- Every ds:Signature ever made, those withdrawn later too.
create table record_signature (
  code text not null,
  version integer not null,
  sha256 text not null,
  slot text not null,
  signature text not null,
  primary key (code, version, sha256),
  foreign key (code, version) references record
);

-- The issued file, byte for byte.
create table record_file (
  code text not null,
  version integer not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (code, version),
  foreign key (code, version) references record
);

-- What goes to the register: written before it is sent, so that the same bytes are sent again after a broken line.
create table package (
  id text primary key check (id ~ '^[0-9a-f]{32}$'),
  school text not null,
  year text not null,
  class text not null,
  sha256 text not null,
  bytes bytea not null,
  created_at timestamptz not null
);
create index package_class on package (school, year, class, created_at);

create table package_record (
  package text not null references package,
  code text not null,
  version integer not null,
  primary key (package, code, version),
  foreign key (code, version) references record
);

-- The register's number for a package, and its signed reply.
create table package_message (
  package text primary key references package,
  message bigint not null,
  submitted_at timestamptz not null
);

create table package_reply (
  package text primary key references package,
  sha256 text not null,
  bytes bytea not null,
  fetched_at timestamptz not null
);

-- Stages of the main job that are done: the next start goes on from there.
create table job_stage (
  school text not null,
  year text not null,
  stage text not null,
  seconds double precision not null,
  counts json not null,
  finished_at timestamptz not null,
  primary key (school, year, stage)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name
    using errcode = 'restrict_violation';
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'school_year', 'year_mend', 'record', 'record_event', 'record_data', 'record_signature', 'record_file',
    'package', 'package_record', 'package_message', 'package_reply', 'job_stage'
  ] loop
    execute format(
      'create trigger %I before update or delete on %I for each row execute function refuse_change()',
      name || '_kept', name);
    execute format(
      'create trigger %I before truncate on %I for each statement execute function refuse_change()',
      name || '_not_emptied', name);
  end loop;
end
$$;

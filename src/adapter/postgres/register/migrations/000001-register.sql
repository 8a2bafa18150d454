-- The register of origin (province) and of the witness (ministry). Every key begins with the province; what belongs to
-- a school year has the year in its key too, so that the tables can be partitioned by year and distributed by province.

create table school (
  province text not null,
  code text not null,
  name text not null,
  tax_code text not null,
  primary key (province, code),
  unique (province, tax_code)
);

-- What schools sent, exactly as received (zstd). Stored before it is acknowledged.
create table message (
  province text not null,
  number bigint generated always as identity,
  kind text not null check (kind in ('package', 'recall', 'enrolment')),
  package_id text not null,
  school text not null,
  year text,
  sha256 text not null,
  bytes bytea not null,
  total integer not null,
  received_at timestamptz not null,
  primary key (province, number),
  unique (province, package_id),
  foreign key (province, school) references school
);

-- The queue: how far each package has come. The only table about messages that changes.
create table message_work (
  province text not null,
  number bigint not null,
  status text not null check (status in ('received', 'answered')),
  attempts integer not null default 0,
  retry_at timestamptz not null default now(),
  fault text,
  primary key (province, number),
  foreign key (province, number) references message
);
-- How far the work on a package is. Beside the queue, whose row the worker holds locked meanwhile.
create table message_progress (
  province text not null,
  number bigint not null,
  done integer not null,
  primary key (province, number),
  foreign key (province, number) references message
);
create index message_waiting on message_work (province, number) where status = 'received';

-- The signed answer to a package.
create table reply (
  province text not null,
  number bigint not null,
  sha256 text not null,
  bytes bytea not null,
  answered_at timestamptz not null,
  primary key (province, number),
  foreign key (province, number) references message
);

-- What was refused at the door. Digest and code only: a refused message is not kept.
create table refusal (
  province text not null,
  number bigint generated always as identity,
  kind text not null,
  code text not null,
  sha256 text not null,
  school text,
  at timestamptz not null,
  primary key (province, number)
);

-- One row per event; its place is its leaf in the log.
create table event (
  province text not null,
  leaf_index bigint not null check (leaf_index >= 0),
  type text not null,
  year text not null,
  school text,
  code text,
  version integer,
  at timestamptz not null,
  message bigint,
  payload jsonb not null,
  leaf bytea not null,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  primary key (province, leaf_index),
  foreign key (province, message) references message (province, number)
);
create index event_by_code on event (province, code, leaf_index);
create index event_by_message on event (province, message);

-- Every version that was ever registered, byte for byte (zstd).
create table record_version (
  province text not null,
  year text not null,
  code text not null,
  version integer not null check (version >= 1),
  school text not null,
  learner text not null,
  cohort text not null check (cohort in ('completed', 'supplementary')),
  sha256 text not null,
  size integer not null,
  bytes bytea not null,
  leaf_index bigint not null,
  primary key (province, year, code, version),
  unique (province, year, sha256),
  unique (province, leaf_index, year),
  foreign key (province, leaf_index) references event
);

-- The current state of each code: a fold of its events, kept for speed and recomputed by fsck.
create table registered_record (
  province text not null,
  year text not null,
  code text not null,
  version integer not null,
  school text not null,
  class_name text not null,
  learner text not null,
  cohort text not null check (cohort in ('completed', 'supplementary')),
  state text not null check (state in ('registered', 'recalled')),
  sha256 text not null,
  registered_at timestamptz not null,
  recalled_at timestamptz check ((recalled_at is null) = (state = 'registered')),
  leaf_index bigint not null,
  primary key (province, year, code),
  unique (province, code),
  foreign key (province, year, code, version) references record_version
);
create unique index one_record_per_learner_and_year
  on registered_record (province, year, learner) where state = 'registered';
create index registered_by_school on registered_record (province, year, school);

-- Schools' statements of enrolment; the latest counts.
create table enrolment_statement (
  province text not null,
  year text not null,
  school text not null,
  message bigint not null,
  primary key (province, year, school, message),
  foreign key (province, message) references message (province, number)
);

-- Locked periods, with the counts of each class at the lock; names of learners left to the later cohort stay here.
create table period_lock (
  province text not null,
  year text not null,
  cohort text not null check (cohort in ('completed', 'supplementary')),
  locked_at timestamptz not null,
  leaf_index bigint not null,
  primary key (province, year, cohort),
  foreign key (province, leaf_index) references event
);
create table locked_class (
  province text not null,
  year text not null,
  cohort text not null,
  school text not null,
  class_name text not null,
  enrolled integer not null,
  in_force integer not null,
  excused jsonb not null,
  primary key (province, year, cohort, school, class_name),
  foreign key (province, year, cohort) references period_lock
);
create table awaited_learner (
  province text not null,
  year text not null,
  cohort text not null,
  learner text not null,
  primary key (province, year, cohort, learner),
  foreign key (province, year, cohort) references period_lock
);

-- The log: its edge (one row per province, whose lock is the only way to append), its nodes, its signed heads.
create table log_state (
  province text primary key,
  size bigint not null,
  frontier text not null
);
create table log_node (
  province text not null,
  level smallint not null,
  index bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (province, level, index)
);
create table checkpoint (
  province text not null,
  size bigint not null,
  note text not null,
  at timestamptz not null,
  primary key (province, size)
);
create table cosignature (
  province text not null,
  size bigint not null,
  witness text not null,
  line text not null,
  at timestamptz not null,
  primary key (province, size, witness),
  foreign key (province, size) references checkpoint
);

-- The ministry as witness: the heads of each province's log that it verified and cosigned.
create table witnessed_checkpoint (
  province text not null,
  origin text not null,
  size bigint not null,
  note text not null,
  line text not null,
  at timestamptz not null,
  primary key (province, origin, size)
);

-- Nothing that happened can be made not to have happened.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: %', tg_table_name using errcode = 'HB001';
end $$;

do $$
declare
  one text;
begin
  foreach one in array array[
    'message', 'reply', 'refusal', 'event', 'record_version', 'enrolment_statement', 'period_lock', 'locked_class',
    'awaited_learner', 'log_node', 'checkpoint', 'cosignature', 'witnessed_checkpoint'
  ] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()', one);
    execute format(
      'create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()',
      one);
  end loop;
end $$;
create trigger never_truncated before truncate on registered_record
  for each statement execute function refuse_change();

-- After the lock the period's records cannot change, whatever a program asks.
create function is_locked(p text, y text, c text) returns boolean language sql stable as $$
  select exists (select from period_lock where province = p and year = y and cohort = c)
$$;
create function refuse_locked_version() returns trigger language plpgsql as $$
begin
  if is_locked(new.province, new.year, new.cohort) then
    raise exception 'period-locked: % %', new.year, new.cohort using errcode = 'HB002';
  end if;
  return new;
end $$;
-- A record that was recalled before the lock may come back with a later cohort; one that stands may not change.
create function refuse_locked_record() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' and is_locked(new.province, new.year, new.cohort) then
    raise exception 'period-locked: % %', new.year, new.cohort using errcode = 'HB002';
  end if;
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.state = 'registered'
      and is_locked(old.province, old.year, old.cohort)) then
    raise exception 'period-locked: % %', old.year, old.cohort using errcode = 'HB002';
  end if;
  return new;
end $$;
create trigger period_locked before insert or update or delete on registered_record
  for each row execute function refuse_locked_record();
create trigger period_locked before insert on record_version
  for each row execute function refuse_locked_version();

-- The running program may add, and move its queue, its log's edge and the fold; it may not take away or alter.
do $$
begin
  -- Roles belong to the whole server: another register's migration may make it at the same moment.
  if not exists (select from pg_roles where rolname = 'hocba_register') then
    create role hocba_register nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant usage on schema %I to hocba_register', current_schema());
  execute format('grant select, insert on all tables in schema %I to hocba_register', current_schema());
  if not pg_has_role(current_user, 'hocba_register', 'member') then
    execute format('grant hocba_register to %I', current_user);
  end if;
end $$;
grant update on message_work, message_progress, log_state, registered_record, school to hocba_register;

-- What signers were shown, and what became of it. Appended like everything here.

-- One review: who looked at which set, by the digest of the set.
create table signing_session (
  number bigint generated always as identity unique,
  id text primary key check (id ~ '^[0-9a-f]{32}$'),
  school text not null,
  year text not null,
  signer text not null,
  classes text[] not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  opened_at timestamptz not null
);
create index signing_session_last on signing_session (school, year, signer, number desc);

-- The set: each signature to be made, over which parts, in which closed data they were looked at.
create table signing_item (
  session text not null references signing_session,
  number integer not null check (number >= 1),
  class text not null,
  learner text not null,
  code text not null,
  version integer not null,
  slot text not null,
  content text not null,
  parts jsonb not null,
  primary key (session, number),
  unique (session, code, version, slot),
  foreign key (code, version, content) references record_data
);

create table signing_event (
  id bigint generated always as identity primary key,
  session text not null references signing_session,
  type text not null,
  at timestamptz not null,
  body jsonb not null
);
create index signing_event_order on signing_event (session, id);

do $$
declare
  name text;
begin
  foreach name in array array['signing_session', 'signing_item', 'signing_event'] loop
    execute format(
      'create trigger %I before update or delete on %I for each row execute function refuse_change()',
      name || '_kept', name);
    execute format(
      'create trigger %I before truncate on %I for each statement execute function refuse_change()',
      name || '_not_emptied', name);
  end loop;
end
$$;

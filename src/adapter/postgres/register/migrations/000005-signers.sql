-- The certificate register and the appointments: who may sign at which school, with which certificate, from when to when.

-- A school's sealed word on its signers is kept like every other message.
alter table message drop constraint message_kind_check;
alter table message add constraint message_kind_check
  check (kind in ('package', 'recall', 'enrolment', 'signers'));

-- One row per event; `subject` is a certificate's digest or an appointment's number.
create table signer_event (
  province text not null,
  school text not null,
  number bigint generated always as identity,
  subject text not null,
  type text not null,
  at timestamptz not null,
  message bigint,
  payload jsonb not null,
  primary key (province, school, number),
  foreign key (province, school) references school,
  foreign key (province, message) references message (province, number)
);
create index signer_event_by_subject on signer_event (province, subject, number);

-- The current state of each certificate at each school: a fold of its events, recomputed by fsck.
create table signer_certificate (
  province text not null,
  school text not null,
  certificate text not null,
  holder text not null,
  holder_name text not null,
  kind text not null check (kind in ('token', 'remote', 'seal')),
  issuer text not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  state text not null check (state in ('proposed', 'refused', 'approved', 'suspended', 'withdrawn', 'replaced')),
  approved_from timestamptz check ((approved_from is null) = (state in ('proposed', 'refused'))),
  ended_from timestamptz check ((ended_from is null) = (state not in ('withdrawn', 'replaced'))),
  detail text,
  primary key (province, school, certificate),
  foreign key (province, school) references school
);
create index signer_certificate_by_end on signer_certificate (province, valid_until)
  where state in ('approved', 'suspended');

-- The current state of each appointment, likewise.
create table signer_appointment (
  province text not null,
  school text not null,
  id text not null,
  person text not null,
  name text not null,
  role text not null check (role in ('GVBM', 'GVCN', 'CBQL', 'CBQL-KT', 'KY_PHAT_HANH')),
  class_name text,
  begins date not null,
  ends date,
  decision_number text not null,
  decision_date date not null,
  substitutes text,
  ended_on date,
  primary key (province, school, id),
  foreign key (province, school) references school
);

create trigger append_only before update or delete on signer_event
  for each row execute function refuse_change();
create trigger append_only_truncate before truncate on signer_event
  for each statement execute function refuse_change();
do $$
declare
  one text;
begin
  foreach one in array array['signer_certificate', 'signer_appointment'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', one);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', one);
  end loop;
end $$;

grant select, insert on signer_event, signer_certificate, signer_appointment to hocba_register;
grant update on signer_certificate, signer_appointment to hocba_register;

select protect_rows('signer_event');
select protect_rows('signer_certificate');
select protect_rows('signer_appointment');

-- The Department's calendar: for each school year and cohort the last day on which schools may send, replace or recall.
-- A date that is moved is a new row; the latest counts.
create table locking_date (
  province text not null,
  number bigint generated always as identity,
  year text not null,
  cohort text not null check (cohort in ('completed', 'supplementary')),
  last_day date not null,
  officer text not null check (officer <> ''),
  decision text not null check (decision <> ''),
  at timestamptz not null,
  primary key (province, number)
);
create index locking_date_latest on locking_date (province, year, cohort, number desc);
create trigger append_only before update or delete on locking_date
  for each row execute function refuse_change();
create trigger append_only_truncate before truncate on locking_date
  for each statement execute function refuse_change();
grant select, insert on locking_date to hocba_register;

-- Time-stamps of signed heads, and the renewals that cover them: one row for each token of a head's evidence record.
create table checkpoint_stamp (
  province text not null,
  size bigint not null,
  -- 0 is the token over the signed note; each later one is a renewal over everything before it.
  step integer not null check (step >= 0),
  -- The step of the evidence record as JSON (format/evidence/evidence-record.ts); text, because renewals cover it.
  body text not null,
  -- What the token proved when it was accepted.
  at timestamptz not null,
  primary key (province, size, step),
  foreign key (province, size) references checkpoint
);
create index checkpoint_stamp_by_time on checkpoint_stamp (province, step, at);

create trigger append_only before update or delete on checkpoint_stamp
  for each row execute function refuse_change();
create trigger append_only_truncate before truncate on checkpoint_stamp
  for each statement execute function refuse_change();
grant select, insert on checkpoint_stamp to hocba_register;
select protect_rows('checkpoint_stamp');

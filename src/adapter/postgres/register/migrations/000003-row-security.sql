-- The running program sees and writes the rows of its own province alone, whatever its statements ask: the session names
-- the province (open-register-pool.ts). The owner, who migrates and restores, is not bound. Later tables call protect_rows.
create function protect_rows(one regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', one);
  execute format(
    'create policy own_province on %s for all to hocba_register
       using (province = (select current_setting(''hocba.province'')))
       with check (province = (select current_setting(''hocba.province'')))', one);
end $$;

do $$
declare
  one regclass;
begin
  for one in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attname = 'province'
  loop
    perform protect_rows(one);
  end loop;
end $$;

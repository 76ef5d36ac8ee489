-- Sessions that several people write. The owner of the database runs it by `cxworkshop store init postgresql://…`.
-- Roles are people, groups of roles are teams: whoever is in a team sees its sessions, and whoever has its rights too, by
-- inheriting them, writes them.

create extension if not exists pg_trgm;

create table cx_version (
  version int not null,
  at      timestamptz not null default clock_timestamp()
);

create table cx_session (
  id         text primary key default gen_random_uuid(), -- never the slug: one that is taken would tell another team of it
  slug       text not null check (slug ~ '^[^/.[:space:][:cntrl:]][^/[:space:][:cntrl:]]{0,199}$'),
  team       name not null,                              -- a role
  revision   bigint not null default 0,
  archived   boolean not null default false,
  header     json not null default '{}',                 -- the first row of a session file, without its card
  card       jsonb not null default '{}',                -- what the library shows, as in that row: what is short of it,
  more       json not null default '{}',                 -- and what is long and seldom asked for
  beside     json not null default '{}',                 -- what a file held that is no table of rows
  words      text not null default '',                   -- all that it is found by, as it is compared
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (team, slug)
);
alter table cx_session alter words set storage external; -- what is compressed takes twice as long to look through
create index cx_session_words on cx_session using gin (words gin_trgm_ops);

create table cx_row (
  session  text not null references cx_session on delete cascade,
  name     text not null,              -- the table of the record
  round    int  not null default 0,    -- 0: the session's own
  id       text not null,
  position double precision not null,  -- in its table
  revision bigint not null,            -- the last one that changed it
  doc      json,                       -- as in a session file, so to the letter; null: gone since that revision
  known_as text,                       -- what it is known by, where it may be found by that
  words    text,                       -- the same, as it is compared
  primary key (session, name, round, id)
);
create index cx_row_revision on cx_row (session, revision);
create index cx_row_words on cx_row (session) where words is not null;

create table cx_log (                  -- who did what and when; nobody changes it, and no blind answer is in it
  session  text not null references cx_session on delete cascade,
  revision bigint not null,
  at       timestamptz not null default clock_timestamp(),
  by       text not null default session_user,
  put      text not null,              -- which program it was and its number there, to know it again after a cut
  names    text[] not null,
  ops      json not null,
  primary key (session, revision)
);

create unlogged table cx_here (        -- where everybody is; gone with a crash of the server, and may be
  session text not null,
  program text not null,
  by      text not null default session_user,
  place   json,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (session, program)
);

-- The names by which sessions are opened: whoever is in two teams may see one slug twice.
create view cx_named with (security_invoker = true) as
  select *, slug || case when row_number() over (partition by slug order by created_at, id) > 1
    then '.' || team else '' end as name
  from cx_session;

alter table cx_session enable row level security;
alter table cx_row     enable row level security;
alter table cx_log     enable row level security;
alter table cx_here    enable row level security;
create policy team on cx_session using (team = any (array(select rolname from pg_roles where pg_has_role(oid, 'member'))));
create policy team on cx_row  using (exists (select from cx_session s where s.id = session));
create policy team on cx_log  using (exists (select from cx_session s where s.id = session));
create policy team on cx_here using (exists (select from cx_session s where s.id = session));
grant select on cx_version to public;
revoke all on cx_session, cx_named, cx_row, cx_log, cx_here from public;

-- Row security asks whatever is not leakproof only behind its own condition, so no index of words is used through it: ten
-- seconds at 5,000 sessions. Finding is one function of the owner, which looks itself whose the sessions are.
-- The words are patterns, `longest` the longest of them. What is in few sessions is found by the index; what is in many,
-- by going from the session that was edited last until there are enough.
create function cx_find(longest text, others text[], most int) returns table (session text, name text, known_as text)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
declare
  teams name[] := array(select rolname from pg_roles where pg_has_role(session_user, oid, 'member'));
  found text[] := null;
begin
  if length(longest) > 4 then
    found := array(select s.id from cx_session s
      where s.words like longest and s.words like all (others) and s.team = any (teams) and not s.archived limit 2 * most);
  end if;
  if found is null or cardinality(found) = 2 * most then
    found := array(select w.id from (
        select s.id, s.words from cx_session s where s.team = any (teams) and not s.archived
        order by s.updated_at desc offset 0) w
      where w.words like longest and w.words like all (others) limit most);
  end if;
  return query select s.id, r.name, r.known_as
    from (select s.id, s.updated_at from cx_session s where s.id = any (found) order by s.updated_at desc limit most) s
    left join lateral (select r.name, r.known_as from cx_row r
      where r.session = s.id and r.words is not null and r.words like any (longest || others)
      order by r.name, r.position limit 20) r on true
    order by s.updated_at desc, s.id;
end $$;
revoke all on function cx_find(text, text[], int) from public;

-- What a team needs; {team} is the name of its role.
grant select on cx_session, cx_named, cx_row, cx_log, cx_here to {team};
grant insert (slug, team, header, card, more, beside, words) on cx_session to {team};
grant update (slug, team, revision, archived, header, card, more, words, updated_at) on cx_session to {team};
grant insert, update on cx_row to {team};
grant insert (session, revision, put, names, ops) on cx_log to {team};
grant insert (session, program, place), update (place, seen_at), delete on cx_here to {team};
grant execute on function cx_find(text, text[], int) to {team};

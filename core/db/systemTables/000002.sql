-- Search. Chinese, Japanese and Korean are written without blanks, so every single character and every pair of
-- neighbours becomes a word between blanks: a name of two characters is then found by the trigram index, and as a
-- word of a tsvector.
--
-- plpgsql, because Postgres does not inline a SQL function whose argument is a long expression: 0.35 us a call for
-- Latin text instead of 1.5 us, 8 us for a Chinese name. The pairs are cut in two passes, the second one character
-- later, because that takes linear time in the length of the text.

-- '张伟明 Smith' -> ' 张伟明 smith 张 伟 明 张伟 明 伟明 '; 'Smith' -> 'smith'. Full-width letters become plain ones.
do $do$
declare
  by_collation text := '';
begin
  -- Under LC_CTYPE C, lower() changes nothing beyond ASCII: then by a collation that does, if there is one.
  if lower('É') <> 'é' then
    select 'collate pg_catalog.' || quote_ident(collname) into by_collation
    from pg_collation
    where collnamespace = 'pg_catalog'::regnamespace and collname in ('pg_c_utf8', 'und-x-icu', 'C.utf8', 'en_US.utf8')
    order by array_position(array['pg_c_utf8', 'und-x-icu', 'C.utf8', 'en_US.utf8'], collname::text)
    limit 1;
  end if;
  execute format($create$
    create function kiln.search_text(input text) returns text
    language plpgsql immutable strict parallel safe
    as $body$
    declare
      plain text;
      runs text;
    begin
      if octet_length(input) = length(input) then
        return lower(input);
      end if;
      plain := lower(normalize(input, NFKC) %s);
      -- Only the CJK of it, the rest as blanks.
      runs := regexp_replace(
        plain,
        '[^\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+',
        ' ', 'g'
      );
      if runs = ' ' then
        return plain;
      end if;
      return concat_ws(
        ' ', '', plain,
        regexp_replace(runs, '\S', '\& ', 'g'),
        regexp_replace(runs, '\S\S', '\& ', 'g'),
        regexp_replace(regexp_replace(runs, '(^|\s)\S', ' ', 'g'), '\S\S', '\& ', 'g'),
        ''
      );
    end
    $body$
  $create$, coalesce(by_collation, ''));
end
$do$;

-- The same words as a tsvector. What is beyond the limits is not searched: a tsvector holds one megabyte, and a long text
-- has to be stored even then.
create function kiln.search_vector(input text) returns tsvector
language plpgsql immutable strict parallel safe
as $$
begin
  if octet_length(input) = length(input) then
    return to_tsvector('pg_catalog.simple', left(input, 250000));
  end if;
  return to_tsvector('pg_catalog.simple', kiln.search_text(left(input, 40000)));
end
$$;

-- Functions that SQL made from CEL expressions calls (core/expressions). Each does exactly what its operation does in
-- JavaScript and never raises an error: what has no result is null. They are immutable, because generated columns use
-- them; the casts inside depend on no setting.
--
-- plpgsql where an argument is needed twice: Postgres does not inline a SQL function then, and calls it slower.

-- Texts that are no id become null, so that comparing an id with any text is allowed and can use the index.
create or replace function kiln.to_uuid(input text) returns uuid
language sql immutable strict parallel safe
return case when input ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then input::uuid end;

create or replace function kiln.to_uuids(input text[]) returns uuid[]
language sql immutable strict parallel safe
return array(select kiln.to_uuid(each) from unnest(input) as each);

-- Numbers

create or replace function kiln.divide(a numeric, b numeric) returns numeric
language plpgsql immutable strict parallel safe
as $$
begin
  if b = 0 then
    return null;
  end if;
  -- One digit more is cut off exactly, so the rounding is that of the true quotient. Postgres' own `/` chooses its
  -- digits by its operands.
  return trim_scale(round(div(a * 1e16, b) * 1e-16, 15));
end
$$;

create or replace function kiln.round(input numeric, digits numeric) returns numeric
language sql immutable strict parallel safe
return round(input, greatest(-15, least(15, digits))::int);

create or replace function kiln.least(a anycompatible, b anycompatible) returns anycompatible
language plpgsql immutable strict parallel safe
as $$
begin
  return case when a <= b then a else b end;
end
$$;

create or replace function kiln.greatest(a anycompatible, b anycompatible) returns anycompatible
language plpgsql immutable strict parallel safe
as $$
begin
  return case when a >= b then a else b end;
end
$$;

-- Lists

create or replace function kiln.sum(list numeric[]) returns numeric
language sql immutable strict parallel safe
return (select coalesce(sum(each), 0) from unnest(list) as each);

create or replace function kiln.avg(list numeric[]) returns numeric
language sql immutable strict parallel safe
return (select kiln.divide(sum(each), count(each)) from unnest(list) as each);

create or replace function kiln.min(list anyarray) returns anyelement
language plpgsql immutable strict parallel safe
as $$
begin
  return (select min(each) from unnest(list) as each);
end
$$;

create or replace function kiln.max(list anyarray) returns anyelement
language plpgsql immutable strict parallel safe
as $$
begin
  return (select max(each) from unnest(list) as each);
end
$$;

create or replace function kiln.append(a anycompatiblearray, b anycompatiblearray) returns anycompatiblearray
language plpgsql immutable strict parallel safe
as $$
begin
  return a || b;
end
$$;

create or replace function kiln.item(list anyarray, index numeric) returns anyelement
language plpgsql immutable strict parallel safe
as $$
begin
  return case when index between 0 and 1000000000 then list[index::int + 1] end;
end
$$;

-- Texts

do $do$
declare
  by_collation text;
begin
  -- Full Unicode mapping as in JavaScript ('ß' to 'SS', final sigma), whatever the database's locale is.
  select 'collate pg_catalog.' || quote_ident(collname) into by_collation
  from pg_catalog.pg_collation
  where collnamespace = 'pg_catalog'::regnamespace and collname in ('pg_unicode_fast', 'und-x-icu', 'pg_c_utf8', 'C.utf8')
  order by array_position(array['pg_unicode_fast', 'und-x-icu', 'pg_c_utf8', 'C.utf8'], collname::text)
  limit 1;
  execute format(
    'create or replace function kiln.lower(input text) returns text language sql immutable strict parallel safe return lower(input %s)',
    coalesce(by_collation, '')
  );
  execute format(
    'create or replace function kiln.upper(input text) returns text language sql immutable strict parallel safe return upper(input %s)',
    coalesce(by_collation, '')
  );
end
$do$;

create or replace function kiln.trim(input text) returns text
language sql immutable strict parallel safe
return btrim(
  input,
  E' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
);

create or replace function kiln.ends_with(input text, part text) returns boolean
language sql immutable strict parallel safe
return right(input, char_length(part)) = part;

create or replace function kiln.replace(input text, part text, by text) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  count bigint;
begin
  if part = '' then
    return input;
  end if;
  if char_length(input)::bigint * greatest(char_length(by), 1) > 1000000 then
    count := (char_length(input) - char_length(replace(input, part, ''))) / char_length(part);
    if char_length(input) + count * (char_length(by) - char_length(part)) > 1000000 then
      return null;
    end if;
  end if;
  return replace(input, part, by);
end
$$;

create or replace function kiln.substring(input text, first numeric) returns text
language sql immutable strict parallel safe
return substr(input, least(greatest(first, 0), 1000000000)::int + 1);

create or replace function kiln.substring(input text, first numeric, until numeric) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  start int := least(greatest(first, 0), 1000000000)::int;
  stop int := least(greatest(until, start), 1000000000)::int;
begin
  return substr(input, start + 1, stop - start);
end
$$;

-- string_to_array alone would take a null separator as "every character".
create or replace function kiln.split(input text, separator text) returns text[]
language plpgsql immutable strict parallel safe
as $$
begin
  return string_to_array(input, separator);
end
$$;

create or replace function kiln.join(list text[], separator text) returns text
language sql immutable strict parallel safe
return case when cardinality(list)::bigint * char_length(separator) <= 1000000 then array_to_string(list, separator) end;

-- Durations. A month has 30 days and a year 12 months, as when Postgres compares intervals.

create or replace function kiln.milliseconds(input interval) returns numeric
language sql immutable strict parallel safe
return (extract(year from input) * 12 + extract(month from input)) * 2592000000 + extract(day from input) * 86400000
  + extract(hour from input) * 3600000 + extract(minute from input) * 60000 + trunc(extract(milliseconds from input));

-- Dates and times; null outside years 1 to 9999.

create or replace function kiln.add_days(input date, days numeric) returns date
language plpgsql immutable strict parallel safe
as $$
begin
  if days between date '0001-01-01' - input and date '9999-12-31' - input then
    return input + days::int;
  end if;
  return null;
end
$$;

create or replace function kiln.add_milliseconds(input timestamptz, milliseconds numeric) returns timestamptz
language plpgsql immutable strict parallel safe
as $$
declare
  epoch numeric := extract(epoch from input) * 1000 + milliseconds;
begin
  if epoch < -62135596800000 or epoch >= 253402300800000 then
    return null;
  end if;
  -- Hours and seconds, not days: a day of timestamptz follows the session's time zone.
  return input
    + make_interval(hours => div(milliseconds, 3600000)::int, secs => (mod(milliseconds, 3600000) / 1000)::float8);
end
$$;

create or replace function kiln.add_days(input timestamptz, days numeric) returns timestamptz
language sql immutable strict parallel safe
return kiln.add_milliseconds(input, days * 86400000);

create or replace function kiln.add_duration(input timestamptz, duration interval) returns timestamptz
language sql immutable strict parallel safe
return kiln.add_milliseconds(input, kiln.milliseconds(duration));

create or replace function kiln.add_duration(input date, duration interval) returns date
language sql immutable strict parallel safe
return kiln.add_days(input, floor(kiln.milliseconds(duration) / 86400000));

create or replace function kiln.add_months(input date, months numeric) returns date
language plpgsql immutable strict parallel safe
as $$
begin
  if extract(year from input) * 12 + extract(month from input) + months between 13 and 120000 then
    return input + make_interval(months => months::int);
  end if;
  return null;
end
$$;

create or replace function kiln.add_months(input timestamptz, months numeric) returns timestamptz
language plpgsql immutable strict parallel safe
as $$
declare
  utc timestamp := input at time zone 'UTC';
begin
  if extract(year from utc) * 12 + extract(month from utc) + months between 13 and 120000 then
    return (utc + make_interval(months => months::int)) at time zone 'UTC';
  end if;
  return null;
end
$$;

-- Conversions

create or replace function kiln.to_text(input timestamptz) returns text
language sql immutable strict parallel safe
return to_char(input at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

create or replace function kiln.to_text(input date) returns text
language sql immutable strict parallel safe
return to_char(input, 'YYYY-MM-DD');

create or replace function kiln.to_text(input time) returns text
language sql immutable strict parallel safe
return input::text;

create or replace function kiln.to_integer(input text) returns numeric
language plpgsql immutable strict parallel safe
as $$
declare
  digits text := kiln.trim(input);
begin
  return case when digits ~ '^[+-]?[0-9]{1,30}$' then digits::numeric end;
end
$$;

create or replace function kiln.to_number(input text) returns numeric
language plpgsql immutable strict parallel safe
as $$
declare
  digits text := kiln.trim(input);
begin
  return case when digits ~ '^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$' then digits::numeric end;
end
$$;

create or replace function kiln.to_boolean(input text) returns boolean
language sql immutable strict parallel safe
return case input when 'true' then true when 'false' then false end;

create or replace function kiln.to_date(input text) returns date
language plpgsql immutable strict parallel safe
as $$
begin
  return case when input ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(input, 'date') then input::date end;
end
$$;

create or replace function kiln.to_timestamp(input text) returns timestamptz
language plpgsql immutable strict parallel safe
as $$
declare
  complete text := input;
  result timestamptz;
begin
  if input ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    complete := input || ' 00:00Z';
  elsif input !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-](0[0-9]|1[0-5]):?[0-5][0-9])?$' then
    return null;
  elsif input !~ '(Z|[+-][0-9]{2}:?[0-9]{2})$' then
    complete := input || 'Z';
  end if;
  if not pg_input_is_valid(complete, 'timestamptz') then
    return null;
  end if;
  result := date_trunc('milliseconds', complete::timestamptz, 'UTC');
  return case when result >= '0001-01-01 00:00Z' and result < '10000-01-01 00:00Z' then result end;
end
$$;

-- JSON

create or replace function kiln.json_text(input jsonb) returns text
language plpgsql immutable strict parallel safe
as $$
begin
  return case jsonb_typeof(input) when 'string' then input #>> '{}' end;
end
$$;

create or replace function kiln.json_number(input jsonb) returns numeric
language plpgsql immutable strict parallel safe
as $$
begin
  return case jsonb_typeof(input) when 'number' then input::numeric end;
end
$$;

create or replace function kiln.json_integer(input jsonb) returns numeric
language plpgsql immutable strict parallel safe
as $$
declare
  number numeric := kiln.json_number(input);
begin
  return case when trunc(number) = number then number end;
end
$$;

create or replace function kiln.json_boolean(input jsonb) returns boolean
language plpgsql immutable strict parallel safe
as $$
begin
  return case jsonb_typeof(input) when 'boolean' then input::boolean end;
end
$$;

create or replace function kiln.json_to_text(input jsonb) returns text
language plpgsql immutable strict parallel safe
as $$
begin
  return case jsonb_typeof(input)
    when 'string' then input #>> '{}'
    when 'boolean' then input #>> '{}'
    when 'number' then trim_scale(input::numeric)::text
  end;
end
$$;

create or replace function kiln.json_to_number(input jsonb) returns numeric
language plpgsql immutable strict parallel safe
as $$
begin
  return case jsonb_typeof(input) when 'number' then input::numeric when 'string' then kiln.to_number(input #>> '{}') end;
end
$$;

create or replace function kiln.json_to_integer(input jsonb) returns numeric
language plpgsql immutable strict parallel safe
as $$
begin
  return case jsonb_typeof(input) when 'number' then trunc(input::numeric) when 'string' then kiln.to_integer(input #>> '{}') end;
end
$$;

create or replace function kiln.json_to_boolean(input jsonb) returns boolean
language sql immutable strict parallel safe
return kiln.to_boolean(kiln.json_to_text(input));

-- Masks: what is seen of a text by whom it is not for (core/access/maskText.ts does the same).

create or replace function kiln.mask_text(input text, mask text) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  length int := char_length(input);
  at int := position('@' in input);
begin
  return case
    when mask = 'last4' and length > 4 then '****' || right(input, 4)
    when mask = 'phone' and length > 7 then left(input, 3) || '****' || right(input, 4)
    when mask = 'first1' and length > 1 then left(input, 1) || '**'
    when mask = 'email' and at > 2 then left(input, 1) || '***' || substr(input, at)
    else '****'
  end;
end
$$;

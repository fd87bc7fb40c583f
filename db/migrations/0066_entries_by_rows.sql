-- What the rows of an entry are called: each by its table and a star for all its rows, by its table and key, and where the key has several values by its table and the first of them as well,
-- which is what the row belongs to. Of what cannot be read there is nothing: an index by it must not keep anybody from examining a log.
CREATE FUNCTION record_row_names(entry text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT
AS $$
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT name
    FROM jsonb_path_query(entry::jsonb, '$.rows[*]') AS one,
      LATERAL (VALUES
        ((one ->> 0) || ':*'),
        ((one ->> 0) || ':' || (one ->> 1)),
        ((one ->> 0) || ':' || substring(one ->> 1 FROM '^\["([^"\\]*)"'))
      ) AS names (name)
    WHERE name IS NOT NULL
  );
EXCEPTION WHEN data_exception THEN
  RETURN '{}';
END
$$;--> statement-breakpoint
DROP INDEX "record_entries_name";--> statement-breakpoint
CREATE INDEX "record_entries_rows" ON "record_entries" USING gin (record_row_names(entry)) WHERE kind in ('rows', 'withheld');--> statement-breakpoint
CREATE INDEX "record_entries_name" ON "record_entries" USING btree ("log","kind",(case kind when 'open' then entry::jsonb ->> 'ballots' when 'extend' then entry::jsonb ->> 'ballots' when 'roll' then entry::jsonb ->> 'ballots' when 'close' then entry::jsonb ->> 'ballots' when 'void' then entry::jsonb ->> 'ballots' when 'count' then entry::jsonb ->> 'count' when 'result' then entry::jsonb ->> 'count' when 'version' then entry::jsonb ->> 'draft' when 'snapshot' then entry::jsonb ->> 'snapshot' when 'decision' then entry::jsonb ->> 'snapshot' when 'plan' then entry::jsonb ->> 'plan' end));
-- What an index holds of a row whose texts are in all their languages in two columns: the words of all as they stand, and the stems of each language that has a
-- dictionary (by "dictionaries", from its tag to its configuration). It costs what it says, so that the index is asked even of a few rows.
CREATE FUNCTION search_in_each(title jsonb, body jsonb, dictionaries jsonb) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100000
SET search_path FROM CURRENT
AS $$
DECLARE
  found tsvector := search_vector('simple', texts_in(title) || ' ' || texts_in(body));
  tag text;
  words text;
BEGIN
  FOR tag IN SELECT jsonb_object_keys(dictionaries) LOOP
    words := concat_ws(' ', title -> 'text' ->> tag, body -> 'text' ->> tag);
    IF words <> '' THEN
      found := found || search_vector((dictionaries ->> tag)::regconfig, words);
    END IF;
  END LOOP;
  RETURN found;
END
$$;--> statement-breakpoint
CREATE INDEX "components_search" ON "components" USING gin (search_in_each(title, description, '{"en":"english","es":"spanish","fr":"french","ar":"arabic","pt-BR":"portuguese","de":"german","hi":"hindi"}'::jsonb));--> statement-breakpoint
CREATE INDEX "compilations_search" ON "compilations" USING gin (search_in_each(title, intro, '{"en":"english","es":"spanish","fr":"french","ar":"arabic","pt-BR":"portuguese","de":"german","hi":"hindi"}'::jsonb));
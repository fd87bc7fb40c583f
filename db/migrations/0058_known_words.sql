CREATE TABLE "known_words" (
	"process_id" uuid NOT NULL,
	"word" text NOT NULL,
	"folded" text NOT NULL,
	"grams" "tsvector" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "known_words" ADD CONSTRAINT "known_words_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "known_words_word" ON "known_words" USING btree ("process_id","word");--> statement-breakpoint
CREATE INDEX "known_words_grams" ON "known_words" USING gin ("grams");--> statement-breakpoint
-- The words of a text that somebody may mistype: long enough to be told apart, no numbers, and of scripts that part words by spaces.
CREATE FUNCTION spelled_words(given text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT
AS $$
  SELECT DISTINCT word FROM unnest(string_to_array(search_words(given, false, false), ' ')) word
  WHERE char_length(word) BETWEEN 3 AND 40
    AND word !~ '[0-9\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2E80-\u31FF\u3400-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]'
$$;--> statement-breakpoint
-- Every three signs in a row of a word, with its beginning and its end.
CREATE FUNCTION word_grams(word text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT array_to_tsvector(array_agg(substr('  ' || word || ' ', at, 3))) FROM generate_series(1, char_length(word) + 1) at
$$;--> statement-breakpoint
-- The texts of a value that has one in each language.
CREATE FUNCTION texts_in(localized jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT coalesce(string_agg(value, ' ' ORDER BY key), '') FROM jsonb_each_text(localized -> 'text')
$$;--> statement-breakpoint
-- Whether a text of a process that is searched has a folded word; of those that readers may not see as well.
CREATE FUNCTION is_in_texts(p_process uuid, p_folded text) RETURNS boolean
LANGUAGE sql STABLE STRICT
SET search_path FROM CURRENT
AS $$
  SELECT EXISTS (SELECT FROM draft_clauses k JOIN drafts d ON d.id = k.draft_id
      WHERE d.process_id = p_process AND k.search @@ quote_literal(p_folded)::tsquery)
    OR EXISTS (SELECT FROM comments WHERE process_id = p_process AND search @@ quote_literal(p_folded)::tsquery)
    OR EXISTS (SELECT FROM translations WHERE process_id = p_process AND search @@ quote_literal(p_folded)::tsquery)
    OR EXISTS (SELECT FROM townhalls WHERE process_id = p_process AND search @@ quote_literal(p_folded)::tsquery)
    OR EXISTS (SELECT FROM transcript_passages p JOIN townhalls m ON m.id = p.townhall_id
      WHERE m.process_id = p_process AND p.search @@ quote_literal(p_folded)::tsquery)
    OR EXISTS (
      SELECT FROM (
        SELECT title, description FROM components WHERE process_id = p_process
        UNION ALL SELECT title, intro FROM compilations WHERE process_id = p_process
      ) few
      WHERE p_folded = ANY(string_to_array(search_words(texts_in(title) || ' ' || texts_in(description), true, false), ' '))
    )
$$;--> statement-breakpoint
-- Takes the words of texts among those that are known. They are not unique: two transactions may bring the same one, and neither
-- waits for the other. Each word is looked for by the index: to hold all of them against the table would read it for every text.
CREATE FUNCTION know_words(p_processes uuid[], p_texts text[]) RETURNS void
LANGUAGE sql STRICT
SET search_path FROM CURRENT
AS $$
  INSERT INTO known_words (process_id, word, folded, grams)
  SELECT process, word, folded, word_grams(folded) || array_to_tsvector(ARRAY[process::text])
  FROM (
    SELECT found.process, found.word, search_words(found.word, true, false) AS folded
    FROM (SELECT DISTINCT process, spelled_words(given) AS word FROM unnest(p_processes, p_texts) texts(process, given)) found
      LEFT JOIN LATERAL (
        SELECT true AS is_known FROM known_words k WHERE k.process_id = found.process AND k.word = found.word LIMIT 1
      ) former ON true
    WHERE found.process IS NOT NULL AND former.is_known IS NULL
  ) fresh
  WHERE char_length(folded) >= 3 AND strpos(folded, ' ') = 0
$$;--> statement-breakpoint
-- Forgets the words of texts that are gone, as far as no other text has them. Of a process that is deleted all go anyway.
CREATE FUNCTION forget_words(p_processes uuid[], p_texts text[], p_instead text[]) RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
DECLARE
  gone record;
BEGIN
  FOR gone IN
    SELECT DISTINCT process, spelled_words(given) AS word
    FROM unnest(p_processes, p_texts) texts(process, given) JOIN processes p ON p.id = texts.process
    EXCEPT SELECT p_processes[1], spelled_words(given) FROM unnest(p_instead) texts(given) WHERE p_processes[1] = ALL(p_processes)
  LOOP
    IF EXISTS (SELECT FROM known_words WHERE process_id = gone.process AND word = gone.word)
      AND NOT is_in_texts(gone.process, search_words(gone.word, true, false)) THEN
      DELETE FROM known_words WHERE process_id = gone.process AND word = gone.word;
    END IF;
  END LOOP;
END;
$$;--> statement-breakpoint
-- Has the words of a table's texts known, and if `p_forgets` forgotten with the last text that has them, for migrations to call: it
-- makes a function `know_words_of_TABLE`. `p_process` and `p_text` say of a row of the table whose texts they are and what they are,
-- `p_columns` what that is made of: a row in which none of them changes costs nothing.
CREATE FUNCTION know_words_of(p_table text, p_columns text[], p_process text, p_text text, p_forgets boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  name text := 'know_words_of_' || p_table;
  is_changed text := (SELECT string_agg(format('OLD.%I IS DISTINCT FROM NEW.%I', one, one), ' OR ') FROM unnest(p_columns) one);
BEGIN
  EXECUTE format($function$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE
      owners uuid[];
      wordings text[];
      former text;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        SELECT array_agg(%2$s), array_agg(%3$s) INTO owners, wordings FROM changed;
        PERFORM know_words(owners, wordings);
      ELSIF TG_OP = 'UPDATE' THEN
        SELECT ARRAY[%2$s], ARRAY[%3$s] INTO owners, wordings FROM (SELECT NEW.*) changed;
        PERFORM know_words(owners, wordings);
        IF %4$L THEN
          SELECT %3$s INTO former FROM (SELECT OLD.*) changed;
          PERFORM forget_words(owners, ARRAY[former], wordings);
        END IF;
      ELSE
        SELECT array_agg(%2$s), array_agg(%3$s) INTO owners, wordings FROM changed;
        PERFORM forget_words(owners, wordings, NULL);
      END IF;
      RETURN NULL;
    END;
    $body$;
  $function$, name, p_process, p_text, p_forgets);
  EXECUTE format('CREATE TRIGGER know_words_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', p_table, name);
  EXECUTE format('CREATE TRIGGER know_words_update AFTER UPDATE ON %I FOR EACH ROW WHEN (%s) EXECUTE FUNCTION %I()', p_table, is_changed, name);
  IF p_forgets THEN
    EXECUTE format('CREATE TRIGGER know_words_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', p_table, name);
  END IF;
  -- What is there already.
  EXECUTE format('SELECT know_words(array_agg(%s), array_agg(%s)) FROM %I', p_process, p_text, p_table);
END;
$$;
--> statement-breakpoint
-- What people say is forgotten with it. Clauses and their translations are the process's own words, which are written anew all the time.
SELECT
  know_words_of('comments', '{title,body,patch}', 'process_id', $$title || ' ' || body || ' ' || suggested_words(patch)$$),
  know_words_of('draft_clauses', '{heading,body}', '(SELECT d.process_id FROM drafts d WHERE d.id = draft_id)', $$heading || ' ' || body$$, false),
  know_words_of('translations', '{texts}', 'process_id', $$coalesce(texts->>'heading', '') || ' ' || coalesce(texts->>'body', '')$$, false),
  know_words_of('townhalls', '{minutes}', 'process_id', 'minutes'),
  know_words_of('transcript_passages', '{text}', '(SELECT m.process_id FROM townhalls m WHERE m.id = townhall_id)', '"text"'),
  know_words_of('components', '{title,description}', 'process_id', $$texts_in(title) || ' ' || texts_in(description)$$),
  know_words_of('compilations', '{title,intro}', 'process_id', $$texts_in(title) || ' ' || texts_in(intro)$$);--> statement-breakpoint
SELECT watch_table('known_words');

CREATE TABLE "rendered_texts" (
	"hash" text NOT NULL,
	"renderer" text NOT NULL,
	"html" text NOT NULL,
	"plain" text NOT NULL,
	CONSTRAINT "rendered_texts_hash_renderer_pk" PRIMARY KEY("hash","renderer")
);
--> statement-breakpoint
-- The hashes of every text that a value holds: it is a text itself, or has texts by language or by field.
CREATE FUNCTION text_hashes(value jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE
AS $$
  SELECT encode(sha256(convert_to(one #>> '{}', 'UTF8')), 'hex')
  FROM jsonb_path_query(value, 'strict $.**') AS one
  WHERE jsonb_typeof(one) = 'string' AND one #>> '{}' <> '';
$$;
--> statement-breakpoint
-- How a text is shown goes with the text, in the transaction that changes, erases or deletes it, whoever does so and by
-- whatever way. Where another row says the same, it is made anew when it is next asked for.
CREATE FUNCTION forget_rendering() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM rendered_texts WHERE hash IN (SELECT text_hashes(to_jsonb(OLD) -> TG_ARGV[0]));
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION watch_renderings(p_table text, p_column text) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER %I AFTER UPDATE OF %I ON %I FOR EACH ROW WHEN (OLD.%I IS DISTINCT FROM NEW.%I) EXECUTE FUNCTION forget_rendering(%L)',
    'rendering_' || p_column || '_update', p_column, p_table, p_column, p_column, p_column
  );
  EXECUTE format(
    'CREATE TRIGGER %I AFTER DELETE ON %I FOR EACH ROW EXECUTE FUNCTION forget_rendering(%L)',
    'rendering_' || p_column || '_delete', p_table, p_column
  );
END;
$$;
--> statement-breakpoint
SELECT
  watch_renderings('agreements', 'text'),
  watch_renderings('board_decisions', 'reasons'),
  watch_renderings('calls', 'body'),
  watch_renderings('comment_versions', 'body'),
  watch_renderings('comment_versions', 'proposal'),
  watch_renderings('comments', 'body'),
  watch_renderings('comments', 'proposal'),
  watch_renderings('draft_clauses', 'body'),
  watch_renderings('faq_entries', 'answer'),
  watch_renderings('faq_versions', 'answer'),
  watch_renderings('records', 'body'),
  watch_renderings('townhalls', 'minutes'),
  watch_renderings('translations', 'texts');

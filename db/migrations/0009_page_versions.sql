-- How visitors' kept pages know that they are out of date: each table that a public page may read has a number
-- that every transaction which changes it raises, whoever writes and by whatever way. A page was made of
-- certain tables; it is good as long as none of them has another number (server/visitors).
--
-- A table has several rows, and its number is their sum: a writer takes one that no other writer holds, so that
-- no transaction waits for another here.
CREATE TABLE page_versions (
  table_name text NOT NULL,
  slot bigint GENERATED ALWAYS AS IDENTITY,
  version bigint NOT NULL,
  PRIMARY KEY (table_name, slot)
) WITH (fillfactor = 40);
--> statement-breakpoint
-- Arguments of the trigger are columns that no page shows: a change of these alone raises nothing.
CREATE FUNCTION raise_page_version() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  raised text := coalesce(current_setting('codraft.raised', true), '');
  is_changed boolean;
  free bigint;
BEGIN
  -- Once a transaction is enough: all of it is seen with its commit.
  IF strpos(raised, '"' || TG_TABLE_NAME || '"') > 0 THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
    SELECT EXISTS (
      SELECT to_jsonb(c) - TG_ARGV FROM changed c EXCEPT SELECT to_jsonb(f) - TG_ARGV FROM former f
    ) INTO is_changed;
  ELSE
    SELECT EXISTS (SELECT FROM changed) INTO is_changed;
  END IF;
  IF NOT is_changed THEN
    RETURN NULL;
  END IF;
  SELECT slot INTO free FROM page_versions WHERE table_name = TG_TABLE_NAME LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF FOUND THEN
    UPDATE page_versions SET version = version + 1 WHERE table_name = TG_TABLE_NAME AND slot = free;
  ELSE
    INSERT INTO page_versions (table_name, version) VALUES (TG_TABLE_NAME, 1);
  END IF;
  PERFORM set_config('codraft.raised', raised || '"' || TG_TABLE_NAME || '"', true);
  RETURN NULL;
END;
$$;
--> statement-breakpoint
-- Lets a table have its number from now on. `p_unseen` are columns that no page shows, `p_events` the kinds of
-- statements that count.
CREATE FUNCTION watch_table(
  p_table text,
  p_unseen text[] DEFAULT '{}',
  p_events text[] DEFAULT '{insert,update,delete}'
) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  event text;
  arguments text := (SELECT coalesce(string_agg(quote_literal(one), ', '), '') FROM unnest(p_unseen) one);
BEGIN
  INSERT INTO page_versions (table_name, version) VALUES (p_table, 1);
  FOREACH event IN ARRAY p_events LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION raise_page_version(%s)',
      'page_version_' || event,
      event,
      p_table,
      CASE event
        WHEN 'insert' THEN 'NEW TABLE AS changed'
        WHEN 'delete' THEN 'OLD TABLE AS changed'
        ELSE 'NEW TABLE AS changed OLD TABLE AS former'
      END,
      arguments
    );
  END LOOP;
END;
$$;
--> statement-breakpoint
SELECT watch_table(name) FROM unnest(ARRAY[
  'agenda_items', 'agreement_acceptances', 'agreements', 'applications', 'approvals', 'attendance',
  'board_decisions', 'board_snapshots', 'calls', 'campaigns', 'checklists', 'comment_flags', 'comment_places',
  'comment_reactions', 'comment_versions', 'comments', 'compilations', 'component_changes', 'components',
  'criteria', 'dispositions', 'document_requests', 'draft_clauses', 'drafts', 'endorsed_versions',
  'endorsement_flags', 'endorsements', 'evidence', 'faq_entries', 'faq_versions', 'gates', 'hands', 'invitations',
  'milestones', 'moderation_actions', 'process_members', 'recorded_figures', 'records', 'registrations',
  'representation_snapshots', 'restraints', 'review_cells', 'reviews', 'rounds', 'seats', 'self_answers',
  'self_questions', 'settled_cells', 'stakeholder_groups', 'systems', 'targets', 'temperature_answers',
  'temperature_checks', 'townhall_clauses', 'townhall_events', 'townhall_outcomes', 'townhall_series',
  'townhalls', 'transcript_passages', 'translations', 'translators', 'workgroup_members', 'workgroups'
]) name;
--> statement-breakpoint
SELECT watch_table('processes', '{version}'), watch_table('users', '{locale}');
--> statement-breakpoint
-- The appending of ballots pays nothing: what it does shows in the sizes of the logs, which are read with these
-- numbers. Here is everything else that may happen to the tables of a log.
SELECT
  watch_table('ballot_logs', '{}', '{insert,delete}'),
  watch_table('ballot_entries', '{}', '{update,delete}'),
  watch_table('ballot_voters', '{}', '{insert,delete}'),
  watch_table('ballot_notes', '{}', '{update,delete}');

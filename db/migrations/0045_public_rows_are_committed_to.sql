CREATE TABLE "record_rows" (
	"log" text NOT NULL,
	"table_name" text NOT NULL,
	"key" text NOT NULL,
	"raw" text NOT NULL,
	"salt" text NOT NULL,
	"commit" text NOT NULL,
	"own" text NOT NULL,
	"state" text NOT NULL,
	"index" integer NOT NULL,
	CONSTRAINT "record_rows_log_table_name_key_pk" PRIMARY KEY("log","table_name","key"),
	CONSTRAINT "record_rows_state" CHECK ("state" in ('public', 'hidden'))
);
--> statement-breakpoint
CREATE TABLE "record_sweeps" (
	"log" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"shapes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_touched" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_touched_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"table_name" text NOT NULL,
	"key" text NOT NULL,
	"cause" text NOT NULL,
	"transaction" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "record_touched_cause" CHECK ("cause" in ('application', 'erasure', 'elsewhere'))
);
--> statement-breakpoint
ALTER TABLE "record_entries" DROP CONSTRAINT "record_entries_kind";--> statement-breakpoint
ALTER TABLE "record_rows" ADD CONSTRAINT "record_rows_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_sweeps" ADD CONSTRAINT "record_sweeps_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_rows_raw" ON "record_rows" USING btree ("log","table_name","raw");--> statement-breakpoint
CREATE INDEX "record_touched_transaction" ON "record_touched" USING btree ("transaction");--> statement-breakpoint
ALTER TABLE "record_entries" ADD CONSTRAINT "record_entries_kind" CHECK ("kind" in ('begin', 'keys', 'policy', 'plan', 'open', 'extend', 'anchor', 'close', 'void', 'count', 'result', 'version', 'gates', 'snapshot', 'decision', 'rows', 'withheld', 'gap'));--> statement-breakpoint
-- Rows of the record are noted as they are written, whoever writes them and by whatever way, as long as the triggers are on: the act
-- that did it commits to what they say, and a sweep to what nobody's act wrote. `p_key` are the columns that tell its rows apart;
-- an update that changes `p_unseen` alone is none.
CREATE FUNCTION commit_to_rows(p_table text, p_key text[], p_unseen text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  event text;
  name text := 'note_rows_of_' || p_table;
  key text := (SELECT 'jsonb_build_array(' || string_agg(format('%I::text', one), ', ') || ')::text' FROM unnest(p_key) one);
  changed text := format('SELECT %s AS key FROM changed', key);
  updated text := format('SELECT %s AS key FROM changed UNION SELECT %s FROM former', key, key);
BEGIN
  IF cardinality(p_unseen) > 0 THEN
    updated := format(
      'SELECT %s AS key FROM changed c WHERE to_jsonb(c) - %L::text[] NOT IN (SELECT to_jsonb(f) - %L::text[] FROM former f)',
      key, p_unseen, p_unseen);
  END IF;
  EXECUTE format($function$
    CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE
      cause text := CASE
        WHEN current_setting('codraft.erasing', true) = 'on' THEN 'erasure'
        WHEN current_setting('application_name') = 'codraft' THEN 'application'
        ELSE 'elsewhere' END;
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        INSERT INTO record_touched (table_name, key, cause, transaction, at)
          SELECT TG_TABLE_NAME, rows.key, cause, pg_current_xact_id()::text::bigint, now() FROM (%s) rows;
      ELSE
        INSERT INTO record_touched (table_name, key, cause, transaction, at)
          SELECT TG_TABLE_NAME, rows.key, cause, pg_current_xact_id()::text::bigint, now() FROM (%s) rows;
      END IF;
      RETURN NULL;
    END;
    $body$;
  $function$, name, updated, changed);
  FOREACH event IN ARRAY '{insert,update,delete}'::text[] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
      'note_rows_' || event, event, p_table,
      CASE event
        WHEN 'insert' THEN 'NEW TABLE AS changed'
        WHEN 'delete' THEN 'OLD TABLE AS changed'
        ELSE 'NEW TABLE AS changed OLD TABLE AS former'
      END,
      name);
  END LOOP;
END;
$$;
--> statement-breakpoint
SELECT
  commit_to_rows('processes', '{id}', '{version}'),
  commit_to_rows('stakeholder_groups', '{process_id,key}'),
  commit_to_rows('criteria', '{process_id,key}'),
  commit_to_rows('components', '{process_id,key}'),
  commit_to_rows('component_changes', '{id}'),
  commit_to_rows('milestones', '{id}'),
  commit_to_rows('workgroups', '{id}'),
  commit_to_rows('workgroup_members', '{workgroup_id,user_id}'),
  commit_to_rows('records', '{id}'),
  commit_to_rows('agreements', '{process_id}'),
  commit_to_rows('townhall_series', '{id}'),
  commit_to_rows('calls', '{id}'),
  commit_to_rows('targets', '{process_id,breakdown,key}'),
  commit_to_rows('self_questions', '{process_id,key}'),
  commit_to_rows('representation_snapshots', '{id}'),
  commit_to_rows('gates', '{id}'),
  commit_to_rows('plans', '{id}'),
  commit_to_rows('rounds', '{id}'),
  commit_to_rows('compilations', '{id}'),
  commit_to_rows('checklists', '{id}'),
  commit_to_rows('drafts', '{id}'),
  commit_to_rows('draft_clauses', '{draft_id,clause_id}'),
  commit_to_rows('faq_entries', '{id}'),
  commit_to_rows('faq_versions', '{entry_id,revision}'),
  commit_to_rows('translations', '{scope_id,unit_id,language}'),
  commit_to_rows('approvals', '{round_id}'),
  commit_to_rows('townhalls', '{id}'),
  commit_to_rows('agenda_items', '{id}'),
  commit_to_rows('hands', '{id}'),
  commit_to_rows('temperature_checks', '{id}'),
  commit_to_rows('townhall_outcomes', '{id}'),
  commit_to_rows('townhall_clauses', '{townhall_id,clause_id}'),
  commit_to_rows('transcript_passages', '{townhall_id,version,number}'),
  commit_to_rows('systems', '{id}'),
  commit_to_rows('comments', '{id}'),
  commit_to_rows('comment_versions', '{comment_id,version}'),
  commit_to_rows('comment_reactions', '{comment_id,user_id,kind}'),
  commit_to_rows('dispositions', '{id}'),
  commit_to_rows('carried_out', '{disposition_id}'),
  commit_to_rows('suggestion_positions', '{comment_id,user_id}'),
  commit_to_rows('comment_places', '{comment_id,draft_id}'),
  commit_to_rows('moderation_actions', '{id}'),
  commit_to_rows('reviews', '{id}'),
  commit_to_rows('review_cells', '{review_id,draft_id,component,criterion}'),
  commit_to_rows('settled_cells', '{system_id,draft_id,component,criterion}'),
  commit_to_rows('document_requests', '{id}'),
  commit_to_rows('endorsements', '{id}'),
  commit_to_rows('endorsed_versions', '{endorsement_id,draft_id}'),
  commit_to_rows('board_snapshots', '{id}'),
  commit_to_rows('board_decisions', '{snapshot_id}'),
  commit_to_rows('evidence', '{id}'),
  commit_to_rows('changes', '{id}'),
  commit_to_rows('moved_posts', '{root_id,post}');

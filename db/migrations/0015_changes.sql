CREATE TABLE "changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"scope" uuid NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text DEFAULT '' NOT NULL,
	"changed_by" uuid,
	"at" timestamp with time zone NOT NULL,
	"transaction" text DEFAULT pg_current_xact_id()::text NOT NULL,
	CONSTRAINT "changes_kind" CHECK ("kind" in ('gate', 'review-cell', 'settled-cell', 'agenda', 'transcript'))
);
--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "changes_scope" ON "changes" USING btree ("scope","kind","at");--> statement-breakpoint
CREATE INDEX "changes_transaction" ON "changes" USING btree ("transaction");--> statement-breakpoint
CREATE INDEX "changes_process" ON "changes" USING btree ("process_id","at");--> statement-breakpoint
CREATE INDEX "changes_changed_by" ON "changes" USING btree ("changed_by") WHERE changed_by is not null;
--> statement-breakpoint
SELECT watch_table('changes');
--> statement-breakpoint
-- Nothing public is overwritten or removed without a row in `changes` that says what stood there: asked as the transaction
-- ends, of every row, whoever changes it and by whatever way. What goes with its parent (a process, a system) or with a
-- person who has their words erased needs none. Arguments: the kind, the parent's table, the column that names it, and the
-- columns that make the subject.
CREATE FUNCTION ask_for_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  former jsonb := to_jsonb(OLD);
  of text;
  is_left boolean;
BEGIN
  IF current_setting('codraft.erasing', true) = 'on' THEN
    RETURN NULL;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1::uuid)', TG_ARGV[1])
    INTO is_left USING former ->> TG_ARGV[2];
  IF NOT is_left THEN
    RETURN NULL;
  END IF;
  SELECT string_agg(former ->> TG_ARGV[at], '/' ORDER BY at) INTO of FROM generate_series(3, TG_NARGS - 1) at;
  IF NOT EXISTS (
    SELECT FROM changes
    WHERE transaction = pg_current_xact_id()::text AND kind = TG_ARGV[0] AND subject = of
  ) THEN
    RAISE EXCEPTION 'a change of % "%" was not kept', TG_ARGV[0], of;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
-- From now on a table's changes are kept: `p_columns` are those that nobody overwrites without a row in `changes`.
CREATE FUNCTION keep_changes_of(
  p_table text,
  p_kind text,
  p_parent text[],
  p_subject text[],
  p_columns text[]
) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  arguments text := (SELECT string_agg(quote_literal(one), ', ') FROM unnest(p_kind || p_parent || p_subject) one);
  differs text := (SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', one), ' OR ') FROM unnest(p_columns) one);
BEGIN
  EXECUTE format(
    'CREATE CONSTRAINT TRIGGER changes_kept_of_update AFTER UPDATE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (%s) EXECUTE FUNCTION ask_for_change(%s)',
    p_table, differs, arguments
  );
  EXECUTE format(
    'CREATE CONSTRAINT TRIGGER changes_kept_of_delete AFTER DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ask_for_change(%s)',
    p_table, arguments
  );
END;
$$;
--> statement-breakpoint
SELECT
  keep_changes_of('gates', 'gate', ARRAY['processes', 'process_id'], ARRAY['id'], ARRAY['title', 'rule', 'due_on']),
  keep_changes_of('review_cells', 'review-cell', ARRAY['reviews', 'review_id'],
    ARRAY['review_id', 'draft_id', 'component', 'criterion'], ARRAY['value', 'url', 'note']),
  keep_changes_of('settled_cells', 'settled-cell', ARRAY['systems', 'system_id'],
    ARRAY['system_id', 'draft_id', 'component', 'criterion'], ARRAY['value', 'reason']);

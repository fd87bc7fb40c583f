CREATE TABLE "record_actors" (
	"log" text NOT NULL,
	"index" integer NOT NULL,
	"field" text NOT NULL,
	"salt" text NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "record_actors_log_index_field_pk" PRIMARY KEY("log","index","field"),
	CONSTRAINT "record_actors_field" CHECK ("field" in ('by', 'second'))
);
--> statement-breakpoint
CREATE TABLE "record_entries" (
	"log" text NOT NULL,
	"index" integer NOT NULL,
	"kind" text NOT NULL,
	"leaf" text NOT NULL,
	"entry" text NOT NULL,
	"frontier" text[] NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "record_entries_log_index_pk" PRIMARY KEY("log","index"),
	CONSTRAINT "record_entries_kind" CHECK ("kind" in ('begin', 'plan', 'open', 'close', 'count', 'result', 'version', 'gates', 'snapshot', 'decision', 'rows'))
);
--> statement-breakpoint
CREATE TABLE "record_logs" (
	"origin" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"process_id" uuid,
	CONSTRAINT "record_logs_name_unique" UNIQUE("name"),
	CONSTRAINT "record_logs_process_id_unique" UNIQUE("process_id")
);
--> statement-breakpoint
ALTER TABLE "record_actors" ADD CONSTRAINT "record_actors_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_actors" ADD CONSTRAINT "record_actors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_entries" ADD CONSTRAINT "record_entries_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_actors_user" ON "record_actors" USING btree ("user_id");
--> statement-breakpoint
SELECT watch_table('record_entries'), watch_table('record_logs');
--> statement-breakpoint
-- What stands in a log is never changed or removed, whoever tries and by whatever way, as long as the triggers are on. Only with its
-- process, in the transaction that deletes it, does a log go.
CREATE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('codraft.deleting', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'entries of % are never changed or removed', TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON record_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON ballot_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- An entry is taken in only at the end of its log, and only with the leaf of its own text.
CREATE FUNCTION take_record_entry() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.leaf <> encode(sha256('\x00'::bytea || convert_to(NEW.entry, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the leaf of entry % of % is of another text', NEW.index, NEW.log;
  END IF;
  IF NEW.index <> (SELECT coalesce(max(index) + 1, 0) FROM record_entries WHERE log = NEW.log) THEN
    RAISE EXCEPTION 'entry % of % is not the next one', NEW.index, NEW.log;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER take_record_entry BEFORE INSERT ON record_entries FOR EACH ROW EXECUTE FUNCTION take_record_entry();
--> statement-breakpoint
-- A log keeps its name for good: it is let go of by its process, and by nothing else.
CREATE FUNCTION keep_record_log() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.origin = OLD.origin AND NEW.name = OLD.name AND NEW.process_id IS NULL
    AND current_setting('codraft.deleting', true) = 'on' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the log % keeps its name and its process', OLD.origin;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_record_log BEFORE UPDATE OR DELETE ON record_logs FOR EACH ROW EXECUTE FUNCTION keep_record_log();

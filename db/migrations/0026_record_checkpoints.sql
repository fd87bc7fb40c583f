CREATE TABLE "record_checkpoints" (
	"log" text NOT NULL,
	"size" integer NOT NULL,
	"root" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "record_checkpoints_log_size_pk" PRIMARY KEY("log","size")
);
--> statement-breakpoint
ALTER TABLE "record_checkpoints" ADD CONSTRAINT "record_checkpoints_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
SELECT watch_table('record_checkpoints');
--> statement-breakpoint
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON record_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- What is signed covers more than what was signed before, and nothing that is not there.
CREATE FUNCTION take_record_checkpoint() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.size <= (SELECT coalesce(max(size), 0) FROM record_checkpoints WHERE log = NEW.log)
    OR NEW.size > (SELECT coalesce(max(index) + 1, 0) FROM record_entries WHERE log = NEW.log) THEN
    RAISE EXCEPTION 'a checkpoint of % entries is not the next one of %', NEW.size, NEW.log;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER take_record_checkpoint BEFORE INSERT ON record_checkpoints
  FOR EACH ROW EXECUTE FUNCTION take_record_checkpoint();

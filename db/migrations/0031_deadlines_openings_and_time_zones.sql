CREATE TABLE "deadline_extensions" (
	"round_id" uuid NOT NULL,
	"former" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"language" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "deadline_extensions_round_id_closes_at_pk" PRIMARY KEY("round_id","closes_at"),
	CONSTRAINT "deadline_extensions_former" UNIQUE("round_id","former"),
	CONSTRAINT "deadline_extensions_later" CHECK (closes_at > former),
	CONSTRAINT "deadline_extensions_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'))
);
--> statement-breakpoint
ALTER TABLE "record_entries" DROP CONSTRAINT "record_entries_kind";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "opens_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "opening_refused" text;--> statement-breakpoint
ALTER TABLE "deadline_extensions" ADD CONSTRAINT "deadline_extensions_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_entries" ADD CONSTRAINT "record_entries_kind" CHECK ("kind" in ('begin', 'plan', 'open', 'extend', 'close', 'count', 'result', 'version', 'gates', 'snapshot', 'decision', 'rows'));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_scheduled" CHECK (opens_at is null or state = 'draft');--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_opening_refused" CHECK (opening_refused is null or opens_at is not null);
--> statement-breakpoint
SELECT watch_table('deadline_extensions');
--> statement-breakpoint
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON deadline_extensions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- The deadline of a round that has opened moves only to one that a row of `deadline_extensions` gives it, in the round as in the
-- head of its log: so it is never a sooner one, and never without a reason.
CREATE FUNCTION keep_deadline() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  of uuid := CASE TG_TABLE_NAME WHEN 'rounds' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'round_id' END;
BEGIN
  IF NOT EXISTS (
    SELECT FROM deadline_extensions
    WHERE round_id = of AND former = OLD.closes_at AND closes_at = NEW.closes_at
  ) THEN
    RAISE EXCEPTION 'the deadline of round % is put off by an extension alone', of;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_deadline BEFORE UPDATE OF closes_at ON rounds FOR EACH ROW
  WHEN (OLD.state <> 'draft' AND OLD.closes_at IS DISTINCT FROM NEW.closes_at) EXECUTE FUNCTION keep_deadline();
--> statement-breakpoint
CREATE TRIGGER keep_deadline BEFORE UPDATE OF closes_at ON ballot_logs FOR EACH ROW
  WHEN (OLD.closes_at IS DISTINCT FROM NEW.closes_at) EXECUTE FUNCTION keep_deadline();

ALTER TABLE "deadline_extensions" DROP CONSTRAINT "deadline_extensions_former";--> statement-breakpoint
ALTER TABLE "deadline_extensions" ALTER COLUMN "former" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline_extensions" ADD CONSTRAINT "deadline_extensions_former" UNIQUE NULLS NOT DISTINCT("round_id","former");--> statement-breakpoint
-- A round that was to be closed by hand is given its first deadline in the same way: by a row whose former one is null.
CREATE OR REPLACE FUNCTION keep_deadline() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  of uuid := CASE TG_TABLE_NAME WHEN 'rounds' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'round_id' END;
BEGIN
  IF NOT EXISTS (
    SELECT FROM deadline_extensions
    WHERE round_id = of AND former IS NOT DISTINCT FROM OLD.closes_at AND closes_at = NEW.closes_at
  ) THEN
    RAISE EXCEPTION 'the deadline of round % is put off by an extension alone', of;
  END IF;
  RETURN NEW;
END;
$$;

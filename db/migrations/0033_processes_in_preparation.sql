ALTER TABLE "processes" ADD COLUMN "opened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "usual_rule" text;
--> statement-breakpoint
-- Whatever is there already was public from its beginning.
UPDATE "processes" SET "opened_at" = "created_at";
--> statement-breakpoint
-- What has been public stays so.
CREATE FUNCTION keep_open() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'process % is open to everyone and stays so', OLD.id;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_open BEFORE UPDATE OF opened_at ON processes FOR EACH ROW
  WHEN (OLD.opened_at IS NOT NULL AND OLD.opened_at IS DISTINCT FROM NEW.opened_at) EXECUTE FUNCTION keep_open();

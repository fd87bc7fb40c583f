ALTER TABLE "rounds" DROP CONSTRAINT "rounds_reveal";--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "revealed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "seats" ADD COLUMN "once_in" text;--> statement-breakpoint
CREATE UNIQUE INDEX "seats_once" ON "seats" USING btree ("once_in","user_id") WHERE once_in is not null;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_reveal" CHECK ("reveal" in ('at-close', 'at-publication', 'at-plan-close'));--> statement-breakpoint
-- A person is on one roll alone of the rounds of a plan that refuses two: `seats_once` holds it, whoever adds the seat.
CREATE FUNCTION seat_once_in() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  NEW.once_in := (
    SELECT r.process_id || '/' || r.plan FROM rounds r
      JOIN plans p ON p.process_id = r.process_id AND p.number = r.plan
    WHERE r.id = NEW.round_id AND p.doc::jsonb ->> 'overlap' = 'refused');
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER seat_once_in BEFORE INSERT ON seats FOR EACH ROW EXECUTE FUNCTION seat_once_in();

CREATE TABLE "plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"doc" text NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "plans_number" UNIQUE("process_id","number")
);
--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "plan" integer;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
SELECT watch_table('plans');
--> statement-breakpoint
-- What was sealed is never changed or removed; another plan takes the place of one under which no round has opened.
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON plans
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE FUNCTION take_plan() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.hash <> encode(sha256(convert_to(NEW.doc, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the hash of plan % is of another text', NEW.number;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER take_plan BEFORE INSERT ON plans FOR EACH ROW EXECUTE FUNCTION take_plan();
--> statement-breakpoint
-- A round that a plan names stays as it was sealed: its title and note can be worded anew, and while it is open it can close later.
CREATE FUNCTION keep_planned_round() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF current_setting('codraft.deleting', true) = 'on' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'round % is in plan %', OLD.number, OLD.plan;
  END IF;
  IF (NEW.process_id, NEW.workgroup_id, NEW.number, NEW.kind, NEW.component_version, NEW.asked, NEW.offers_not_necessary,
      NEW.offers_cannot_judge, NEW.attribution, NEW.reveal, NEW.rule, NEW.rule_hash)
    IS DISTINCT FROM (OLD.process_id, OLD.workgroup_id, OLD.number, OLD.kind, OLD.component_version, OLD.asked, OLD.offers_not_necessary,
      OLD.offers_cannot_judge, OLD.attribution, OLD.reveal, OLD.rule, OLD.rule_hash) THEN
    RAISE EXCEPTION 'round % stays as plan % has it', OLD.number, OLD.plan;
  END IF;
  IF NEW.plan IS DISTINCT FROM OLD.plan AND OLD.state <> 'draft' THEN
    RAISE EXCEPTION 'round % was opened under plan %', OLD.number, OLD.plan;
  END IF;
  IF NEW.closes_at IS DISTINCT FROM OLD.closes_at AND NOT coalesce(OLD.state = 'open' AND NEW.closes_at > OLD.closes_at, false) THEN
    RAISE EXCEPTION 'round % closes as plan % has it', OLD.number, OLD.plan;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_planned_round BEFORE UPDATE OR DELETE ON rounds
  FOR EACH ROW WHEN (OLD.plan IS NOT NULL) EXECUTE FUNCTION keep_planned_round();
--> statement-breakpoint
-- A plan names rounds before they open: one that has opened without a plan is in none for good.
CREATE FUNCTION keep_unplanned_round() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'round % has opened under no plan', OLD.number;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_unplanned_round BEFORE UPDATE ON rounds
  FOR EACH ROW WHEN (OLD.plan IS NULL AND NEW.plan IS NOT NULL AND OLD.state <> 'draft')
  EXECUTE FUNCTION keep_unplanned_round();

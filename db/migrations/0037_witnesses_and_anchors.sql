CREATE TABLE "record_anchors" (
	"log" text NOT NULL,
	"index" integer NOT NULL,
	"ballots" text NOT NULL,
	"salt" text NOT NULL,
	"size" integer NOT NULL,
	"root" text NOT NULL,
	CONSTRAINT "record_anchors_log_index_ballots_pk" PRIMARY KEY("log","index","ballots")
);
--> statement-breakpoint
CREATE TABLE "record_cosignatures" (
	"log" text NOT NULL,
	"size" integer NOT NULL,
	"witness" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"line" text NOT NULL,
	CONSTRAINT "record_cosignatures_log_size_witness_at_pk" PRIMARY KEY("log","size","witness","at")
);
--> statement-breakpoint
CREATE TABLE "record_policies" (
	"log" text NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "record_policies_log_hash_pk" PRIMARY KEY("log","hash")
);
--> statement-breakpoint
CREATE TABLE "record_witnesses" (
	"log" text NOT NULL,
	"witness" text NOT NULL,
	"size" integer NOT NULL,
	"seen_at" timestamp with time zone,
	"answer" text NOT NULL,
	"told" integer,
	"refused" text,
	"failures" integer NOT NULL,
	"ask_again_at" timestamp with time zone NOT NULL,
	CONSTRAINT "record_witnesses_log_witness_pk" PRIMARY KEY("log","witness"),
	CONSTRAINT "record_witnesses_answer" CHECK ("answer" in ('saw', 'away', 'unknown', 'ahead', 'other'))
);
--> statement-breakpoint
ALTER TABLE "record_entries" DROP CONSTRAINT "record_entries_kind";--> statement-breakpoint
ALTER TABLE "record_anchors" ADD CONSTRAINT "record_anchors_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_cosignatures" ADD CONSTRAINT "record_cosignatures_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_policies" ADD CONSTRAINT "record_policies_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_witnesses" ADD CONSTRAINT "record_witnesses_log_record_logs_origin_fk" FOREIGN KEY ("log") REFERENCES "public"."record_logs"("origin") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_anchors_ballots" ON "record_anchors" USING btree ("ballots");--> statement-breakpoint
ALTER TABLE "record_entries" ADD CONSTRAINT "record_entries_kind" CHECK ("kind" in ('begin', 'keys', 'policy', 'plan', 'open', 'extend', 'anchor', 'close', 'void', 'count', 'result', 'version', 'gates', 'snapshot', 'decision', 'rows', 'gap'));--> statement-breakpoint
SELECT watch_table('record_anchors'), watch_table('record_cosignatures'), watch_table('record_policies'), watch_table('record_witnesses');
--> statement-breakpoint
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON record_anchors
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

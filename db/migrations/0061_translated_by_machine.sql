CREATE TABLE "machine_requests" (
	"draft_id" uuid NOT NULL,
	"language" text NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	CONSTRAINT "machine_requests_draft_id_language_pk" PRIMARY KEY("draft_id","language"),
	CONSTRAINT "machine_requests_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$'),
	CONSTRAINT "machine_requests_state" CHECK ("state" in ('waiting', 'done', 'failed')),
	CONSTRAINT "machine_requests_failure" CHECK ("failure" in ('machine_late', 'machine_failed'))
);
--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "proposed_origin" text;--> statement-breakpoint
ALTER TABLE "machine_requests" ADD CONSTRAINT "machine_requests_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_requests" ADD CONSTRAINT "machine_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "machine_requests_asked_by" ON "machine_requests" USING btree ("asked_by") WHERE asked_by is not null;--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_origin" CHECK ("origin" in ('machine', 'accepted', 'edited'));--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_proposed_origin" CHECK ("proposed_origin" in ('machine', 'accepted', 'edited'));
--> statement-breakpoint
SELECT watch_table('machine_requests');

CREATE TABLE "pending_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"act" text NOT NULL,
	"thing" text NOT NULL,
	"form" text NOT NULL,
	"hash" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"expiry_told" timestamp with time zone,
	CONSTRAINT "pending_acts_asked" UNIQUE("process_id","act","thing","asked_by"),
	CONSTRAINT "pending_acts_act" CHECK ("act" in ('open', 'close', 'publish', 'gates', 'decision'))
);
--> statement-breakpoint
ALTER TABLE "process_members" ADD COLUMN "organizer_since" timestamp with time zone;--> statement-breakpoint
-- No plan has asked for a second organizer yet: whoever organizes now does so from before.
UPDATE "process_members" SET "organizer_since" = "joined_at" WHERE "role" = 'organizer';--> statement-breakpoint
ALTER TABLE "pending_acts" ADD CONSTRAINT "pending_acts_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_acts" ADD CONSTRAINT "pending_acts_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pending_acts_person" ON "pending_acts" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "pending_acts_ends" ON "pending_acts" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "process_members" ADD CONSTRAINT "process_members_since" CHECK ((role = 'organizer') = (organizer_since is not null));
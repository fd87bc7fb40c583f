CREATE TABLE "endorsement_flags" (
	"endorsement_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "endorsement_flags_endorsement_id_user_id_pk" PRIMARY KEY("endorsement_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "moderation_actions" ADD COLUMN "endorsement_id" uuid;--> statement-breakpoint
ALTER TABLE "endorsements" ADD COLUMN "held_address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "representation_snapshots" ADD COLUMN "basis" jsonb;--> statement-breakpoint
ALTER TABLE "document_requests" ADD COLUMN "sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document_requests" ADD COLUMN "token_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "endorsement_flags" ADD CONSTRAINT "endorsement_flags_endorsement_id_endorsements_id_fk" FOREIGN KEY ("endorsement_id") REFERENCES "public"."endorsements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement_flags" ADD CONSTRAINT "endorsement_flags_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_requests_token" ON "document_requests" USING btree ("token_hash");
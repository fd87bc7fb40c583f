ALTER TABLE "translations" ADD COLUMN "proposed" jsonb;--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "proposed_from" jsonb;--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "sent_back" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "translations_proposer" ON "translations" USING btree ("proposed_by") WHERE proposed_by is not null;--> statement-breakpoint
SELECT watch_renderings('translations', 'proposed');
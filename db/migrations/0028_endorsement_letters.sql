ALTER TABLE "endorsements" ADD COLUMN "letter" text;--> statement-breakpoint
ALTER TABLE "endorsements" ADD COLUMN "mail" text DEFAULT 'sent' NOT NULL;--> statement-breakpoint
ALTER TABLE "endorsements" ADD COLUMN "mail_after" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "endorsements" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "endorsements_letters_due" ON "endorsements" USING btree ("mail_after") WHERE mail = 'due';--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_letter" CHECK ("letter" in ('listed', 'declined'));--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_mail" CHECK ("mail" in ('due', 'taken', 'sent', 'failed'));
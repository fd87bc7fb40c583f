ALTER TABLE "invitations" ADD COLUMN "mail" text DEFAULT 'sent' NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "mail_after" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "invitations_due" ON "invitations" USING btree ("mail_after") WHERE mail = 'due';--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_mail" CHECK ("mail" in ('due', 'taken', 'sent', 'failed'));